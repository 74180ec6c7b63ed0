"""Compound words of Vietnamese text, by underthesea.

This is the one module that imports underthesea. Its model is loaded in a way that fails when
several threads ask first at the same moment, so the first call is made once under a lock.
Of the package only the segmenter is loaded: what the package itself imports along with it
(translation, by torch) takes two seconds and 260 MB in every process, and is never used.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec

__all__ = ["segment", "warm_up"]

_PACKAGE = "underthesea"
_lock = threading.Lock()
_ready = threading.Event()


def warm_up() -> None:
    """Load the segmenter; later calls cost nothing. ``serve`` calls it before threads start."""
    if _ready.is_set():
        return
    with _lock:
        if not _ready.is_set():
            _segmenter()("quy chuẩn kỹ thuật quốc gia", use_token_normalize=False)
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
    return tuple(_segmenter()(text, use_token_normalize=False))


@cache
def _segmenter() -> Callable[..., list[str]]:
    """The function that segments; its package is entered without being run."""
    spec = find_spec(_PACKAGE)
    if spec is not None:
        sys.modules.setdefault(_PACKAGE, module_from_spec(spec))
    import_module(f"{_PACKAGE}.pipeline.text_normalize")  # first: the two import each other
    from underthesea.pipeline.word_tokenize import word_tokenize

    segmenter: Callable[..., list[str]] = word_tokenize
    return segmenter
