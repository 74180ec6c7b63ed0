"""What applies to a product: the standards that rows, scopes and clauses name, best evidence first.

A row of a product list is joined to the documents it names (regulations before national standards
before foreign ones), each with the row as evidence, held or not; a title or a scope speaks for its
own document; a clause for its document and for the standards that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from search.answers import HsMatch
from search.citing import place_words
from search.claims import OUT, Claim, claim, gather
from search.concepts import Concept
from search.coverage import matched
from search.evidence import Evidence, Why, found_in
from search.gather import Find, weights
from search.knowledge import question_words
from search.shelf import Shelf
from search.status import kind_of_number, standing_of
from search.words import words_of
from standards.document import Document, Kind, ProductRow
from standards.identifier import Family, Identifier
from standards.relation import Verb

__all__ = [
    "Supported",
    "Turn",
    "binding",
    "by_force",
    "in_turns",
    "matched_words",
    "names_something",
    "product_claims",
    "row_claims",
]

_LONG_ROW = 5
_TITLE = 200
"""Characters behind a number that may be the title of its standard."""
_ENDS = (Verb.REPLACES, Verb.REPEALS)
_ORDER = {Kind.QCVN: 0, Kind.TCVN: 1, Kind.OTHER: 2}


@dataclass(frozen=True, slots=True)
class Supported:
    """A find with its evidence."""

    find: Find
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Turn:
    """The claims of one find, its score, and what sorts it among finds alike in score."""

    score: float
    binding: tuple[bool, int]
    claims: Iterator[Claim]


def by_force(numbers: Sequence[Identifier]) -> list[Identifier]:
    """Regulations first, then national standards, then the rest; in printed order within each."""
    return sorted(dict.fromkeys(numbers), key=lambda n: _ORDER.get(kind_of_number(n), 3))


def row_claims(
    shelf: Shelf,
    evidence: Evidence,
    why: Why,
    day: date,
    *,
    concepts: Sequence[Concept] = (),
    hs: tuple[HsMatch, ...] = (),
) -> Iterator[Claim]:
    """A claim for each standard the row names, then one for the list itself; a regulation whose own
    list it is comes first, for it is what binds.

    In a long row those come first, within their rank, beside which the question's other words
    stand (*formaldehyde* beside its test method).
    """
    row = evidence.row
    own = evidence.document.kind is Kind.QCVN
    if own:
        yield claim(shelf, evidence, why, day, hs=hs)
    for number in by_force(_asked_first(row, concepts) if row is not None else ()):
        yield claim(shelf, evidence, why, day, number=number, hs=hs)
    if not own:
        yield claim(shelf, evidence, why, day, hs=hs)


def _asked_first(row: ProductRow, concepts: Sequence[Concept]) -> list[Identifier]:
    """The standards of a row, those first beside which the row speaks of what is asked."""
    named = [
        concept
        for concept in concepts
        if concept.content and matched(concept, words_of(row.name)) < 0.5
    ]
    if not named or len(row.standards) < _LONG_ROW:
        return list(row.standards)
    beside = dict.fromkeys(row.standards, 0.0)
    for segment in re.split(r"(?<=\d{4})\s*(?=\||$)", row.text):
        words = words_of(segment)
        weight = sum(concept.weight * matched(concept, words) for concept in named)
        close = re.sub(r"\s+", "", segment)
        for number in row.standards:
            if re.sub(r"\s+", "", str(number)) in close:
                beside[number] = max(beside[number], weight)
    return sorted(row.standards, key=lambda number: -beside[number])


def product_claims(
    shelf: Shelf,
    supported: Sequence[Supported],
    concepts: Sequence[Concept],
    day: date,
    limit: int,
) -> list[Claim]:
    """Claims of all finds, grouped by document number: the best evidence of each is kept, what
    binds that day first."""
    turns = [
        Turn(
            one.find.score,
            binding(one.evidence.document, one.evidence.row),
            _of_find(shelf, one, concepts, day),
        )
        for one in supported
    ]
    return gather(((_key(one), one) for one in in_turns(turns)), limit)


def _key(one: Claim) -> str:
    """What is shown once: a number, or a clause of a document without one."""
    clause = one.evidence.clause
    return one.number or f"{one.evidence.document.id} {clause.key if clause else ''}"


def binding(document: Document, row: ProductRow | None) -> tuple[bool, int]:
    """Sorts evidence of like weight: what names or is a regulation first, then the latest text."""
    kinds = [kind_of_number(n) for n in row.standards] if row is not None else [document.kind]
    since = document.effective_from or document.issued
    return Kind.QCVN not in kinds, -since.toordinal() if since else 0


def in_turns(turns: Sequence[Turn]) -> Iterator[Claim]:
    """The claims of a clearly best find all first; those of finds alike in score in turns, what
    binds and what is newer first.
    """
    chosen = weights().show
    close, each = chosen["rows_close"], int(chosen["per_find"])
    waiting = list(turns)
    while waiting:
        top = waiting[0].score
        alike = [turn for turn in waiting if top - turn.score <= close]
        waiting = waiting[len(alike) :]
        alike.sort(key=lambda turn: turn.binding)
        while alike:
            still: list[Turn] = []
            for turn in alike:
                share = list(islice(turn.claims, each if len(alike) > 1 else None))
                yield from share
                if len(alike) > 1 and len(share) == each:
                    still.append(turn)
            alike = still


def _of_find(
    shelf: Shelf, one: Supported, concepts: Sequence[Concept], day: date
) -> Iterator[Claim]:
    evidence, find = one.evidence, one.find
    words = matched_words(find, concepts)
    place = found_in(evidence)
    if _is_spent(shelf, evidence.document, day):
        for number in evidence.document.related(Verb.ISSUES):
            issues = Why(
                f"{place.vi} nói về {words} và ban hành {number}.",
                f"{place.en} speaks of {words} and issues {number}.",
            )
            yield claim(shelf, evidence, issues, day, number=number)
        return
    if evidence.row is not None:
        why = Why(
            f"Dòng “{evidence.row.name}” của {place.vi} khớp với {words}.",
            f"The row “{evidence.row.name}” of {place.en} matches {words}.",
        )
        yield from row_claims(shelf, evidence, why, day, concepts=concepts)
        return
    if find.sort in ("title", "scope") or evidence.clause is None:
        part = ("Tên", "title") if find.sort == "title" else ("Phạm vi", "scope")
        why = Why(
            f"{part[0]} của {place.vi} nói về {words}.",
            f"The {part[1]} of {place.en} speaks of {words}.",
        )
        yield claim(shelf, evidence, why, day)
        return
    label, label_en = part_of(evidence)
    why = Why(
        f"{label} của {place.vi} nói về {words}.", f"{label_en} of {place.en} speaks of {words}."
    )
    own = evidence.document.number is not None
    if own:
        yield claim(shelf, evidence, why, day)
    for number in by_force(_cited(evidence, concepts)):
        named = Why(
            f"{label} của {place.vi} viện dẫn {number} khi nói về {words}.",
            f"{label_en} of {place.en} cites {number} on {words}.",
        )
        yield claim(shelf, evidence, named, day, number=number)
    if not own:
        yield claim(shelf, evidence, why, day)


def _is_spent(shelf: Shelf, document: Document, day: date) -> bool:
    """Whether a document only issued texts that are all out of force that day: then it speaks for
    them, and no more for itself, though nobody has ended it."""
    issued = document.related(Verb.ISSUES)
    return (
        bool(issued)
        and not document.products
        and all(standing_of(shelf, number, day).status in OUT for number in issued)
    )


def part_of(evidence: Evidence) -> tuple[str, str]:
    """What to call the part of a document that is the evidence, in Vietnamese and English: the
    row, the clause by its place, words that stand before the first clause, or the title.
    """
    if evidence.row is not None:
        ordinal = evidence.row.ordinal
        return f"Dòng {ordinal}".strip(), f"Row {ordinal}".strip()
    if evidence.clause is None:
        return "Tên", "The title"
    place = place_words(evidence.document, evidence.clause)
    return place.vi[:1].upper() + place.vi[1:], place.en[:1].upper() + place.en[1:]


def _cited(evidence: Evidence, concepts: Sequence[Concept]) -> list[Identifier]:
    """Standards that the evidence's clause cites, those inside the passage; not those that the
    document only names to end them, nor the acts that a preamble names as its grounds.

    In a long list of references those come first beside whose number the question's words stand:
    there the titles of the standards are printed.
    """
    clause, document = evidence.clause, evidence.document
    if clause is None:
        return []
    ended = {one.target for one in document.relations if one.verb in _ENDS}
    cited = [
        citation
        for citation in document.citations
        if citation.clause == clause.key
        and citation.target != document.number
        and citation.target not in ended
        and (clause.label or citation.target.family is not Family.LEGAL_ACT)
        and (
            citation.start is None
            or not evidence.end
            or evidence.start <= citation.start < evidence.end
        )
    ]
    starts = sorted(one.start for one in cited if one.start is not None)
    if len(cited) < _LONG_ROW or len(starts) < len(cited):
        return [citation.target for citation in cited]
    content = [concept for concept in concepts if concept.content]
    beside: dict[Identifier, float] = {}
    for citation in cited:
        start = citation.start or 0
        end = next((other for other in starts if other > start), start + _TITLE)
        words = words_of(clause.text[start:end])
        weight = sum(concept.weight * matched(concept, words) for concept in content)
        beside[citation.target] = max(beside.get(citation.target, 0.0), weight)
    return sorted(beside, key=lambda number: -beside[number])


def matched_words(find: Find, concepts: Sequence[Concept]) -> str:
    """The question's words that the find covers, heaviest first, in quotation marks; those that
    name nothing by themselves (*cho*, *hơn*) are left out."""
    pairs = zip(concepts, find.coverage.by_concept, strict=True)
    heard = [c for c, value in pairs if value >= 0.5 and c.content and names_something(c.said)]
    heard.sort(key=lambda c: -c.weight)
    return "“" + "”, “".join(" ".join(c.said) for c in heard[:3]) + "”" if heard else "câu hỏi"


def names_something(said: tuple[str, ...]) -> bool:
    """Whether words of a question name a thing, a deed or a property.

    >>> names_something(("cho",)), names_something(("hơn",)), names_something(("mũ", "bảo", "hiểm"))
    (False, False, True)
    """
    return said not in _empty() and not all((one,) in _empty() for one in said)


@cache
def _empty() -> frozenset[tuple[str, ...]]:
    """Phrases that tell how something is asked, or only join other words."""
    words = question_words()
    return words.filler | words.filler_en | words.weak | words.weak_en | words.link | words.unsaid
