"""The whole application: the API of :mod:`api.app`, and the same answers as pages.

Run it with ``uvicorn web.site:create_site --factory``.
"""

from __future__ import annotations

import mimetypes

from fastapi import APIRouter, FastAPI, Response
from starlette.exceptions import HTTPException

from api.app import create_app
from api.service import Service
from api.settings import Settings
from web import (
    agency_pages,
    amended_pages,
    applicable_pages,
    ask_pages,
    catalogue_pages,
    changes_pages,
    check_pages,
    clause_pages,
    compare_pages,
    data_pages,
    definition_pages,
    document_pages,
    feed_pages,
    notification_pages,
    paper_pages,
    question_feed,
    report_pages,
    watch_pages,
    widget_pages,
    work_pages,
)
from web.desk import (
    accounts_pages,
    audit_pages,
    calendar_pages,
    case_pages,
    case_steps,
    home_pages,
    login_pages,
    office_pages,
    reply_pages,
    reports_pages,
)
from web.desk import notification_pages as desk_notification_pages
from web.desk.login_pages import install_login
from web.faults import install_fault_pages
from web.rendering import static_file

__all__ = ["create_site"]

_PAGES = (
    ask_pages,
    document_pages,
    clause_pages,
    paper_pages,
    work_pages,
    agency_pages,
    catalogue_pages,
    amended_pages,
    compare_pages,
    applicable_pages,
    check_pages,
    changes_pages,
    data_pages,
    definition_pages,
    watch_pages,
    question_feed,
    feed_pages,
    widget_pages,
    report_pages,
    login_pages,
    home_pages,
    reports_pages,
    accounts_pages,
    audit_pages,
    case_pages,
    case_steps,
    reply_pages,
    desk_notification_pages,
    notification_pages,
    calendar_pages,
    office_pages,
)
_static = APIRouter(include_in_schema=False)
_FOR_EVER = "public, max-age=31536000, immutable"


def create_site(settings: Settings | None = None, *, service: Service | None = None) -> FastAPI:
    """The API with pages, over ``service`` or over the library that the settings name."""
    app = create_app(settings, service=service)
    for pages in _PAGES:
        app.include_router(pages.router)
    app.include_router(_static)
    install_fault_pages(app)
    install_login(app)
    return app


@_static.get("/static/{name}")
def static(name: str, v: str = "") -> Response:
    """A stylesheet, script or icon of ours; kept for ever if its hash was asked for."""
    try:
        content, version = static_file(name)
    except KeyError:
        raise HTTPException(404) from None
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": _FOR_EVER if v == version else "no-cache"}
    return Response(content, media_type=kind, headers=headers)


@_static.get("/favicon.ico")
def favicon() -> Response:
    """The icon, for browsers that look for it at its old place."""
    return static("icon.svg")
