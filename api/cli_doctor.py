"""``trachuan doctor``: what is there, what is missing, what was left out, and the command that
helps.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.assembly import model_folder, open_library
from api.cli_doctor_account import print_account, print_left_out, say_sum
from api.cli_doctor_engines import engines_advice, engines_found
from api.cli_doctor_watch import FEW, print_watch
from api.cli_output import Exit, console, print_indented, write_json
from api.ingest_job import current_reader
from api.library_account import LibraryAccountBody, library_account
from api.models_base import Body
from api.models_watch import WatchBody
from api.service import Service
from api.settings import Settings
from index.library import Library
from standards.errors import NotFound, TrachuanError
from standards.today import today_in_vietnam

__all__ = ["Check", "Report", "State", "checks_of", "run"]

_PACKAGES = ("trachuan", "pymupdf", "faiss-cpu", "whoosh", "underthesea", "sentence-transformers")
_PACKAGES_MORE = ("torch", "fastapi")
_SHOWN = 5
_MOST = 500
"""Items of a section of what to look at, in JSON and with --verbose."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class State(StrEnum):
    """How a check came out: ``missing`` parts are needed for some work only; at ``look`` a person
    should look."""

    OK = "ok"
    LOOK = "look"
    MISSING = "missing"
    WRONG = "wrong"


class Check(Body):
    """One thing looked at: what was found, and what to do where it is not well."""

    name: str
    state: State
    found: str
    advice: str


class Report(Body):
    """All checks, and, if the library can be opened, its account and what to look at on the day;
    ``ok`` is false if a check is wrong. With one file only there is no ``watch``."""

    ok: bool
    checks: list[Check]
    account: LibraryAccountBody | None
    watch: WatchBody | None


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Look at everything; status 2 if something is wrong. Raises NotFound for an unknown file."""
    found = list(_programs(settings))
    told, library = _library(settings)
    found.append(told)
    account = watch = None
    if library is not None:
        found.append(_engines(library))
        store = library.store
        if args.file is not None and store.file_record(args.file) is None:
            raise NotFound(f"the library keeps no file {args.file!r}; see: trachuan doctor --json")
        account = library_account(store, reader=current_reader(), file=args.file)
        found += checks_of(account)
        if args.file is None:
            watch = Service(library, today_in_vietnam).watches.body(
                as_of=args.as_of,
                within=args.within,
                limit=_MOST if args.json or args.verbose else FEW,
            )
    report = Report(
        ok=not any(check.state == State.WRONG for check in found),
        checks=found,
        account=account,
        watch=watch,
    )
    if args.json:
        write_json(report)
    else:
        _print_report(report, console(), every=args.verbose or args.file is not None)
    return Exit.DONE if report.ok else Exit.WRONG_USAGE


def _print_report(report: Report, out: Console, *, every: bool) -> None:
    _print(report.checks, out)
    if report.account is not None:
        print_account(report.account, out, every=every)
        if every:
            print_left_out(report.account, out)
    if report.watch is not None:
        print_watch(report.watch, out)


def checks_of(account: LibraryAccountBody) -> Iterator[Check]:
    """What the account of a library comes to."""
    refused = State.LOOK if account.pages.left_out else State.OK
    sums = (
        ("pages", account.pages, say_sum(account.pages, "read", "refused"), refused),
        ("table rows", account.rows, say_sum(account.rows, "kept", "left out"), State.OK),
        ("HS cells", account.hs_cells, say_sum(account.hs_cells, "read", "left out"), State.OK),
    )
    uneven = any(file.uneven for file in account.files)
    for name, one, told, state in sums if len(account.files) > account.without_account else ():
        wrong = not one.even or (name == "pages" and uneven)
        advice = "a sum that does not come out is a fault of the reader: report it" if wrong else ""
        yield Check(name=name, state=State.WRONG if wrong else state, found=told, advice=advice)
    if account.older:
        found = f"files read by an older reader: {account.older}"
        if account.without_account:
            found += f", by one that kept no account: {account.without_account}"
        advice = "trachuan ingest FOLDER_OF_PDFS reads them again"
        yield Check(name="reader", state=State.LOOK, found=found, advice=advice)
    if account.incomplete:
        found = f"files whose pictures could not be read: {account.incomplete}"
        advice = "install Tesseract, then: trachuan ingest FOLDER_OF_PDFS reads them again"
        yield Check(name="pictures", state=State.LOOK, found=found, advice=advice)
    checks = account.checks
    if checks.checked or checks.outdated or checks.gone or checks.unheld:
        stale = checks.outdated or checks.gone
        yield Check(
            name="checked facts",
            state=State.LOOK if stale else State.OK,
            found=f"{checks.checked} hold, {checks.outdated} were made on another value, "
            f"{checks.gone} on facts no longer read, {checks.unheld} on documents not held",
            advice="trachuan check NUMBER shows them" if stale else "",
        )


def _print(found: Sequence[Check], out: Console) -> None:
    colours = {
        State.OK: "green",
        State.LOOK: "yellow",
        State.MISSING: "yellow",
        State.WRONG: "red",
    }
    for check in found:
        line = Text(f"{check.state.value:8}", style=colours[check.state])
        line.append(f"{check.name}: {check.found}", style="default")
        print_indented(out, line, left=0)
        if check.advice:
            print_indented(out, f"→ {check.advice}", left=8)


def _programs(settings: Settings) -> Iterator[Check]:
    """What must be installed, cheap checks first."""
    yield _versions()
    yield _tesseract()
    yield _chromium()
    yield _model(settings)


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


def _library(settings: Settings) -> tuple[Check, Library | None]:
    """Whether the library is whole; the library if it can be opened."""
    try:
        library = open_library(settings)
        problems = library.check()
    except TrachuanError as error:
        told = Check(name="library", state=State.WRONG, found=str(error), advice=_cure(error))
        return told, None
    store = library.store
    if problems:
        found, state, advice = _few(problems), State.WRONG, "trachuan rebuild"
    else:
        held = f"{len(store.documents())} documents from {len(store.files())} files"
        found, state, advice = f"{settings.library}: {held}", State.OK, ""
    return Check(name="library", state=state, found=found, advice=advice), library


def _engines(library: Library) -> Check:
    engines, passages = library.manifest.engines, library.store.passage_count()
    advice = engines_advice(engines, passages)
    return Check(
        name="engines",
        state=State.LOOK if advice else State.OK,
        found=engines_found(engines, passages),
        advice=advice,
    )


def _few(problems: Sequence[str]) -> str:
    each = list(dict.fromkeys(problems))
    more = f"; and {len(each) - _SHOWN} more" if len(each) > _SHOWN else ""
    return "; ".join(each[:_SHOWN]) + more


def _cure(error: TrachuanError) -> str:
    return {"no-library": "trachuan ingest FOLDER_OF_PDFS", "stale-index": "trachuan rebuild"}.get(
        error.code, ""
    )
