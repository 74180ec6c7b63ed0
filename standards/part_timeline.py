"""From claims on parts to the status of one part: the rules by which a clause binds on a day.

A part has the fate of the whole, unless a claim names it, or a part that it stands in. Then an end
that has come ends it, a suspension stops it, and it binds from its own day of effect, be that later
than that of the rest or earlier. (Luật 80/2015/QH13, Điều 151 to 154.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from standards import reasons
from standards.claims import ENDINGS, happened
from standards.events import Event, EventKind, Standing
from standards.timeline import doer, holds
from standards.validity import Status

__all__ = ["PART_KINDS", "PartClaim", "standing_of_part"]

PART_KINDS = frozenset(
    {*ENDINGS, EventKind.PARTLY_REPEALED, EventKind.SUSPENDED, EventKind.PART_STARTED}
)
"""What may happen to a part alone and decides whether it binds."""

_ENDS = frozenset({*ENDINGS, EventKind.PARTLY_REPEALED})


@dataclass(frozen=True, slots=True)
class PartClaim:
    """An event that names the part asked about, or one above it: ``part`` as printed, ``above``
    how many levels it stands above (0 is the part itself)."""

    event: Event
    part: str
    above: int


def standing_of_part(
    whole: Standing, claims: Sequence[PartClaim], resumed: Sequence[Event], day: date
) -> Standing:
    """What a part is on that day, where ``whole`` is what its text is.

    ``resumed`` are the resumptions of the whole or of the part.
    """
    if whole.status is Status.ENDED:
        return whole
    return (
        _ended(whole, claims, day)
        or _suspended(whole, claims, resumed, day)
        or _started(whole, claims, day)
        or _perhaps_ended(whole, claims, resumed, day)
        or whole
    )


def _ended(whole: Standing, claims: Sequence[PartClaim], day: date) -> Standing | None:
    done = [c for c in claims if c.event.kind in _ENDS and happened(c.event, day)]
    if not done:
        return None
    first = min(done, key=lambda claim: claim.event.day or date.max)
    return replace(
        whole,
        status=Status.ENDED,
        end=first.event.day,
        ended_by=doer(first.event),
        reason=reasons.part_ended(first.part, first.event),
        grounds=(first.event,),
        amendments=(),
    )


def _suspended(
    whole: Standing, claims: Sequence[PartClaim], resumed: Sequence[Event], day: date
) -> Standing | None:
    if whole.status is Status.SUSPENDED:
        return None
    for claim in claims:
        if claim.event.kind is EventKind.SUSPENDED and holds(claim.event, resumed, day):
            reason = reasons.part_suspended(claim.part, claim.event)
            return replace(whole, status=Status.SUSPENDED, reason=reason, grounds=(claim.event,))
    return None


def _started(whole: Standing, claims: Sequence[PartClaim], day: date) -> Standing | None:
    """By its own day of effect; that of the nearest part named counts."""
    starts = [claim for claim in claims if claim.event.kind is EventKind.PART_STARTED]
    if not starts or whole.status is Status.SUSPENDED:
        return None
    nearest = min(claim.above for claim in starts)
    starts = [claim for claim in starts if claim.above == nearest and claim.event.day is not None]
    verdicts = {happened(claim.event, day) for claim in starts}
    if len(verdicts) != 1:
        return None
    first = min(starts, key=lambda claim: claim.event.day or date.max)
    grounds = (first.event,)
    if verdicts == {False}:
        status, reason = Status.NOT_YET, reasons.part_not_yet(first.part, first.event)
    elif whole.status is Status.NOT_YET:
        status, reason = Status.IN_FORCE, reasons.part_started(first.part, first.event)
    else:
        return None
    return replace(whole, status=status, start=first.event.day, reason=reason, grounds=grounds)


def _perhaps_ended(
    whole: Standing, claims: Sequence[PartClaim], resumed: Sequence[Event], day: date
) -> Standing | None:
    """It may have ended or be suspended, and nobody tells the day."""
    if whole.status not in (Status.IN_FORCE, Status.PARTLY_ENDED):
        return None
    for claim in claims:
        event = claim.event
        ended = event.kind in _ENDS and happened(event, day) is None
        if ended or (event.kind is EventKind.SUSPENDED and holds(event, resumed, day) is None):
            reason = reasons.undated([event])
            return replace(whole, status=Status.UNVERIFIED, reason=reason, grounds=(event,))
    return None
