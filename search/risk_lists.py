"""Which lists of goods by risk a library has: held documents and imported lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from index.catalogue import ListKind
from search.regimes import is_group_2_title
from search.shelf import Shelf
from search.status import standing
from standards.document import Document, Kind
from standards.validity import Status

__all__ = ["BINDING", "RiskLists", "binds", "risk_lists"]

BINDING: Final = frozenset({Status.IN_FORCE, Status.PARTLY_ENDED, Status.UNVERIFIED})
"""A list of this status may speak: it is in force, or nothing says that it is not."""

_ACTS: Final = frozenset({Kind.CIRCULAR, Kind.DECISION, Kind.DECREE, Kind.CONSOLIDATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLists:
    """Ids of held documents whose rows state levels of risk, and of held lists of nhóm 2, each in
    force or not known not to be; names of imported lists of goods by risk."""

    held: tuple[str, ...]
    group_2: tuple[str, ...]
    imported: tuple[str, ...]

    @property
    def with_levels(self) -> int:
        """How many lists state levels."""
        return len(self.held) + len(self.imported)


_held_lists: WeakKeyDictionary[Shelf, tuple[str, ...]] = WeakKeyDictionary()


def risk_lists(shelf: Shelf, day: date) -> RiskLists:
    """The lists that may speak on that day."""
    acts = [one for one in shelf.summaries.values() if one.kind in _ACTS]
    group_2 = [one.id for one in acts if is_group_2_title(one.title)]
    return RiskLists(
        held=tuple(one for one in _stating(shelf) if binds(shelf, shelf.document(one), day)),
        group_2=tuple(one for one in group_2 if binds(shelf, shelf.document(one), day)),
        imported=tuple(one.name for one in shelf.catalogue.lists() if one.kind is ListKind.RISK),
    )


def _stating(shelf: Shelf) -> tuple[str, ...]:
    """Ids of held acts with rows that state a level; looked for once while the library stays."""
    held = _held_lists.get(shelf)
    if held is None:
        lists = dict.fromkeys(document for document, _ in shelf.lists)
        held = tuple(
            one
            for one in sorted(lists)
            if shelf.kind_of(one) in _ACTS
            and any(row.risk is not None for row in shelf.document(one).products)
        )
        _held_lists[shelf] = held
    return held


def binds(shelf: Shelf, document: Document, day: date) -> bool:
    """Whether a document may speak on that day."""
    return standing(shelf, document, day).status in BINDING
