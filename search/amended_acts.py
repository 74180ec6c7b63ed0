"""Which held texts amend a base text, and on which day each of their instructions takes effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from search.amended_model import Amending, AppliedChange
from search.shelf import Shelf
from search.status import standing
from standards.document import Document
from standards.errors import NotFound
from standards.history import Standing
from standards.identifier import Identifier
from standards.relation import EffectKind, Verb
from standards.validity import Status

__all__ = ["Acts", "amending_acts"]

_VERBS = frozenset({Verb.AMENDS, Verb.CORRECTS, Verb.PARTLY_REPEALS})
_BINDS = frozenset({Status.IN_FORCE, Status.PARTLY_ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Amending texts of a base on a day; ``changes`` are the instructions in force, in order."""

    applied: tuple[Amending, ...]
    others: tuple[Amending, ...]
    changes: tuple[AppliedChange, ...]


def amending_acts(shelf: Shelf, document: Document, day: date) -> Acts:
    """The texts that amend a document, as they stand on that day."""
    if document.number is None:
        return Acts(applied=(), others=(), changes=())
    applied: list[Amending] = []
    others: list[Amending] = []
    changes: list[AppliedChange] = []
    for act in _held(shelf, document.number, document.id):
        state = standing(shelf, act, day)
        all_changes = tuple(_instructions(act, document.number, state.start))
        now = tuple(one for one in all_changes if one.start is None or one.start <= day)
        now = now if state.status in _BINDS else ()
        entry = _entry(act, state, len(all_changes), len(now))
        if now or (state.status in _BINDS and not all_changes):
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
    )


def _held(shelf: Shelf, base: Identifier, own: str) -> Iterator[Document]:
    """Held texts that say they amend the base; of several copies the one with most instructions."""
    copies: dict[str, list[Document]] = {}
    for held in dict.fromkeys(held for _, held in shelf.store.relations_to(base)):
        try:
            act = shelf.document(held)
        except NotFound:
            continue
        speaks = any(one.verb in _VERBS and one.target == base for one in act.relations)
        if held != own and (speaks or any(one.target == base for one in act.changes)):
            copies.setdefault(act.number.key if act.number else act.id, []).append(act)
    for same in copies.values():
        yield max(same, key=lambda act: len(act.changes))


def _instructions(act: Document, base: Identifier, start: date | None) -> Iterator[AppliedChange]:
    for change in act.changes:
        if change.target == base:
            yield AppliedChange(
                document=act.id,
                number=act.number,
                start=_own_start(act, change.clause) or start,
                change=change,
            )


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
