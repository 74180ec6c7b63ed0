"""The terms of every row, kept beside an index so that its best candidates can be scored exactly.

A term of a field is kept as its CRC-32 (the field is the seed), once for each time it stands there,
field after field. Two terms of one question and one passage share a number once in some ten million
pairs; that passage then scores as if it had the word.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.keyword_terms import (
    FIELDS,
    KeywordSettings,
    Terms,
    Weighed,
    bm25,
)
from index.rows import mapped, write_at

__all__ = ["RowTerms", "append_terms"]

_SEED = {field: zlib.crc32(field.encode("ascii")) for field in FIELDS}
_PLACE = {field: place for place, field in enumerate(FIELDS)}
_SIEVE = 1 << 16


class RowTerms:
    """The terms of the first ``count`` rows, for reading."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        lengths = mapped(folder / "lengths.u32", np.uint32, count * len(FIELDS))
        self.lengths = lengths.reshape(count, len(FIELDS))
        self._ends = mapped(folder / "term-ends.u64", np.uint64, count)
        self.size = int(self._ends[-1]) if count else 0
        self._terms = mapped(folder / "terms.u32", np.uint32, self.size)

    def scores(
        self,
        rows: NDArray[np.int64],
        wordings: Sequence[Sequence[Weighed]],
        mean_lengths: NDArray[np.float64],
        settings: KeywordSettings,
    ) -> NDArray[np.float32]:
        """BM25 of each row for each wording of a question; shape ``(wordings, rows)``.

        ``mean_lengths``: of each field, in the order of ``FIELDS``.
        """
        total = np.zeros((len(wordings), len(rows)), np.float32)
        idfs = {(one.field, one.term): idf for asked in wordings for one, idf in asked}
        if not idfs:
            return total
        places = sorted({_PLACE[field] for field, _ in idfs})
        numbers = [_number(field, term) for field, term in idfs]
        counts = self._counts(rows, numbers, places[0], places[-1] + 1)
        lengths = self.lengths[rows].astype(np.float32)
        single = {
            (field, term): bm25(
                counted,
                lengths[:, _PLACE[field]],
                mean_length=float(mean_lengths[_PLACE[field]]),
                idf=idf,
                settings=settings,
            )
            for ((field, term), idf), counted in zip(idfs.items(), counts, strict=True)
        }
        for scores, asked in zip(total, wordings, strict=True):
            for one, _ in asked:
                scores += np.float32(one.weight) * single[one.field, one.term]
        return total

    def _counts(
        self, rows: NDArray[np.int64], sought: list[int], first: int, last: int
    ) -> NDArray[np.float32]:
        """How often each sought number stands in each row; shape ``(sought, rows)``. Only the
        fields from ``first`` to before ``last`` are read.
        """
        lengths = self.lengths[rows].astype(np.int64)
        ends = self._ends[rows].astype(np.int64) - lengths[:, last:].sum(axis=1)
        sizes = lengths[:, first:last].sum(axis=1)
        before = np.cumsum(sizes) - sizes
        there = self._terms[np.arange(int(sizes.sum())) + np.repeat(ends - sizes - before, sizes)]
        sieve = np.zeros(_SIEVE, np.bool_)
        sieve[[number % _SIEVE for number in sought]] = True
        likely = np.flatnonzero(sieve[there & np.uint32(_SIEVE - 1)])
        found, owner = there[likely], np.searchsorted(before, likely, "right") - 1
        counts = np.zeros((len(sought), len(rows)), np.float32)
        for position, number in enumerate(sought):
            counts[position] = np.bincount(owner[found == number], minlength=len(rows))
        return counts


def append_terms(folder: Path, held: RowTerms, fresh: Sequence[Terms]) -> None:
    """Put the terms of these rows after the last one, on the disk when it returns."""
    count = len(held.lengths)
    numbers = [
        np.fromiter(
            (
                number
                for field in FIELDS
                for term, times in terms[field].items()
                for number in (_number(field, term),) * times
            ),
            np.uint32,
        )
        for terms in fresh
    ]
    lengths = np.array(
        [[terms[field].total() for field in FIELDS] for terms in fresh], np.uint32
    ).reshape(len(fresh), len(FIELDS))
    ends = held.size + np.cumsum([len(row) for row in numbers], dtype=np.uint64)
    write_at(
        folder / "terms.u32", held.size * 4, np.concatenate([*numbers, np.zeros(0, np.uint32)])
    )
    write_at(folder / "term-ends.u64", count * 8, ends.astype(np.uint64))
    write_at(folder / "lengths.u32", count * 4 * len(FIELDS), lengths)


def _number(field: str, term: str) -> int:
    return zlib.crc32(term.encode("utf-8"), _SEED[field])
