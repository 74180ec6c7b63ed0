"""What the office is called in letters and receipts, for editors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.office import FIELDS, office_fields, set_office
from api.desk.opening import desk_of
from api.desk.security import require
from standards.errors import BadInput
from web.desk.entrance import go
from web.desk.showing import show
from web.language import Words, choose

__all__ = ["router"]

router = APIRouter(include_in_schema=False, prefix="/desk/office")
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Editor = Annotated[Account, Depends(require(Role.EDITOR))]


@router.get("")
def page(
    request: Request, desk: Desk, _: Editor, done: Annotated[str, Query(max_length=20)] = ""
) -> HTMLResponse:
    """The fields as they are."""
    return _page(request, office_fields(desk), done=done == "1")


@router.post("")
async def change(request: Request, desk: Desk, account: Editor) -> Response:
    """Set them."""
    form = await request.form()
    told = {name: value for name in FIELDS if isinstance(value := form.get(name), str)}
    try:
        await run_in_threadpool(set_office, desk, told, by=account)
    except BadInput:
        fault = Words(choose(request))("office.fault")
        return _page(request, {**dict.fromkeys(FIELDS, ""), **told}, fault=fault)
    return go("/desk/office?done=1")


def _page(
    request: Request, values: dict[str, str], *, done: bool = False, fault: str = ""
) -> HTMLResponse:
    return show(
        request,
        "desk_office.html",
        section="office",
        status=400 if fault else 200,
        values=values,
        fields=FIELDS,
        done=done,
        fault=fault,
    )
