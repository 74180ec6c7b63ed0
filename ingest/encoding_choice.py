"""In which encoding each piece of a file's text is, by its letters first and its font second.

Reads the raw spans of all pages (soft hyphens and all: nothing may be normalised before); writes
:class:`ingest.file_encodings.FileEncodings`. Words vote (:mod:`ingest.encoding_votes`); a font's
words over the whole file make its expectation; and along the rows of a page the cheapest sequence
of encodings is taken, where each word that is no Vietnamese costs, going against the font's
expectation costs, and so does each change. A short span thus follows its font and its neighbours;
one paragraph in TCVN3 on a Unicode page is found; a font named ``.VnTime`` whose text is Unicode
stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from index.pdf import Span
from ingest.encoding_votes import Reading, readings, telling_words
from ingest.encodings import Encoding
from ingest.file_encodings import DecidedPage, FileEncodings
from ingest.legacy_fonts import draws_capitals, holds_signs, named_encoding
from ingest.recoding import hyphens_of

__all__ = ["read_encodings"]

_MIN_GAIN: Final = 3
"""So many different words must become Vietnamese before an encoding is thought of at all; in a font
whose name says so one is enough."""
_PER_WORD: Final = 3
"""A word counts at most this often for its font: a column of units is no text."""
_KNOWN_FONT: Final = 3
"""From so many telling words on a font's text says more than its name."""
_AGAINST_FONT: Final = 2.0
_AGAINST_NAME: Final = 0.6
_NAMELESS: Final = 1.2
_SAME_ROW: Final = 6.0
"""Word processors set one line in pairs of fonts: ASCII in one, accented letters in the other."""
_SAME_FONT: Final = 1.5
_OTHER_FONT: Final = 0.8
_OTHER_NAME: Final = 0.2
_NEVER: Final = 1e9

_FOREIGN: Final[frozenset[Reading]] = frozenset({None})

