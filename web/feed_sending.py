"""How a feed leaves the site: its address, its age, and 304 for who has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from fastapi import Request, Response

from api.feeds import MEDIA_TYPE, Feed, atom, http_moment, is_unchanged
from api.models_changes import ChangesPage
from web.feed_links import feed_address
from web.language import Language

__all__ = ["NO_MOMENT", "feed_here", "last_change", "send_feed"]

NO_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where no fact gives a moment."""


def feed_here(name: str, pairs: Sequence[tuple[str, str]], lang: Language) -> str:
    """The address of a feed with its choices, in a language."""
    return feed_address(name, [*pairs, ("lang", "" if lang is Language.VI else lang)])


def last_change(newest: ChangesPage) -> datetime:
    """When the library changed last."""
    return newest.items[0].at if newest.items else NO_MOMENT


def send_feed(request: Request, feed: Feed, changed: datetime) -> Response:
    """The feed, or 304 for who has it; tags are left to the layer around all open answers."""
    last = max(feed.updated, changed)
    headers = {"Last-Modified": http_moment(last), "Content-Language": feed.language}
    asked = request.headers
    if "If-None-Match" not in asked and is_unchanged(asked.get("If-Modified-Since", ""), last):
        return Response(status_code=304, headers=headers)
    return Response(atom(feed), media_type=MEDIA_TYPE, headers=headers)
