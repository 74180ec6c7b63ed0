"""What computes vectors inside the model embedder: the port, the precisions, and batches.

Two engines stand behind it: :mod:`index.engine_network` (OpenVINO, the built-in model only) and
:mod:`index.engine_torch` (sentence-transformers, any model).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from index.contracts import Vectors
from index.splitting import Encoding

__all__ = ["Engine", "Precision", "Role", "batches_of_like_length"]


class Precision(StrEnum):
    """How exactly the model computes.

    ``AUTO`` is the fastest that keeps the ranking: ``INT8`` where OpenVINO is installed, else
    ``BFLOAT16`` where the processor has it, else ``FLOAT32``. ``INT8`` keeps the weights and
    rounds what flows between them to eight bits, a scale for each 32 numbers. Vectors of one
    precision may be compared with those of another (``docs/embedding.md`` has the measurements).
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    INT8 = "int8"


class Role(StrEnum):
    """What a text is: the model was trained with a word before each."""

    QUERY = "query"
    PASSAGE = "passage"


class Engine(Protocol):
    """A loaded model. Threads may share it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def precision(self) -> Precision:
        """The precision in use, never ``AUTO``."""

    @property
    def own_tokens(self) -> int:
        """Tokens of a passage's own that the model reads, beside prompt and marks."""

    def offsets(self, text: str) -> Encoding:
        """Where each token of a text starts and ends."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A vector a passage, shape ``(len(texts), dimension)``, on all processors."""

    def question(self, text: str) -> Vectors:
        """The vector of a question, shape ``(dimension,)``, on one processor."""


def batches_of_like_length(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Places of texts, longest first, in batches of at most ``most`` units when each text is
    filled up to the longest of its batch; a longer text stands alone.

    >>> batches_of_like_length([3, 9, 4, 30], 10)
    [[3], [1], [2, 0]]
    """
    batches: list[list[int]] = []
    longest = 0
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if not batches or (len(batches[-1]) + 1) * longest > most:
            batches.append([])
            longest = max(lengths[place], 1)
        batches[-1].append(place)
    return batches
