"""``/applicable``: what applies to a product on a day; ``/applicable/batch``: to a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import StreamingResponse

from api.applicable_batch import Batch, TooManyRows, read_batch, write_batch
from api.examples import CODES, DAYS
from api.models_applicable import ApplicableBody, BatchRowBody
from api.provider import service_of
from api.service import Service
from search.understood import Trade

__all__ = ["batch_response", "router"]

router = APIRouter(prefix="/applicable", tags=["applicable"])

_TABLE = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {
                "schema": {"type": "string"},
                "example": "product,hs,as_of,trade\nmũ bảo hiểm,6506.10.10,2026-07-01,import\n",
            },
            "application/json": {
                "schema": {
                    "type": "array",
                    "maxItems": 1000,
                    "items": {
                        "type": "object",
                        "properties": {
                            name: {"type": "string"} for name in BatchRowBody.model_fields
                        },
                    },
                }
            },
        },
    }
}


@router.get(
    "",
    summary="What applies to a product, and what must be done",
    openapi_extra={"x-needs-one-of": ["hs", "product"]},
)
def applicable(
    service: Annotated[Service, Depends(service_of)],
    product: Annotated[
        str, Query(max_length=2000, description="the goods in words; this or `hs` is needed")
    ] = "",
    hs: Annotated[
        str,
        Query(
            max_length=200,
            description="HS codes of 4, 6 or 8 digits, comma between",
            openapi_examples=CODES,
        ),
    ] = "",
    as_of: Annotated[
        date | None,
        Query(description="the day to answer for; today if left out", openapi_examples=DAYS),
    ] = None,
    trade: Annotated[
        Trade | None, Query(description="imported, or made in Vietnam; both if left out")
    ] = None,
    answer: Annotated[
        list[str] | None,
        Query(
            max_length=8,
            description="answers to `questions` of an earlier result: `QUESTION:CHOICE`, "
            "`QUESTION:none` or `QUESTION:unknown`",
        ),
    ] = None,
    certain: Annotated[bool, Query(description="only what is known to be in force")] = False,
) -> ApplicableBody:
    """Rows of ministries' lists and scopes of regulations that speak of the goods, with the chain
    from the goods to the duty: list, regulation, standard, law, each with page and words.

    What has ended or does not bind yet stands apart and never answers. `questions` are asked back
    where the result depends on something unsaid; an answer only ever takes items away.
    """
    return service.applicable(
        product,
        hs=hs,
        as_of=as_of,
        trade=trade.value if trade is not None else "",
        answers=answer or (),
        certain=certain,
    )


@router.post(
    "/batch",
    summary="The same for up to 1,000 rows, as CSV, row by row",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}, "description": "a line a row, as it is done"}},
    openapi_extra=_TABLE,
)
async def batch(
    request: Request, service: Annotated[Service, Depends(service_of)]
) -> StreamingResponse:
    """CSV (heading `product`, `hs`, `as_of`, `trade`, or *sản phẩm*, *mã HS*, *ngày*, *loại hình*)
    or a JSON array of objects with these names. `X-Total-Rows` says how many rows there will be;
    the first column counts them. What is wrong with a row stands in its `error` cell.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    content = await request.body()
    return batch_response(service, _read(content, is_json=kind == "application/json"))


def _read(content: bytes, *, is_json: bool) -> Batch:
    try:
        return read_batch(content, is_json=is_json)
    except TooManyRows as error:
        raise HTTPException(413, str(error)) from error


def batch_response(service: Service, rows: Batch) -> StreamingResponse:
    """The result of a batch as it is made."""

    def ask(row: BatchRowBody, day: date | None) -> ApplicableBody:
        return service.applicable(row.product, hs=row.hs, as_of=day, trade=row.trade)

    def lines() -> Iterator[str]:
        yield from write_batch(rows, ask)

    return StreamingResponse(
        lines(),
        media_type="text/csv; charset=utf-8",
        headers={
            "X-Total-Rows": str(len(rows.rows)),
            "Content-Disposition": 'attachment; filename="applicable.csv"',
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        },
    )
