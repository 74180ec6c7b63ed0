"""``trachuan desk``: accounts and the audit log from the command line."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing

import pytest

from api.desk.accounts import account_named, take_link
from api.desk.database import DeskDatabase

PASSWORD = "một câu khó đoán"


@pytest.fixture
def type_in(monkeypatch):
    """What comes on standard input, where there is no terminal."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def run(commands, tmp_path):
    return commands(tmp_path / "library")


@pytest.fixture
def desk(tmp_path):
    kept = DeskDatabase(tmp_path / "desk.sqlite3")
    yield kept
    kept.close()


def test_an_account_is_made_with_a_password_that_was_typed(run, type_in, desk):
    type_in(f"{PASSWORD}\n")
    status, told, _ = run("desk", "user", "add", "Lan", "--role", "admin", "--full-name", "Lan T.")
    assert status == 0
    assert PASSWORD not in told
    held = account_named(desk, "lan")
    assert (held.account.full_name, held.account.role, held.has_password) == (
        "Lan T.",
        "admin",
        True,
    )
    assert "lan  admin  in use  Lan T." in run("desk", "user", "list")[1]


def test_an_easy_password_makes_no_account(run, type_in):
    type_in("short\n")
    status, _, complaint = run("desk", "user", "add", "lan")
    assert status == 2
    assert "12 to 256" in complaint
    assert '"accounts": []' in run("desk", "user", "list", "--json")[1]


def test_a_link_is_printed_in_place_of_asking(run, desk):
    _, told, _ = run("desk", "user", "add", "lan", "--link")
    token = re.search(r"/desk/welcome/([\w-]{43})", told)[1]
    assert take_link(desk, token).name == "lan"
    assert "waits for its link" in run("desk", "user", "list")[1]


def test_accounts_are_changed_and_who_is_unknown_is_named(run, desk):
    run("desk", "user", "add", "lan", "--link")
    assert run("desk", "user", "role", "lan", "editor")[0] == 0
    assert run("desk", "user", "disable", "lan")[0] == 0
    held = account_named(desk, "lan")
    assert (held.account.role, held.disabled) == ("editor", True)
    assert run("desk", "user", "enable", "lan")[0] == 0
    status, _, complaint = run("desk", "user", "reset", "nobody", "--link")
    assert status == 1
    assert "'nobody'" in complaint


def test_the_audit_log_is_checked(run, desk):
    run("desk", "user", "add", "lan", "--link")
    status, told, _ = run("desk", "audit")
    assert status == 0
    assert "2 entries" in told
    assert "the chain is whole" in told
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("UPDATE audit SET actor = 'an' WHERE id = 1")
        connection.commit()
    status, _, complaint = run("desk", "audit")
    assert status == 1
    assert "entry 1" in complaint


def test_what_was_done_is_shown_as_it_is_asked_for(run):
    run("desk", "user", "add", "lan", "--link")
    run("desk", "user", "disable", "lan")
    status, told, _ = run("desk", "audit", "--about", "account:lan", "--limit", "1")
    assert status == 0
    assert "account.change" in told
    assert "account.add" not in told
    assert "3 entries are wanted, 1 shown" in told
    body = json.loads(run("desk", "audit", "--action", "account.change", "--json")[1])
    (entry,) = body["entries"]
    assert (entry["subject"], body["total"], body["broken_at"]) == ("account:lan", 1, None)
    assert json.loads(run("desk", "audit", "--until", "2020-01-01", "--json")[1])["entries"] == []
    assert run("desk", "audit", "--since", "heute")[0] == 2


def test_the_desk_is_kept_where_the_settings_say(run, monkeypatch, tmp_path):
    monkeypatch.setenv("TRACHUAN_DESK", str(tmp_path / "elsewhere.db"))
    run("desk", "user", "add", "lan", "--link")
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "desk.sqlite3").exists()
