"""Which route a request went to, and which requests are open to everybody.

The template of a route (``/api/v1/standards/{slug}``) tells what was done and nothing of who asked
for what; logs and metrics know requests by it alone.
"""

from __future__ import annotations

from starlette.types import Scope

from api.desk.security import is_private
from api.urls import API

__all__ = ["NO_ROUTE", "UNCOUNTED", "is_open", "keep_route", "template_of"]

NO_ROUTE = "none"
"""The template of a request that no route was found for."""
UNCOUNTED = ("/healthz", "/readyz", "/metrics", "/static/")
"""What is asked for by machines that watch, or kept for ever: no limit counts it."""
_OPEN = (f"{API}/", "/openapi.json", "/feeds/", "/sitemap", "/robots.txt", "/opensearch.xml")
_KEPT = ("route", "endpoint", "fastapi")


def is_open(path: str) -> bool:
    """Whether a path belongs to the interface that everybody may read, from any site.

    >>> is_open("/api/v1/ask"), is_open("/api/v1/desk/cases"), is_open("/standards/qcvn-2-2021")
    (True, False, False)
    """
    return path.startswith(_OPEN) and not is_private(path)


def keep_route(outer: Scope, inner: Scope) -> None:
    """Let a scope know what was found out in its copy."""
    for name in _KEPT:
        if name in inner:
            outer[name] = inner[name]


def template_of(scope: Scope) -> str:
    """The template of the route that handled a request, ``none`` if there was none."""
    included = scope.get("fastapi")
    found = included.get("effective_route_context") if isinstance(included, dict) else None
    path = getattr(found or scope.get("route"), "path_format", None)
    return path if isinstance(path, str) else NO_ROUTE
