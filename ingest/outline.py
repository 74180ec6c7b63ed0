"""Which of the lines that look numbered are headings.

Reads entries; writes the headings among them, with the clause each belongs under. Numbers are
believed by sequence: a heading continues the numbering that it stands in, and numbering starts
anew at each article (*điều*), annex (*phụ lục*) and Roman part. Small jumps are accepted, one
missing number never stops the reading. Wrapped text that happens to begin with a number, units,
dates, numbered lists inside a clause, and forms printed in annexes are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.entries import Entry
from ingest.labels import Label, read_label

__all__ = ["Heading", "find_headings", "is_closing"]

_UNIT: Final = re.compile(
    r"^(?:[kMGm]?Hz|[kMG]?Pa|N/mm|[kmcdµ]?m[23²³]?\b|[kmµ]?g\b|[kM]?[WVAJN]\b|°|%|‰|dB|bar\b|lít\b|giờ\b|"
    r"phút\b|giây\b|ngày\b|tháng\b|năm\b|tấn\b|đồng\b|lần\b|[x×÷<>=≤≥±+/*]|[-–]\s*\d|\d)"
)
_BLANKS: Final = re.compile(r"…{2,}|(?:\.\s?){5,}|_{4,}")
_FORM_TITLE: Final = re.compile(r"\bmẫu\b", re.IGNORECASE)
_FORM_START: Final = re.compile(r"^(?:Mẫu|MẪU)\s+(?:số|SỐ)?\s*\d|^(?:Biểu mẫu|BIỂU MẪU)\b")
_MOTTO: Final = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA", re.IGNORECASE)
_RULES_TITLE: Final = re.compile(r"^\W*(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|ĐIỀU LỆ|HƯỚNG DẪN)\b")
_ATTACHED: Final = re.compile(r"^\(?\s*(?:Ban hành\s+)?kèm theo\b", re.IGNORECASE)
_OTHER_ACT: Final = re.compile(
    r"^(?:của|này|tại|thuộc|Nghị định|Thông tư|Quyết định|Luật|Pháp lệnh|Quy chuẩn này|và|hoặc)\b"
)
_CLOSING: Final = re.compile(
    r"^(?:KT\.|TM\.|TL\.|TUQ\.|Q\.)\s*(?:BỘ TRƯỞNG|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|TỔNG CỤC|CỤC)|"
    r"^(?:BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH)\s*$|^(?:Nơi nhận|NƠI NHẬN)\b|"
    r"^(?:TM\. )?(?:CHỦ TỊCH QUỐC HỘI|Chủ tịch Quốc hội)\s*$"
)
_MAX_STEP: Final = 3
_DEEP_STEP: Final = 9
_LOOK_AHEAD: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A believed label: ``at`` is its entry, ``parent`` the position of the heading above it.

    ``label`` None is the end of an act (signature, receivers, attached lists without a number).
    ``scope`` is the position of the heading that its numbering started at.
    """

    at: int
    label: Label | None
    parent: int | None
    scope: int | None


@dataclass(slots=True)
class _Scope:
    """A run of numbering: who opened it, what it has seen, what it has turned down."""

    owner: int | None
    kind: str
    label: Label | None = None
    last: tuple[int, ...] | None = None
    seen: dict[tuple[int, ...], int] = field(default_factory=dict)
    refused: int | None = None
    bold: list[float] = field(default_factory=list)
    left: float | None = None
    carried: int = 0
    """The last whole number of the Roman part before this one: numbering may go on from it."""

    def is_aligned(self, entry: Entry, points: float) -> bool:
        """Whether the line begins where the first whole number of this run does."""
        return self.left is None or abs(entry.box.x0 - self.left) < points


def is_closing(text: str) -> bool:
    """Whether a line begins the end of an act: who signs, who receives it."""
    return bool(_CLOSING.match(text))


def find_headings(entries: Sequence[Entry]) -> tuple[Heading, ...]:
    """The headings among ``entries``, in order."""
    return _Reader(entries).read()


def _is_wrapped(entry: Entry, label: Label) -> bool:
    """Whether the line seems to go on from the one before.

    A line in capitals does not, nor one that holds a label alone: a paragraph that ended so would
    have a stop.
    """
    alone = not label.rest and not label.dotted
    return entry.is_wrapped and not entry.text.isupper() and not alone


