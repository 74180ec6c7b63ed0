"""What a comparison comes to in facts: documents cited, HS codes and values that differ.

A fact is told only where it is certain. A document counts as cited where the text names it or a row
of a product list applies it; two editions of one work that took each other's place are one change.
A value is a number with a unit, or a number that no word like *Điều* or *Bảng* makes a name
(``data/number_references.toml``); it has changed where exactly one stands on either side of a short
replacement, in a row of a table with no other words changed. Longer rewritings hold further values,
which are seen in the words alone; so are years.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.analysis import token_patterns
from search.comparison import ClausePair, Comparison
from search.comparison_words import Edit, Token, tokens
from standards.document import Clause, Document, ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier

__all__ = ["CitedChange", "CodeChange", "Facts", "Named", "ValueChange", "facts"]

_MOST = 4
"""Words of either side of a replacement within which a value is taken for the other's."""
_AROUND = 60
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CELLS = " | "
_JOINS = {",", ";", "và", "hoặc", "đến", "-", "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Where a document is first named: key of the clause, if one holds it; page; how often."""

    clause: str | None
    page: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedChange:
    """A document that only one of the two names; both, where another edition took its place."""

    old: Identifier | None
    new: Identifier | None
    one: Named | None
    other: Named | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """An HS code that rows of only one of the two have; ``row`` is the first of them."""

    code: HsCode
    is_new: bool
    row: ProductRow
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value and the one that stands in its place, as printed; ``before`` and ``after`` are the
    words around it in the newer text."""

    old: str
    new: str
    before: str
    after: str
    one: Clause
    other: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All of them: documents by number, codes by code, values in reading order."""

    cited: tuple[CitedChange, ...]
    codes: tuple[CodeChange, ...]
    values: tuple[ValueChange, ...]


def facts(made: Comparison) -> Facts:
    """What the comparison comes to."""
    return Facts(
        cited=tuple(_cited(made)),
        codes=tuple(_codes(made)),
        values=tuple(value for pair in made.clauses for value in _values(pair, made)),
    )


def _cited(made: Comparison) -> Iterator[CitedChange]:
    """Documents that only one side names, editions of one work beside each other."""
    themselves = {made.one.number, made.other.number}
    one, other = _named(made.one), _named(made.other)
    gone = sorted(set(one) - set(other) - themselves)
    come = sorted(set(other) - set(one) - themselves)
    waiting: dict[str, list[Identifier]] = {}
    for number in come:
        waiting.setdefault(number.undated(), []).append(number)
    found: list[tuple[Identifier | None, Identifier | None]] = []
    for number in gone:
        heirs = waiting.get(number.undated())
        found.append((number, heirs.pop(0) if heirs else None))
    found += [(None, number) for numbers in waiting.values() for number in numbers]
    for old, new in sorted(found, key=_order):
        yield CitedChange(
            old=old,
            new=new,
            one=one[old] if old is not None else None,
            other=other[new] if new is not None else None,
        )


def _order(pair: tuple[Identifier | None, Identifier | None]) -> tuple[int, str]:
    """Editions first, then what came, then what went; by number."""
    old, new = pair
    kind = 0 if old is not None and new is not None else 1 if old is None else 2
    return kind, str(new or old)


def _named(document: Document) -> Mapping[Identifier, Named]:
    places = [(each.target, each.clause, each.page) for each in document.citations]
    places += [
        (number, row.clause, row.page) for row in document.products for number in row.standards
    ]
    found: dict[Identifier, Named] = {}
    for number, clause, page in places:
        held = found.get(number)
        found[number] = Named(
            clause=clause if held is None else held.clause,
            page=page if held is None else held.page,
            mentions=1 if held is None else held.mentions + 1,
        )
    return found


def _codes(made: Comparison) -> Iterator[CodeChange]:
    one, other = _rows(made.one), _rows(made.other)
    for code in sorted({*one, *other}):
        if (code in one) != (code in other):
            rows = other.get(code) or one[code]
            yield CodeChange(code=code, is_new=code in other, row=rows[0], rows=len(rows))


def _rows(document: Document) -> Mapping[HsCode, list[ProductRow]]:
    found: dict[HsCode, list[ProductRow]] = {}
    for row in document.products:
        for code in dict.fromkeys(row.hs):
            found.setdefault(code, []).append(row)
    return found


def _values(pair: ClausePair, made: Comparison) -> Iterator[ValueChange]:
    one, other = pair.one, pair.other
    if one is None or other is None or not pair.text:
        return
    sides = _Side(one, made.one), _Side(other, made.other)
    text = other.text
    for edit in pair.text:
        value = _replaced(edit, *sides)
        if value is None or _is_another_row(edit, pair):
            continue
        old, new = value
        yield ValueChange(
            old=one.text[old.start : old.end],
            new=text[new.start : new.end],
            before=_line_end(text[max(0, new.start - _AROUND) : new.start], new.start > _AROUND),
            after=_line_start(text[new.end : new.end + _AROUND], new.end + _AROUND < len(text)),
            one=one,
            other=other,
        )


class _Side:
    """The words of a clause and which of them are values."""

    def __init__(self, clause: Clause, document: Document) -> None:
        self.words = tokens(clause.text)
        cited = [
            (each.start, each.end)
            for each in document.citations
            if each.clause == clause.key and each.start is not None and each.end is not None
        ]
        self.values = [
            _is_value(self.words, at)
            and not any(start < word.end and word.start < end for start, end in cited)
            for at, word in enumerate(self.words)
        ]

    def within(self, start: int, end: int) -> tuple[int, list[Token]]:
        """How many words stand there, and those that are values."""
        here = [at for at, word in enumerate(self.words) if word.start < end and word.end > start]
        return len(here), [self.words[at] for at in here if self.values[at]]


def _replaced(edit: Edit, one: _Side, other: _Side) -> tuple[Token, Token] | None:
    """The value that went and the one in its place, where the replacement leaves no doubt."""
    length, old = one.within(edit.start, edit.end)
    other_length, new = other.within(edit.other_start, edit.other_end)
    if max(length, other_length) > _MOST or len(old) != 1 or len(new) != 1:
        return None
    return (old[0], new[0]) if old[0].word != new[0].word else None


def _is_another_row(edit: Edit, pair: ClausePair) -> bool:
    """Whether further words of the same row of a table changed: it may speak of something else."""
    text = pair.other.text if pair.other is not None else ""
    start = text.rfind("\n", 0, edit.other_start) + 1
    end = text.find("\n", edit.other_end)
    end = len(text) if end < 0 else end
    beside = [each for each in pair.text if each.other_start < end and each.other_end > start]
    alone = len(tokens(text[edit.other_start : edit.other_end])) == 1
    return _CELLS in text[start:end] and not (alone and beside == [edit])


def _is_value(words: Sequence[Token], at: int) -> bool:
    word = words[at]
    if _quantity().fullmatch(word.word):
        return True
    if word.is_first or _YEAR.fullmatch(word.word) or not _PLAIN.fullmatch(word.word):
        return False
    place = at - 1
    while place >= 0 and (words[place].word in _JOINS or words[place].word[:1].isdigit()):
        place -= 1
    before = [each.word.casefold() for each in words[max(0, place - 1) : place + 1]]
    return not ({*before[-1:], " ".join(before)} & _references())


@cache
def _quantity() -> re.Pattern[str]:
    known = next(pattern for pattern in token_patterns() if pattern.name == "quantity")
    return re.compile(known.regex, re.IGNORECASE)


@cache
def _references() -> frozenset[str]:
    text = files("search").joinpath("data/number_references.toml").read_text("utf-8")
    return frozenset(
        word for reference in tomllib.loads(text)["reference"] for word in reference["words"]
    )


def _line_end(text: str, is_cut: bool) -> str:
    """The last line of a text; a word cut at its beginning left out."""
    line = text.rpartition("\n")[2]
    return line.partition(" ")[2] if is_cut and line == text else line


def _line_start(text: str, is_cut: bool) -> str:
    """The first line of a text; a word cut at its end left out."""
    line = text.partition("\n")[0]
    return line.rpartition(" ")[0] if is_cut and line == text else line
