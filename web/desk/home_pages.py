"""The desk's first page: what waits."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.desk.reports import ReportState
from api.desk.security import require
from api.routes_reports import list_body
from web.desk.showing import show

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk")
_FEW = 5


@router.get("")
def home(
    request: Request,
    desk: Annotated[DeskDatabase, Depends(desk_of)],
    _: Annotated[Account, Depends(require(Role.READER))],
) -> HTMLResponse:
    """The newest reports that wait, and what else does."""
    return show(
        request,
        "desk_home.html",
        section="home",
        reports=list_body(desk, state=ReportState.OPEN, limit=_FEW),
        data_url="/api/v1/reports?state=open",
    )
