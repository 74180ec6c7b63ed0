"""Reads a whole question: its needs, each with its numbers and codes, and what narrows them.

Reads the text and the words of the library; gives :class:`Read`. What the asker set (:class:`Wish`)
goes before what is read. A question in which nothing of the kind is heard stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from search.concepts import Question
from search.cues import Typed
from search.filters_asked import Narrowed, filters_of, trade_of
from search.goods_known import judge_of
from search.hs_asked import AskedHs, asked_codes
from search.needs_asked import MOST_NEEDS, Part, parts_of
from search.numbers import NumberFind, number_finds
from search.place_asked import place_of
from search.question_kind import QuestionKind
from search.relation_asked import relation_of
from search.shelf import Shelf
from search.understanding import Understanding, understand
from search.understood import Filters, Need, RelationAsked, Respelling, Understood, Wish
from standards.hs import HsCode

__all__ = ["NeedRead", "Read", "Use", "read_needs", "read_words"]

_SPACES: Final = re.compile(r"[ \t]{2,}")
_TAG: Final = re.compile(
    r"(?i),?\s*(?:có\s+)?(?:phải|đúng|dung|phai)\s+(?:không|khong|ko)\s*[?.]*\s*$"
)
"""*phải không* behind a statement asks for a nod, not for a clause."""
_ENOUGH: Final = 2


class Use:
    """How a number is used in a question; plain names."""

    ASKED = "asked"
    INSIDE = "inside"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRead:
    """A need with what is looked for: ``words`` is the text without what narrows it, ``rest`` that
    without numbers and codes, ``question`` and ``understanding`` are of the rest.

    ``use`` says what its numbers are: asked for themselves, asked about (``INSIDE`` them), or named
    ``BESIDE`` goods. ``place`` are the words that name a clause of the text.
    """

    need: Need
    words: str
    rest: str
    finds: tuple[NumberFind, ...] = ()
    codes: tuple[HsCode, ...] = ()
    use: str = Use.ASKED
    relation: RelationAsked | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A question as it was understood, with each need ready to be answered, in the same order."""

    understood: Understood
    needs: tuple[NeedRead, ...]


def read_needs(shelf: Shelf, text: str, day: date, wish: Wish) -> Read:
    """What a question asks for on a day."""
    return _Reader(shelf, text, day, wish).read()


