"""Where a definition stands on the page: the printed lines of its term and its words."""

from __future__ import annotations

from typing import Final

from standards.document import Clause, Definition
from standards.place import Box, merge_boxes

__all__ = ["place_of"]

_ENOUGH: Final = 40
"""So many letters of the words find their place where not all of them stand in one piece."""


def place_of(definition: Definition, clause: Clause) -> tuple[Box, ...]:
    """The boxes of a definition in its clause, one a page; those of the whole clause where its
    words cannot be found in one piece."""
    letters, offsets = _letters(clause.text)
    words = _letters(definition.text)[0]
    at = letters.find(words) if words else -1
    if at < 0 and len(words) > _ENOUGH:
        at = letters.find(words[:_ENOUGH])
    if at < 0:
        return merge_boxes((*clause.heading_boxes, *clause.boxes()))
    stop = offsets[min(at + len(words), len(letters)) - 1] + 1
    term = _letters(definition.term)[0]
    begin = letters.rfind(term, 0, at + len(term))
    found = clause.boxes(offsets[begin if begin >= 0 else at], stop)
    in_heading = begin < 0 and term.casefold() in _letters(clause.heading)[0].casefold()
    return merge_boxes((*(clause.heading_boxes if in_heading else ()), *found))


def _letters(text: str) -> tuple[str, list[int]]:
    """The text without blanks, and where each letter stood."""
    offsets = [place for place, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[place] for place in offsets), offsets
