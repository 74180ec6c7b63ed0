"""The words of ``trachuan keys``."""

from __future__ import annotations

import argparse

from api.cli_parser_add import AddCommand
from api.cli_values import day
from api.keys import KeyRole

__all__ = ["add_keys"]

_Commands = argparse._SubParsersAction  # the type has no public name


def add_keys(commands: _Commands[argparse.ArgumentParser], command: AddCommand) -> None:
    """Add the command with its parts; ``command`` makes one as all others are made."""
    keys = command(
        commands,
        "keys",
        "keep the keys of programs that add, delete or check documents over HTTP",
        """
        trachuan keys add portal --role keeper --until 2027-12-31
        trachuan keys list
        trachuan keys revoke portal
        """,
        library=False,
    )
    does = keys.add_subparsers(dest="does", required=True, metavar="WHAT")
    add = command(
        does,
        "add",
        "make a key; its secret is shown once",
        "trachuan keys add portal --role keeper --until 2027-12-31",
        json=True,
    )
    add.add_argument("name", metavar="NAME", help="a-z, digits, . _ @ - between them; used once")
    add.add_argument(
        "--role",
        choices=[role.value for role in KeyRole],
        required=True,
        help="checker: marks facts as checked; keeper: also adds and deletes documents",
    )
    add.add_argument("--until", type=day, metavar="DATE", help="last day on which it opens")
    command(does, "list", "all keys, with role, end and last use", "trachuan keys list", json=True)
    revoke = command(
        does, "revoke", "let a key open nothing any more", "trachuan keys revoke portal"
    )
    revoke.add_argument("name", metavar="NAME")
