"""A catalogue that leaves nothing on disk."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from index.catalogue import ListKind, ListRecord, LoadedList, Searched
from index.catalogue_asking import Asking
from index.catalogue_keys import Key, folded, keys_of, searched_words, sort_of
from standards.catalogue import CatalogueRecord, ForeignRecord, Provenance
from standards.identifier import Identifier

__all__ = ["MemoryCatalogue"]

_NOWHERE = Provenance(source="", row=0)


_Place = tuple[str, int]
"""Name of a list and position in it."""


class MemoryCatalogue(Asking):
    """Implements ``Catalogue``. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._lists: dict[str, LoadedList] = {}
        self._rows: dict[str, tuple[ListRecord, ...]] = {}
        self._checks: dict[tuple[str, ListRecord], tuple[str, date]] = {}
        self._found_by: dict[Key, list[_Place]] = {}
        self._generation = 0

    def load(self, loaded: LoadedList, records: Iterable[ListRecord]) -> None:
        """Keep a list in place of the one of that name; all of it or nothing."""
        placed = (_of(record, loaded.name) for record in records)
        rows = tuple(sorted(placed, key=lambda record: record.provenance.row))
        with self._lock:
            self._lists[loaded.name] = replace(loaded, records=len(rows))
            self._rows[loaded.name] = rows
            self._changed()

    def remove(self, name: str) -> bool:
        """Forget a list and what was checked of it; tells whether there was one."""
        with self._lock:
            if self._lists.pop(name, None) is None:
                return False
            del self._rows[name]
            self._checks = {key: seen for key, seen in self._checks.items() if key[0] != name}
            self._changed()
            return True

    def lists(self) -> tuple[LoadedList, ...]:
        """The lists kept, by name."""
        return tuple(self._lists[name] for name in sorted(self._lists))

    def check(self, name: str, row: int, *, by: str, at: datetime) -> bool:
        """Note that a person has compared a row with the original; tells whether it exists."""
        with self._lock:
            held = self._in_row(name, row)
            self._checks.update(((name, _words(record)), (by, at.date())) for record in held)
            self._generation += bool(held)
            return bool(held)

    def uncheck(self, name: str, row: int) -> bool:
        """Take such a check back; tells whether there was one."""
        with self._lock:
            held = self._in_row(name, row)
            gone = [self._checks.pop((name, _words(record)), None) for record in held]
            self._generation += any(gone)
            return any(gone)

    def row(self, name: str, row: int) -> tuple[ListRecord, ...]:
        """What stands in that row of that list."""
        with self._lock:
            return tuple(map(self._with_check, self._in_row(name, row)))

    def search(self, text: str, *, after: str = "", limit: int = 50) -> tuple[Searched, ...]:
        """Records with each word of the text in their number or titles, by number."""
        words = folded(text).split()
        with self._lock:
            found = [
                self._with_check(record)
                for rows in self._rows.values()
                for record in rows
                if isinstance(record, Searched) and sort_of(record) > after
                if all(word in searched_words(record) for word in words)
            ]
        kept = [record for record in found if isinstance(record, CatalogueRecord | ForeignRecord)]
        return tuple(sorted(kept, key=sort_of)[:limit])

    def numbers(self) -> Sequence[Identifier]:
        """Numbers of all records of standards, each once, in order."""
        with self._lock:
            found = {
                record.number.key: record.number
                for name in sorted(self._rows, reverse=True)
                for record in reversed(self._rows[name])
                if isinstance(record, CatalogueRecord)
            }
        return tuple(sorted(found.values()))

    def generation(self) -> int:
        """Goes up with every change."""
        return self._generation

    def integrity(self) -> tuple[str, ...]:
        """Nothing can be wrong."""
        return ()

    def close(self) -> None:
        """There is nothing to let go of."""

    def _find(self, keys: Sequence[Key]) -> Iterable[ListRecord]:
        with self._lock:
            places = {place: None for key in keys for place in self._found_by.get(key, ())}
            return [
                self._with_check(self._rows[name][position]) for name, position in sorted(places)
            ]

    def _of_kind(self, kind: ListKind) -> Iterable[ListRecord]:
        with self._lock:
            return [
                self._with_check(record)
                for name in sorted(self._rows)
                if self._lists[name].kind is kind
                for record in self._rows[name]
            ]

    def _in_row(self, name: str, row: int) -> list[ListRecord]:
        return [held for held in self._rows.get(name, ()) if held.provenance.row == row]

    def _with_check(self, record: ListRecord) -> ListRecord:
        seen = self._checks.get((record.provenance.source, _words(record)))
        if seen is None:
            return record
        provenance = replace(record.provenance, checked_by=seen[0], checked_on=seen[1])
        return replace(record, provenance=provenance)

    def _changed(self) -> None:
        self._generation += 1
        self._found_by = {}
        for name, rows in self._rows.items():
            for position, record in enumerate(rows):
                for key in keys_of(record):
                    self._found_by.setdefault(key, []).append((name, position))


def _of(record: ListRecord, name: str) -> ListRecord:
    return replace(record, provenance=replace(record.provenance, source=name))


def _words(record: ListRecord) -> ListRecord:
    """What the row says, wherever it stands."""
    return replace(record, provenance=_NOWHERE)
