"""Which lists of goods by risk a library has: held documents and imported lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from index.catalogue import ListKind
from search.history import lives
from search.regimes import is_group_2_title
from search.shelf import Shelf
from standards.document import Kind
from standards.validity import Status

__all__ = ["BINDING", "RiskLists", "risk_lists"]

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


_MOST: Final = 64
"""Days for which the lists are kept."""
_held_lists: WeakKeyDictionary[Shelf, dict[date, RiskLists]] = WeakKeyDictionary()


def risk_lists(shelf: Shelf, day: date) -> RiskLists:
    """The lists that may speak on that day; looked for once a day while the library stays."""
    kept = _held_lists.setdefault(shelf, {})
    held = kept.get(day)
    if held is None:
        if len(kept) >= _MOST:
            kept.clear()
        acts = [one for one in shelf.summaries.values() if one.kind in _ACTS]
        group_2 = [one.id for one in acts if is_group_2_title(one.title)]
        stating = [one for one in shelf.stating_risk if shelf.kind_of(one) in _ACTS]
        held = kept[day] = RiskLists(
            held=tuple(one for one in stating if _binds(shelf, one, day)),
            group_2=tuple(one for one in group_2 if _binds(shelf, one, day)),
            imported=tuple(
                one.name for one in shelf.catalogue.lists() if one.kind is ListKind.RISK
            ),
        )
    return held


def _binds(shelf: Shelf, document_id: str, day: date) -> bool:
    facts = lives(shelf).facts(document_id)
    return facts is not None and lives(shelf).of_facts(facts).on(day).status in BINDING
