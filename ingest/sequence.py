"""Whether a number goes on from the numbers before it.

Reads labels of numbered clauses with the lines they stand in; says which are believed. One
:class:`Numbering` is one run of numbers: those of a standard's body, of an article, of an annex.
Small jumps are accepted; wrapped text, units, dates and lists inside a clause are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ingest.entry import Entry
from ingest.labels import Label

__all__ = ["BOLD", "MAX_STEP", "Numbering", "is_wrapped"]

BOLD: Final = 0.5
"""A line counts as bold from this share of bold characters on."""
MAX_STEP: Final = 3
"""Numbers may skip: the next one is at most this much larger."""

_BEGINS_BOLD: Final = 0.15
"""A long line whose first words alone are bold has at least this share of bold characters."""
_DEEP_STEP: Final = 9
_LARGEST_START: Final = 20
_ALIGNED: Final = 6.0
_NEARLY_ALIGNED: Final = 12.0
_UNIT: Final = re.compile(
    r"^(?:[kMGm]?Hz|[kMG]?Pa|N/mm|[kmcdµ]?m[23²³]?\b|[kmµ]?g\b|[kM]?[WVAJN]\b|°|%|‰|dB|bar\b|"
    r"lít\b|giờ\b|phút\b|giây\b|ngày\b|tháng\b|năm\b|tấn\b|đồng\b|lần\b|[x×÷<>=≤≥±+/*]|[-–]\s*\d|\d)"
)


def is_wrapped(entry: Entry, label: Label) -> bool:
    """Whether the line seems to go on from the one before.

    A line in capitals does not, nor one that holds a label alone: a paragraph that ended so would
    have a stop.
    """
    alone = not label.rest and not label.dotted
    return entry.is_wrapped and not entry.text.isupper() and not alone


@dataclass(slots=True)
class Numbering:
    """A run of numbers: who opened it, what it has seen, what it has turned down.

    ``kind`` is ``body``, ``article``, ``annex``, ``roman`` or ``closing``; ``owner`` the position
    of the heading that opened it; ``carried`` the last whole number of the Roman part before it.
    """

    owner: int | None
    kind: str
    carried: int = 0
    last: tuple[int, ...] | None = None
    seen: dict[tuple[int, ...], int] = field(default_factory=dict)
    _refused: int | None = None
    _bold: list[float] = field(default_factory=list)
    _first: Entry | None = None
    _highest: int = 0

    def believes(self, label: Label, entry: Entry) -> bool:
        """Whether the number goes on from the last one."""
        return self._is_possible(label, entry) and self._follows(label, entry)

    def expects(self, label: Label, entry: Entry) -> bool:
        """Whether the whole number could come here; then its first clause must follow."""
        if self.last is None or len(label.parts) != 1 or self.kind == "article":
            return False
        step = label.parts[0] - self.last[0]
        return 0 < step <= MAX_STEP and bool(label.rest) and not is_wrapped(entry, label)

    def accept(self, label: Label, entry: Entry, position: int) -> int | None:
        """Take the number in; ``position`` is its heading's, the result that of the one above."""
        parts = label.parts
        if parts in self.seen and len(parts) == 1:
            self.seen = {}
        shorter = (parts[:cut] for cut in range(len(parts) - 1, 0, -1))
        above = next((self.seen[part] for part in shorter if part in self.seen), self.owner)
        self.seen[parts] = position
        self.last = parts
        if len(parts) == 1:
            self._highest = max(self._highest, parts[0])
            self._bold.append(entry.bold)
            self._refused = None
            if self._first is None:
                self._first = entry
        return above

    def refuse(self, label: Label) -> None:
        """Remember a number that was turned down: lists inside clauses count on from it."""
        if len(label.parts) == 1:
            self._refused = label.parts[0]

    def _is_possible(self, label: Label, entry: Entry) -> bool:
        """Whether the line can be a numbered clause by its own words."""
        if not label.parts or 0 in label.parts or label.number.startswith("0"):
            return False
        if not label.dotted and _UNIT.match(label.rest):
            return False
        lower = label.rest[:1].islower()
        if len(label.parts) == 1 and not label.dotted:
            if self.kind == "article" or not label.rest:
                return False
            return not lower and not is_wrapped(entry, label)
        if lower and not label.dotted and entry.bold < BOLD:
            return not entry.is_wrapped and self._is_next(label.parts)
        return True

    def _is_next(self, parts: tuple[int, ...]) -> bool:
        """Whether the number is the one that must come: the next sister, or a first clause."""
        last = self.last or ()
        return parts in ((*last[:-1], last[-1] + 1) if last else (), (*last, 1))

    def _follows(self, label: Label, entry: Entry) -> bool:
        parts = label.parts
        if label.number[-1].isalpha():
            grown = parts[0] - self.last[0] if self.last else -1
            return self.kind == "article" and 0 <= grown <= 1
        if self.last is None:
            return self._starts(label, entry)
        if parts in self.seen:
            return self._repeats(label, entry)
        if parts < self.last:
            return len(parts) >= 2 and not is_wrapped(entry, label) and self._is_below_seen(parts)
        if len(parts) == 1:
            return self._next_whole(label, entry, self.last[0])
        if is_wrapped(entry, label) and label.rest[:1].islower():
            return False
        return self._next_deep(label, entry, self.last)

    def _starts(self, label: Label, entry: Entry) -> bool:
        parts = label.parts
        if self.kind == "article":
            return parts == (1,) or (len(parts) == 2 and parts[1] == 1)
        if is_wrapped(entry, label) and len(parts) == 1:
            return False
        if label.kind == "lettered":
            return all(part <= MAX_STEP for part in parts)
        if len(parts) == 1:
            goes_on = parts[0] == self.carried + 1
            return parts == (1,) or goes_on or (entry.bold > BOLD and parts[0] <= MAX_STEP)
        return parts[-1] == 1 and max(parts) <= _LARGEST_START

    def _repeats(self, label: Label, entry: Entry) -> bool:
        """A number printed twice: a slip, or a list that starts again under one article."""
        parts = label.parts
        if len(parts) > 1 or is_wrapped(entry, label):
            return parts == self.last and entry.bold > BOLD
        slip = parts == self.last and self._is_aligned(entry, _ALIGNED)
        if self.kind == "article":
            return parts == (1,) or slip
        return self.kind == "annex" and slip

    def _next_whole(self, label: Label, entry: Entry, last: int) -> bool:
        """A whole number, as ``2`` after ``1.4``; lists inside clauses are turned down."""
        step = label.parts[0] - last
        if self.kind == "article":
            near = 0 < step <= MAX_STEP or 0 < label.parts[0] - self._highest <= MAX_STEP
            return step == 1 or (near and not is_wrapped(entry, label))
        bold = entry.bold > BOLD
        if self._bold and sum(self._bold) > BOLD * len(self._bold):
            begins_bold = step == 1 and entry.bold > _BEGINS_BOLD and not is_wrapped(entry, label)
            return begins_bold or (bold and 0 < step <= 2 * MAX_STEP)
        if bold:
            return 0 < step <= MAX_STEP
        if self._refused is not None and label.parts[0] == self._refused + 1:
            return False
        if is_wrapped(entry, label) or not self._is_aligned(entry, _NEARLY_ALIGNED):
            return False
        return 0 < step <= MAX_STEP

    @staticmethod
    def _next_deep(label: Label, entry: Entry, last: tuple[int, ...]) -> bool:
        """A number of several figures, larger than the last one."""
        parts = label.parts
        at = next((i for i, (a, b) in enumerate(zip(parts, last, strict=False)) if a != b), None)
        if at is None:
            at = len(last)
            step = parts[at]
        else:
            step = parts[at] - last[at]
        reach = _DEEP_STEP if at >= 2 or entry.bold > BOLD else MAX_STEP
        if at == 0:
            reach = 1 if is_wrapped(entry, label) else MAX_STEP
        return 0 < step <= reach and all(part <= MAX_STEP for part in parts[at + 1 :])

    def _is_below_seen(self, parts: tuple[int, ...]) -> bool:
        """An earlier number that was left out before, below a heading that was read."""
        return any(parts[:cut] in self.seen for cut in range(1, len(parts)))

    def _is_aligned(self, entry: Entry, points: float) -> bool:
        """Whether the line begins where the first whole number of this run does.

        Sheets may lie shifted under the glass: on another page, as far from where its text begins.
        """
        first = self._first
        if first is None or abs(entry.box.x0 - first.box.x0) < points:
            return True
        if first.page == entry.page or first.left is None or entry.left is None:
            return False
        return abs((entry.box.x0 - entry.left) - (first.box.x0 - first.left)) < points
