"""What a document does to others: replaces, amends, repeals, issues, adopts.

Reads the title, the preamble and the clauses; writes :class:`standards.document.Relation` values,
each with the clause, the page and the words. A relation needs a number in the sentence that holds
the verb: *thay thế* alone speaks of spare parts more often than of standards. Ending with this
act's effect (*hết hiệu lực kể từ ngày Thông tư này có hiệu lực*) counts as replacing; repealing a
part of an act (*bãi bỏ Điều 3 Thông tư số …*) counts as amending it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.normalise import squeeze
from ingest.sentences import page_at, sentences
from standards.citations import FoundIdentifier, find_identifiers
from standards.document import Clause, Relation
from standards.identifier import Family, Identifier

__all__ = ["read_relations"]

_SELF: Final = (
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|Luật|Nghị quyết|Quy chuẩn|Quy trình|Văn bản|"
    r"Tiêu chuẩn)(?:\s+kỹ thuật(?:\s+quốc gia)?)?\s+này"
)
_ENDING: Final = re.compile(r"\bhết\s+hiệu\s+lực\b", re.IGNORECASE)
_REPLACES: Final = re.compile(
    rf"(?:{_SELF}|\d/[A-ZĐ]{{2,}}|\d{{4}})\s*(?:được\s+\S+\s+\S+\s+)?(?:và\s+)?"
    rf"(?:ban\s+hành\s+)?(?:để\s+)?thay\s+thế(?:\s+cho)?\b",
    re.IGNORECASE,
)
_REPEALS: Final = re.compile(r"^\W*(?:bãi\s+bỏ|hủy\s+bỏ)\b", re.IGNORECASE)
_AMENDS: Final = re.compile(
    r"^\W*(?:Thông tư|Nghị định|Luật|Quyết định)?\s*(?:sửa\s+đổi(?!\s*\d)|bổ\s+sung|đính\s+chính|"
    r"thay\s+thế\s+(?:một\s+số\s+)?(?:cụm\s+từ|từ|phụ\s+lục|mẫu|điều|khoản|điểm))\b",
    re.IGNORECASE,
)
_PART_OF: Final = re.compile(
    r"^\W*(?:bãi\s+bỏ|hủy\s+bỏ)\s+(?:một\s+số\s+|các\s+|nội\s+dung\s+)*"
    r"(?:điều|khoản|điểm|mục|chương|phụ\s+lục|cụm\s+từ|đoạn|câu|nội\s+dung|[“\"])",
    re.IGNORECASE,
)
_ISSUES: Final = re.compile(rf"\bban\s+hành\s+kèm\s+theo\s+{_SELF}", re.IGNORECASE)
_BY_OTHERS: Final = re.compile(
    r"(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|ban\s+hành)|ban\s+hành\s+kèm\s+theo|"
    r"kèm\s+theo|theo\s+quy\s+định\s+tại|quy\s+định\s+tại|căn\s+cứ",
    re.IGNORECASE,
)
_SAME: Final = re.compile(r"tương\s+đương|chấp\s+nhận|biên\s+soạn|chuyển\s+đổi", re.IGNORECASE)
_IDENTICAL: Final = re.compile(
    r"^\W*TCVN\s[^.;]*?(?:hoàn\s+toàn\s+tương\s+đương|tương\s+đương\s+có\s+sửa\s+đổi|chấp\s+nhận\s+nguyên\s+vẹn)"
    r"(?:\s+với)?",
    re.IGNORECASE,
)
_NEW_WORDS: Final = re.compile(r"như\s+sau\s*:|:\s*[-–]?\s*[“\"]", re.IGNORECASE)
_GROUNDS: Final = re.compile(r"^\W*(?:Căn cứ|Theo đề nghị)\b")


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
                verb=found.verb,
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
    for found in _in_sentence(title or "", 0):
        add(found, None, preamble.page)
    for found in _in_text(preamble.text):
        if found.verb in ("replaces", "adopts"):
            add(found, preamble, page_at(preamble, found.start))
    for clause in clauses:
        for found in _in_sentence(clause.heading, 0):
            add(found, clause, clause.page)
        for found in _in_text(clause.text):
            add(found, clause, page_at(clause, found.start))
    return tuple(relations)


def _in_text(text: str) -> Iterator[_Found]:
    """Relations in a clause; the items below a sentence that ends with a colon go with it."""
    verb: str | None = None
    for sentence in sentences(text):
        words = sentence.text
        found = list(_in_sentence(words, sentence.start))
        yield from found
        opens = words.rstrip().endswith(":")
        item = re.match(r"\s*(?:[a-zđ]\)|[-–•+]\s)", words)
        if opens and not found:
            verb = _verb(words)
        elif verb is not None and item and not found:
            for one in _direct(words, 0):
                yield _Found(verb, one.identifier, sentence.start + one.start, words)
        elif not item:
            verb = None


def _in_sentence(words: str, at: int) -> Iterator[_Found]:
    verb = _verb(words)
    if verb is None:
        return
    start, end = 0, len(words)
    if verb == "issues":
        issuing = _ISSUES.search(words)
        start = issuing.end() if issuing else 0
    elif verb == "adopts":
        same = _IDENTICAL.search(words)
        start = same.end() if same else 0
    elif verb == "amends":
        quoted = _NEW_WORDS.search(words)
        end = quoted.start() if quoted else end
    elif verb == "replaces":
        replacing = _REPLACES.search(words)
        ending = _ENDING.search(words)
        if replacing is not None:
            start = replacing.end()
            same = _SAME.search(words, start)
            end = same.start() if same else end
        elif ending is not None:
            end = ending.start()
    for one in _direct(words[:end], start):
        if verb == "issues" and one.identifier.family is Family.LEGAL_ACT:
            continue
        yield _Found(verb, one.identifier, at + one.start, words)


def _verb(words: str) -> str | None:
    """What a sentence does to the numbers in it; None if nothing."""
    if not words or _GROUNDS.match(words):
        return None
    if _PART_OF.match(words) or _AMENDS.match(words):
        return "amends"
    if _REPEALS.match(words):
        return "repeals"
    if _REPLACES.search(words):
        return "replaces"
    if _IDENTICAL.search(words):
        return "adopts"
    if _ENDING.search(words) and re.search(_SELF, words, re.IGNORECASE):
        return "replaces"
    return "issues" if _ISSUES.search(words) else None


def _direct(words: str, start: int) -> list[FoundIdentifier]:
    """Numbers that the verb itself speaks of, not those that only say where its object is found.

    In *bãi bỏ Thông tư số 1/2020/TT-X được sửa đổi bởi Thông tư số 2/2021/TT-X* it is the first.
    """
    direct: list[FoundIdentifier] = []
    blocked = False
    before = start
    for one in find_identifiers(words):
        if one.start < start:
            continue
        between = words[before : one.start]
        if _BY_OTHERS.search(between):
            blocked = True
        elif re.search(r"[;:]|,\s*(?:Thông tư|Nghị định|Quyết định|QTKĐ|QCVN|TCVN)?\s*$", between):
            blocked = False
        if not blocked:
            direct.append(one)
        before = one.end
    return direct
