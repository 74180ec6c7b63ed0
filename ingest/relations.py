"""What a document does to others: replaces, amends, repeals, issues, adopts.

Reads the title, the preamble and the clauses; writes :class:`standards.document.Relation` values,
each with the clause, the page and the words. A relation needs a number in the sentence that holds
the verb (:mod:`ingest.deeds`), or in an item of the list that the sentence opens. Ending with this
act's effect (*hết hiệu lực kể từ ngày Thông tư này có hiệu lực*) counts as replacing; repealing a
part of an act (*bãi bỏ Điều 3 Thông tư số …*) counts as amending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.deeds import ACT, PART, Deed, find_deeds
from ingest.normalise import squeeze
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
_NEXT: Final = re.compile(rf"(?:,|;|:|\bvà)\s*(?:{ACT}\s*)?(?:số\s*:?\s*)?$", _FLAGS)
_ENACTS: Final = re.compile(
    r"\bban\s+hành\s+(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|"
    r"Quyết\s+định)\s+sửa\s+đổi[^;.]*",
)
_RUNS_ON: Final = re.compile(r"(?:[^\W\d_]{3}|\d{4})[.;]\s+[^\W\d_].*[^.;:]$", re.DOTALL)
"""A heading that holds the end of one sentence and the start of another, which the text ends."""
_QUOTED: Final = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class _Found:
    verb: str
    target: Identifier
    start: int
    words: str


def read_relations(
    own: Identifier | None, title: str | None, preamble: Clause, clauses: Sequence[Clause]
) -> tuple[Relation, ...]:
    """Relations in reading order, each verb and target once."""
    relations: list[Relation] = []
    done: set[tuple[str, str]] = {("adopts", own.key)} if own else set()

    def add(found: _Found, clause: Clause | None, page: int) -> None:
        if (found.verb, found.target.key) in done or (own and found.target == own):
            return
        done.add((found.verb, found.target.key))
        key = clause.key if clause is not None and clause.label else None
        relations.append(
            Relation(
                verb=Verb(found.verb),
                target=found.target,
                clause=key,
                page=page,
                words=squeeze(found.words),
            )
        )

    for target in own.adopts if own else ():
        add(_Found("adopts", target, 0, title or str(own)), None, preamble.page)
    if own and own.base:
        add(_Found("amends", own.base, 0, str(own)), None, preamble.page)
    for found in _in_piece(title or "", 0, find_deeds(title or "")):
        add(found, None, preamble.page)
    for found in _Reader(None).read(preamble.text):
        if found.verb in ("replaces", "adopts"):
            add(found, preamble, page_at(preamble, found.start))
    for found in _enacted(preamble.text):
        add(found, preamble, page_at(preamble, found.start))
    open_verbs: dict[str, str | None] = {}
    for clause in clauses:
        reader = _Reader(open_verbs.get(clause.parent or ""))
        for found in reader.read(clause.heading):
            add(found, clause, clause.page)
        for found in reader.read(clause.text):
            add(found, clause, page_at(clause, found.start))
        if _RUNS_ON.search(clause.heading):
            for found in _Reader(None).read(f"{clause.heading}\n{clause.text}"):
                add(found, clause, page_at(clause, found.start - len(clause.heading) - 1))
        open_verbs[clause.key] = reader.opened
    return tuple(relations)


def _enacted(preamble: str) -> Iterator[_Found]:
    """What the enacting words amend: *Quốc hội ban hành Luật sửa đổi … của Luật … số …*."""
    match = _ENACTS.search(preamble)
    for one in find_identifiers(match[0])[:1] if match else ():
        between = match[0][: one.start] if match else ""
        if match and not re.search(r"\bđã\s+được\b|\bcăn\s+cứ\b", between, _FLAGS):
            yield _Found("amends", one.identifier, match.start(), match[0])


class _Reader:
    """Reads a text; a verb goes on through the list that its sentence opens with a colon.

    ``opened`` is the verb of the last sentence where that ends with a colon and names no number:
    the clauses below are its objects.
    """

    def __init__(self, opened: str | None) -> None:
        self.opened = opened

    def read(self, text: str) -> Iterator[_Found]:
        verb, goes_on = self.opened, self.opened is not None
        for start, words in _pieces(text):
            item = _ITEM.match(words)
            begins = item.end() if item else 0
            deeds = find_deeds(words[begins:]) if item else find_deeds(words)
            carried = not deeds and verb is not None
            if verb is not None and carried and (item or goes_on):
                if not (item or _OBJECT.match(words) or _begins_with_number(words)):
                    verb, goes_on = None, False
                    continue
                deeds = (Deed(verb, 0, len(words) - begins),)
            found = list(_in_piece(words[begins:], start + begins, deeds))
            yield from found
            ends = words.rstrip()[-1:]
            if deeds and not carried:
                verb = _verb_of_list(deeds[-1], words[begins:])
                if found and (deeds[-1].verb == "amends" or ends == ":"):
                    verb = None
            elif not item and not goes_on:
                verb = None
            goes_on = ends in (";", ":")
            self.opened = verb if ends == ":" and not found else None


def _verb_of_list(deed: Deed, words: str) -> str | None:
    """The verb for the items of a list: repealing *some articles of these acts* amends them."""
    if deed.verb == "adopts" or (re.search(r"như\s+sau\s*:\s*$", words) and deed.verb == "amends"):
        return None
    if deed.verb in ("repeals", "replaces") and _PART_FIRST.match(words, deed.start):
        return "amends"
    return deed.verb


def _begins_with_number(words: str) -> bool:
    found = find_identifiers(words)
    return bool(found) and not words[: found[0].start].strip()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences, cut at semicolons; what stands in quotes is new text of others, left out."""
    blank = _QUOTED.sub(lambda match: "“" + "." * (len(match[0]) - 2) + "”", text)
    for sentence in sentences(text):
        words = blank[sentence.start : sentence.end].replace("\n", " ")
        at = 0
        for piece in re.findall(r"[^;]*;?", words):
            if piece.strip():
                yield sentence.start + at, piece
            at += len(piece)


def _in_piece(words: str, at: int, deeds: Sequence[Deed]) -> Iterator[_Found]:
    for deed in deeds:
        for verb, target, start in _objects(words, deed):
            if deed.verb == "issues" and target.family is Family.LEGAL_ACT:
                continue
            yield _Found(verb, target, at + start, words)


def _objects(words: str, deed: Deed) -> Iterator[tuple[str, Identifier, int]]:
    """Numbers that the verb itself speaks of, not those that only say what its object is.

    In *bãi bỏ Thông tư số 1/2020/TT-X được sửa đổi bởi Thông tư số 2/2021/TT-X* it is the first.
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
        yield (
            "amends" if part and deed.verb in ("repeals", "replaces") else deed.verb,
            one.identifier,
            one.start,
        )
