"""A file, read: every stage of this room in its order.

Reads the bytes of a PDF; writes a :class:`FileReading`: its pages as text and its documents, each
with clauses, tables, products, citations, exclusions and definitions. The stages hand values on:

1. :mod:`index.pdf` opens the file; :mod:`ingest.pages` gives lines without furniture;
2. :mod:`ingest.tables` and :mod:`ingest.unruled` find tables, :mod:`ingest.table_join` joins them;
3. :mod:`ingest.parts` splits the file into documents and reads cover and clauses,
   :mod:`ingest.attestation` the number of a consolidated text;
4. :mod:`ingest.products`, :mod:`ingest.citing`, :mod:`ingest.exclusions`,
   :mod:`ingest.definitions` read what the clauses and tables say.

Nothing is dropped in silence: a page that cannot be read yet (a scan, an encoding from before
Unicode) is kept, its text as the PDF gives it, and :mod:`ingest.parts` names it in the doubts of
its document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from index.pdf import Pdf, open_pdf
from ingest.attestation import with_attested_number
from ingest.citing import read_citations
from ingest.definitions import read_definitions
from ingest.exclusions import read_exclusions
from ingest.layout import FoundTable, PageLayout
from ingest.pages import page_text, read_pages
from ingest.parts import DocumentPart, read_parts
from ingest.products import read_products
from ingest.table_join import JoinedTable, join_tables
from ingest.tables import drop_running_tables, find_page_tables
from ingest.tools import ReadingTools
from ingest.unruled import find_unruled_tables
from standards.document import Clause, Document, Doubt, PageClass, PageText, Source
from standards.errors import UnreadableDocument
from standards.identifier import canonical_slug

__all__ = ["READER_VERSION", "FileReading", "read_bytes", "read_file"]

READER_VERSION: Final = "1"
"""Goes up when the same file would be read differently; older readings are then replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What was read from one file.

    ``file`` is its base name, ``sha256`` the hash of its bytes; ``documents`` has one at least.
    """

    file: str
    sha256: str
    pages: tuple[PageText, ...]
    documents: tuple[Document, ...]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Doubts of all documents in it."""
        return tuple(doubt for document in self.documents for doubt in document.doubts)


def read_file(path: Path, tools: ReadingTools | None = None) -> FileReading:
    """Read a PDF file. Raises UnreadableDocument if it cannot be opened or is no PDF."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            path.name, f"the file cannot be opened: {error.strerror}", cure="check its path"
        ) from error
    return read_bytes(data, path.name, tools)


def read_bytes(data: bytes, name: str, tools: ReadingTools | None = None) -> FileReading:
    """Read the bytes of a PDF; ``name`` is the file's base name, ``tools`` what else is at hand.

    Without tools pictures stay unread, and no number is known from elsewhere.

    Raises UnreadableDocument if they are no PDF, or an encrypted or broken one.
    """
    tools = tools or ReadingTools()
    with open_pdf(data, name) as pdf:
        pages = read_pages(pdf)
        tables = _find_tables(pdf, pages)
        parts = tuple(map(with_attested_number, read_parts(pages, tables)))
    sha256 = hashlib.sha256(data).hexdigest()
    owners = _by_part(parts, join_tables(tables, pages))
    documents = [
        _document(part, owned, _source(name, sha256, len(pages), part))
        for part, owned in zip(parts, owners, strict=True)
    ]
    return FileReading(
        file=name,
        sha256=sha256,
        pages=tuple(map(page_text, pages)),
        documents=_named(documents, Path(name).stem),
    )


def _find_tables(pdf: Pdf, pages: Sequence[PageLayout]) -> tuple[FoundTable, ...]:
    """Tables of all pages that have readable text, running headers left out."""
    found: list[FoundTable] = []
    for layout in pages:
        if layout.page_class is not PageClass.TEXT:
            continue
        page = pdf.page(layout.number)
        found += find_page_tables(page) or find_unruled_tables(page)
    return drop_running_tables(found)


def _source(name: str, sha256: str, pages: int, part: DocumentPart) -> Source:
    return Source(
        file=name,
        sha256=sha256,
        pages=pages,
        first_page=part.first_page,
        last_page=part.last_page,
    )


def _by_part(
    parts: Sequence[DocumentPart], tables: Iterable[JoinedTable]
) -> list[list[tuple[JoinedTable, str | None]]]:
    """Tables of each part, each with the key of the clause that holds it."""
    owned: list[list[tuple[JoinedTable, str | None]]] = [[] for _ in parts]
    starts = [min(map(_start, (part.preamble, *part.clauses))) for part in parts]
    for table in tables:
        place = (table.box.page, table.box.y0)
        before = [index for index, start in enumerate(starts) if start <= place]
        index = max(before, default=0)
        owned[index].append((table, _holder(parts[index], place)))
    return owned


def _start(clause: Clause) -> tuple[int, float]:
    boxes = [*clause.heading_boxes, *(line.box for line in clause.lines[:1])]
    return min(((box.page, box.y0) for box in boxes), default=(clause.page, 0.0))


def _holder(part: DocumentPart, place: tuple[int, float]) -> str | None:
    """The key of the numbered clause that starts last above a place, else the preamble's.

    None only where there is no preamble either. Footnotes are set apart and hold no tables.
    """
    numbered = [clause for clause in part.clauses if clause.label]
    above = [clause for clause in numbered if _start(clause) <= place]
    if above:
        return max(enumerate(above), key=lambda item: (_start(item[1]), item[0]))[1].key
    return part.preamble.key if part.preamble.text.strip() else None


def _document(
    part: DocumentPart, tables: list[tuple[JoinedTable, str | None]], source: Source
) -> Document:
    return Document(
        id="",
        number=part.number,
        kind=part.kind,
        title=part.title,
        title_en=part.title_en,
        issuer=part.issuer,
        source=source,
        issued=part.issued,
        effective_from=part.effective_from,
        effective_words=part.effective_words,
        issued_with=part.issued_with,
        relations=part.relations,
        clauses=_clauses(part),
        citations=read_citations(part, tables),
        products=read_products(tables),
        exclusions=read_exclusions(part),
        definitions=read_definitions(part),
        tables=tuple(table.as_table(key) for table, key in tables),
        doubts=part.doubts,
    )


def _clauses(part: DocumentPart) -> tuple[Clause, ...]:
    """Clauses, the preamble first if it holds words: it is searched and quoted like the others."""
    if part.preamble.text.strip():
        return (part.preamble, *part.clauses)
    return part.clauses


def _named(documents: list[Document], stem: str) -> tuple[Document, ...]:
    """Documents with their ids: the number's slug, else the file's name; each once in a file."""
    taken: set[str] = set()
    named: list[Document] = []
    for document in documents:
        wanted = document.number.slug if document.number else canonical_slug(stem) or "document"
        name, count = wanted, 1
        while name in taken:
            count += 1
            name = f"{wanted}~{count}"
        taken.add(name)
        named.append(replace(document, id=name))
    return tuple(named)
