"""What went into the reading of a file and what came out of it, so that nothing is lost in silence.

Three sums must come out even for every file: pages in = pages read + pages refused; table rows in =
rows kept + rows left out; cells with HS codes in = cells read + cells left out. Everything left out
is listed with its words and the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Account", "Counted", "LeftOut"]


class Counted(StrEnum):
    """What is counted."""

    PAGE = "page"
    ROW = "row"
    HS_CELL = "hs_cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was seen and not kept: its page, its words (maybe cut), and why (Vietnamese).

    ``reason`` says what it is instead (*a heading repeated on the next page*) or what is wrong
    with it (*no HS code has five digits*).
    """

    what: Counted
    page: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The three sums of one file. ``pages``, ``rows`` and ``hs_cells`` are what was seen."""

    pages: int = 0
    pages_read: int = 0
    rows: int = 0
    rows_kept: int = 0
    hs_cells: int = 0
    hs_cells_read: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def left(self, what: Counted) -> tuple[LeftOut, ...]:
        """Everything of one sort that was left out, in reading order."""
        return tuple(item for item in self.left_out if item.what is what)

    @property
    def is_even(self) -> bool:
        """Whether all three sums come out."""
        return (
            self.pages == self.pages_read + len(self.left(Counted.PAGE))
            and self.rows == self.rows_kept + len(self.left(Counted.ROW))
            and self.hs_cells == self.hs_cells_read + len(self.left(Counted.HS_CELL))
        )
