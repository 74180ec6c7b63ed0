"""The facts of a document that a person can compare with the page, and what has been compared.

Reads a document and the checks that the store keeps; writes facts with names that stay the same
when the file is read again. A check counts only as long as the value that was seen is the one that
is read now.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import chain

from standards.checked import CheckedFact
from standards.document import Definition, Document, PageText, ProductRow, Table
from standards.errors import BadInput
from standards.identifier import canonical_slug

__all__ = [
    "CheckState",
    "Fact",
    "FactCheck",
    "facts_of",
    "find_fact",
    "recognised_pages",
    "relation_facts",
    "row_facts",
    "table_facts",
    "term_facts",
    "with_checks",
]

_SLUG_MOST = 48
_HASH = 6
_VERBS = {
    "replaces": ("Thay thế", "Replaces"),
    "amends": ("Sửa đổi, bổ sung", "Amends"),
    "repeals": ("Bãi bỏ", "Repeals"),
    "issues": ("Ban hành", "Issues"),
    "adopts": ("Chấp nhận", "Adopts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a document states, as read.

    ``name`` names it inside its document: ``number``, ``clause:2.1``, ``product:1-mu-an-toan``;
    ``label`` and ``label_en`` say what it is for people. ``value`` is on one line and empty where
    the document states nothing. ``page`` is where it stands, for what the cover states the first
    page of the document.
    """

    name: str
    label: str
    label_en: str
    value: str
    page: int


class CheckState(StrEnum):
    """Whether a fact has been compared with the page.

    ``OUTDATED``: with another value than is read now. ``GONE``: the check is there, the fact is no
    longer read.
    """

    UNCHECKED = "unchecked"
    CHECKED = "checked"
    OUTDATED = "outdated"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """A fact with its check; ``fact`` is None where it is gone, ``check`` where nobody looked."""

    fact: Fact | None
    check: CheckedFact | None

    @property
    def state(self) -> CheckState:
        """What the check is worth today."""
        if self.check is None:
            return CheckState.UNCHECKED
        if self.fact is None:
            return CheckState.GONE
        same = _one_line(self.check.value) == self.fact.value
        return CheckState.CHECKED if same else CheckState.OUTDATED


def facts_of(document: Document, recognised: frozenset[int] = frozenset()) -> tuple[Fact, ...]:
    """The facts of a document, cover first, then in reading order; each name stands once.

    ``recognised``: pages whose words were recognised from a picture; citations on them are facts
    of their own, because a number there may be misread.
    """
    found = chain(
        _cover(document),
        _relations(document),
        _repairs(document),
        _clauses(document),
        map(_product, document.products),
        map(_term, document.definitions),
        _citations(document, recognised),
    )
    return tuple(_each_once(found))


def row_facts(document: Document) -> tuple[Fact, ...]:
    """The facts of the product rows, one a row, in their order."""
    return tuple(_each_once(map(_product, document.products)))


def term_facts(document: Document) -> tuple[Fact, ...]:
    """The facts of the definitions, one each, in their order."""
    return tuple(_each_once(map(_term, document.definitions)))


def table_facts(document: Document) -> tuple[Fact, ...]:
    """The tables as facts, one each, in their order; not among those of :func:`facts_of`, because
    nobody compares a table of many pages at one sitting."""
    return tuple(_each_once(map(_table, document.tables)))


def relation_facts(document: Document) -> tuple[Fact, ...]:
    """The facts of the relations to other texts, one each, in their order."""
    return tuple(_each_once(_relations(document)))


def recognised_pages(pages: Iterable[PageText]) -> frozenset[int]:
    """Numbers of the pages whose words were recognised from a picture."""
    return frozenset(page.number for page in pages if page.confidence is not None)


def with_checks(facts: Iterable[Fact], checks: Iterable[CheckedFact]) -> tuple[FactCheck, ...]:
    """Every fact with its check, then the checks of facts that are no longer read."""
    kept = {check.fact: check for check in checks}
    read = [FactCheck(fact=fact, check=kept.pop(fact.name, None)) for fact in facts]
    return (*read, *(FactCheck(fact=None, check=kept[name]) for name in sorted(kept)))


def find_fact(facts: Sequence[Fact], name: str) -> Fact:
    """The fact with that name, else the only one with that label (``Điều 4``).

    Raises BadInput and gives the names that come near.
    """
    wanted = _one_line(name)
    for fact in facts:
        if fact.name == wanted:
            return fact
    folded = wanted.casefold()
    labelled = [
        fact for fact in facts if folded in (fact.label.casefold(), fact.label_en.casefold())
    ]
    if len(labelled) == 1:
        return labelled[0]
    if labelled:
        several = ", ".join(fact.name for fact in labelled[:8])
        raise BadInput(f"{name!r} may be one of: {several}; give one of them")
    names = [fact.name for fact in facts]
    near = difflib.get_close_matches(wanted, names, n=4, cutoff=0.5)
    near += [one for one in names if folded in one.casefold() and one not in near][: 4 - len(near)]
    raise BadInput(
        f"the document has no fact {name!r}; "
        + (f"near it: {', '.join(near)}" if near else f"it has for instance {', '.join(names[:6])}")
    )


