"""Turns text into vectors with sentence-transformers.

The default model is ``multilingual-e5-small``, made from a package on PyPI by :mod:`index.model`,
so no hub is ever asked. The setting takes any other name or folder that sentence-transformers
opens; only a name that is no folder may reach a hub.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.contracts import Vectors
from index.model import FOLDER_NAME, ensure_model
from index.splitting import Encoding, split_pieces
from standards.errors import MissingPart

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "ModelEmbedder"]

DEFAULT_MODEL = "multilingual-e5-small"
_HEADING_TOKENS = 112
"""Tokens kept free for the headings that go before a piece (see ``index.passages``)."""
_BATCH_TOKENS = 8192


class ModelEmbedder:
    """An embedding model, loaded on first use; safe to share between threads.

    ``model``: the default, a folder, or a name on a hub. ``fast``: compute in bfloat16 where the
    processor has instructions for it; vectors differ from float32 in the third decimal.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, fast: bool = True) -> None:
        self._setting = model
        self._fast = fast
        self._lock = threading.RLock()
        self._loaded: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        """Model and version, as the manifest remembers it."""
        return FOLDER_NAME if self._setting == DEFAULT_MODEL else self._setting

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model().get_embedding_dimension() or 0)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape ``(len(texts), dimension)``; texts of like length are
        computed together.
        """
        return self._encode([text.strip() for text in texts], "passage")

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, shape ``(dimension,)``."""
        with self._lock, self._one_thread():
            vector: Vectors = self._encode([text.strip()], "query")[0]
        return vector

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """Offsets of consecutive parts that the model reads whole with their headings."""
        limit = self._limit() - _HEADING_TOKENS
        return split_pieces(text, self._offsets, limit)

    def _limit(self) -> int:
        """Tokens of a text's own that fit beside the prompt and the two marks."""
        model = self._model()
        prompt = self._prompts()["passage"]
        used = len(model.tokenizer.tokenize(prompt)) + 2
        return max(int(model.max_seq_length or 512) - used, _HEADING_TOKENS + 16)

    def _offsets(self, text: str) -> Encoding:
        encoded = self._model().tokenizer(
            text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        return [(int(start), int(end)) for start, end in encoded["offset_mapping"]]

    def _prompts(self) -> dict[str, str]:
        prompts = self._model().prompts
        return {
            "query": str(prompts.get("query", "")),
            "passage": str(prompts.get("passage", "") or prompts.get("document", "")),
        }

    def _encode(self, texts: Sequence[str], role: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prompt = self._prompts()[role]
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        found = np.empty((len(texts), self.dimension), dtype=np.float32)
        with self._lock:
            for batch in _batches(order, texts):
                with self._precision():
                    vectors = self._model().encode(
                        [texts[place] for place in batch],
                        prompt=prompt,
                        batch_size=len(batch),
                        show_progress_bar=False,
                        convert_to_numpy=True,
                    )
                found[batch] = np.asarray(vectors, dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        unit: Vectors = found / np.maximum(lengths, np.float32(1e-12))
        return unit

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        """A question is too short to share out: on a busy machine the threads wait for each other
        (120 ms with two threads, 38 ms with one).
        """
        self._model()
        import torch

        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(threads)

    def _precision(self) -> AbstractContextManager[object]:
        import torch

        able = torch.cpu.get_capabilities()
        if self._fast and (able.get("avx512_bf16") or able.get("amx_bf16")):
            return torch.autocast("cpu", dtype=torch.bfloat16)
        return nullcontext()

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._setting)
            return self._loaded


def _batches(order: Sequence[int], texts: Sequence[str]) -> list[list[int]]:
    """Places of texts, longest first, in batches of about equally many characters."""
    batches: list[list[int]] = []
    longest = 0
    for place in order:
        if not batches or (len(batches[-1]) + 1) * longest > _BATCH_TOKENS * 3:
            batches.append([])
            longest = max(len(texts[place]), 1)
        batches[-1].append(place)
    return batches


def _load(setting: str) -> SentenceTransformer:
    """Open the model. Raises MissingPart if it is neither at hand nor to be had."""
    folder = str(ensure_model()) if setting == DEFAULT_MODEL else setting
    if Path(folder).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads leave the cores free
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(folder, device="cpu")
    except (OSError, ValueError) as error:
        raise MissingPart(
            f"the embedding model {setting!r} ({str(error).splitlines()[0]})",
            "trachuan doctor (or set TRACHUAN_MODEL to a folder that holds the model)",
        ) from error
