"""The documents that one file holds, each read up to its clause tree.

Reads the pages of a file and the tables found on them; writes one :class:`DocumentPart` a document:
a circular and the two regulations it issues are three. What products, citations and definitions
say is read afterwards, from the clauses given here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ingest.adoption import read_adoptions
from ingest.clauses import build_clauses
from ingest.consolidation import read_consolidation
from ingest.cover import read_cover
from ingest.effect import read_effect
from ingest.effect_statements import read_statements
from ingest.entries import entries_of
from ingest.entry import Entry
from ingest.layout import FoundTable, PageLayout
from ingest.normalise import squeeze
from ingest.page_doubts import page_doubts
from ingest.part_words import parts_in
from ingest.quoting import without_quotes
from ingest.reckoning import Clock
from ingest.relations import read_relations
from ingest.split import part_starts
from ingest.transitions import read_transitions
from standards.citations import find_identifiers
from standards.document import Clause, Doubt, Kind
from standards.identifier import Family, Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)

__all__ = ["DocumentPart", "read_parts"]

_ACTS: Final = frozenset({Kind.CIRCULAR, Kind.DECREE, Kind.DECISION, Kind.LAW, Kind.CONSOLIDATED})
"""Kinds of documents that issue others and stand for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPart:
    """One document of a file, before products, citations and definitions are read from it.

    ``preamble`` holds what stands before the first clause (*căn cứ*, the legal grounds; the cover;
    *lời nói đầu*, the foreword): its ``label`` is empty, its key ``mo-dau``, its text counts for
    citations and for search, exports leave it out. ``clauses`` are in reading order; ``parent`` of
    a clause is a key. ``effective_words`` are the words that give the effect date, word for word.
    ``first_page``..``last_page`` are pages of the file, both included; the next document may start
    on the last page.
    """

    number: Identifier | None
    kind: Kind
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: date | None
    effective_from: date | None
    effective_words: str | None
    issued_with: Identifier | None
    relations: tuple[Relation, ...]
    effects: tuple[EffectStatement, ...] = ()
    transitions: tuple[Transition, ...] = ()
    preamble: Clause
    clauses: tuple[Clause, ...]
    first_page: int
    last_page: int
    doubts: tuple[Doubt, ...]


def read_parts(
    pages: Sequence[PageLayout], tables: Sequence[FoundTable]
) -> tuple[DocumentPart, ...]:
    """The documents of one file, in reading order; one at least.

    ``pages`` are all pages of the file, ``tables`` the tables found on them. Pages that were
    refused or read with little confidence come back as doubts of the document they stand in.
    """
    readable = [page for page in pages if not page.refused]
    entries = entries_of(readable, tables)
    starts = part_starts(entries)
    parts: list[DocumentPart] = []
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        first = entries[start].page if start else 1
        last = pages[-1].number if end == len(entries) else entries[end - 1].page
        here = [page for page in pages if first <= page.number <= last]
        acts = (part for part in reversed(parts) if _is_act(part.kind, part.number))
        act = next(acts, None)
        parts.append(_part(entries[start:end], here, act))
    return _with_their_acts(parts)


def _is_act(kind: Kind, number: Identifier | None) -> bool:
    return kind in _ACTS or (number is not None and number.family is Family.LEGAL_ACT)


def _with_their_acts(parts: Sequence[DocumentPart]) -> tuple[DocumentPart, ...]:
    """The parts, acts with what they issue: what follows them, and what stands above the first."""
    acts = [at for at, part in enumerate(parts) if _is_act(part.kind, part.number)]
    joined = list(parts)
    for at, end in zip(acts, [*acts, len(parts)][1:], strict=True):
        below = [part.number for part in parts[at + 1 : end] if part.number is not None]
        above = [part.number for part in parts[: acts[0]] if part.number is not None]
        issued = [*below, *(above if at == acts[0] else ())]
        joined[at] = replace(parts[at], relations=_with_issued(parts[at], issued))
        named = {one.target for one in joined[at].relations if one.verb == "issues"}
        for other in range(acts[0] if at == acts[0] else 0):
            if parts[other].number in named and parts[other].issued_with is None:
                joined[other] = replace(parts[other], issued_with=parts[at].number)
    return tuple(joined)


def _with_issued(act: DocumentPart, issued: Sequence[Identifier]) -> tuple[Relation, ...]:
    """The relations of an act, with those to the documents that stand in its file and it names."""
    known = {relation.target for relation in act.relations if relation.verb == "issues"}
    added: list[Relation] = []
    for clause in act.clauses:
        text = f"{clause.heading}\n{clause.text}"
        for found in find_identifiers(text):
            if found.identifier in issued and found.identifier not in known:
                known.add(found.identifier)
                added.append(
                    Relation(
                        verb=Verb.ISSUES,
                        target=found.identifier,
                        clause=clause.key if clause.label else None,
                        page=clause.page,
                        words=squeeze(text),
                    )
                )
    return (*act.relations, *added)


