"""What a page is drawn with beside its own commands, and how far that unpacks.

Reads objects of an open PDF; holds nothing of what it unpacks. A form, a font or a table of letters
of a few kilobytes can unpack to gigabytes (ISO 32000-1, 7.4.4: deflate packs a thousand to one, and
filters may be nested), which would keep MuPDF busy for minutes or fill the memory.
"""

from __future__ import annotations

import re
from typing import Final

from index.mupdf import pymupdf
from index.pdf_objects import Objects

__all__ = ["largest_part", "packed_parts", "unpacked_size"]

_REFERENCE: Final = re.compile(r"(\d+) \d+ R\b")
_PICTURE: Final = re.compile(r"/Subtype\s*/Image\b")
_ABOVE: Final = re.compile(r"/Type\s*/(Pages?|Catalog)\b")
_MOST_PARENTS: Final = 50
_MOST_PARTS: Final = 5_000
"""Objects of one page that are looked at; maps are drawn with some hundred."""


def unpacked_size(document: pymupdf.Document, number: int, most: int) -> int:
    """Bytes of a stream once unpacked, counted up to ``most``, not held."""
    pdf = pymupdf.mupdf.pdf_document_from_fz_document(document.this)
    stream = pymupdf.mupdf.pdf_open_stream_number(pdf, number)
    return int(pymupdf.mupdf.fz_skip(stream, most))


def largest_part(document: pymupdf.Document, page: int, most: int, known: dict[int, int]) -> int:
    """The size of the largest packed part of a page, counted up to ``most``; 0 without any.

    ``page`` is an object number. ``known`` keeps sizes, for pages share their fonts.
    """
    largest = 0
    for number in packed_parts(document, page):
        if number not in known:
            try:
                known[number] = unpacked_size(document, number, most)
            except Exception:  # a damaged part is left out when the page is drawn
                known[number] = 0
        largest = max(largest, known[number])
    return largest


def packed_parts(objects: Objects, page: int) -> list[int]:
    """The object numbers of the packed streams that a page is drawn with: forms, fonts, tables of
    letters. No pictures, for they say how large they are."""
    todo = _references(_resources(objects, page))
    seen: set[int] = set()
    found: list[int] = []
    while todo and len(seen) < _MOST_PARTS:
        number = todo.pop()
        if number in seen:
            continue
        seen.add(number)
        text = _text(objects, number)
        if _PICTURE.search(text) or _ABOVE.search(text):
            continue
        if "/Filter" in text:
            found.append(number)
        todo += _references(text)
    return found


def _resources(objects: Objects, page: int) -> str:
    """What a page names as its resources, or takes over from a node above it."""
    for _ in range(_MOST_PARENTS):
        kind, value = objects.xref_get_key(page, "Resources")
        if kind != "null":
            return value
        kind, value = objects.xref_get_key(page, "Parent")
        if kind != "xref":
            break
        page = int(value.split()[0])
    return ""


def _references(text: str) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(text)]


def _text(objects: Objects, number: int) -> str:
    try:
        return objects.xref_object(number, compressed=True)
    except Exception:  # whatever a damaged object sets off
        return ""
