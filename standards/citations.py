"""Numbers of standards and legal acts found in running text, each with where it stands.

A list or a range gives one find for each number it means, all with the span of the printed list;
an adoption in brackets is a find of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from standards import grammar
from standards.grammar import Reading
from standards.identifier import Identifier

__all__ = ["FoundIdentifier", "find_identifiers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIdentifier:
    """A number found at ``start``..``end`` of a text; ``text`` are the words there."""

    identifier: Identifier
    start: int
    end: int
    text: str


def find_identifiers(text: str) -> tuple[FoundIdentifier, ...]:
    """All numbers in a text, in reading order.

    >>> [str(found.identifier) for found in find_identifiers("theo TCVN 8709-1,2:2011 và ISO 9001")]
    ['TCVN 8709-1:2011', 'TCVN 8709-2:2011', 'ISO 9001']
    """
    flat = grammar.level(text)
    readings: list[Reading] = []
    end = 0
    for word in grammar.series_words().finditer(flat):
        if word.start() < end:
            continue
        reading = grammar.read_standard(flat, word)
        if reading is not None:
            readings.append(reading)
            end = reading.end
    for symbol in grammar.act_symbols().finditer(flat):
        reading = grammar.read_act(flat, symbol)
        if reading is not None:
            readings.append(reading)
    readings.sort(key=lambda reading: (reading.start, -reading.end))
    found: list[FoundIdentifier] = []
    end = 0
    for reading in readings:
        if reading.start < end:
            continue
        end = reading.end
        for identifier in Identifier.of(reading):
            found.append(
                FoundIdentifier(
                    identifier=identifier,
                    start=reading.start,
                    end=end,
                    text=text[reading.start : end],
                )
            )
    return tuple(found)
