"""The words of the commands over a whole library: export, bulk, delete, rebuild, move."""

from __future__ import annotations

import argparse

from api.cli_parser_add import AddCommand

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
