"""Turns a template and what it shows into a response.

Every value is escaped. The address of a file of ours carries the start of its hash, so a browser
may keep it for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from api.page_ranges import group_doubts, page_ranges
from standards.errors import BadInput
from web import links
from web.desk.moments import as_said, day_there
from web.language import COOKIE, Language, Words, choose
from web.quality import manner_of, manners, notable, strip
from web.typeset import is_sentence, shorten, typeset

__all__ = ["POLICY", "parse_day", "render", "render_text", "static_file", "static_url"]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of pages: only what this site serves, nothing inline."""

_YEAR = 365 * 24 * 3600


@cache
def static_file(name: str) -> tuple[bytes, str]:
    """The bytes of a file under ``static/`` and the start of their hash. Raises KeyError."""
    folder = files("web").joinpath("static")
    if name not in {entry.name for entry in folder.iterdir()}:
        raise KeyError(name)
    content = folder.joinpath(name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a file under ``static/``."""
    return f"/static/{name}?v={static_file(name)[1]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        static_url=static_url,
        as_said=as_said,
        at=_at,
        day_there=day_there,
        links=links,
        typeset=typeset,
        shorten=shorten,
        is_sentence=is_sentence,
        group_doubts=group_doubts,
        manner_of=manner_of,
        manners=manners,
        notable=notable,
        page_ranges=page_ranges,
        strip=strip,
    )
    return environment


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    data_url: str | None = None,
    more_data: Sequence[str] = (),
    **shown: object,
) -> HTMLResponse:
    """The page of ``template`` in the reader's language.

    ``data_url`` is the same page as JSON, ``more_data`` what it shows of other records. A language
    chosen in the address is kept in a cookie.
    """
    language = choose(request)
    words = Words(language)
    page = _environment().get_template(template)
    body = page.render(
        t=words,
        lang=language,
        other=language.other,
        switch=_switch_url(request, language.other),
        data_url=data_url,
        more_data=more_data,
        path=request.url.path,
        **shown,
    )
    response = HTMLResponse(body, status_code=status)
    response.headers.update(
        {
            "Content-Security-Policy": POLICY,
            "Content-Language": language,
            "Cache-Control": "private, no-cache" if status == 200 else "no-store",
            "Vary": "Cookie",
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
    )
    if request.query_params.get("lang") == language:
        response.set_cookie(
            COOKIE, language, max_age=_YEAR, samesite="lax", secure=request.url.scheme == "https"
        )
    return response


def render_text(template: str, language: Language, **shown: object) -> str:
    """The text of ``template`` in a language, for what is no page of its own: a file, a feed."""
    words = Words(language)
    return _environment().get_template(template).render(t=words, lang=language, **shown)


def parse_day(text: str | None) -> date | None:
    """The day in a form field, ``YYYY-MM-DD``; an empty one is none. Raises BadInput."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"as_of={text!r} is no day: give YYYY-MM-DD") from None


@pass_context
def _at(context: Context, address: str) -> str:
    """The address for the day that the page was asked for, so that a reader stays on that day."""
    return links.on_day(address, context.get("as_of"))


def _switch_url(request: Request, language: Language) -> str:
    url = request.url.include_query_params(lang=language.value)
    return f"{url.path}?{url.query}"
