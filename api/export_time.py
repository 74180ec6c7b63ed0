"""What a document says of time and of others, as parts of an export line.

Days are ISO 8601, numbers canonical, clauses by their printed label; None where the words state
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from typing_extensions import TypedDict

from standards.relation import Change, EffectStatement, Relation, Transition

__all__ = [
    "ExportedChange",
    "ExportedEffect",
    "ExportedRelation",
    "ExportedTransition",
    "exported_change",
    "exported_effect",
    "exported_relation",
    "exported_transition",
]

Labels = Mapping[str, str | None]
"""Printed labels of clauses by their key."""


class ExportedRelation(TypedDict):
    """What the document does to another one, and the words that say so."""

    verb: str
    number: str
    clause: str | None
    page: int
    words: str
    day: str | None
    until: str | None
    parts: list[str]
    degree: str | None


class ExportedEffect(TypedDict):
    """A statement on the document's own days; ``rule`` and ``count`` say how the day follows."""

    kind: str
    day: str | None
    rule: str
    count: int
    words: str
    clause: str | None
    page: int
    parts: list[str]


class ExportedTransition(TypedDict):
    """A transitional rule."""

    words: str
    clause: str | None
    page: int
    until: str | None
    keeps: list[str]


class ExportedChange(TypedDict):
    """An instruction to amend another text."""

    kind: str
    number: str
    path: list[str]
    text: str | None
    old_words: str
    new_words: str
    after: list[str]
    clause: str | None
    page: int
    words: str


def exported_relation(one: Relation, labels: Labels) -> ExportedRelation:
    """The relation as plain values."""
    return ExportedRelation(
        verb=one.verb.value,
        number=str(one.target),
        clause=labels.get(one.clause or ""),
        page=one.page,
        words=one.words,
        day=_day(one.day),
        until=_day(one.until),
        parts=list(one.parts),
        degree=None if one.degree is None else one.degree.value,
    )


def exported_effect(one: EffectStatement, labels: Labels) -> ExportedEffect:
    """The statement as plain values."""
    return ExportedEffect(
        kind=one.kind.value,
        day=_day(one.day),
        rule=one.rule.kind.value,
        count=one.rule.count,
        words=one.words,
        clause=labels.get(one.clause or ""),
        page=one.page,
        parts=list(one.parts),
    )


def exported_transition(one: Transition, labels: Labels) -> ExportedTransition:
    """The rule as plain values."""
    return ExportedTransition(
        words=one.words,
        clause=labels.get(one.clause or ""),
        page=one.page,
        until=_day(one.until),
        keeps=[str(number) for number in one.keeps],
    )


def exported_change(one: Change, labels: Labels) -> ExportedChange:
    """The instruction as plain values."""
    return ExportedChange(
        kind=one.kind.value,
        number=str(one.target),
        path=list(one.path),
        text=one.text,
        old_words=one.old_words,
        new_words=one.new_words,
        after=list(one.after),
        clause=labels.get(one.clause or ""),
        page=one.page,
        words=one.words,
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
