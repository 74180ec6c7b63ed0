"""The one question box: a text in, answers with evidence out, or an honest nothing.

The order of readings: a number, an HS code, then product or clause. ``api`` calls :func:`ask` and
shows what it returns.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from search.answers import AskResult, Negative, QuestionKind
from search.calibration import is_supported
from search.claims import OUT, Claim, claim
from search.clauses_answer import clause_claims
from search.codes_in_text import with_codes_in_text
from search.concepts import Question, read_question
from search.copies import without_copies
from search.evidence import Why, evidence_of
from search.for_the_day import Verdict, judge
from search.gather import Find, expected_patterns, find_passages
from search.goods_codes import hs_claims, hs_finds
from search.numbers import NumberFind, number_claims, number_finds, number_nearest
from search.part_standing import part_standing
from search.products import Supported, product_claims
from search.records_asked import foreign_records, records_of
from search.risk import RiskAnswer, risk_of
from search.shelf import Searchable, Shelf, shelf
from search.speaking import speaking
from search.tariff import in_tariff
from search.understanding import Understanding, hs_codes, understand
from search.writing import Writer
from standards.errors import BadQuestion
from standards.hs import HsCode

__all__ = ["ask", "warm_up"]

_LONGEST = 2000
_FINDS = 14
_BEHIND = {"product": 0.22, "clause": 0.35}
"""Finds whose score is further behind the best one than this are no answers beside it."""
_NEAREST = 3


def ask(
    library: Searchable, q: str, *, as_of: date, limit: int = 10, certain: bool = False
) -> AskResult:
    """Answer a question for a day, with at most ``limit`` answers.

    ``certain``: only answers whose status on that day is known. Raises BadQuestion for an empty
    text, or one over 2000 characters.
    """
    began = time.perf_counter()
    text = q.strip()
    if not text:
        raise BadQuestion(
            "the question is empty: type a product, a number, an HS code or a question"
        )
    if len(text) > _LONGEST:
        raise BadQuestion(f"the question has {len(text)} characters: {_LONGEST} are read at most")
    books = shelf(library)
    result = _Asked(books, q, text, as_of, limit, certain).answered()
    return replace(result, took_ms=round((time.perf_counter() - began) * 1000, 1))


def warm_up(library: Searchable) -> None:
    """Read what every question needs, so that the first one is not slow."""
    read_question("mũ an toàn công nghiệp", shelf(library).vocabulary)


class _Asked:
    """A question on its way: the library, the text, the day."""

    def __init__(
        self, books: Shelf, q: str, text: str, day: date, limit: int, certain: bool
    ) -> None:
        self._books = books
        self._q = q
        self._text = text
        self._day = day
        self._limit = limit
        self._certain = certain
        self._writer = Writer(books, day)

    def answered(self) -> AskResult:
        """The answer by the first reading that fits: a number, a code, words."""
        numbers = number_finds(self._books, self._text)
        if numbers:
            return self._inside_numbers(numbers) or self._by_number(numbers)
        codes = hs_codes(self._text)
        if codes:
            return self._by_code(codes)
        question = read_question(self._text, self._books.vocabulary)
        return self._by_words(question, understand(question))

    # --- numbers --------------------------------------------------------------------------------

    def _by_number(self, finds: Sequence[NumberFind]) -> AskResult:
        """A question for a number is answered whatever the status: that text was asked for."""
        typed = finds[0].typed.text
        claims = number_claims(self._books, finds, self._day, self._limit)
        near = [] if claims else number_nearest(self._books, finds, self._day)
        choices = tuple(choice for find in finds for choice in find.choices)
        fitting = [find.fitting[0][0] for find in finds if find.fitting]
        typed_numbers = [find.typed for find in finds]
        return AskResult(
            q=self._q,
            as_of=self._day,
            kind=QuestionKind.NUMBER,
            understood=f"Tìm văn bản theo số “{typed}”.",
            understood_en=f"Read as the number “{typed}”.",
            answerable=bool(claims),
            reason=None if claims else Negative.NOT_IN_LIBRARY,
            answers=self._writer.answers(claims, goods=False),
            nearest=self._writer.nearest(near),
            choices=choices if len(choices) > 1 else (),
            records=records_of(self._books, typed_numbers, fitting),
            foreign=foreign_records(self._books, typed_numbers),
        )

    def _inside_numbers(self, finds: Sequence[NumberFind]) -> AskResult | None:
        """A question about what a held document says: asked inside that document alone."""
        books = self._books
        held = frozenset(
            document
            for find in finds
            for number, strength in find.fitting
            if strength >= find.fitting[0][1] - 15
            for document in books.held_as(number)
        )
        rest = self._text
        for find in reversed(finds):
            rest = f"{rest[: find.typed.start]} {rest[find.typed.end :]}"
        question = read_question(rest, books.vocabulary)
        understanding = understand(question)
        asks = understanding.sure >= 0.5 and (
            understanding.kind is QuestionKind.CLAUSE and bool(understanding.expects - {"any"})
        )
        if not held or not asks or not any(concept.content for concept in question.concepts):
            return None
        result = self._by_words(question, understanding, allow=held)
        if not result.answerable:
            return None
        named = number_claims(books, finds, self._day, self._limit)
        more = self._writer.answers(named, goods=False)
        return replace(result, answers=(*result.answers, *more)[: self._limit])

    # --- HS codes -------------------------------------------------------------------------------

    def _by_code(self, codes: Sequence[HsCode]) -> AskResult:
        rest = re.sub(r"\d[\d.]*", " ", self._text)
        question = read_question(rest, self._books.vocabulary)
        finds = hs_finds(self._books, codes, question.concepts)
        asked = ", ".join(str(code) for code in codes)
        rows = hs_claims(self._books, finds, asked, self._day, self._limit)
        level = finds[0].level if finds else 0
        claims = with_codes_in_text(self._books, rows, level, codes, self._day)
        verdict = judge(claims, certain=self._certain, limit=self._limit)
        result = self._result(
            QuestionKind.HS,
            f"Tìm theo mã HS {asked}.",
            f"Read as the HS code {asked}.",
            verdict,
        )
        named = tuple(in_tariff(self._books, code) for code in codes)
        return replace(result, codes=named, risk=self._risk(result, codes))

    # --- words ----------------------------------------------------------------------------------

    def _by_words(
        self,
        question: Question,
        understanding: Understanding,
        allow: frozenset[str] | None = None,
    ) -> AskResult:
        """``allow``: only in these documents, which were asked for by their number."""
        books, kind = self._books, understanding.kind.value
        finds = find_passages(books, question, kind, expects=understanding.expects, allow=allow)
        heard = speaking(books, finds, question, kind)
        enough = is_supported(heard, question, kind, len(books.keywords))
        shown = heard if enough else finds
        supported = without_copies(self._supported(shown, question, understanding))
        claims: list[Claim] = []
        if enough:
            build = clause_claims if understanding.kind is QuestionKind.CLAUSE else product_claims
            claims = build(books, supported, question.concepts, self._day, self._limit)
        verdict = judge(claims, certain=self._certain, limit=self._limit)
        if allow is not None and verdict.reason is Negative.ENDED:
            verdict = Verdict(claims=tuple(claims[: self._limit]))
        if not claims:
            near = tuple(
                claim(books, one.evidence, Why("", ""), self._day) for one in supported[:_NEAREST]
            )
            verdict = replace(verdict, instead=near)
        result = self._result(
            understanding.kind, understanding.words, understanding.words_en, verdict
        )
        if understanding.kind is not QuestionKind.PRODUCT:
            return result
        return replace(result, risk=self._risk(result, ()))

    def _supported(
        self, finds: Sequence[Find], question: Question, understanding: Understanding
    ) -> list[Supported]:
        """Finds not far behind the best one, with their evidence; those in texts or parts that do
        not bind that day take no place from those that do.
        """
        books, day = self._books, self._day
        top = finds[0].score if finds else 0.0
        close = [f for f in finds if top - f.score <= _BEHIND[understanding.kind.value]]
        room = {True: _FINDS, False: _FINDS}
        patterns = expected_patterns(understanding.expects)
        found: list[Supported] = []
        for find in close:
            document = books.document(find.passage.document)
            binds = part_standing(books, document, find.passage.clause, day).status not in OUT
            if room[binds]:
                room[binds] -= 1
                evidence = evidence_of(books, find, question.concepts, patterns, day)
                found.append(Supported(find, evidence))
            if not room[True]:
                break
        return found

    # --- the result -----------------------------------------------------------------------------

    def _result(self, kind: QuestionKind, words: str, words_en: str, verdict: Verdict) -> AskResult:
        return AskResult(
            q=self._q,
            as_of=self._day,
            kind=kind,
            understood=words,
            understood_en=words_en,
            answerable=bool(verdict.claims),
            reason=verdict.reason,
            answers=self._writer.answers(verdict.claims),
            nearest=self._writer.nearest(verdict.instead[:_NEAREST]),
        )

    def _risk(self, result: AskResult, codes: Sequence[HsCode]) -> RiskAnswer | None:
        """What the lists say of the goods, where no answer says it."""
        if any(one.risk is not None for one in result.answers):
            return None
        return risk_of(self._books, self._day, codes=codes, row=None, document=None)
