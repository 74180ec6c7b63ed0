"""Files of lists to records: which form a list has, and who reads it.

A plain dictionary leads from a kind of list to its parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index.catalogue import ListKind
from index.catalogue_classes import parse_ics, parse_tariff
from index.catalogue_foreign import parse_foreign
from index.catalogue_forms import Sheet, find_sheet
from index.catalogue_reading import ParsedList
from index.catalogue_risk import parse_risk_list
from index.catalogue_standards import parse_standards
from index.catalogue_table import rows_of, text_of
from standards.errors import BadIdentifier, BadInput
from standards.identifier import Identifier

__all__ = ["PARSERS", "ReadList", "number_of_name", "read_list"]

PARSERS: Mapping[ListKind, Callable[[Sheet, str], ParsedList]] = {
    ListKind.STANDARDS: parse_standards,
    ListKind.FOREIGN: parse_foreign,
    ListKind.ICS: parse_ics,
    ListKind.HS: parse_tariff,
}
"""Who reads a list; risk lists, which need the number of their circular, are read apart."""

_ACT_SLUG = re.compile(r"(\d{1,5}[a-zA-Z]?)-(\d{4})-(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A file of a list as read: its kind, what is kept and refused, and the headings of columns
    that its form has no use for."""

    kind: ListKind
    parsed: ParsedList
    unused: tuple[str, ...]


def read_list(
    content: bytes,
    *,
    file: str,
    name: str,
    kind: ListKind | None = None,
    listed_in: Identifier | None = None,
) -> ReadList:
    """Read a list from the bytes of its file, plain or gzip.

    ``kind`` None: its headings tell. ``listed_in`` is the circular of a risk list; without it the
    list must be named by the circular's number. Raises BadInput for what is no list, fits no form,
    or has no row that can be kept.
    """
    text = text_of(content, file)
    sheet = find_sheet(rows_of(text), file, kind)
    if sheet.form.kind is ListKind.RISK:
        parsed = parse_risk_list(text, name, _circular(listed_in, name, file))
    else:
        parsed = PARSERS[sheet.form.kind](sheet, name)
    if not parsed.records:
        why = "; ".join(map(str, parsed.refused[:3])) or "it has no rows"
        raise BadInput(f"{file}: no row can be kept: {why}")
    return ReadList(kind=sheet.form.kind, parsed=parsed, unused=sheet.unused)


def number_of_name(name: str) -> Identifier | None:
    """The number that a list is named by, if it is: ``36-2026-tt-bkhcn`` is 36/2026/TT-BKHCN."""
    slug = _ACT_SLUG.fullmatch(name)
    for text in (name, "/".join(slug.groups()).upper() if slug else ""):
        try:
            return Identifier.parse(text)
        except BadIdentifier:
            continue
    return None


def _circular(listed_in: Identifier | None, name: str, file: str) -> Identifier:
    found = listed_in or number_of_name(name)
    if found is None:
        raise BadInput(
            f"{file} is a list of goods by risk; say which circular it belongs to, as in: "
            "--listed-in 36/2026/TT-BKHCN"
        )
    return found
