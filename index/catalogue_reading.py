"""What reading a list gives: its records, and the rows that could not be kept."""

from __future__ import annotations

from dataclasses import dataclass

from index.catalogue import ListRecord

__all__ = ["ParsedList", "Refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that is not kept: its number (from 1, the heading not counted), the heading of the
    column at fault (empty for the whole row), and why, with the words found there."""

    row: int
    column: str
    why: str

    def __str__(self) -> str:
        where = f"row {self.row}" + (f", column {self.column!r}" if self.column else "")
        return f"{where}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """A list as read: what is kept, and what is refused, each in the order of rows."""

    records: tuple[ListRecord, ...]
    refused: tuple[Refusal, ...] = ()
