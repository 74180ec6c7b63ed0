"""Shows a page of the desk: who is logged in, the token for its forms, and the way around."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.desk.accounts import Role
from api.desk.security import session_of
from web.desk.moments import as_said, moment
from web.rendering import render

__all__ = ["SECTIONS", "Section", "show"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the desk: ``key`` names it, ``role`` is the lowest that may see it."""

    key: str
    address: str
    role: Role


SECTIONS = (
    Section(key="home", address="/desk", role=Role.READER),
    Section(key="cases", address="/desk/cases", role=Role.READER),
    Section(key="reports", address="/desk/reports", role=Role.READER),
    Section(key="notifications", address="/desk/notifications", role=Role.READER),
    Section(key="calendar", address="/desk/calendar", role=Role.READER),
    Section(key="office", address="/desk/office", role=Role.EDITOR),
    Section(key="accounts", address="/desk/accounts", role=Role.ADMIN),
    Section(key="audit", address="/desk/audit", role=Role.ADMIN),
)
"""The parts in the order in which they are offered; ``desk_section.KEY`` names them."""


def show(
    request: Request,
    template: str,
    *,
    section: str = "",
    status: int = 200,
    data_url: str | None = None,
    **shown: object,
) -> HTMLResponse:
    """A page made of ``template``, which extends ``desk_base.html``.

    The template knows ``account`` (None before the login), ``csrf`` (``desk.token()`` of
    ``desk_parts.html`` writes the field that every form needs) and ``section``, which part is open.
    """
    session = session_of(request)
    account = session.account if session else None
    offered = [one for one in SECTIONS if account is not None and account.role >= one.role]
    return render(
        request,
        template,
        status=status,
        data_url=data_url,
        more_data=(),
        account=account,
        csrf=session.csrf if session else "",
        section=section,
        sections=offered,
        moment=moment,
        as_said=as_said,
        **shown,
    )
