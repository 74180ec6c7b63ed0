"""Answers to an HS code from clauses that state one: the scope of a regulation names its goods with
their codes (TT 26/2019/TT-BKHCN, Điều 12), often outside of any list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.contracts import KeywordQuery, Passage, PassageKind
from search.answers import HsMatch
from search.citing import place_words
from search.claims import Claim, claim
from search.evidence import Evidence, Why, found_in
from search.part_standing import part_standing
from search.quotes import sentences
from search.shelf import Shelf
from standards.document import Clause
from standards.hs import HsCode

__all__ = ["CodeInText", "codes_in_clauses", "evidence_of_code", "with_codes_in_text"]

_READ: Final = 40
"""Clauses looked into for one code, best first."""
_CODE: Final = re.compile(
    r"(?<![\d.,/:-])\d{4}(?:[. ]\d{2}(?:[. ]?\d{2})?|\d{2}(?:\d{2})?)?(?!\.?\d|/)"
)
_HS: Final = re.compile(r"\bHS\b|mã số hàng hóa", re.IGNORECASE)
_BARE: Final = 60
"""Four digits alone are a code only this near behind the word HS; elsewhere they may be a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeInText:
    """A clause that states one of the codes at ``start``..``end`` of its text."""

    document: str
    clause: str
    start: int
    end: int
    match: HsMatch


def codes_in_clauses(shelf: Shelf, codes: Sequence[HsCode]) -> list[CodeInText]:
    """Clauses outside of product lists that state one of the codes, finest match first, each
    clause once."""
    found: dict[tuple[str, str], CodeInText] = {}
    for code in codes:
        query = KeywordQuery(text=str(code), kinds=frozenset({PassageKind.CLAUSE}))
        hits = shelf.keywords.search(query, _READ)
        passages = shelf.store.passages(hit.passage for hit in hits)
        for passage in passages.values():
            place = passage.document, passage.clause or ""
            if passage.clause is None or place in shelf.lists:
                continue
            for one in _stated(passage, code):
                held = found.get(place)
                if held is None or held.match.match_level < one.match.match_level:
                    found[place] = one
    return sorted(found.values(), key=lambda one: -one.match.match_level)


def _stated(passage: Passage, code: HsCode) -> Iterator[CodeInText]:
    """Where a passage states the code, or one that covers it or lies under it."""
    named = [match.end() for match in _HS.finditer(passage.text)]
    if not named or passage.clause is None:
        return
    for match in _CODE.finditer(passage.text):
        behind = [match.start() - end for end in named if end <= match.start()]
        other = HsCode.parse(match[0])
        if not behind or (other.level == 4 and min(behind) > _BARE):
            continue
        level = code.match_level(other)
        if level:
            yield CodeInText(
                document=passage.document,
                clause=passage.clause,
                start=passage.start + match.start(),
                end=passage.start + match.end(),
                match=HsMatch(code=str(other), match_level=level, covers=code.covers(other)),
            )


def with_codes_in_text(
    shelf: Shelf, rows: Sequence[Claim], level: int, codes: Sequence[HsCode], day: date
) -> list[Claim]:
    """The claims of rows, whose finest match has ``level`` digits, and of clauses that state a
    code; each text once, the finer match first and rows first where they are alike.
    """
    finds = codes_in_clauses(shelf, codes)
    asked = ", ".join(str(code) for code in codes)
    stated = [_claim(shelf, find, asked, day) for find in finds]
    finer = bool(finds) and finds[0].match.match_level > level
    claims: dict[tuple[str, str], Claim] = {}
    for one in (*stated, *rows) if finer else (*rows, *stated):
        own = (one.evidence.document.id, one.evidence.quote)
        claims.setdefault((one.number, "") if one.number else own, one)
    return list(claims.values())


def _claim(shelf: Shelf, find: CodeInText, asked: str, day: date) -> Claim:
    """What the document says that states the code."""
    document = shelf.document(find.document)
    clause = document.clause(find.clause)
    assert clause is not None, f"{find.document} has lost its clause {find.clause}"
    evidence = evidence_of_code(shelf, find, clause, day)
    place, where = found_in(evidence), place_words(document, clause)
    why = Why(
        f"Mã HS {asked} khớp {find.match.match_level} số với mã {find.match.code} nêu tại "
        f"{where.vi} của {place.vi}.",
        f"HS code {asked} matches {find.match.code} in {where.en} of {place.en} on "
        f"{find.match.match_level} digits.",
    )
    return claim(shelf, evidence, why, day, hs=(find.match,))


def evidence_of_code(shelf: Shelf, find: CodeInText, clause: Clause, day: date) -> Evidence:
    """The sentence that states the code."""
    document = shelf.document(find.document)
    spans = sentences(clause.text)
    start, end = next(((a, b) for a, b in spans if a <= find.start < b), (find.start, find.end))
    boxes = clause.boxes(start, end)
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=boxes[0].page if boxes else clause.page,
        boxes=boxes,
        quote=clause.text[start:end],
        standing=part_standing(shelf, document, clause.key, day),
        start=start,
        end=end,
    )
