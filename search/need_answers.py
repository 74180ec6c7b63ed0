"""Answers one need: a number, a code, or words, narrowed by what the question asks to leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from search.answers import AskedCode, Negative, QuestionKind
from search.calibration import is_supported
from search.claims import OUT, Claim, claim
from search.clauses_answer import clause_claims
from search.codes_in_text import with_codes_in_text
from search.concepts import Question
from search.copies import without_copies
from search.evidence import Evidence, Why, evidence_of
from search.for_the_day import judge
from search.gather import Find, expected_patterns, find_passages
from search.goods_codes import hs_claims, hs_finds
from search.narrowing import Narrowing, left_out, without_year
from search.numbers import NumberFind, number_claims, number_nearest
from search.part_standing import part_standing
from search.place_asked import clauses_named
from search.products import Supported, product_claims
from search.question_read import NeedRead, Use
from search.relation_answers import numbers_meant, related_claims
from search.shelf import Shelf
from search.speaking import speaking
from search.tariff import in_tariff
from search.understanding import Understanding, understand
from search.understood import Filters, Need
from standards.document import Clause, Document
from standards.history import Reason

__all__ = ["NeedAnswers", "answer_need", "choices_of"]

_FINDS: Final = 14
_BEHIND: Final = {"product": 0.22, "clause": 0.35}
"""Finds whose score is further behind the best one than this are no answers beside it."""
_NEAREST: Final = 3
_CLAUSES: Final = 6
"""Clauses under one that was asked for by its number that are shown beside it."""
_QUOTE: Final = 900
"""A clause asked for by its number is quoted up to about so many characters."""
_WIDER: Final = 3
"""Claims looked at for each that is shown, where filters take some out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswers:
    """What one need gets, not yet written out: claims best first, or why there are none and what
    came nearest. ``goods``: whether goods were asked for, so that their risk is told."""

    need: Need
    claims: tuple[Claim, ...] = ()
    reason: Negative | None = None
    instead: tuple[Claim, ...] = ()
    notes: tuple[Reason, ...] = ()
    codes: tuple[AskedCode, ...] = ()
    goods: bool = True


