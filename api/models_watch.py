"""What the interface says of what an office has to look at on a day.

Every section has its ``total`` and one page of its items; ``next`` is the cursor that leads on,
with the name of the section as ``section``.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import Field

from api.models_base import Body, ClauseRef, NumberLink
from api.models_facets import FacetBody
from api.models_time import ConflictBody, EventBody, TransitionBody
from search.watch import HappeningKind, Turn
from standards.document import Kind
from standards.validity import Status

__all__ = [
    "CitingPlaceBody",
    "DisagreementBody",
    "EmptyFileBody",
    "EndedCitationBody",
    "GoneCodeBody",
    "HappeningBody",
    "WatchedDocumentBody",
    "MergedIssuerBody",
    "RowPlaceBody",
    "UnclearBody",
    "UnmetBody",
    "WatchBody",
    "WatchPage",
    "WatchSection",
]


class WatchSection(StrEnum):
    """The sections, in the order in which they are shown."""

    ENDED_CITED = "ended_cited"
    COMING = "coming"
    RECENT = "recent"
    CONFLICTS = "conflicts"
    UNMET = "unmet"
    UNVERIFIED = "unverified"
    UNNUMBERED = "unnumbered"
    UNDATED = "undated"
    EMPTY_FILES = "empty_files"
    GONE_CODES = "gone_codes"
    MERGED_ISSUERS = "merged_issuers"


Item = TypeVar("Item")


class WatchPage(Body, Generic[Item]):
    """A part of a section: ``next`` is null at its end."""

    total: int
    items: list[Item]
    next: str | None


class WatchedDocumentBody(Body):
    """A held document by name."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    file: str
    url: str


class CitingPlaceBody(Body):
    """Where it cites: clause and page, with the words; ``place`` is the clause in words, ``url``
    opens the clause, or the page."""

    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    words: str
    is_row: bool = Field(description="whether it is a row of a product list")
    url: str


class EndedCitationBody(Body):
    """A document in force that cites an edition that has ended or ends on ``end``.

    ``replaced_by`` takes its place; ``repealed_by`` ends it otherwise; ``now`` is the edition of
    the same work in force that day.
    """

    document: WatchedDocumentBody
    target: NumberLink
    status: Status
    end: date | None
    replaced_by: NumberLink | None
    repealed_by: NumberLink | None
    now: NumberLink | None
    mentions: int
    places: list[CitingPlaceBody]


class HappeningBody(Body):
    """Something that happens to a text on ``day``; with the event of its life, or the transitional
    rule that ends.

    ``what``: from that day on the text or a part of it binds (``starting``), does not
    (``ending``), or reads otherwise (``amending``). ``status`` is that of the text on ``as_of``.
    """

    id: str = Field(description="its name, in feeds too; the same when files are read again")
    what: Turn
    kind: HappeningKind
    day: date
    number: str | None
    documents: list[WatchedDocumentBody]
    event: EventBody | None
    transition: TransitionBody | None
    status: Status
    known_since: datetime = Field(
        description="when the file came, or the list was loaded, that tells of it (UTC)"
    )


class DisagreementBody(Body):
    """Claims about a text that cannot all be true, each with its witness."""

    number: str | None
    documents: list[WatchedDocumentBody]
    conflict: ConflictBody


class NamedPlaceBody(Body):
    """A document that names a number, and where it does so first."""

    document: WatchedDocumentBody
    place: str
    place_en: str
    page: int
    url: str


class UnmetBody(Body):
    """A number that is cited and not held; ``is_recorded``: known by record of a list only."""

    number: NumberLink
    mentions: int
    is_recorded: bool
    cited_in: int = Field(description="how many documents cite it")
    documents: list[WatchedDocumentBody] = Field(description="the first of them")
    places: list[NamedPlaceBody] = Field(description="where these name it")


class UnclearBody(Body):
    """A document of which something is not known; ``reason`` is why its status is what it is."""

    document: WatchedDocumentBody
    status: Status
    reason: str
    reason_en: str


class EmptyFileBody(Body):
    """A file in which no document was found."""

    file: str


class RowPlaceBody(Body):
    """A row of a product list, and its page."""

    document: WatchedDocumentBody
    name: str
    page: int
    clause: ClauseRef | None
    place: str
    place_en: str
    url: str


class GoneCodeBody(Body):
    """An HS code that the loaded tariff does not have, with the first rows that print it."""

    code: str
    rows: int
    places: list[RowPlaceBody]


class MergedIssuerBody(Body):
    """A body out of office whose texts have not ended, and who answers for them now."""

    code: str
    name: str
    name_en: str
    heirs: list[str]
    texts: int
    documents: list[WatchedDocumentBody]


class WatchBody(Body):
    """All sections for a day; a section that was not asked for has its total and no items."""

    as_of: date
    within: int
    kinds: list[Kind] = Field(description="those asked for; empty for all")
    agencies: list[str] = Field(description="those asked for, by code; empty for all")
    what: Turn | None
    counts: dict[WatchSection, int]
    coming_by: dict[Turn, int] = Field(description="days to come by what they mean")
    recent_by: dict[Turn, int] = Field(description="days just past by what they mean")
    then: list[HappeningBody] = Field(
        description="of what no day to come means, the first day after those"
    )
    facets: list[FacetBody] = Field(
        description="kinds and bodies of the section asked for, with counts over all of it"
    )
    recorded: int = Field(description="how many unmet numbers a list has a record of")
    has_tariff: bool
    ended_cited: WatchPage[EndedCitationBody]
    coming: WatchPage[HappeningBody]
    recent: WatchPage[HappeningBody]
    conflicts: WatchPage[DisagreementBody]
    unmet: WatchPage[UnmetBody]
    unverified: WatchPage[UnclearBody]
    unnumbered: WatchPage[UnclearBody]
    undated: WatchPage[UnclearBody]
    empty_files: WatchPage[EmptyFileBody]
    gone_codes: WatchPage[GoneCodeBody]
    merged_issuers: WatchPage[MergedIssuerBody]
