"""What the address of a report remembers: the day it was made, the library's state, a digest.

``20261122-418-3f9a0c5d21be``: whoever opens the address again is told whether the library or the
report has changed since. Nothing is kept on the server, and nothing in it is about a person.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from standards.errors import BadInput

__all__ = ["Seen", "digest"]

_FORM: Final = re.compile(r"(\d{8})-(\d{1,12})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The day on which a report was made, the library's generation then, its digest."""

    day: date
    generation: int
    digest: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """As an address has it; None for an empty one. Raises BadInput."""
        if not text:
            return None
        found = _FORM.fullmatch(text)
        try:
            if found is None:
                raise ValueError(text)
            day = date.fromisoformat(found[1])
        except ValueError:
            raise BadInput(
                f"seen={text!r} is cut off: take the whole address of the report"
            ) from None
        return cls(day=day, generation=int(found[2]), digest=found[3])

    def __str__(self) -> str:
        """As an address has it.

        >>> seen = Seen(day=date(2026, 11, 22), generation=418, digest="3f9a0c5d21be")
        >>> str(seen), Seen.parse(str(seen)) == seen
        ('20261122-418-3f9a0c5d21be', True)
        """
        return f"{self.day:%Y%m%d}-{self.generation}-{self.digest}"


def digest(content: str) -> str:
    """Twelve hexadecimal digits that stand for a text: 48 bits, enough to see a change by."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]
