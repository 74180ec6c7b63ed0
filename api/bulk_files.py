"""The bulk files: everything the library holds of documents, written in one pass.

Reads the store; writes one folder. ``documents.jsonl.gz`` has the lines of ``trachuan export``, the
others repeat parts of it for those who want a table: CSV after RFC 4180 in UTF-8 with a byte order
mark, so that spreadsheet programs show Vietnamese. The same library gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from api.changes import bulk_line
from api.export import ExportLine
from api.tables import harmless
from api.urls import clause_url
from index.contracts import DocumentStore

__all__ = ["BULK_FILES", "BulkFile", "Written", "write_bulk"]

_GZIP = "application/gzip"
_CSV = "text/csv; charset=utf-8"
_BETWEEN = "; "

Cells = Sequence[str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkFile:
    """One of the files: its name, its kind, and what a row is, in two languages.

    ``rows`` gives those of a document; ``columns`` is empty for JSON Lines.
    """

    name: str
    media_type: str
    about_vi: str
    about_en: str
    columns: tuple[str, ...]
    rows: Callable[[ExportLine], Iterable[Cells | str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: size in bytes, SHA-256, rows without the header."""

    name: str
    bytes: int
    sha256: str
    rows: int


def _document(line: ExportLine) -> Iterator[str]:
    yield _json(line)


def _clauses(line: ExportLine) -> Iterator[str]:
    for clause in line["clauses"]:
        place = {"slug": line["slug"], "number": line["number"]}
        yield _json({**place, **clause, "url": clause_url(line["slug"], clause["key"])})


def _standard(line: ExportLine) -> Iterator[Cells]:
    yield (
        line["slug"],
        line["number"],
        line["kind"],
        line["title"],
        line["title_en"],
        line["issuer"],
        line["issued"],
        line["effective_from"],
        _BETWEEN.join(line["replaces"]),
        _BETWEEN.join(line["amends"]),
        _BETWEEN.join(line["repeals"]),
        line["file"],
        line["sha256"],
        line["pages"],
        len(line["clauses"]),
        len(line["products"]),
        len(line["doubts"]),
    )


def _products(line: ExportLine) -> Iterator[Cells]:
    for place, row in enumerate(line["products"], start=1):
        yield (
            line["slug"],
            line["number"],
            place,
            row["name"],
            _BETWEEN.join(row["hs"]),
            _BETWEEN.join(row["standards"]),
            row["risk"],
            _BETWEEN.join(row["measures"]),
            row["clause"],
            row["page"],
        )


def _citations(line: ExportLine) -> Iterator[Cells]:
    for one in line["cites"]:
        yield (line["slug"], line["number"], one["number"], one["clause"], one["page"])


def _relations(line: ExportLine) -> Iterator[Cells]:
    for one in line["relations"]:
        yield (
            line["slug"],
            line["number"],
            one["verb"],
            one["number"],
            one["clause"],
            one["page"],
            one["day"],
            one["until"],
            one["words"],
        )


BULK_FILES = (
    BulkFile(
        name="documents.jsonl.gz",
        media_type=_GZIP,
        about_vi="mỗi dòng một văn bản, đủ điều khoản, viện dẫn, sản phẩm",
        about_en="a document a line, with clauses, citations and products",
        columns=(),
        rows=_document,
    ),
    BulkFile(
        name="clauses.jsonl.gz",
        media_type=_GZIP,
        about_vi="mỗi dòng một điều khoản với lời văn, trang và địa chỉ",
        about_en="a clause a line, with its words, page and address",
        columns=(),
        rows=_clauses,
    ),
    BulkFile(
        name="standards.csv",
        media_type=_CSV,
        about_vi="mỗi dòng một văn bản: số hiệu, tên, cơ quan, ngày",
        about_en="a document a row: number, title, issuer, days",
        columns=(
            *("slug", "number", "kind", "title", "title_en", "issuer", "issued"),
            *("effective_from", "replaces", "amends", "repeals", "file", "sha256", "pages"),
            *("clauses", "products", "doubts"),
        ),
        rows=_standard,
    ),
    BulkFile(
        name="products.csv",
        media_type=_CSV,
        about_vi="mỗi dòng một sản phẩm trong danh mục, với mã HS",
        about_en="a product of a list a row, with HS codes",
        columns=(
            *("slug", "number", "row", "name", "hs", "standards", "risk", "measures"),
            *("clause", "page"),
        ),
        rows=_products,
    ),
    BulkFile(
        name="citations.csv",
        media_type=_CSV,
        about_vi="mỗi dòng một lần viện dẫn văn bản khác",
        about_en="a citation of another document a row",
        columns=("slug", "number", "cites", "clause", "page"),
        rows=_citations,
    ),
    BulkFile(
        name="relations.csv",
        media_type=_CSV,
        about_vi="mỗi dòng một quan hệ: thay thế, sửa đổi, bãi bỏ, ban hành kèm theo",
        about_en="a relation a row: replaces, amends, repeals, issues",
        columns=(
            *("slug", "number", "verb", "target", "clause", "page", "day", "until"),
            "words",
        ),
        rows=_relations,
    ),
)
"""Every bulk file, the whole first."""


def write_bulk(
    store: DocumentStore, folder: Path, advance: Callable[[int, int], None] | None = None
) -> tuple[Written, ...]:
    """Write all bulk files into ``folder``; ``advance`` is told documents done and all.

    A document that goes while it writes is left out: the changes after the cursor taken before
    name it.
    """
    names = [summary.id for summary in store.documents()]
    counts = dict.fromkeys((file.name for file in BULK_FILES), 0)
    with ExitStack() as stack:
        writers = [(file, stack.enter_context(_writer(folder, file))) for file in BULK_FILES]
        for done, name in enumerate(names, start=1):
            line = bulk_line(store, name)
            if line is not None:
                for file, write in writers:
                    for row in file.rows(line):
                        write(row)
                        counts[file.name] += 1
            if advance is not None:
                advance(done, len(names))
    return tuple(_written(folder / file.name, counts[file.name]) for file in BULK_FILES)


@contextmanager
def _writer(folder: Path, file: BulkFile) -> Iterator[Callable[[Cells | str], None]]:
    """Takes the rows of a file; gzip says neither when nor what it packed, so that bytes agree."""
    path = folder / file.name
    with ExitStack() as stack:
        raw: IO[bytes] = stack.enter_context(path.open("wb"))
        coding = "utf-8-sig"
        if file.media_type == _GZIP:
            coding = "utf-8"
            packed = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6)
            raw = cast(IO[bytes], stack.enter_context(packed))
        text = stack.enter_context(io.TextIOWrapper(raw, encoding=coding, newline=""))
        table = csv.writer(text)
        if file.columns:
            table.writerow(file.columns)

        def write(row: Cells | str) -> None:
            if isinstance(row, str):
                text.write(f"{row}\n")
            else:
                table.writerow([_cell(value) for value in row])

        yield write


def _cell(value: str | int | None) -> str:
    return "" if value is None else harmless(str(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _written(path: Path, rows: int) -> Written:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Written(name=path.name, bytes=path.stat().st_size, sha256=digest, rows=rows)
