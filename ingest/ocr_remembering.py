"""What was recognised once is not recognised again.

Wraps another :class:`ingest.ocr.Ocr` and keeps its answers in an SQLite file, by the engine's name,
the pixels of the picture and its resolution. A page that has not changed gives the same pixels,
even when the file around it changed. Several threads and processes may share one file; one that is
damaged is replaced, one that cannot be written is done without: memory saves time, it never stops
a reading.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple
from pathlib import Path
from typing import Final

from ingest.cell_reading import ReadsBlocks
from ingest.figure_reading import ReadsFigures
from ingest.ocr import Ocr, OcrWord, Picture
from standards.errors import OcrFailed

__all__ = ["RememberingOcr"]

_BUSY_SECONDS: Final = 30.0
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS reading (
    picture TEXT NOT NULL, engine TEXT NOT NULL, words BLOB NOT NULL,
    PRIMARY KEY (picture, engine)
) WITHOUT ROWID
"""


class RememberingOcr:
    """Answers from ``memory`` if it can, else asks ``engine`` and remembers.

    Without an engine it answers with what any engine said about the picture, and raises OcrFailed
    for one that it has not seen.
    """

    def __init__(self, memory: Path, engine: Ocr | None = None) -> None:
        self._memory = memory
        self._engine = engine
        self._replacing = threading.Lock()

    @property
    def name(self) -> str:
        """The engine's name; ``memory`` without one."""
        return self._engine.name if self._engine else "memory"

    def read(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of an upright picture, in reading order. Raises OcrFailed."""
        return self._answer(_key(picture, dpi), picture, dpi, self._ask)

    def read_block(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of a picture that is one block of lines. Raises OcrFailed."""
        engine = self._engine
        asks = engine.read_block if isinstance(engine, ReadsBlocks) else self._ask
        return self._answer("block " + _key(picture, dpi), picture, dpi, asks)

    def read_figures(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of lines of figures, top to bottom. Raises OcrFailed."""
        engine = self._engine
        asks = engine.read_figures if isinstance(engine, ReadsFigures) else self._ask
        return self._answer("figures " + _key(picture, dpi), picture, dpi, asks)

    def _ask(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        if self._engine is None:
            raise OcrFailed("nothing is remembered of this picture, and no program reads it")
        return self._engine.read(picture, dpi)

    def _answer(
        self,
        key: str,
        picture: Picture,
        dpi: int,
        asks: Callable[[Picture, int], tuple[OcrWord, ...]],
    ) -> tuple[OcrWord, ...]:
        known = self._recall(key)
        if known is not None:
            return known
        words = asks(picture, dpi)
        self._remember(key, words)
        return words

    def _recall(self, key: str) -> tuple[OcrWord, ...] | None:
        question, values = "SELECT words FROM reading WHERE picture = ?", [key]
        if self._engine is not None:
            question, values = question + " AND engine = ?", [key, self._engine.name]
        with self._forgiving(), self._open() as memory:
            row = memory.execute(question, values).fetchone()
            return None if row is None else _unpacked(row[0])
        return None

    def _remember(self, key: str, words: tuple[OcrWord, ...]) -> None:
        values = (key, self.name, _packed(words))
        with self._forgiving(), self._open() as memory, memory:
            memory.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", values)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each use: safe in threads and after a fork."""
        with closing(sqlite3.connect(self._memory, timeout=_BUSY_SECONDS)) as memory:
            memory.execute("PRAGMA journal_mode = WAL")
            memory.execute("PRAGMA synchronous = NORMAL")
            memory.execute(_TABLE)
            yield memory

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Faults of the memory file end here; a damaged one is taken away."""
        try:
            yield
        except (sqlite3.OperationalError, OSError):
            return
        except sqlite3.DatabaseError:
            with self._replacing, suppress(OSError):
                for part in ("", "-wal", "-shm"):
                    self._memory.with_name(self._memory.name + part).unlink(missing_ok=True)


def _key(picture: Picture, dpi: int) -> str:
    digest = hashlib.sha256(b"%d %d %d\n" % (*picture.shape, dpi))
    digest.update(picture.tobytes())
    return digest.hexdigest()


def _packed(words: tuple[OcrWord, ...]) -> bytes:
    return zlib.compress(json.dumps([astuple(word) for word in words], ensure_ascii=False).encode())


def _unpacked(data: bytes) -> tuple[OcrWord, ...] | None:
    """The words; None if the bytes are damaged."""
    try:
        rows: list[list[str | float]] = json.loads(zlib.decompress(data))
        return tuple(_word(row) for row in rows)
    except (zlib.error, ValueError, TypeError):
        return None


def _word(row: list[str | float]) -> OcrWord:
    text, confidence, x0, y0, x1, y1, line, baseline, size = row
    return OcrWord(
        text=str(text),
        confidence=float(confidence),
        x0=float(x0),
        y0=float(y0),
        x1=float(x1),
        y1=float(y1),
        line=int(line),
        baseline=float(baseline),
        size=float(size),
    )
