"""Vectors by the built-in model's OpenVINO network: no PyTorch is loaded.

The network is written once into the folder of the prepared model, and compared with known vectors
before it is taken.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.contracts import Vectors
from index.e5_file import check_sha256, locate, read_e5
from index.engine import Precision, batches_of_like_length
from index.network import Network, computes_halves, write_network
from index.splitting import Encoding
from index.tokenizer import Tokens
from standards.errors import CorruptLibrary

__all__ = ["NetworkEngine", "ensure_network"]

_FOLDER = "openvino-1"
_NAME = "network.xml"
_POSITIONS = 512
_PADDING = 1
_QUERY, _PASSAGE = "query: ", "passage: "
_KNOWN_TEXT = "quy chuẩn"
_KNOWN = (0.04617, -0.06635, -0.08516, -0.09123, 0.01876, -0.05361, 0.03551, 0.05349)
"""How the vector of that question begins in float32, as sentence-transformers computes it."""
_TOLERANCE = 0.01
_BATCH_TOKENS = 512
"""Larger batches leave the processor's cache: 4,096 tokens took 1.5 times as long a text."""


def ensure_network(folder: Path) -> Path:
    """The network's file in the folder of the prepared model, written on the first call: whole, or
    not at all.

    Raises MissingPart if the package with the weights is absent, CorruptLibrary if its file is not
    the known one.
    """
    place = folder / _FOLDER
    if not (place / _NAME).is_file():
        source = locate()
        check_sha256(source)
        with tempfile.TemporaryDirectory(prefix=f".{_FOLDER}-", dir=folder) as scratch:
            made = Path(scratch) / _FOLDER
            made.mkdir()
            write_network(read_e5(source), made / _NAME)
            try:
                made.rename(place)
            except OSError:  # another process was first
                if not (place / _NAME).is_file():
                    raise
    return place / _NAME


class NetworkEngine:
    """Implements ``Engine`` over the folder of the prepared model.

    Raises CorruptLibrary if it does not compute a known vector.
    """

    def __init__(self, folder: Path, precision: Precision) -> None:
        self.precision = _chosen(precision)
        self._processors = len(os.sched_getaffinity(0))
        self._network = Network(
            ensure_network(folder),
            processors=self._processors,
            rounded=self.precision is Precision.INT8,
            half=self.precision is Precision.BFLOAT16,
        )
        self._tokens = Tokens(folder / "tokenizer.json", _POSITIONS)
        known = self.question(_KNOWN_TEXT)
        if not np.allclose(known[: len(_KNOWN)], _KNOWN, atol=_TOLERANCE):
            raise CorruptLibrary(
                f"the prepared model in {folder / _FOLDER} computes other vectors than it should; "
                "delete that folder and run: trachuan model"
            )
        self.dimension = len(known)
        self.own_tokens = _POSITIONS - len(self._tokens.numbers([_PASSAGE])[0])

    def offsets(self, text: str) -> Encoding:
        """Where each token of a text starts and ends."""
        return self._tokens.offsets(text)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A vector a passage, each batch on one processor, as many at once as there are."""
        numbers = self._tokens.numbers([_PASSAGE + text for text in texts])
        batches = batches_of_like_length([len(text) for text in numbers], _BATCH_TOKENS)
        found = np.empty((len(texts), self.dimension), dtype=np.float32)

        def compute(batch: list[int]) -> None:
            found[batch] = self._network.vectors([numbers[place] for place in batch], _PADDING)

        with ThreadPoolExecutor(self._processors) as pool:
            for _ in pool.map(compute, batches):
                pass
        return found

    def question(self, text: str) -> Vectors:
        """The vector of a question, on one processor."""
        vector: Vectors = self._compute([_QUERY + text])[0]
        return vector

    def _compute(self, texts: list[str]) -> Vectors:
        return self._network.vectors(self._tokens.numbers(texts), _PADDING)


def _chosen(precision: Precision) -> Precision:
    """The precision in use: bfloat16 only where the processor has it."""
    if precision is Precision.BFLOAT16 and not computes_halves():
        return Precision.FLOAT32
    return Precision.INT8 if precision is Precision.AUTO else precision
