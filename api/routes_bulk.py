"""``/bulk``: the bulk files and what is said of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import FileResponse, RedirectResponse

from api.bulk_files import BULK_FILES
from api.examples import BULK_NAMES
from api.models_bulk import BulkBody
from api.provider import service_of
from api.service import Service
from standards.errors import NotFound

__all__ = ["router"]

router = APIRouter(prefix="/bulk", tags=["copies"])

Serving = Annotated[Service, Depends(service_of)]
Name = Annotated[
    str, Path(max_length=40, description="name of the file", openapi_examples=BULK_NAMES)
]
_TYPES = {file.name: file.media_type for file in BULK_FILES}
_BYTES: dict[int | str, dict[str, object]] = {
    200: {
        "content": {"application/gzip": {}, "text/csv": {}},
        "description": "gzipped JSON Lines, or CSV in UTF-8 with a byte order mark",
    }
}


@router.get("", summary="The bulk files")
def bulk(service: Serving) -> BulkBody:
    """Everything the library holds, as JSON Lines and CSV: licence, checksum, moment and rows of
    each file. `cursor` tells from where the changes go on. A small library makes its files when
    they are asked for; whoever runs a large one does so with `trachuan bulk`."""
    return service.copies.body()


@router.get(
    "/latest/{name}",
    summary="The newest file of a name",
    status_code=307,
    response_class=RedirectResponse,
)
def latest(service: Serving, name: Name) -> RedirectResponse:
    """Leads to the file of the newest build."""
    for file in service.copies.body().files:
        if file.name == name:
            return RedirectResponse(file.url, headers={"Cache-Control": "no-cache"})
    raise NotFound(f"there is no bulk file {name!r}; there are {', '.join(_TYPES)}")


@router.get(
    "/{build}/{name}",
    summary="A bulk file",
    response_class=FileResponse,
    responses=_BYTES,
    openapi_extra={"x-needs": "build that is kept, as `/bulk` names it"},
)
def bulk_file(
    service: Serving,
    build: Annotated[str, Path(max_length=80, description="its build, as the list names it")],
    name: Name,
) -> Response:
    """Byte for byte what the list says; parts of it too (RFC 9110, 14). It never changes: the
    newest two builds are kept."""
    path = service.copies.file(build, name)
    response = FileResponse(
        path,
        media_type=_TYPES[name],
        filename=name,
        headers={"Cache-Control": "public, max-age=86400, immutable"},
    )
    response.headers["ETag"] = f'"{build}-{name}"'
    return response