def _cover(document: Document) -> Iterator[Fact]:
    first = document.source.first_page
    stated = (
        ("number", "Số hiệu", "Number", str(document.number or "")),
        ("kind", "Loại văn bản", "Kind", document.kind.value),
        ("title", "Tên", "Title", document.title or ""),
        ("issuer", "Cơ quan ban hành", "Issuer", document.issuer or ""),
        ("issued", "Ngày ban hành", "Issued", _day(document.issued)),
    )
    for name, label, label_en, value in stated:
        yield _fact(name, label, label_en, value, first)
    yield _fact(
        "effective_from",
        "Có hiệu lực từ",
        "In effect from",
        _day(document.effective_from),
        _page_of(document, document.effective_words) or first,
    )
    if document.issued_with is not None:
        yield _fact(
            "issued_with", "Ban hành kèm theo", "Issued with", str(document.issued_with), first
        )


def _relations(document: Document) -> Iterator[Fact]:
    for relation in document.relations:
        label, label_en = _VERBS.get(relation.verb, (relation.verb, relation.verb))
        name = f"relation:{relation.verb}:{relation.target.slug}"
        yield _fact(name, label, label_en, str(relation.target), relation.page)


def _repairs(document: Document) -> Iterator[Fact]:
    for repair in document.repairs:
        yield _fact(
            f"repair:{repair.page}:{canonical_slug(repair.read)}",
            f"Số hiệu sửa lại từ “{repair.read}”",
            f"Number repaired from “{repair.read}”",
            str(repair.target),
            repair.page,
        )


def _clauses(document: Document) -> Iterator[Fact]:
    labels = {clause.key: clause.label for clause in document.clauses}
    for clause in document.clauses:
        label, label_en = f"Phần không đánh số {clause.key}", f"Part {clause.key}"
        if clause.label:
            above = labels.get(clause.parent or "", "")
            where = f", {above}" if above and clause.label.isalnum() else ""
            bare = len(clause.label.split()) == 1
            label = f"{'Mục ' if bare else ''}{clause.label}{where}"
            label_en = f"Clause {clause.label}{where}"
        value = f"{clause.label} {clause.heading} {clause.text}"
        yield _fact(f"clause:{clause.key}", label, label_en, value, clause.page)


def _product(row: ProductRow) -> Fact:
    """The name is made of what the row says, not of its place: rows above it may come and go."""
    ordinal = canonical_slug(row.ordinal)
    cells = (
        row.name,
        "; ".join(map(str, row.hs)),
        "; ".join(map(str, row.standards)),
        "; ".join(row.conditions),
    )
    return _fact(
        f"product:{'-'.join(part for part in (ordinal, _short_slug(row.name)) if part)}",
        f"Sản phẩm {row.ordinal}",
        f"Product {row.ordinal}",
        " | ".join(filter(None, cells)),
        row.page,
    )


def _term(definition: Definition) -> Fact:
    also = f" ({definition.term_en})" if definition.term_en else ""
    return _fact(
        f"term:{_short_slug(definition.term)}",
        f"Thuật ngữ “{definition.term}”",
        f"Term “{definition.term}”",
        f"{definition.term}{also}: {definition.text}",
        definition.page,
    )


def _table(table: Table) -> Fact:
    called = _one_line(table.caption) or f"trên trang {table.page}"
    called_en = _one_line(table.caption) or f"on page {table.page}"
    rows = (table.header, *(row.cells for row in table.rows))
    return _fact(
        f"table:{table.page}.{_short_slug(table.caption)}",
        called if called.casefold().startswith("bảng") else f"Bảng {called}",
        called_en if called_en.casefold().startswith("bảng") else f"Table {called_en}",
        "; ".join(" | ".join(filter(None, cells)) for cells in rows if any(cells)),
        table.page,
    )


def _citations(document: Document, recognised: frozenset[int]) -> Iterator[Fact]:
    seen: set[tuple[int, str]] = set()
    for citation in document.citations:
        place = (citation.page, citation.target.key)
        if citation.page in recognised and place not in seen:
            seen.add(place)
            yield _fact(
                f"citation:{citation.page}:{citation.target.slug}",
                f"Viện dẫn trên trang {citation.page}",
                f"Citation on page {citation.page}",
                str(citation.target),
                citation.page,
            )


def _fact(name: str, label: str, label_en: str, value: str, page: int) -> Fact:
    return Fact(
        name=name,
        label=_one_line(label),
        label_en=_one_line(label_en),
        value=_one_line(value),
        page=page,
    )


def _each_once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """A repeated name gets ``~2``, ``~3`` in reading order, as keys of clauses do."""
    taken: set[str] = set()
    for fact in facts:
        name, count = fact.name, 1
        while name in taken:
            count += 1
            name = f"{fact.name}~{count}"
        taken.add(name)
        yield fact if name == fact.name else replace(fact, name=name)


def _short_slug(text: str) -> str:
    """A slug that can be typed; one that is cut ends in a hash of the whole text."""
    slug = canonical_slug(text)
    if slug and len(slug) <= _SLUG_MOST:
        return slug
    told = hashlib.sha256(_one_line(text).casefold().encode()).hexdigest()[:_HASH]
    return f"{slug[: _SLUG_MOST - _HASH].rstrip('-')}-{told}".lstrip("-")


def _page_of(document: Document, words: str | None) -> int | None:
    """The page on which a clause says those words."""
    if not words:
        return None
    for clause in document.clauses:
        start = clause.text.find(words)
        if start >= 0:
            boxes = clause.boxes(start, start + len(words))
            return boxes[0].page if boxes else clause.page
    return None


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
