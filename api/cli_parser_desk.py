"""The words of ``trachuan desk``."""

from __future__ import annotations

import argparse

from api.cli_parser_add import AddCommand
from api.cli_parser_notifications import add_notifications
from api.desk.accounts import Role

__all__ = ["add_desk"]

_Commands = argparse._SubParsersAction  # the type has no public name


def add_desk(commands: _Commands[argparse.ArgumentParser], command: AddCommand) -> None:
    """Add the command with its parts; ``command`` makes one as all others are made."""
    desk = command(
        commands,
        "desk",
        "keep the accounts of the desk, and check its audit log",
        """
        trachuan desk user add lan.tran --role officer --full-name "Trần Thị Lan"
        trachuan desk user list
        trachuan desk audit
        """,
        library=False,
    )
    parts = desk.add_subparsers(dest="part", required=True, metavar="PART")
    user = command(
        parts,
        "user",
        "add, list, disable or reset accounts",
        "trachuan desk user add lan.tran --role admin --link",
        library=False,
    )
    does = user.add_subparsers(dest="does", required=True, metavar="WHAT")
    _add_users(does, command)
    command(
        parts,
        "audit",
        "check that no row of the audit log was changed, taken out or put in",
        "trachuan desk audit --library ./library",
    )
    add_notifications(parts, command)


def _add_users(does: _Commands[argparse.ArgumentParser], command: AddCommand) -> None:
    roles = [role.value for role in Role]
    add = command(
        does,
        "add",
        "make an account; its password is asked for, or set by whoever opens a one-time link",
        """
        trachuan desk user add lan.tran --role officer --full-name "Trần Thị Lan"
        trachuan desk user add admin --role admin --link
        """,
    )
    add.add_argument("name", metavar="NAME", help="user name: a-z, digits, . _ @ - between them")
    add.add_argument("--role", choices=roles, default="officer", help="what it may do (officer)")
    add.add_argument("--full-name", default="", metavar="NAME", help="what others see")
    command(does, "list", "all accounts, with their role", "trachuan desk user list", json=True)
    reset = command(
        does, "reset", "set another password; all sessions end", "trachuan desk user reset lan.tran"
    )
    reset.add_argument("name", metavar="NAME")
    for one in (add, reset):
        one.add_argument(
            "--link", action="store_true", help="print a one-time link in place of asking"
        )
    role = command(does, "role", "give another role", "trachuan desk user role lan.tran editor")
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=roles, metavar="ROLE", help=", ".join(roles))
    for name, what in (
        ("disable", "shut an account; its sessions end"),
        ("enable", "open it again"),
    ):
        one = command(does, name, what, f"trachuan desk user {name} lan.tran")
        one.add_argument("name", metavar="NAME")
