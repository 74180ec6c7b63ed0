"""What the library holds, drawn as bars beside words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.models_facets import FacetBody, FacetName, FacetValueBody
from api.models_holdings import HoldingsBody
from web.links import with_choices

__all__ = ["Bar", "Bars", "bars"]

_MOST: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its length in hundredths of the longest, and the list of what it counts."""

    value: FacetValueBody
    length: float
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The bars of one filter; ``more`` counts the values that have no bar of their own."""

    name: FacetName
    each: tuple[Bar, ...]
    more: int


def bars(held: HoldingsBody, as_of: object) -> tuple[Bars, ...]:
    """Kinds, statuses and agencies; ``as_of`` is the day asked for, if any."""
    by_name = {facet.name: facet for facet in held.facets}
    order = (FacetName.STATUS, FacetName.KIND, FacetName.AGENCY)
    return tuple(_bars(by_name[name], as_of) for name in order if name in by_name)


def _bars(facet: FacetBody, as_of: object) -> Bars:
    shown: Sequence[FacetValueBody] = facet.values
    if facet.name is not FacetName.STATUS:
        shown = sorted(facet.values, key=lambda value: (value.value == "unknown", -value.count))
    longest = max(value.count for value in facet.values)
    return Bars(
        name=facet.name,
        each=tuple(
            Bar(
                value=value,
                length=round(100 * value.count / longest, 1),
                address=with_choices("/standards", only=value.only, as_of=as_of),
            )
            for value in shown[:_MOST]
        ),
        more=len(shown[_MOST:]),
    )
