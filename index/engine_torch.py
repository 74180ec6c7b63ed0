"""Vectors by sentence-transformers: any model it opens, in float32 or bfloat16."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.contracts import Vectors
from index.engine import Precision, Role, batches_of_like_length
from index.splitting import Encoding
from standards.errors import MissingPart

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["TorchEngine"]

_BATCH_CHARACTERS = 3072
"""Small batches stay in the processor's cache."""


class TorchEngine:
    """Implements ``Engine``. ``model``: a folder, or a name on a hub. Computations wait for each
    other: PyTorch's number of threads is one for the whole process.

    Raises MissingPart if the model is neither at hand nor to be had.
    """

    def __init__(self, model: str, precision: Precision) -> None:
        self._model = _load(model)
        self._lock = threading.Lock()
        self.precision = _chosen(precision)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        prompts = self._model.prompts
        self._prompts = {
            Role.QUERY: str(prompts.get("query", "")),
            Role.PASSAGE: str(prompts.get("passage", "") or prompts.get("document", "")),
        }
        used = len(self._model.tokenizer.tokenize(self._prompts[Role.PASSAGE])) + 2
        self.own_tokens = int(self._model.max_seq_length or 512) - used

    def offsets(self, text: str) -> Encoding:
        """Where each token of a text starts and ends."""
        encoded = self._model.tokenizer(
            text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        return [(int(start), int(end)) for start, end in encoded["offset_mapping"]]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A vector a passage, on all processors."""
        found = np.empty((len(texts), self.dimension), dtype=np.float32)
        lengths = [len(text) for text in texts]
        for batch in batches_of_like_length(lengths, _BATCH_CHARACTERS):
            with self._lock:
                found[batch] = self._encode([texts[place] for place in batch], Role.PASSAGE)
        return found

    def question(self, text: str) -> Vectors:
        """The vector of a question, on one processor."""
        with self._lock, _one_thread():
            vector: Vectors = self._encode([text], Role.QUERY)[0]
        return vector

    def _encode(self, texts: list[str], role: Role) -> Vectors:
        with self._autocast():
            vectors = self._model.encode(
                texts,
                prompt=self._prompts[role],
                batch_size=len(texts),
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def _autocast(self) -> AbstractContextManager[object]:
        import torch

        if self.precision is Precision.BFLOAT16:
            return torch.autocast("cpu", dtype=torch.bfloat16)
        return nullcontext()


def _chosen(precision: Precision) -> Precision:
    """bfloat16 where the processor has it, unless float32 is asked for; this engine has no eight
    bits.
    """
    import torch

    able = torch.cpu.get_capabilities()
    fast = bool(able.get("avx512_bf16") or able.get("amx_bf16"))
    return Precision.BFLOAT16 if fast and precision is not Precision.FLOAT32 else Precision.FLOAT32


@contextmanager
def _one_thread() -> Iterator[None]:
    """A question is too short to share out: on a busy machine the threads wait for each other
    (120 ms with two threads, 38 ms with one).
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _load(model: str) -> SentenceTransformer:
    if Path(model).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads leave the cores free
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(model, device="cpu")
    except (OSError, ValueError) as error:
        raise MissingPart(
            f"the embedding model {model!r} ({str(error).splitlines()[0]})",
            "trachuan doctor (or set TRACHUAN_MODEL to a folder that holds the model)",
        ) from error
