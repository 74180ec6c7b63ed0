"""What applies to a product, as a page: a form, groups by what must be done, the chain of evidence,
questions back as plain links, and a form that takes a whole table. Works without scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.parser import BytesParser
from email.policy import HTTP
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from api.applicable_batch import read_batch
from api.provider import service_of
from api.routes_applicable import batch_response
from api.service import Service
from api.urls import API
from search.understood import Trade
from standards.errors import BadInput
from web.fact_notes import notes_finder
from web.rendering import parse_day, render

__all__ = ["file_of_form", "router"]

router = APIRouter(include_in_schema=False)

_PATH = "/applicable"


@router.get(_PATH)
def applicable(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    product: Annotated[str, Query(max_length=2000)] = "",
    hs: Annotated[str, Query(max_length=200)] = "",
    as_of: Annotated[str, Query()] = "",
    trade: Annotated[str, Query(max_length=40)] = "",
    answer: Annotated[list[str] | None, Query(max_length=8)] = None,
) -> HTMLResponse:
    """The form, and under it the result if something was asked."""
    day, answers = parse_day(as_of), tuple(answer or ())
    chosen = (("product", product), ("hs", hs), ("as_of", as_of), ("trade", trade))
    asked = bool(product.strip() or hs.strip())
    body = (
        service.applicable(product, hs=hs, as_of=day, trade=trade, answers=answers)
        if asked
        else None
    )
    return render(
        request,
        "applicable.html",
        body=body,
        as_of=day,
        chosen=dict(chosen),
        trades=tuple(Trade),
        items={item.id: item for item in body.items} if body is not None else {},
        notes_at=notes_finder(request, service),
        go=_addresses(_PATH, chosen, answers),
        data_url=_address(f"{API}{_PATH}", chosen, answers) if asked else None,
    )


@router.post(f"{_PATH}/batch")
async def batch(
    request: Request, service: Annotated[Service, Depends(service_of)]
) -> StreamingResponse:
    """The result of a table that a form sent, as a CSV file."""
    content = file_of_form(request.headers.get("content-type", ""), await request.body())
    return batch_response(service, read_batch(content))


def file_of_form(kind: str, body: bytes) -> bytes:
    """The bytes of the first file in a ``multipart/form-data`` body (RFC 7578). Raises BadInput."""
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    form = BytesParser(policy=HTTP).parsebytes(head + body)
    for part in form.iter_parts() if form.is_multipart() else ():
        content = part.get_payload(decode=True)
        if part.get_filename() is not None and isinstance(content, bytes) and content:
            return content
    raise BadInput("the form sent no file: choose a CSV file")


def _addresses(
    path: str, chosen: Sequence[tuple[str, str]], answers: Sequence[str]
) -> Callable[..., str]:
    """Gives the address of the same question with an answer more (``question``, ``choice``), with
    one taken back (no ``choice``), or with other fields."""

    def go(question: str = "", choice: str = "", **fields: str) -> str:
        kept = [one for one in answers if one.rpartition(":")[0] != question]
        if choice:
            kept.append(f"{question}:{choice}")
        now = [(name, fields.get(name, value)) for name, value in chosen]
        return _address(path, now, kept)

    return go


def _address(path: str, chosen: Sequence[tuple[str, str]], answers: Sequence[str]) -> str:
    query = [(name, value) for name, value in chosen if value]
    query += [("answer", one) for one in answers]
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path
