"""``trachuan desk notifications``: notifications to the WTO from the command line."""

from __future__ import annotations

import argparse
import getpass

from api.assembly import open_service
from api.cli_output import Exit, complain, console, write_json
from api.desk.database import DeskDatabase
from api.desk.notifications import Notification, add_notification, remove_notification
from api.desk.symbols import Symbol
from api.notified import import_table, notification_body, notifications_body
from api.service import Service
from api.settings import Settings
from standards.errors import BadInput

__all__ = ["run_notifications"]


def run_notifications(args: argparse.Namespace, desk: DeskDatabase, settings: Settings) -> Exit:
    """Do what was asked. Raises BadInput, NotFound, DeskError, LibraryError."""
    by = f"cli:{getpass.getuser()}"
    if args.does == "remove":
        symbol = Symbol.parse(args.symbol)
        remove_notification(desk, symbol, by=by)
        console().print(f"{symbol}: removed")
        return Exit.DONE
    service = open_service(settings)
    if args.does == "add":
        return _add(args, desk, service, by)
    if args.does == "import":
        return _import(args, desk, service, by)
    body = notifications_body(desk, service.document, today=service.today, open_only=args.open)
    if args.json:
        write_json(body)
        return Exit.DONE
    for one in body.items:
        day = f"comments until {one.comments_until}" if one.comments_until else "no closing day"
        texts = ", ".join(text.number or text.slug for text in one.documents)
        console().print(f"{one.symbol}  {day}  {texts}".rstrip(), soft_wrap=True)
    return Exit.DONE


def _add(args: argparse.Namespace, desk: DeskDatabase, service: Service, by: str) -> Exit:
    told = Notification(
        symbol=Symbol.parse(args.symbol),
        title=args.title,
        notified=args.notified,
        comments_until=args.comments_until,
        adopted=args.adopted,
        in_force=args.in_force,
        link=args.link,
        documents=tuple(service.document(name).id for name in args.document),
    )
    add_notification(desk, told, by=by)
    if args.json:
        write_json(notification_body(desk, service.document, told.symbol, today=service.today))
    else:
        console().print(f"{told.symbol}: kept")
    return Exit.DONE


def _import(args: argparse.Namespace, desk: DeskDatabase, service: Service, by: str) -> Exit:
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise BadInput(f"{args.file}: {error.strerror}") from None
    taken, refused = import_table(desk, service.document, content, by=by)
    console().print(f"{len(taken)} notifications kept")
    for one in refused:
        complain(f"{args.file}, row {one.row}: {one.why}")
    return Exit.SOME_REJECTED if refused else Exit.DONE
