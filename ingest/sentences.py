"""Sentences of a clause, with where they stand in its text.

Reads a text of printed lines; gives sentences whose offsets fit the text, line breaks included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from standards.document import Clause

__all__ = ["Sentence", "page_at", "sentences"]

_END: Final = re.compile(
    r"[;.!?](?:/\.)?[”\"]?(?=\s+(?:[-–•+]\s*)?[A-ZÀ-ÝĐĂÂÊÔƠƯ“\"]|\s*\n|\s*$)|"
    r"\n(?=(?:[a-zđ]\)|[-–•+]\s)|[^\n]* \| )"
)
_NO_END: Final = re.compile(r"(?:\bTT|\bTP|\bKT|\bTM|\bv\.v|\bsố|\bNĐ|(?:^|\s)\d{1,3})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """``text`` is one line: breaks are blanks, so offsets into it and into the clause agree."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences and list items of ``text``, in order; nothing of it is left out.

    >>> [s.text for s in sentences("Thông tư này có hiệu lực.\\nBãi bỏ Thông tư\\nsố 1.")]
    ['Thông tư này có hiệu lực.', ' Bãi bỏ Thông tư số 1.']
    """
    flat = text.replace("\n", " ")
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        words = flat[start:end]
        if not words.strip() or _NO_END.search(words):
            continue
        yield Sentence(start=start, end=end, text=words)
        start = end
    if flat[start:].strip():
        yield Sentence(start=start, end=len(flat), text=flat[start:])


def page_at(clause: Clause, offset: int) -> int:
    """The page on which the character at ``offset`` of the clause's text is printed."""
    for line in clause.lines:
        if line.start <= offset <= line.end:
            return line.box.page
    return clause.page