class _Asked:
    """One need on its way."""

    def __init__(
        self,
        shelf: Shelf,
        read: NeedRead,
        question: Question,
        filters: Filters,
        day: date,
        limit: int,
        certain: bool,
    ) -> None:
        self._shelf = shelf
        self._read = read
        self._question = question
        self._filters = filters
        self._narrowing = Narrowing(shelf, filters, day)
        self._day = day
        self._limit = limit
        self._certain = certain

    def answered(self) -> NeedAnswers:
        """The answers by the way the need was read."""
        read = self._read
        if read.relation is not None:
            return self._by_relation()
        if read.finds and read.use == Use.INSIDE:
            return self._inside() or self._by_number()
        if read.finds and read.use == Use.BESIDE:
            return self._beside() or self._by_number()
        if read.need.kind is QuestionKind.NUMBER:
            return self._by_number()
        if read.need.kind is QuestionKind.HS:
            return self._by_code()
        return self._by_words(self._understanding())

    def _understanding(self) -> Understanding:
        """The reading of the words, in the kind that the need has."""
        found = understand(self._question)
        if found.kind is self._read.need.kind:
            return found
        return replace(found, kind=self._read.need.kind, expects=found.expects - {"any"}, sure=1.0)

    # --- numbers --------------------------------------------------------------------------------

    def _by_number(self) -> NeedAnswers:
        """A question for a number is answered whatever the status: that text was asked for."""
        finds = list(self._read.finds)
        claims = number_claims(self._shelf, finds, self._day, self._limit) if finds else []
        near = [] if claims or not finds else number_nearest(self._shelf, finds, self._day)
        need = self._read.need
        if need.kind is not QuestionKind.NUMBER:
            said = "”, “".join(find.typed.text for find in finds)
            need = replace(
                need,
                kind=QuestionKind.NUMBER,
                why=f"Tìm văn bản theo số “{said}”.",
                why_en=f"Read as the number “{said}”.",
            )
        missing = Negative.NOT_IN_LIBRARY if finds else Negative.NO_MATCH
        return NeedAnswers(
            need=need,
            claims=tuple(claims),
            reason=None if claims else missing,
            instead=tuple(near),
            notes=self._no_such_clause(),
            goods=False,
        )

    def _no_such_clause(self) -> tuple[Reason, ...]:
        place, held = self._read.place, self._held()
        if not place or not held:
            return ()
        name = held[0].number or held[0].title
        return (
            Reason(
                f"Trong {name} không tìm thấy {place}, theo những gì máy đọc được.",
                f"{name} has no “{place}”, as far as it could be read.",
            ),
        )

    def _by_relation(self) -> NeedAnswers:
        """What stands in the relation asked for; nothing if no held text says it."""
        read, day = self._read, self._day
        assert read.relation is not None
        claims = related_claims(self._shelf, read.finds, read.relation, day)
        taken = [one for one in claims if self._narrowing.takes(one)]
        itself = number_claims(self._shelf, read.finds[:1], day, _NEAREST)
        if taken:
            own = [one for one in itself[:1] if not _is_shown(one, taken)]
            room = max(1, self._limit - len(own))
            shown = (*taken[:room], *own)[: self._limit]
            return NeedAnswers(need=read.need, claims=shown, goods=False)
        known = any(find.fitting for find in read.finds[:1])
        near = claims or itself or number_nearest(self._shelf, read.finds[:1], day)
        return NeedAnswers(
            need=read.need,
            reason=Negative.NO_MATCH if known else Negative.NOT_IN_LIBRARY,
            instead=tuple(near[:_NEAREST]),
            notes=(left_out(self._filters),) if claims else (),
            goods=False,
        )

    def _held(self) -> list[Document]:
        """The held documents that the numbers of the need mean, best first."""
        ids = dict.fromkeys(
            document
            for number in numbers_meant(self._read.finds)
            for document in self._shelf.held_as(number)
            if document in self._shelf.summaries
        )
        return [self._shelf.document(document) for document in ids]

    def _inside(self) -> NeedAnswers | None:
        """A question about what a held document says: the clause that it names, then what is found
        inside that document alone; None if the document says nothing of it."""
        read, day = self._read, self._day
        held = self._held()
        if not held:
            return None
        named = list(self._clauses(held))
        found: tuple[Claim, ...] = ()
        if any(concept.content for concept in self._question.concepts):
            allow = frozenset(document.id for document in held)
            found = self._words(self._understanding(), allow).claims
        if not named and not found:
            return None
        itself = number_claims(self._shelf, list(read.finds), day, self._limit)
        first = (*named, *(one for one in found if not _is_shown(one, named)))
        claims = (*first[:2], *itself[:1], *first[2:], *itself[1:])
        return NeedAnswers(
            need=read.need,
            claims=tuple(claims[: self._limit]),
            notes=() if named else self._no_such_clause(),
            goods=False,
        )

    def _clauses(self, held: Sequence[Document]) -> list[Claim]:
        """The clause that is named by its number, and those under it."""
        place = self._read.place
        for document in held if place else ():
            clauses = clauses_named(document, place)
            if clauses:
                name = document.number or document.title
                why = Why(f"{name} có {place}, đúng chỗ đã hỏi.", f"{name} has the very {place}.")
                shown = clauses[: 1 + _CLAUSES] if not clauses[0].text.strip() else clauses[:1]
                return [
                    claim(self._shelf, self._whole(document, one), why, self._day) for one in shown
                ]
        return []

    def _whole(self, document: Document, clause: Clause) -> Evidence:
        """A clause as evidence, quoted from its first word."""
        end = len(clause.text)
        if end > _QUOTE:
            cut = clause.text.rfind("\n", 0, _QUOTE)
            end = cut if cut > _QUOTE // 2 else _QUOTE
        boxes = clause.boxes(0, end)
        return Evidence(
            document=document,
            clause=clause,
            row=None,
            page=clause.page,
            boxes=boxes or clause.heading_boxes,
            quote=clause.text[:end] or clause.heading,
            standing=part_standing(self._shelf, document, clause.key, self._day),
            start=0,
            end=end,
        )

    def _beside(self) -> NeedAnswers | None:
        """Goods that are named with a number: what answers for the goods, and that number."""
        by_words = self._by_words(self._understanding())
        by_number = number_claims(self._shelf, list(self._read.finds), self._day, self._limit)
        if not by_words.claims:
            return None
        meant = {str(number) for number in numbers_meant(self._read.finds)}
        first = [one for one in by_words.claims if one.number in meant]
        rest = [one for one in by_words.claims if one.number not in meant]
        seen = {one.number for one in first}
        named = [one for one in by_number[:1] if one.number not in seen]
        claims = (*first, *named, *rest, *(one for one in by_number[1:] if one.number not in seen))
        return replace(by_words, claims=claims[: self._limit], need=self._read.need)

    # --- HS codes -------------------------------------------------------------------------------

    def _by_code(self) -> NeedAnswers:
        codes = list(self._read.codes)
        if not codes:
            return NeedAnswers(need=self._read.need, reason=Negative.NO_MATCH)
        finds = hs_finds(self._shelf, codes, self._question.concepts)
        asked = ", ".join(map(str, codes))
        room = self._limit * (_WIDER if self._narrowing.narrows else 1)
        rows = hs_claims(self._shelf, finds, asked, self._day, room)
        level = finds[0].level if finds else 0
        claims = with_codes_in_text(self._shelf, rows, level, codes, self._day)
        named = tuple(in_tariff(self._shelf, code) for code in codes)
        return replace(self._judged(claims), codes=named)

    # --- words ----------------------------------------------------------------------------------

    def _by_words(self, understanding: Understanding) -> NeedAnswers:
        """The answers for words: where filters narrow, those of all documents that pass, then what
        is found in the documents that pass alone."""
        documents = self._narrowing.documents
        if documents is None:
            found = self._words(understanding)
            return self._judged(found.claims, found.near)
        wide = self._words(understanding)
        taken = [one for one in wide.claims if self._narrowing.takes(one)]
        narrow = self._words(understanding, documents) if documents else _Words()
        kept: dict[object, Claim] = {}
        for one in (*taken, *narrow.claims):
            kept.setdefault(_place(one), one)
        if not any(self._narrowing.takes(one) for one in kept.values()):
            return self._judged(wide.claims, wide.near)
        return self._judged(tuple(kept.values()))

    def _words(self, understanding: Understanding, allow: frozenset[str] | None = None) -> _Words:
        """Claims for words in all documents or in some; none where the finds do not support an
        answer, and what came nearest then."""
        shelf, kind = self._shelf, understanding.kind.value
        question = self._question
        finds = find_passages(shelf, question, kind, expects=understanding.expects, allow=allow)
        heard = speaking(shelf, finds, question, kind)
        enough = is_supported(heard, question, kind, len(shelf.keywords))
        supported = without_copies(self._supported(heard if enough else finds, understanding))
        if enough:
            build = clause_claims if understanding.kind is QuestionKind.CLAUSE else product_claims
            room = self._limit * (_WIDER if self._narrowing.narrows else 1)
            claims = build(shelf, supported, question.concepts, self._day, room)
            if claims:
                return _Words(claims=tuple(claims))
        near = [claim(shelf, one.evidence, Why("", ""), self._day) for one in supported[:_NEAREST]]
        return _Words(near=tuple(near))

    def _supported(self, finds: Sequence[Find], understanding: Understanding) -> list[Supported]:
        """Finds not far behind the best one, with their evidence; those in texts or parts that do
        not bind that day take no place from those that do.
        """
        shelf, day = self._shelf, self._day
        top = finds[0].score if finds else 0.0
        close = [f for f in finds if top - f.score <= _BEHIND[understanding.kind.value]]
        room = {True: _FINDS, False: _FINDS}
        patterns = expected_patterns(understanding.expects)
        found: list[Supported] = []
        for find in close:
            document = shelf.document(find.passage.document)
            binds = part_standing(shelf, document, find.passage.clause, day).status not in OUT
            if room[binds]:
                room[binds] -= 1
                evidence = evidence_of(shelf, find, self._question.concepts, patterns, day)
                found.append(Supported(find, evidence))
            if not room[True]:
                break
        return found

    # --- the verdict ----------------------------------------------------------------------------

    def _judged(self, claims: Sequence[Claim], near: Sequence[Claim] = ()) -> NeedAnswers:
        """The claims that pass and bind, or an honest nothing; one that the filters made says so,
        and shows what they left out."""
        need = self._read.need
        taken = [one for one in claims if self._narrowing.takes(one)]
        verdict = judge(taken, certain=self._certain, limit=self._limit)
        instead, notes = verdict.instead, ()
        if claims and not taken:
            whole = judge(claims, certain=self._certain, limit=self._limit)
            if whole.claims:
                return NeedAnswers(
                    need=need,
                    reason=Negative.NO_MATCH,
                    instead=tuple(whole.claims[:_NEAREST]),
                    notes=(left_out(self._filters),),
                )
            verdict, instead = whole, whole.instead
        return NeedAnswers(
            need=need,
            claims=verdict.claims,
            reason=verdict.reason,
            instead=tuple(instead or near)[:_NEAREST],
            notes=notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    claims: tuple[Claim, ...] = ()
    near: tuple[Claim, ...] = ()


def answer_need(
    shelf: Shelf,
    read: NeedRead,
    question: Question,
    filters: Filters,
    *,
    day: date,
    limit: int,
    certain: bool,
    strict: bool = True,
) -> NeedAnswers:
    """What a need gets on a day, at most ``limit`` claims; ``question`` is its rest taken apart.

    Not ``strict``: a year that was read from the words (*hồi năm 2010*) and leaves nothing is
    taken for a mere mention, and a note says so.
    """
    found = _Asked(shelf, read, question, filters, day, limit, certain).answered()
    if strict or not filters.years or found.claims or not found.notes:
        return found
    wider = _Asked(
        shelf, read, question, replace(filters, years=()), day, limit, certain
    ).answered()
    return replace(wider, notes=(*wider.notes, without_year(filters))) if wider.claims else found


def choices_of(finds: Sequence[NumberFind]) -> tuple[str, ...]:
    """The numbers among which the reader must choose, where there are several."""
    choices = tuple(dict.fromkeys(choice for find in finds for choice in find.choices))
    return choices if len(choices) > 1 else ()


def _place(one: Claim) -> object:
    evidence = one.evidence
    key = evidence.clause.key if evidence.clause is not None else ""
    return one.number or "", evidence.document.id, key


def _is_shown(one: Claim, others: Sequence[Claim]) -> bool:
    return any(_place(one) == _place(other) for other in others)
