"""Where a paged list goes on (RFC 8288): the ``Link`` header beside ``next`` of the body."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request

__all__ = ["page_links"]


def page_links(request: Request, following: str | None, *, cursor: str = "cursor") -> str:
    """The header of a page: itself, the first page, the following one if there is one.

    ``cursor`` is the parameter that takes the place to go on from. Addresses are paths of this
    server, so they hold behind any name.
    """
    asked = request.query_params.multi_items()
    first = [(name, value) for name, value in asked if name != cursor]
    pages = [("self", asked), ("first", first)]
    if following is not None:
        pages.append(("next", [*first, (cursor, following)]))
    return ", ".join(f'<{_address(request, query)}>; rel="{rel}"' for rel, query in pages)


def _address(request: Request, query: list[tuple[str, str]]) -> str:
    path = request.url.path
    return f"{path}?{urlencode(query)}" if query else path
