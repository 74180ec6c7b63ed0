"""A small embedder without a model: words hashed into a vector (the hashing trick, Weinberger et
al. 2009). Deterministic and instant; it finds texts that share words. For tests and for a library
without vectors worth the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from index.analysis import base_terms
from index.contracts import Vectors
from index.splitting import Encoding, split_pieces

__all__ = ["HashingEmbedder"]

_WORD = re.compile(r"\w+|[^\w\s]")


class HashingEmbedder:
    """Implements ``Embedder``. ``limit``: how many words a piece may have."""

    def __init__(self, dimension: int = 256, limit: int = 200) -> None:
        self._dimension = dimension
        self._limit = limit

    @property
    def name(self) -> str:
        """What the manifest remembers."""
        return f"hashing-{self._dimension}-{self._limit}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape ``(len(texts), dimension)``."""
        if not texts:
            return np.zeros((0, self._dimension), np.float32)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        """The unit vector of a text, shape ``(dimension,)``; zeros if it has no words."""
        vector = np.zeros(self._dimension, np.float32)
        for term in base_terms(text):
            digest = int.from_bytes(blake2b(term.encode("utf-8"), digest_size=8).digest(), "big")
            vector[(digest >> 1) % self._dimension] += 1.0 if digest & 1 else -1.0
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Offsets of consecutive parts of at most ``limit`` words."""
        return split_pieces(text, _tokens, self._limit)


def _tokens(text: str) -> Encoding:
    return [match.span() for match in _WORD.finditer(text)]