def _part(
    entries: Sequence[Entry], pages: Sequence[PageLayout], issuing: DocumentPart | None
) -> DocumentPart:
    first, last = pages[0].number, pages[-1].number
    preamble, clauses = build_clauses(entries, first)
    text = "\n".join((preamble.text, *(clause.text for clause in clauses)))
    cover = read_cover(entries, pages[0].furniture, text)
    issued, issued_with = cover.issued, cover.issued_with
    if _is_act(cover.kind, cover.number):
        issuing = None
    if issuing is not None:
        issued = issued or issuing.issued
        issued_with = issued_with or issuing.number
    numbered = [clause for clause in clauses if clause.label]
    together, base = read_consolidation(preamble) if cover.kind is Kind.CONSOLIDATED else ((), None)
    signed = base.issued if base else issued
    telling = numbered or ([preamble] if cover.number else [])
    effect = read_effect(without_quotes(telling), signed)
    clock = Clock(issued=signed, effective=effect.day if effect else None)
    relations = (
        *read_relations(cover.number, cover.title, preamble, numbered, clock),
        *read_adoptions(cover.number, preamble),
        *together,
    )
    names = tuple(one.target for one in relations if one.verb is Verb.ISSUES)
    stated = read_statements(telling, clock, cover.number, names)
    if base and base.effective and (effect is None or effect.rule.kind is not RuleKind.STATED):
        stated = (
            _of_base(together[0]),
            *(one for one in stated if one.kind is not EffectKind.STARTS),
        )
    effects = _with_sheet(stated, cover.effective, first)
    if _main(effects) is None:
        effects = (*_inherited(issuing, cover.number), *effects)
    main = _main(effects)
    day = main.day if main else None
    if day is None and stated:
        day = cover.effective
    return DocumentPart(
        number=cover.number,
        kind=cover.kind,
        title=cover.title,
        title_en=cover.title_en,
        issuer=cover.issuer or (issuing.issuer if issuing else None),
        issued=issued,
        effective_from=day,
        effective_words=main.words if main else None,
        issued_with=issued_with,
        relations=relations,
        effects=effects,
        transitions=read_transitions(
            numbered, replace(clock, effective=day), cover.number, relations
        ),
        preamble=preamble,
        clauses=clauses,
        first_page=first,
        last_page=last,
        doubts=page_doubts(pages),
    )


def _of_base(base: Relation) -> EffectStatement:
    """The start that a consolidated text states for the act that it consolidates."""
    return EffectStatement(
        kind=EffectKind.STARTS,
        day=base.day,
        rule=EffectRule(RuleKind.STATED),
        words=base.words,
        clause=base.clause,
        page=base.page,
    )


def _main(effects: Sequence[EffectStatement]) -> EffectStatement | None:
    return next((one for one in effects if one.kind is EffectKind.STARTS), None)


def _with_sheet(
    stated: Sequence[EffectStatement], sheet: date | None, page: int
) -> tuple[EffectStatement, ...]:
    """What the text says, and the day on the fact sheet in front where the text gives none."""
    main = _main(stated)
    if sheet is None or (main is not None and main.day is not None):
        return tuple(stated)
    start = EffectStatement(
        kind=EffectKind.STARTS,
        day=sheet,
        rule=EffectRule(RuleKind.STATED),
        words=sheet.strftime("%d/%m/%Y"),
        clause=None,
        page=page,
    )
    return (*stated, start)


def _inherited(
    issuing: DocumentPart | None, number: Identifier | None
) -> tuple[EffectStatement, ...]:
    """The start of the act in the same file, and those parts of it that are parts of this text."""
    if issuing is None:
        return ()
    named = [one for one in issuing.effects if one.parts and _names(one, number)]
    for one in named:
        if one.kind is EffectKind.PART_STARTS and not any(parts_in(part) for part in one.parts):
            return (replace(one, kind=EffectKind.STARTS, parts=(), clause=None),)
    starts = [one for one in issuing.effects if one.kind is EffectKind.STARTS]
    return tuple(replace(one, clause=None) for one in (*starts, *named))


def _names(statement: EffectStatement, number: Identifier | None) -> bool:
    parts = " ; ".join(statement.parts)
    return any(found.identifier == number for found in find_identifiers(parts))
