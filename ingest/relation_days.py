"""The days that the words of a deed state for it: *hết hiệu lực kể từ ngày 01 tháng 7 năm 2026*.

Reads a sentence and a :class:`ingest.deeds.Deed` in it; gives the day on which it is done and, for
a suspension, the day on which it ends. Words such as *kể từ ngày Thông tư này có hiệu lực* state no
other day than that of the act itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.deeds import Deed
from ingest.reckoning import DATE, Clock, last_day_after, reckon

__all__ = ["Days", "days_of"]

_FLAGS: Final = re.IGNORECASE
_LEADING: Final = re.compile(rf"^\W*(?:kể\s+)?từ\s+(?P<day>{DATE})\s*,", _FLAGS)
_BEHIND: Final = re.compile(
    r"\s*(?:một\s+phần|toàn\s+bộ)?\s*(?:thi\s+hành|áp\s+dụng)?\s*,?\s*(?:trở\s+lại\s*)?(?:chậm\s+nhất\s+)?"
    rf"(?P<day>(?:(?:kể\s+)?từ|vào)\s+{DATE}|(?:kể\s+)?từ\s+ngày\s+(?:ký|ban\s+hành)\b|"
    r"sau\s+\S.{0,60}?(?:kể\s+)?từ\s+ngày\s.{0,80})",
    _FLAGS,
)
_WITHIN: Final = re.compile(rf"(?:,\s*)?\b(?:kể\s+)?từ\s+(?P<day>{DATE})", _FLAGS)
_AT_THE_END: Final = re.compile(rf",\s*(?:kể\s+)?từ\s+(?P<day>{DATE})\s*[;.]?\s*$", _FLAGS)
"""A day behind an item of a list, set off by a comma."""
_OF_EFFECT: Final = re.compile(r"(?:hiệu\s+lực|thi\s+hành|áp\s+dụng|ký|ban\s+hành)\W*$", _FLAGS)
_UNTIL: Final = re.compile(
    r"\b(?:cho\s+)?(?:đến|tới)\s+(?=(?:hết\s+)?(?:trước\s+)?(?:ngày\s*\d|\d|tháng\s*\d|năm\s*\d))|"
    r"\btrong\s+(?:thời\s+(?:hạn|gian)|vòng)\s+",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Days:
    """The day that words state for a deed, and the day that ends a suspension; None: not stated."""

    day: date | None = None
    until: date | None = None

    def or_else(self, other: Days) -> Days:
        """These days, and those of ``other`` where these are not stated."""
        return Days(self.day or other.day, self.until or other.until)


def days_of(words: str, deed: Deed, clock: Clock) -> Days:
    """The days that a sentence states for one of its deeds.

    >>> from ingest.deeds import find_deeds
    >>> words = "Thông tư số 1/2020/TT-BXD hết hiệu lực kể từ ngày 01 tháng 7 năm 2026."
    >>> days_of(words, find_deeds(words)[0], Clock()).day
    datetime.date(2026, 7, 1)
    """
    leading = _LEADING.match(words)
    stated = reckon(leading["day"], clock).day if leading else None
    if deed.behind < 0:
        last = _AT_THE_END.search(words, deed.start)
        if last is not None and not _OF_EFFECT.search(words, 0, last.start()):
            stated = reckon(last["day"], clock).day or stated
        return Days(stated)
    is_active = deed.behind == deed.start
    tail = words[deed.behind : deed.end] if is_active else words[deed.behind :]
    found = _BEHIND.match(tail)
    if is_active:
        found = next(
            (m for m in _WITHIN.finditer(tail) if not _OF_EFFECT.search(tail, 0, m.start())), found
        )
    if found is not None and deed.verb != "issues":
        stated = reckon(_begun(found["day"]), clock).day or stated
    until = None
    if deed.verb in ("suspends", "amends"):
        ending = _UNTIL.search(tail)
        until = last_day_after(tail[ending.end() :], clock).day if ending else None
    return Days(stated, until if deed.verb == "suspends" else None)


def _begun(words: str) -> str:
    return re.sub(r"^vào\s+", "từ ", words, flags=_FLAGS)