class _Reader:
    """One question: the text in the form NFC, the numbers and codes in it."""

    def __init__(self, shelf: Shelf, text: str, day: date, wish: Wish) -> None:
        self._shelf = shelf
        self._wish = wish
        self._questions: dict[str, Question] = {}
        self._typed = Typed(text)
        self._text = self._typed.text
        self._day = day
        self._finds = [] if wish.kind in _NO_NUMBERS else number_finds(shelf, self._text)
        self._codes = self._codes_outside()
        for find in self._finds:
            self._typed.hide(find.typed.start, find.typed.end)
        for code in self._codes:
            self._typed.hide(code.start, code.end)

    def read(self) -> Read:
        narrowed = self._narrowed()
        trade, said = trade_of(self._typed)
        heard = list(narrowed.heard) + ([("trade", said)] if trade is not None else [])
        relation = self._relation()
        needs = list(self._needs(self._cleaned(narrowed), relation))
        if relation is not None:
            heard.append(("relation", relation[1]))
        whole = self._question(self._text)
        understood = Understood(
            language=whole.language,
            needs=tuple(one.need for one in needs),
            filters=narrowed.filters,
            trade=self._wish.trade or trade,
            relation=relation[0] if relation is not None else None,
            respelled=self._respelled(needs),
            heard=tuple(heard),
        )
        return Read(understood=understood, needs=tuple(needs))

    def _respelled(self, needs: Sequence[NeedRead]) -> tuple[Respelling, ...]:
        """Words of the needs that were read as others; those of a number or code are no words."""
        found = [one for need in needs for one in self._question(need.rest).respelled]
        return tuple(dict.fromkeys(found))

    # --- what the whole text says ---------------------------------------------------------------

    def _codes_outside(self) -> list[AskedHs]:
        """HS codes that are no part of a number."""
        if self._wish.kind in _NO_CODES:
            return []
        spans = [(find.typed.start, find.typed.end) for find in self._finds]
        return [
            code
            for code in asked_codes(self._text)
            if not any(code.start < end and code.end > start for start, end in spans)
        ]

    def _relation(self) -> tuple[RelationAsked, str] | None:
        if self._wish.kind not in (None, QuestionKind.NUMBER):
            return None
        return relation_of(self._typed, [(f.typed.start, f.typed.end) for f in self._finds])

    def _narrowed(self) -> Narrowed:
        """The filters in effect: the asker's own, else those that are heard.

        Who asks for a text by its number asks what it is, also if it says *còn hiệu lực*; a body
        that may as well be the one that gets something narrows no question about a clause.
        """
        found = filters_of(self._typed, self._day)
        read = found.filters
        gone: set[str] = set()
        if self._finds:
            read, gone = replace(read, in_force=False), {"in_force"}
        if found.doubtful and self._is_clause():
            kept = tuple(code for code in read.agencies if code not in found.doubtful)
            read = replace(read, agencies=kept)
            gone |= set() if kept else {"agencies"}
        asked = self._wish.filters
        if asked is not None:
            gone |= {name for name, _ in found.heard if not _same(name, asked, read)}
            read = asked
        return replace(
            found,
            filters=read,
            heard=tuple(pair for pair in found.heard if pair[0] not in gone),
            spans={name: spans for name, spans in found.spans.items() if name not in gone},
        )

    def _is_clause(self) -> bool:
        if self._codes or self._finds:
            return False
        return understand(self._question(self._text)).kind is QuestionKind.CLAUSE

    def _cleaned(self, narrowed: Narrowed) -> Typed:
        """The text with blanks for the words that became filters, places kept."""
        text = self._text
        for spans in narrowed.spans.values():
            for start, end in spans:
                text = text[:start] + " " * (end - start) + text[end:]
        cleaned = Typed(text) if text.strip() else Typed(self._text)
        for start, end in self._typed.hidden:
            cleaned.hide(start, end)
        return cleaned

    def _question(self, text: str) -> Question:
        held = self._questions.get(text)
        if held is None:
            held = self._questions[text] = read_words(self._shelf, text, self._wish)
        return held

    # --- needs ----------------------------------------------------------------------------------

    def _needs(self, text: Typed, relation: tuple[RelationAsked, str] | None) -> Iterator[NeedRead]:
        whole = Part(text.text, 0, len(text.text))
        if relation is not None:
            return iter([self._related(whole, relation[0])])
        if self._wish.kind is not None:
            found = [self._wished(whole, self._wish.kind)]
        else:
            parts = parts_of(text, judge_of(self._shelf))
            found = [one for part in parts for one in self._of_part(part)]
        return iter(_at_most(found))

    def _of_part(self, part: Part) -> Iterator[NeedRead]:
        words = _SPACES.sub(" ", part.text).strip(" ,;")
        finds = [f for f in self._finds if part.start <= f.typed.start < part.end]
        codes = [c for c in self._codes if part.start <= c.start < part.end]
        if finds:
            yield from self._with_numbers(part, words, finds)
        elif codes:
            rest = re.sub(r"\d[\d.]*", " ", words)
            for code in codes:
                yield _of_codes(words, rest, [code])
        else:
            yield self._of_words(words)

    def _of_words(self, words: str) -> NeedRead:
        read = understand(self._question(words))
        need = Need(text=words, kind=read.kind, why=read.words, why_en=read.words_en)
        return NeedRead(need=need, words=words, rest=words)

    def _with_numbers(
        self, part: Part, words: str, finds: Sequence[NumberFind]
    ) -> Iterator[NeedRead]:
        """What is said of the numbers: a question inside them, goods beside them, or themselves."""
        rest = _without(part, finds)
        place = place_of(self._text[part.start : part.end])
        question = self._question(_TAG.sub("", rest))
        read = understand(question)
        content = sum(len(one.said) for one in question.concepts if one.content)
        numbers = tuple(find.typed.text for find in finds)
        if place or self._asks_inside(part, read, content):
            need = Need(
                text=words,
                kind=QuestionKind.CLAUSE,
                why=f"Hỏi nội dung của {', '.join(numbers)}.",
                why_en=f"Read as a question about what {', '.join(numbers)} says.",
                numbers=numbers,
            )
            yield NeedRead(
                need=need, words=words, rest=rest, finds=tuple(finds), use=Use.INSIDE, place=place
            )
            return
        if len(finds) == 1 and content >= _ENOUGH and self._is_beside(finds[0]):
            need = Need(
                text=words,
                kind=QuestionKind.PRODUCT,
                why=f"Tìm cho hàng hóa, có nêu số “{numbers[0]}”.",
                why_en=f"Read as a search for goods that names “{numbers[0]}”.",
                numbers=numbers,
            )
            yield NeedRead(need=need, words=words, rest=rest, finds=tuple(finds), use=Use.BESIDE)
            return
        for find in finds:
            yield _of_number(words, rest, [find])

    def _asks_inside(self, part: Part, read: Understanding, content: int) -> bool:
        if content == 0 or read.kind is not QuestionKind.CLAUSE or read.sure < 0.5:
            return self._typed.heard("inside", part.start, part.end) != [] and content >= _ENOUGH
        inside = self._typed.heard("inside", part.start, part.end)
        return bool(read.expects - {"any"}) or (bool(inside) and content >= _ENOUGH)

    def _is_beside(self, find: NumberFind) -> bool:
        """Whether the number follows goods and *theo*: *thép cây thử kéo theo TCVN …*."""
        place = self._typed.place_at(find.typed.start)
        before = [one for one in self._typed.heard("by_it") if one.last == place]
        return bool(before) and before[0].first >= _ENOUGH

    def _related(self, part: Part, relation: RelationAsked) -> NeedRead:
        finds = list(self._finds)
        one = _of_number(part.text, _without(part, finds), finds)
        typed = finds[0].typed.text
        vi, en = _RELATIONS[relation]
        need = replace(one.need, why=f"{vi.format(typed)}.", why_en=f"{en.format(typed)}.")
        return replace(one, need=need, relation=relation)

    def _wished(self, part: Part, kind: QuestionKind) -> NeedRead:
        """The whole text read as the asker wants it."""
        words = _SPACES.sub(" ", part.text).strip(" ,;")
        if kind is QuestionKind.NUMBER:
            one = _of_number(words, _without(part, self._finds), self._finds)
        elif kind is QuestionKind.HS:
            one = _of_codes(words, re.sub(r"\d[\d.]*", " ", words), self._codes)
        else:
            one = self._of_words(words)
        need = replace(
            one.need,
            kind=kind,
            why="Đọc theo lựa chọn của bạn.",
            why_en="Read as you chose.",
        )
        return replace(one, need=need)


