"""Articles and their clauses printed on in one paragraph, set apart.

Portals and converters lose line breaks: ``1. Nhóm thiết bị gia dụng gồm: đèn. 2. Nhóm thiết bị văn
phòng gồm: máy in.`` stands in one line. Reads entries; writes them with such lines cut. A cut needs
the very number that comes next in its article, behind the stop of a sentence and in front of a
capital; outside articles nothing is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.entry import Entry
from ingest.labels import read_label

__all__ = ["cut_run_on"]

_CAPITAL: Final = r"[A-ZĐÀ-ÃÈ-ÊÌÍĨÒ-ÕÙÚŨÝĂƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_STOP: Final = r"(?P<stop>[.;:!?)”\"]|/\.)\s+"
_ENDS_ACT: Final = frozenset({"annex", "part"})


def cut_run_on(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, those that hold several clauses of an article cut in front of each.

    Boxes of the pieces are shares of the line's box by the number of characters.
    """
    return tuple(_cut(entries))


def _cut(entries: Sequence[Entry]) -> Iterator[Entry]:
    article: int | None = None
    last = 0
    for entry in entries:
        if entry.is_row or entry.is_contents or entry.is_quoted or entry.is_note:
            yield entry
            continue
        rest = entry
        while True:
            label = read_label(rest.text)
            if label is not None and label.kind in _ENDS_ACT:
                article = None
            elif label is not None and label.kind == "article":
                article, last = label.parts[0], 0
            elif label is not None and label.dotted and label.parts == (last + 1,):
                last += 1
            at = None if article is None else _next(rest.text, article, last)
            if at is None:
                break
            piece, rest = _apart(rest, at)
            yield piece
        yield rest


def _next(text: str, article: int, last: int) -> int | None:
    """Where the next clause of the article, or the next article, begins inside the line."""
    clause = rf"{last + 1}\.(?:\s+(?={_CAPITAL})|$)"
    following = rf"Điều\s+{article + 1}\.\s+(?={_CAPITAL})"
    found = re.search(rf"(?<=[^\W\d]){_STOP}(?P<label>{clause}|{following})", text)
    if found is None and last == 0:
        found = re.search(
            rf"^Điều\s+{article}\.[^.;:]{{3,160}}?\s(?P<label>1\.\s+(?={_CAPITAL}))", text
        )
    return found.start("label") if found else None


def _apart(entry: Entry, at: int) -> tuple[Entry, Entry]:
    wide = (entry.box.x1 - entry.box.x0) / len(entry.text)
    middle = entry.box.x0 + at * wide
    before = replace(entry, text=entry.text[:at].rstrip(), box=replace(entry.box, x1=middle))
    after = replace(
        entry, text=entry.text[at:], box=replace(entry.box, x0=middle), is_wrapped=False
    )
    return before, after
