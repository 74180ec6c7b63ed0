"""A site with a desk of its own for each test, a clock that the test moves, and logins without
passwords."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.assembly import open_service
from api.desk.accounts import Role, accounts, add_account
from api.desk.database import DeskDatabase
from api.desk.opening import DeskOpener
from api.desk.sessions import find_session, start_session
from api.settings import Settings
from web.site import create_site


@dataclass
class Clock:
    """The time at the desk."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **times: float) -> None:
        """Let time pass."""
        self.at += timedelta(**times)


@dataclass
class Office:
    """The site, its desk, and a browser."""

    site: FastAPI
    desk: DeskDatabase
    browser: TestClient

    def enter(self, role: Role | str) -> str:
        """Log somebody in with that role; gives the token that forms carry."""
        name = f"a-{role}"
        if name not in {record.account.name for record in accounts(self.desk)}:
            add_account(self.desk, name, Role(role), full_name=f"Cán bộ {role}", by="test")
        token = start_session(self.desk, name)
        self.browser.cookies.set("desk", token)
        session = find_session(self.desk, token)
        assert session is not None
        return session.csrf

    def leave(self) -> None:
        """Forget the session in the browser."""
        self.browser.cookies.clear()


@pytest.fixture(scope="session")
def desk_site(weak_library: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A site over a copy of a library with checked facts, which tests may write to."""
    folder = tmp_path_factory.mktemp("desk") / "library"
    shutil.copytree(weak_library, folder)
    settings = Settings(library=folder, embedder="hashing")
    return create_site(settings, service=open_service(settings, today=lambda: date(2026, 7, 15)))


@pytest.fixture
def clock() -> Clock:
    """The clock of the test's desk."""
    return Clock()


@pytest.fixture
def office(desk_site: FastAPI, clock: Callable[[], datetime], tmp_path: Path) -> Iterator[Office]:
    """A desk of this test alone."""
    opener = DeskOpener(tmp_path / "desk.sqlite3", now=clock)
    desk_site.state.desk = opener
    with TestClient(desk_site, raise_server_exceptions=False, follow_redirects=False) as browser:
        yield Office(desk_site, opener(), browser)
    opener().close()
