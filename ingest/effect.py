"""From when a document binds: the words that say so, and the day they mean.

Reads clauses; writes an :class:`Effect`. A day is computed only from a stated one: *sau 45 ngày kể
từ ngày ký* counts from the date of issue; *kể từ ngày đăng Công báo* names no day, so only its
words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.dates import add_days, add_months, find_date
from ingest.normalise import squeeze
from ingest.sentences import sentences
from standards.document import Clause

__all__ = ["Effect", "read_effect"]

_SELF: Final = (
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|Luật|Nghị quyết|Quy chuẩn|Quy trình|Văn bản|"
    r"Tiêu chuẩn|Quy chế|Quy định)(?:\s+kỹ thuật(?:\s+quốc gia)?)?\s+này"
)
_IN_FORCE: Final = re.compile(
    rf"(?<!ngày )(?<!khi ){_SELF}\s+(?:chính\s+thức\s+)?có\s+hiệu\s+lực"
    r"(?:\s+(?:thi\s+hành|áp\s+dụng))?\s*,?\s*(?P<rest>(?:kể\s+)?từ\b.*|sau\b.*|ngày\b.*)",
    re.IGNORECASE,
)
_HEADINGS: Final = (
    re.compile(r"hiệu\s+lực", re.IGNORECASE),
    re.compile(r"thi\s+hành", re.IGNORECASE),
    re.compile(r""),
)
_ENDS: Final = re.compile(r"hết\s+hiệu\s+lực|\bthay\s+thế\b", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"sau\s+(?P<count>\d+)\s*(?:\([^)]*\)\s*)?(?P<unit>ngày|tháng|năm)\b\s*,?\s*(?:kể\s+)?từ\s+"
    r"ngày\s+(?:được\s+)?(?P<from>\w+(?:\s+\w+){0,2})",
    re.IGNORECASE,
)
_FROM_SIGNING: Final = re.compile(
    r"(?:kể\s+)?từ\s+ngày\s+(?:ký|ban\s+hành)(?!\s*xác)\b", re.IGNORECASE
)
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
        for sentence in sentences(clause.text):
            match = _IN_FORCE.search(sentence.text)
            if match is None:
                continue
            end = _ENDS.search(match["rest"])
            rest = match["rest"][: end.start()] if end else match["rest"]
            if re.search(r"ngày", rest):
                return Effect(day=_day(rest, issued), words=squeeze(sentence.text[match.start() :]))
    return None


def _day(words: str, issued: date | None) -> date | None:
    after = _AFTER.search(words)
    if after is not None:
        if issued is None or not _SIGNING.match(after["from"]):
            return None
        count = int(after["count"])
        if after["unit"].lower() == "ngày":
            return add_days(issued, count)
        return add_months(issued, count * (12 if after["unit"].lower() == "năm" else 1))
    stated = find_date(words)
    if stated is not None:
        return stated
    return issued if _FROM_SIGNING.search(words) else None
