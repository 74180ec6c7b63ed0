"""How the risk of goods was and is managed, by time: the tables of ``data/regimes.toml``.

Until 30 June 2026 goods were of *nhóm 1* or *nhóm 2* (Luật 05/2007/QH12, Điều 5; Nghị định
37/2026/NĐ-CP, Điều 97 khoản 3); since 1 July 2026 they have one of three levels of risk (Nghị định
37/2026/NĐ-CP, Điều 4 and 5). Each duty names its article, with its words where a text was at hand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final, NotRequired, TypedDict

from standards.history import Reason
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel

__all__ = [
    "Duty",
    "Ground",
    "ListTitle",
    "Party",
    "Regime",
    "Regimes",
    "is_group_2_title",
    "regime_on",
    "regimes",
]

_BLANKS: Final = re.compile(r"\s+")


class _GroundEntry(TypedDict):
    law: str
    article: int
    paragraph: NotRequired[int]
    point: NotRequired[str]
    quote: NotRequired[str]
    checked: bool


class _DutyEntry(TypedDict):
    regime: str
    level: NotRequired[str]
    measures: NotRequired[list[str]]
    party: str
    vi: str
    en: str
    ground: _GroundEntry


class Party(StrEnum):
    """Who has to do something."""

    IMPORTER = "importer"
    PRODUCER = "producer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a rule is written. ``paragraph`` 0 and ``point`` empty: the whole article.

    ``quote`` are words of it, word for word but for line breaks; empty, with ``is_checked`` false,
    where no text of the act was at hand. ``document`` and ``clause`` lead to the act in the
    library, with its page, where it is held.
    """

    law: Identifier
    article: int
    paragraph: int = 0
    point: str = ""
    quote: str = ""
    is_checked: bool = False
    document: str | None = None
    clause: str | None = None
    page: int | None = None

    @property
    def place(self) -> Reason:
        """The article in words: ``điểm b khoản 2 Điều 66``, ``Article 66(2)(b)``."""
        vi = f"Điều {self.article}"
        en = f"Article {self.article}"
        if self.paragraph:
            vi, en = f"khoản {self.paragraph} {vi}", f"{en}({self.paragraph})"
        if self.point:
            vi, en = f"điểm {self.point} {vi}", f"{en}({self.point})"
        return Reason(vi, en)

    @property
    def key(self) -> str:
        """The key that its clause has in a held text: ``dieu-66.2``."""
        return f"dieu-{self.article}" + (f".{self.paragraph}" if self.paragraph else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody must do, and where it is written.

    It belongs to goods of ``level``; None for goods of nhóm 2, or where a list demands one of
    ``measures``.
    """

    party: Party
    words: Reason
    ground: Ground
    level: RiskLevel | None = None
    measures: frozenset[Measure] = frozenset()

    def fits(self, level: RiskLevel | None, measures: Sequence[Measure]) -> bool:
        """Whether goods of that level, for which a list demands these measures, have it."""
        if self.measures:
            return not self.measures.isdisjoint(measures)
        return self.level is level


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One way of managing risk: from ``since`` until the day before ``until``, None while it lasts.

    ``has_levels``: goods have a level of risk, and not only a group.
    """

    key: str
    name: Reason
    since: date
    until: date | None
    law: Identifier
    grounds: tuple[Ground, ...]
    duties: tuple[Duty, ...]

    @property
    def has_levels(self) -> bool:
        """Whether goods have a level of risk in it."""
        return any(duty.level is not None for duty in self.duties)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTitle:
    """Words of a title that make a document a list of goods of nhóm 2."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimes:
    """The tables: regimes, oldest first, and titles of lists."""

    regimes: tuple[Regime, ...]
    titles: tuple[ListTitle, ...]


@cache
def regimes() -> Regimes:
    """The tables of ``data/regimes.toml``."""
    text = resources.files("search").joinpath("data/regimes.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    duties: dict[str, list[Duty]] = {}
    for entry in raw["duty"]:
        duties.setdefault(entry["regime"], []).append(_duty(entry))
    return Regimes(
        regimes=tuple(
            Regime(
                key=entry["key"],
                name=Reason(entry["vi"], entry["en"]),
                since=entry["since"],
                until=entry.get("until"),
                law=Identifier.parse(entry["law"]),
                grounds=tuple(map(_ground, entry["ground"])),
                duties=tuple(duties[entry["key"]]),
            )
            for entry in raw["regime"]
        ),
        titles=tuple(
            ListTitle(pattern=re.compile(entry["pattern"]), examples=tuple(entry["examples"]))
            for entry in raw["list_title"]
        ),
    )


def _duty(entry: _DutyEntry) -> Duty:
    return Duty(
        party=Party(entry["party"]),
        words=Reason(entry["vi"], entry["en"]),
        ground=_ground(entry["ground"]),
        level=RiskLevel(entry["level"]) if "level" in entry else None,
        measures=frozenset(map(Measure, entry.get("measures", ()))),
    )


def _ground(entry: _GroundEntry) -> Ground:
    return Ground(
        law=Identifier.parse(entry["law"]),
        article=entry["article"],
        paragraph=entry.get("paragraph", 0),
        point=entry.get("point", ""),
        quote=entry.get("quote", ""),
        is_checked=entry["checked"],
    )


def regime_on(day: date) -> Regime | None:
    """The regime of that day; None for a day before the first that is known."""
    for regime in regimes().regimes:
        if regime.since <= day and (regime.until is None or day < regime.until):
            return regime
    return None


def is_group_2_title(title: str | None) -> bool:
    """Whether a title is that of a list of goods of nhóm 2.

    >>> is_group_2_title("Danh mục sản phẩm, hàng hóa nhóm 2 thuộc trách nhiệm của Bộ Xây dựng")
    True
    """
    words = _BLANKS.sub(" ", title or "").casefold()
    return any(one.pattern.search(words) for one in regimes().titles)
