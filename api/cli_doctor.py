"""``trachuan doctor``: what is there, what is missing, and the command that helps."""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.text import Text

from api.assembly import model_folder, open_library
from api.cli_output import Exit, console, print_indented, write_json
from api.models import Body
from api.settings import Settings
from standards.errors import TrachuanError

__all__ = ["Check", "Report", "State", "checks", "run"]

_PACKAGES = ("trachuan", "pymupdf", "faiss-cpu", "whoosh", "underthesea", "sentence-transformers")
_PACKAGES_MORE = ("torch", "fastapi")
_SHOWN = 5
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class State(StrEnum):
    """How a check came out: ``missing`` parts are needed for some work only."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"


class Check(Body):
    """One thing looked at: what was found, and what to do where it is not well."""

    name: str
    state: State
    found: str
    advice: str


class Report(Body):
    """All checks; ``ok`` is false if one is wrong."""

    ok: bool
    checks: list[Check]


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Look at everything; status 2 if something is wrong."""
    found = list(checks(settings))
    wrong = any(check.state == State.WRONG for check in found)
    if args.json:
        write_json(Report(ok=not wrong, checks=found))
        return Exit.WRONG_USAGE if wrong else Exit.DONE
    out = console()
    colours = {State.OK: "green", State.MISSING: "yellow", State.WRONG: "red"}
    for check in found:
        line = Text(f"{check.state.value:8}", style=colours[check.state])
        line.append(f"{check.name}: {check.found}", style="default")
        print_indented(out, line, left=0)
        if check.advice:
            print_indented(out, f"→ {check.advice}", left=8)
    return Exit.WRONG_USAGE if wrong else Exit.DONE


def checks(settings: Settings) -> Iterator[Check]:
    """Every check, cheap ones first."""
    yield _versions()
    yield _tesseract()
    yield _chromium()
    yield _model(settings)
    yield _library(settings)


def _versions() -> Check:
    found, absent = [f"Python {platform.python_version()}"], []
    for package in (*_PACKAGES, *_PACKAGES_MORE):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            absent.append(package)
    if absent:
        return Check(
            name="packages",
            state=State.WRONG,
            found=f"not installed: {', '.join(absent)}",
            advice="make install",
        )
    return Check(name="packages", state=State.OK, found=", ".join(found), advice="")


def _tesseract() -> Check:
    advice = "apt-get install tesseract-ocr tesseract-ocr-vie (for scanned pages)"
    program = shutil.which("tesseract")
    if program is None:
        return Check(name="tesseract", state=State.MISSING, found="not installed", advice=advice)
    told = _told(program, "--list-langs").split()
    if "vie" not in told:
        return Check(
            name="tesseract",
            state=State.MISSING,
            found=f"{program}, without Vietnamese",
            advice=advice,
        )
    first = _told(program, "--version").splitlines()[:1]
    return Check(
        name="tesseract",
        state=State.OK,
        found=f"{' '.join(first) or program}, with Vietnamese",
        advice="",
    )


def _told(program: str, option: str) -> str:
    try:
        done = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return f"{done.stdout}\n{done.stderr}".strip()


def _chromium() -> Check:
    program = next((path for path in map(shutil.which, _BROWSERS) if path), None)
    kept = Path.home() / ".cache" / "ms-playwright"
    if program is None and kept.is_dir():
        program = next((str(path) for path in sorted(kept.glob("chromium*"))), None)
    if program is None:
        return Check(
            name="chromium",
            state=State.MISSING,
            found="not installed",
            advice="apt-get install chromium (only the tests of the pages need it)",
        )
    return Check(name="chromium", state=State.OK, found=program, advice="")


def _model(settings: Settings) -> Check:
    folder = model_folder(settings)
    if folder is None:
        chosen = settings.model or settings.embedder
        return Check(name="model", state=State.OK, found=f"{chosen}, as set", advice="")
    if folder.is_dir():
        return Check(name="model", state=State.OK, found=str(folder), advice="")
    return Check(
        name="model",
        state=State.MISSING,
        found="not prepared yet; the first use does it",
        advice="trachuan model",
    )


def _library(settings: Settings) -> Check:
    try:
        library = open_library(settings)
        problems = library.check()
    except TrachuanError as error:
        return Check(name="library", state=State.WRONG, found=str(error), advice=_cure(error))
    if problems:
        return Check(
            name="library", state=State.WRONG, found=_few(problems), advice="trachuan rebuild"
        )
    store = library.store
    held = f"{len(store.documents())} documents from {len(store.files())} files"
    return Check(name="library", state=State.OK, found=f"{settings.library}: {held}", advice="")


def _few(problems: Sequence[str]) -> str:
    each = list(dict.fromkeys(problems))
    more = f"; and {len(each) - _SHOWN} more" if len(each) > _SHOWN else ""
    return "; ".join(each[:_SHOWN]) + more


def _cure(error: TrachuanError) -> str:
    return {"no-library": "trachuan ingest FOLDER_OF_PDFS", "stale-index": "trachuan rebuild"}.get(
        error.code, ""
    )
