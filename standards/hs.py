"""HS codes: the Harmonized System's numbers for goods, 8 digits in ASEAN (AHTN)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standards.errors import BadHsCode

__all__ = ["HsCode"]

_CODE = re.compile(r"^(\d{4})[. ]?(?:(\d{2})[. ]?(?:(\d{2}))?)?$")


@dataclass(frozen=True, slots=True, order=True)
class HsCode:
    """An HS code of 4 (heading), 6 (subheading) or 8 digits (national line).

    >>> str(HsCode.parse("65061020"))
    '6506.10.20'
    >>> HsCode.parse("6506.10").level
    6
    """

    digits: str

    @classmethod
    def parse(cls, text: str) -> HsCode:
        """Read ``6506``, ``6506.10``, ``65061020``, ``6506 10 20`` or ``6506.10.20``.

        Raises BadHsCode for anything else.
        """
        match = _CODE.match(text.strip())
        if match is None:
            raise BadHsCode(text)
        return cls("".join(group for group in match.groups() if group))

    @property
    def level(self) -> int:
        """How many digits the code has: 4, 6 or 8."""
        return len(self.digits)

    def match_level(self, other: HsCode) -> int:
        """The finest level (8, 6 or 4) on which both name the same goods; 0 if none.

        A code of fewer digits covers all finer ones below it, so the level cannot be finer than
        the coarser of both.

        >>> HsCode.parse("8427").match_level(HsCode.parse("8427.10.00"))
        4
        >>> HsCode.parse("8427.10.00").match_level(HsCode.parse("8427.20.00"))
        4
        """
        for level in (8, 6, 4):
            if (
                self.level >= level
                and other.level >= level
                and self.digits[:level] == other.digits[:level]
            ):
                return level
        return 0

    def covers(self, other: HsCode) -> bool:
        """Whether one of both lies within the other; neighbours under one heading do not.

        >>> HsCode.parse("8427").covers(HsCode.parse("8427.10.00"))
        True
        >>> HsCode.parse("8427.10.00").covers(HsCode.parse("8427.20.00"))
        False
        """
        return self.digits.startswith(other.digits) or other.digits.startswith(self.digits)

    def __str__(self) -> str:
        parts = [self.digits[:4], self.digits[4:6], self.digits[6:8]]
        return ".".join(part for part in parts if part)
