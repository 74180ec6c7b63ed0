"""Filters with counts over a whole result, not only over the page of it that is shown.

Values chosen in one filter add up, those of different filters narrow each other; so a count says
what there would be with that value, the other filters kept. Agencies count with those whose numbers
they answer for on the day (:mod:`standards.agencies`): who asks for *Bộ Xây dựng* in 2026 is shown
numbers of *Bộ Giao thông vận tải* too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeVar

from api.models_facets import FacetBody, FacetName, FacetValueBody
from search.narrowing import sign_of, years_of
from standards.agencies import agency, answering_for, successors_of
from standards.document import Kind
from standards.errors import BadInput
from standards.validity import Status

__all__ = ["ALL", "UNKNOWN", "Faced", "Faceted", "Only", "faced", "faceted", "read_only"]

UNKNOWN: Final = "unknown"
"""The value of results of which nobody knows it."""

_MOST: Final = 30
_KINDS: Final = tuple(kind.value for kind in Kind)
_STATUSES: Final = tuple(status.value for status in Status)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faced:
    """What filters see of one result. ``agency`` is the sign of the body that issued it."""

    kind: Kind
    agency: str | None
    status: Status
    years: frozenset[int]
    ics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """The values chosen, by filter."""

    chosen: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: FacetName) -> tuple[str, ...]:
        """The values chosen in a filter."""
        return self.chosen.get(name, ())

    def __bool__(self) -> bool:
        return bool(self.chosen)


ALL: Final = Only()
"""Nothing chosen: everything passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faceted(Generic[Item]):
    """The results that pass, and the filters with their counts."""

    kept: tuple[Item, ...]
    facets: tuple[FacetBody, ...]


def read_only(texts: Iterable[str]) -> Only:
    """Choices as ``FILTER:VALUE``. Raises BadInput.

    >>> read_only(["kind:QCVN", "year:2021", "kind:TCVN"]).of(FacetName.KIND)
    ('QCVN', 'TCVN')
    """
    found: dict[FacetName, list[str]] = {}
    for text in texts:
        name, mark, value = text.partition(":")
        if not mark or not value or name not in tuple(FacetName):
            raise BadInput(
                f"only={text!r} is no filter: give FILTER:VALUE with a filter of "
                f"{', '.join(FacetName)}, as in kind:QCVN"
            )
        found.setdefault(FacetName(name), []).append(_checked(FacetName(name), value, text))
    return Only(chosen={name: tuple(dict.fromkeys(values)) for name, values in found.items()})


def faced(
    *,
    kind: Kind,
    number: str | None,
    issuer: str | None,
    issued: str | None,
    status: Status,
    ics: Iterable[str] = (),
) -> Faced:
    """What filters see of a result; ``issued`` is ``YYYY-MM-DD``."""
    return Faced(
        kind=kind,
        agency=sign_of(number, issuer),
        status=status,
        years=frozenset(years_of(number, issued)),
        ics=tuple(ics),
    )


def faceted(
    items: Sequence[Item], face: Callable[[Item], Faced], only: Only, day: date
) -> Faceted[Item]:
    """The items that pass ``only``, in their order, and the filters over all of them."""
    faces = [face(item) for item in items]
    table = _Table(faces, only, day)
    kept = tuple(item for item, one in zip(items, faces, strict=True) if table.passes(one))
    return Faceted(kept=kept, facets=tuple(table.facets()))


