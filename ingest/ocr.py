"""The port to a program that reads pictures of text (OCR, optical character recognition).

Two implementations, one suite: :mod:`ingest.ocr_tesseract` asks Tesseract,
:mod:`ingest.ocr_remembering` answers from what was recognised before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ocr", "OcrWord", "Picture"]

Picture = NDArray[np.uint8]
"""A grey picture, shape ``(height, width)``, 0 black to 255 white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrWord:
    """A word in a picture: its text, how sure the program is (0 to 1), its box in pixels
    (``x0``, ``y0``, ``x1``, ``y1``, origin top left) and the printed line it belongs to, counted
    from 0 in reading order. ``baseline`` is a y in pixels, ``size`` the height of the line's
    letters with ascenders and descenders, in pixels.
    """

    text: str
    confidence: float
    x0: float
    y0: float
    x1: float
    y1: float
    line: int
    baseline: float
    size: float


@runtime_checkable
class Ocr(Protocol):
    """Reads pictures. May be called from several threads at once."""

    @property
    def name(self) -> str:
        """Program, version, language model and settings: another name may read otherwise."""

    def read(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of an upright picture with ``dpi`` pixels an inch, in reading order.

        Raises OcrFailed if the program breaks off or takes too long.
        """
