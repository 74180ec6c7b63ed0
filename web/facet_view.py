"""Filters as links: each choice is an address that adds it, or takes it off again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from api.models_facets import FacetBody, FacetName, FacetValueBody

__all__ = ["Choice", "Filter", "Filters", "filters"]

SHOWN: Final = 8
"""Choices of one filter beyond this many are folded."""

_ALWAYS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice: ``address`` adds it, or takes it off where it is chosen."""

    value: FacetValueBody
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: the choices that are shown and those that are folded."""

    name: FacetName
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All filters; ``chosen`` is every choice that was made, ``clear`` the address without any."""

    each: tuple[Filter, ...]
    chosen: tuple[tuple[FacetName, Choice], ...]
    clear: str

    def __bool__(self) -> bool:
        return bool(self.each or self.chosen)


def filters(facets: Sequence[FacetBody], address: Callable[[tuple[str, ...]], str]) -> Filters:
    """The filters of a page; ``address`` gives the page with these choices. A filter in which
    everything has the same value is left out, for it narrows nothing."""
    only = tuple(value.only for facet in facets for value in facet.values if value.chosen)
    made = [
        (
            facet.name,
            tuple(Choice(value=v, address=address(_toggled(only, v.only))) for v in facet.values),
        )
        for facet in facets
    ]
    return Filters(
        each=tuple(
            Filter(name=name, shown=choices[:SHOWN], folded=choices[SHOWN:])
            for name, choices in made
            if len(choices) >= _ALWAYS
        ),
        chosen=tuple(
            (name, choice) for name, choices in made for choice in choices if choice.value.chosen
        ),
        clear=address(()),
    )


def _toggled(only: Sequence[str], value: str) -> tuple[str, ...]:
    if value in only:
        return tuple(one for one in only if one != value)
    return (*only, value)
