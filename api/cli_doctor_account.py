"""The account of a library as ``trachuan doctor`` prints it: sums first, then file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from api.cli_output import print_indented
from api.library_account import LOW_CONFIDENCE, FileAccountBody, LibraryAccountBody
from api.models_reading import LeftOutBody, ReadingAccountBody, SumBody
from api.page_ranges import say_pages
from standards.account import Counted

__all__ = ["print_account", "print_left_out", "say_sum"]

_FILES = 20
_REASONS = 8
_NAMES = {Counted.PAGE: "page", Counted.ROW: "table row", Counted.HS_CELL: "HS cell"}


def say_sum(one: SumBody, kept: str, left: str) -> str:
    """A sum in words.

    >>> say_sum(SumBody(seen=9, kept=6, left_out=3, even=True, reasons=[]), "read", "refused")
    '9 in = 6 read + 3 refused'
    """
    sign = "=" if one.even else "≠"
    return f"{one.seen} in {sign} {one.kept} {kept} + {one.left_out} {left}"


def print_account(body: LibraryAccountBody, out: Console, *, every: bool = False) -> None:
    """Reasons for what was left out, then the files that want looking at; ``every``: all files."""
    for name, one in (("Table rows", body.rows), ("HS cells", body.hs_cells)):
        if one.reasons:
            _title(out, f"{name} left out, by reason:")
        shown = one.reasons if every else one.reasons[:_REASONS]
        for reason in shown:
            print_indented(out, f"{reason.count} × {reason.reason}", left=8)
        _more(out, len(one.reasons) - len(shown), "reasons")
    sections = (
        ("Files whose sums do not come out:", [(f.file, list(f.uneven)) for f in body.files]),
        ("Pages refused:", [(f.file, list(_refused(f))) for f in body.files]),
        (
            f"Recognised pages with confidence under {LOW_CONFIDENCE:.0%}:",
            [(f.file, list(_weak(f))) for f in body.files],
        ),
        ("Numbers repaired:", [(f.file, list(_repairs(f))) for f in body.files]),
        (
            "Read by an older reader, or without what it needs:",
            [
                (f.file, [f"reader {f.reader}"] * (f.older or bool(f.incomplete)))
                for f in body.files
            ],
        ),
    )
    for title, files in sections:
        _section(out, title, [(file, lines) for file, lines in files if lines], every=every)


def print_left_out(body: LibraryAccountBody, out: Console) -> None:
    """Everything that was left out, file by file: page, words, reason."""
    for file in body.files:
        if file.account is None:
            _title(out, f"{file.file}: no account was kept; ingest it again")
            continue
        _title(out, f"{file.file}: {_sums(file.account)}")
        for item in file.account.left_out:
            print_indented(out, _left(item), left=8)


def _section(
    out: Console, title: str, files: Sequence[tuple[str, list[str]]], *, every: bool
) -> None:
    if not files:
        return
    _title(out, title)
    shown = files if every else files[:_FILES]
    for file, lines in shown:
        print_indented(out, f"{file}: {lines[0]}", left=8)
        for line in lines[1:]:
            print_indented(out, line, left=12)
    _more(out, len(files) - len(shown), "files")


def _title(out: Console, text: str) -> None:
    print_indented(out, text, style="bold", left=4)


def _more(out: Console, count: int, what: str) -> None:
    if count > 0:
        print_indented(out, f"and {count} more {what}: --verbose, or --json", style="dim", left=8)


def _sums(account: ReadingAccountBody) -> str:
    return "; ".join(
        (
            f"pages {say_sum(account.pages, 'read', 'refused')}",
            f"table rows {say_sum(account.rows, 'kept', 'left out')}",
            f"HS cells {say_sum(account.hs_cells, 'read', 'left out')}",
        )
    )


def _refused(file: FileAccountBody) -> Iterator[str]:
    reasons = dict.fromkeys(refused.reason for refused in file.refused)
    for reason in reasons:
        pages = [refused.page for refused in file.refused if refused.reason == reason]
        yield f"{say_pages(pages)}: {reason}"


def _weak(file: FileAccountBody) -> Iterator[str]:
    if file.weak:
        told = ", ".join(f"{page.page} ({page.confidence:.0%})" for page in file.weak)
        yield f"{told}; of {file.recognised} recognised"


def _repairs(file: FileAccountBody) -> Iterator[str]:
    for repair in file.repairs:
        yield f"p. {repair.page}: “{repair.read}” → {repair.number} ({repair.basis})"


def _left(item: LeftOutBody) -> str:
    words = f" “{' '.join(item.words.split())}”" if item.words.strip() else ""
    return f"p. {item.page} {_NAMES[item.what]}{words}: {item.reason}"
