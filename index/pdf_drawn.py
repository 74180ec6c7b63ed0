"""What the drawing commands of a page are: text that is not shown, letters drawn as shapes.

Reads the log of boxes that MuPDF keeps while it draws; :mod:`index.pdf` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["Drawn", "drawn_of"]

_LETTER: Final = (1.5, 40.0)
"""Points: from the dot-less part of small print to a heading."""
_RULING: Final = 1.2
"""Points: what is thinner is a ruling line, no letter."""

_LoggedBox = tuple[str, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """``hidden_text``: share of the area of text that is drawn in neither ink nor outline (text
    rendering mode 3: the layer that OCR lays over a scan), 0 to 1. ``letter_shapes``: how many
    filled shapes are about as large as a letter: text turned into outlines has hundreds.
    """

    hidden_text: float = 0.0
    letter_shapes: int = 0


def drawn_of(log: Iterable[_LoggedBox]) -> Drawn:
    """Count the commands of one page; each is its kind (``fill-text``) and its box in points."""
    hidden = shown = 0.0
    shapes = 0
    for kind, (x0, y0, x1, y1) in log:
        wide, high = max(0.0, x1 - x0), max(0.0, y1 - y0)
        if kind == "ignore-text":
            hidden += wide * high
        elif kind in ("fill-text", "stroke-text", "clip-text"):
            shown += wide * high
        elif kind == "fill-path":
            shapes += _RULING < wide <= _LETTER[1] and _LETTER[0] <= high <= _LETTER[1]
    text = hidden + shown
    return Drawn(hidden_text=hidden / text if text else 0.0, letter_shapes=shapes)
