"""Parts of a record as lists of their own: clauses with their words, mentions, terms, classes."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models import CitingBody
from api.models_base import Body, ClauseRef, NumberLink

__all__ = [
    "CitationsBody",
    "CitedByBody",
    "ClauseTextBody",
    "ClausesPage",
    "IcsCountBody",
    "IcsListBody",
    "MentionBody",
    "TermBody",
    "TermsBody",
]


class ClauseTextBody(Body):
    """A clause with its words; ``data_url`` is the whole clause as JSON."""

    key: str
    label: str
    heading: str
    text: str
    page: int
    last_page: int
    parent: str | None
    depth: int
    url: str
    data_url: str


class ClausesPage(Body):
    """Clauses in reading order; ``next`` is the cursor of the following page, null on the last."""

    slug: str
    number: str | None
    total: int
    items: list[ClauseTextBody]
    next: str | None


class MentionBody(Body):
    """A mention of another text: ``text`` as printed, ``start`` to ``end`` in the clause's text;
    null where it stands in the heading, or before the first clause."""

    target: NumberLink
    text: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    start: int | None
    end: int | None
    repaired: bool = Field(description="whether the number was damaged and has been repaired")


class CitationsBody(Body):
    """Every mention of another text, in reading order, with what it means on the day."""

    slug: str
    number: str | None
    as_of: date
    items: list[MentionBody]


class CitedByBody(Body):
    """Mentions of a text in held documents. ``undated``: those without a year that do not mean this
    edition on the day."""

    slug: str
    number: str | None
    as_of: date
    items: list[CitingBody]
    undated: list[CitingBody]


class TermBody(Body):
    """A term and what it means in the document; ``url`` opens the clause that says so."""

    term: str
    term_en: str | None
    text: str
    clause: str
    page: int
    url: str


class TermsBody(Body):
    """The terms that a document defines, in reading order."""

    slug: str
    number: str | None
    items: list[TermBody]


class IcsCountBody(Body):
    """A class of standards, and how many held documents belong to it or to a class under it.

    ``name_en`` is null where no list of names is loaded.
    """

    code: str
    name_en: str | None
    documents: int
    url: str


class IcsListBody(Body):
    """The classes to which held documents belong, and those above them, by code."""

    items: list[IcsCountBody]
