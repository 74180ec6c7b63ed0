"""The symbols of notifications to the WTO's Committee on Technical Barriers to Trade.

``G/TBT/N/VNM/123`` is the 123rd notification of Viet Nam; addenda, corrigenda, revisions and
supplements hang on it: ``/Add.1``, ``/Corr.1``, ``/Rev.2``, ``/Suppl.1``, also one on the other
(``/Rev.1/Add.2``). Members stand there by the codes of ISO 3166-1 alpha-3, but for ``EU`` (once
``EEC``) and ``TPKM``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from standards.errors import BadInput

__all__ = ["HOME", "Symbol", "find_symbols"]

HOME: Final = "VNM"
"""Viet Nam, as its notifications name it."""

_KINDS: Final = {"add": "Add", "corr": "Corr", "rev": "Rev", "suppl": "Suppl", "supp": "Suppl"}
_BETWEEN: Final = r"[\s/\\_.-]*"
_PART: Final = rf"{_BETWEEN}(add|corr|rev|suppl?){_BETWEEN}(\d{{1,3}})(?!\d)"
_SYMBOL: Final = re.compile(
    rf"(?<![a-z0-9])g{_BETWEEN}tbt{_BETWEEN}n{_BETWEEN}(?P<member>[a-z]{{2,4}}?){_BETWEEN}"
    rf"(?P<number>\d{{1,5}})(?!\d)(?P<parts>(?:{_PART})*)",
    re.IGNORECASE,
)
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """A notification by its member, its number and what hangs on it, in order.

    >>> str(Symbol.parse("g-tbt-n-vnm-0123 add 1"))
    'G/TBT/N/VNM/123/Add.1'
    """

    member: str
    number: int
    parts: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """Read one symbol in any spelling. Raises BadInput."""
        found = _SYMBOL.fullmatch(text.strip()[:_LONGEST])
        symbol = _symbol(found) if found else None
        if symbol is None:
            raise BadInput(
                f"{text[:_LONGEST]!r} is no symbol of a notification; write it as "
                "G/TBT/N/VNM/123 or G/TBT/N/VNM/123/Add.1"
            )
        return symbol

    @property
    def is_domestic(self) -> bool:
        """Whether Viet Nam has notified it."""
        return self.member == HOME

    @property
    def base(self) -> Symbol:
        """The notification that this one adds to, corrects or revises; itself if it is one."""
        return Symbol(self.member, self.number)

    @property
    def slug(self) -> str:
        """The symbol in an address: ``g-tbt-n-vnm-123-add-1``."""
        tail = "".join(f"-{kind.lower()}-{number}" for kind, number in self.parts)
        return f"g-tbt-n-{self.member.lower()}-{self.number}{tail}"

    def __str__(self) -> str:
        tail = "".join(f"/{kind}.{number}" for kind, number in self.parts)
        return f"G/TBT/N/{self.member}/{self.number}{tail}"


def find_symbols(text: str) -> tuple[Symbol, ...]:
    """The symbols in a text, each once, in order.

    >>> [str(each) for each in find_symbols("theo G/TBT/N/VNM/5 và G/TBT/N/EU/77/Rev.1.")]
    ['G/TBT/N/VNM/5', 'G/TBT/N/EU/77/Rev.1']
    """
    found = (_symbol(match) for match in _SYMBOL.finditer(text))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _symbol(found: re.Match[str]) -> Symbol | None:
    number = int(found["number"])
    parts = tuple(
        (_KINDS[kind.lower()], int(count))
        for kind, count in re.findall(_PART, found["parts"], re.IGNORECASE)
    )
    if number == 0 or any(count == 0 for _, count in parts):
        return None
    return Symbol(found["member"].upper(), number, parts)
