"""Numbers of standards and legal acts found in running text, each with where it stands.

A list or a range gives one find for each number it means, all with the span of the printed list;
an adoption in brackets is a find of its own and stands in ``adopts`` of what adopts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from standards.acts import act_symbols, decrees, read_act, read_decree
from standards.amendments import amendment_after, amendment_before
from standards.grammar import read_standard, series_words
from standards.identifier import Identifier
from standards.reading import YEAR4, YEARS, Reading, level
from standards.series import Family
from standards.vietnamese import sign_pattern

__all__ = ["FoundIdentifier", "complete_issuer", "find_identifiers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIdentifier:
    """A number found at ``start``..``end`` of a text; ``text`` are the words there."""

    identifier: Identifier
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Span:
    """Identifiers that one stretch of text means."""

    start: int
    end: int
    identifiers: tuple[Identifier, ...]


def find_identifiers(text: str) -> tuple[FoundIdentifier, ...]:
    """All numbers in a text, in reading order.

    A QCVN named without its issuer takes the issuer that the same text gives it elsewhere.

    >>> [str(found.identifier) for found in find_identifiers("theo TCVN 8709-1,2:2011 và ISO 9001")]
    ['TCVN 8709-1:2011', 'TCVN 8709-2:2011', 'ISO 9001']
    >>> found = find_identifiers("TCVN 10356\\n(ISO 15510)")[0]
    >>> found.text, str(found.identifier.adopts[0])
    ('TCVN 10356', 'ISO 15510')
    """
    flat = level(text)
    spans = _with_adoptions(flat, _between(flat, _apart(_spans(flat))))
    known = tuple({each for span in spans for each in span.identifiers})
    return tuple(
        FoundIdentifier(
            identifier=complete_issuer(identifier, known),
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
        )
        for span in spans
        for identifier in span.identifiers
    )


def complete_issuer(identifier: Identifier, known: Iterable[Identifier]) -> Identifier:
    """The number with its issuer, if exactly one of the known numbers is it with an issuer.

    A document names ``QCVN 32:2018/BLĐTBXH`` once and ``QCVN 32:2018`` after that. Where several
    issuers use the number, and for series without issuers, it stays as it is.

    >>> named = Identifier.parse("QCVN 32:2018/BLĐTBXH")
    >>> str(complete_issuer(Identifier.parse("QCVN 32:2018"), [named]))
    'QCVN 32:2018/BLĐTBXH'
    """
    if identifier.agency is not None or identifier.family is not Family.QCVN:
        return identifier
    issued = {
        other.key: other
        for other in known
        if other.agency is not None and other.key.rpartition("/")[0] == identifier.key
    }
    return next(iter(issued.values())) if len(issued) == 1 else identifier


# --- spans ------------------------------------------------------------------------------------


def _spans(flat: str) -> Iterator[_Span]:
    end = 0
    for word in series_words().finditer(flat):
        if word.start() < end:
            continue
        reading = read_standard(flat, word)
        if reading is None or _is_placeholder(reading) or _is_broken_off(flat, reading):
            continue
        for span in _standard_spans(flat, reading):
            end = span.end
            yield span
    for symbol in act_symbols().finditer(flat):
        act = read_act(flat, symbol)
        if act is not None:
            yield _Span(act.start, act.end, Identifier.of(act))
    for match in decrees().finditer(flat):
        decree = read_decree(match)
        yield _Span(decree.start, decree.end, Identifier.of(decree))


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """In reading order, without those that overlap an earlier or longer one."""
    apart: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _is_placeholder(reading: Reading) -> bool:
    """``QCVN 03:2009/XXX`` in a text that explains how numbers are built."""
    return reading.agency is not None and set(reading.agency) == {"X"}


_BROKEN_OFF = re.compile(r"-\s*\n")


def _is_broken_off(flat: str, reading: Reading) -> bool:
    """A number that ends in a dash at the end of its line: its part is lost."""
    return reading.year is None and _BROKEN_OFF.match(flat, reading.end) is not None


def _standard_spans(flat: str, reading: Reading) -> Iterator[_Span]:
    """What one reading means, with the amendment, the parts and the elided numbers around it."""
    found = Identifier.of(reading)
    if reading.family is Family.FOREIGN:
        yield _Span(reading.start, reading.end, found)
        yield from _foreign_list(flat, reading)
        return
    before, after = amendment_before(flat, reading.start), amendment_after(flat, reading.end)
    if before is not None:
        yield _Span(before.start, reading.end, tuple(one.amended_by(before) for one in found))
        return
    if after is not None and not _has_own_base(flat, after.end):
        amended = tuple(one.amended_by(after) for one in found)
        if not after.both:
            yield _Span(reading.start, after.end, amended)
            return
        yield _Span(reading.start, reading.end, found)
        yield _Span(after.start, after.end, amended)
        return
    parts = _PARTS.match(flat, reading.end)
    if parts is not None and len(found) == 1 and "-" not in reading.numbers[0]:
        numbers = tuple(f"{reading.numbers[0]}-{part}" for part in _listed(parts["parts"]))
        each = Identifier.of(replace(reading, numbers=numbers))
        yield _Span(reading.start, parts.end(), each)
        return
    yield _Span(reading.start, reading.end, found)
    yield from _elided(flat, reading)


def _has_own_base(flat: str, end: int) -> bool:
    return re.compile(r"\)?\s{0,3}(?:của\s)?\s?[TQ]C").match(flat, end) is not None


_PARTS = re.compile(
    r"\s{0,3}\(\s?(?:gồm\s)?(?:từ\s)?(?:các\s{1,2})?(?:phần|part|parts)\s{1,2}"
    r"(?P<parts>\d{1,3}(?:\s{0,2}(?:[,;÷-]|và|đến|to|and)\s{0,2}(?:phần\s{1,2})?\d{1,3}){0,40})\s?\)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?P<mark>[,;÷-]|và|and|đến|to|^)\s*(?:phần\s+)?(?P<item>\d+)", re.IGNORECASE)


def _listed(text: str) -> tuple[str, ...]:
    """Numbers of a list with ranges: ``1-3, 5``."""
    found: list[str] = []
    for match in _LISTED.finditer(" ".join(text.split())):
        item = int(match["item"])
        if match["mark"].lower() in ("÷", "-", "đến", "to") and found and int(found[-1]) < item:
            found += [str(n) for n in range(int(found[-1]) + 1, item + 1)]
        else:
            found.append(match["item"])
    return tuple(dict.fromkeys(found))


_ELIDED = re.compile(
    rf"\s?(?:[,;]|và)\s{{0,3}}(?P<number>\d{{3,5}}(?:-\d{{1,3}}){{0,2}})\s?:\s?(?P<year>{YEAR4})(?!\d)"
)
_ELIDED_ISSUED = re.compile(
    r"\s?(?:[,;]|và)\s{0,3}(?P<number>\d{1,4}(?:-\d{1,3})?)\s?:\s?"
    rf"(?P<year>{YEAR4})\s?/\s?(?P<agency>{sign_pattern()})"
)


def _elided(flat: str, reading: Reading) -> Iterator[_Span]:
    """Numbers whose series is left out: ``TCVN 5574:2018, 9341:2012``."""
    if reading.year is None or reading.family not in (Family.TCVN, Family.QCVN):
        return
    issued = reading.family is Family.QCVN
    pattern, end = _ELIDED_ISSUED if issued else _ELIDED, reading.end
    while match := pattern.match(flat, end):
        end = match.end()
        one = replace(
            reading,
            numbers=(match["number"],),
            year=int(match["year"]),
            agency=match["agency"] if issued else None,
        )
        yield _Span(match.start("number"), end, Identifier.of(one))


_FOREIGN_ITEM = re.compile(
    r"\s?(?:[,;]|và|and)\s{0,3}(?P<item>\d{1,5})(?=\s*(?:[,;).\]]|$|\n|và\s|and\s))"
)


def _foreign_list(flat: str, reading: Reading) -> Iterator[_Span]:
    """Parts or numbers behind a foreign one: ``EN 50124-1, 2``, ``EN 1990, 1991, 1992``."""
    head, dash, last = reading.numbers[0].rpartition("-")
    if reading.tail or not last.isdigit():
        return
    end = reading.end
    while match := _FOREIGN_ITEM.match(flat, end):
        item = match["item"]
        if dash and len(item) <= 2 and len(last) <= 2 and "-" not in head:
            number = f"{head}-{item}"
        elif not dash and len(item) == len(last) >= 4 and not _is_year(item, last):
            number = item
        else:
            return
        end = match.end("item")
        yield _Span(match.start("item"), end, Identifier.of(replace(reading, numbers=(number,))))


def _is_year(item: str, last: str) -> bool:
    """Whether an item is a year (``ISO 9001, 2015``) and no neighbour (``EN 1990, 1991``)."""
    return int(item) in YEARS and abs(int(item) - int(last)) > 10


# --- between two numbers ----------------------------------------------------------------------

_THROUGH = re.compile(r"\s*(?:đến|÷|tới)\s*| ?- ?")
_INTO_BRACKET = re.compile(r"\s*[(\[]\s*")


def _between(flat: str, spans: list[_Span]) -> list[_Span]:
    """Adds what *từ TCVN 5206:1990 đến TCVN 5209:1990* leaves out: the numbers between."""
    filled: list[_Span] = []
    for span in spans:
        if filled and _THROUGH.fullmatch(flat, filled[-1].end, span.start):
            first, last = filled[-1].identifiers[-1], span.identifiers[0]
            middle = tuple(replace(last, number=number) for number in _numbers_between(first, last))
            if middle:
                filled.append(_Span(filled[-1].start, span.end, middle))
        filled.append(span)
    return filled


def _numbers_between(first: Identifier, last: Identifier) -> list[str]:
    same = (first.series, first.year, first.agency) == (last.series, last.year, last.agency)
    if not same or first.family is not Family.TCVN or first.is_amendment or last.is_amendment:
        return []
    stem, dash, low = first.number.rpartition("-")
    other, _, high = last.number.rpartition("-")
    if stem != other or not (low.isdigit() and high.isdigit()) or int(high) - int(low) > 60:
        return []
    return [f"{stem}{dash}{n}" for n in range(int(low) + 1, int(high))]


def _with_adoptions(flat: str, spans: list[_Span]) -> list[_Span]:
    """Puts what stands in brackets behind a TCVN into its ``adopts``."""
    filled: list[_Span] = []
    for at, span in enumerate(spans):
        after = spans[at + 1] if at + 1 < len(spans) else None
        adopts = (
            after is not None
            and len(span.identifiers) == 1
            and span.identifiers[0].family is Family.TCVN
            and after.identifiers[0].family is Family.FOREIGN
            and _INTO_BRACKET.fullmatch(flat, span.end, after.start)
        )
        if adopts and after is not None:
            one = replace(span.identifiers[0], adopts=after.identifiers)
            filled.append(replace(span, identifiers=(one,)))
        else:
            filled.append(span)
    return filled
