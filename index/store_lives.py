"""Reads the parts of documents that are kept by themselves in the SQLite store, and fills them.

Statuses, bindings and watching ask for these often, and for many documents at once.
"""

from __future__ import annotations

import sqlite3
import zlib
from abc import ABC, abstractmethod
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

from index.codec import decode_part, encode
from index.contracts import Citing, RowReference
from index.life import CitingClause, LifeFacts, Named, citing_clauses_of, life_of
from index.store_rows import Row, citing_of, pack, unpack_document
from standards.document import Document, ProductRow
from standards.errors import CorruptLibrary
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import Verb

__all__ = ["StoredLives", "fill_parts", "part_rows"]

_AT_ONCE = 400
"""Values in one question to SQLite."""

_GOODS = 8192
"""Product rows that are kept once read."""

_RISK, _MEASURES = b'"risk":', b'"measures":'
"""Stand in the row of a level or a measure; a row without one leaves the field out."""

_SAME = "t.work = ?2 AND (t.key = ?1 OR t.key = t.work OR ?1 = ?2)"
"""Exactly the number ?1 of the work ?2, or one of the two is an undated reference to the other."""


def part_rows(document: Document) -> Iterator[tuple[str, list[Row]]]:
    """Tables of the parts of a document, with their rows."""
    yield "lives", [(document.id, pack(encode(life_of(document))))]
    yield (
        "citing_clauses",
        [(document.id, part.key, pack(encode(part))) for part in citing_clauses_of(document)],
    )
    yield (
        "product_rows",
        [
            (document.id, place, " ".join(code.digits for code in row.hs), pack(encode(row)))
            for place, row in enumerate(document.products)
        ],
    )


def fill_parts(db: sqlite3.Connection) -> None:
    """Fill the tables of parts from whole documents, for a store that did not have them."""
    ids = [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id")]
    for document_id in ids:
        found = db.execute("SELECT body FROM documents WHERE id = ?", (document_id,)).fetchone()
        try:
            document = unpack_document(bytes(found[0]))
        except CorruptLibrary:
            continue  # whoever asks for it is told, and it can be deleted
        for table, rows in part_rows(document):
            for row in rows:
                db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)


