"""``/changes``: what happened to documents, for those who keep a copy."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.models_changes import ChangesPage
from api.paging import page_links
from api.provider import service_of
from api.service import Service
from index.changes import ChangeKind
from standards.document import Kind

__all__ = ["router"]

router = APIRouter(prefix="/changes", tags=["copies"])


@router.get("", summary="What happened to documents")
def changes(
    request: Request,
    response: Response,
    service: Annotated[Service, Depends(service_of)],
    since: Annotated[
        str | None,
        Query(max_length=40, description="`next` of an earlier answer, or `cursor` of the bulk"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="entries a page")] = 100,
    what: Annotated[list[ChangeKind] | None, Query(description="only these; repeatable")] = None,
    kind: Annotated[list[Kind] | None, Query(description="only these; repeatable")] = None,
    slug: Annotated[str | None, Query(max_length=200, description="of this document only")] = None,
    records: Annotated[
        bool, Query(description="with each document as it is now, as the bulk file has it")
    ] = False,
) -> ChangesPage:
    """In the order in which it happened, documents that went included. Without `since` from the
    beginning: whoever replays all entries holds what the library holds. Keep `next` and ask again
    later. After `cursor-gone` (410) take the bulk file anew."""
    page = service.changes.page(
        since,
        limit=limit,
        what=what or (),
        kinds=kind or (),
        document=slug,
        records=records,
    )
    onward = page.next if page.more else None
    response.headers["Link"] = page_links(request, onward, cursor="since")
    return page
