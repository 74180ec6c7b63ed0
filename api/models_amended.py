"""What the interface says of a base text and the amendments in force on a day.

Offsets count characters of the base words (``a``) and of the amended words (``b``), half open.
Nothing in it is an official consolidated text.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from api.models_base import Body, ClauseRef
from api.models_compare import EditBody
from search.amended_model import ClauseState, DoubtKind
from standards.document import Kind
from standards.relation import ChangeKind
from standards.validity import Status

__all__ = [
    "AmendedBody",
    "AmendedClauseBody",
    "AmendedDoubtBody",
    "AmendingBody",
    "AppliedChangeBody",
    "UnplacedBody",
]


class AmendingBody(Body):
    """A text that amends the base. ``slug`` and ``url`` are null where it is not held; ``changes``
    counts the instructions read from it, ``applied`` those that are in force that day."""

    number: str | None
    slug: str | None
    title: str | None
    url: str | None
    status: Status
    start: date | None
    changes: int
    applied: int


class AppliedChangeBody(Body):
    """One instruction: what it does to which part, its words, and where they stand.

    ``path`` are labels as printed, outermost first; ``text`` is the new text where it is quoted
    whole; ``start`` the day from which it holds.
    """

    kind: ChangeKind
    number: str | None
    slug: str
    start: date | None
    path: list[str]
    text: str | None
    old_words: str
    new_words: str
    words: str
    clause: ClauseRef | None
    place: str = Field(description="the clause that gives it, in words: khoản 1 Điều 2")
    page: int
    page_url: str


class AmendedDoubtBody(Body):
    """Why a change could not be worked in surely, and which text gives it."""

    kind: DoubtKind
    reason: str
    reason_en: str
    number: str | None


class AmendedClauseBody(Body):
    """A clause in the words of the base and in those of the day.

    ``base_heading`` and ``base_text`` are null for an added clause, ``url`` too; ``text`` is null
    where the words of the day cannot be had word for word. ``heading_edits`` and ``text_edits``
    are the words that differ.
    """

    key: str
    label: str
    name: str = Field(description="the label with what it belongs to: khoản 2 Điều 3")
    parent: str | None
    depth: int
    state: ClauseState
    base_heading: str | None
    base_text: str | None
    heading: str
    text: str | None
    page: int | None
    url: str | None
    heading_edits: list[EditBody]
    text_edits: list[EditBody]
    changes: list[AppliedChangeBody]
    doubts: list[AmendedDoubtBody]


class UnplacedBody(Body):
    """An instruction that fits no clause of the base text."""

    change: AppliedChangeBody
    doubt: AmendedDoubtBody


class AmendedBody(Body):
    """A base text on the day ``as_of``, clause by clause, with what amends it.

    ``applied`` are the amendments in force that day, in the order of their effect; ``others`` those
    not applied. ``counts`` has all clauses by state, also those left out of ``clauses``.
    """

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    as_of: date
    status: Status
    is_official: Literal[False] = False
    applied: list[AmendingBody]
    others: list[AmendingBody]
    counts: dict[ClauseState, int]
    clauses: list[AmendedClauseBody]
    unplaced: list[UnplacedBody]
    url: str
