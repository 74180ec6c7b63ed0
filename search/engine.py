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

from search.answers import Answer, AskResult, NearestFind, Negative, QuestionKind
from search.calibration import is_supported
from search.clauses_answer import clause_answers
from search.concepts import Question, read_question
from search.copies import without_copies
from search.evidence import evidence_of, nearest
from search.gather import Find, expected_patterns, find_passages
from search.goods_codes import hs_answers, hs_finds
from search.numbers import NumberFind, number_answers, number_finds, number_nearest
from search.products import Supported, product_answers
from search.shelf import Searchable, Shelf, shelf
from search.understanding import Understanding, hs_codes, understand
from standards.errors import BadQuestion
from standards.hs import HsCode
from standards.validity import Status

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
    result = _answered(books, q, text, as_of, limit)
    if result.answerable:
        result = _for_the_day(result, certain)
    return replace(result, took_ms=round((time.perf_counter() - began) * 1000, 1))


def warm_up(library: Searchable) -> None:
    """Read what every question needs, so that the first one is not slow."""
    read_question("mũ an toàn công nghiệp", shelf(library).vocabulary)


def _answered(books: Shelf, q: str, text: str, day: date, limit: int) -> AskResult:
    numbers = number_finds(books, text)
    if numbers:
        inside = _inside_numbers(books, q, text, numbers, day, limit)
        return inside or _by_number(books, q, numbers, day, limit)
    codes = hs_codes(text)
    if codes:
        return _by_code(books, q, text, codes, day, limit)
    question = read_question(text, books.vocabulary)
    return _by_words(books, q, question, understand(question), day, limit)


# --- numbers ------------------------------------------------------------------------------------


def _by_number(
    books: Shelf, q: str, finds: Sequence[NumberFind], day: date, limit: int
) -> AskResult:
    typed = finds[0].typed.text
    answers = number_answers(books, finds, day, limit)
    choices = tuple(choice for find in finds for choice in find.choices)
    return AskResult(
        q=q,
        as_of=day,
        kind=QuestionKind.NUMBER,
        understood=f"Tìm văn bản theo số “{typed}”.",
        understood_en=f"Read as the number “{typed}”.",
        answerable=bool(answers),
        reason=None if answers else Negative.NOT_IN_LIBRARY,
        answers=answers,
        nearest=() if answers else number_nearest(books, finds, day),
        choices=choices if len(choices) > 1 else (),
    )


def _inside_numbers(
    books: Shelf, q: str, text: str, finds: Sequence[NumberFind], day: date, limit: int
) -> AskResult | None:
    """A question about what a held document says: asked inside that document alone."""
    held = frozenset(
        document
        for find in finds
        for number, strength in find.fitting
        if strength >= find.fitting[0][1] - 15
        for document in books.held_as(number)
    )
    rest = text
    for find in reversed(finds):
        rest = f"{rest[: find.typed.start]} {rest[find.typed.end :]}"
    question = read_question(rest, books.vocabulary)
    understanding = understand(question)
    asks = understanding.sure >= 0.5 and (
        understanding.kind is QuestionKind.CLAUSE and bool(understanding.expects - {"any"})
    )
    if not held or not asks or not any(concept.content for concept in question.concepts):
        return None
    result = _by_words(books, q, question, understanding, day, limit, allow=held)
    if not result.answerable:
        return None
    more = number_answers(books, finds, day, limit)
    return replace(result, answers=(*result.answers, *more)[:limit])


# --- HS codes -----------------------------------------------------------------------------------


def _by_code(
    books: Shelf, q: str, text: str, codes: Sequence[HsCode], day: date, limit: int
) -> AskResult:
    rest = re.sub(r"\d[\d.]*", " ", text)
    question = read_question(rest, books.vocabulary)
    finds = hs_finds(books, codes, question.concepts)
    asked = ", ".join(str(code) for code in codes)
    answers = hs_answers(books, finds, asked, day, limit)
    return AskResult(
        q=q,
        as_of=day,
        kind=QuestionKind.HS,
        understood=f"Tìm theo mã HS {asked}.",
        understood_en=f"Read as the HS code {asked}.",
        answerable=bool(answers),
        reason=None if answers else Negative.NO_MATCH,
        answers=answers,
        nearest=(),
    )


# --- words --------------------------------------------------------------------------------------


def _by_words(
    books: Shelf,
    q: str,
    question: Question,
    understanding: Understanding,
    day: date,
    limit: int,
    allow: frozenset[str] | None = None,
) -> AskResult:
    kind = understanding.kind.value
    finds = find_passages(books, question, kind, expects=understanding.expects, allow=allow)
    enough = is_supported(finds, question, kind, len(books.keywords))
    top = finds[0].score if finds else 0.0
    kept = [find for find in finds[:_FINDS] if top - find.score <= _BEHIND[kind]]
    supported = without_copies(_supported(books, kept, question, understanding, day))
    answers: tuple[Answer, ...] = ()
    if enough:
        build = clause_answers if understanding.kind is QuestionKind.CLAUSE else product_answers
        answers = build(books, supported, question.concepts, day, limit)
    near: tuple[NearestFind, ...] = ()
    if not answers:
        near = tuple(nearest(one.evidence) for one in supported[:_NEAREST])
    return AskResult(
        q=q,
        as_of=day,
        kind=understanding.kind,
        understood=understanding.words,
        understood_en=understanding.words_en,
        answerable=bool(answers),
        reason=None if answers else Negative.NO_MATCH,
        answers=answers,
        nearest=near,
    )


def _supported(
    books: Shelf,
    finds: Sequence[Find],
    question: Question,
    understanding: Understanding,
    day: date,
) -> list[Supported]:
    patterns = expected_patterns(understanding.expects)
    return [
        Supported(find, evidence_of(books, find, question.concepts, patterns, day))
        for find in finds
    ]


# --- the day ------------------------------------------------------------------------------------


def _for_the_day(result: AskResult, certain: bool) -> AskResult:
    """Texts that do not bind that day go behind; if nothing else is left, that is the answer.

    A question for a number is answered whatever the status, for the reader asked for that text.
    """
    if result.kind is QuestionKind.NUMBER:
        return result
    out = (Status.ENDED, Status.NOT_YET, Status.SUSPENDED)
    bind = [one for one in result.answers if one.status not in out]
    if not bind:
        return _none(result, Negative.ENDED)
    known = [one for one in bind if one.status is not Status.UNVERIFIED]
    if certain and not known:
        return _none(result, Negative.UNVERIFIED)
    if certain:
        return replace(result, answers=tuple(known))
    return replace(result, answers=(*bind, *(one for one in result.answers if one.status in out)))


def _none(result: AskResult, reason: Negative) -> AskResult:
    near = tuple(
        NearestFind(
            number=one.number,
            title=one.title,
            clause=one.clause,
            file=one.file,
            page=one.page,
            quote=one.quote,
            slug=one.slug,
        )
        for one in result.answers[:_NEAREST]
    )
    return replace(result, answerable=False, reason=reason, answers=(), nearest=near)
