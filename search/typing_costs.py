"""What ``data/typing.toml`` says: what slips cost, how input methods work, short forms of chats."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.words import terms

__all__ = [
    "Costs",
    "InputMethod",
    "Reading",
    "ShortForm",
    "TypingCosts",
    "short_forms",
    "typing_costs",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What each slip costs, in natural logarithms of its odds."""

    swapped: float
    doubled: float
    missing: float
    added: float
    near: float
    sound: float
    other: float
    moved_tone: float
    no_tone: float
    no_mark: float
    hook_tilde: float
    wrong_tone: float
    wrong_mark: float
    telex: float
    second: float
    unknown: float
    doubtful: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What speaks for a word: ``alone`` the logarithm of its passages, ``as_typed`` that it was
    typed so, ``asked`` the share of passages that words of any question count at least; for two
    side by side ``beside`` that some passage has them, ``said`` a phrase of the data files,
    ``listed`` the dictionary, and ``firm`` that the rarer stands nowhere else.
    """

    alone: float
    as_typed: float
    asked: float
    beside: float
    said: float
    listed: float
    firm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InputMethod:
    """Keys behind a letter that mark it (``aa``), keys of tones, and the key of the horn."""

    marks: Mapping[str, str]
    tones: Mapping[str, str]
    horn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """A short form of chats, the words it is read as, and where: anywhere, at the end of a
    sentence, or beside one of some words.
    """

    typed: tuple[str, ...]
    read: tuple[str, ...]
    end: bool
    beside: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingCosts:
    """``near`` the neighbours of each key; ``sounds`` letters that sound like each other."""

    costs: Costs
    reading: Reading
    near: Mapping[str, frozenset[str]]
    sounds: frozenset[tuple[str, str]]
    telex: InputMethod
    vni: InputMethod


@cache
def typing_costs() -> TypingCosts:
    """The costs in use."""
    text = (files("search") / "data" / "typing.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    pairs = (pair.split() for pair in data["sounds"]["pairs"])
    return TypingCosts(
        costs=Costs(**data["cost"]),
        reading=Reading(**data["reading"]),
        near=_neighbours(data["keyboard"]["rows"]),
        sounds=frozenset((left, right) for left, right in pairs),
        telex=InputMethod(marks=data["telex"]["marks"], tones=data["telex"]["tones"], horn="w"),
        vni=InputMethod(marks=data["vni"]["marks"], tones=data["vni"]["tones"], horn="7"),
    )


def _neighbours(rows: list[str]) -> dict[str, frozenset[str]]:
    """The keys beside each key; each row is half a key to the right of the one above."""
    found: dict[str, set[str]] = {key: set() for row in rows for key in row}
    for number, row in enumerate(rows):
        for place, key in enumerate(row):
            beside = [row[p] for p in (place - 1, place + 1) if 0 <= p < len(row)]
            below = rows[number + 1] if number + 1 < len(rows) else ""
            beside += [below[p] for p in (place - 1, place) if 0 <= p < len(below)]
            for other in beside:
                found[key].add(other)
                found[other].add(key)
    return {key: frozenset(keys) for key, keys in found.items()}


@cache
def short_forms() -> tuple[ShortForm, ...]:
    """The short forms, longest first."""
    text = (files("search") / "data" / "typing.toml").read_text(encoding="utf-8")
    found = [
        ShortForm(
            typed=terms(typed),
            read=terms(entry["read"]),
            end=entry.get("end", False),
            beside=frozenset(term for word in entry.get("beside", []) for term in terms(word)),
            example=entry["example"],
        )
        for entry in tomllib.loads(text)["short"]
        for typed in entry["typed"]
    ]
    return tuple(sorted(found, key=lambda form: -len(form.typed)))
