"""``/desk``: who is logged in, accounts, and the audit log. All of it needs a login."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.desk.accounts import Account, Role, accounts
from api.desk.audit import LogFilter, broken_at, count, entries, last_hash
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.security import NEEDS_LOGIN, require, session_of
from api.models_desk import AccountsBody, AuditBody, MeBody, account_body, entry_body
from standards.errors import LoginNeeded

__all__ = ["audit_body", "log_filter", "router"]

router = APIRouter(prefix="/desk", tags=["desk"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Admin = Annotated[Account, Depends(require(Role.ADMIN))]
_MOST_LINES = 100_000
_FORMULA = ("=", "+", "-", "@", "\t")


def log_filter(
    actor: Annotated[str, Query(max_length=100, description="name of an account")] = "",
    action: Annotated[str, Query(max_length=100, description="an action or its beginning")] = "",
    subject: Annotated[str, Query(max_length=100, description="a thing or its beginning")] = "",
    first: Annotated[date | None, Query(description="from this day on (UTC)")] = None,
    last: Annotated[date | None, Query(description="up to and with this day (UTC)")] = None,
) -> LogFilter:
    """Which entries are wanted, from the address."""
    return LogFilter(
        actor=actor.strip(), action=action.strip(), subject=subject.strip(), first=first, last=last
    )


@router.get("/me", summary="Who is logged in", openapi_extra=NEEDS_LOGIN)
def me(request: Request, _: Annotated[Account, Depends(require(Role.READER))]) -> MeBody:
    """The account of this session, and the token for what is posted."""
    session = session_of(request)
    if session is None:
        raise LoginNeeded("log in first")
    return MeBody(
        name=session.account.name,
        full_name=session.account.full_name,
        role=session.account.role,
        csrf=session.csrf,
        ends=session.ends(),
    )


@router.get("/accounts", summary="Who may work at the desk", openapi_extra=NEEDS_LOGIN)
def account_list(desk: Desk, _: Admin) -> AccountsBody:
    """For administrators."""
    return AccountsBody(accounts=[account_body(one) for one in accounts(desk)])


@router.get("/audit", summary="What was done, by whom, when", openapi_extra=NEEDS_LOGIN)
def audit(
    desk: Desk,
    _: Admin,
    wanted: Annotated[LogFilter, Depends(log_filter)],
    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    check: Annotated[bool, Query(description="check the chain of hashes")] = False,
) -> AuditBody:
    """For administrators, newest first."""
    return audit_body(desk, wanted, before=before, limit=limit, check=check)


@router.get(
    "/audit.csv", summary="The same as a table", openapi_extra=NEEDS_LOGIN, response_class=Response
)
def audit_table(
    desk: Desk, account: Admin, wanted: Annotated[LogFilter, Depends(log_filter)]
) -> Response:
    """For administrators: UTF-8 with a byte order mark, so that spreadsheets read Vietnamese."""
    with desk.change(account.name, "audit.export", "audit"):
        pass
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(("id", "at", "actor", "action", "subject", "detail", "hash"))
    for one in entries(desk, wanted, limit=_MOST_LINES):
        told = (one.actor, one.action, one.subject, one.detail)
        lines.writerow((one.id, one.at.isoformat(), *map(_plain, told), one.hash))
    return Response(
        out.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="trachuan-audit.csv"'},
    )


def audit_body(
    desk: DeskDatabase, wanted: LogFilter, *, before: int | None, limit: int, check: bool
) -> AuditBody:
    """A page of the log."""
    found = entries(desk, wanted, before=before, limit=limit + 1)
    return AuditBody(
        total=count(desk, wanted),
        last_hash=last_hash(desk),
        checked=check,
        broken_at=broken_at(desk) if check else None,
        entries=[entry_body(one) for one in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
