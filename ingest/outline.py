"""Which of the lines that look numbered are headings.

Reads entries; writes the headings among them, with the heading that each stands under. Numbers are
believed by sequence (:mod:`ingest.sequence`); numbering starts anew at each article (*điều*), annex
(*phụ lục*) and where a Roman part begins to count again. Forms printed in annexes (*mẫu*) and what
follows the signature of an act have no headings of their own, a list attached to an act may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from ingest.entry import Entry
from ingest.labels import Label, read_label
from ingest.sequence import BOLD, MAX_STEP, Numbering, is_wrapped

__all__ = ["Heading", "find_headings", "is_closing"]

_BLANKS: Final = re.compile(r"…{2,}|(?:\.\s?){5,}|_{4,}")
_DRAFT: Final = re.compile(
    r"(?:QCVN|QCĐP|TCVN|số)[\s….xX_–-]+[:/]|ngày[\s…._]+tháng[\s…._]+năm\b", re.IGNORECASE
)
"""Numbers and days that a draft leaves open; these blanks make no form."""
_FORM_TITLE: Final = re.compile(
    r"^\W*(?:(?:CÁC|DANH MỤC|HỆ THỐNG)\s+)*(?:BIỂU\s+)?MẪU\b", re.IGNORECASE
)
_FORM_NUMBER: Final = re.compile(r"^\W*(?:biểu\s+)?mẫu\s+(?:số\s*)?[\dIVX]", re.IGNORECASE)
_FORM_START: Final = re.compile(r"^(?:Mẫu|MẪU)\s+(?:số|SỐ)?\s*\d|^(?:Biểu mẫu|BIỂU MẪU)\b")
_MOTTO: Final = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA", re.IGNORECASE)
_RULES_TITLE: Final = re.compile(r"^\W*(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|ĐIỀU LỆ|HƯỚNG DẪN)\b")
_ATTACHED: Final = re.compile(r"^\(?\s*(?:Ban hành\s+)?kèm theo\b", re.IGNORECASE)
_OTHER_ACT: Final = re.compile(
    r"^(?:của|này|tại|thuộc|Nghị định|Thông tư|Quyết định|Luật|Pháp lệnh|Quy chuẩn này|và|hoặc)\b"
)
_SIGNS_FOR: Final = re.compile(
    r"^(?:KT\.|TM\.|TL\.|TUQ\.|Q\.)\s*(?:BỘ TRƯỞNG|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|TỔNG CỤC|CỤC|"
    r"CHỦ NHIỆM|THỐNG ĐỐC|VIỆN TRƯỞNG|(?:ỦY|UỶ) BAN|HỘI ĐỒNG|QUỐC HỘI)|^(?:Nơi nhận|NƠI NHẬN)\b"
)
_CLOSING: Final = re.compile(
    r"^(?:BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ TỊCH|THỐNG ĐỐC|CHỦ NHIỆM)\s*$|"
    r"^(?:TM\. )?(?:CHỦ TỊCH QUỐC HỘI|Chủ tịch Quốc hội)\s*$|"
    r"^XÁC THỰC VĂN BẢN HỢP NHẤT\b|"
    r"^(?:Bộ luật|Luật|Pháp lệnh) này (?:đã )?(?:được|do) (?:Quốc hội|(?:Ủy|Uỷ) ban [Tt]hường vụ)"
)
_REFERENCES: Final = re.compile(r"^(?:Thư mục )?tài liệu tham khảo\W*$", re.IGNORECASE)
_TITLE_LINES: Final = 4
_FORM_LINES: Final = 10
_LOOK_AHEAD: Final = 15
_CLAUSE_LEVEL: Final = 4
"""Headings above this level divide a document, those below number its clauses."""


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


def is_closing(text: str) -> bool:
    """Whether a line begins the end of an act: who signs, who receives it."""
    return bool(_SIGNS_FOR.match(text) or _CLOSING.match(text))


def find_headings(entries: Sequence[Entry]) -> tuple[Heading, ...]:
    """The headings among ``entries``, in order."""
    return _Reader(entries).read()


class _Reader:
    """Walks down the entries once, with the headings open above the current line."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._found: list[Heading] = []
        self._above: list[tuple[int, int]] = []
        """Open headings above numbered clauses: (level, position in ``_found``)."""
        self._numbering = Numbering(owner=None, kind="body")
        self._article_number = 0
        self._in_annex = False
        self._in_form = False
        self._has_articles = True
        """Whether articles can stand here: in the act itself and in rules attached to it."""
        self._had_articles = False

    def read(self) -> tuple[Heading, ...]:
        for at, entry in enumerate(self._entries):
            if entry.is_contents or entry.is_quoted:
                continue
            if self._ends_act(entry):
                self._close(at)
                continue
            if entry.is_row:
                continue
            if self._begins_form(entry):
                self._in_form = True
            label = None if entry.is_small else read_label(entry.text)
            if label is None:
                self._attach(entry)
                self._references(at, entry)
            elif not _BLANKS.search(_DRAFT.sub("", label.rest)):
                self._take(at, entry, label)
        return tuple(self._found)

    def _ends_act(self, entry: Entry) -> bool:
        """Whether the act ends above the line; one without articles only where receivers stand."""
        if self._in_annex or (entry.is_row and self._numbering.kind == "closing"):
            return False
        if not self._article_number or entry.is_row:
            return bool(self._found) and bool(_SIGNS_FOR.match(entry.text))
        return is_closing(entry.text)

    def _begins_form(self, entry: Entry) -> bool:
        """Whether a form (*mẫu*) begins here: in an annex, or behind the signature of an act."""
        if _FORM_START.match(entry.text):
            return self._in_annex or self._numbering.kind == "closing"
        return self._in_annex and bool(_MOTTO.search(entry.text))

    def _take(self, at: int, entry: Entry, label: Label) -> None:
        if label.kind == "annex":
            self._annex(at, entry, label)
        elif self._in_form:
            return
        elif label.kind == "article":
            self._article(at, entry, label)
        elif label.kind == "roman":
            self._roman(at, entry, label)
        elif label.kind in ("decimal", "lettered"):
            self._clause(at, entry, label)
        else:
            self._division(at, entry, label)

    def _division(self, at: int, entry: Entry, label: Label) -> None:
        """Part, chapter, section: any that does not read as wrapped text."""
        if is_wrapped(entry, label) or not _is_title(label, entry):
            return
        if label.kind == "part" and label.number.isdigit() and not self._is_part(at, label):
            return
        if not self._has_bold_clauses() or label.kind != "part":
            self._drop_front_list()
        before = self._numbering
        self._open(at, label)
        if self._in_annex or label.kind == "part" or before.kind in ("closing", "article"):
            self._numbering = Numbering(owner=self._last(), kind="body")
        else:
            before.owner = self._last()

    def _is_part(self, at: int, label: Label) -> bool:
        """Whether ``PHẦN 2`` divides the text; a part of a series (*– PHẦN 2: …*) does not."""
        above = self._entries[at - 1].text if at else ""
        if not self._entries[at].text.startswith("PHẦN") or above.endswith(("-", "–")):
            return False
        given = [h.label.parts for h in self._found if h.label and h.label.kind == "part"]
        return label.parts == ((given[-1][0] + 1,) if given and given[-1] else (1,))

    def _annex(self, at: int, entry: Entry, label: Label) -> None:
        if is_wrapped(entry, label) or not _is_title(label, entry):
            return
        if not (label.number or label.rest or self._is_set_off(at)):
            return
        if label.number and self._annex_number() == label.number:
            self._in_form = self._in_form or bool(_FORM_TITLE.match(label.rest))
            return
        self._above.clear()
        self._open(at, label)
        title = self._title_below(at)
        words = [label.rest, *(e.text for e in title[:_TITLE_LINES])]
        self._in_annex = True
        self._in_form = (
            bool(_FORM_TITLE.match(label.rest))
            or any(map(_names_form, title[:_TITLE_LINES]))
            or any(_MOTTO.search(e.text) for e in title)
        )
        self._has_articles = any(map(_RULES_TITLE.match, words))
        self._article_number = 0
        self._numbering = Numbering(owner=self._last(), kind="annex")

    def _title_below(self, at: int) -> list[Entry]:
        """The lines below the heading of an annex, down to the first numbered one."""
        lines = (e for e in self._entries[at + 1 : at + _FORM_LINES] if not e.is_row)
        return list(takewhile(lambda e: read_label(e.text) is None, lines))

    def _article(self, at: int, entry: Entry, label: Label) -> None:
        number = label.parts[0]
        first = number == 1 and not self._had_articles
        if not (self._has_articles or first) or not (label.dotted or _is_title(label, entry)):
            return
        exact = number in (self._article_number, self._article_number + 1)
        reach = self._article_number + MAX_STEP
        near = exact or (_is_indented(entry) and self._article_number < number <= reach)
        if is_wrapped(entry, label) and not (near and label.dotted):
            return
        later = number > self._article_number and (label.dotted or number <= reach)
        if not (exact or later or number == 1):
            return
        self._drop_front_list()
        self._had_articles = self._has_articles = True
        self._article_number = number
        self._open(at, label)
        self._numbering = Numbering(owner=self._last(), kind="article")

    def _is_set_off(self, at: int) -> bool:
        """Whether the word *Phụ lục* alone is a heading: it or the line below stands out."""
        below = self._entries[at + 1 : at + 2]
        return any(e.bold > BOLD or e.text.isupper() for e in (self._entries[at], *below))

    def _drop_front_list(self) -> None:
        """What looks numbered in front of the first article or chapter names other texts."""
        labels = [heading.label for heading in self._found]
        if labels and all(label and _is_front(label) for label in labels):
            self._found.clear()
            self._above.clear()
            self._in_annex = False
            self._numbering = Numbering(owner=None, kind="body")

    def _has_bold_clauses(self) -> bool:
        """Whether what stands in front is set as headings are: clauses above the first part."""
        return any(
            heading.label and self._entries[heading.at].bold > BOLD for heading in self._found
        )

    def _roman(self, at: int, entry: Entry, label: Label) -> None:
        capitals = label.rest.isupper() and len(label.rest) > MAX_STEP
        if not label.parts or (entry.is_wrapped and not capitals):
            return
        if self._numbering.kind == "article" and not (capitals and self._last_roman()):
            return
        if not (capitals or entry.bold > BOLD or self._in_annex):
            return
        last = self._last_roman()
        if not last < label.parts[0] <= last + 2:
            return
        before = self._numbering
        self._open(at, label)
        self._numbering = Numbering(
            owner=self._last(),
            kind="annex" if self._in_annex else "roman",
            carried=before.last[0] if before.last else before.carried,
        )

    def _clause(self, at: int, entry: Entry, label: Label) -> None:
        numbering = self._numbering
        if numbering.kind == "closing":
            return
        if numbering.kind != "article" and entry.text[len(label.number) :][:1] in ("-", "/"):
            return
        if label.kind == "lettered":
            annex = self._annex_number()
            if annex is None or is_wrapped(entry, label) or annex[:1] not in ("", label.number[0]):
                return
        expected = numbering.expects(label, entry) and self._has_first_clause(at, label)
        if not (expected or numbering.believes(label, entry)):
            numbering.refuse(label)
            return
        parent = numbering.accept(label, entry, len(self._found))
        self._found.append(Heading(at=at, label=label, parent=parent, scope=numbering.owner))

    def _has_first_clause(self, at: int, label: Label) -> bool:
        """Whether ``3.1`` is the next number below a line that begins with ``3``."""
        for other in self._entries[at + 1 : at + _LOOK_AHEAD]:
            found = None if other.is_row or other.is_small else read_label(other.text)
            if found is not None and found.kind == "decimal":
                return found.parts == (label.parts[0], 1)
        return False

    def _close(self, at: int) -> None:
        """The end of the act; what follows without a number belongs to no clause of it."""
        if self._numbering.kind != "closing":
            self._above.clear()
            self._found.append(Heading(at=at, label=None, parent=None, scope=None))
            self._numbering = Numbering(owner=None, kind="closing")

    def _attach(self, entry: Entry) -> None:
        """*(Ban hành kèm theo …)* begins an attached text with numbering of its own."""
        if self._numbering.kind == "closing" and _ATTACHED.match(entry.text):
            self._numbering = Numbering(owner=None, kind="body")
            self._article_number = 0

    def _references(self, at: int, entry: Entry) -> None:
        """*Thư mục tài liệu tham khảo* ends a standard, unless it is the title of an annex."""
        last = self._found[-1] if self._found else None
        if last is None or self._article_number or not _REFERENCES.match(entry.text):
            return
        is_title = last.label and last.label.kind == "annex" and at - last.at <= _TITLE_LINES
        if not is_title and (entry.text.isupper() or entry.bold > BOLD or self._is_centred(at)):
            self._close(at)

    def _is_centred(self, at: int) -> bool:
        """Whether a line stands apart from the margin that running text of its page begins at."""
        return _is_indented(self._entries[at]) and not self._entries[at].is_wrapped

    def _open(self, at: int, label: Label) -> None:
        while self._above and self._above[-1][0] >= label.level:
            self._above.pop()
        parent = self._above[-1][1] if self._above else None
        self._found.append(Heading(at=at, label=label, parent=parent, scope=parent))
        self._above.append((label.level, self._last()))

    def _last(self) -> int:
        return len(self._found) - 1

    def _last_roman(self) -> int:
        """The Roman number that stands last under the heading that is open here; 0 if none."""
        parent = next((at for lv, at in reversed(self._above) if lv < _CLAUSE_LEVEL), None)
        for heading in reversed(self._found):
            label = heading.label
            if label and label.kind == "roman" and heading.parent == parent:
                return label.parts[0]
        return 0

    def _annex_number(self) -> str | None:
        """The number of the annex that is open, empty if it has none; None outside annexes."""
        for _, at in reversed(self._above):
            label = self._found[at].label
            if label and label.kind == "annex":
                return label.number
        return None


def _is_front(label: Label) -> bool:
    """Whether such a label can stand in front of an act without being a heading of it."""
    return label.kind == "annex" or (label.kind == "decimal" and len(label.parts) == 1)


def _is_indented(entry: Entry) -> bool:
    """Whether a line begins as paragraphs do, to the right of where running text begins."""
    return entry.left is not None and entry.box.x0 > entry.left + entry.size


def _names_form(entry: Entry) -> bool:
    """Whether a line of a title says that forms follow; running text may begin with *mẫu*."""
    if _FORM_NUMBER.match(entry.text):
        return True
    stands_out = entry.text.isupper() or entry.bold > BOLD
    return stands_out and bool(_FORM_TITLE.match(entry.text))


def _is_title(label: Label, entry: Entry) -> bool:
    """Whether the words after a label in words are a title, no sentence going on."""
    rest = label.rest
    if not rest:
        return True
    if _OTHER_ACT.match(rest) and (rest[0].islower() or not label.dotted):
        return False
    return label.dotted or entry.bold > BOLD or rest.isupper() or rest[0] == "("
