"""What a document does to others: replaces, amends, repeals, suspends, corrects, issues.

Reads the title, the preamble and the clauses; writes :class:`standards.relation.Relation` values,
each with the clause, the page and the words. A relation needs a number in the sentence that holds
the verb (:mod:`ingest.deeds`), or in an item of the list that the sentence opens. Ending with this
act's effect (*hết hiệu lực kể từ ngày Thông tư này có hiệu lực*) counts as replacing; repealing or
ending a part of an act (*bãi bỏ Điều 3 Thông tư số …*) is partly repealing, putting another part in
its place amends. What stands in quotes is new text of others, and footnotes of consolidated texts
tell what others did: neither is read. What a standard adopts is read by :mod:`ingest.adoption`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.deeds import ACT, Deed, find_deeds
from ingest.joining import joined
from ingest.normalise import squeeze
from ingest.part_words import PART, parts_in
from ingest.quoting import unquoted, without_quotes
from ingest.reckoning import Clock
from ingest.relation_days import Days, days_of
from ingest.sentences import page_at, sentences
from standards.citations import find_identifiers
from standards.document import Clause
from standards.identifier import Family, Identifier
from standards.relation import Relation, Verb

__all__ = ["read_relations"]

_FLAGS: Final = re.IGNORECASE
_ITEM: Final = re.compile(r"\s*(?:[a-zđ]\)|[-–•+]\s|\d{1,2}[.)]\s)\s*")
_OBJECT: Final = re.compile(rf"\W*(?:và\s+|các\s+)?(?:{ACT}|{PART})", _FLAGS)
_PART_FIRST: Final = re.compile(rf"\W*{PART}", _FLAGS)
_PART_OF: Final = re.compile(
    r"\b(?:điều|khoản|điểm|mục|phụ\s+lục)\s+[\w,\s]{1,60}?(?:\s(?:của|tại|ban\s+hành\s+kèm\s+theo))?"
    rf"\s*(?:{ACT}\s*)?(?:số\s*:?\s*)?$",
    _FLAGS,
)
_BY_OTHERS: Final = re.compile(
    r"(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|ban\s+hành)|ban\s+hành\b|kèm\s+theo|"
    r"quy\s+định\s+tại|căn\s+cứ|\btheo\b",
    _FLAGS,
)
_TITLE_OF_OTHER: Final = re.compile(
    r"sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|quy\s+định\s+chi\s+tiết|hướng\s+dẫn|thi\s+hành",
    _FLAGS,
)
_LISTED_ACTS: Final = re.compile(
    rf"\W*(?:các|những)\s+(?:quy\s+định|nội\s+dung)?\s*(?:văn\s+bản|{ACT})", _FLAGS
)
_NEXT: Final = re.compile(rf"(?:,|;|:|\bvà)\s*(?:{ACT}\s*)?(?:số\s*:?\s*)?$", _FLAGS)
_ENACTS: Final = re.compile(
    r"\bban\s+hành\s+(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|"
    r"Quyết\s+định)\s+sửa\s+đổi[^;.]*",
)
_RUNS_ON: Final = re.compile(r"(?:[^\W\d_]{3}|\d{4})[.;]\s+[^\W\d_].*[^.;:]$", re.DOTALL)
"""A heading that holds the end of one sentence and the start of another, which the text ends."""
_NEAR: Final = 40
_FOOTNOTES: Final = "chu-thich"
_SAYS_MORE: Final = re.compile(r"\btương\s+đương\b|\bchấp\s+nhận\b|\bbiên\s+soạn\b", _FLAGS)
_FOREWORD: Final = re.compile(r".*lời\s+nói\s+đầu\s*:?\s*\n", _FLAGS | re.DOTALL)
_WORDS: Final = re.compile(r"\W*(?:các\s+|những\s+)?(?:cụm\s+)?từ\b", _FLAGS)
"""Words that are struck out of a part: it goes on without them."""
_EXCEPT: Final = re.compile(r"\b(?:ngoại\s+)?trừ\b", _FLAGS)
_PARTLY: Final = re.compile(r"\s*một\s+phần\b", _FLAGS)


@dataclass(frozen=True, slots=True)
class _Found:
    verb: Verb
    target: Identifier
    start: int
    words: str
    days: Days
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """The verb of a list, its sentence with its days, and the parts it names for all items."""

    verb: str
    words: str
    days: Days
    parts: tuple[str, ...] = ()
    is_end: bool = False
    before: tuple[str, ...] = ()
    """Parts named so far whose text is still to come: *khoản 2 Điều 3; Phụ lục I Thông tư …*."""


def read_relations(
    own: Identifier | None,
    title: str | None,
    preamble: Clause,
    clauses: Sequence[Clause],
    clock: Clock | None = None,
) -> tuple[Relation, ...]:
    """Relations in reading order, each kept once; ``clock`` has the days of this document."""
    relations: list[Relation] = []
    clock = clock or Clock()

    def add(found: _Found, clause: Clause | None, page: int) -> None:
        if own and found.target == own:
            return
        relations.append(
            Relation(
                verb=found.verb,
                target=found.target,
                clause=clause.key if clause is not None and clause.label else None,
                page=page,
                words=squeeze(found.words),
                day=found.days.day,
                until=found.days.until,
                parts=found.parts,
            )
        )

    if own and own.base:
        add(_Found(Verb.AMENDS, own.base, 0, str(own), Days()), None, preamble.page)
    for found in _in_piece(title or "", title or "", 0, find_deeds(title or ""), clock):
        add(found, None, preamble.page)
    for found in _Reader(None, clock).read(unquoted(preamble.text), preamble.text):
        if found.verb is Verb.REPLACES:
            words = _FOREWORD.sub("", found.words)
            add(replace(found, words=words), preamble, page_at(preamble, found.start))
    for found in _enacted(preamble.text):
        add(found, preamble, page_at(preamble, found.start))
    opened: dict[str, _Opened | None] = {}
    for masked, clause in zip(without_quotes(clauses), clauses, strict=True):
        if clause.key == _FOOTNOTES:
            continue
        reader = _Reader(opened.get(clause.parent or ""), clock)
        for found in reader.read(masked.heading, clause.heading):
            add(found, clause, clause.page)
        for found in reader.read(masked.text, clause.text):
            add(found, clause, page_at(clause, found.start))
        if _RUNS_ON.search(clause.heading):
            shift = len(clause.heading) + 1
            whole = f"{masked.heading}\n{masked.text}", f"{clause.heading}\n{clause.text}"
            for found in _Reader(None, clock).read(*whole):
                add(found, clause, page_at(clause, found.start - shift))
        opened[clause.key] = reader.opened
    return joined(relations)


def _enacted(preamble: str) -> Iterator[_Found]:
    """What the enacting words amend: *Quốc hội ban hành Luật sửa đổi … của Luật … số …*."""
    match = _ENACTS.search(preamble)
    for one in find_identifiers(match[0])[:1] if match else ():
        between = match[0][: one.start] if match else ""
        if match and not re.search(r"\bđã\s+được\b|\bcăn\s+cứ\b", between, _FLAGS):
            yield _Found(Verb.AMENDS, one.identifier, match.start(), match[0], Days())


class _Reader:
    """Reads a text; a verb goes on through the list that its sentence opens with a colon.

    ``opened`` is the verb of the last sentence where that ends with a colon and names no number:
    the clauses below are its objects.
    """

    def __init__(self, opened: _Opened | None, clock: Clock) -> None:
        self.opened = opened
        self._clock = clock

    def read(self, text: str, printed: str) -> Iterator[_Found]:
        """What ``text``, with quotes masked, does; ``printed`` is the same with them."""
        held, goes_on = self.opened, self.opened is not None
        waiting: list[tuple[int, str]] = []
        for start, words in _pieces(text):
            item = _ITEM.match(words)
            begins = item.end() if item else 0
            shown = printed[start + begins : start + len(words)]
            deeds = find_deeds(words[begins:])
            carried = not deeds and held is not None
            if held is not None and carried and (item or goes_on):
                listed = _OBJECT.match(words, begins) or _begins_with_number(words[begins:])
                if not listed or _SAYS_MORE.search(words):
                    held, goes_on = None, False
                    continue
                deeds = (Deed(held.verb, 0, len(words) - begins, is_end=held.is_end),)
            base = held if carried else None
            found = list(_in_piece(words[begins:], shown, start + begins, deeds, self._clock, base))
            yield from found
            ends = words.rstrip()[-1:]
            yield from self._in_front(waiting, printed, deeds[0] if deeds else None, words)
            waits = not deeds and ends == ";" and (_OBJECT.match(words) or item)
            waiting = [*waiting, (start + begins, words[begins:])] if waits else []
            if deeds and not carried:
                held = _verb_of_list(deeds[-1], words[begins:], shown, self._clock)
                told = deeds[-1].verb in ("amends", "corrects") or ends == ":"
                parts = (
                    () if found or ends != ";" else parts_in(words[deeds[-1].start :], vague=False)
                )
                if parts and held is not None:
                    held = replace(held, parts=(), before=parts)
                elif told if found else ends != ":":
                    held = None
            elif held is not None and carried and goes_on and ends == ";" and not found:
                held = replace(held, before=(*held.before, *parts_in(words, vague=False)))
            elif held is not None and found and held.before:
                held = replace(held, before=())
            elif not item and not goes_on:
                held = None
            goes_on = ends in (";", ":")
            self.opened = held if ends == ":" and not found else None

    def _in_front(
        self, waiting: Sequence[tuple[int, str]], printed: str, deed: Deed | None, words: str
    ) -> Iterator[_Found]:
        """What ends with others behind a semicolon: *Thông tư A; Thông tư B hết hiệu lực …*."""
        if deed is None or deed.start or deed.behind <= deed.end:
            return
        told = _Opened(deed.verb, "", days_of(words, deed, self._clock), (), deed.is_end)
        for at, piece in waiting:
            own = (Deed(deed.verb, 0, len(piece), is_end=deed.is_end),)
            shown = printed[at : at + len(piece)]
            for found in _in_piece(piece, shown, at, own, self._clock, told):
                yield replace(found, words=f"{shown} … {words}")


def _verb_of_list(deed: Deed, words: str, shown: str, clock: Clock) -> _Opened | None:
    """The verb for the items of a list: repealing *some articles of these acts* is partly so."""
    if re.search(r"như\s+sau\s*:\s*$", words) and deed.verb in ("amends", "corrects"):
        return None
    verb = deed.verb
    parts: tuple[str, ...] = ()
    first = _PART_FIRST.match(words, deed.start)
    if first and verb in ("repeals", "replaces") and not _LISTED_ACTS.match(words, deed.start):
        verb = "amends" if verb == "replaces" and not deed.is_end else "partly_repeals"
        parts = parts_in(words[deed.start : deed.end])
    opening = shown if words.rstrip().endswith(":") else shown[: deed.start]
    return _Opened(verb, squeeze(opening), days_of(words, deed, clock), parts, deed.is_end)


def _begins_with_number(words: str) -> bool:
    """Whether words name a text at once, or after little more than what sort of text it is."""
    found = find_identifiers(words)
    return bool(found) and found[0].start <= _NEAR


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences, cut at semicolons."""
    for sentence in sentences(text):
        at = 0
        for piece in re.findall(r"[^;]*;?", sentence.text):
            if piece.strip():
                yield sentence.start + at, piece
            at += len(piece)


