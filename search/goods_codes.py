"""Answers to an HS code: rows with that code, finest match first.

The code of a row and the code asked may be of different length; they match at the finest level
that both have (8, 6 or 4 digits). Other words of the question choose among the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.contracts import RowReference
from search.answers import HsMatch
from search.claims import Claim, gather
from search.concepts import Concept
from search.coverage import Field, cover
from search.evidence import Evidence, Why, found_in, row_evidence
from search.products import binding, row_claims
from search.shelf import Shelf
from standards.hs import HsCode

__all__ = ["HsFind", "hs_claims", "hs_finds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HsFind:
    """A row with the asked code: how fine the match is, and how well the other words fit."""

    reference: RowReference
    matches: tuple[HsMatch, ...]
    level: int
    exact: bool
    words: float


def hs_finds(shelf: Shelf, codes: Sequence[HsCode], concepts: Sequence[Concept]) -> list[HsFind]:
    """Rows with one of the codes' headings, best first."""
    found: dict[tuple[str, int], HsFind] = {}
    for code in codes:
        for reference in shelf.rows_by_hs(code):
            matches = tuple(
                HsMatch(code=str(other), match_level=level, covers=code.covers(other))
                for other in reference.product.hs
                if (level := code.match_level(other))
            )
            if not matches:
                continue
            best = max(match.match_level for match in matches)
            row = reference.product
            text = f"{row.name} {row.group} {row.text}"
            key = reference.document, reference.row
            find = HsFind(
                reference=reference,
                matches=tuple(sorted(matches, key=lambda m: (-m.match_level, not m.covers))),
                level=best,
                exact=any(str(code) == match.code for match in matches),
                words=cover(concepts, [Field(text)]).content,
            )
            if key not in found or found[key].level < best:
                found[key] = find
    return sorted(
        found.values(),
        key=lambda f: (
            -f.level,
            -f.words,
            not f.exact,
            binding(shelf.document(f.reference.document), f.reference.product),
            f.reference.document,
            f.reference.row,
        ),
    )


def hs_claims(
    shelf: Shelf, finds: Sequence[HsFind], asked: str, day: date, limit: int
) -> list[Claim]:
    """A claim for each standard of the rows, then for the list, grouped by number; what binds that
    day first."""
    return gather(_each(shelf, finds, asked, day), limit)


def _each(
    shelf: Shelf, finds: Sequence[HsFind], asked: str, day: date
) -> Iterator[tuple[str, Claim]]:
    for find in finds:
        evidence = _evidence(shelf, find, day)
        place = found_in(evidence)
        why = Why(
            f"Mã HS {asked} khớp {find.level} số với dòng “{find.reference.product.name}” "
            f"của {place.vi}.",
            f"HS code {asked} matches the row “{find.reference.product.name}” of {place.en} "
            f"on {find.level} digits.",
        )
        for one in row_claims(shelf, evidence, why, day, hs=find.matches):
            yield one.number or f"{evidence.document.id} {find.reference.row}", one


def _evidence(shelf: Shelf, find: HsFind, day: date) -> Evidence:
    document = shelf.document(find.reference.document)
    return row_evidence(shelf, document, find.reference.product, day)
