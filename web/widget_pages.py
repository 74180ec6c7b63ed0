"""The box for other sites: its script, and the page that shows it and gives the tag to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from web.language import choose
from web.rendering import render
from web.widget import widget_script

__all__ = ["Attribute", "router"]

router = APIRouter(include_in_schema=False)
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_AN_HOUR: Final = "public, max-age=3600"
"""How long a page that names no version keeps the script before it asks anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of the tag, what it takes, and the key of what it does."""

    name: str
    takes: str
    does: str


_ATTRIBUTES: Final = (
    Attribute(name="data-lang", takes="vi | en", does="widget.does_lang"),
    Attribute(name="data-target", takes="#id", does="widget.does_target"),
    Attribute(name="data-label", takes="…", does="widget.does_label"),
    Attribute(name="data-placeholder", takes="…", does="widget.does_placeholder"),
    Attribute(name="data-limit", takes="1–20", does="widget.does_limit"),
    Attribute(name="data-theme", takes="light | dark | auto", does="widget.does_theme"),
    Attribute(name="data-question", takes="…", does="widget.does_question"),
)


@router.get("/widget.js")
def script(request: Request, v: str = "") -> Response:
    """The script, for pages of every site; kept for ever if its version was asked for."""
    made = widget_script()
    headers = {
        "Cache-Control": _FOR_EVER if v == made.version else _AN_HOUR,
        "ETag": f'W/"{made.version}"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if made.version in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(made.content, media_type="text/javascript", headers=headers)


@router.get("/widget")
def page(request: Request) -> HTMLResponse:
    """The box at work, the tag to copy, what the tag takes and what the other site must allow."""
    made = widget_script()
    site = str(request.base_url).rstrip("/")
    address = f"{site}/widget.js"
    lang = choose(request)
    plain = f'<script src="{address}" data-lang="{lang}" async></script>'
    fixed = (
        f'<script src="{address}?v={made.version}"\n'
        f'  integrity="{made.integrity}"\n'
        f'  crossorigin="anonymous" data-lang="{lang}" async></script>'
    )
    return render(
        request,
        "widget.html",
        script=made,
        site=site,
        plain=plain,
        fixed=fixed,
        attributes=_ATTRIBUTES,
    )
