"""The words of ``trachuan desk notifications``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from api.cli_parser_add import AddCommand
from api.notified import read_day
from standards.errors import BadInput

__all__ = ["add_notifications"]

_Commands = argparse._SubParsersAction  # the type has no public name


def add_notifications(commands: _Commands[argparse.ArgumentParser], command: AddCommand) -> None:
    """Add the command with its parts; ``command`` makes one as all others are made."""
    notes = command(
        commands,
        "notifications",
        "keep notifications to the WTO, and the held texts they are about",
        """
        trachuan desk notifications add G/TBT/N/VNM/123 --document "QCVN 2:2021/BKHCN"
        trachuan desk notifications import thong-bao.csv
        trachuan desk notifications list --open
        """,
        library=False,
    )
    does = notes.add_subparsers(dest="does", required=True, metavar="WHAT")
    add = command(
        does,
        "add",
        "write one down, in place of what was written of that symbol",
        """
        trachuan desk notifications add G/TBT/N/VNM/123 --comments-until 2026-12-31
        trachuan desk notifications add G/TBT/N/EU/1045/Add.1 --link https://docs.wto.org/
        """,
        json=True,
    )
    add.add_argument("symbol", metavar="SYMBOL")
    add.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NUMBER_OR_ID",
        help="a held text that it is about; may be given again",
    )
    add.add_argument("--title", default="", metavar="TEXT", help="what is notified")
    add.add_argument("--notified", type=_day, metavar="DATE", help="day of the notification")
    add.add_argument("--comments-until", type=_day, metavar="DATE", help="last day for comments")
    add.add_argument("--adopted", type=_day, metavar="DATE", help="proposed day of adoption")
    add.add_argument("--in-force", type=_day, metavar="DATE", help="proposed day of effect")
    add.add_argument("--link", default="", metavar="URL", help="where it can be read")
    table = command(
        does,
        "import",
        "take a table in (CSV or TSV, UTF-8, with headings); rows that cannot be taken are named",
        "trachuan desk notifications import thong-bao.csv",
    )
    table.add_argument("file", type=Path, metavar="FILE")
    listed = command(
        does,
        "list",
        "what is kept, those whose comments close soonest first",
        "trachuan desk notifications list --open --json",
        json=True,
    )
    listed.add_argument("--open", action="store_true", help="only those that take comments today")
    remove = command(
        does,
        "remove",
        "forget one",
        "trachuan desk notifications remove G/TBT/N/VNM/123/Add.1",
    )
    remove.add_argument("symbol", metavar="SYMBOL")


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except BadInput as error:
        raise argparse.ArgumentTypeError(str(error)) from None