class StoredLives(ABC):
    """The questions of ``DocumentStore`` that need no whole document."""

    def __init__(self) -> None:
        self._goods: tuple[int, dict[tuple[str, int], ProductRow]] = (-1, {})

    def life(self, document_id: str) -> LifeFacts:
        """What the document says of its days and does to others. Raises NotFound."""
        for (body,) in self._rows("SELECT body FROM lives WHERE document = ?", document_id):
            return decode_part(LifeFacts, zlib.decompress(body))
        return life_of(self.document(document_id))

    def lives(self, ids: Iterable[str]) -> dict[str, LifeFacts]:
        """The same of many documents, by id; unknown ids are left out."""
        found: dict[str, LifeFacts] = {}
        for part in _parts(dict.fromkeys(ids)):
            marks = ",".join("?" * len(part))
            sql = f"SELECT document, body FROM lives WHERE document IN ({marks}) ORDER BY 1"
            for name, body in self._rows(sql, *part):
                found[name] = decode_part(LifeFacts, zlib.decompress(body))
        return found

    def citing_clauses(
        self, places: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], CitingClause]:
        """Clauses that name others, by ``(document id, key)``; unknown ones are left out."""
        found: dict[tuple[str, str], CitingClause] = {}
        for part in _parts(dict.fromkeys(places)):
            marks = ",".join(["(?, ?)"] * len(part))
            sql = (
                f"WITH wanted(document, clause) AS (VALUES {marks}) "
                "SELECT document, clause, body FROM wanted JOIN citing_clauses "
                "USING (document, clause)"
            )
            for name, key, body in self._rows(sql, *(value for place in part for value in place)):
                found[name, key] = decode_part(CitingClause, zlib.decompress(body))
        return found

    def named(self) -> tuple[Named, ...]:
        """How often each document names which number, by document and key."""
        rows = self._rows(
            "SELECT document, key, count(*) FROM (SELECT document, key FROM mentions "
            "UNION ALL SELECT document, key FROM row_standards) GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return tuple(Named(document=row[0], key=row[1], times=row[2]) for row in rows)

    def goods_codes(self) -> tuple[tuple[str, int, HsCode], ...]:
        """``(document id, row, code)`` for every HS code of every product row, in order."""
        rows = self._rows(
            "SELECT document, row, codes FROM product_rows WHERE codes <> '' ORDER BY 1, 2"
        )
        return tuple(
            (name, row, HsCode(code)) for name, row, codes in rows for code in codes.split()
        )

    def lists(self) -> frozenset[tuple[str, str | None]]:
        """``(document id, clause key)`` of every place that holds a product list."""
        rows = self._rows("SELECT DISTINCT document, clause FROM passages WHERE kind = 'product'")
        return frozenset((row[0], row[1]) for row in rows)

    def issuing(self) -> frozenset[str]:
        """Ids of documents that issue another text."""
        rows = self._rows("SELECT DISTINCT document FROM relations WHERE verb = ?", Verb.ISSUES)
        return frozenset(row[0] for row in rows)

    def stating_risk(self, *, measures: bool = False) -> tuple[str, ...]:
        """Ids of documents with a product row that states a level of risk, in order; with those
        that state a measure, if so asked."""
        found: dict[str, None] = {}
        for name, body in self._rows("SELECT document, body FROM product_rows ORDER BY 1, 2"):
            if name in found:
                continue
            text = zlib.decompress(body)
            if _RISK in text or (measures and _MEASURES in text):
                row = decode_part(ProductRow, text)
                if row.risk is not None or (measures and row.measures):
                    found[name] = None
        return tuple(found)

    def citing(self, identifier: Identifier) -> tuple[Citing, ...]:
        """Who mentions that number; an undated mention counts for every edition."""
        rows = self._rows(
            "SELECT t.document, t.number, t.clause, t.page, t.text, t.start, t.end "
            f"FROM mentions t WHERE {_SAME} ORDER BY t.document, t.position",
            identifier.key,
            identifier.undated(),
        )
        return tuple(citing_of(*row) for row in rows)

    def relations_to(self, identifier: Identifier) -> tuple[tuple[str, str], ...]:
        """``(verb, document id)`` of held documents that replace, amend, repeal, issue … it."""
        rows = self._rows(
            f"SELECT DISTINCT t.verb, t.document FROM relations t WHERE {_SAME} ORDER BY 2, 1",
            identifier.key,
            identifier.undated(),
        )
        return tuple((row[0], row[1]) for row in rows)

    def product(self, document_id: str, row: int) -> ProductRow | None:
        """A product row by its document and place; None if there is none."""
        sql = "SELECT document, row FROM product_rows WHERE document = ? AND row = ?"
        found = self._references(self._rows(sql, document_id, row))
        return found[0].product if found else None

    def rows_by_hs(
        self, code: HsCode, among: Container[str] | None = None
    ) -> tuple[RowReference, ...]:
        """Product rows with a code of the same 4-digit heading, those of some documents only."""
        rows = self._rows(
            "SELECT document, row FROM row_codes WHERE heading = ? ORDER BY document, row",
            code.digits[:4],
        )
        return self._references([one for one in rows if among is None or one[0] in among])

    def rows_by_standard(self, identifier: Identifier) -> tuple[RowReference, ...]:
        """Product rows that name that standard; an undated name counts for every edition."""
        return self._references(
            self._rows(
                f"SELECT DISTINCT t.document, t.row FROM row_standards t WHERE {_SAME} "
                "ORDER BY t.document, t.row",
                identifier.key,
                identifier.undated(),
            )
        )

    def generation(self) -> int:
        """How many batches have changed what the indexes show."""
        return int(self._rows("SELECT generation FROM state")[0][0])

    def _references(self, rows: Sequence[tuple[str, int]]) -> tuple[RowReference, ...]:
        """The rows themselves; they are kept while nothing changes."""
        generation = self.generation()
        of, held = self._goods
        if generation != of or len(held) > _GOODS:
            held = {}
            self._goods = generation, held
        for part in _parts(place for place in rows if place not in held):
            marks = ",".join(["(?, ?)"] * len(part))
            sql = (
                f"WITH wanted(document, row) AS (VALUES {marks}) "
                "SELECT document, row, body FROM wanted JOIN product_rows USING (document, row)"
            )
            for name, row, body in self._rows(sql, *(value for place in part for value in place)):
                held[name, row] = decode_part(ProductRow, zlib.decompress(body))
        for name, row in rows:
            if (name, row) not in held:
                held[name, row] = self.document(name).products[row]
        return tuple(
            RowReference(document=name, row=row, product=held[name, row]) for name, row in rows
        )

    @abstractmethod
    def document(self, document_id: str) -> Document:
        """The whole document. Raises NotFound."""

    @abstractmethod
    def _rows(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        """What SQLite answers."""


def _parts(values: Iterable[object]) -> Iterator[tuple]:  # type: ignore[type-arg]
    every = iter(values)
    while part := tuple(islice(every, _AT_ONCE)):
        yield part