class _Reader:
    """Walks down the entries once, with the headings open above the current line."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._found: list[Heading] = []
        self._above: list[tuple[int, int]] = []
        """Open headings above numbered clauses: (level, position in ``_found``)."""
        self._scope = _Scope(owner=None, kind="body")
        self._articles = 0
        self._in_form = False
        self._in_annex = False
        self._rules_annex = False

    def read(self) -> tuple[Heading, ...]:
        for at, entry in enumerate(self._entries):
            if entry.is_row or entry.is_contents or entry.is_quoted:
                continue
            if self._in_annex and (_MOTTO.search(entry.text) or _FORM_START.match(entry.text)):
                self._in_form = True
            if not self._in_annex and self._articles and is_closing(entry.text):
                self._close(at)
                continue
            label = None if entry.is_small else read_label(entry.text)
            if label is None:
                if _ATTACHED.match(entry.text) and not self._in_annex:
                    self._attach(at)
                continue
            if _BLANKS.search(label.rest):
                continue
            handler = getattr(self, f"_{label.kind}", None) or self._division
            handler(at, entry, label)
        return tuple(self._found)

    # wide headings

    def _division(self, at: int, entry: Entry, label: Label) -> None:
        """Part, chapter, section: any that does not read as wrapped text."""
        if self._in_form or _is_wrapped(entry, label) or not self._is_title(label, entry):
            return
        if label.kind == "part" and label.number.isdigit() and not entry.text.startswith("PHẦN"):
            return
        keep = self._scope
        self._open(at, label)
        if self._in_annex or label.kind == "part" or keep.kind in ("closing", "article"):
            self._scope = _Scope(owner=self._last(), kind="body")
        else:
            keep.owner = self._last()
            self._scope = keep

    def _annex(self, at: int, entry: Entry, label: Label) -> None:
        if _is_wrapped(entry, label) or not self._is_title(label, entry):
            return
        if label.rest and _OTHER_ACT.match(label.rest):
            return
        if label.number and self._annex_label() == label.number:
            self._in_form = self._in_form or bool(_FORM_TITLE.search(label.rest))
            return
        self._above.clear()
        self._open(at, label)
        title = [e.text for e in self._entries[at : at + 10] if not e.is_row]
        self._in_annex = True
        self._in_form = any(_MOTTO.search(text) for text in title) or any(
            _FORM_TITLE.search(text) for text in title[:4]
        )
        self._rules_annex = any(_RULES_TITLE.match(text) for text in title[:4])
        self._articles = 0
        self._scope = _Scope(owner=self._last(), kind="annex", label=label)

    def _article(self, at: int, entry: Entry, label: Label) -> None:
        if self._in_form or (self._in_annex and not self._rules_annex):
            return
        if not label.dotted and label.rest and not self._is_title(label, entry):
            return
        if label.rest and _OTHER_ACT.match(label.rest) and label.rest[:1].islower():
            return
        number = label.parts[0]
        exact = number in (self._articles, self._articles + 1)
        restart = number == 1 and self._articles > 0
        if _is_wrapped(entry, label) and not (exact and label.dotted):
            return
        later = number > self._articles and (label.dotted or number <= self._articles + _MAX_STEP)
        if not (exact or restart or later):
            return
        self._articles = number
        self._open(at, label)
        self._scope = _Scope(owner=self._last(), kind="article", label=label)

    def _roman(self, at: int, entry: Entry, label: Label) -> None:
        if self._in_form or self._scope.kind == "article" or not label.parts:
            return
        caps = label.rest.isupper() and len(label.rest) > 3
        if entry.is_wrapped or not (caps or entry.bold > 0.5 or self._in_annex):
            return
        before = self._siblings("roman")
        value = label.parts[0]
        last = before[-1].label.parts[0] if before and before[-1].label else 0
        if not last < value <= last + 2:
            return
        self._open(at, label)
        kind = "annex" if self._in_annex else "roman"
        before_it = self._scope.last[0] if self._scope.last else self._scope.carried
        self._scope = _Scope(owner=self._last(), kind=kind, label=label, carried=before_it)

    # numbered clauses

    def _lettered(self, at: int, entry: Entry, label: Label) -> None:
        if self._in_form or not self._in_annex or _is_wrapped(entry, label):
            return
        owner = self._annex_label()
        if owner is None or (owner and owner[0] != label.number[0]):
            return
        if self._follows(label, entry):
            self._accept(at, entry, label)

    def _decimal(self, at: int, entry: Entry, label: Label) -> None:
        if self._in_form or self._scope.kind == "closing" or not self._is_possible(label, entry):
            return
        if self._follows(label, entry) or self._leads_on(at, entry, label):
            self._accept(at, entry, label)
        elif len(label.parts) == 1:
            self._scope.refused = label.parts[0]

    def _is_possible(self, label: Label, entry: Entry) -> bool:
        """Whether the line can be a numbered clause by its own words."""
        if not label.parts or 0 in label.parts or label.number.startswith("0"):
            return False
        if not label.dotted and _UNIT.match(label.rest):
            return False
        if len(label.parts) == 1 and not label.dotted:
            if self._scope.kind == "article" or not label.rest:
                return False
            return not label.rest[:1].islower() and not _is_wrapped(entry, label)
        if label.rest[:1].islower() and not label.dotted and entry.bold < 0.5:
            return not entry.is_wrapped and self._is_next(label.parts)
        return True

    def _is_next(self, parts: tuple[int, ...]) -> bool:
        """Whether the number is the one that must come: the next sister, or a first clause."""
        last = self._scope.last or ()
        return parts in ((*last[:-1], last[-1] + 1) if last else (), (*last, 1))

    def _follows(self, label: Label, entry: Entry) -> bool:
        """Whether the number continues the numbering that it stands in."""
        scope, parts = self._scope, label.parts
        if label.kind == "decimal" and label.number[-1].isalpha():
            return (
                scope.kind == "article"
                and scope.last is not None
                and (0 <= parts[0] - scope.last[0] <= 1)
            )
        if scope.last is None:
            return self._starts(label, entry)
        if parts in scope.seen:
            return self._repeats(label, entry)
        if parts < scope.last:
            return len(parts) >= 2 and not _is_wrapped(entry, label) and self._under_seen(parts)
        if len(parts) == 1:
            return self._next_top(label, entry)
        if _is_wrapped(entry, label) and label.rest[:1].islower():
            return False
        return self._next_deep(label, scope.last, entry)

    def _starts(self, label: Label, entry: Entry) -> bool:
        scope, parts = self._scope, label.parts
        if scope.kind == "article":
            return parts == (1,) or (len(parts) == 2 and parts[1] == 1)
        if _is_wrapped(entry, label) and len(parts) == 1:
            return False
        if label.kind == "lettered":
            return all(part <= _MAX_STEP for part in parts)
        if len(parts) == 1:
            goes_on = parts[0] == scope.carried + 1
            return parts == (1,) or goes_on or (entry.bold > 0.5 and parts[0] <= _MAX_STEP)
        return parts[-1] == 1 and max(parts) <= 20

    def _repeats(self, label: Label, entry: Entry) -> bool:
        """A number printed twice: a slip, or a list that starts again under one article."""
        scope, parts = self._scope, label.parts
        if len(parts) > 1 or _is_wrapped(entry, label):
            return parts == scope.last and entry.bold > 0.5
        same_left = scope.left is not None and scope.is_aligned(entry, 6)
        if scope.kind == "article":
            return parts == (1,) or (same_left and parts == scope.last)
        return scope.kind == "annex" and same_left and parts == scope.last

    def _next_top(self, label: Label, entry: Entry) -> bool:
        """A whole number, as ``2`` after ``1.4``; lists inside clauses are turned down."""
        scope, value = self._scope, label.parts[0]
        assert scope.last is not None
        step = value - scope.last[0]
        if scope.kind == "article":
            return step == 1 or (0 < step <= _MAX_STEP and not _is_wrapped(entry, label))
        usual = sum(scope.bold) / len(scope.bold) if scope.bold else None
        bold = entry.bold > 0.5
        if usual is not None and usual > 0.5:
            return bold and 0 < step <= _MAX_STEP + 3
        if bold:
            return 0 < step <= _MAX_STEP
        if scope.refused is not None and value == scope.refused + 1:
            return False
        if _is_wrapped(entry, label) or (
            scope.left is not None and abs(entry.box.x0 - scope.left) > 12
        ):
            return False
        return 0 < step <= _MAX_STEP

    def _leads_on(self, at: int, entry: Entry, label: Label) -> bool:
        """A whole number in order whose first clause follows: ``3`` before ``3.1``."""
        last = self._scope.last
        if last is None or len(label.parts) > 1 or _is_wrapped(entry, label) or not label.rest:
            return False
        if self._scope.kind == "article" or not 0 < label.parts[0] - last[0] <= _MAX_STEP:
            return False
        for other in self._entries[at + 1 : at + _LOOK_AHEAD]:
            found = None if other.is_row or other.is_small else read_label(other.text)
            if found is not None and found.kind == "decimal":
                return found.parts == (label.parts[0], 1)
        return False

    def _next_deep(self, label: Label, last: tuple[int, ...], entry: Entry) -> bool:
        """A number of several figures, larger than the last one."""
        parts = label.parts
        at = next((i for i, (a, b) in enumerate(zip(parts, last, strict=False)) if a != b), None)
        if at is None:
            at = len(last)
            step = parts[at]
        else:
            step = parts[at] - last[at]
        reach = _DEEP_STEP if at >= 2 or entry.bold > 0.5 else _MAX_STEP
        if at == 0:
            reach = _MAX_STEP if not _is_wrapped(entry, label) else 1
        return 0 < step <= reach and all(part <= _MAX_STEP for part in parts[at + 1 :])

    def _under_seen(self, parts: tuple[int, ...]) -> bool:
        """An earlier number that was left out before, below a heading that was read."""
        return any(parts[:cut] in self._scope.seen for cut in range(1, len(parts)))

    # book-keeping

    def _is_title(self, label: Label, entry: Entry) -> bool:
        """Whether the words after a label in words are a title, no sentence going on."""
        if not label.rest:
            return True
        if _OTHER_ACT.match(label.rest) and not label.dotted:
            return False
        return label.dotted or entry.bold > 0.5 or label.rest.isupper() or label.rest[0] == "("

    def _open(self, at: int, label: Label) -> None:
        while self._above and self._above[-1][0] >= label.level:
            self._above.pop()
        parent = self._above[-1][1] if self._above else None
        self._found.append(Heading(at=at, label=label, parent=parent, scope=parent))
        self._above.append((label.level, len(self._found) - 1))

    def _accept(self, at: int, entry: Entry, label: Label) -> None:
        scope, parts = self._scope, label.parts
        if parts in scope.seen and len(parts) == 1:
            scope.seen = {}
        above = (
            scope.seen[parts[:cut]]
            for cut in range(len(parts) - 1, 0, -1)
            if parts[:cut] in scope.seen
        )
        parent = next(above, scope.owner)
        self._found.append(Heading(at=at, label=label, parent=parent, scope=scope.owner))
        scope.seen[parts] = len(self._found) - 1
        scope.last = parts
        if len(parts) == 1:
            scope.bold.append(entry.bold)
            scope.refused = None
            if scope.left is None:
                scope.left = entry.box.x0

    def _close(self, at: int) -> None:
        """The end of the act; what follows without a number belongs to no clause of it."""
        if self._scope.kind != "closing":
            self._above.clear()
            self._found.append(Heading(at=at, label=None, parent=None, scope=None))
            self._scope = _Scope(owner=None, kind="closing")

    def _attach(self, at: int) -> None:
        """*(Ban hành kèm theo …)*: an attached text with numbering of its own."""
        if self._scope.kind == "closing":
            self._scope = _Scope(owner=None, kind="body")
            self._articles = 0

    def _last(self) -> int:
        return len(self._found) - 1

    def _siblings(self, kind: str) -> list[Heading]:
        parent = self._above_below(4)
        return [h for h in self._found if h.label and h.label.kind == kind and h.parent == parent]

    def _above_below(self, level: int) -> int | None:
        return next((at for above, at in reversed(self._above) if above < level), None)

    def _annex_label(self) -> str | None:
        """The number of the annex that is open, empty if it has none; None outside annexes."""
        for _, at in reversed(self._above):
            label = self._found[at].label
            if label and label.kind == "annex":
                return label.number
        return None
