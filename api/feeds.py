"""Atom feeds (RFC 4287): names that last, moments that follow from facts, and the XML.

Every entry has the same ``id`` for as long as the thing lives that it tells of, in every language
and under every address of the site; ``updated`` is a moment that a fact gives, never the moment of
asking. The only module that knows ``feedgen``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final
from uuid import uuid5

from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from api.watch_known import NAMES
from standards.today import VIETNAM

__all__ = [
    "MEDIA_TYPE",
    "Category",
    "Entry",
    "Feed",
    "answer_id",
    "atom",
    "change_id",
    "feed_id",
    "http_moment",
    "is_unchanged",
    "shown_since",
]

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold (XML 1.0, 2.2); damaged text layers have them."""


@dataclass(frozen=True, slots=True)
class Category:
    """A word to sort entries by: as data, and for people."""

    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing told. ``html`` is its content, ``link`` its page, ``data`` the same as JSON."""

    id: str
    title: str
    published: datetime
    updated: datetime
    html: str
    link: str
    data: str
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; addresses are whole, with the name of the site. ``onward`` leads to older entries
    (RFC 5005, 3)."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    updated: datetime
    here: str
    page: str
    data: str
    onward: str | None = None
    entries: tuple[Entry, ...] = ()


class _Links(BaseEntryExtension):  # type: ignore[misc]
    """Links of an entry with their relation and type, which feedgen 1.0 leaves out."""

    def __init__(self) -> None:
        self._links: list[dict[str, str]] = []

    def add(self, **link: str) -> None:
        """Add one."""
        self._links.append(link)

    def extend_atom(self, entry: object) -> object:
        """Put them into the XML of the entry."""
        for link in self._links:
            xml_elem("link", entry, **link)
        return entry


def feed_id(log: str, name: str, choices: Iterable[tuple[str, str]]) -> str:
    """The name of a feed of the library with that row of entries, with what was chosen for it."""
    said = [f"{key}={value}" for key, value in sorted(choices) if value]
    return uuid5(NAMES, "\n".join([log, name, *said])).urn


def change_id(cursor: str) -> str:
    """The name of an entry of what happened to documents; its cursor is never used again."""
    return uuid5(NAMES, f"change\n{cursor}").urn


def answer_id(text: str, place: str, status: str) -> str:
    """The name of an answer: the text that answers, the place of the evidence, its status."""
    return uuid5(NAMES, f"answer\n{text}\n{place}\n{status}").urn


def shown_since(
    day: date, known_since: datetime, *, today: date, within: int
) -> tuple[datetime, datetime]:
    """When a day came into a feed that looks ``within`` days ahead, and when it was last news.

    It is news when the library comes to know of it, when it is ``within`` days away, and again when
    it has come; days begin in Vietnam.
    """
    published = max(known_since, _midnight(day, -within))
    return published, max(published, _midnight(day, 0)) if day <= today else published


def atom(feed: Feed) -> bytes:
    """The feed as XML in UTF-8; the same feed gives the same bytes."""
    made = FeedGenerator()
    made.id(feed.id)
    made.title(_plain(feed.title))
    made.subtitle(_plain(feed.subtitle))
    made.author(name=feed.author)
    made.language(feed.language)
    made.updated(feed.updated)
    made.generator(feed.author)
    made.link(href=feed.here, rel="self", type="application/atom+xml")
    made.link(href=feed.page, rel="alternate", type="text/html", hreflang=feed.language)
    made.link(href=feed.data, rel="alternate", type="application/json")
    if feed.onward is not None:
        made.link(href=feed.onward, rel="next", type="application/atom+xml")
    for entry in feed.entries:
        one = made.add_entry(order="append")
        one.id(entry.id)
        one.title(_plain(entry.title))
        one.published(entry.published)
        one.updated(entry.updated)
        one.content(_plain(entry.html), type="html")
        one.register_extension("links", _Links, atom=True, rss=False)
        one.links.add(href=entry.link, rel="alternate", type="text/html", hreflang=feed.language)
        one.links.add(href=entry.data, rel="related", type="application/json")
        one.category([{"term": each.term, "label": each.label} for each in entry.categories])
    return bytes(made.atom_str())


def http_moment(at: datetime) -> str:
    """A moment as headers have it (RFC 9110, 5.6.7).

    >>> http_moment(datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC))
    'Mon, 23 Nov 2026 01:02:03 GMT'
    """
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def is_unchanged(since: str, changed: datetime) -> bool:
    """Whether nothing has changed after the moment in ``If-Modified-Since``; a header that is no
    moment is not heard (RFC 9110, 13.1.3).

    >>> moment = datetime(2026, 11, 23, tzinfo=UTC)
    >>> is_unchanged(http_moment(moment), moment), is_unchanged("yesterday", moment)
    (True, False)
    """
    try:
        asked = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
    whole = asked if asked.tzinfo is not None else asked.replace(tzinfo=UTC)
    return changed.replace(microsecond=0) <= whole


def _midnight(day: date, days: int) -> datetime:
    """When a day begins that lies so many days off; the first moment there is where none does."""
    try:
        return datetime.combine(day + timedelta(days), time(), tzinfo=VIETNAM).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _plain(text: str) -> str:
    return _NOT_XML.sub("", text)
