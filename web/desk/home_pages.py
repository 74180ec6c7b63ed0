"""The desk's first page: what waits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.case_bodies import cases_body, flags_body
from api.desk.accounts import Account, Role
from api.desk.case_model import OPEN_STATES
from api.desk.case_store import CaseFilter
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.reports import ReportState
from api.desk.security import require
from api.provider import service_of
from api.routes_reports import list_body
from api.service import Service
from web.desk.showing import show

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk")
_FEW = 5


@router.get("")
def home(
    request: Request,
    desk: Annotated[DeskDatabase, Depends(desk_of)],
    service: Annotated[Service, Depends(service_of)],
    _: Annotated[Account, Depends(require(Role.READER))],
) -> HTMLResponse:
    """Answers whose texts have changed, cases by the day they are due, the newest reports."""
    owed = CaseFilter(states=OPEN_STATES)
    return show(
        request,
        "desk_home.html",
        section="home",
        cases=cases_body(desk, owed, today=service.today, limit=_FEW),
        changes=flags_body(desk, service.passages, today=service.today).flags,
        reports=list_body(desk, state=ReportState.OPEN, limit=_FEW),
        data_url="/api/v1/reports?state=open",
    )
