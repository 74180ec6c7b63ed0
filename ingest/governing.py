"""The words above a table that say what kind of list it is, the nearest first.

Reads the clauses of a document and its tables; writes for each table the lines that stand directly
above it inside its clause, the table's caption, the headings of its clause and of those above it,
and the title of the document. :mod:`ingest.risk_cells` looks there for a level of risk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ingest.normalise import squeeze
from ingest.parts import DocumentPart
from ingest.table_join import JoinedTable
from standards.document import Clause
from standards.place import Box, Line

__all__ = ["governing_words"]

_LONGEST: Final = 320
"""Words directly above a table that are longer than this are no heading of it."""


def governing_words(
    part: DocumentPart, tables: Sequence[tuple[JoinedTable, str | None]]
) -> tuple[tuple[str, ...], ...]:
    """For each table of the document, the words above it, the nearest first."""
    clauses = {clause.key: clause for clause in (part.preamble, *part.clauses)}
    boxes = [box for table, _ in tables for box in _boxes(table)]
    return tuple(
        tuple(
            words for words in _chain(part, table, clauses.get(key or ""), clauses, boxes) if words
        )
        for table, key in tables
    )


def _chain(
    part: DocumentPart,
    table: JoinedTable,
    clause: Clause | None,
    clauses: dict[str, Clause],
    boxes: Sequence[Box],
) -> Iterator[str]:
    yield table.caption
    if clause is not None:
        yield _directly_above(clause, table, boxes)
    while clause is not None:
        yield clause.heading
        clause = clauses.get(clause.parent or "")
    yield part.title or ""


def _directly_above(clause: Clause, table: JoinedTable, boxes: Sequence[Box]) -> str:
    """The lines of the clause between the table before and this one; empty if they are many."""
    top = (table.box.page, table.box.y0)
    before = max(
        ((box.page, box.y1) for box in boxes if (box.page, box.y1) <= top), default=(0, 0.0)
    )
    lines = [
        line
        for line in clause.lines
        if before <= (line.box.page, line.box.y1 - 1)
        and (line.box.page, line.box.y1) <= _below(top)
    ]
    free = [line for line in lines if not any(_inside(line, box) for box in boxes)]
    words = squeeze(" ".join(clause.text[line.start : line.end] for line in free))
    return words if len(words) <= _LONGEST else ""


def _below(top: tuple[int, float]) -> tuple[int, float]:
    return top[0], top[1] + 4


def _inside(line: Line, box: Box) -> bool:
    middle = (line.box.y0 + line.box.y1) / 2
    return line.box.page == box.page and box.y0 <= middle <= box.y1


def _boxes(table: JoinedTable) -> Iterator[Box]:
    for piece in table.pieces:
        yield piece.box
    if not table.pieces:
        yield table.box
