"""How well a file was read: its pages, what was left out, what was repaired, what people checked.

Confidences are from 0 to 1; what is left out, doubtful or refused is said in Vietnamese.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from api.models_base import Body, BoxBody
from index.facts import CheckState
from standards.account import Counted
from standards.document import PageClass, RepairBasis

__all__ = [
    "ReadingAccountBody",
    "FactCheckBody",
    "DoubtBody",
    "FactBody",
    "FactsBody",
    "LeftOutBody",
    "PageEntry",
    "PageLineBody",
    "PageTextBody",
    "ReadAs",
    "ReadingBody",
    "ReasonBody",
    "RepairBody",
    "SumBody",
    "SumsBody",
]


class ReadAs(StrEnum):
    """How the words of a page were had: from its text, recognised from its picture, converted
    from an encoding before Unicode; or there are none, or the page could not be read."""

    TEXT = "text"
    RECOGNISED = "recognised"
    CONVERTED = "converted"
    EMPTY = "empty"
    REFUSED = "refused"


class DoubtBody(Body):
    """Something read with little confidence, or not at all; ``page`` null means the file."""

    what: str
    page: int | None


class ReadingBody(Body):
    """How the page was read that a quote comes from, and what is doubtful about it."""

    page: int
    page_class: PageClass
    read_as: ReadAs
    confidence: float | None = Field(description="mean of recognised words, 0 to 1; else null")
    refused: str | None = Field(description="why the page could not be read; null if it was")
    doubts: list[str]


class PageEntry(Body):
    """A page of the file: its size in points and how its text was had."""

    number: int
    width: float
    height: float
    page_class: PageClass
    image_url: str
    reason: str = Field(description="why it was put into that class")
    read_as: ReadAs
    confidence: float | None
    refused: str | None


class PageTextBody(Body):
    """The text of one page as read."""

    slug: str
    file: str
    number: int
    page_class: PageClass
    reason: str
    text: str
    width: float
    height: float
    read_as: ReadAs
    confidence: float | None
    refused: str | None
    doubts: list[str]


class PageLineBody(Body):
    """A printed line of a page and where it stands."""

    text: str
    box: BoxBody


class ReasonBody(Body):
    """Why things were left out, and how many of them."""

    reason: str
    count: int


class SumBody(Body):
    """One sum: ``seen`` = ``kept`` + ``left_out``; ``even`` says whether it comes out."""

    seen: int
    kept: int
    left_out: int
    even: bool
    reasons: list[ReasonBody]


class LeftOutBody(Body):
    """Something that was seen and not kept: its words (maybe cut), and why."""

    what: Counted
    page: int
    words: str
    reason: str


class SumsBody(Body):
    """What went into the reading of a file and what came out; ``even`` if all sums come out."""

    even: bool
    pages: SumBody
    rows: SumBody
    hs_cells: SumBody


class ReadingAccountBody(SumsBody):
    """The sums of a file, and everything that was left out."""

    left_out: list[LeftOutBody]


class RepairBody(Body):
    """A number that was damaged on the picture of its page: as it was ``read`` and what it is.

    ``basis``: the number stands elsewhere in the ``document``, or the ``catalogue`` knows it.
    """

    read: str
    number: str
    slug: str | None = Field(description="the held document with that number")
    basis: RepairBasis
    page: int


class FactCheckBody(Body):
    """Who compared a fact with the page, when (UTC), and the value that was seen then."""

    value: str
    by: str
    at: datetime
    note: str


class FactBody(Body):
    """A fact that a person can check.

    ``value`` and ``page`` are null for a fact that was checked once and is no longer read; ``""``
    is what the document does not state. ``state``: ``unchecked``, ``checked``, ``outdated``
    (checked with another value), ``gone``.
    """

    name: str
    label: str
    label_en: str
    value: str | None
    page: int | None
    state: CheckState
    check: FactCheckBody | None


class FactsBody(Body):
    """All facts of a document in reading order."""

    slug: str
    number: str | None
    facts: list[FactBody]
