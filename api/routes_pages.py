"""``/standards/{slug}/pages`` and ``/file``: the paper itself."""

from __future__ import annotations

import hashlib
from email.utils import format_datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.examples import MARKS
from api.images import MAX_MARKS, MAX_ZOOM, MIN_ZOOM
from api.models import PageTextBody
from api.models_reading import PageLineBody
from api.provider import service_of
from api.routes_standards import Slug
from api.service import Service
from standards.errors import BadInput
from standards.place import Box

__all__ = ["router"]

router = APIRouter(prefix="/standards", tags=["pages"])

Serving = Annotated[Service, Depends(service_of)]
PageNumber = Annotated[int, Path(ge=1, description="page of the file, from 1")]
_FOR_EVER = "public, max-age=31536000, immutable"


@router.get(
    "/{slug}/pages/{page}.png",
    summary="The picture of a page, with marks",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}, "description": "the page as PNG"}},
)
def page_image(
    request: Request,
    service: Serving,
    slug: Slug,
    page: PageNumber,
    zoom: Annotated[
        float, Query(ge=MIN_ZOOM, le=MAX_ZOOM, description="pixels a point (1/72 inch)")
    ] = 2.0,
    mark: Annotated[
        list[str] | None,
        Query(
            description="x0,y0,x1,y1 in points, repeatable",
            max_length=MAX_MARKS,
            openapi_examples=MARKS,
        ),
    ] = None,
    v: Annotated[
        str | None, Query(description="start of the file's hash: the picture may be kept for ever")
    ] = None,
) -> Response:
    """Addresses that bodies give carry `v`; then the answer never changes."""
    marks = [_box(page, text) for text in mark or ()]
    sha256 = service.source(slug).sha256
    asked = repr((sha256, page, zoom, sorted(marks)))
    named = v is not None and len(v) >= 8 and sha256.startswith(v)
    headers = {
        "ETag": f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"',
        "Cache-Control": _FOR_EVER if named else "no-cache",
    }
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    picture = service.page_png(slug, page, zoom=zoom, marks=marks)
    return Response(picture, media_type="image/png", headers=headers)


@router.get("/{slug}/pages/{page}", summary="The text of a page as read")
def page_text(service: Serving, slug: Slug, page: PageNumber) -> PageTextBody:
    """In reading order, with how the text was had."""
    return service.page_text(slug, page)


@router.get("/{slug}/pages/{page}/lines", summary="The printed lines of a page, with their boxes")
def page_lines(service: Serving, slug: Slug, page: PageNumber) -> list[PageLineBody]:
    """From the top; what was recognised from a picture included."""
    return service.page_lines(slug, page)


@router.get(
    "/{slug}/file",
    summary="The original PDF",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}, "description": "the file as it came"}},
)
def original(request: Request, service: Serving, slug: Slug) -> Response:
    """Byte for byte as it was given to the library."""
    source = service.source(slug)
    headers = {
        "ETag": f'"{source.sha256}"',
        "Cache-Control": "no-cache",
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(source.file)}",
    }
    since = service.changes.file_since(service.document(slug).id)
    if since is not None:
        headers["Last-Modified"] = format_datetime(since, usegmt=True)
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    content = service.original(slug).content
    return Response(content, media_type="application/pdf", headers=headers)


def _box(page: int, text: str) -> Box:
    """Read ``x0,y0,x1,y1``. Raises BadInput."""
    parts = text.split(",")
    try:
        x0, y0, x1, y1 = (float(part) for part in parts)
    except ValueError:
        raise BadInput(f"mark={text!r} is no box: give x0,y0,x1,y1 in points") from None
    if not (abs(x0) < _FAR and abs(y0) < _FAR and x0 <= x1 < _FAR and y0 <= y1 < _FAR):
        raise BadInput(f"mark={text!r} is no box: x0 <= x1 and y0 <= y1, in points")
    return Box(page, x0, y0, x1, y1)


_FAR = 100_000.0
