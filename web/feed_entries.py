"""The entries of feeds, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from api.feeds import Category, Entry
from api.models_changes import ChangeBody
from api.models_watch import HappeningBody
from api.urls import API
from index.changes import ChangeKind
from standards.agencies import agency
from standards.document import Kind
from web.feed_links import CHANGES, FeedName
from web.language import Words
from web.links import with_pairs
from web.rendering import render_text
from web.typeset import shorten
from web.watch_changes import deed_of

__all__ = ["NOTES", "change_entry", "feed_title", "happening_entry"]

NOTES: Final = {
    FeedName.STARTING: "feed_note.starting",
    FeedName.ENDING: "feed_note.ending",
    FeedName.AMENDING: "feed_note.amending",
    FeedName.DAYS: "feed_note.days",
    CHANGES: "feed_note.changes",
}
"""What each feed tells of, as keys of words."""

_TITLE: Final = 160
_WHEN: Final = {"coming": "feed.coming", "recent": "feed.recent"}


def feed_title(
    words: Words,
    name: str,
    *,
    kinds: Iterable[Kind] = (),
    agencies: Iterable[str] = (),
    deeds: Iterable[ChangeKind] = (),
    when: str = "",
) -> str:
    """The name of the site and of the feed, and what it is narrowed to."""
    narrowed = [words(_WHEN[when])] if when else []
    narrowed += [words(f"change_what.{one}") for one in deeds]
    narrowed += [words(f"kind.{one}") for one in kinds]
    for code in agencies:
        body = agency(code)
        narrowed.append(words.either(body.name_vi, body.name_en) if body is not None else code)
    said = f"{words('site.name')}: {words(f'feed_name.{name}')}"
    return f"{said} ({', '.join(narrowed)})" if narrowed else said


def happening_entry(
    words: Words, site: str, each: HappeningBody, published: datetime, updated: datetime
) -> Entry:
    """What happens to a text on a day, who says so in which words, and the status of the text."""
    document = each.documents[0] if each.documents else None
    witness = each.event.witness if each.event is not None else None
    said_at = witness.url if witness is not None else each.transition and each.transition.url
    page = document.url if document is not None else said_at or f"/watch/{each.what}"
    title, file = (document.title, document.file) if document is not None else (None, None)
    name = _name(each.number, title, file)
    happens = words(f"happening.{each.kind}")
    html = render_text("feed_happening.html", words.language, each=each, site=site)
    data = f"{API}{document.url}" if document is not None else f"{API}/watch"
    kinds = (Category(document.kind, words(f"kind.{document.kind}")),) if document else ()
    return Entry(
        id=each.id,
        title=f"{words.day(each.day)} · {happens}: {name}",
        published=published,
        updated=updated,
        html=html,
        link=site + with_pairs(page, [("lang", words.language)]),
        data=site + data,
        categories=(Category(each.what, words(f"turn.{each.what}")), *kinds),
    )


def change_entry(words: Words, site: str, each: ChangeBody, name: str) -> Entry:
    """What happened to a document of the library."""
    happened = words(f"deed.{deed_of(each)}")
    html = render_text("feed_change.html", words.language, each=each, deed=deed_of(each), site=site)
    page = each.url if each.is_held else "/watch/changes"
    return Entry(
        id=name,
        title=f"{happened}: {_name(each.number, each.title, each.file)}",
        published=each.at,
        updated=each.at,
        html=html,
        link=site + with_pairs(page, [("lang", words.language)]),
        data=site + with_pairs(f"{API}/changes", [("slug", each.slug)]),
        categories=(
            Category(each.what, happened),
            Category(each.kind, words(f"kind.{each.kind}")),
        ),
    )


def _name(number: str | None, title: str | None, file: str | None) -> str:
    """Number and title; the file where neither is known."""
    said = ", ".join(part for part in (number, title) if part) or file or ""
    return shorten(said, _TITLE)[0]
