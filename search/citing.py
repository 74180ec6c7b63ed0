"""Citations ready to paste: place in the document, document, instrument, day of effect.

The order is that of Vietnamese drafting (điểm, khoản, điều, then the document: Nghị định
30/2020/NĐ-CP, Phụ lục I): from the smallest part to the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from standards.document import Clause, Document, Kind, ProductRow

__all__ = ["Cited", "Part", "Parts", "cite", "named", "place_words"]

_ITEM = re.compile(r"^\s*([a-zđ]{1,2})[).]\s", re.IGNORECASE)
_APART = re.compile(r",(?= (?:khoản|Điều) )")
"""*điểm a khoản 3 Điều 8* is written without commas."""
_INSTRUMENT = {
    Kind.CIRCULAR: ("Thông tư số", "Circular No."),
    Kind.DECREE: ("Nghị định số", "Decree No."),
    Kind.DECISION: ("Quyết định số", "Decision No."),
    Kind.LAW: ("Luật số", "Law No."),
    Kind.CONSOLIDATED: ("Văn bản hợp nhất số", "Consolidated text No."),
}


@dataclass(frozen=True, slots=True)
class Cited:
    """The citation in Vietnamese and in English."""

    vi: str
    en: str


class Part(Protocol):
    """A clause, or what is kept of one."""

    @property
    def key(self) -> str:
        """Its name inside the document."""

    @property
    def label(self) -> str:
        """Its number as printed."""

    @property
    def parent(self) -> str | None:
        """The key of the clause above it."""


class Parts(Protocol):
    """A document, or what is kept of its clauses."""

    def clause(self, key: str) -> Part | None:
        """The clause with that key, or None."""


def named(document: Document) -> Cited:
    """The document's name in a citation; its title where it has no number."""
    if document.number is None:
        title = document.title or document.source.file
        return Cited(f"“{title}”", f"“{title}”")
    words = _INSTRUMENT.get(document.kind)
    number = str(document.number)
    return Cited(f"{words[0]} {number}", f"{words[1]} {number}") if words else Cited(number, number)


def place_words(document: Parts, clause: Part | None, quote: str = "") -> Cited:
    """The clause and the parts above it, smallest first; before them the quote's lettered item."""
    vi: list[str] = []
    en: list[str] = []
    item = _ITEM.match(quote)
    if item and clause is not None:
        vi.append(f"điểm {item.group(1)}")
        en.append(f"point {item.group(1)}")
    seen: set[str] = set()
    current: Part | None = clause
    while current is not None and current.key not in seen:
        seen.add(current.key)
        vi_word, en_word, enough = _labelled(current, document)
        vi.append(vi_word)
        en.append(en_word)
        current = None if enough or current.parent is None else document.clause(current.parent)
    return Cited(_APART.sub("", ", ".join(vi)), ", ".join(en))


def _labelled(clause: Part, document: Parts) -> tuple[str, str, bool]:
    """Words for one level, and whether it needs no level above it to be found."""
    label = clause.label.strip()
    low = label.lower()
    if low.startswith("điều"):
        return label, f"Article {label[4:].strip()}", True
    if low.startswith("phụ lục"):
        return label, f"Annex {label[7:].strip()}".strip(), True
    if low.startswith(("chương", "mục", "phần", "bảng")):
        return label, label, True
    if not label:
        return "phần mở đầu", "the opening", True
    above = document.clause(clause.parent) if clause.parent is not None else None
    if above is not None and above.label.lower().startswith("điều"):
        return f"khoản {label}", f"paragraph {label}", False
    nested = clause.parent is not None and not re.search(r"\d\.\d", label)
    return f"mục {label}", f"clause {label}", not nested


def cite(
    document: Document,
    *,
    clause: Clause | None,
    quote: str,
    page: int | None,
    start: date | None,
    row: ProductRow | None = None,
    number: str | None = None,
) -> Cited:
    """The citation of a passage; ``number`` is a document that the passage names, if that is cited.

    ``start`` is the day of effect; it is left out where unknown, ``page`` where the whole is cited.
    """
    place = place_words(document, clause, "" if row is not None else quote)
    whole = named(document)
    vi, en = [place.vi] if place.vi else [], [place.en] if place.en else []
    if row is not None:
        vi.insert(0, f"dòng {row.ordinal} ({row.name})" if row.ordinal else f"dòng “{row.name}”")
        en.insert(0, f"row {row.ordinal} ({row.name})" if row.ordinal else f"row “{row.name}”")
    vi.append(whole.vi)
    en.append(whole.en)
    if document.number is not None and document.issued_with is not None:
        vi.append(f"ban hành kèm theo {document.issued_with}")
        en.append(f"issued with {document.issued_with}")
    if start is not None:
        vi.append(f"có hiệu lực từ {start:%d/%m/%Y}")
        en.append(f"in force from {start.isoformat()}")
    if page is not None:
        vi.append(f"trang {page}")
        en.append(f"page {page}")
    joined = Cited(", ".join(vi), ", ".join(en))
    if number is None:
        return joined
    return Cited(f"{number} (theo {joined.vi})", f"{number} (named in {joined.en})")
