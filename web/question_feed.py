"""A saved question as an Atom feed: what answers it today, and what is new among that.

An entry is one answer with its status: when the status changes, or other words give the answer, it
is another entry, so a feed reader shows it as news.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.examples import ASK
from api.feeds import Category, Entry, Feed, answer_id, feed_id
from api.models_ask import AnswerBody
from api.provider import service_of
from api.routes_cases import site_of
from api.service import Service
from api.urls import API
from standards.today import VIETNAM
from web.feed_sending import NO_MOMENT, feed_here, last_change, send_feed
from web.language import Language, Words
from web.links import with_pairs
from web.rendering import render_text
from web.typeset import shorten

__all__ = ["QUESTION", "router"]

QUESTION: Final = "ask"
_MOST: Final = 36
_TITLE: Final = 160

router = APIRouter(tags=["feeds"])


@router.get(
    f"/feeds/{QUESTION}.atom",
    response_class=Response,
    responses={200: {"content": {"application/atom+xml": {}}, "description": "RFC 4287"}},
    summary="Atom: a saved question",
)
def question(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    q: Annotated[str, Query(description="what is asked", openapi_examples=ASK)],
    lang: Annotated[Language, Query(description="the language of the words")] = Language.VI,
) -> Response:
    """What answers the question on the day of asking, best first; empty where nothing does. An
    answer whose status changes is another entry."""
    body = service.ask(q, limit=_MOST)
    words, site = Words(lang), site_of(request)
    newest = service.changes.newest(limit=1)
    entries = tuple(
        {
            (one := _entry(words, site, each, _moment(service, each))).id: one
            for each in body.answers[:_MOST]
        }.values()
    )
    pairs = [("q", q), ("lang", "" if lang is Language.VI else lang.value)]
    feed = Feed(
        id=feed_id(newest.log, QUESTION, [("q", q), ("lang", lang.value)]),
        title=f"{words('site.name')}: {shorten(q, _TITLE)[0]}",
        subtitle=words("feed_note.ask" if body.answerable else "feed_note.ask_nothing"),
        author=words("site.name"),
        language=lang,
        updated=max((entry.updated for entry in entries), default=last_change(newest)),
        here=site + feed_here(QUESTION, [("q", q)], lang),
        page=site + with_pairs("/", pairs),
        data=site + with_pairs(f"{API}/ask", [("q", q)]),
        entries=entries,
    )
    return send_feed(request, feed, feed.updated)


def _entry(words: Words, site: str, each: AnswerBody, at: datetime) -> Entry:
    name = each.number or each.title or each.file
    title = f"{name} · {words(f'status.{each.status}')}"
    html = render_text("feed_answer.html", words.language, each=each, site=site)
    return Entry(
        id=answer_id(each.number or each.slug, each.page_url.partition("?")[0], each.status),
        title=shorten(title, _TITLE)[0],
        published=at,
        updated=at,
        html=html,
        link=site + with_pairs(each.page_url, [("lang", words.language)]),
        data=f"{site}{API}/standards/{each.slug}",
        categories=(
            Category(each.status, words(f"status.{each.status}")),
            Category(each.kind, words(f"kind.{each.kind}")),
        ),
    )


def _moment(service: Service, each: AnswerBody) -> datetime:
    """When the library came to say so: when the text with the evidence came or changed, and no
    earlier than the day on which the answer began to bind or ended."""
    page = service.changes.newest(limit=1, document=each.slug)
    came = page.items[0].at if page.items else NO_MOMENT
    days = [day for day in (each.in_force_from, each.ended_on) if day and day <= service.today]
    turned = (datetime.combine(day, time(), tzinfo=VIETNAM).astimezone(UTC) for day in days)
    return max([came, *turned])
