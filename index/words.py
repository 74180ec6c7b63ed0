"""Compound words of Vietnamese text, by underthesea.

This is the one module that imports underthesea. Its model is loaded in a way that fails when
several threads ask first at the same moment, so the first call is made once under a lock.
"""

from __future__ import annotations

import threading
from functools import lru_cache

__all__ = ["segment", "warm_up"]

_lock = threading.Lock()
_ready = threading.Event()


def warm_up() -> None:
    """Load the segmenter; later calls cost nothing. ``serve`` calls it before threads start."""
    if _ready.is_set():
        return
    with _lock:
        if not _ready.is_set():
            from underthesea import word_tokenize

            word_tokenize("quy chuẩn kỹ thuật quốc gia", use_token_normalize=False)
            _ready.set()


@lru_cache(maxsize=1024)
def segment(text: str) -> tuple[str, ...]:
    """Words of ``text`` in order; the syllables of a compound stand apart by single spaces.

    The text must be normalised and in lower case (see ``index.analysis``), for the segmenter
    judges capitals and both must agree between a question and a clause. The last texts are kept:
    a question is asked of several fields and kinds.
    """
    if not text.strip():
        return ()
    warm_up()
    from underthesea import word_tokenize

    return tuple(word_tokenize(text, use_token_normalize=False))
