"""Which columns of a table name goods, HS codes and documents.

Reads a :class:`ingest.table_join.JoinedTable`, writes :class:`ProductColumns`, or None if the table
is no list of products. Headings decide (``data/products.toml``); where they are missing, what
the cells hold. A table of limits or of test results names no goods and is no list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from ingest.hs_cells import looks_like_codes
from ingest.hs_codes import codes_in_cell, codes_in_text
from ingest.normalise import squeeze
from ingest.risk_cells import RiskColumn, risk_columns, states_risk
from ingest.table_join import JoinedRow, JoinedTable
from standards.citations import find_identifiers

__all__ = ["ProductColumns", "heading_roles", "product_columns", "role_of_heading"]

_ORDINAL: Final = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*\.?|[IVXL]{1,6}\.?|[a-zđA-ZĐ][.)]?)$")
_PARTS: Final = re.compile(r"^\d{1,2}(?:[\s,;]+\d{1,2})*$")
"""Parts of HS codes, one or more in a cell."""
_MOSTLY: Final = 0.5
_WORDS: Final = 4
"""A column of names has this many letters a cell or more, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRule:
    """Headings that give a column its role: matched by ``pattern``, not by ``barred``."""

    role: str
    pattern: re.Pattern[str]
    barred: re.Pattern[str] | None
    examples: tuple[str, ...]

    def matches(self, heading: str) -> bool:
        """True if the heading, in lower case, has this role."""
        return bool(self.pattern.search(heading)) and not (
            self.barred is not None and self.barred.search(heading)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductColumns:
    """Positions of the columns of a product list, from 0.

    ``standards`` may be empty: documents are looked for in all columns but the names.
    ``names_goods`` is False for a list of standards sorted by subject: a row without a standard
    then says nothing. ``risk`` are columns that state levels of risk or measures, ``title`` is the
    heading over the names.
    """

    ordinal: int | None
    name: int
    hs: tuple[int, ...]
    standards: tuple[int, ...]
    names_goods: bool = True
    risk: tuple[RiskColumn, ...] = ()
    title: str = ""


@cache
def heading_roles() -> tuple[HeadingRule, ...]:
    """The rules of ``data/products.toml``, in order."""
    text = resources.files("ingest").joinpath("data/products.toml").read_text(encoding="utf-8")
    return tuple(
        HeadingRule(
            role=entry["role"],
            pattern=re.compile(entry["pattern"]),
            barred=re.compile(entry["except"]) if "except" in entry else None,
            examples=tuple(entry["examples"]),
        )
        for entry in tomllib.loads(text)["column"]
    )


def role_of_heading(heading: str) -> str | None:
    """The role of a column by its heading, or None.

    >>> role_of_heading("QUY CHUẨN/TIÊU CHUẨN\\nĐIỀU CHỈNH")
    'standards'
    """
    words = squeeze(heading).lower()
    return next((rule.role for rule in heading_roles() if rule.matches(words)), None)


def product_columns(
    table: JoinedTable, before: tuple[JoinedTable, ProductColumns] | None = None
) -> ProductColumns | None:
    """The columns of a product list; None if the table is something else.

    ``before`` is the list read before in the same document: a table with the same headings, or
    with as many columns and no headings, goes on with it.
    """
    if not table.rows:
        return None
    if before is not None and _goes_on(table, before[0]):
        return before[1]
    roles = [role_of_heading(heading) if heading else None for heading in table.header]
    roles += [None] * (len(table.rows[0].cells) - len(roles))
    for column in risk_columns(table.header, _told(roles)):
        roles[column.at] = roles[column.at] or "risk"
    _by_content(table.rows, roles)
    hs = tuple(i for i, role in enumerate(roles) if role == "hs")
    standards = tuple(i for i, role in enumerate(roles) if role == "standards")
    name = _name_column(table, roles, has_hs=bool(hs))
    risk = risk_columns(table.header, _told(roles))
    says = bool(hs or standards) or (roles.count("name") == 1 and states_risk(table.rows, risk))
    if name is None or not (says or _names_codes(table.rows)):
        return None
    ordinal = next((i for i, role in enumerate(roles) if role == "ordinal"), None)
    return ProductColumns(
        ordinal=ordinal,
        name=name,
        hs=hs,
        standards=standards,
        names_goods=roles[name] != "subject",
        risk=tuple(column for column in risk if column.at != name),
        title=squeeze(table.header[name]) if name < len(table.header) else "",
    )


def _told(roles: Sequence[str | None]) -> list[int]:
    """Columns that hold numbers of rows, names or codes, and so no risk."""
    return [at for at, role in enumerate(roles) if role in ("ordinal", "name", "subject", "hs")]


def _goes_on(table: JoinedTable, before: JoinedTable) -> bool:
    same_width = len(table.rows[0].cells) == len(before.rows[0].cells)
    return same_width and (table.header == before.header or not table.header)


def _name_column(table: JoinedTable, roles: list[str | None], *, has_hs: bool) -> int | None:
    for wanted in ("name", "subject"):
        if wanted in roles:
            return roles.index(wanted)
    if not has_hs:
        return None
    for column, role in enumerate(roles):
        letters = [sum(ch.isalpha() for ch in row.cells[column]) for row in table.rows]
        if role is None and sum(letters) >= _WORDS * len(letters):
            return column
    return None


def _by_content(rows: tuple[JoinedRow, ...], roles: list[str | None]) -> None:
    """Give columns without a telling heading the role that their cells show."""
    for column, role in enumerate(roles):
        cells = [text for row in rows if (text := row.cells[column].strip()) and row.own[column]]
        if role is not None or not cells:
            continue
        if column == 0 and _share(cells, lambda text: bool(_ORDINAL.match(text))):
            roles[column] = "ordinal"
        elif "hs" not in roles and _share(cells, looks_like_codes):
            roles[column] = "hs"
        elif "standards" not in roles and _share(cells, _starts_with_identifier):
            roles[column] = "standards"
        elif column and roles[column - 1] == "hs" and all(map(_PARTS.match, cells)):
            roles[column] = "hs" if _of_short_codes(rows, column - 1) else role


def _of_short_codes(rows: tuple[JoinedRow, ...], column: int) -> bool:
    """Whether codes of a column are not whole: other parts stand in the column beside it."""
    return not any(code.level == 8 for row in rows for code in codes_in_cell(row.cells[column]))


def _share(cells: list[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, cells)) > _MOSTLY * len(cells)


def _starts_with_identifier(text: str) -> bool:
    found = find_identifiers(squeeze(text))
    return bool(found) and found[0].start <= 12


def _names_codes(rows: tuple[JoinedRow, ...]) -> bool:
    return any(codes_in_text(cell) for row in rows for cell in row.cells)
