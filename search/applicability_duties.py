"""What somebody must do about an item on the day, by the level of risk or what the list demands.

The duties and their articles stand in ``data/regimes.toml``. A list of nhóm 2 gives none on a day
on which groups count no more; a code that only neighbours the goods' gives none ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search.applicability_model import DutyGroup, Item
from search.applicability_texts import DutyKind, Named, OwnDuty
from search.regimes import Duty, Party, Regime, is_group_2_title
from search.understood import Trade
from standards.document import Kind
from standards.risk import Measure, RiskLevel
from standards.validity import Force

__all__ = ["PARTIES", "Owed", "duty_groups", "kind_of_duty", "owed", "trade_matters", "with_own"]

_LAW: Final = frozenset({DutyKind.COMPLY, DutyKind.VOLUNTARY, DutyKind.NOT_READ})
PARTIES: Final = {Trade.IMPORT: Party.IMPORTER, Trade.DOMESTIC: Party.PRODUCER}
_MEASURES: Final = {
    Measure.INSPECTION: DutyKind.INSPECTION,
    Measure.REGISTRATION: DutyKind.REGISTRATION,
    Measure.OTHER: DutyKind.OTHER_LAW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What follows from an item: the kinds of duty and the duties with their articles."""

    kinds: tuple[DutyKind, ...]
    duties: tuple[Duty, ...]


def owed(
    regime: Regime | None,
    *,
    level: RiskLevel | None,
    measures: Sequence[Measure],
    title: str | None,
    trade: Trade | None,
    named: Sequence[Named],
) -> Owed:
    """What an item of a list obliges to.

    ``title`` is the list's, ``named`` the texts that the item names. Under levels of risk a list of
    nhóm 2 obliges to nothing by itself; before them only such a list does.
    """
    speaks = regime is not None and (level is not None or bool(measures) or is_group_2_title(title))
    if regime is None or not speaks or is_group_2_title(title) == regime.has_levels:
        return Owed(kinds=(_by_force(named),), duties=())
    known = level if regime.has_levels else None
    duties = tuple(
        duty
        for duty in regime.duties
        if duty.fits(known, measures) and (trade is None or duty.party is PARTIES[trade])
    )
    kinds = {kind_of_duty(duty) for duty in duties}
    for measure in measures:
        kind = _MEASURES.get(measure)
        if kind is not None and not (measure is Measure.INSPECTION and trade is Trade.DOMESTIC):
            kinds.add(kind)
    if Measure.CERTIFICATION in measures:
        kinds.add(DutyKind.CERTIFICATION)
    if Measure.SELF_ASSESSMENT in measures:
        kinds.add(DutyKind.SELF_ASSESSMENT)
    if not kinds:
        kinds.add(_by_force(named))
    return Owed(kinds=tuple(sorted(kinds, key=list(DutyKind).index)), duties=duties)


def kind_of_duty(duty: Duty) -> DutyKind:
    """In which group a duty stands: by its level, and by who has it where that decides."""
    if Measure.REGISTRATION in duty.measures:
        return DutyKind.REGISTRATION
    if duty.measures:
        return DutyKind.OTHER_LAW
    if duty.level is RiskLevel.HIGH:
        at_border = duty.party is Party.IMPORTER
        return DutyKind.INSPECTION if at_border else DutyKind.CERTIFICATION
    if duty.level is RiskLevel.LOW:
        return DutyKind.GENERAL_SAFETY
    return DutyKind.DECLARATION


def _by_force(named: Sequence[Named]) -> DutyKind:
    """Where no list says how conformity is shown: what binds must still be kept."""
    if not named:
        return DutyKind.NOT_READ
    binds = (Force.MANDATORY, Force.MANDATORY_BY_CITATION)
    if any(one.force in binds or one.kind is Kind.QCVN for one in named):
        return DutyKind.COMPLY
    return DutyKind.VOLUNTARY


def with_own(kinds: Sequence[DutyKind], named: Iterable[Named]) -> tuple[DutyKind, ...]:
    """The kinds of duty of an item with those that its regulations lay down themselves; that it
    must be complied with is said no more where how is."""
    own = {duty.kind for one in named for duty in one.own_duties}
    known = own | set(kinds)
    if own - {DutyKind.COMPLY}:
        known -= {DutyKind.COMPLY, DutyKind.NOT_READ}
    return tuple(sorted(known, key=list(DutyKind).index))


def duty_groups(items: Sequence[Item]) -> tuple[DutyGroup, ...]:
    """Items by what must be done, what binds first; an item stands in each group that it has."""
    groups: list[DutyGroup] = []
    for kind in DutyKind:
        inside = [item for item in items if kind in item.kinds]
        if inside:
            groups.append(
                DutyGroup(
                    kind=kind,
                    is_mandatory=kind not in (DutyKind.VOLUNTARY, DutyKind.NOT_READ),
                    duties=_of_kind(kind, inside),
                    items=tuple(item.id for item in inside),
                    own=_own_of_kind(kind, inside),
                )
            )
    return tuple(groups)


def _of_kind(kind: DutyKind, items: Iterable[Item]) -> tuple[Duty, ...]:
    if kind in _LAW:
        return ()
    found = (duty for item in items for duty in item.duties if kind_of_duty(duty) is kind)
    return tuple(dict.fromkeys(found))


def _own_of_kind(kind: DutyKind, items: Iterable[Item]) -> tuple[OwnDuty, ...]:
    named = (one for item in items for one in item.regulations)
    found = (duty for one in named for duty in one.own_duties if duty.kind is kind)
    return tuple(dict.fromkeys(found))


def trade_matters(items: Iterable[Item]) -> bool:
    """Whether importers and producers must do different things about some item."""
    for item in items:
        by_party = {
            party: {kind_of_duty(duty) for duty in item.duties if duty.party is party}
            | {
                duty.kind
                for one in item.regulations
                for duty in one.own_duties
                if duty.party is party
            }
            for party in Party
        }
        if by_party[Party.IMPORTER] != by_party[Party.PRODUCER]:
            return True
    return False
