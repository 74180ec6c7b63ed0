"""What a document *is*: the facts read from one, each with the place where it was read.

A ``Document`` is a value. It knows nothing of files on disk, of databases or of indexes. Numbers
inside it are :class:`standards.identifier.Identifier` values; everything points to a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box, Line
from standards.relation import Change, EffectStatement, Relation, Transition
from standards.risk import Measure, RiskLevel

__all__ = [
    "Citation",
    "Clause",
    "Definition",
    "Document",
    "Doubt",
    "Exclusion",
    "Kind",
    "PageClass",
    "PageText",
    "ProductRow",
    "Relation",
    "Repair",
    "RepairBasis",
    "Source",
    "Table",
    "TableRow",
]


class Kind(StrEnum):
    """What sort of document it is; the eight of the public contract."""

    QCVN = "QCVN"
    TCVN = "TCVN"
    CIRCULAR = "CIRCULAR"
    DECREE = "DECREE"
    DECISION = "DECISION"
    LAW = "LAW"
    CONSOLIDATED = "CONSOLIDATED"
    OTHER = "OTHER"


class PageClass(StrEnum):
    """How the text of a page can be had."""

    TEXT = "text"
    SCAN = "scan"
    BAD_LAYER = "bad_layer"
    LEGACY = "legacy"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page as read: its text in reading order, what class of page it is, and why.

    ``refused`` says why the page could not be read; empty for a page that was. ``confidence`` is
    the mean confidence of its recognised words, 0 to 1, None where nothing was recognised from a
    picture; such a page keeps its ``lines``, offsets into ``text``.
    """

    number: int
    width: float
    height: float
    page_class: PageClass
    reason: str
    text: str
    refused: str = ""
    confidence: float | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered clause: *điều, khoản, mục, phụ lục*, or a numbered clause of a standard.

    ``key`` names the clause inside its document, is unique there and stays the same when the file
    is read again; it stands in links: ``2.1.3``, ``dieu-4``, ``dieu-4.1`` (khoản 1 of Điều 4),
    ``phu-luc-a``, ``A.1``; a repeated key gets ``~2``, ``~3`` in reading order. ``label`` is the
    number as printed (``2.1.3``, ``Điều 4``, ``1``, ``Phụ lục A``). ``heading`` is the heading
    line or ``""``. ``text`` is what follows, lettered items and table rows included, word for
    word; each printed line is a :class:`Line` with offsets into ``text``.
    """

    key: str
    label: str
    heading: str
    text: str
    page: int
    last_page: int
    parent: str | None
    heading_boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()

    def boxes(self, start: int = 0, end: int | None = None) -> tuple[Box, ...]:
        """Boxes of the lines that ``text[start:end]`` touches; the heading's if there are none."""
        stop = len(self.text) if end is None else end
        found = tuple(line.box for line in self.lines if line.start < stop and line.end > start)
        return found or self.heading_boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A mention of another document: ``text`` as printed, at ``start``..``end`` of the clause text.

    ``clause`` is the key of the clause that cites; None before the first clause (cover, preamble)
    or inside a table that no clause owns.
    """

    target: Identifier
    text: str
    clause: str | None
    page: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A row of a product list: what goods, under which HS codes, which documents apply.

    ``name`` is the product as printed, on one line; ``text`` all words of the row, cells joined by
    `` | ``; ``group`` the heading above the row, if any; ``clause`` the key of the clause or annex
    that holds the list; ``ordinal`` the row's number as printed; ``conditions`` are the words that
    narrow or exclude (``trừ …``), word for word. ``risk`` and ``measures`` are what the list states
    of the goods (*mức độ rủi ro*, *biện pháp quản lý*), with the heading they stand under if it is
    the heading that says so; ``risk_words`` are those words.
    """

    name: str
    hs: tuple[HsCode, ...]
    standards: tuple[Identifier, ...]
    page: int
    clause: str | None
    boxes: tuple[Box, ...]
    text: str
    ordinal: str = ""
    group: str = ""
    conditions: tuple[str, ...] = ()
    risk: RiskLevel | None = None
    measures: tuple[Measure, ...] = ()
    risk_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A sentence that says what the document does not apply to."""

    text: str
    clause: str | None
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and what it means here (*giải thích từ ngữ*)."""

    term: str
    term_en: str | None
    text: str
    clause: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """Cells of a row, left to right, and where it stands."""

    cells: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, joined over its pages; ``header`` is the heading row's cells, maybe empty."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    clause: str | None
    page: int
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that was read with little confidence, or not at all; ``page`` None is the file."""

    what: str
    page: int | None


class RepairBasis(StrEnum):
    """What a damaged number was repaired against."""

    DOCUMENT = "document"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A number that a picture of a page gave damaged (``read``) and what it must be.

    Only a number that the same document states elsewhere, or that the catalogue knows, may be put
    in its place, and only if no other one is as near.
    """

    read: str
    target: Identifier
    basis: RepairBasis
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a document was read from. ``first_page``..``last_page`` is the document's part."""

    file: str
    sha256: str
    pages: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as read from one file.

    ``id`` is its slug: unique in a library, stable, made of the number, or of the file name where
    the file states no number. ``issued_with`` is the instrument (circular, decision) in the same
    file, or named on the cover, that issues it. ``effective_from`` is the main day of effect;
    ``effects`` are all statements on the document's own days, ``transitions`` its transitional
    rules, ``changes`` its instructions to amend other texts, in reading order.
    """

    id: str
    number: Identifier | None
    kind: Kind
    title: str | None
    issuer: str | None
    source: Source
    title_en: str | None = None
    issued: date | None = None
    effective_from: date | None = None
    effective_words: str | None = None
    issued_with: Identifier | None = None
    relations: tuple[Relation, ...] = ()
    effects: tuple[EffectStatement, ...] = ()
    transitions: tuple[Transition, ...] = ()
    changes: tuple[Change, ...] = ()
    clauses: tuple[Clause, ...] = ()
    citations: tuple[Citation, ...] = ()
    products: tuple[ProductRow, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def related(self, verb: str) -> tuple[Identifier, ...]:
        """Numbers this document has the relation ``verb`` to, each once, in reading order."""
        return tuple(dict.fromkeys(r.target for r in self.relations if r.verb == verb))

    def clause(self, key: str) -> Clause | None:
        """The clause with that key, or None."""
        return next((clause for clause in self.clauses if clause.key == key), None)
