"""A file, read: every stage of this room in its order.

Reads the bytes of a PDF; writes a :class:`FileReading`: its pages as text and its documents, each
with clauses, tables, products, citations, exclusions and definitions. The stages hand values on:

1. :mod:`index.pdf` opens the file; :mod:`ingest.page_sources` says where the words of each page
   come from (the PDF, an old encoding converted, the picture recognised); :mod:`ingest.pages` gives
   lines without furniture;
2. :mod:`ingest.table_finding` finds tables, ruled or not, :mod:`ingest.table_join` joins them;
3. :mod:`ingest.parts` splits the file into documents and reads cover and clauses,
   :mod:`ingest.attestation` the number of a consolidated text;
4. :mod:`ingest.products`, :mod:`ingest.citing`, :mod:`ingest.exclusions`,
   :mod:`ingest.definitions` read what the clauses and tables say;
5. :mod:`ingest.accounting` counts what was seen and what was kept;
6. :mod:`ingest.placing` brings boxes of levelled pages back to the pages as shown.

Nothing is dropped in silence: a page that nothing can read is kept with the reason, which stands
among the doubts of its document, and so does whatever was read with little confidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from index.pdf import open_pdf
from ingest.accounting import account, table_doubts
from ingest.as_shown import as_shown
from ingest.attestation import with_attested_number
from ingest.changes import read_changes
from ingest.citing import read_mentions
from ingest.definitions import read_definitions
from ingest.exclusions import read_exclusions
from ingest.governing import governing_words
from ingest.known_numbers import KnownNumbers
from ingest.mending import mend_pages
from ingest.page_sources import open_pages
from ingest.pages import page_text, read_pages
from ingest.parts import DocumentPart, read_parts
from ingest.products import read_lists
from ingest.refusals import file_doubts
from ingest.table_finding import find_tables
from ingest.table_join import JoinedTable, join_tables
from ingest.tools import ReadingTools
from standards.account import Account
from standards.document import Clause, Document, Doubt, PageText, ProductRow, Source
from standards.errors import UnreadableDocument
from standards.identifier import canonical_slug

__all__ = ["READER_VERSION", "FileReading", "read_bytes", "read_file"]

READER_VERSION: Final = "3"
"""Goes up when the same file would be read differently; older readings are then replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What was read from one file.

    ``file`` is its base name, ``sha256`` the hash of its bytes; ``documents`` has one at least.
    ``lacks_ocr``: pages were refused only because no program that reads pictures is there.
    """

    file: str
    sha256: str
    pages: tuple[PageText, ...]
    documents: tuple[Document, ...]
    account: Account | None = None
    lacks_ocr: bool = False

    @property
    def is_recognised(self) -> bool:
        """Whether the words of any page were recognised from a picture."""
        return any(page.confidence is not None for page in self.pages)

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
        sources = open_pages(pdf, tools)
        pages = read_pages(sources)
        found = find_tables((page.source, page.scan is not None) for page in sources if page.source)
        damage = file_doubts(pdf)
    known = KnownNumbers.of_pages(pages, tools.catalogue)
    mended = mend_pages(pages, known)
    parts = tuple(
        replace(part, doubts=(*part.doubts, *mended.doubts_on(part.first_page, part.last_page)))
        for part in map(with_attested_number, read_parts(mended.pages, found.tables))
    )
    scans = {page.number: page.scan for page in sources if page.scan is not None}
    sha256 = hashlib.sha256(data).hexdigest()
    owners = _by_part(parts, join_tables(found.tables, pages))
    lists = [
        read_lists(owned, known, governing_words(part, owned))
        for part, owned in zip(parts, owners, strict=True)
    ]
    documents = [
        _document(part, owned, one.products, _source(name, sha256, len(pages), part), known)
        for part, owned, one in zip(parts, owners, lists, strict=True)
    ]
    texts = [page_text(page, shown) for page, shown in zip(pages, sources, strict=True)]
    notes = [note for one in lists for note in one.notes]
    sums = account(texts, found, owners, documents, notes)
    documents = [as_shown(document, scans) for document in documents]
    documents[0] = replace(documents[0], doubts=(*damage, *documents[0].doubts))
    return FileReading(
        file=name,
        sha256=sha256,
        pages=tuple(as_shown(page, scans) for page in texts),
        documents=_named(documents, Path(name).stem),
        account=sums,
        lacks_ocr=any(page.lacks_ocr for page in sources),
    )


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
    part: DocumentPart,
    tables: list[tuple[JoinedTable, str | None]],
    products: tuple[ProductRow, ...],
    source: Source,
    known: KnownNumbers,
) -> Document:
    mentions = read_mentions(part, tables, known)
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
        effects=part.effects,
        transitions=part.transitions,
        changes=read_changes(part.number, part.kind, part.title, part.relations, part.clauses),
        clauses=_clauses(part),
        citations=mentions.citations,
        products=products,
        exclusions=read_exclusions(part),
        definitions=read_definitions(part),
        tables=tuple(table.as_table(key) for table, key in tables),
        doubts=(*part.doubts, *mentions.doubts, *table_doubts(table for table, _ in tables)),
        repairs=mentions.repairs,
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
