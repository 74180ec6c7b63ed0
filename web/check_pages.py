"""A guided check as pages: the goods, how they are traded and the day, up to five questions, then
the report, as a page and as a PDF file. Works without scripts and without cookies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.applicable import read_codes
from api.check import MOST_QUESTIONS
from api.models_check import GuidedCheckBody, LibraryChange, StatementBody, StatementKind
from api.pdf_writing import pdf_of
from api.provider import service_of
from api.service import Service
from api.urls import API
from search.understood import Trade
from standards.errors import BadHsCode, BadInput
from web.check_state import UNKNOWN_TRADE, State
from web.fact_notes import notes_finder
from web.language import Words, choose
from web.rendering import parse_day, render, render_text

__all__ = ["router", "split_statements"]

router = APIRouter(include_in_schema=False, prefix="/check")

_TRADES = (*Trade, UNKNOWN_TRADE)
_TEXT_KINDS = (
    StatementKind.MEET,
    StatementKind.CITED,
    StatementKind.MAY,
    StatementKind.OPEN,
)
_FEW = 3
_ALERT = (LibraryChange.LIBRARY, LibraryChange.REPORT)


def _chosen(
    request: Request,
    product: Annotated[str, Query(max_length=2000)] = "",
    hs: Annotated[str, Query(max_length=200)] = "",
    as_of: Annotated[str, Query(max_length=20)] = "",
    trade: Annotated[str, Query(max_length=20)] = "",
    answer: Annotated[list[str] | None, Query(max_length=12)] = None,
) -> State:
    fields = {"product": product, "hs": hs, "as_of": as_of, "trade": trade}
    return State.read(fields, tuple(answer or ()), request.query_params.get("lang"))


Serving = Annotated[Service, Depends(service_of)]
Chosen = Annotated[State, Depends(_chosen)]


@router.get("")
def check(
    request: Request,
    service: Serving,
    state: Chosen,
    step: Annotated[str, Query(max_length=100)] = "",
    change: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The next question; the report when nothing is left to ask. ``step`` is the form that was
    sent, so that an empty one is told what it lacks; ``change`` asks one anew."""
    faults = _goods_faults(state) if step == "goods" or state.has_goods else {}
    if faults or change == "goods" or not state.has_goods:
        return _form(request, "check_goods.html", state, faults)
    faults = _trade_faults(state) if step == "trade" or state.trade else {}
    if faults or change == "trade" or not state.trade:
        return _form(request, "check_trade.html", state, faults, today=service.today)
    body = _body(service, state)
    if body.next is None:
        return RedirectResponse(state.with_language(body.url), status_code=303)
    missed = step == body.next.id
    return _form(
        request,
        "check_question.html",
        state,
        {"answer": "guided.need_answer"} if missed else {},
        data_url=_data_url(body),
        body=body,
        question=body.next,
        report=state.with_language(body.url),
    )


@router.get("/report")
def report(
    request: Request,
    service: Serving,
    state: Chosen,
    seen: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The report. An address that does not fix the day and the state of the library leads to the
    one that does."""
    if not state.has_goods:
        return RedirectResponse(state.url(), status_code=303)
    body = _body(service, state, seen)
    if not (seen and state.as_of):
        return RedirectResponse(state.with_language(body.url), status_code=303)
    return render(
        request,
        "check_report.html",
        body=body,
        state=state,
        as_of=body.as_of,
        q="",
        today=service.today,
        alert=body.changed in _ALERT,
        goods={one.id: one for one in body.goods},
        notes_at=notes_finder(request, service),
        split_statements=split_statements,
        pdf=state.with_language(body.pdf_url),
        here=str(request.url.replace(fragment="")),
        fresh=state.with_language(body.url),
        data_url=_data_url(body),
    )


@router.get("/report.pdf")
def report_pdf(
    request: Request,
    service: Serving,
    state: Chosen,
    seen: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The report as a PDF file, made of the same body; the same address gives the same bytes."""
    if not state.has_goods:
        raise BadInput("name the goods: give product, hs, or both")
    body = _body(service, state, seen)
    language = choose(request)
    words = Words(language)
    base = str(request.base_url).rstrip("/")
    html = render_text(
        "check_pdf.html",
        language,
        body=body,
        base=base,
        alert=body.changed in _ALERT,
        goods={one.id: one for one in body.goods},
        split_statements=split_statements,
        here=base + body.url + (f"&lang={language}" if state.lang else ""),
    )
    title = words("guided.report_title", q=body.product or ", ".join(body.hs))
    name = f"trachuan-{body.as_of.isoformat()}-{body.seen.rpartition('-')[2]}.pdf"
    return Response(
        pdf_of(html, title=title, lang=language.value),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "Content-Language": language.value,
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie",
            "X-Robots-Tag": "noindex",
        },
    )


def split_statements(
    statements: Sequence[StatementBody],
) -> tuple[list[StatementBody], list[tuple[StatementKind, list[StatementBody]]]]:
    """Statements to be told one by one, and those that say the same of many texts, by what they
    say: a list of twenty standards is one sentence."""
    by_kind = {
        kind: [one for one in statements if one.kind is kind and one.text is not None]
        for kind in _TEXT_KINDS
    }
    many = [(kind, some) for kind, some in by_kind.items() if len(some) > _FEW]
    told = {kind for kind, _ in many}
    return [one for one in statements if one.kind not in told], many


def _body(service: Service, state: State, seen: str = "") -> GuidedCheckBody:
    return service.checks.check(
        state.product,
        hs=state.hs,
        as_of=parse_day(state.as_of),
        trade=state.asked_trade,
        answers=state.answers,
        seen=seen,
    )


def _form(
    request: Request,
    template: str,
    state: State,
    faults: Mapping[str, str],
    *,
    data_url: str | None = None,
    **shown: object,
) -> HTMLResponse:
    return render(
        request,
        template,
        status=400 if faults else 200,
        data_url=data_url,
        more_data=(),
        state=state,
        faults=faults,
        trades=_TRADES,
        most=MOST_QUESTIONS,
        q="",
        **shown,
    )


def _data_url(body: GuidedCheckBody) -> str:
    return API + body.url.replace("/check/report", "/check", 1)


def _goods_faults(state: State) -> dict[str, str]:
    """What is wrong with the goods: keys of strings by the field that they belong to."""
    if not state.has_goods:
        return {"product": "guided.need_goods"}
    try:
        read_codes(state.hs)
    except BadHsCode:
        return {"hs": "guided.bad_hs"}
    return {}


def _trade_faults(state: State) -> dict[str, str]:
    faults: dict[str, str] = {}
    if state.trade not in _TRADES:
        faults["trade"] = "guided.need_trade"
    try:
        parse_day(state.as_of)
    except BadInput:
        faults["as_of"] = "guided.bad_day"
    return faults
