"""A PDF that was cut off, given an end again, so that what is left of it can be read.

Reads the bytes of a damaged file; writes bytes that MuPDF can rebuild a table of objects from. Many
programs write the catalog and the page tree last: a download that broke off has pages and nothing
that names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["in_file_order", "with_new_end"]

_OBJECT: Final = re.compile(rb"(?<![0-9])(\d{1,6})[ \t\r\n]+\d{1,5}[ \t\r\n]+obj\b")
_REFERENCE: Final = re.compile(rb"(?<![0-9])(\d{1,6})[ \t\r\n]+\d{1,5}[ \t\r\n]+R\b")
_APART: Final = 1_000
"""Packed objects that are lost may have had numbers above all that are seen."""
_END: Final = b"endobj"
_PAST: Final = 1 << 62


def with_new_end(data: bytes) -> bytes | None:
    """The file up to its last whole object, with a catalog and an empty page tree; None if it holds
    no object.

    They get numbers that nothing else in the file has or names.

    >>> with_new_end(b"%PDF-1.4 7 0 obj 12 endobj 8 0 obj <</Ty")[-42:]
    b'railer\\n<</Size 1009/Root 1007 0 R>>\\n%%EOF\\n'
    """
    last = data.rfind(_END)
    body = data[: last + len(_END)].replace(b"/Root", b"/Lost")
    numbers = {int(found[1]) for found in _OBJECT.finditer(body)}
    if not numbers or last < 0:
        return None
    named = {int(found[1]) for found in _REFERENCE.finditer(body)}
    catalog = max(numbers) + _APART
    while {catalog, catalog + 1} & named:
        catalog += 1
    return body + (
        b"\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n"
        b"%d 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        b"trailer\n<</Size %d/Root %d 0 R>>\n%%%%EOF\n"
    ) % (catalog, catalog + 1, catalog + 1, catalog + 2, catalog)


def in_file_order(data: bytes, numbers: Iterable[int]) -> list[int]:
    """Object numbers in the order in which the objects stand; packed ones, not seen, come last."""
    places = {int(found[1]): found.start() for found in _OBJECT.finditer(data)}
    return sorted(numbers, key=lambda number: (places.get(number, _PAST), number))
