"""What watching a library finds: values, each with the place where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.history import Conflict, Event, Reason
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import Transition
from standards.validity import Status

__all__ = [
    "CitingPlace",
    "Disagreement",
    "EndedCitation",
    "GoneCode",
    "Happening",
    "HappeningKind",
    "MergedIssuer",
    "RowPlace",
    "Turn",
    "Unclear",
    "UnmetNumber",
    "WatchList",
]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Row ``row`` of ``Document.products``."""

    document: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPlace:
    """Where a document cites: a clause (key), or row ``row`` of its products, with the words."""

    clause: str | None
    page: int
    words: str
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedCitation:
    """A document in force that cites an edition which has ended, or ends on ``end``, soon.

    ``ended_by`` is the text that ends it, ``is_replaced`` whether that takes its place; ``now`` is
    the edition of the same work in force on the day, if there is one.
    """

    document: str
    target: Identifier
    status: Status
    end: date | None
    ended_by: Identifier | None
    is_replaced: bool
    now: Identifier | None
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNumber:
    """A number that is cited and not held. ``documents`` cite it, the most often first;
    ``is_recorded``: a list has a record of it."""

    number: Identifier
    mentions: int
    documents: tuple[str, ...]
    is_recorded: bool


class HappeningKind(StrEnum):
    """What happens to a text on a day; the first ones are those of ``EventKind``."""

    STARTED = "started"
    PART_STARTED = "part_started"
    AMENDED = "amended"
    CORRECTED = "corrected"
    PARTLY_REPEALED = "partly_repealed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REPLACED = "replaced"
    REPEALED = "repealed"
    EXPIRED = "expired"
    SUSPENSION_ENDS = "suspension_ends"
    TRANSITION_ENDS = "transition_ends"


class Turn(StrEnum):
    """What a happening means: a text begins to bind, ceases to, or reads otherwise from then on."""

    STARTING = "starting"
    ENDING = "ending"
    AMENDING = "amending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens to a text on ``day``: an event of its life, or the end of a
    transitional rule that it states. ``slugs`` are the held documents with that number."""

    kind: HappeningKind
    day: date
    number: Identifier | None
    slugs: tuple[str, ...]
    event: Event | None = None
    transition: Transition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Claims about a text that cannot all be true."""

    number: Identifier | None
    slugs: tuple[str, ...]
    conflict: Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A held document of which something is not known, with its status and why."""

    document: str
    number: Identifier | None
    status: Status
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneCode:
    """An HS code that the loaded tariff does not have, and the rows that print it."""

    code: HsCode
    places: tuple[RowPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedIssuer:
    """A body that is no longer in office, who answers for its texts, and those that are held and
    have not ended; codes of bodies, ids of documents."""

    code: str
    heirs: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """All that was found for ``day``; ``coming`` and ``recent`` reach ``within`` days ahead and
    back, ``ended_cited`` ahead. ``has_tariff``: only then can codes be told to be gone.
    """

    day: date
    within: int
    ended_cited: tuple[EndedCitation, ...] = ()
    unmet: tuple[UnmetNumber, ...] = ()
    coming: tuple[Happening, ...] = ()
    recent: tuple[Happening, ...] = ()
    conflicts: tuple[Disagreement, ...] = ()
    unnumbered: tuple[Unclear, ...] = ()
    undated: tuple[Unclear, ...] = ()
    unverified: tuple[Unclear, ...] = ()
    empty_files: tuple[str, ...] = ()
    has_tariff: bool = False
    gone_codes: tuple[GoneCode, ...] = ()
    merged_issuers: tuple[MergedIssuer, ...] = ()
