"""Which held texts amend a base text, and on which day each of their instructions takes effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from search.amended_issued import Belongs, Issued
from search.amended_model import Amending, AppliedChange
from search.shelf import Shelf
from search.status import standing
from standards.document import Document
from standards.errors import NotFound
from standards.history import Standing
from standards.identifier import Identifier
from standards.relation import Change, ChangeKind, EffectKind, Verb
from standards.validity import Status

__all__ = ["Acts", "amending_acts"]

_VERBS = frozenset({Verb.AMENDS, Verb.CORRECTS, Verb.PARTLY_REPEALS})
_BINDS = frozenset({Status.IN_FORCE, Status.PARTLY_ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Amending texts of a base on a day; ``changes`` are the instructions in force, in order,
    ``unsure`` those that name the base only by the act that issued it, and may mean another text.
    """

    applied: tuple[Amending, ...]
    others: tuple[Amending, ...]
    changes: tuple[AppliedChange, ...]
    unsure: tuple[AppliedChange, ...] = ()


def amending_acts(shelf: Shelf, document: Document, day: date) -> Acts:
    """The texts that amend a document, as they stand on that day."""
    if document.number is None:
        return Acts(applied=(), others=(), changes=())
    applied: list[Amending] = []
    others: list[Amending] = []
    changes: list[AppliedChange] = []
    unsure: list[AppliedChange] = []
    base = Issued(shelf, document, document.number)
    for act in _held(shelf, (document.number, *base.acts), document.id):
        state = standing(shelf, act, day)
        sorted_out = _instructions(act, base, state.start)
        doubtful, all_changes = sorted_out[Belongs.UNSURE], sorted_out[Belongs.YES]
        if not (doubtful or all_changes or _speaks(act, document.number)):
            continue
        binds = state.status in _BINDS
        now = _begun(all_changes, day) if binds else ()
        unsure += _begun(doubtful, day) if binds else ()
        entry = _entry(act, state, len(all_changes), len(now))
        if now or (binds and not all_changes and not doubtful):
            applied.append(entry)
            changes += now
        else:
            others.append(entry)
    others += _only_known(standing(shelf, document, day), [*applied, *others])
    order = {one.document: (one.start or date.max, str(one.number)) for one in applied}
    return Acts(
        applied=tuple(sorted(applied, key=lambda one: order[one.document])),
        others=tuple(sorted(others, key=lambda one: (one.start or date.max, str(one.number)))),
        changes=tuple(
            sorted(changes, key=lambda one: (one.start or date.max, order[one.document]))
        ),
        unsure=tuple(unsure),
    )


def _begun(changes: Sequence[AppliedChange], day: date) -> tuple[AppliedChange, ...]:
    return tuple(one for one in changes if one.start is None or one.start <= day)


def _held(shelf: Shelf, targets: Sequence[Identifier], own: str) -> Iterator[Document]:
    """Held texts that say they amend one of these; of several copies the one with most
    instructions."""
    copies: dict[str, list[Document]] = {}
    named = (held for base in targets for _, held in shelf.store.relations_to(base))
    for held in dict.fromkeys(named):
        try:
            act = shelf.document(held)
        except NotFound:
            continue
        speaks = any(_speaks(act, base) for base in targets)
        if held != own and (speaks or any(one.target in targets for one in act.changes)):
            copies.setdefault(act.number.key if act.number else act.id, []).append(act)
    for same in copies.values():
        yield max(same, key=lambda act: len(act.changes))


def _speaks(act: Document, base: Identifier) -> bool:
    return any(one.verb in _VERBS and one.target == base for one in act.relations)


def _instructions(
    act: Document, base: Issued, start: date | None
) -> Mapping[Belongs, Sequence[AppliedChange]]:
    """The instructions of an act, by whether they change the base."""
    found: dict[Belongs, list[AppliedChange]] = {each: [] for each in Belongs}
    for change in act.changes:
        day = _stated(act, change) or _own_start(act, change.clause) or start
        one = AppliedChange(document=act.id, number=act.number, start=day, change=change)
        found[base.belongs(change)].append(one)
    return found


def _stated(act: Document, change: Change) -> date | None:
    """The day that the words state for the end of a part: *hết hiệu lực từ ngày 01/7/2027*."""
    if change.kind is not ChangeKind.REPEAL:
        return None
    place = (change.target, change.clause)
    days = {
        one.day
        for one in act.relations
        if one.verb is Verb.PARTLY_REPEALS
        and (one.target, one.clause) == place
        and " ".join(one.words.split()).startswith(change.words.rstrip(" .;…"))
    }
    return next(iter(days)) if len(days) == 1 else None


def _own_start(act: Document, clause: str | None) -> date | None:
    """The day on which a part of an act takes effect, where the act gives it one of its own."""
    names = _names(act, clause)
    for effect in act.effects:
        parts = (_plain(part) for part in effect.parts)
        if effect.kind is EffectKind.PART_STARTS and not names.isdisjoint(parts):
            return effect.day
    return None


def _names(act: Document, clause: str | None) -> frozenset[str]:
    """How the act itself names a clause and what it stands in: *khoản 1 Điều 2*, *Điều 2*."""
    names: set[str] = set()
    inner = ""
    while clause is not None and (one := act.clause(clause)) is not None:
        if one.label[:1].isdigit():
            inner = f"{inner} khoản {one.label}".strip()
            names.add(inner)
        else:
            inner = f"{inner} {one.label}".strip()
            names |= {inner, one.label}
        clause = one.parent
    return frozenset(map(_plain, names))


def _plain(part: str) -> str:
    return " ".join(part.casefold().split())


def _entry(act: Document, state: Standing, changes: int, applied: int) -> Amending:
    return Amending(
        document=act.id,
        number=act.number,
        title=act.title,
        status=state.status,
        start=state.start,
        changes=changes,
        applied=applied,
    )


def _only_known(state: Standing, held: Sequence[Amending]) -> Iterator[Amending]:
    """Amendments in force that day that are known, but not held."""
    done = {one.number.key for one in held if one.number is not None}
    for event in state.amendments:
        if event.by is None or event.by.key in done:
            continue
        done.add(event.by.key)
        yield Amending(
            document=None,
            number=event.by,
            title=None,
            status=Status.IN_FORCE,
            start=event.day,
            changes=0,
            applied=0,
        )
