"""When a text binds, and with what force; computed for a day, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Force", "Status", "Validity"]


class Status(StrEnum):
    """What a document is on a given day; the six of the public contract."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    PARTLY_ENDED = "partly_ended"
    SUSPENDED = "suspended"
    UNVERIFIED = "unverified"


class Force(StrEnum):
    """Whether a document binds (Luật 68/2006/QH11, Điều 23 and 38)."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"
    MANDATORY_BY_CITATION = "mandatory_by_citation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Validity:
    """The half-open interval in which a text binds: *hết hiệu lực từ 1/7* is ``end=date(y, 7, 1)``.

    ``None`` is unknown, never a bound. ``ended_by`` is the number of the document that ends it.

    >>> Validity(date(2023, 1, 16)).status(date(2024, 1, 1))
    <Status.IN_FORCE: 'in_force'>
    >>> Validity(date(2023, 1, 16), date(2024, 1, 1)).status(date(2024, 1, 1))
    <Status.ENDED: 'ended'>
    >>> Validity().status(date(2024, 1, 1))
    <Status.UNVERIFIED: 'unverified'>
    """

    start: date | None = None
    end: date | None = None
    ended_by: str | None = None

    def status(self, day: date) -> Status:
        """The status on ``day``; an end that has come counts even if the start is unknown."""
        if self.end is not None and day >= self.end:
            return Status.ENDED
        if self.start is None:
            return Status.UNVERIFIED
        return Status.IN_FORCE if day >= self.start else Status.NOT_YET
