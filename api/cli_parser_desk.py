"""The words of ``trachuan desk``."""

from __future__ import annotations

import argparse

from api.cli_parser_add import AddCommand
from api.cli_parser_notifications import add_notifications
from api.cli_values import count, day
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
    audit = command(
        parts,
        "audit",
        "what was done, by whom, when; and whether a row of that log was changed, taken or put in",
        """
        trachuan desk audit --library ./library
        trachuan desk audit --by key:portal --since 2026-11-01
        trachuan desk audit --action facts --json
        """,
    )
    audit.add_argument("--by", default="", metavar="WHO", help="an account, key:NAME, cli:NAME")
    audit.add_argument("--action", default="", help="an action, or how several begin (login)")
    audit.add_argument("--about", default="", metavar="THING", help="a thing, or how several begin")
    audit.add_argument("--since", type=day, metavar="DAY", help="from this day on (UTC)")
    audit.add_argument("--until", type=day, metavar="DAY", help="to this day (UTC)")
    audit.add_argument("--limit", type=count, default=20, metavar="N", help="newest to show (20)")
    audit.add_argument("--json", action="store_true", help="as /api/v1/desk/audit gives it")
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
