"""What one document becomes in the tables of the store: rows, in the order of their columns."""

from __future__ import annotations

import zlib
from datetime import datetime

from index.codec import decode_document, decode_identifier, encode
from index.contracts import Citing, Passage, PassageKind
from standards.checked import CheckedFact
from standards.document import Document

__all__ = [
    "Row",
    "check_of",
    "check_row",
    "citing_of",
    "document_row",
    "mention_rows",
    "pack",
    "passage_of",
    "passage_row",
    "relation_rows",
    "row_code_rows",
    "row_standard_rows",
    "unpack_document",
    "unpack_text",
]

Row = tuple[str | int | float | bytes | None, ...]


def pack(text: str) -> bytes:
    """The text compressed."""
    return zlib.compress(text.encode("utf-8"), 6)


def unpack_text(body: bytes) -> str:
    """The text that :func:`pack` packed."""
    return zlib.decompress(body).decode("utf-8")


def unpack_document(body: bytes) -> Document:
    """The document that :func:`document_row` packed."""
    return decode_document(zlib.decompress(body))


def document_row(document: Document, file: str, position: int) -> Row:
    """The row of ``documents``; ``position`` is its place among the documents of the file."""
    number = document.number
    return (
        document.id,
        file,
        position,
        document.kind.value,
        str(number) if number is not None else None,
        number.key if number is not None else None,
        number.undated() if number is not None else None,
        encode(number) if number is not None else None,
        document.title,
        document.issuer,
        document.issued.isoformat() if document.issued else None,
        document.effective_from.isoformat() if document.effective_from else None,
        len(document.clauses),
        len(document.products),
        len(document.doubts),
        pack(encode(document)),
    )


def mention_rows(document: Document) -> list[Row]:
    """Rows of ``mentions``: one for each citation."""
    return [
        (
            document.id,
            position,
            mention.target.key,
            mention.target.undated(),
            encode(mention.target),
            mention.clause,
            mention.page,
            mention.text,
            mention.start,
            mention.end,
        )
        for position, mention in enumerate(document.citations)
    ]


def citing_of(
    document: str,
    number: str,
    clause: str | None,
    page: int,
    text: str,
    start: int | None,
    end: int | None,
) -> Citing:
    """The mention that stands in a row."""
    return Citing(
        document=document,
        target=decode_identifier(number),
        clause=clause,
        page=page,
        text=text,
        start=start,
        end=end,
    )


def relation_rows(document: Document) -> list[Row]:
    """Rows of ``relations``."""
    return [
        (
            document.id,
            position,
            relation.verb,
            relation.target.key,
            relation.target.undated(),
            encode(relation.target),
        )
        for position, relation in enumerate(document.relations)
    ]


def row_code_rows(document: Document) -> list[Row]:
    """Rows of ``row_codes``: each product row once under each 4-digit heading."""
    return [
        (heading, document.id, position)
        for position, row in enumerate(document.products)
        for heading in sorted({code.digits[:4] for code in row.hs})
    ]


def row_standard_rows(document: Document) -> list[Row]:
    """Rows of ``row_standards``: each number that a product row names."""
    return [
        (document.id, position, number.key, number.undated(), encode(number))
        for position, row in enumerate(document.products)
        for number in {number.key: number for number in row.standards}.values()
    ]


def passage_row(passage: Passage, position: int, generation: int) -> Row:
    """The row of ``passages``."""
    return (
        passage.id,
        passage.document,
        position,
        generation,
        passage.kind.value,
        passage.clause,
        passage.row,
        passage.start,
        passage.end,
        passage.heading,
        passage.text,
    )


def passage_of(
    passage_id: str,
    document: str,
    kind: str,
    clause: str | None,
    row: int | None,
    start: int,
    end: int,
    heading: str,
    text: str,
) -> Passage:
    """The passage that stands in a row."""
    return Passage(
        id=passage_id,
        document=document,
        kind=PassageKind(kind),
        clause=clause,
        row=row,
        start=start,
        end=end,
        heading=heading,
        text=text,
    )


def check_row(check: CheckedFact) -> Row:
    """The row of ``checks``."""
    return (
        check.document,
        check.fact,
        check.value,
        check.by,
        check.at.isoformat(timespec="seconds"),
        check.note,
    )


def check_of(document: str, fact: str, value: str, who: str, at: str, note: str) -> CheckedFact:
    """The check that stands in a row."""
    return CheckedFact(
        document=document,
        fact=fact,
        value=value,
        by=who,
        at=datetime.fromisoformat(at),
        note=note,
    )
