"""What a file is that is no PDF: named by its first bytes, with what to do about it.

Reads the first bytes of a file; writes nothing.
"""

from __future__ import annotations

from typing import Final

__all__ = ["HEADER_WITHIN", "is_pdf", "what_it_is"]

HEADER_WITHIN: Final = 1024
"""A PDF may begin with other bytes; viewers look for ``%PDF-`` this far (ISO 32000-1, H.3)."""
_PRINT: Final = "open it, print it to PDF and give that"
_UNPACK: Final = "unpack it and give the PDF files inside"
_MARKS: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", _PRINT),
    (b"{\\rtf", "an RTF text", _PRINT),
    (b"%!PS", "a PostScript file", "convert it with ps2pdf and give that"),
    (b"\xff\xd8\xff", "a JPEG picture", _PRINT),
    (b"\x89PNG", "a PNG picture", _PRINT),
    (b"II*\x00", "a TIFF picture", _PRINT),
    (b"MM\x00*", "a TIFF picture", _PRINT),
    (b"AT&TFORM", "a DjVu file", _PRINT),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"<?xml", "an XML file", _PRINT),
)
_ZIPPED: Final = (
    (b"word/", "a Word file", _PRINT),
    (b"xl/", "an Excel file", _PRINT),
    (b"ppt/", "a PowerPoint file", _PRINT),
    (b"opendocument", "an OpenDocument file", _PRINT),
)
_FETCH: Final = "the download brought a web page instead: fetch the PDF itself"


def is_pdf(data: bytes) -> bool:
    """Whether the bytes say that they are a PDF."""
    return b"%PDF-" in data[:HEADER_WITHIN]


def what_it_is(data: bytes) -> tuple[str, str]:
    """What the bytes are instead of a PDF, and what to do.

    >>> what_it_is(b"<!DOCTYPE html><html>")[0]
    'it is not a PDF but a web page'
    """
    if not data:
        return "the file is empty, not a PDF", "fetch it again"
    if not data.strip(b"\x00"):
        return "the file holds only zeros, not a PDF", "fetch it again"
    start = data[:HEADER_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, what, cure in _MARKS:
        if start.startswith(mark):
            return f"it is not a PDF but {what}", cure
    if start.startswith(b"PK\x03\x04"):
        what, cure = _zipped(data)
        return f"it is not a PDF but {what}", cure
    if any(tag in start.lower() for tag in (b"<html", b"<!doctype html")):
        return "it is not a PDF but a web page", _FETCH
    if b"\x00" not in start and _is_text(start):
        return "it is not a PDF but a plain text", _PRINT
    return "it is not a PDF", "give a file that starts with %PDF-"


def _zipped(data: bytes) -> tuple[str, str]:
    for mark, what, cure in _ZIPPED:
        if mark in data[: 64 * HEADER_WITHIN] or mark in data[-64 * HEADER_WITHIN :]:
            return what, cure
    return "a ZIP archive", _UNPACK


def _is_text(start: bytes) -> bool:
    """Whether these bytes are UTF-8, a letter cut at the end allowed."""
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 3 and error.start > 0
    return True
