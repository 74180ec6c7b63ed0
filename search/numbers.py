"""Answers to a number: the document itself if it is held, and the documents that mention it.

A number typed loosely (no issuer, no year, a slip in the year) is compared with every number that
the library holds or cites. Several issuers of one number are a choice for the reader, never a
guess; a number that nothing knows is not in the library, and its other editions or parts are only
what comes nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.contracts import Citing
from search.answers import Answer, NearestFind
from search.citing import named
from search.evidence import Evidence, Why, answer, first_page, nearest, row_evidence
from search.products import by_force
from search.quotes import sentences
from search.shelf import Shelf
from search.status import standing
from standards.identifier import Identifier
from standards.loose import EXACT, LooseNumber, loose_numbers, resolve
from standards.place import Box

__all__ = ["NumberFind", "number_answers", "number_finds", "number_nearest"]

_TYPO_BELOW = 30
_MENTIONS = 6
_NEAREST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFind:
    """A typed number and the known numbers that fit it best, each with the strength of the match.

    ``choices`` are the numbers of different issuers among which the reader must choose.
    """

    typed: LooseNumber
    fitting: tuple[tuple[Identifier, int], ...]
    choices: tuple[str, ...]


def number_finds(shelf: Shelf, text: str) -> list[NumberFind]:
    """The numbers that a question names, each with what fits."""
    known = [number.identifier for number in shelf.numbers]
    found: list[NumberFind] = []
    for typed in loose_numbers(text):
        fitting = tuple((one, typed.matches(one)) for one in resolve(typed, known))
        found.append(NumberFind(typed=typed, fitting=fitting, choices=_choices(typed, fitting)))
    return found


def _choices(typed: LooseNumber, fitting: Sequence[tuple[Identifier, int]]) -> tuple[str, ...]:
    if typed.agency is not None or not fitting:
        return ()
    best = fitting[0][1]
    alike = [one for one, strength in fitting if strength == best]
    issuers = {one.agency for one in alike if one.agency}
    return tuple(str(one) for one in alike) if len(issuers) > 1 else ()


def number_answers(
    shelf: Shelf, finds: Sequence[NumberFind], day: date, limit: int
) -> tuple[Answer, ...]:
    """Answers, exact numbers first: the held document, mentions, then the documents that cite."""
    found: dict[tuple[str | None, str, int], Answer] = {}
    for find in finds:
        for one in _of_number(shelf, find, day):
            found.setdefault((one.number, one.slug, one.page if one.number is None else 0), one)
    ranked = list(found.values())
    first: dict[str, Answer] = {}
    rest: list[Answer] = []
    for one in ranked:
        if one.number is not None and one.number not in first:
            first[one.number] = one
        else:
            rest.append(one)
    return tuple([*first.values(), *rest][:limit])


def _of_number(shelf: Shelf, find: NumberFind, day: date) -> Iterator[Answer]:
    if not find.fitting:
        return
    best = find.fitting[0][1]
    strong = [pair for pair in find.fitting if pair[1] >= best - 15]
    weaker = [pair for pair in find.fitting if pair[1] < best - 15]
    for number, strength in strong:
        yield from _itself(shelf, find.typed, number, strength, day)
    for number, _ in strong:
        yield from _citing_documents(shelf, number, day)
    for number, strength in weaker:
        yield from _itself(shelf, find.typed, number, strength, day)


def _itself(
    shelf: Shelf, typed: LooseNumber, number: Identifier, strength: int, day: date
) -> Iterator[Answer]:
    how, how_en = _fit_words(typed, number, strength)
    held = shelf.held_as(number)
    for document_id in held:
        document = shelf.document(document_id)
        why = Why(f"{number} có trong thư viện; {how}.", f"{number} is held; {how_en}.")
        yield answer(shelf, first_page(shelf, document, day), why, day)
    if held:
        return
    for evidence in _mentions(shelf, number, day)[:1]:
        place = named(evidence.document)
        why = Why(
            f"Thư viện không giữ {number}, nhưng {place.vi} có nêu; {how}.",
            f"{number} is not held, but {place.en} names it; {how_en}.",
        )
        yield answer(shelf, evidence, why, day, number=number)


def _fit_words(typed: LooseNumber, number: Identifier, strength: int) -> tuple[str, str]:
    if strength == EXACT:
        return "đúng số đã hỏi", "the very number asked"
    if strength <= _TYPO_BELOW and typed.years and number.year not in typed.years:
        return (
            f"năm đã gõ ({typed.years[0]}) có thể nhầm",
            f"the year typed ({typed.years[0]}) may be a slip",
        )
    return "số đã gõ chưa đủ phần", "the number was typed in part"


def _citing_documents(shelf: Shelf, number: Identifier, day: date) -> Iterator[Answer]:
    for evidence in _mentions(shelf, number, day):
        place = named(evidence.document)
        why = Why(f"{place.vi} có nêu {number}.", f"{place.en} names {number}.")
        yield answer(shelf, evidence, why, day)


def _mentions(shelf: Shelf, number: Identifier, day: date) -> list[Evidence]:
    """Evidence that names a number: rows of product lists first, one place a document."""
    found: dict[str, Evidence] = {}
    for reference in shelf.store.rows_by_standard(number):
        if reference.document not in found:
            document = shelf.document(reference.document)
            found[reference.document] = row_evidence(shelf, document, reference.product, day)
    for mention in shelf.store.citing(number):
        if mention.document not in found:
            found[mention.document] = _mention(shelf, mention, day)
        if len(found) >= _MENTIONS:
            break
    return list(found.values())


def _mention(shelf: Shelf, mention: Citing, day: date) -> Evidence:
    """The sentence that names the number, with its place."""
    document = shelf.document(mention.document)
    clause = document.clause(mention.clause) if mention.clause else None
    quote, page, start, end = mention.text, mention.page, 0, 0
    boxes: tuple[Box, ...] = ()
    if clause is not None and mention.start is not None:
        spans = sentences(clause.text)
        start, end = next(
            ((a, b) for a, b in spans if a <= mention.start < b), (mention.start, mention.end or 0)
        )
        quote = clause.text[start:end] or mention.text
        boxes = tuple(box for box in clause.boxes(start, end) if box.page == mention.page)
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=page,
        boxes=boxes,
        quote=quote,
        standing=standing(shelf, document, day),
        start=start,
        end=end,
    )


def number_nearest(shelf: Shelf, finds: Sequence[NumberFind], day: date) -> tuple[NearestFind, ...]:
    """Other editions of a number that the library does not know, then its other parts."""
    found: list[NearestFind] = []
    known = [number.identifier for number in shelf.numbers]
    for find in finds:
        typed = find.typed
        editions = [one for one in known if typed.names_work(one)]
        family = [
            one
            for one in known
            if one not in editions and _same_series(typed, one) and _root(one) == typed.number
        ]
        for number in (*by_force(editions), *by_force(family)):
            held = shelf.held_as(number)
            evidence = (
                [first_page(shelf, shelf.document(held[0]), day)]
                if held
                else _mentions(shelf, number, day)[:1]
            )
            found.extend(nearest(one, number=number) for one in evidence)
    return tuple(found[:_NEAREST])


def _same_series(typed: LooseNumber, number: Identifier) -> bool:
    return bool(typed.series) and number.series.startswith((typed.series or "").split()[0])


def _root(number: Identifier) -> str:
    return number.number.split("-")[0].split(".")[0].lstrip("0") or "0"
