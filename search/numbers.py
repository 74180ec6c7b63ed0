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

from search.citing import named
from search.claims import Claim, claim
from search.editions_asked import amendments_of, in_order_of_the_day
from search.evidence import Why, first_page
from search.foreign_asked import adopting_claims
from search.mentions import mentions
from search.products import by_force
from search.records_asked import listed_numbers
from search.shelf import Shelf
from standards.identifier import Family, Identifier
from standards.loose import EXACT, LooseNumber, loose_numbers, resolve

__all__ = ["NumberFind", "number_claims", "number_finds", "number_nearest"]

_TYPO_BELOW = 30
_CLOSE = 15
"""Numbers whose strength is no further behind the best one are taken as asked for."""
_YEAR = 30
"""What a number without a year loses against a dated one (:mod:`standards.loose`)."""
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
    found: list[NumberFind] = []
    for typed in loose_numbers(text):
        known = shelf.numbered(typed.number)
        fitting = tuple((one, typed.matches(one)) for one in resolve(typed, known))
        choices = _choices(typed, [*fitting, *listed_numbers(shelf, typed)])
        found.append(NumberFind(typed=typed, fitting=fitting, choices=choices))
    return found


def _choices(typed: LooseNumber, fitting: Sequence[tuple[Identifier, int]]) -> tuple[str, ...]:
    if typed.agency is not None or not fitting:
        return ()
    best = max(strength for _, strength in fitting)
    alike = dict.fromkeys(one for one, strength in fitting if strength == best)
    issuers = {one.agency for one in alike if one.agency}
    return tuple(str(one) for one in alike) if len(issuers) > 1 else ()


def number_claims(shelf: Shelf, finds: Sequence[NumberFind], day: date, limit: int) -> list[Claim]:
    """What is said of the numbers, exact ones first: the held document, mentions, then the
    documents that cite. A text that was asked for by its number comes first whatever its status.
    """
    found: dict[tuple[str | None, str, int], Claim] = {}
    for find in finds:
        for one in _of_number(shelf, find, day):
            own = one.evidence
            key = one.number, own.document.id, own.page if one.number is None else 0
            found.setdefault(key, one)
    first: dict[str, Claim] = {}
    rest: list[Claim] = []
    for one in found.values():
        if one.number is not None and one.number not in first:
            first[one.number] = one
        else:
            rest.append(one)
    return [*first.values(), *rest][:limit]


def _of_number(shelf: Shelf, find: NumberFind, day: date) -> Iterator[Claim]:
    typed = find.typed
    yield from adopting_claims(shelf, typed, day)
    if not find.fitting:
        return
    fitting = [(one, _fits(typed, one, strength)) for one, strength in find.fitting]
    best = max(strength for _, strength in fitting)
    strong = in_order_of_the_day(shelf, [p for p in fitting if p[1] >= best - _CLOSE], day)
    weaker = in_order_of_the_day(shelf, [p for p in fitting if p[1] < best - _CLOSE], day)
    for number, strength in sorted(strong, key=lambda pair: _after(pair[0], typed, day)):
        yield from _itself(shelf, typed, number, strength, day)
        for change in amendments_of(shelf, number, day):
            yield from _itself(shelf, typed, change, _TYPO_BELOW + 1, day)
    for number, _ in strong:
        yield from _citing_documents(shelf, number, day)
    for number, strength in weaker:
        yield from _itself(shelf, typed, number, strength, day)


def _after(number: Identifier, typed: LooseNumber, day: date) -> tuple[bool, bool]:
    """Sorts numbers that fit alike: an edition of a later year than the day asked about stands
    behind, unless that year was typed, and a number without a year behind those with one."""
    later = number.year is not None and number.year > day.year
    return later and not typed.years, not number.is_dated


def _fits(typed: LooseNumber, number: Identifier, strength: int) -> int:
    """Who types no year means every edition, and none less than the bare number itself."""
    return (
        strength + _YEAR if not typed.years and number.is_dated and strength < EXACT else strength
    )


def _itself(
    shelf: Shelf, typed: LooseNumber, number: Identifier, strength: int, day: date
) -> Iterator[Claim]:
    how, how_en = _fit_words(typed, number, strength)
    held = shelf.held_as(number)
    if held and not number.is_dated and number.family is not Family.LEGAL_ACT:
        return
    for document_id in held:
        document = shelf.document(document_id)
        why = Why(f"{number} có trong thư viện; {how}.", f"{number} is held; {how_en}.")
        yield claim(shelf, first_page(shelf, document, day), why, day)
    if held:
        return
    for evidence in mentions(shelf, number, day)[:1]:
        place = named(evidence.document)
        why = Why(
            f"Thư viện không giữ {number}, nhưng {place.vi} có nêu; {how}.",
            f"{number} is not held, but {place.en} names it; {how_en}.",
        )
        yield claim(shelf, evidence, why, day, number=number)


def _fit_words(typed: LooseNumber, number: Identifier, strength: int) -> tuple[str, str]:
    if strength == EXACT and not number.is_dated and number.family is not Family.LEGAL_ACT:
        return "chỉ nêu số, không ghi năm", "it gives the number without a year"
    dated = number.is_dated and number.family is not Family.LEGAL_ACT
    if strength == EXACT and dated and not (typed.years or typed.amendment_year):
        return "bản của số đã hỏi, câu hỏi không ghi năm", "an edition of the number asked"
    if strength == EXACT:
        return "đúng số đã hỏi", "the very number asked"
    if strength <= _TYPO_BELOW and typed.years and number.year not in typed.years:
        return (
            f"năm đã gõ ({typed.years[0]}) có thể nhầm",
            f"the year typed ({typed.years[0]}) may be a slip",
        )
    return "số đã gõ chưa đủ phần", "the number was typed in part"


def _citing_documents(shelf: Shelf, number: Identifier, day: date) -> Iterator[Claim]:
    for evidence in mentions(shelf, number, day):
        place = named(evidence.document)
        why = Why(f"{place.vi} có nêu {number}.", f"{place.en} names {number}.")
        yield claim(shelf, evidence, why, day)


def number_nearest(shelf: Shelf, finds: Sequence[NumberFind], day: date) -> list[Claim]:
    """Other editions of a number that the library does not know, then its other parts."""
    found: list[Claim] = []
    for find in finds:
        typed = find.typed
        known = shelf.numbered(typed.number)
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
                else mentions(shelf, number, day)[:1]
            )
            found.extend(claim(shelf, one, Why("", ""), day, number=number) for one in evidence)
    return found[:_NEAREST]


def _same_series(typed: LooseNumber, number: Identifier) -> bool:
    return bool(typed.series) and number.series.startswith((typed.series or "").split()[0])


def _root(number: Identifier) -> str:
    return number.number.split("-")[0].split(".")[0].lstrip("0") or "0"
