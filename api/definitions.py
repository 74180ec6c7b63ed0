"""How a term is defined, in each held document that defines it.

Reads the terms of :mod:`api.definitions_read`; writes bodies of :mod:`api.models_definitions`.
Words fit whatever their marks, as in questions typed without accents; those with the same marks go
first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from api.bodies import box_bodies
from api.cursors import bad_cursor, pack_cursor, unpack_cursor
from api.definitions_place import place_of
from api.definitions_read import Glossary, HeldTerm, Looked, folded_words, marked_words
from api.faces import status_on
from api.links import clause_ref
from api.models_base import ClauseRef
from api.models_definitions import DefinedTermBody, DefinitionsPage, TermMatch
from api.one_state import of_one_state
from api.urls import clause_url, page_image_url
from index.library import Library
from index.spelling import is_unaccented
from search.citing import place_words
from search.part_standing import part_standing
from search.shelf import Shelf, shelf
from standards.errors import BadInput, NotFound
from standards.validity import Status

__all__ = ["MOST_WORDS", "Definitions"]

MOST_WORDS: Final = 200
"""Characters that a question may have."""
_NEAR: Final = 6
_SHARED: Final = 0.5
"""Of the words asked for, the part that a term must have to be near them."""
_MATCHES: Final = tuple(TermMatch)
_STATUSES: Final = (
    Status.IN_FORCE,
    Status.PARTLY_ENDED,
    Status.NOT_YET,
    Status.SUSPENDED,
    Status.UNVERIFIED,
    Status.ENDED,
)
"""Of the same words, in this order."""
_Key: TypeAlias = tuple[int, int, int, str, int, str, int]
"""What orders the list and stands in a cursor: match, marks, status, words, status where no words
were asked for, document, place in it."""


@dataclass(frozen=True, slots=True)
class _Found:
    key: _Key
    term: HeldTerm
    match: TermMatch | None


@of_one_state("_library.store")
class Definitions:
    """Questions to the definitions of one open library; for several threads."""

    def __init__(
        self, library: Library, today: Callable[[], date], glossary: Glossary | None = None
    ) -> None:
        self._library = library
        self._today = today
        self._glossary = glossary or Glossary(library.store)

    def find(
        self, q: str = "", *, as_of: date | None = None, cursor: str | None = None, limit: int = 20
    ) -> DefinitionsPage:
        """Definitions whose term fits ``q``, all if it is empty, with their status on a day (today
        if none). Raises BadInput for words that are too long and for an unknown cursor."""
        if len(q) > MOST_WORDS:
            raise BadInput(f"{len(q)} characters are too many; give at most {MOST_WORDS}")
        asked, day, seen = " ".join(q.split()), as_of or self._today(), shelf(self._library)
        after = None if cursor is None else _unpack(cursor)
        looked = self._glossary.look(seen.summaries)
        found = sorted(_fitting(asked, looked, seen, day), key=lambda one: one.key)
        onward = [one for one in found if after is None or one.key > after]
        return DefinitionsPage(
            q=asked,
            as_of=day,
            total=len(found),
            exact=sum(one.match is TermMatch.EXACT for one in found),
            items=[body for one in onward[:limit] for body in _bodies(one, seen, day)],
            next=_pack(onward[limit - 1].key) if len(onward) > limit else None,
            near=[] if found or not asked else _near(asked, looked),
            terms=len(looked.terms),
            documents=len(seen.summaries),
            read=looked.read,
        )


def _fitting(asked: str, looked: Looked, seen: Shelf, day: date) -> Iterator[_Found]:
    """All that fits, in no order yet."""
    status_of = status_on(seen, day)
    marked = marked_words(asked)
    folded = folded_words(marked)
    blind = is_unaccented(asked)
    longest = max(folded.split(), key=len, default="")
    for term in looked.terms:
        if longest not in term.folded and longest not in term.english:
            continue  # most terms, and this is much quicker than to match them
        if term.slug not in seen.summaries:
            continue
        if not asked:
            rank = _STATUSES.index(status_of(term.slug))
            yield _Found((0, 0, 0, term.folded, rank, term.slug, term.place), term, None)
            continue
        match = _best(folded, term.folded, term.english)
        if match is None:
            continue
        same = blind or _best(marked, term.marked, term.english) is match
        rank = _STATUSES.index(status_of(term.slug))
        key = (_MATCHES.index(match), int(not same), rank, term.folded, 0, term.slug, term.place)
        yield _Found(key, term, match)


def _best(words: str, *terms: str) -> TermMatch | None:
    """The best way in which any of the terms fits the words."""
    found = [match for term in terms if (match := _match(words, term)) is not None]
    return min(found, key=_MATCHES.index, default=None)


def _match(words: str, term: str) -> TermMatch | None:
    """How a term fits words; both are words with one blank between two.

    >>> _match("nhan", "nhan hang hoa"), _match("hoa nhan", "nhan hang hoa")
    (<TermMatch.BEGINS: 'begins'>, <TermMatch.APART: 'apart'>)
    >>> _match("han", "nhan hang hoa") is None
    True
    """
    if not words or not term:
        return None
    if words == term:
        return TermMatch.EXACT
    if term.startswith(f"{words} "):
        return TermMatch.BEGINS
    if f" {words} " in f" {term} ":
        return TermMatch.TOGETHER
    return TermMatch.APART if set(words.split()) <= set(term.split()) else None


def _near(asked: str, looked: Looked) -> list[str]:
    """Terms with at least half of the words asked for, those with the most first."""
    words = set(folded_words(marked_words(asked)).split())
    found: dict[str, tuple[int, int, str, str]] = {}
    for one in looked.terms:
        shared = len(words & {*one.folded.split(), *one.english.split()})
        if shared and shared >= _SHARED * len(words):
            mark = (-shared, len(one.folded), one.folded, one.term)
            found[one.folded] = min(mark, found.get(one.folded, mark))
    return [term for *_, term in sorted(found.values())[:_NEAR]]


def _bodies(found: _Found, seen: Shelf, day: date) -> Iterator[DefinedTermBody]:
    """The one body of a find; none if its document went or changed meanwhile."""
    try:
        document = seen.document(found.term.slug)
        definition = document.definitions[found.term.place]
    except (NotFound, IndexError):
        return
    if definition.term != found.term.term:
        return
    clause = document.clause(definition.clause)
    standing = part_standing(seen, document, definition.clause, day)
    place = place_words(document, clause)
    boxes = place_of(definition, clause) if clause is not None else ()
    url = clause_url(document.id, definition.clause)
    yield DefinedTermBody(
        term=definition.term,
        term_en=definition.term_en,
        text=definition.text,
        match=found.match,
        slug=document.id,
        number=str(document.number) if document.number is not None else None,
        title=document.title,
        kind=document.kind,
        status=standing.status,
        status_reason=standing.reason.vi,
        status_reason_en=standing.reason.en,
        in_force_from=standing.start,
        ended_on=standing.end,
        ended_by=standing.ended_by,
        clause=clause_ref(document.id, clause)
        if clause is not None
        else ClauseRef(label=definition.clause, heading="", url=url),
        place=place.vi if clause is not None else "",
        place_en=place.en if clause is not None else "",
        page=definition.page,
        boxes=box_bodies(boxes),
        fact=f"definition:{found.term.place + 1}",
        url=url,
        page_url=page_image_url(
            document.id, definition.page, sha256=document.source.sha256, marks=boxes
        ),
    )


def _pack(key: _Key) -> str:
    return pack_cursor(json.dumps(key, ensure_ascii=False, separators=(",", ":")))


def _unpack(cursor: str) -> _Key:
    try:
        match, marks, rank, words, alone, slug, place = json.loads(unpack_cursor(cursor))
        if not (isinstance(words, str) and isinstance(slug, str)):
            raise ValueError("no words")
        return int(match), int(marks), int(rank), words, int(alone), slug, int(place)
    except (ValueError, TypeError) as error:
        raise bad_cursor(cursor) from error
