"""Words by which lists of goods state a level of risk and what it obliges to.

Reads words of cells and headings, writes levels (:class:`standards.risk.RiskLevel`) and measures
(:class:`standards.risk.Measure`). The words decide, by the patterns of ``data/risk.toml``; where
they name two levels, or none, there is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, NotRequired, TypedDict

from ingest.normalise import squeeze
from standards.risk import Measure, RiskLevel

__all__ = [
    "WordRule",
    "WordRules",
    "demanded_in",
    "level_of_cell",
    "levels_in",
    "measures_in",
    "one_level",
    "states_measures",
    "word_rules",
]

_LEVELS: Final = {
    "cao": RiskLevel.HIGH,
    "high": RiskLevel.HIGH,
    "trung bình": RiskLevel.MEDIUM,
    "trung binh": RiskLevel.MEDIUM,
    "tb": RiskLevel.MEDIUM,
    "medium": RiskLevel.MEDIUM,
    "thấp": RiskLevel.LOW,
    "thap": RiskLevel.LOW,
    "low": RiskLevel.LOW,
}
_HIGH: Final = r"cao(?! (?:su|áp|thế|tầng|tần|cấp|độ|lanh|nhất|hơn)\b)"
_LEVEL: Final = rf"(?:{_HIGH}|trung b[ìi]nh|tb|th[ấa]p|high|medium|low)\b"
_SIGN: Final = r"(?:mức(?: độ)?|độ)?\s*(?:(?:gây )?rủi ro)?(?: ở)?\s*(?:mức(?: độ)?)?\s*:?\s*"
_NAMED: Final = re.compile(
    rf"rủi ro(?: ở)?(?: từ)?(?: mức(?: độ)?)?\s*[:(]?\s*{_LEVEL}"
    rf"(?:(?:\s*[,;/&+-]\s*|\s+(?:và|hoặc|đến|hay)\s+)(?:và |hoặc )?{_SIGN}{_LEVEL})*"
    r"|\b(?:high|medium|low)(?:[ -](?:and|or) (?:high|medium|low))*[ -]risk\b"
)
_CELL: Final = re.compile(rf"^[\W_]*{_SIGN}({_LEVEL})")
_ONE: Final = re.compile(_LEVEL)

_REACH: Final = 90
"""A demand stands at most so many characters before the measure."""


class _Entry(TypedDict):
    measure: NotRequired[str]
    pattern: str
    strict: NotRequired[str]
    examples: list[str]


_Except = TypedDict("_Except", {"except": NotRequired[str]})


class _RuleEntry(_Entry, _Except):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """Words that name a measure, or that have another part: matched by ``pattern``, but for those
    that ``barred`` matches. In a heading ``strict`` must match where they begin, too."""

    pattern: re.Pattern[str]
    barred: re.Pattern[str] | None
    strict: re.Pattern[str] | None
    examples: tuple[str, ...]
    measure: Measure | None = None

    def places(self, text: str) -> Iterator[re.Match[str]]:
        """Where the words stand in a text in lower case; barred words are passed over."""
        taken = [match.span() for match in self.barred.finditer(text)] if self.barred else []
        for match in self.pattern.finditer(text):
            if not any(start <= match.start() < end for start, end in taken):
                yield match

    def matches(self, text: str) -> bool:
        """Whether such words stand in a text in lower case."""
        return next(self.places(text), None) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRules:
    """The rules of ``data/risk.toml``, by kind."""

    measures: tuple[WordRule, ...]
    denied: tuple[WordRule, ...]
    elsewhere: tuple[WordRule, ...]
    demands: tuple[WordRule, ...]
    columns: tuple[WordRule, ...]


@cache
def word_rules() -> WordRules:
    """The rules of ``data/risk.toml``."""
    text = resources.files("ingest").joinpath("data/risk.toml").read_text(encoding="utf-8")
    raw: dict[str, list[_RuleEntry]] = tomllib.loads(text)
    kinds = {kind: tuple(map(_rule, entries)) for kind, entries in raw.items()}
    return WordRules(
        measures=kinds["measure"],
        denied=kinds["denied"],
        elsewhere=kinds["elsewhere"],
        demands=kinds["demand"],
        columns=kinds["column"],
    )


def _rule(entry: _RuleEntry) -> WordRule:
    return WordRule(
        pattern=re.compile(entry["pattern"]),
        barred=re.compile(entry["except"]) if "except" in entry else None,
        strict=re.compile(entry["strict"]) if "strict" in entry else None,
        examples=tuple(entry["examples"]),
        measure=Measure(entry["measure"]) if "measure" in entry else None,
    )


def levels_in(text: str) -> frozenset[RiskLevel]:
    """The levels of risk that a heading names.

    >>> sorted(levels_in("Danh mục hàng hóa có mức độ rủi ro trung bình, mức độ rủi ro cao"))
    [<RiskLevel.HIGH: 'high'>, <RiskLevel.MEDIUM: 'medium'>]
    """
    found = _NAMED.finditer(_plain(text))
    return frozenset(_LEVELS[word[0]] for run in found for word in _ONE.finditer(run[0]))


def one_level(text: str) -> RiskLevel | None:
    """The one level that a heading names; None if it names none, or more than one."""
    found = levels_in(text)
    return next(iter(found)) if len(found) == 1 else None


def level_of_cell(text: str) -> RiskLevel | None:
    """The level that a cell under *mức độ rủi ro* states; None if it states none, or two.

    >>> level_of_cell("Trung bình"), level_of_cell("Cao/Trung bình")
    (<RiskLevel.MEDIUM: 'medium'>, None)
    """
    words = _plain(text)
    first = _CELL.match(words)
    if first is None:
        return None
    found = {_LEVELS[first[1]], *levels_in(words)}
    rest = re.match(rf"\s*(?:[,;/&-]|và|hoặc)\s*{_SIGN}({_LEVEL})", words[first.end() :])
    if rest is not None:
        found.add(_LEVELS[rest[1]])
    return found.pop() if len(found) == 1 else None


def measures_in(text: str) -> tuple[Measure, ...]:
    """The measures that a cell names, in the order of :class:`standards.risk.Measure`.

    >>> measures_in("Không phải kiểm tra khi nhập khẩu nhưng phải công bố hợp quy")
    (<Measure.DECLARATION: 'declaration'>,)
    """
    rules = word_rules()
    words = _without_denied(text)
    found = {rule.measure for rule in rules.measures if rule.matches(words)}
    if not found and any(rule.matches(words) for rule in rules.elsewhere):
        found = {Measure.OTHER}
    return tuple(measure for measure in Measure if measure in found)


def demanded_in(text: str) -> tuple[Measure, ...]:
    """The measures that a heading demands of the goods below it (*hàng hóa phải kiểm tra …*).

    >>> demanded_in("Hướng dẫn trình tự, thủ tục kiểm tra chất lượng")
    ()
    """
    rules = word_rules()
    words = _without_denied(text)
    found = {
        rule.measure
        for rule in rules.measures
        for match in rule.places(words)
        if (rule.strict is None or rule.strict.match(words, match.start()))
        and any(demand.matches(_before(words, match.start())) for demand in rules.demands)
    }
    return tuple(measure for measure in Measure if measure in found)


def states_measures(text: str) -> bool:
    """Whether a heading speaks of a demanded measure, be it to say that it is not asked for."""
    words = _plain(text)
    return bool(demanded_in(text)) or any(rule.matches(words) for rule in word_rules().denied)


def _before(words: str, at: int) -> str:
    """The words of the same sentence that stand shortly before a place."""
    return re.split(r"[.;|]", words[max(0, at - _REACH) : at])[-1]


def _plain(text: str) -> str:
    return squeeze(text).lower()


def _without_denied(text: str) -> str:
    words = _plain(text)
    for rule in word_rules().denied:
        words = rule.pattern.sub(" ", words)
    return words
