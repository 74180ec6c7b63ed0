"""Which text an amending statement speaks of: the number it names behind the part.

Reads the masked words of a statement; writes the number and where it ends. A number that only says
by whom the text was amended before, on what grounds, or what is put in its place is none. A rule
that is named by the act it was issued with (*ban hành kèm theo Thông tư số …*) is itself the target
where its own number stands beside, before or behind that act's; else the act stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from standards.citations import FoundIdentifier, find_identifiers
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
_INTO: Final = re.compile(r"^vào\b\s*(?:(?:cuối|trong)\b\s*)?", re.IGNORECASE)
_WITH: Final = re.compile(r"\bkèm\s+theo\b", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"[^;“”]{0,160}?(?:\(|(?:,|\bcó)\s*(?:mang\s+)?(?:(?:số|ký|mã)\s+hiệu|mã\s+số|số)\b)\s*(?:là\s+)?[:]?\s*"
    r"(?:Mã\s+số|(?:Số|Ký)\s+hiệu)?\s*:?\s*",
    re.IGNORECASE,
)
_REACH: Final = 600


def find_target(masked: str, start: int, own: Identifier | None) -> tuple[Identifier | None, int]:
    """The number named from ``start`` on, and where it ends; None, and ``start``, if none is."""
    stop = _STOP.search(masked, start)
    end = min(stop.start() if stop else len(masked), start + _REACH)
    stretch = masked[start:end]
    found = find_identifiers(stretch)
    for one in found[:1]:
        between = _INTO.sub("", " ".join(stretch[: one.start].split()))
        if one.identifier == own or one.identifier.family is Family.FOREIGN:
            continue
        if not _OTHERS.search(between):
            rule = _issued_with(stretch, found) if _WITH.search(between) else None
            held = rule or one
            return held.identifier, start + held.end
    return None, start


def _issued_with(stretch: str, found: Sequence[FoundIdentifier]) -> FoundIdentifier | None:
    """The rule whose number stands behind the act it was issued with: *(QCVN 16:2019/BXD)*."""
    if len(found) < 2 or found[0].identifier.family is not Family.LEGAL_ACT:
        return None
    act, rule = found[0], found[1]
    is_rule = rule.identifier.family not in (Family.LEGAL_ACT, Family.FOREIGN)
    between = stretch[act.end : rule.start]
    return rule if is_rule and _BESIDE.fullmatch(between) else None
