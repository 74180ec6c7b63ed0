"""The forms of lists: which columns they have, under which headings, and which form a list has.

The forms stand in ``data/lists.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.catalogue import ListKind
from index.catalogue_keys import folded
from index.catalogue_table import Row, Table
from standards.errors import BadInput

__all__ = ["Column", "Form", "Sheet", "all_columns", "find_sheet", "is_nothing", "meaning"]

_LOOK = 20
"""The headings stand in one of that many first rows."""

_LONGEST_NOTHING = 20
"""Longer cells say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a form, and the headings under which it comes."""

    kind: ListKind
    name: str
    headings: tuple[str, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of list with its columns."""

    kind: ListKind
    columns: tuple[Column, ...]

    def placed(self, headings: Sequence[str]) -> dict[str, int]:
        """Where the form's columns stand under those headings, by name; the first of two."""
        by_heading = {_plain(h): column.name for column in self.columns for h in column.headings}
        found: dict[str, int] = {}
        for place, heading in enumerate(headings):
            name = by_heading.get(_plain(heading))
            if name is not None:
                found.setdefault(name, place)
        return found

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether all columns that it needs are there."""
        placed = self.placed(headings)
        return all(column.name in placed for column in self.columns if column.needed)

    def __str__(self) -> str:
        needed = " and ".join(f"{c.headings[0]!r}" for c in self.columns if c.needed)
        return f"{self.kind.value} needs {needed}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with its form: cells are asked for by the form's names of columns."""

    form: Form
    table: Table
    places: Mapping[str, int]

    def cell(self, row: Row, name: str) -> str:
        """A cell as written; empty where the list has no such column or the row ends before it."""
        place = self.places.get(name, -1)
        return row.cells[place] if 0 <= place < len(row.cells) else ""

    def heading(self, name: str) -> str:
        """The heading of a column as the list has it."""
        place = self.places.get(name)
        return name if place is None else self.table.headings[place]

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of columns that the form has no use for."""
        used = set(self.places.values())
        return tuple(h for place, h in enumerate(self.table.headings) if h and place not in used)


def find_sheet(rows: Sequence[tuple[str, ...]], file: str, kind: ListKind | None = None) -> Sheet:
    """The list in rows of cells: the first row whose headings fit a form, and what stands below.

    Of several forms that fit, the one with most columns there; ``kind`` chooses. Raises BadInput
    that names the columns there are and those that are needed.
    """
    forms = [form for form in _forms() if kind in (None, form.kind)]
    for at, headings in enumerate(rows[:_LOOK]):
        fitting = [form for form in forms if form.fits(headings)]
        if fitting:
            form = max(fitting, key=lambda form: len(form.placed(headings)))
            below = enumerate(rows[at + 1 :], start=1)
            table = Table(headings, tuple(Row(n, cells) for n, cells in below if any(cells)))
            return Sheet(form, table, form.placed(headings))
    has = next((row for row in rows if any(row)), ())
    raise BadInput(
        f"{file} fits no form of list; its columns: {', '.join(map(repr, has)) or 'none'}; "
        f"{'; '.join(map(str, forms))} (docs/catalogue.md)"
    )


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing.

    >>> is_nothing("–"), is_nothing("Không"), is_nothing("TCVN 1:2007")
    (True, True, False)
    """
    return not text or (len(text) <= _LONGEST_NOTHING and folded(text) in _empty())


def meaning(of: str, text: str) -> str | None:
    """What a word of a list means, of the table ``status`` or ``degree``; None if it is unknown.

    >>> meaning("status", "Hết hiệu lực"), meaning("degree", "IDT"), meaning("status", "mới")
    ('ended', 'identical', None)
    """
    return _words(of).get(_plain(text))


def all_columns() -> tuple[Column, ...]:
    """The columns of all forms, in the order of the data."""
    return tuple(column for form in _forms() for column in form.columns)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folded(text)).split())


@cache
def _data() -> dict[str, object]:
    raw = resources.files("index").joinpath("data/lists.toml").read_text("utf-8")
    data: dict[str, object] = tomllib.loads(raw)
    return data


@cache
def _forms() -> tuple[Form, ...]:
    rows = _data()["column"]
    assert isinstance(rows, list)
    columns = [
        Column(
            kind=ListKind(row["kind"]),
            name=row["name"],
            headings=tuple(row["headings"]),
            needed=bool(row.get("needed", False)),
        )
        for row in rows
    ]
    return tuple(
        Form(kind, tuple(column for column in columns if column.kind is kind)) for kind in ListKind
    )


@cache
def _empty() -> frozenset[str]:
    table = _data()["empty"]
    assert isinstance(table, dict)
    return frozenset(folded(word) for word in table["words"])


@cache
def _words(of: str) -> dict[str, str]:
    table = _data()[of]
    assert isinstance(table, dict)
    return {_plain(word): value for value, words in table.items() for word in words}
