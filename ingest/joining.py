"""Relations that a document states several times, each kept once.

Reads relations in reading order; writes the same without repetitions. The statement of a clause is
better evidence than that of the title, a stated day better than none; different days for the same
deed are all kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from standards.relation import Relation, Verb

__all__ = ["joined"]

_ONCE: Final = frozenset({Verb.AMENDS, Verb.CORRECTS, Verb.ISSUES, Verb.ADOPTS})
"""Verbs of which one statement a target is enough; the parts of all are told together."""
_VAGUE: Final = ("một ", "các ", "những ")


def joined(relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The relations, each once, where it stands first."""
    kept: list[Relation] = []
    for one in relations:
        place = next((at for at, other in enumerate(kept) if _same(one, other)), None)
        if place is None:
            kept.append(one)
        else:
            kept[place] = _both(kept[place], one)
    return tuple(one for one in kept if not _is_told_better(one, kept))


def _same(one: Relation, other: Relation) -> bool:
    if one.verb is not other.verb or one.target != other.target:
        return False
    if one.verb in _ONCE:
        return True
    if one.parts != other.parts:
        return False
    days = one.day is None or other.day is None or one.day == other.day
    return days and (one.until is None or other.until is None or one.until == other.until)


def _both(first: Relation, second: Relation) -> Relation:
    better = first
    if (first.clause is None) and second.clause is not None:
        better = second
    if first.day is None and second.day is not None:
        better = second
    parts = first.parts
    if first.verb in _ONCE:
        whole = not first.parts or not second.parts
        parts = () if whole else tuple(dict.fromkeys((*first.parts, *second.parts)))
    return replace(
        better,
        day=first.day or second.day,
        until=first.until or second.until,
        parts=parts,
        degree=first.degree or second.degree,
    )


def _is_told_better(one: Relation, all_of_them: Sequence[Relation]) -> bool:
    """Whether it only says that some parts end (*một số điều*) and others say which."""
    if one.verb is not Verb.PARTLY_REPEALS or not all(_is_vague(part) for part in one.parts):
        return False
    return any(
        other.verb is one.verb
        and other.target == one.target
        and not all(_is_vague(part) for part in other.parts)
        for other in all_of_them
    )


def _is_vague(part: str) -> bool:
    return part.lower().startswith(_VAGUE) and not any(letter.isdigit() for letter in part)
