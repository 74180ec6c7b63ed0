"""``trachuan desk``: accounts of the desk, and its audit log, from the machine it runs on."""

from __future__ import annotations

import argparse
import getpass
import sys

from rich.table import Table
from rich.text import Text

from api.cli_notifications import run_notifications
from api.cli_output import Exit, complain, console, write_json
from api.desk.accounts import (
    LINK_HOURS,
    AccountRecord,
    Role,
    account_named,
    accounts,
    add_account,
    change_account,
    clean_name,
    make_link,
    set_password,
)
from api.desk.audit import LogFilter, broken_at, count, entries, last_hash
from api.desk.database import DeskDatabase
from api.desk.opening import desk_path
from api.desk.passwords import check_new
from api.models_desk import AccountsBody, account_body
from api.routes_desk import audit_body
from api.settings import Settings
from standards.errors import BadInput

__all__ = ["run"]


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Do what was asked. Raises BadInput, NotFound, DeskError."""
    desk = DeskDatabase(desk_path(settings))
    try:
        if args.part == "audit":
            return _audit(args, desk)
        if args.part == "notifications":
            return run_notifications(args, desk, settings)
        return _user(args, desk, settings)
    finally:
        desk.close()


def _user(args: argparse.Namespace, desk: DeskDatabase, settings: Settings) -> Exit:
    if args.does == "list":
        return _list(desk, json=args.json)
    by, name = f"cli:{getpass.getuser()}", clean_name(args.name)
    if args.does == "add":
        role = Role(args.role)
        password = None if args.link else _ask_password()
        if password is not None:
            check_new(password, name)
        add_account(desk, name, role, full_name=args.full_name, by=by)
        _open(desk, name, password, by, settings)
    elif args.does == "reset":
        account_named(desk, name)
        _open(desk, name, None if args.link else _ask_password(), by, settings)
    elif args.does == "role":
        change_account(desk, name, by=by, role=Role(args.role))
        console().print(f"{name}: {args.role}")
    else:
        change_account(desk, name, by=by, disabled=args.does == "disable")
        console().print(f"{name}: {args.does}d")
    return Exit.DONE


def _open(desk: DeskDatabase, name: str, password: str | None, by: str, settings: Settings) -> None:
    """Set the password, or print a link that does; an account without either waits for one."""
    if password is not None:
        set_password(desk, name, password, by=by)
        console().print(f"{name}: the password was set; log in at /desk")
        return
    token = make_link(desk, name, by=by)
    console().print(f"{name}: a link that sets the password once, within {LINK_HOURS} hours:")
    console().print(f"http://{settings.host}:{settings.port}/desk/welcome/{token}", soft_wrap=True)
    console().print("(put the name of your site in place of the first part)")


def _ask_password() -> str:
    """A password typed twice on the terminal, or one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("New password: ")
    if getpass.getpass("The same again: ") != password:
        raise BadInput("the two passwords are not the same; nothing was changed")
    return password


def _list(desk: DeskDatabase, *, json: bool) -> Exit:
    held = accounts(desk)
    if json:
        write_json(AccountsBody(accounts=[account_body(one) for one in held]))
        return Exit.DONE
    if not held:
        complain("there are no accounts yet; trachuan desk user add NAME --role admin")
    for one in held:
        full = f"  {one.account.full_name}" if one.account.full_name else ""
        console().print(f"{one.account.name}  {one.account.role}  {_state(one)}{full}")
    return Exit.DONE


def _state(record: AccountRecord) -> str:
    if record.disabled:
        return "disabled"
    if record.has_password:
        return "in use"
    return "waits for its link" if record.link_until else "no password"


def _audit(args: argparse.Namespace, desk: DeskDatabase) -> Exit:
    """Show the newest entries that are wanted, and check the chain; status 1 if it is broken."""
    wanted = LogFilter(
        actor=args.by, action=args.action, subject=args.about, first=args.since, last=args.until
    )
    if args.json:
        body = audit_body(desk, wanted, before=None, limit=args.limit, check=True)
        write_json(body)
        return Exit.DONE if body.broken_at is None else Exit.SOME_REJECTED
    told = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("no", "when (UTC)", "by", "action", "about", "detail"):
        told.add_column(name, overflow="fold")
    for one in reversed(entries(desk, wanted, limit=args.limit)):
        at = f"{one.at:%Y-%m-%d %H:%M:%S}"
        row = (str(one.id), at, one.actor, one.action, one.subject, one.detail)
        told.add_row(*(Text(cell) for cell in row))
    if told.row_count:
        console().print(told)
    if wanted != LogFilter():
        console().print(f"{count(desk, wanted)} entries are wanted, {told.row_count} shown")
    broken = broken_at(desk)
    console().print(f"{count(desk, LogFilter())} entries, last hash {last_hash(desk)}")
    if broken is not None:
        complain(f"the audit log is broken at entry {broken}: the file was changed from outside")
        return Exit.SOME_REJECTED
    console().print("the chain is whole")
    return Exit.DONE
