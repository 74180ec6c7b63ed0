"""``/standards/{slug}/tables`` and ``/products.csv``: tables as data and as files."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Response

from api.examples import TABLES
from api.models_tables import TableBody, TablesBody
from api.provider import service_of
from api.routes_standards import Slug
from api.service import Service
from api.tables import products_csv, table_body, table_csv, tables_body
from standards.errors import NotFound

__all__ = ["router"]

router = APIRouter(prefix="/standards", tags=["standards"])

Serving = Annotated[Service, Depends(service_of)]
Number = Annotated[int, Path(ge=1, description="place of the table", openapi_examples=TABLES)]
_CSV = "text/csv; charset=utf-8"
_FILE: dict[int | str, dict[str, object]] = {
    200: {"content": {"text/csv": {}}, "description": "CSV in UTF-8 with a byte order mark"}
}


@router.get("/{slug}/tables", summary="The tables of a document")
def tables(service: Serving, slug: Slug) -> TablesBody:
    """In reading order: caption, header, clause, pages, and the file of each."""
    return tables_body(service.document(slug))


@router.get(
    "/{slug}/tables/{number}.csv",
    summary="A table as a file",
    response_class=Response,
    responses=_FILE,
)
def table_file(service: Serving, slug: Slug, number: Number) -> Response:
    """Its header and rows word for word, with the page and the clause of each row."""
    document = service.document(slug)
    return _sent(table_csv(document, number), f"{document.id}-bang-{number}.csv")


@router.get("/{slug}/tables/{number}", summary="A table with its rows")
def table(service: Serving, slug: Slug, number: Number) -> TableBody:
    """Joined over its pages; each row with its box."""
    return table_body(service.document(slug), number)


@router.get(
    "/{slug}/products.csv",
    summary="The product rows as a file",
    response_class=Response,
    responses=_FILE,
)
def products_file(service: Serving, slug: Slug) -> Response:
    """Products, HS codes, the documents that apply, page and clause."""
    document = service.document(slug)
    if not document.products:
        raise NotFound(f"{document.number or document.id} lists no products")
    content = products_csv(document, service.standard(document.id).products)
    return _sent(content, f"{document.id}-san-pham.csv")


def _sent(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=_CSV, headers=headers)
