"""Which text an amending statement speaks of: the number it names behind the part.

Reads the masked words of a statement; writes the number and where it ends. A number that only says
by whom the text was amended before, on what grounds, or what is put in its place is none.
"""

from __future__ import annotations

import re
from typing import Final

from standards.citations import find_identifiers
from standards.identifier import Family, Identifier

__all__ = ["find_target"]

_STOP: Final = re.compile(
    r"\bnhư\s+sau\b|\bthành\b|\bbằng\b|“|:\s*\n|:\s*$|(?<![\dĐđốỐ]):\s+(?!\d)|[.;]\s*\n",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)|\bbởi\b|\btheo\b(?<!kèm theo)|"
    r"\bcăn\s+cứ\b|quy\s+định\s+tại|\bvào\b",
    re.IGNORECASE,
)
_REACH: Final = 600


def find_target(masked: str, start: int, own: Identifier | None) -> tuple[Identifier | None, int]:
    """The number named from ``start`` on, and where it ends; None, and ``start``, if none is."""
    stop = _STOP.search(masked, start)
    end = min(stop.start() if stop else len(masked), start + _REACH)
    stretch = masked[start:end]
    for one in find_identifiers(stretch)[:1]:
        between = " ".join(stretch[: one.start].split())
        if one.identifier == own or one.identifier.family is Family.FOREIGN:
            continue
        if not _OTHERS.search(between):
            return one.identifier, start + one.end
    return None, start
