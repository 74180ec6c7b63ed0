"""The words of the commands over a whole library: export, bulk, backup, restore, delete …"""

from __future__ import annotations

import argparse
from pathlib import Path

from api.cli_parser_add import AddCommand
from api.cli_values import count

__all__ = ["add_library"]

_Commands = argparse._SubParsersAction  # the type has no public name


def add_library(commands: _Commands[argparse.ArgumentParser], command: AddCommand) -> None:
    """Add the commands; ``command`` makes one as all others are made."""
    command(
        commands,
        "export",
        "print every document as one line of JSON",
        "trachuan export > documents.jsonl",
    )
    command(
        commands,
        "bulk",
        "write the bulk files that others copy, if the library has changed",
        """
        trachuan bulk
        trachuan bulk --library ./library
        """,
    )
    taking = command(
        commands,
        "backup",
        "copy the library and the desk while they serve; only what is new is copied",
        """
        trachuan backup /srv/backup
        trachuan backup /srv/backup --keep 14
        trachuan backup /srv/backup --list
        """,
    )
    taking.add_argument("folder", type=Path, metavar="FOLDER", help="where the copies are kept")
    taking.add_argument("--keep", type=count, metavar="N", help="only the newest N copies stay")
    taking.add_argument("--list", action="store_true", help="name the copies there are")
    putting = command(
        commands,
        "restore",
        "put a copy in the place of the library, whole and with its indexes",
        """
        trachuan restore /srv/backup
        trachuan restore /srv/backup --snapshot 2026-11-22T01-30-00Z --replace --desk
        """,
    )
    putting.add_argument("folder", type=Path, metavar="FOLDER", help="where the copies are kept")
    putting.add_argument("--snapshot", metavar="NAME", help="which copy; else the newest")
    putting.add_argument(
        "--replace", action="store_true", help="also if a library stands there; it is kept"
    )
    putting.add_argument("--desk", action="store_true", help="the desk's database too")
    delete = command(
        commands,
        "delete",
        "take a file, and the documents read from it, out of the library",
        """
        trachuan delete quy-chuan.pdf
        trachuan delete "QCVN 06:2012/BLĐTBXH"
        """,
    )
    delete.add_argument("names", nargs="+", metavar="FILE_OR_NUMBER")
    delete.add_argument("--missing-ok", action="store_true", help="say nothing of what is not held")
    command(
        commands,
        "rebuild",
        "build the indexes anew from the documents kept",
        "trachuan rebuild --library ./library",
    )
    move = command(
        commands,
        "move",
        "move the indexes to other engines, for a library that has grown; doctor says when",
        """
        trachuan move --keywords tantivy
        trachuan move --keywords whoosh --vectors exact
        """,
    )
    move.add_argument("--keywords", choices=("whoosh", "tantivy"), help="engine of the words")
    move.add_argument("--vectors", choices=("exact", "ivf"), help="engine of the meaning")
