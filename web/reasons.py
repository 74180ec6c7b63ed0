"""The sentence that says why a text has its status, with the places it names as links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.models_time import EventBody, WitnessBody
from web.language import Language, Words

__all__ = ["Piece", "Told", "told"]

_MOST = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; ``url`` opens the place that it names."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in pieces, and the witnesses that it does not name."""

    pieces: tuple[Piece, ...]
    others: tuple[WitnessBody, ...]


def told(sentence: str, grounds: Sequence[EventBody], words: Words) -> Told:
    """The sentence with a link on each place that belongs to one witness only."""
    witnesses = {event.witness.url: event.witness for event in grounds if event.witness.url}
    named = {url: _place(witness, words) for url, witness in witnesses.items()}
    often = Counter(named.values())
    found: list[tuple[int, int, str]] = []
    for url, place in named.items():
        at = sentence.find(place) if often[place] == 1 and sentence.count(place) == 1 else -1
        if at >= 0:
            found.append((at, at + len(place), url))
    pieces: list[Piece] = []
    end = 0
    linked: set[str] = set()
    for start, stop, url in sorted(found):
        if start >= end:
            pieces += [Piece(sentence[end:start]), Piece(sentence[start:stop], url)]
            linked.add(url)
            end = stop
    pieces.append(Piece(sentence[end:]))
    others = [witness for url, witness in witnesses.items() if url not in linked]
    return Told(tuple(piece for piece in pieces if piece.text), tuple(others[:_MOST]))


def _place(witness: WitnessBody, words: Words) -> str:
    """Clause and page as the sentence writes them."""
    is_vietnamese = words.language is Language.VI
    place = witness.place if is_vietnamese else witness.place_en
    page = f"trang {witness.page}" if is_vietnamese else f"page {witness.page}"
    return f"{place}, {page}" if place else page
