"""From when a document binds: the words that say so, and the day they mean.

Reads clauses; writes an :class:`Effect`. A day is computed only from a stated one: *sau 45 ngày kể
từ ngày ký* counts from the date of issue; *kể từ ngày đăng Công báo* names no day, so only its
words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.dates import add_days, add_months, find_date
from ingest.normalise import squeeze
from ingest.sentences import Sentence, sentences
from standards.document import Clause

__all__ = ["Effect", "read_effect"]

_SELF: Final = (
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|(?:Bộ )?luật|Pháp lệnh|Nghị quyết|Chỉ thị|"
    r"Quy chuẩn|Quy trình|Văn bản|Tiêu chuẩn|Quy chế|Quy định)"
    r"(?:\s+kỹ thuật(?:\s+quốc gia)?)?\s+này"
)
_IN_FORCE: Final = re.compile(
    rf"(?:(?<!ngày )(?<!khi ){_SELF}(?:\s+(?:và|cùng)\s+[^.,;:]{{1,80}}?)?|"
    rf"{_SELF}\s+thay\s+thế\s[^;]*?\s+và|"
    rf"{_SELF}\s+(?:đã\s+)?được\s[^;]*?\s+thông\s+qua\s[^;]*?\s+và|"
    r"^\W*(?:Thông tư|Nghị định|Quyết định|Nghị quyết|Quy chuẩn))\s+(?:chính\s+thức\s+)?"
    r"(?P<verb>có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?|"
    r"(?:được\s+|bắt\s+buộc\s+)*áp\s+dụng)"
    r"\s*,?\s*(?P<rest>(?:kể\s+)?từ\b.*|sau\b.*|ngày\b.*)",
    re.IGNORECASE,
)
_HEADINGS: Final = (
    re.compile(r"hiệu\s+lực", re.IGNORECASE),
    re.compile(r"thi\s+hành", re.IGNORECASE),
    re.compile(r""),
)
_ENDS: Final = re.compile(r"hết\s+hiệu\s+lực|\bthay\s+thế\b", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"sau\s+(?P<count>\d+|\w+(?:\s+mươi(?:\s+lăm)?|\s+hai|\s+lăm)?)\s*(?:\([^)]*\)\s*)?"
    r"(?P<unit>ngày|tháng|năm)\b\s*,?\s*(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?P<from>\w+(?:\s+\w+){0,2})",
    re.IGNORECASE,
)
_FROM_SIGNING: Final = re.compile(
    r"(?:kể\s+)?từ\s+ngày\s+(?:ký|ban\s+hành)(?!\s*xác)\b", re.IGNORECASE
)
_COUNTS: Final = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "sáu": 6,
    "chín": 9,
    "mười hai": 12,
    "mười lăm": 15,
    "ba mươi": 30,
    "bốn mươi lăm": 45,
    "sáu mươi": 60,
    "chín mươi": 90,
}
"""Counts that acts write out: *sau sáu tháng*, *sau bốn mươi lăm ngày*."""
_SIGNING: Final = re.compile(r"^(?:ký|ban\s+hành)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The day from which the document binds, None if no day follows from ``words``."""

    day: date | None
    words: str


def read_effect(clauses: Iterable[Clause], issued: date | None) -> Effect | None:
    """The sentence that says when this document takes effect, and the day it means.

    Clauses under a heading on effect come first, then those on implementation, then all.
    """
    held = list(clauses)
    for heading in _HEADINGS:
        named = {clause.key for clause in held if heading.search(clause.heading)}
        effect = _find((c for c in held if c.key in named or c.parent in named), issued)
        if effect is not None:
            return effect
    return None


def _find(clauses: Iterable[Clause], issued: date | None) -> Effect | None:
    for clause in clauses:
        for sentence in _sentences(clause):
            match = _IN_FORCE.search(sentence.text)
            if match is None:
                continue
            end = _ENDS.search(match["rest"])
            rest = match["rest"][: end.start()] if end else match["rest"]
            day = _day(rest, issued)
            stated = day is not None or (match["verb"].lower().startswith("có") and "ngày" in rest)
            if stated:
                return Effect(day=day, words=squeeze(sentence.text[match.start() :]))
    return None


def _sentences(clause: Clause) -> Iterator[Sentence]:
    """The sentences of a clause, then those that begin in its heading and may run into its text."""
    yield from sentences(clause.text)
    if clause.heading:
        yield from sentences(f"{clause.heading}\n{clause.text}")


def _day(words: str, issued: date | None) -> date | None:
    after = _AFTER.search(words)
    if after is not None:
        if issued is None or not _SIGNING.match(after["from"]):
            return None
        printed = after["count"].lower()
        count = int(printed) if printed.isdigit() else _COUNTS.get(printed, 0)
        if not count:
            return None
        if after["unit"].lower() == "ngày":
            return add_days(issued, count)
        return add_months(issued, count * (12 if after["unit"].lower() == "năm" else 1))
    if words.lower().startswith("sau"):
        return None
    stated = find_date(re.sub(r"^(?:kể\s+)?từ\s+(?=\d)", "ngày ", words, flags=re.IGNORECASE))
    if stated is not None:
        return stated
    return issued if _FROM_SIGNING.search(words) else None
