"""Cuts a document into parts that one page can carry, and its outline to a size that helps.

A page of the site stays under 100 KB whatever the document is: clauses are dealt out to parts by
the length of their text, and an outline that would be too long shows its upper levels only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from api.accounting import is_repaired
from api.models import (
    BoxBody,
    CitationSpan,
    ClauseCitingBody,
    ClauseEntry,
    NumberLink,
    StandardBody,
)
from standards.document import Clause, Document, Table
from web.links import page_url
from web.sheet import carry
from web.tabling import lay_tables
from web.typeset import Block, is_sentence, shorten, typeset

__all__ = [
    "OUTLINE_MOST",
    "PART_MOST",
    "OutlineItem",
    "Part",
    "ShownClause",
    "clause_name",
    "clause_names",
    "cut_parts",
    "named_as",
    "outline",
    "show_part",
    "tables_of",
]

PART_MOST = 30_000
"""Weight of a part: characters of its clauses, each clause counting ``CLAUSE_COST`` more."""

CLAUSE_COST = 260
CLAUSE_MOST = 12_000
OUTLINE_MOST = 16_000
FOLDED = 12
"""Lines of a cover or preamble beyond which it is folded."""
_ENTRY_COST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of clauses: positions ``first``..``last`` (not included) in the document."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """A line of the outline and the part that holds its clause."""

    entry: ClauseEntry
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    """A clause ready to be read: ``page_url`` is its page with its lines marked; ``cut`` says that
    only its beginning stands in ``blocks``. ``folded``: it is a long cover or preamble, which few
    people come for. ``other_tables`` are tables of the clause whose rows are not among its
    words, by number. ``cited_by`` are mentions of this very clause elsewhere."""

    entry: ClauseEntry
    page_url: str
    blocks: tuple[Block, ...]
    cites: tuple[NumberLink, ...]
    cut: bool
    folded: bool = False
    lines: int = 0
    other_tables: tuple[int, ...] = ()
    cited_by: tuple[ClauseCitingBody, ...] = ()


def cut_parts(clauses: Sequence[Clause]) -> tuple[Part, ...]:
    """The parts of a document in reading order; at least one, maybe empty.

    A part ends before the clause that would make it too heavy, or earlier at a top-level clause
    once it is more than half full.
    """
    starts = [0]
    weight = 0
    for position, clause in enumerate(clauses):
        cost = min(len(clause.text), CLAUSE_MOST) + len(clause.heading) + CLAUSE_COST
        full = weight + cost > PART_MOST
        natural = clause.parent is None and weight > PART_MOST // 2
        if position > starts[-1] and (full or natural):
            starts.append(position)
            weight = 0
        weight += cost
    ends = [*starts[1:], len(clauses)]
    return tuple(
        Part(number=number, first=first, last=last)
        for number, (first, last) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def outline(entries: Sequence[ClauseEntry], parts: Sequence[Part]) -> tuple[OutlineItem, ...]:
    """The lines of the outline: as many levels, at most two, as fit in ``OUTLINE_MOST``.

    Clauses below the first level that have no name of their own are left out.
    """
    part_of = {position: part.number for part in parts for position in range(part.first, part.last)}
    items = [
        OutlineItem(entry=entry, part=part_of[position]) for position, entry in enumerate(entries)
    ]
    for deepest in (1, 0):
        chosen = [item for item in items if _belongs(item.entry, deepest)]
        weight = sum(_ENTRY_COST + len(item.entry.heading) for item in chosen)
        if weight <= OUTLINE_MOST:
            return tuple(chosen)
    first = {part.first for part in parts}
    return tuple(item for position, item in enumerate(items) if position in first)


def show_part(
    document: Document,
    body: StandardBody,
    part: Part,
    citing: Mapping[str, Sequence[ClauseCitingBody]],
) -> tuple[ShownClause, ...]:
    """The clauses of a part, set as law, with the documents each of them cites and those that
    name it (``citing``, by key)."""
    targets = {cited.target.number: cited.target for cited in body.cites}
    spans = _spans(document, targets)
    shown: list[ShownClause] = []
    for position in range(part.first, part.last):
        clause = document.clauses[position]
        text, cut = shorten(clause.text, CLAUSE_MOST)
        mentions = spans.get(clause.key, [])
        whole = lay_tables(clause.text, tables_of(document, clause.key))
        laid = [found for table in whole if (found := table.within(0, len(text)))]
        lines = clause.text.count("\n") + 1
        shown.append(
            ShownClause(
                entry=body.clauses[position],
                page_url=page_url(document.id, clause.page, _marks(clause)),
                blocks=typeset(
                    text, [span for span in mentions if (span.end or 0) <= len(text)], laid
                ),
                cites=tuple({span.target.number: span.target for span in mentions}.values()),
                cut=cut,
                folded=not clause.label and lines > FOLDED and len(document.clauses) > 1,
                lines=lines,
                other_tables=_others(document, clause.key, {table.number for table in whole}),
                cited_by=tuple(citing.get(clause.key, ())),
            )
        )
    return tuple(shown)


def tables_of(document: Document, key: str) -> list[tuple[int, Table]]:
    """The tables of a clause, each with its number in the document."""
    return [
        (number, table)
        for number, table in enumerate(document.tables, start=1)
        if table.clause == key
    ]


def _others(document: Document, key: str, laid: Collection[int]) -> tuple[int, ...]:
    return tuple(number for number, _ in tables_of(document, key) if number not in laid)


def clause_names(entries: Sequence[ClauseEntry]) -> Mapping[str, str]:
    """What each clause is called outside its place, by key: ``khoản 1 Điều 4`` for a bare ``1``.

    A number with its own dots, or one at the top, needs no more words.
    """
    labels = {entry.key: entry.label for entry in entries}
    return {
        entry.key: clause_name(entry.label, labels.get(entry.parent or "")) for entry in entries
    }


def clause_name(label: str, parent: str | None) -> str:
    """A label with that of the clause above where it says too little alone, as it is cited.

    >>> clause_name("1", "Điều 4"), clause_name("2.1", "2"), clause_name("Điều 4", "Chương I")
    ('khoản 1 Điều 4', '2.1', 'Điều 4')
    """
    if not parent or not label.isalnum() or len(label) > 3:
        return label
    return f"khoản {label} {parent}" if parent.startswith("Điều") else f"{label}, {parent}"


def named_as(citation: str, title: str, title_en: str, number: str) -> str:
    """A full citation without the title, which stands beside it; nothing if no more is left than
    the number.

    >>> named_as("Thông tư số 1/2021/TT-BXD ngày 3/6/2021 quy định mũ", "Quy định mũ", "", "1")
    'Thông tư số 1/2021/TT-BXD ngày 3/6/2021'
    """
    left = citation
    for words in filter(None, (title, title_en)):
        at = left.casefold().find(words.casefold())
        if at >= 0:
            before, after = left[:at], left[at + len(words) :]
            parts = (before.rstrip(' “",:;'), after.lstrip(' ”",:;'))
            left = ", ".join(part for part in parts if part)
    return "" if left.strip() == number else left.strip()


def _belongs(entry: ClauseEntry, deepest: int) -> bool:
    named = bool(entry.heading) and not is_sentence(entry.heading)
    return entry.depth == 0 or (entry.depth <= deepest and named)


def _marks(clause: Clause) -> list[BoxBody]:
    """The lines of a clause, at most two marks a page and three pages, so that addresses stay
    short."""
    marks = carry(
        (
            BoxBody(page=box.page, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1)
            for box in clause.boxes()
            if box.page <= clause.page + 2
        ),
        clause.page,
    )
    pages = sorted({mark.page for mark in marks})
    return [mark for page in pages for mark in [m for m in marks if m.page == page][:2]]


def _spans(document: Document, targets: Mapping[str, NumberLink]) -> dict[str, list[CitationSpan]]:
    found: dict[str, list[CitationSpan]] = {}
    for citation in document.citations:
        target = targets.get(str(citation.target))
        if citation.clause is not None and target is not None:
            found.setdefault(citation.clause, []).append(
                CitationSpan(
                    start=citation.start,
                    end=citation.end,
                    text=citation.text,
                    page=citation.page,
                    target=target,
                    repaired=is_repaired(citation, document.repairs),
                )
            )
    return found
