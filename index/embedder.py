"""Turns text into vectors with an embedding model.

The default model is ``multilingual-e5-small``, made from a package on PyPI by :mod:`index.model`,
so no hub is ever asked. OpenVINO computes it where that is installed, else sentence-transformers,
which also opens any other name or folder of the setting; only a name that is no folder may reach
a hub.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.contracts import Vectors
from index.engine import Engine, Precision
from index.model import FOLDER_NAME, ensure_model
from index.network import network_at_hand
from index.splitting import split_pieces
from standards.errors import MissingPart

__all__ = ["DEFAULT_MODEL", "ModelEmbedder"]

DEFAULT_MODEL = "multilingual-e5-small"
_HEADING_TOKENS = 112
"""Tokens kept free for the headings that go before a piece (see ``index.passages``)."""


class ModelEmbedder:
    """An embedding model, loaded on first use; safe to share between threads.

    ``model``: the default, a folder, or a name on a hub. ``cache``: where the default is prepared.
    Loading raises MissingPart if the model is not to be had, or if ``precision`` is ``INT8`` and
    OpenVINO is absent or the model is another one.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        precision: Precision = Precision.AUTO,
        cache: Path | None = None,
    ) -> None:
        self._setting = model
        self._asked = precision
        self._cache = cache
        self._lock = threading.Lock()
        self._loaded: Engine | None = None

    @property
    def name(self) -> str:
        """Model and version, as the manifest remembers it; vectors of all precisions compare."""
        return FOLDER_NAME if self._setting == DEFAULT_MODEL else self._setting

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._engine().dimension

    @property
    def precision(self) -> Precision:
        """The precision in use."""
        return self._engine().precision

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape ``(len(texts), dimension)``; texts of like length are
        computed together.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(self._engine().vectors([text.strip() for text in texts]))

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, shape ``(dimension,)``."""
        vector: Vectors = _unit(self._engine().question(text.strip())[None, :])[0]
        return vector

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Offsets of consecutive parts that the model reads whole with their headings."""
        engine = self._engine()
        limit = max(engine.own_tokens - _HEADING_TOKENS, 16)
        if text and len(unicodedata.normalize("NFKC", text)) < limit:
            return [(0, len(text))]  # no more tokens than characters, and one for the first space
        return split_pieces(text, engine.offsets, limit)

    def _engine(self) -> Engine:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Engine:
        own = self._setting == DEFAULT_MODEL
        if own and network_at_hand():
            from index.engine_network import NetworkEngine

            return NetworkEngine(ensure_model(self._cache), self._asked)
        if self._asked is Precision.INT8:
            raise MissingPart(
                "OpenVINO" if own else f"an eight-bit form of the model {self._setting!r}",
                "pip install 'trachuan[openvino]'" if own else "unset TRACHUAN_EMBEDDING",
            )
        from index.engine_torch import TorchEngine

        model = str(ensure_model(self._cache)) if own else self._setting
        return TorchEngine(model, self._asked)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
