"""Cuts a document into the passages that can be found.

Reads a :class:`~standards.document.Document`; gives one passage for its title, one for each clause
(several for a clause longer than the model reads) and one for each row of a product list. The id
of a passage says where it belongs and stays the same when the file is read again:
``document|clause key|part``, ``document|#row|position``, ``document|#title|0``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.contracts import Passage, PassageKind
from standards.document import Clause, Document, ProductRow

__all__ = [
    "document_name",
    "passage_document",
    "passage_kind",
    "passages_of",
    "text_passages",
]

Pieces = Callable[[str], list[tuple[int, int]]]
"""Offsets of the consecutive parts of a text that the model reads whole."""

_TITLE, _ROW = "#title", "#row"
_CONTEXT_LENGTH = 300
"""Characters of headings that go before the words of a passage; a longer context loses its middle
headings first, for the words matter more than the path to them."""


def passage_document(passage_id: str) -> str:
    """The document of a passage.

    >>> passage_document("qcvn-32-2026-bxd|2.1.3|0")
    'qcvn-32-2026-bxd'
    """
    return passage_id.split("|", 1)[0]


def passage_kind(passage_id: str) -> PassageKind:
    """What the passage is a piece of.

    >>> passage_kind("qcvn-32-2026-bxd|#row|4")
    <PassageKind.PRODUCT: 'product'>
    """
    part = passage_id.rsplit("|", 2)[1]
    return {_TITLE: PassageKind.TITLE, _ROW: PassageKind.PRODUCT}.get(part, PassageKind.CLAUSE)


def passages_of(document: Document, pieces: Pieces) -> list[Passage]:
    """All passages of a document, in reading order: title, clauses, product rows."""
    name = document_name(document)
    return [
        *_title(document, name),
        *_clauses(document, name, pieces),
        *(_row(document, name, position, row) for position, row in enumerate(document.products)),
    ]


def document_name(document: Document) -> str:
    """Number and title, as far as known, on one line."""
    number = str(document.number) if document.number is not None else ""
    return " ".join(part for part in (number, document.title or "") if part)


def _title(document: Document, name: str) -> Iterator[Passage]:
    words = "\n".join(part for part in (name, document.title_en or "") if part)
    if words:
        yield Passage(
            id=f"{document.id}|{_TITLE}|0",
            document=document.id,
            kind=PassageKind.TITLE,
            heading="",
            text=words,
            end=len(words),
        )


def _clauses(document: Document, name: str, pieces: Pieces) -> Iterator[Passage]:
    by_key = {clause.key: clause for clause in document.clauses}
    for clause in document.clauses:
        if clause.text.strip() or clause.heading:
            yield from text_passages(
                document.id,
                clause.key,
                heading=_context(name, clause, by_key),
                text=clause.text,
                pieces=pieces,
            )


def text_passages(
    document: str, clause: str, *, heading: str, text: str, pieces: Pieces
) -> list[Passage]:
    """The passages of one clause; one with the heading alone if it has no text."""
    parts = pieces(text) if text.strip() else [(0, 0)]
    return [
        Passage(
            id=f"{document}|{clause}|{part}",
            document=document,
            kind=PassageKind.CLAUSE,
            heading=heading,
            text=text[start:end],
            clause=clause,
            start=start,
            end=end,
        )
        for part, (start, end) in enumerate(parts)
    ]


def _row(document: Document, name: str, position: int, row: ProductRow) -> Passage:
    words = row.text or row.name
    return Passage(
        id=f"{document.id}|{_ROW}|{position}",
        document=document.id,
        kind=PassageKind.PRODUCT,
        heading=_shortened([name, row.group, row.name]),
        text=words,
        clause=row.clause,
        row=position,
        end=len(words),
    )


def _context(name: str, clause: Clause, by_key: dict[str, Clause]) -> str:
    """Document, then the headings above the clause from the outside in, then its own."""
    path = [_labelled(clause)]
    seen = {clause.key}
    above = clause.parent
    while above is not None and above not in seen and above in by_key:
        seen.add(above)
        path.append(_labelled(by_key[above]))
        above = by_key[above].parent
    return _shortened([name, *reversed(path)])


def _labelled(clause: Clause) -> str:
    return f"{clause.label} {clause.heading}".strip()


def _shortened(parts: list[str]) -> str:
    """The parts joined by `` > ``, within the length by dropping from the middle."""
    kept = [part for part in parts if part]
    while len(kept) > 2 and len(" > ".join(kept)) > _CONTEXT_LENGTH:
        del kept[len(kept) // 2 if len(kept) > 3 else 1]
    return " > ".join(part[:_CONTEXT_LENGTH] for part in kept)
