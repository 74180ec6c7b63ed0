"""How a question was understood, as it is sent: all of it can be corrected by query parameters."""

from __future__ import annotations

from pydantic import Field

from api.models_base import Body
from search.answers import Negative, QuestionKind
from search.understood import RelationAsked, Trade
from standards.document import Kind

__all__ = [
    "FiltersBody",
    "HeardBody",
    "NeedBody",
    "NoteBody",
    "RespelledBody",
    "UnderstandingBody",
]


class NeedBody(Body):
    """One thing that is asked for. ``answerable`` and ``reason`` are this need's own; both are null
    for a need that was left aside by the parameter ``need``."""

    place: int = Field(description="from 1, in the order of the question")
    text: str
    kind: QuestionKind
    why: str
    why_en: str
    numbers: list[str]
    codes: list[str]
    answerable: bool | None
    reason: Negative | None


class FiltersBody(Body):
    """What narrows the answers; empty lists and false narrow nothing."""

    agencies: list[str] = Field(description="codes of bodies; predecessors count for them")
    years: list[int]
    kinds: list[Kind]
    in_force: bool


class HeardBody(Body):
    """Words of the question and what they set: ``agencies``, ``years``, ``in_force``, ``kinds``,
    ``trade`` or ``relation``."""

    what: str
    words: str


class RespelledBody(Body):
    """A word that was read as another one; ``why`` is accents, typo, telex or tone."""

    typed: str
    read: str
    why: str


class NoteBody(Body):
    """Something to know of the answers: what a filter left out, a clause that is not there."""

    text: str
    text_en: str


class UnderstandingBody(Body):
    """All that was read of a question."""

    language: str
    needs: list[NeedBody]
    filters: FiltersBody
    trade: Trade | None
    relation: RelationAsked | None = Field(
        description="which neighbours of the number are asked for"
    )
    respelled: list[RespelledBody]
    heard: list[HeardBody]
    notes: list[NoteBody]
