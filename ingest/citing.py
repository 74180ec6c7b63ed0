"""Citations: every mention of another standard, regulation or legal act, by clause.

Reads a :class:`ingest.parts.DocumentPart` and the tables that belong to it, writes
:class:`standards.document.Citation` values. Mentions stand in headings and clause texts, in the
preamble (*căn cứ*, *lời nói đầu*) and in tables; each keeps its span in the text of its clause
where it has one. Tables are read cell by cell, so that no number runs over the edge of a cell. The
document's own number is no citation. On pages recognised from a picture damaged numbers are
repaired where that is safe (:mod:`ingest.repair`), which is told beside the citations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.known_numbers import KnownNumbers
from ingest.narrow_cells import whole_signs
from ingest.normalise import squeeze
from ingest.parts import DocumentPart
from ingest.repair import RecognisedNumber, number_doubts, read_recognised, repair_numbers
from ingest.sentences import page_at
from ingest.table_join import JoinedRow, JoinedTable
from standards.citations import FoundIdentifier, find_identifiers
from standards.document import Citation, Clause, Doubt, Repair
from standards.identifier import Identifier
from standards.place import Box, Line

__all__ = [
    "NOTHING_KNOWN",
    "Citations",
    "mentions",
    "mentions_on",
    "read_mentions",
]

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


def mentions_on(page: int, text: str, known: KnownNumbers) -> Sequence[FoundIdentifier]:
    """Like :func:`mentions`, repaired where the page was recognised from a picture."""
    if page not in known.pictures:
        return mentions(text)
    return repair_numbers(text, known, page, mentions).found


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """What a document mentions, what was repaired to read it, and what stays doubtful."""

    citations: tuple[Citation, ...]
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Doubt, ...] = ()


NOTHING_KNOWN: Final = KnownNumbers()
"""For documents without recognised pages."""


def read_mentions(
    part: DocumentPart,
    tables: Sequence[tuple[JoinedTable, str | None]],
    known: KnownNumbers = NOTHING_KNOWN,
) -> Citations:
    """Mentions in a document, clause by clause; ``tables`` come with the key of their clause.

    ``known`` says which pages were recognised from a picture, and what their numbers are repaired
    against.
    """
    owned: dict[str, list[JoinedTable]] = defaultdict(list)
    for table, key in tables:
        owned[part.preamble.key if key is None else key].append(table)
    reader = _Reader(known)
    found: list[Citation] = []
    for clause in (part.preamble, *part.clauses):
        mine = owned.get(clause.key, [])
        rows = [box for table in mine for row in table.rows for box in row.boxes]
        found += reader.in_heading(clause)
        found += reader.in_text(clause, rows)
        for table in mine:
            found += reader.in_table(table, clause)
    kept = tuple(citation for citation in _completed(found) if citation.target != part.number)
    return Citations(
        citations=kept,
        repairs=tuple(made for page, one in reader.read if (made := one.repair(page)) is not None),
        doubts=number_doubts(each for each in reader.read if each[1].target != part.number),
    )


class _Reader:
    """Finds mentions and remembers what was recognised from pictures, with its page."""

    def __init__(self, known: KnownNumbers) -> None:
        self._known = known
        self.read: list[tuple[int, RecognisedNumber]] = []

    def _numbers(
        self,
        text: str,
        page_of: Callable[[int], int],
        find: Callable[[str], Sequence[FoundIdentifier]] = find_identifiers,
    ) -> Iterator[tuple[int, FoundIdentifier]]:
        """The numbers in a text with their pages: repaired on pictures, as printed elsewhere."""
        plain = find(text)
        pictures = self._known.pictures
        yield from ((page, one) for one in plain if (page := page_of(one.start)) not in pictures)
        if not pictures:
            return
        for one in read_recognised(text, self._known, plain):
            page = page_of(one.start)
            if page not in pictures:
                continue
            self.read.append((page, one))
            if one.target is not None:
                yield (
                    page,
                    FoundIdentifier(
                        identifier=one.target, start=one.start, end=one.end, text=one.text
                    ),
                )

    def in_heading(self, clause: Clause) -> list[Citation]:
        """Mentions in a heading."""
        return [
            Citation(target=one.identifier, text=one.text, clause=clause.key, page=page)
            for page, one in self._numbers(clause.heading, lambda _: clause.page)
        ]

    def in_text(self, clause: Clause, rows: Sequence[Box]) -> list[Citation]:
        """Mentions in the text outside table rows."""
        text = _BULLET.sub("•", clause.text)
        for line in clause.lines:
            if any(_on_row(line, box) for box in rows):
                text = text[: line.start] + "|" * (line.end - line.start) + text[line.end :]
        found = [
            Citation(
                target=one.identifier,
                text=clause.text[one.start : one.end],
                clause=clause.key,
                page=page,
                start=one.start,
                end=one.end,
            )
            for page, one in self._numbers(text, lambda at: page_at(clause, at))
        ]
        return sorted(found, key=lambda citation: citation.start or 0)

    def in_table(self, table: JoinedTable, clause: Clause) -> Iterator[Citation]:
        """Mentions in the heading and the cells of a table."""
        for heading in table.header:
            for page, one in self._numbers(heading, lambda _: table.box.page, mentions):
                yield Citation(target=one.identifier, text=one.text, clause=clause.key, page=page)
        for row in table.rows:
            cells = [
                whole_signs(text)
                for text, own in zip(row.cells, row.own, strict=True)
                if own and text
            ]
            for _, one in self._numbers(" |\n".join(cells), lambda _: row.page, mentions):  # noqa: B023
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


def _on_row(line: Line, row: Box) -> bool:
    middle = (line.box.y0 + line.box.y1) / 2
    return line.box.page == row.page and row.y0 - 1 <= middle <= row.y1 + 1


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
