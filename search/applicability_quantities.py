"""Quantities in rows and in questions: a number, a unit, and how it is compared.

*từ 1.000 kg trở lên* is a condition, *2 tấn* a property of goods. Both are brought to one unit of
their dimension; numbers are written the Vietnamese way (*1.000*, *0,7*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

__all__ = ["Quantity", "fits", "quantities_of"]

_UNITS: Final[dict[str, tuple[str, float]]] = {
    "g": ("kg", 0.001),
    "gam": ("kg", 0.001),
    "kg": ("kg", 1.0),
    "kilôgam": ("kg", 1.0),
    "tạ": ("kg", 100.0),
    "t": ("kg", 1000.0),
    "tấn": ("kg", 1000.0),
    "pa": ("bar", 0.00001),
    "kpa": ("bar", 0.01),
    "mpa": ("bar", 10.0),
    "bar": ("bar", 1.0),
    "at": ("bar", 0.980665),
    "kg/cm2": ("bar", 0.980665),
    "mv": ("V", 0.001),
    "v": ("V", 1.0),
    "vôn": ("V", 1.0),
    "kv": ("V", 1000.0),
    "w": ("W", 1.0),
    "kw": ("W", 1000.0),
    "mw": ("W", 1_000_000.0),
    "va": ("VA", 1.0),
    "kva": ("VA", 1000.0),
    "ml": ("l", 0.001),
    "l": ("l", 1.0),
    "lít": ("l", 1.0),
    "m3": ("l", 1000.0),
    "m³": ("l", 1000.0),
    "mm": ("m", 0.001),
    "cm": ("m", 0.01),
    "m": ("m", 1.0),
    "mét": ("m", 1.0),
    "hz": ("Hz", 1.0),
    "khz": ("Hz", 1000.0),
    "mhz": ("Hz", 1_000_000.0),
    "ghz": ("Hz", 1_000_000_000.0),
    "a": ("A", 1.0),
    "ma": ("A", 0.001),
    "oc": ("°C", 1.0),
    "°c": ("°C", 1.0),
    "ºc": ("°C", 1.0),
    "cm3": ("l", 0.001),
    "cc": ("l", 0.001),
    "m/s": ("m/s", 1.0),
    "km/h": ("m/s", 1 / 3.6),
    "vòng/phút": ("vòng/phút", 1.0),
    "rpm": ("vòng/phút", 1.0),
    "lm": ("lm", 1.0),
    "lumen": ("lm", 1.0),
    "db": ("dB", 1.0),
    "inch": ("m", 0.0254),
    "gflops": ("GFLOPS", 1.0),
    "tflops": ("GFLOPS", 1000.0),
    "bit": ("bit", 1.0),
    "người": ("người", 1.0),
    "chỗ": ("chỗ", 1.0),
    "ghế": ("chỗ", 1.0),
    "tầng": ("tầng", 1.0),
    "con": ("con", 1.0),
}
"""Units and what one of them is of the unit of its dimension (Nghị định 86/2012/NĐ-CP), and nouns
that lists count goods by (*từ 10 người*)."""

_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ABOVE: Final = (
    r"trên|lớn\s+hơn|cao\s+hơn|vượt(?:\s+quá)?|quá|>|≥|>=|từ|tối\s+thiểu|ít\s+nhất|"
    r"không\s+(?:nhỏ|thấp|dưới|ít)(?:\s+hơn)?"
)
_BELOW: Final = (
    r"dưới|nhỏ\s+hơn|thấp\s+hơn|<|≤|<=|đến|tới|tối\s+đa|nhiều\s+nhất|"
    r"không\s+(?:quá|vượt\s+quá|lớn\s+hơn|trên|cao\s+hơn)"
)
_SIZE: Final = re.compile(
    rf"(?i)(?P<word>(?<!\w)(?:{_BELOW}|{_ABOVE})\s*)?"
    rf"(?<![\w.,/:-])(?P<number>\d+(?:[.,]\d+)*)\s*(?P<unit>{_UNIT})(?![\w/])"
    r"(?P<after>\s+trở\s+(?:lên|xuống))?"
)
_STRICT: Final = re.compile(r"(?i)^(?:trên|lớn|cao|vượt|quá|>$|dưới|nhỏ|thấp|<$)")
_NO_UNITS: Final = ("G", "T", "M", "L")
"""*5G*, *2T* are names; the units are written small."""
_THOUSANDS: Final = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low``..``high`` in ``unit``, open at the ends where ``strict``; the words as printed at
    ``start``..``end`` of the text. ``is_condition``: it was compared with something."""

    low: float
    high: float
    unit: str
    strict: bool
    words: str
    start: int
    end: int
    is_condition: bool

    def holds(self, value: float) -> bool:
        """Whether a value is inside.

        >>> one, = quantities_of("tải trọng từ 1.000kg trở lên")
        >>> one.holds(500), one.holds(1000)
        (False, True)
        """
        if self.strict:
            return self.low < value < self.high
        return self.low <= value <= self.high


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order.

    >>> [(one.low, one.unit) for one in quantities_of("xe nâng 2,5 tấn")]
    [(2500.0, 'kg')]
    """
    found: list[Quantity] = []
    for match in _SIZE.finditer(text):
        if match["unit"] in _NO_UNITS:
            continue
        unit, factor = _UNITS[match["unit"].casefold()]
        value = _number(match["number"]) * factor
        word = " ".join((match["word"] or "").split()).casefold()
        after = (match["after"] or "").casefold()
        low, high = value, value
        if "lên" in after or (word and re.fullmatch(f"(?i){_ABOVE}", word)):
            low, high = value, inf
        elif "xuống" in after or word:
            low, high = -inf, value
        found.append(
            Quantity(
                low=low,
                high=high,
                unit=unit,
                strict=bool(_STRICT.match(word)) and not after,
                words=match[0].strip(),
                start=match.start(),
                end=match.end(),
                is_condition=bool(word or after),
            )
        )
    return tuple(found)


def fits(asked: Sequence[Quantity], stated: Sequence[Quantity]) -> Quantity | None:
    """The condition that the goods do not meet: none of those stated in that unit holds for any
    size asked for; None where they meet one, or nothing can be compared."""
    for unit in dict.fromkeys(one.unit for one in stated if one.is_condition):
        sizes = [one.low for one in asked if one.unit == unit and not one.is_condition]
        conditions = [one for one in stated if one.unit == unit and one.is_condition]
        if sizes and not any(one.holds(size) for one in conditions for size in sizes):
            return conditions[0]
    return None


def _number(text: str) -> float:
    """A number as Vietnamese texts print it.

    >>> _number("1.000"), _number("0,7"), _number("12.5")
    (1000.0, 0.7, 12.5)
    """
    if _THOUSANDS.match(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    whole, _, part = text.rpartition(".")
    return float(f"{whole.replace('.', '')}.{part}") if whole else float(part)
