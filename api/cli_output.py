"""Where the command line writes: words for people, JSON for programs, complaints aside."""

from __future__ import annotations

import sys
from enum import IntEnum

from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

__all__ = ["Exit", "complain", "console", "print_indented", "write_json", "write_text"]

_WIDTH = 100
"""Columns when the output is no terminal."""


class Exit(IntEnum):
    """Exit statuses; scripts rely on them."""

    DONE = 0
    SOME_REJECTED = 1
    WRONG_USAGE = 2


def console() -> Console:
    """Standard output for people; plain, and of fixed width, where it is no terminal."""
    out = Console(highlight=False, markup=False, emoji=False)
    return (
        out
        if out.is_terminal
        else Console(highlight=False, markup=False, emoji=False, width=_WIDTH, color_system=None)
    )


def print_indented(out: Console, text: str | Text, *, style: str = "", left: int = 3) -> None:
    """A paragraph with a margin on the left that holds over wrapped lines."""
    whole = Text(text, style=style) if isinstance(text, str) else text
    for line in whole.wrap(out, out.width - left):
        line.rstrip()
        line.pad_left(left)
        out.print(line)


def write_text(text: str) -> None:
    """Exactly this on standard output."""
    sys.stdout.write(text)


def write_json(body: BaseModel) -> None:
    """A body on standard output, as the HTTP interface sends it."""
    write_text(body.model_dump_json(indent=2) + "\n")


def complain(message: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"trachuan: {message}\n")