_Costs = Mapping[Reading, float]
"""What it costs to read something in an encoding, in words that are no Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """Spans of one font side by side in a row; ``words`` are its telling words."""

    font: str
    spans: tuple[Span, ...]
    words: list[str] = field(default_factory=list)


def read_encodings(pages: Sequence[Sequence[Span]]) -> FileEncodings:
    """Decide for all spans of a file; ``pages`` holds the raw spans of each page, blanks too."""
    units = [_units(spans) for spans in pages]
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in (unit for page in units for unit in page):
        words[unit.font].update(unit.words)
    states = _possible(words)
    if len(states) == 1:
        return FileEncodings({})
    expected = {font: _expectation(font, held, states) for font, held in words.items()}
    decided: dict[int, DecidedPage] = {}
    texts: dict[Encoding, list[str]] = defaultdict(list)
    for page in units:
        chosen = _cheapest(page, expected, states)
        for unit, reading in zip(page, chosen, strict=True):
            if reading is not None:
                texts[reading].append("".join(span.text for span in unit.spans))
        if any(map(_matters, page, chosen)):
            decided[page[0].spans[0].box.page] = _decided(page, chosen)
    return FileEncodings(decided, hyphens_of(texts))


def _units(spans: Iterable[Span]) -> list[_Unit]:
    """The spans of a page in units; a word drawn in several fonts belongs to that of its letters
    outside ASCII.
    """
    found: list[_Unit] = []
    for _, row in groupby(spans, key=lambda span: span.row):
        units = [_Unit(font=f, spans=tuple(s)) for f, s in groupby(row, key=lambda s: s.font)]
        found += units
        texts = ["".join(span.text for span in unit.spans) for unit in units]
        if all(map(str.isascii, texts)):
            continue
        owners = [unit for unit, text in zip(units, texts, strict=True) for _ in text]
        for word in telling_words("".join(texts)):
            at = next(i for i in range(word.start(), word.end()) if not word.string[i].isascii())
            owners[at].words.append(word[0])
    return found


def _possible(words: Mapping[str, Counter[str]]) -> tuple[Reading, ...]:
    """Unicode, and the encodings in which words become Vietnamese that are none without; most such
    words first, and what one encoding explains counts for no other.
    """
    left = {word for held in words.values() for word in held if None not in readings(word)}
    named = {
        named_encoding(font) for font, held in words.items() if not held.keys().isdisjoint(left)
    }
    states: list[Reading] = [None]
    while len(states) <= len(Encoding):
        gains = Counter(e for word in left for e in readings(word) if e not in states)
        if not gains:
            break
        ((best, gain),) = gains.most_common(1)
        if gain < (1 if best in named else _MIN_GAIN):
            break
        states.append(best)
        left = {word for word in left if best not in readings(word)}
    return tuple(states)


def _votes(word: str) -> frozenset[Reading]:
    """The encodings a word speaks for; one that is Vietnamese in none is foreign and stays."""
    return readings(word) or _FOREIGN


def _expectation(font: str, words: Counter[str], states: Sequence[Reading]) -> _Costs:
    """What the text of a font over the whole file, or else its name, speaks against."""
    if holds_signs(font):
        return {state: 0.0 if state is None else _NEVER for state in states}
    counted: Counter[Reading] = Counter()
    total = 0
    for word, count in words.items():
        read = _votes(word).intersection(states)
        if 0 < len(read) < len(states):
            total += min(count, _PER_WORD)
            counted.update(dict.fromkeys(read, min(count, _PER_WORD)))
    if total >= _KNOWN_FONT:
        best = max(counted.values())
        return {state: _AGAINST_FONT * (best - counted[state]) / total for state in states}
    named = named_encoding(font)
    if named is None or named not in states:
        return {state: 0.0 if state is None else _NAMELESS for state in states}
    return {state: 0.0 if state == named else _AGAINST_NAME for state in states}


def _cheapest(
    units: Sequence[_Unit], expected: Mapping[str, _Costs], states: Sequence[Reading]
) -> list[Reading]:
    """The cheapest encodings of the units of a page (Viterbi); Unicode where it costs no more."""
    spent = dict.fromkeys(states, 0.0)
    steps: list[dict[Reading, Reading]] = []
    for at, unit in enumerate(units):
        change = _change(units[at - 1], unit) if at else 0.0
        reached = {}
        step: dict[Reading, Reading] = {}
        for state in states:
            before = min(states, key=lambda s: spent[s] + (change if s != state else 0.0))
            step[state] = before
            reached[state] = (
                spent[before]
                + (change if before != state else 0.0)
                + expected[unit.font][state]
                + sum(state not in _votes(word) for word in unit.words)
            )
        steps.append(step)
        spent = reached
    state = min(states, key=lambda s: spent[s])
    chosen: list[Reading] = []
    for step in reversed(steps):
        chosen.append(state)
        state = step[state]
    return chosen[::-1]


def _change(one: _Unit, other: _Unit) -> float:
    """What it costs that the encoding changes between two neighbours."""
    if named_encoding(one.font) != named_encoding(other.font):
        return _OTHER_NAME
    if one.spans[0].row == other.spans[0].row:
        return _SAME_ROW
    return _SAME_FONT if one.font == other.font else _OTHER_FONT


def _matters(unit: _Unit, reading: Reading) -> bool:
    """Whether conversion changes anything: letters outside ASCII, or small ones to be capitals."""
    texts = [span.text for span in unit.spans]
    return reading is not None and (
        not all(map(str.isascii, texts))
        or (draws_capitals(unit.font) and any(text != text.upper() for text in texts))
    )


def _decided(units: Sequence[_Unit], chosen: Sequence[Reading]) -> DecidedPage:
    pairs = [(s, reading) for u, reading in zip(units, chosen, strict=True) for s in u.spans]
    return DecidedPage(
        spans=tuple(span for span, _ in pairs), encodings=tuple(reading for _, reading in pairs)
    )
