"""Sentences of a clause: where they start and end in its text.

Reads the text of a clause, lines apart by newlines; writes offsets. A list opened by a colon
belongs to the sentence that opens it (``không áp dụng đối với: a) …; b) …``).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["listed_sentences"]

_CAPITAL: Final = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_ITEM: Final = re.compile(r"(?:[-–+•*]|[a-zđ]{1,2}\)|\(?\d{1,2}[.)]|[ivx]+\))\s*")
_BREAK: Final = re.compile(
    rf"(?<=[.!?])[”\"')]*\s+(?=[“\"'(]?[{_CAPITAL}])|(?<=[.;:!?])\s*\n\s*|\n(?={_ITEM.pattern})"
)
_OPENS_LIST: Final = re.compile(r":\s*$")
_GOES_ON: Final = re.compile(r"[;,]\s*$|(?:và|hoặc)\s*$")


def listed_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order, blanks at the ends left out.

    >>> text = "Áp dụng cho A. Không áp dụng cho:\\na) B;\\nb) C.\\nĐối tượng là D."
    >>> [text[start:end] for start, end in listed_sentences(text)]
    ['Áp dụng cho A.', 'Không áp dụng cho:\\na) B;\\nb) C.', 'Đối tượng là D.']
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.end() == match.start() == start:
            continue
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(text)))
    trimmed = [_trim(text, begin, end) for begin, end in pieces]
    return _with_lists(text, [piece for piece in trimmed if piece[0] < piece[1]])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_lists(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Items that follow a colon joined to the sentence that ends with it."""
    joined: list[tuple[int, int]] = []
    listing = False
    for start, end in pieces:
        before = text[joined[-1][0] : joined[-1][1]] if joined else ""
        if listing and (_ITEM.match(text, start) or _GOES_ON.search(before)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
            listing = False
        listing = listing or bool(_OPENS_LIST.search(text[start:end]))
    return joined
