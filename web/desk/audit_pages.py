"""The audit log as a page, for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.desk.accounts import Account, Role
from api.desk.audit import LogFilter
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.security import require
from api.routes_desk import audit_body
from web.desk.showing import show
from web.links import with_choices
from web.rendering import parse_day

__all__ = ["CALLED", "router"]

router = APIRouter(include_in_schema=False, prefix="/desk")
_MANY = 100
_KEYS = (
    "login",
    "login_failed",
    "logout",
    "account_add",
    "account_password",
    "account_link",
    "account_change",
    "report_add",
    "report_accepted",
    "report_rejected",
    "report_open",
    "fact_check",
    "audit_export",
    "case_add",
    "case_move",
    "case_assign",
    "case_promise",
    "case_correct",
    "case_erase",
    "case_evidence",
    "case_evidence_new",
    "case_evidence_out",
    "case_flag_seen",
    "case_reply",
    "case_approve",
    "case_approve_back",
    "notification_set",
    "notification_attach",
    "notification_detach",
    "notification_remove",
    "office_change",
    "calendar_address",
    "calendar_revoke",
    "case_flag",
    "case_letter",
    "document_delete",
    "fact_uncheck",
    "upload_add",
    "upload_done",
    "upload_failed",
    "upload_cancelled",
    "upload_cancel",
    "upload_again",
    "key_add",
    "key_revoke",
    "key_refused",
)
CALLED = {
    **{key.replace("_", ".", 1): key for key in _KEYS},
    "key.role-too-low": "key_role_too_low",
}
"""The name of each action in words, ``audit_action.KEY``; one that was ``.refused`` has that of
what was tried."""


@router.get("/audit")
def audit(
    request: Request,
    desk: Annotated[DeskDatabase, Depends(desk_of)],
    _: Annotated[Account, Depends(require(Role.ADMIN))],
    actor: Annotated[str, Query(max_length=100)] = "",
    action: Annotated[str, Query(max_length=100)] = "",
    subject: Annotated[str, Query(max_length=100)] = "",
    first: Annotated[str, Query()] = "",
    last: Annotated[str, Query()] = "",
    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None,
    check: Annotated[str, Query()] = "",
) -> HTMLResponse:
    """What was done, newest first; the chain of hashes is checked if asked."""
    wanted = LogFilter(
        actor=actor.strip(),
        action=action.strip(),
        subject=subject.strip(),
        first=parse_day(first),
        last=parse_day(last),
    )
    body = audit_body(desk, wanted, before=before, limit=_MANY, check=check == "1")
    chosen = {
        "actor": wanted.actor,
        "action": wanted.action,
        "subject": wanted.subject,
        "first": first,
        "last": last,
    }
    return show(
        request,
        "desk_audit.html",
        section="audit",
        body=body,
        chosen=chosen,
        called=CALLED,
        filtered=any(chosen.values()),
        started=before is not None,
        first_page=with_choices("/desk/audit", **chosen),
        onward=with_choices("/desk/audit", **chosen, before=body.next),
        checked_url=with_choices("/desk/audit", **chosen, check=1),
        table_url=with_choices("/api/v1/desk/audit.csv", **chosen),
        data_url=with_choices("/api/v1/desk/audit", **chosen, before=before),
    )