_NO_NUMBERS = (QuestionKind.PRODUCT, QuestionKind.CLAUSE, QuestionKind.HS)
_NO_CODES = (QuestionKind.PRODUCT, QuestionKind.CLAUSE, QuestionKind.NUMBER)
_RELATIONS: Final = {
    RelationAsked.REPLACED_BY: ("Hỏi văn bản nào thay thế “{}”", "Asks what replaces “{}”"),
    RelationAsked.REPLACES: ("Hỏi “{}” thay thế văn bản nào", "Asks what “{}” replaces"),
    RelationAsked.AMENDED_BY: ("Hỏi văn bản nào sửa đổi “{}”", "Asks what amends “{}”"),
    RelationAsked.AMENDS: ("Hỏi “{}” sửa đổi văn bản nào", "Asks what “{}” amends"),
    RelationAsked.ISSUED_BY: ("Hỏi văn bản nào ban hành “{}”", "Asks what issues “{}”"),
    RelationAsked.CITED_BY: ("Hỏi văn bản nào viện dẫn “{}”", "Asks what cites “{}”"),
}


def read_words(shelf: Shelf, text: str, wish: Wish) -> Question:
    """The words of a need taken apart, respelled unless the asker wants them as typed."""
    return shelf.question(text, as_typed=wish.as_typed)


def _same(name: str, one: Filters, other: Filters) -> bool:
    """Whether a filter that was heard stands in the asker's filters too."""
    return bool(getattr(one, name, None)) and getattr(one, name) == getattr(other, name)


def _without(part: Part, finds: Sequence[NumberFind]) -> str:
    """The words of a part without its numbers."""
    rest = part.text
    for find in finds:
        rest = rest.replace(find.typed.text, " ")
    return rest


def _of_number(words: str, rest: str, finds: Sequence[NumberFind]) -> NeedRead:
    numbers = tuple(find.typed.text for find in finds)
    said = "”, “".join(numbers)
    need = Need(
        text=numbers[0] if len(numbers) == 1 else words,
        kind=QuestionKind.NUMBER,
        why=f"Tìm văn bản theo số “{said}”.",
        why_en=f"Read as the number “{said}”.",
        numbers=numbers,
    )
    return NeedRead(need=need, words=words, rest=rest, finds=tuple(finds))


def _of_codes(words: str, rest: str, asked: Sequence[AskedHs]) -> NeedRead:
    codes = tuple(str(one.code) for one in asked)
    said = ", ".join(codes)
    vi, en = f"Tìm theo mã HS {said}.", f"Read as the HS code {said}."
    cut = ", ".join(one.cut for one in asked if one.cut)
    if cut:
        vi += f" Mã 10 số {cut} được cắt còn 8 số; giữa các nước chỉ 6 số đầu là chung."
        en += f" The ten digits {cut} were cut to eight; only the first six are shared by all."
    need = Need(
        text=codes[0] if len(codes) == 1 else words,
        kind=QuestionKind.HS,
        why=vi,
        why_en=en,
        codes=codes,
    )
    return NeedRead(need=need, words=words, rest=rest, codes=tuple(one.code for one in asked))


def _at_most(found: list[NeedRead]) -> list[NeedRead]:
    """At most four needs; further numbers and codes go to the last of their kind."""
    kept = found[:MOST_NEEDS]
    last = kept[-1]
    for one in found[MOST_NEEDS:]:
        if one.need.kind is last.need.kind and (one.finds or one.codes):
            last = replace(
                last,
                finds=(*last.finds, *one.finds),
                codes=(*last.codes, *one.codes),
                need=replace(
                    last.need,
                    numbers=(*last.need.numbers, *one.need.numbers),
                    codes=(*last.need.codes, *one.need.codes),
                ),
            )
    return [*kept[:-1], last]
