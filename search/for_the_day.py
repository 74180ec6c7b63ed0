"""Which claims may answer on a day: what binds answers, the rest stands behind or is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.answers import Negative
from search.claims import Claim

__all__ = ["Verdict", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The claims that are shown as answers, or why there are none and what was found instead."""

    claims: tuple[Claim, ...]
    reason: Negative | None = None
    instead: tuple[Claim, ...] = ()


def judge(claims: Sequence[Claim], *, certain: bool, limit: int) -> Verdict:
    """Claims whose text and evidence bind that day, then those that do not; none where nothing
    binds.

    ``certain``: only those where the status of both is known.
    """
    if not claims:
        return Verdict(claims=(), reason=Negative.NO_MATCH)
    bind = [one for one in claims if one.binds]
    if not bind:
        return Verdict(claims=(), reason=Negative.ENDED, instead=tuple(claims))
    if not certain:
        rest = [one for one in claims if not one.binds]
        return Verdict(claims=tuple([*bind, *rest][:limit]))
    known = [one for one in bind if one.is_verified]
    if not known:
        return Verdict(claims=(), reason=Negative.UNVERIFIED, instead=tuple(bind))
    return Verdict(claims=tuple(known[:limit]))
