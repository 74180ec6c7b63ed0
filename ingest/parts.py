"""The documents that one file holds, each read up to its clause tree.

Reads the pages of a file and the tables found on them; writes one :class:`DocumentPart` a document:
a circular and the two regulations it issues are three. What products, citations and definitions
say is read afterwards, from the clauses given here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standards.document import Clause, Doubt, Kind, Relation
from standards.identifier import Identifier

__all__ = ["DocumentPart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart:
    """One document of a file, before products, citations and definitions are read from it.

    ``preamble`` holds what stands before the first clause (*căn cứ*, the legal grounds; the cover;
    *lời nói đầu*, the foreword): its ``label`` is empty, its key ``mo-dau``, its text counts for
    citations and for search, exports leave it out. ``clauses`` are in reading order; ``parent`` of
    a clause is a key. ``effective_words`` are the words that give the effect date, word for word.
    ``first_page``..``last_page`` are pages of the file, both included; the next document may start
    on the last page.
    """

    number: Identifier | None
    kind: Kind
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    effective_words: str | None
    issued_with: Identifier | None
    relations: tuple[Relation, ...]
    preamble: Clause
    clauses: tuple[Clause, ...]
    first_page: int
    last_page: int
    doubts: tuple[Doubt, ...]