def _in_piece(
    words: str,
    shown: str,
    at: int,
    deeds: Sequence[Deed],
    clock: Clock,
    opened: _Opened | None = None,
) -> Iterator[_Found]:
    for deed in deeds:
        days = days_of(words, deed, clock).or_else(opened.days if opened else Days())
        for verb, target, start, parts in _objects(words, deed):
            if target.family is (Family.LEGAL_ACT if verb == "issues" else Family.FOREIGN):
                continue
            told = shown
            if opened is not None:
                parts = (*opened.before, *parts) or opened.parts
                told = f"{opened.words} … {shown}" if opened.words else shown
            yield _Found(Verb(verb), target, at + start, told, days, parts)


def _objects(words: str, deed: Deed) -> Iterator[tuple[str, Identifier, int, tuple[str, ...]]]:
    """Numbers that the verb itself speaks of, not those that only say what its object is.

    In *bãi bỏ Thông tư số 1/2020/TT-X được sửa đổi bởi Thông tư số 2/2021/TT-X* it is the first.
    With each come the parts of it that are meant.
    """
    blocked, in_title = False, False
    before = deed.start
    first_part = bool(_PART_FIRST.match(words, deed.start, deed.end))
    first = True
    for one in find_identifiers(words):
        if one.start < deed.start or one.end > deed.end:
            continue
        between = words[before : one.start]
        part = bool(_PART_OF.search(between)) or (first and first_part)
        if _EXCEPT.search(between) and not first:
            return
        if not first and _TITLE_OF_OTHER.search(between):
            blocked = in_title = True
        elif _BY_OTHERS.search(between) and not part:
            blocked = not (_NEXT.search(between) and not first)
        elif _NEXT.search(between) and not in_title:
            blocked = False
        before = one.end
        if blocked or (not first and between.strip() == "("):
            continue
        first = False
        yield _meant(words, deed, one.identifier, one.start, between if part else "")


def _meant(
    words: str, deed: Deed, target: Identifier, start: int, part: str
) -> tuple[str, Identifier, int, tuple[str, ...]]:
    """The verb for one object: what is done to a part is not done to the whole."""
    verb, parts = deed.verb, parts_in(part, vague=deed.verb in ("repeals", "replaces"))
    if deed.behind >= 0 and _PARTLY.match(words, deed.behind) and not parts:
        parts = ("một phần",)
    if (part or parts) and verb in ("repeals", "replaces"):
        ends = verb == "repeals" or deed.is_end or parts == ("một phần",)
        ends = ends and not _WORDS.match(part)
        verb = "partly_repeals" if ends else "amends"
    if verb == "partly_repeals" and not parts:
        parts = (squeeze(part).strip(" ,;:") or "một phần",)
    return verb, target, start, () if verb in ("issues", "adopts") else parts
