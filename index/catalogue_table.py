"""Text tables as offices write them: comma, semicolon or tab between cells, quoted or not.

Reads the bytes of a file (gzip or plain; UTF-8, or UTF-16 as spreadsheets save it), writes rows of
cells. Which row holds the headings is for :mod:`index.catalogue_forms` to say.
"""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from standards.errors import BadInput

__all__ = ["MOST_BYTES", "Row", "Table", "rows_of", "text_of"]

MOST_BYTES = 256 * 1024 * 1024
"""A list that is larger unpacked is refused."""

_GZIP = b"\x1f\x8b"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the headings: its number, from 1, and its cells without blanks around."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings as written, and the rows below that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def text_of(content: bytes, file: str) -> str:
    """The text of a file, unpacked, NFC. Raises BadInput that says how to save it instead."""
    raw = _unpacked(content, file) if content.startswith(_GZIP) else content
    if len(raw) > MOST_BYTES:
        raise BadInput(f"{file} is larger than {MOST_BYTES // 1024**2} MiB; split the list")
    mark, encoding = next(
        ((bom, name) for bom, name in _BOMS if raw.startswith(bom)), (b"", "utf-8")
    )
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"{file}, line {line}: not UTF-8; save the list as “CSV UTF-8” and add it again"
        ) from error
    if "\0" in text:
        raise BadInput(f"{file} is no text; save the list as “CSV UTF-8” and add it again")
    return unicodedata.normalize("NFC", text)


def _unpacked(content: bytes, file: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{file} is a broken gzip file: {error}") from error


def rows_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The cells of every row, empty rows too, blanks around cells cut.

    What stands between cells is what parts the first lines most often. A quote opens a quoted cell;
    in a table with tabs only if that holds for the whole of it, so that a title may begin with a
    quote.

    >>> rows_of('number;title\\r\\nTCVN 1:2007;"a; b"')
    (('number', 'title'), ('TCVN 1:2007', 'a; b'))
    """
    mark = _mark(text)
    rows = None if mark == "\t" and '"' not in text else _quoted(text, mark, strict=mark == "\t")
    if rows is None:
        rows = [line.rstrip("\r").split(mark) for line in text.rstrip("\r\n").split("\n")]
    return tuple(tuple(cell.strip() for cell in cells) for cells in rows)


def _quoted(text: str, mark: str, *, strict: bool) -> list[list[str]] | None:
    """Rows whose cells may be quoted; with ``strict`` None if a quote stands where none can."""
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=strict)
    try:
        return list(reader)
    except csv.Error as error:
        if strict:
            return None
        raise BadInput(f"line {reader.line_num} cannot be parted into cells: {error}") from error


def _mark(text: str) -> str:
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE]
    counts: dict[str, Sequence[int]] = {
        mark: sorted(_outside(line, mark) for line in lines) for mark in "\t;,"
    }
    return max(counts, key=lambda mark: counts[mark][len(counts[mark]) // 2] if lines else 0)


def _outside(line: str, mark: str) -> int:
    """How often the mark stands outside of quotes."""
    return sum(part.count(mark) for part in line.split('"')[::2])
