"""What narrows a question: bodies, years, in force, kinds of texts; and how goods come to market.

A body counts as the one that issues unless the words make it the one that gets something (*báo cáo
Bộ Công Thương*). A year counts where a text is spoken of, not where goods are (*lắp năm 2015*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from search.cues import Heard, Phrase, Typed, knowledge, phrases
from search.understood import Filters, Trade
from standards.agencies import agencies
from standards.document import Kind

__all__ = ["Narrowed", "filters_of", "trade_of"]

_FIRST: Final = 1954
"""The oldest year that is taken for one of a text: nothing older is in force or numbered so."""
_YEAR: Final = re.compile(r"(?<![\w.,/:+-])(?:19|20)\d{2}(?![\w/:%]|[.,-]\d)")
_ABOVE: Final = ("CP", "TTg", "QH", "UBTVQH", "CTN", "HĐBT", "UBND", "HĐND")
"""Bodies whose names also stand for the state or the place at large: no filter by name alone."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters that were heard, by which words, and where these stand in the text.

    ``doubtful`` are codes of bodies that may as well be those to whom something is sent.
    """

    filters: Filters
    heard: tuple[tuple[str, str], ...] = ()
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


def filters_of(text: Typed, day: date) -> Narrowed:
    """What narrows the question on that day; numbers in it must be hidden before.

    >>> from search.cues import typed
    >>> asked = typed("quy chuẩn của bo xay dung năm 2023 còn hiệu lực")
    >>> found = filters_of(asked, date(2026, 7, 1))
    >>> found.filters.agencies, found.filters.years, found.filters.in_force
    (('BXD',), (2023,), True)
    >>> found.heard[0]
    ('agencies', 'bo xay dung')
    """
    heard: list[tuple[str, str]] = []
    spans: dict[str, list[tuple[int, int]]] = {}

    def note(what: str, one: Heard, start: int | None = None) -> None:
        begin = one.start if start is None else start
        heard.append((what, text.text[one.start : one.end]))
        spans.setdefault(what, []).append((begin, one.end))

    codes: list[str] = []
    doubtful: set[str] = set()
    bodies = list(_bodies(text))
    for one, named in bodies:
        role = _role(text, one)
        if role == "recipient":
            continue
        codes += named
        if role != "issuer":
            doubtful.update(named)
        note("agencies", one, _with_issuer(text, one))
    years: list[int] = []
    for one, meant in _years(text, day, frozenset(one.last for one, _ in bodies)):
        years += meant
        note("years", one)
    current = text.heard("in_force")
    if text.syllables and current:
        note("in_force", current[0])
    kinds: list[Kind] = []
    for one, kind in _kinds(text):
        kinds.append(kind)
        heard.append(("kinds", one.words))
    return Narrowed(
        filters=Filters(
            agencies=tuple(dict.fromkeys(codes)),
            years=tuple(dict.fromkeys(years)),
            kinds=tuple(dict.fromkeys(kinds)),
            in_force=bool(current),
        ),
        heard=tuple(heard),
        spans=spans,
        doubtful=frozenset(doubtful),
    )


def trade_of(text: Typed) -> tuple[Trade | None, str]:
    """How the goods come to market, and the words that say it; None where both or none is said."""
    imported, made = text.heard("import"), text.heard("domestic")
    if bool(imported) == bool(made):
        return None, ""
    one = (imported or made)[0]
    return (Trade.IMPORT if imported else Trade.DOMESTIC), one.words


# --- bodies -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    phrase: Phrase
    codes: tuple[str, ...]
    capitals: bool


@cache
def _names() -> tuple[_Name, ...]:
    """Names and signs of all bodies, the longest first; a name that is short for a longer one of
    another body never goes before it."""
    found: dict[tuple[str, ...], _Name] = {}
    for body in agencies():
        if body.code in _ABOVE:
            continue
        words = [body.name_vi, body.name_en, body.code, *body.spellings]
        if body.code.startswith("B") and len(body.code) > 2:
            words += [f"Bộ {body.code[1:]}", f"Bộ {body.code}"]
        for phrase in phrases(words):
            if len(phrase.syllables) > 1 or len(phrase.syllables[0]) > 2:
                found.setdefault(phrase.syllables, _Name(phrase, (body.code,), False))
    for alias in knowledge().aliases:
        for phrase in alias.phrases:
            name = _Name(phrase, alias.codes, alias.capitals)
            found.setdefault(phrase.syllables, name)
    return tuple(sorted(found.values(), key=lambda one: -len(one.phrase.syllables)))


def _bodies(text: Typed) -> Iterator[tuple[Heard, tuple[str, ...]]]:
    taken: list[tuple[int, int]] = []
    for name in _names():
        for one in text.find([name.phrase]):
            if any(one.first < last and one.last > first for first, last in taken):
                continue
            if name.capitals and not one.words.isupper():
                continue
            taken.append((one.first, one.last))
            yield one, name.codes


def _role(text: Typed, one: Heard) -> str:
    """``issuer`` where words around the body say so, ``recipient`` where they say that, else
    empty."""
    cues = knowledge().cues
    if text.precedes(cues["recipient"], one.first):
        return "recipient"
    if text.precedes(cues["issuer"], one.first) or text.follows(cues["rules"], one.last):
        return "issuer"
    return ""


def _with_issuer(text: Typed, one: Heard) -> int:
    """Where the words of the body begin with *của* or *by the* before it."""
    before = text.precedes(
        phrases(("của", "do", "bởi", "of", "by", "from", "of the", "by the", "from the")), one.first
    )
    return before.start if before is not None else one.start


# --- years --------------------------------------------------------------------------------------


def _years(
    text: Typed, day: date, bodies: frozenset[int]
) -> Iterator[tuple[Heard, tuple[int, ...]]]:
    cues = knowledge().cues
    for match in _YEAR.finditer(text.text):
        year = int(match[0])
        place = text.place_at(match.start())
        if not _FIRST <= year <= day.year + 1 or text.is_hidden(match.start(), match.end()):
            continue
        before = text.precedes(cues["year"], place)
        if before is None or not _of_a_text(text, before, bodies):
            continue
        since = text.precedes(cues["since"], place)
        one = text.stretch(before.first, place + 1)
        open_end = text.follows(cues["until_now"], place + 1)
        if since is not None and (
            open_end
            or "sau" in since.words.lower().split()
            or since.words.lower() in ("since", "after")
        ):
            one = text.stretch(since.first, open_end.last if open_end else place + 1)
            yield one, tuple(range(year, day.year + 1))
        else:
            yield one, (year,)


def _of_a_text(text: Typed, before: Heard, bodies: frozenset[int]) -> bool:
    """Whether the year is one of a text: a text or a body is spoken of, and no goods or deeds just
    before the year. ``bodies``: the syllables at which names of bodies end."""
    cues = knowledge().cues
    first = before.first
    if first and text.syllables[first - 1].spelled in ("việt", "viet", "thuốc", "miền"):
        return False
    if first in bodies:
        return True
    if text.precedes(cues["other_year"], first):
        return False
    return bool(bodies) or bool(text.find(_texts()))


@cache
def _texts() -> tuple[Phrase, ...]:
    """What texts are called in questions."""
    kinds = [phrase for one in knowledge().kinds for phrase in one.phrases]
    more = phrases(
        (
            *("tiêu chuẩn", "quy định", "văn bản", "danh mục", "quy trình", "luật", "hướng dẫn"),
            *("regulation", "regulations", "standard", "standards", "rules", "list", "law"),
        )
    )
    return (*kinds, *more)


# --- kinds --------------------------------------------------------------------------------------


def _kinds(text: Typed) -> Iterator[tuple[Heard, Kind]]:
    """Kinds that narrow: acts named with *nào* or *which*, anything behind *chỉ tìm*."""
    which = phrases(("nào", "gì"))
    ahead = phrases(("which", "what"))
    only = [one.last for one in text.heard("only")]
    for words in knowledge().kinds:
        for one in text.find(words.phrases):
            asked = text.follows(which, one.last) or text.precedes(ahead, one.first)
            if (asked and not words.loose) or any(0 <= one.first - at <= 1 for at in only):
                yield one, words.kind
