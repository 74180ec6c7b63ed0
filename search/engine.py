"""The one question box: a text in, answers with evidence out, or an honest nothing.

A question is read first (:mod:`search.question_read`), then each of its needs is answered by itself
(:mod:`search.need_answers`), and the answers stand in turns, the best of each need first. ``api``
calls :func:`ask` and shows what it returns.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Final

from search.answers import Answer, AskResult, NearestFind, NeedResult
from search.history import work_out_lives
from search.need_answers import NeedAnswers, answer_need, choices_of
from search.question_kind import QuestionKind
from search.question_read import NeedRead, Read, read_needs, read_words
from search.records_asked import foreign_records, records_of
from search.risk import RiskAnswer, risk_of
from search.shelf import Searchable, Shelf, shelf
from search.suggestions import Suggestion, suggestions
from search.trade_duties import for_trade
from search.understood import Wish
from search.writing import Writer
from standards.errors import BadQuestion
from standards.today import today_in_vietnam

__all__ = ["ask", "warm_up"]

_LONGEST: Final = 2000
_NEAREST: Final = 3
_AS_READ: Final = Wish()
_FIRST: Final = (
    "mũ an toàn công nghiệp",
    "mu an toan cho nguoi di xe may",
    "What are the requirements for safety helmets?",
    "khoảng cách an toàn tối thiểu là bao nhiêu?",
    "TCVN 1:2000",
    "6506.10",
)
"""Questions of each sort, asked before the first real one."""


def ask(
    library: Searchable,
    q: str,
    *,
    as_of: date,
    limit: int = 10,
    certain: bool = False,
    wish: Wish = _AS_READ,
) -> AskResult:
    """Answer a question for a day, with at most ``limit`` answers.

    ``certain``: only answers whose status on that day is known. ``wish``: what the asker set right
    in how the question is read. Raises BadQuestion for an empty text, one over 2000 characters, or
    a need that the question has not.
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
    read = read_needs(books, text, as_of, wish)
    count = len(read.needs)
    if wish.need is not None and not 1 <= wish.need <= count:
        raise BadQuestion(f"need={wish.need}: the question was read as {count} needs, from 1")
    result = _Asked(books, q, read, as_of, limit, certain, wish).answered()
    if not result.answerable and wish == _AS_READ:
        result = replace(result, suggestions=_did_you_mean(books, text, result))
    return replace(result, took_ms=round((time.perf_counter() - began) * 1000, 1))


def _did_you_mean(books: Shelf, text: str, result: AskResult) -> tuple[Suggestion, ...]:
    """Other questions that do find something."""

    def count(other: str, day: date) -> int:
        read = read_needs(books, other, day, _AS_READ)
        return len(_Asked(books, other, read, day, _NEAREST, False, _AS_READ).answered().answers)

    question = books.question(text)
    return suggestions(books, question, result.understanding, result.as_of, count)


def warm_up(library: Searchable, as_of: date | None = None) -> None:
    """Read what questions of each sort need on a day (today if none), so that the first ones are
    not slow."""
    work_out_lives(shelf(library))
    for text in _FIRST:
        ask(library, text, as_of=as_of or today_in_vietnam())


class _Asked:
    """A question on its way: the library, what was read, the day."""

    def __init__(
        self,
        books: Shelf,
        q: str,
        read: Read,
        day: date,
        limit: int,
        certain: bool,
        wish: Wish,
    ) -> None:
        self._books = books
        self._q = q
        self._read = read
        self._day = day
        self._limit = limit
        self._certain = certain
        self._wish = wish
        self._writer = Writer(books, day)

    def answered(self) -> AskResult:
        """The answers to all needs, in turns; what is said of the whole is said of the first."""
        chosen = self._wish.need
        places = [chosen] if chosen is not None else list(range(1, len(self._read.needs) + 1))
        got = [self._need(self._read.needs[place - 1]) for place in places]
        answers = self._in_turns(places, got)
        first = got[0]
        needs = list(self._read.understood.needs)
        for place, one in zip(places, got, strict=True):
            needs[place - 1] = one.need
        reasons = [one.reason for one in got if one.reason is not None]
        result = AskResult(
            q=self._q,
            as_of=self._day,
            kind=first.need.kind,
            understood=first.need.why,
            understood_en=first.need.why_en,
            answerable=bool(answers),
            reason=None if answers else reasons[0],
            answers=answers,
            nearest=() if answers else self._nearest(got),
            understanding=replace(self._read.understood, needs=tuple(needs)),
            needs=tuple(map(self._summary, places, got)),
            notes=tuple(dict.fromkeys(note for one in got for note in one.notes)),
            codes=tuple(code for one in got for code in one.codes),
        )
        return self._with_lists(result, [self._read.needs[place - 1] for place in places])

    def _need(self, read: NeedRead) -> NeedAnswers:
        question = read_words(self._books, read.rest, self._wish)
        return answer_need(
            self._books,
            read,
            question,
            self._read.understood.filters,
            day=self._day,
            limit=self._limit,
            certain=self._certain,
            strict=self._wish.filters is not None,
        )

    def _in_turns(self, places: Sequence[int], got: Sequence[NeedAnswers]) -> tuple[Answer, ...]:
        """The first answer of each need, then the second of each; written out once chosen."""
        rows = [
            [(place, one.goods, claim) for claim in one.claims]
            for place, one in zip(places, got, strict=True)
        ]
        turns = [one for turn in zip_longest(*rows) for one in turn if one is not None]
        found: list[Answer] = []
        for place, goods, claim in turns[: self._limit]:
            (written,) = self._writer.answers([claim], goods=goods)
            risk = for_trade(written.risk, self._read.understood.trade)
            found.append(replace(written, need=place, risk=risk))
        return tuple(found)

    def _summary(self, place: int, one: NeedAnswers) -> NeedResult:
        """What became of a need; what came nearest to it, if nothing answers."""
        instead = () if one.claims else one.instead[:_NEAREST]
        return NeedResult(
            place=place,
            need=one.need,
            answerable=bool(one.claims),
            reason=one.reason,
            nearest=self._writer.nearest(instead),
        )

    def _nearest(self, got: Sequence[NeedAnswers]) -> tuple[NearestFind, ...]:
        """What came nearest to each need, in turns."""
        limit = max(_NEAREST, *(len(one.instead) for one in got))
        turns = zip_longest(*(one.instead for one in got))
        return self._writer.nearest(
            [one for turn in turns for one in turn if one is not None][:limit]
        )

    # --- what lists say -------------------------------------------------------------------------

    def _with_lists(self, result: AskResult, reads: Sequence[NeedRead]) -> AskResult:
        """With what imported lists say of the numbers, and of the risk of the goods."""
        asked = [read for read in reads if result.kind is QuestionKind.NUMBER and read.finds]
        finds = [find for read in asked for find in read.finds]
        typed = [find.typed for find in finds]
        fitting = [find.fitting[0][0] for find in finds if find.fitting]
        return replace(
            result,
            choices=choices_of(finds),
            records=records_of(self._books, typed, fitting),
            foreign=foreign_records(self._books, typed),
            risk=self._risk(result),
        )

    def _risk(self, result: AskResult) -> RiskAnswer | None:
        """What the lists say of the goods, where no answer says it."""
        goods = result.kind in (QuestionKind.PRODUCT, QuestionKind.HS)
        if not goods or any(one.risk is not None for one in result.answers):
            return None
        codes = [asked.code for asked in result.codes]
        found = risk_of(self._books, self._day, codes=codes, row=None, document=None)
        return for_trade(found, self._read.understood.trade)
