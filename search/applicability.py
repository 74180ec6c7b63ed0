"""What applies to a product on a day: product or HS code in, chains of evidence out.

From words and codes to rows of lists and scopes, from there to the regulations and standards that
bind that day, and to what an importer or a producer must do. What has ended, does not bind yet, is
excluded or belongs to another code stands apart and never answers. Nothing found is one of four
honest negatives, with what to do next.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from search.answers import Negative
from search.applicability_duties import duty_groups, trade_matters
from search.applicability_exclusions import Spoken, lacks, spoken, without_exceptions
from search.applicability_found import Found, finds_of
from search.applicability_items import Builder
from search.applicability_model import (
    Applicability,
    Basis,
    Item,
    MatchBy,
    SetAside,
    Why,
)
from search.applicability_next import next_steps, understood_as
from search.applicability_opinions import opinions_of
from search.applicability_quantities import fits, quantities_of
from search.applicability_questions import answered, narrowed, questions_of
from search.applicability_records import has_lists
from search.applicability_tariff import tariff_lines
from search.concepts import Question, read_question
from search.cues import Typed
from search.filters_asked import trade_of
from search.shelf import Searchable, Shelf, shelf
from search.understanding import hs_codes
from search.understood import Trade
from standards.errors import BadQuestion
from standards.hs import HsCode
from standards.today import today_in_vietnam
from standards.validity import Status

__all__ = ["applicable", "warm_up"]

_LONGEST: Final = 2000
_MOST: Final = 40
_APART: Final = {
    Status.ENDED: "ended",
    Status.NOT_YET: "not_yet",
    Status.SUSPENDED: "suspended",
}


def applicable(
    library: Searchable,
    product: str = "",
    *,
    codes: Sequence[HsCode] = (),
    as_of: date,
    trade: Trade | None = None,
    answers: Sequence[tuple[str, str]] = (),
    certain: bool = False,
) -> Applicability:
    """What applies to goods on a day; at least one of ``product`` and ``codes`` is needed.

    ``trade`` None: the words of the product may say it (*nhập khẩu*). ``answers`` are
    ``(question id, choice id)`` of questions that an earlier result asked back. ``certain``: only
    items whose status on that day is known. Raises BadQuestion.
    """
    began = time.perf_counter()
    text = " ".join(product.split())
    if not text and not codes:
        raise BadQuestion("name a product, or give an HS code")
    if len(text) > _LONGEST:
        raise BadQuestion(f"the product has {len(text)} characters: {_LONGEST} are read at most")
    books = shelf(library)
    made = _Asked(books, text, codes, as_of, trade, tuple(answers), certain).answered()
    return replace(made, took_ms=round((time.perf_counter() - began) * 1000, 1))


def warm_up(library: Searchable) -> None:
    """Read what every question needs (the tariff, the lists), so that the first is not slow."""
    applicable(library, "xe", as_of=today_in_vietnam())


class _Asked:
    """A question on its way."""

    def __init__(
        self,
        books: Shelf,
        text: str,
        codes: Sequence[HsCode],
        day: date,
        trade: Trade | None,
        answers: tuple[tuple[str, str], ...],
        certain: bool,
    ) -> None:
        stated = hs_codes(text) if text and not codes else []
        words = re.sub(r"\d[\d. ]*\d", " ", text) if stated else text
        self._books, self._day = books, day
        self._trade = trade or trade_of(Typed(text))[0]
        self._text = text
        self._codes = tuple(dict.fromkeys((*codes, *stated)))
        self._answers, self._certain = answers, certain
        self._question: Question | None = None
        if any(letter.isalpha() for letter in words):
            self._question = read_question(words.strip(), books.vocabulary)

    def answered(self) -> Applicability:
        """The whole result."""
        books, question = self._books, self._question
        asked = spoken(question)
        lines = tariff_lines(books, question) if question is not None else ()
        builder = Builder(books, self._day, asked=asked, codes=self._codes, trade=self._trade)
        found = finds_of(books, question, self._codes, self._day)
        aside: list[SetAside] = []
        kept: list[Item] = []
        both = any(_is_both(one) for one in found)
        for one in found:
            item = builder.item(one)
            why = self._why_not(one, item, asked, both)
            if why is None:
                kept.append(item)
            else:
                aside.append(why)
        kept, barred = _without_barred(kept, aside)
        aside += barred
        bins: dict[str, list[Item]] = {name: [] for name in _APART.values()}
        current: list[Item] = []
        for item in kept:
            bins.get(_APART.get(item.standing.status, ""), current).append(item)
        if self._certain:
            unsure = [item for item in current if not item.is_verified]
            aside += [SetAside(item=item, why=Why.UNVERIFIED) for item in unsure]
            current = [item for item in current if item.is_verified]
        current = _ranked(current)[:_MOST]
        left = narrowed(current, self._answers)
        groups = duty_groups(left.items)
        matters = self._trade is None and trade_matters(left.items)
        reason = self._reason(left.items, current, bins, aside)
        gone = tuple(code for code in self._codes if _is_gone(books, code))
        return Applicability(
            product=self._text,
            codes=self._codes,
            as_of=self._day,
            trade=self._trade,
            understood=understood_as(self._text, self._codes, self._trade),
            lines=lines,
            items=left.items,
            groups=groups,
            ended=tuple(_ranked(bins["ended"])),
            not_yet=tuple(_ranked(bins["not_yet"])),
            suspended=tuple(_ranked(bins["suspended"])),
            aside=(*aside, *left.aside),
            opinions=opinions_of(left.items),
            questions=questions_of(
                current, self._answers, most=4 if matters else 5, said=asked.words
            ),
            answers=self._answers,
            answered=answered(current, self._answers),
            reason=reason,
            next_steps=next_steps(reason, books, self._codes, lines, left.items, gone),
            gone=gone,
            law=builder.regime.law if builder.regime is not None else None,
            trade_matters=matters,
        )

    def _why_not(self, found: Found, item: Item, asked: Spoken, both: bool) -> SetAside | None:
        """Why an item does not count; None if it does."""
        excluded = item.excluded_by
        if excluded is not None:
            return SetAside(item=item, why=Why.EXCLUDED, words=excluded.words)
        if self._codes and item.codes and item.code is None:
            return SetAside(item=item, why=Why.OTHER_CODE, words=", ".join(map(str, item.codes)))
        if self._codes and found.match is not None and not found.match.covers:
            return SetAside(item=item, why=Why.OTHER_CODE, words=str(found.match.code))
        if item.by is MatchBy.HS and self._question is not None:
            return SetAside(item=item, why=Why.OTHER_GOODS, words=item.name)
        lacking = lacks(asked, item.name)
        if lacking:
            return SetAside(item=item, why=Why.OTHER_GOODS, words=lacking)
        unmet = fits(asked.sizes, quantities_of(without_exceptions(item.name)))
        if unmet is not None and item.basis in (Basis.ROW, Basis.RECORD):
            return SetAside(item=item, why=Why.QUANTITY, words=unmet.words)
        return None

    def _reason(
        self,
        items: Sequence[Item],
        before: Sequence[Item],
        bins: dict[str, list[Item]],
        aside: Sequence[SetAside],
    ) -> Negative | None:
        """Why nothing applies; None if something does."""
        if items:
            return None
        if before:
            return Negative.NO_MATCH
        if any(one.why is Why.UNVERIFIED for one in aside):
            return Negative.UNVERIFIED
        if any(bins.values()):
            return Negative.ENDED
        books = self._books
        if not has_lists(books):
            return Negative.NOT_IN_LIBRARY
        return Negative.NO_MATCH


def _is_both(one: Found) -> bool:
    covers = one.match is not None and one.match.covers
    return covers and (one.by_words or one.fit.meets)


def _ranked(items: Sequence[Item]) -> list[Item]:
    """Both before code before words; what names a regulation first; then the better score."""
    order = {MatchBy.BOTH: 0, MatchBy.HS: 1, MatchBy.WORDS: 2}
    return sorted(
        items,
        key=lambda item: (
            order[item.by],
            not (item.regulations or item.duties),
            -item.level,
            -item.score,
            item.id,
        ),
    )


def _without_barred(
    kept: Sequence[Item], aside: Sequence[SetAside]
) -> tuple[list[Item], list[SetAside]]:
    """Items found by words alone, without those whose every regulation an item with the goods' code
    names too, and takes these goods out of: the finer list knows of the exception."""
    barring = [
        (number, one)
        for one in aside
        if one.why in (Why.EXCLUDED, Why.QUANTITY) and one.item.level == 8
        for number in one.item.numbers
    ]
    if not barring:
        return list(kept), []
    barred = dict(barring)
    left: list[Item] = []
    gone: list[SetAside] = []
    for item in kept:
        own = [one.meant for one in item.regulations if one.meant is not None]
        if item.by is MatchBy.WORDS and own and all(number in barred for number in own):
            gone.append(SetAside(item=item, why=Why.EXCLUDED, words=barred[own[0]].words))
        else:
            left.append(item)
    return left, gone


def _is_gone(books: Shelf, code: HsCode) -> bool:
    """Whether a tariff is loaded and has the code no more."""
    catalogue = books.catalogue
    known = catalogue.hs_name(code) is not None or bool(catalogue.hs_below(code))
    return catalogue.has_tariff() and not known
