"""Reads passages, and what has changed of them, from the SQLite store.

A library of national size has a million passages: whoever wants all gets them document by document
and never holds more than some thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.contracts import Passage
from index.store_lives import StoredLives
from index.store_rows import passage_of

__all__ = ["StoredPassages"]

_PASSAGE = "id, document, kind, clause, row, start, end, heading, text"
_AT_ONCE = 500
"""Values in one question to SQLite."""
_DOCUMENTS = 40
"""Documents whose passages are read together."""


class StoredPassages(StoredLives):
    """The questions of ``LibraryStore`` about passages."""

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Passage] = {}
        for first in range(0, len(wanted), _AT_ONCE):
            part = wanted[first : first + _AT_ONCE]
            sql = f"SELECT {_PASSAGE} FROM passages WHERE id IN ({_marks(part)})"
            found.update((row[0], passage_of(*row)) for row in self._rows(sql, *part))
        return {name: found[name] for name in wanted if name in found}

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, by document and in reading order."""
        ids = [row[0] for row in self._rows("SELECT id FROM documents ORDER BY id")]
        return self._passages_of(ids, 0)

    def passage_count(self) -> int:
        """How many passages it holds."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def holder(self, document_id: str) -> str | None:
        """The file that the document with that id was read from, None if there is none."""
        rows = self._rows("SELECT file FROM documents WHERE id = ?", document_id)
        return rows[0][0] if rows else None

    def put_since(self, generation: int) -> Iterator[Passage]:
        """Passages put after that generation, by document and in reading order."""
        if generation < 1:
            return self.all_passages()
        rows = self._rows(
            "SELECT DISTINCT document FROM passages WHERE generation > ? ORDER BY 1", generation
        )
        return self._passages_of([row[0] for row in rows], generation)

    def gone_since(self, generation: int) -> tuple[str, ...]:
        """Ids of passages removed after that generation and not put again, in order."""
        rows = self._rows("SELECT passage FROM gone WHERE generation > ? ORDER BY 1", generation)
        return tuple(row[0] for row in rows)

    def change_count(self, generation: int) -> tuple[int, int]:
        """How many passages were put, and how many removed, after that generation."""
        put, gone = (
            int(self._rows(f"SELECT count(*) FROM {table} WHERE generation > ?", generation)[0][0])
            for table in ("passages", "gone")
        )
        return put, gone

    def _passages_of(self, documents: list[str], generation: int) -> Iterator[Passage]:
        for first in range(0, len(documents), _DOCUMENTS):
            part = documents[first : first + _DOCUMENTS]
            rows = self._rows(
                f"SELECT {_PASSAGE} FROM passages WHERE document IN ({_marks(part)}) "
                "AND +generation > ? ORDER BY document, position",  # +: not by that index
                *part,
                generation,
            )
            yield from (passage_of(*row) for row in rows)


def _marks(values: list[str]) -> str:
    return ",".join("?" * len(values))
