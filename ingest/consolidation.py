"""What a consolidated text (*văn bản hợp nhất*) puts together: an act and its amendments.

Reads the preamble, which names the act, from when it had effect, and the acts by which it is
*được sửa đổi, bổ sung bởi* (Pháp lệnh 01/2012/UBTVQH13, Điều 7 and 8); writes *consolidates*
relations, each with the day of effect that the words state, and a :class:`Base`, from whose days
those in the text are counted: a consolidated text has none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.dates import DATE_WORDS, find_date
from ingest.joining import joined
from ingest.normalise import squeeze
from ingest.reckoning import Clock, reckon
from ingest.sentences import page_at
from standards.citations import find_identifiers
from standards.document import Clause
from standards.identifier import Family, Identifier
from standards.relation import Relation, Verb

__all__ = ["Base", "read_consolidation"]

_FLAGS: Final = re.IGNORECASE
_ENTRY: Final = re.compile(
    r"(?:^|\n|:)\s*(?:\d{1,2}[.)]\s*|[-–]\s*|[a-zđ]\)\s*)?"
    r"(?=(?:Thông\s+tư|Nghị\s+định|Quyết\s+định|(?:Bộ\s+)?Luật|Pháp\s+lệnh|Nghị\s+quyết)(?:\s+[^\n;:]{0,120}?)?\s+số\s)"
)
_AMENDED: Final = re.compile(
    r"được\s+(?:sửa\s+đổi|bổ\s+sung|đính\s+chính|thay\s+thế)(?:\s*,\s*(?:bổ\s+sung|bãi\s+bỏ))*"
    r"(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo)",
    _FLAGS,
)
_MARKS: Final = " \n0123456789.)-–"
_GROUNDS: Final = re.compile(r"\n\s*(?:Căn\s+cứ|Theo\s+đề\s+nghị|Để\s+thi\s+hành)\b", _FLAGS)
_IN_FORCE: Final = re.compile(
    r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?P<rest>(?:kể\s+)?từ\s[^,;:]{0,60}|sau\s[^;:]{0,80})",
    _FLAGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The act that is consolidated, its day of issue and the words and the day of its effect."""

    number: Identifier
    issued: date | None
    effective: date | None


def read_consolidation(preamble: Clause) -> tuple[tuple[Relation, ...], Base | None]:
    """What the preamble says is put together, the act itself first."""
    entries = list(_entries(preamble))
    relations = [relation for relation, _ in entries]
    if not relations:
        return (), None
    first, words = entries[0]
    base = Base(number=first.target, issued=_issued(words, first.target), effective=first.day)
    return joined(relations), base


def _entries(preamble: Clause) -> Iterator[tuple[Relation, str]]:
    text = preamble.text
    if not _AMENDED.search(text):
        return
    grounds = [m.start() for m in _GROUNDS.finditer(text)]
    amended = _AMENDED.search(text)
    end = next((at for at in grounds if amended and at > amended.end()), len(text))
    at = [entry.end() for entry in _ENTRY.finditer(text, 0, end)]
    starts = [*at[:1], *(one for one in at[1:] if text[:one].rstrip(_MARKS)[-1:] in (":", ";"))]
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        words = text[start:stop]
        found = find_identifiers(words)
        if not found or found[0].identifier.family is not Family.LEGAL_ACT or found[0].start > 140:
            continue
        target = found[0].identifier
        in_force = _IN_FORCE.search(words.replace("\n", " "))
        clock = Clock(issued=_issued(words, target))
        yield (
            Relation(
                verb=Verb.CONSOLIDATES,
                target=target,
                clause=None,
                page=page_at(preamble, start),
                words=squeeze(words),
                day=reckon(in_force["rest"], clock).day if in_force else None,
            ),
            words,
        )


def _issued(words: str, number: Identifier) -> date | None:
    """The day that stands behind the number of an act."""
    flat = words.replace("\n", " ")
    found = next((one for one in find_identifiers(flat) if one.identifier == number), None)
    if found is None:
        return None
    behind = re.match(rf".{{0,12}}?({DATE_WORDS})", flat[found.end :], _FLAGS)
    return find_date(behind[1]) if behind else None
