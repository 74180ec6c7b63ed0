"""Ruling lines among the drawings of a page.

Reads drawings as MuPDF gives them (``type`` and ``items``, each item a name and its points); writes
those that may be lines of a table. Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from index.rulings import Upright

__all__ = ["rulings", "uprights"]

_RULING_WIDTH: Final = 3.0
"""Word processors draw ruling lines as filled rectangles, at most this many points thick."""


def rulings(paths: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drawings without shading: a filled area is a line only if it is thin."""

    def thin(item: tuple[Any, ...]) -> bool:
        return bool(item[0] != "re" or min(item[1].width, item[1].height) <= _RULING_WIDTH)

    kept: list[dict[str, Any]] = []
    for path in paths:
        if path["type"] != "f":
            kept.append(path)
            continue
        items = [item for item in path["items"] if thin(item)]
        if items:
            kept.append({**path, "items": items})
    return kept


def uprights(paths: Iterable[dict[str, Any]]) -> list[Upright]:
    """The upright lines among drawings, thin rectangles included."""
    found: list[Upright] = []
    for path in paths:
        for name, first, *more in path["items"]:
            if name == "re":
                x0, y0, x1, y1 = first
            elif name == "l":
                (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(first, more[0], strict=True))
            else:
                continue
            if x1 - x0 <= _RULING_WIDTH < y1 - y0:
                found.append(((x0 + x1) / 2, float(y0), float(y1)))
    return found
