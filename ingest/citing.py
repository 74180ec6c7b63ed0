"""Citations: every mention of another standard, regulation or legal act, by clause.

Reads a :class:`ingest.parts.DocumentPart` and the tables that belong to it, writes
:class:`standards.document.Citation` values. Mentions stand in headings and clause texts, in the
preamble (*căn cứ*, *lời nói đầu*) and in tables; each keeps its span in the text of its clause
where it has one. Tables are read cell by cell, so that no number runs over the edge of a cell. The
document's own number is no citation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.normalise import squeeze
from ingest.parts import DocumentPart
from ingest.sentences import page_at
from ingest.table_join import JoinedRow, JoinedTable
from standards.citations import FoundIdentifier, find_identifiers
from standards.document import Citation, Clause
from standards.identifier import Identifier
from standards.place import Box, Line

__all__ = ["mentions", "read_citations"]

_BULLET: Final = re.compile(r"^[-–+](?=\s+\D)", re.MULTILINE)
"""A dash that opens a line of a list must not bind to the number above it."""
_CUT: Final = re.compile(r"\s*[-:/]\s*$")


def mentions(text: str) -> list[FoundIdentifier]:
    """Numbers in ``text``, whose lines may be items of a list.

    A number cut off at the end of the text is left out, and an undated one where the text names
    an edition of the same work.

    >>> [str(one.identifier) for one in mentions("- TCVN 1:2001\\n- TCVN 2:2002, TCVN 7572-")]
    ['TCVN 1:2001', 'TCVN 2:2002']
    """
    found = find_identifiers(_BULLET.sub("•", text))
    found = tuple(one for one in found if not _CUT.match(text[one.end :]) or not text[one.end :])
    dated = {one.identifier.undated() for one in found if one.identifier.is_dated}
    return [
        replace(one, text=text[one.start : one.end])
        for one in found
        if one.identifier.is_dated or one.identifier.undated() not in dated
    ]


def read_citations(
    part: DocumentPart, tables: Sequence[tuple[JoinedTable, str | None]]
) -> tuple[Citation, ...]:
    """Mentions in a document, clause by clause; ``tables`` come with the key of their clause."""
    owned: dict[str, list[JoinedTable]] = defaultdict(list)
    for table, key in tables:
        owned[part.preamble.key if key is None else key].append(table)
    found: list[Citation] = []
    for clause in (part.preamble, *part.clauses):
        mine = owned.get(clause.key, [])
        found += _in_heading(clause)
        found += _in_text(
            clause, [box for table in mine for row in table.rows for box in row.boxes]
        )
        for table in mine:
            found += _in_table(table, clause)
    return tuple(citation for citation in _completed(found) if citation.target != part.number)


def _in_heading(clause: Clause) -> list[Citation]:
    return [
        Citation(target=one.identifier, text=one.text, clause=clause.key, page=clause.page)
        for one in find_identifiers(clause.heading)
    ]


def _in_text(clause: Clause, rows: Sequence[Box]) -> list[Citation]:
    """Mentions in the text outside table rows."""
    text = _BULLET.sub("•", clause.text)
    for line in clause.lines:
        if any(_on_row(line, box) for box in rows):
            text = text[: line.start] + "|" * (line.end - line.start) + text[line.end :]
    return [
        Citation(
            target=one.identifier,
            text=clause.text[one.start : one.end],
            clause=clause.key,
            page=page_at(clause, one.start),
            start=one.start,
            end=one.end,
        )
        for one in find_identifiers(text)
    ]


def _on_row(line: Line, row: Box) -> bool:
    middle = (line.box.y0 + line.box.y1) / 2
    return line.box.page == row.page and row.y0 - 1 <= middle <= row.y1 + 1


def _in_table(table: JoinedTable, clause: Clause) -> Iterator[Citation]:
    yield from (
        Citation(target=one.identifier, text=one.text, clause=clause.key, page=table.box.page)
        for heading in table.header
        for one in mentions(heading)
    )
    for row in table.rows:
        cells = [text for text, own in zip(row.cells, row.own, strict=True) if own and text]
        for one in mentions(" |\n".join(cells)):
            words = squeeze(one.text)
            page, start, end = _place(clause, row, words)
            yield Citation(
                target=one.identifier,
                text=words,
                clause=clause.key,
                page=page,
                start=start,
                end=end,
            )


def _place(clause: Clause, row: JoinedRow, words: str) -> tuple[int, int | None, int | None]:
    """Page and span, in the clause's text, of words of a table row."""
    for line in clause.lines:
        if any(_on_row(line, box) for box in row.boxes):
            at = clause.text.find(words, line.start, line.end)
            if at >= 0:
                return line.box.page, at, at + len(words)
    return row.page, None, None


def _completed(found: Iterable[Citation]) -> list[Citation]:
    """Short forms (``QCVN 02:2019``) made whole where the document gives one full form."""
    held = list(found)
    full: dict[str, set[Identifier]] = defaultdict(set)
    for citation in held:
        if citation.target.agency and citation.target.base is None:
            full[citation.target.key.rpartition("/")[0]].add(citation.target)
    whole = {short: next(iter(targets)) for short, targets in full.items() if len(targets) == 1}
    return [
        replace(citation, target=whole.get(citation.target.key, citation.target))
        for citation in held
    ]
