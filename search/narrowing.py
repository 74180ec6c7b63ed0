"""What filters leave: the documents in which to look, and the claims that may answer.

A claim passes if the text that it speaks for passes, held or not, or the document of its evidence:
a row of a circular of 2021 answers for a regulation of 2012. Bodies count with those whose numbers
they answer for on the day (:mod:`standards.agencies`); a year is that of the number, else of issue.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from index.contracts import DocumentSummary
from search.claims import Claim
from search.shelf import Shelf
from search.status import kind_of_number
from search.understood import Filters
from standards.agencies import agency, answering_for, canonical_code
from standards.history import Reason
from standards.identifier import Identifier

__all__ = ["Narrowing", "filter_words", "left_out", "sign_of", "without_year", "years_of"]

_SIGN = re.compile(r"[/-]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Narrowing:
    """The filters of one question on one day."""

    def __init__(self, shelf: Shelf, filters: Filters, day: date) -> None:
        self._shelf = shelf
        self._filters = filters
        self._codes = frozenset(
            answered for code in filters.agencies for answered in answering_for(code, day)
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self._filters.narrows

    @cached_property
    def documents(self) -> frozenset[str] | None:
        """Ids of the documents that pass; None where every document does."""
        chosen = self._filters
        if not (chosen.agencies or chosen.years or chosen.kinds):
            return None
        return frozenset(
            one.id for one in self._shelf.summaries.values() if self._passes_document(one)
        )

    def takes(self, one: Claim) -> bool:
        """Whether a claim may answer."""
        if self._filters.in_force and not one.binds:
            return False
        documents = self.documents
        if documents is None or one.evidence.document.id in documents:
            return True
        own = one.subject.document
        if own is not None:
            return own.id in documents
        return one.subject.number is not None and self._passes_number(one.subject.number)

    def _passes_document(self, one: DocumentSummary) -> bool:
        chosen = self._filters
        if chosen.kinds and one.kind not in chosen.kinds:
            return False
        if chosen.years and not years_of(one.number, one.issued) & set(chosen.years):
            return False
        return not self._codes or sign_of(one.number, one.issuer) in self._codes

    def _passes_number(self, number: Identifier) -> bool:
        chosen = self._filters
        if chosen.kinds and kind_of_number(number) not in chosen.kinds:
            return False
        if chosen.years and number.year not in chosen.years:
            return False
        return not self._codes or (
            number.agency is not None and _code(number.agency) in self._codes
        )


def filter_words(filters: Filters) -> tuple[str, str]:
    """What filters leave, in Vietnamese and English."""
    vi: list[str] = []
    en: list[str] = []
    bodies = [agency(code) for code in filters.agencies]
    names = [(body.name_vi, body.name_en) for body in bodies if body is not None]
    if names:
        vi.append(" hoặc ".join(name for name, _ in names))
        en.append(" or ".join(name for _, name in names))
    if filters.years:
        years = (
            f"{filters.years[0]}-{filters.years[-1]}"
            if len(filters.years) > 1
            else str(filters.years[0])
        )
        vi.append(f"năm {years}")
        en.append(years)
    if filters.kinds:
        vi.append(", ".join(kind.value for kind in filters.kinds))
        en.append(", ".join(kind.value for kind in filters.kinds))
    if filters.in_force:
        vi.append("còn hiệu lực")
        en.append("in force")
    return ", ".join(vi), ", ".join(en)


def left_out(filters: Filters) -> Reason:
    """What to say where filters leave nothing of what was found."""
    vi, en = filter_words(filters)
    return Reason(
        f"Có văn bản phù hợp, nhưng không văn bản nào qua được điều kiện lọc: {vi}.",
        f"Something matches, but nothing that passes the filter: {en}.",
    )


def without_year(filters: Filters) -> Reason:
    """What to say where a year was taken for a mere mention."""
    vi, en = filter_words(Filters(years=filters.years))
    return Reason(
        f"Không có văn bản phù hợp của {vi}; đây là kết quả không lọc theo năm.",
        f"Nothing that matches is of {en}; these are the answers of any year.",
    )


def sign_of(number: str | None, issuer: str | None) -> str | None:
    """The code of the body in the number, else of the one whose name is printed.

    >>> sign_of("01/2021/TT-BLĐTBXH", None), sign_of("TCVN 5574:2018", "Bộ Khoa học và Công nghệ")
    ('BLĐTBXH', 'BKHCN')
    """
    last = _SIGN.split(number or "")[-1]
    body = agency(last) or agency(issuer or "")
    if body is not None:
        return body.code
    return _code(last) if last and not last[-1].isdigit() else None


def _code(sign: str) -> str:
    body = agency(sign)
    return body.code if body is not None else canonical_code(sign)


def years_of(number: str | None, issued: str | None) -> set[int]:
    """The years of the number, else that of issue (``YYYY-MM-DD``).

    >>> years_of("QCVN 2:2021/BKHCN", None), years_of(None, "2010-01-19")
    ({2021}, {2010})
    """
    found = {int(year) for year in _YEAR.findall(number or "")}
    return found or ({int(issued[:4])} if issued else set())
