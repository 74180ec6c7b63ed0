"""An embedder that does not compute a vector twice.

Embedding is by far the dearest step of taking a file in. A library therefore remembers the vector
of each text in one SQLite file beside its indexes: a reading that changes three clauses of a
document costs three vectors, and ``trachuan rebuild`` with the same model costs none. The file is a
cache: it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.contracts import Embedder, Vectors

__all__ = ["RememberingEmbedder"]

_SCHEMA = "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID"
_PORTION = 500
_COMPUTED = 128
"""Vectors that are kept together: what a process that is killed loses."""


class RememberingEmbedder:
    """Wraps ``inner`` and keeps the vectors of passages in the file ``path``.

    Vectors are kept every 128 texts, so that a run that is killed goes on where it was.

    A key is made of the model's name and the text, so another model never meets a foreign vector. A
    file that SQLite cannot read is started anew. Questions are not remembered: they are what people
    ask.
    """

    def __init__(self, inner: Embedder, path: Path) -> None:
        self._inner = inner
        self._path = path
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The name of the model inside."""
        return self._inner.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._inner.dimension

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, shape ``(dimension,)``; always computed."""
        return self._inner.query(text)

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Offsets of the parts that the model reads whole."""
        return self._inner.pieces(text)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape ``(len(texts), dimension)``; computes only new ones."""
        if not texts:
            return self._inner.passages(texts)
        keys = [self._key(text) for text in texts]
        with self._lock:
            known = self._recall(keys)
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            order = sorted(missing, key=lambda key: len(missing[key]), reverse=True)
            for start in range(0, len(order), _COMPUTED):
                portion = order[start : start + _COMPUTED]
                fresh = self._inner.passages([missing[key] for key in portion])
                computed = dict(zip(portion, fresh, strict=True))
                self._keep(computed)
                known |= computed
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode()).digest()

    def _recall(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with closing(self._open()) as database:
                for start in range(0, len(keys), _PORTION):
                    portion = keys[start : start + _PORTION]
                    marks = ",".join("?" * len(portion))
                    rows = database.execute(
                        f"SELECT key, value FROM vector WHERE key IN ({marks})", portion
                    )
                    found |= {key: np.frombuffer(value, np.float32) for key, value in rows}
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        return {key: value for key, value in found.items() if len(value) == self.dimension}

    def _keep(self, vectors: dict[bytes, Vectors]) -> None:
        rows = [(key, np.asarray(value, np.float32).tobytes()) for key, value in vectors.items()]
        with closing(self._open()) as database, database:
            database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=30)
        database.execute(_SCHEMA)
        return database
