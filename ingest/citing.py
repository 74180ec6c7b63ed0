"""Citations: every mention of another standard, regulation or legal act, by clause.

Reads a :class:`ingest.parts.DocumentPart` and the tables that belong to it, writes
:class:`standards.document.Citation` values in reading order. Mentions stand in clause texts and
headings, in the preamble (*căn cứ*, *lời nói đầu*) and in table cells; each keeps its span in the
clause text where it has one. The numbers of the documents in the same file are no citations of
itself and are left out of its own list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.parts import DocumentPart
from ingest.table_join import JoinedTable
from standards.citations import find_identifiers
from standards.document import Citation, Clause
from standards.identifier import Identifier

__all__ = ["read_citations"]


def read_citations(
    part: DocumentPart, tables: Iterable[tuple[JoinedTable, str | None]]
) -> tuple[Citation, ...]:
    """Mentions in a document; ``tables`` come with the key of the clause that holds each.

    A number in a table is added only where the text of that clause does not give it already.
    """
    found: list[Citation] = []
    for clause in (part.preamble, *part.clauses):
        found += _in_heading(clause)
        found += _in_text(clause)
    given = {(citation.clause, citation.target) for citation in found}
    for table, clause_key in tables:
        for citation in _in_table(table, clause_key):
            if (citation.clause, citation.target) not in given:
                given.add((citation.clause, citation.target))
                found.append(citation)
    return tuple(citation for citation in found if citation.target != part.number)


def _in_heading(clause: Clause) -> list[Citation]:
    return [
        Citation(target=one.identifier, text=one.text, clause=clause.key, page=clause.page)
        for one in find_identifiers(clause.heading)
    ]


def _in_text(clause: Clause) -> list[Citation]:
    return [
        Citation(
            target=one.identifier,
            text=one.text,
            clause=clause.key,
            page=page_at(clause, one.start),
            start=one.start,
            end=one.end,
        )
        for one in find_identifiers(clause.text)
    ]


def page_at(clause: Clause, offset: int) -> int:
    """The page where that character of the clause's text stands."""
    return next(
        (line.box.page for line in clause.lines if line.start <= offset < line.end), clause.page
    )


def _in_table(table: JoinedTable, key: str | None) -> list[Citation]:
    seen: set[tuple[int, Identifier]] = set()
    found: list[Citation] = []
    for row in table.rows:
        cells: Sequence[tuple[str, bool]] = list(zip(row.cells, row.own, strict=True))
        for text in (text for text, own in cells if own and text):
            for one in find_identifiers(text):
                if (row.page, one.identifier) not in seen:
                    seen.add((row.page, one.identifier))
                    found.append(
                        Citation(target=one.identifier, text=one.text, clause=key, page=row.page)
                    )
    return found