class _Table:
    """The faces of one result, and what was chosen."""

    def __init__(self, faces: Sequence[Faced], only: Only, day: date) -> None:
        self._faces = faces
        self._only = only
        self._day = day
        self._covers: dict[str, frozenset[str]] = {}

    def passes(self, one: Faced, *, but: FacetName | None = None) -> bool:
        """Whether it has a chosen value in every filter with a choice, ``but`` one left aside."""
        return all(
            name is but or any(self._has(one, name, value) for value in values)
            for name, values in self._only.chosen.items()
        )

    def facets(self) -> Iterable[FacetBody]:
        """Every filter in which there is anything to choose or something chosen."""
        for name in FacetName:
            left = [one for one in self._faces if self.passes(one, but=name)]
            values = [self._value(name, value, left) for value in self._values(name)]
            shown = [value for value in values if value.count or value.chosen]
            if any(value.value != UNKNOWN or value.chosen for value in shown):
                yield FacetBody(name=name, values=shown[:_MOST])

    def _values(self, name: FacetName) -> list[str]:
        """The values of a filter, in the order in which they are shown."""
        counted = Counter(value for one in self._faces for value in set(_own(one, name)))
        counted.update(dict.fromkeys(self._only.of(name), 0))
        if name is FacetName.AGENCY:
            counted.update(dict.fromkeys(self._heirs(set(counted)), 0))
        order: Callable[[str], object] = {
            FacetName.KIND: _KINDS.index,
            FacetName.STATUS: _STATUSES.index,
            FacetName.YEAR: lambda value: -int(value),
            FacetName.AGENCY: lambda value: (-self._count(name, value, self._faces), value),
            FacetName.ICS: lambda value: (-counted[value], value),
        }[name]
        known = [value for value in counted if value != UNKNOWN]
        last = [UNKNOWN] if UNKNOWN in counted and name is not FacetName.ICS else []
        return sorted(known, key=order) + last  # type: ignore[arg-type]

    def _heirs(self, signs: set[str]) -> set[str]:
        """Bodies that answer that day for more than one of those that issued."""
        after = Counter(
            heir for sign in signs - {UNKNOWN} for heir in successors_of(sign, self._day)
        )
        return {heir for heir, times in after.items() if times > 1 and heir not in signs}

    def _value(self, name: FacetName, value: str, left: Sequence[Faced]) -> FacetValueBody:
        body = agency(value) if name is FacetName.AGENCY else None
        issued = {one.agency for one in self._faces if one.agency is not None}
        heirs = successors_of(value, self._day) if body is not None else ()
        covered = sorted(self._covered(value) & issued) if body is not None else []
        return FacetValueBody(
            value=value,
            only=f"{name}:{value}",
            name=body.name_vi if body is not None else None,
            name_en=body.name_en if body is not None else None,
            count=self._count(name, value, left),
            chosen=value in self._only.of(name),
            covers=covered if covered != [value] else [],
            answered_for_by=[heir for heir in heirs if heir != value],
        )

    def _count(self, name: FacetName, value: str, faces: Sequence[Faced]) -> int:
        return sum(self._has(one, name, value) for one in faces)

    def _has(self, one: Faced, name: FacetName, value: str) -> bool:
        if name is FacetName.AGENCY and one.agency is not None:
            return one.agency in self._covered(value)
        return value in _own(one, name)

    def _covered(self, code: str) -> frozenset[str]:
        if code not in self._covers:
            self._covers[code] = answering_for(code, self._day)
        return self._covers[code]


def _own(one: Faced, name: FacetName) -> tuple[str, ...]:
    """The values of a result in a filter; ``UNKNOWN`` alone where there is none."""
    values: tuple[str, ...] = {
        FacetName.KIND: (one.kind.value,),
        FacetName.AGENCY: (one.agency,) if one.agency is not None else (),
        FacetName.STATUS: (one.status.value,),
        FacetName.YEAR: tuple(map(str, sorted(one.years))),
        FacetName.ICS: one.ics,
    }[name]
    return values or (UNKNOWN,)


def _checked(name: FacetName, value: str, text: str) -> str:
    """The value as it is compared. Raises BadInput for one that cannot be."""
    if value == UNKNOWN:
        return value
    if name is FacetName.AGENCY:
        body = agency(value)
        return body.code if body is not None else value
    allowed = {FacetName.KIND: _KINDS, FacetName.STATUS: _STATUSES}.get(name)
    if allowed is not None and value not in allowed:
        raise BadInput(f"only={text!r}: {value!r} is none of {', '.join(allowed)}")
    if name is FacetName.YEAR and not (value.isascii() and value.isdigit() and len(value) == 4):
        raise BadInput(f"only={text!r}: {value!r} is no year of four digits")
    return value
