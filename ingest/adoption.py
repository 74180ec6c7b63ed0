"""Which international standard a national one adopts, and how nearly.

Reads the number and the preamble of a standard; writes *adopts* relations. The foreword
says how near the two are (*hoàn toàn tương đương*, *tương đương có sửa đổi*, *xây dựng trên cơ
sở*); a number in brackets behind the standard's own, or below it on the cover, is by itself the
sign of an identical one (TT 11/2021/TT-BKHCN, Điều 8, khoản 2); where the standard is older than
that circular no degree follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ingest.joining import joined
from ingest.normalise import squeeze
from ingest.sentences import page_at, sentences
from standards.citations import find_identifiers
from standards.document import Clause
from standards.identifier import Family, Identifier
from standards.relation import AdoptionDegree, Relation, Verb

__all__ = ["read_adoptions"]

_FLAGS: Final = re.IGNORECASE
_NOT: Final = re.compile(r"không\s+(?:hoàn\s+toàn\s+)?tương\s+đương(?:\s+với)?", _FLAGS)
_MODIFIED: Final = re.compile(
    r"tương\s+đương\s+(?:với\s+)?(?:nhưng\s+)?có\s+(?:sửa\s+đổi|thay\s+đổi|bổ\s+sung)(?:\s*,\s*bổ\s+sung)?(?:\s+(?:so\s+)?với)?|"
    r"chấp\s+nhận\s+(?:áp\s+dụng\s+)?có\s+(?:sửa\s+đổi|thay\s+đổi|bổ\s+sung)(?:\s*,\s*bổ\s+sung)?",
    _FLAGS,
)
_IDENTICAL: Final = re.compile(
    r"hoàn\s+toàn\s+(?:tương\s+đương|phù\s+hợp|giống)(?:\s+với)?|tương\s+đương\s+hoàn\s+toàn(?:\s+với)?|"
    r"(?:chấp\s+nhận|áp\s+dụng)\s+(?:áp\s+dụng\s+)?(?:nguyên\s+vẹn|toàn\s+bộ|hoàn\s+toàn)",
    _FLAGS,
)
_BASED: Final = re.compile(
    r"(?:xây\s+dựng|biên\s+soạn|soạn\s+thảo|chuyển\s+đổi)?\s*(?:dựa\s+)?(?:trên\s+cơ\s+sở|dựa\s+(?:trên|theo|vào))"
    r"(?:\s+(?:của|tham\s+khảo|chấp\s+nhận))?|\b(?:có\s+)?tham\s+khảo(?:\s+(?:từ|theo))?",
    _FLAGS,
)
_EQUIVALENT: Final = re.compile(r"tương\s+đương\s+(?:với\s+)?|chấp\s+nhận\s+", _FLAGS)
_DEGREES: Final = (
    (_NOT, AdoptionDegree.NOT_EQUIVALENT),
    (_MODIFIED, AdoptionDegree.MODIFIED),
    (_IDENTICAL, AdoptionDegree.IDENTICAL),
    (_BASED, AdoptionDegree.NOT_EQUIVALENT),
    (_EQUIVALENT, None),
)
_MARKS: Final = {
    "IDT": AdoptionDegree.IDENTICAL,
    "MOD": AdoptionDegree.MODIFIED,
    "NEQ": AdoptionDegree.NOT_EQUIVALENT,
}
_MARK: Final = re.compile(r"^[^\n()]{0,12}?[,;(\s]\s*\(?\s*(IDT|MOD|NEQ)\b")
_STOP: Final = re.compile(
    r"\bthay\s+thế\b|\bvà\s+được\b|\bdo\s+(?:Ban|Viện|Bộ|Tổng|Cục|Vụ)\b", _FLAGS
)
_SIGN_OF_IDENTICAL: Final = 2022
"""From 6 January 2022 on the law gives brackets to identical standards alone."""
_NATIONAL: Final = frozenset({Family.TCVN, Family.OLD_SERIES})


def read_adoptions(own: Identifier | None, preamble: Clause) -> tuple[Relation, ...]:
    """What the standard with that number adopts, each once, with its degree where words tell."""
    if own is None or own.base is not None or own.family is Family.LEGAL_ACT:
        return ()
    found = [*_said(own, preamble), *_on_cover(own, preamble)]
    return joined(found)


def _said(own: Identifier, preamble: Clause) -> Iterator[Relation]:
    """What the sentences of the foreword say."""
    for sentence in sentences(preamble.text):
        words = sentence.text
        for line in reversed(_lines(words)):
            read = _degree(words, line) if _is_own(words, line, own) else None
            if read is None:
                continue
            start, degree = read
            stop = _STOP.search(words, start)
            end = stop.start() if stop else len(words)
            for one in find_identifiers(words[start:end]):
                if one.identifier.family is not Family.FOREIGN:
                    continue
                yield Relation(
                    verb=Verb.ADOPTS,
                    target=one.identifier,
                    clause=None,
                    page=page_at(preamble, sentence.start + start + one.start),
                    words=squeeze(words[line:]),
                    degree=_marked(words[start + one.end :]) or degree,
                )
            break


def _lines(words: str) -> list[int]:
    """Where a sentence may begin in words that have headings without full stops in front."""
    starts = [0]
    starts += [m.start() for m in re.finditer(r"(?<=\s)(?:TC|QC|Tiêu chuẩn này)", words)]
    return starts


def _is_own(words: str, start: int, own: Identifier) -> bool:
    """Whether the words at ``start`` speak of this standard and no other one of its series."""
    named = find_identifiers(words[start:])
    head = re.match(
        r"^\W*(?:Bộ\s+)?(?:Tiêu|Quy)\s+chuẩn\s+(?:\w+\s+){0,5}?này\b", words[start:], _FLAGS
    )
    if head is not None:
        return True
    if not named or named[0].start > 60:
        return False
    other = named[0].identifier
    if other.family is Family.FOREIGN:
        return False
    return other == own or (not other.is_dated and other.same_work(own))


def _degree(words: str, start: int) -> tuple[int, AdoptionDegree | None] | None:
    """Where the words that tell the degree end, and the degree."""
    for pattern, degree in _DEGREES:
        match = pattern.search(words, start)
        if match is not None:
            return match.end(), degree
    return None


def _marked(behind: str) -> AdoptionDegree | None:
    mark = _MARK.match(behind)
    return _MARKS[mark[1]] if mark else None


def _on_cover(own: Identifier, preamble: Clause) -> Iterator[Relation]:
    """The number in brackets behind the own one, or on the line below it."""
    if own.family not in _NATIONAL:
        return
    identical = own.year is not None and own.year >= _SIGN_OF_IDENTICAL
    degree = AdoptionDegree.IDENTICAL if identical else None
    for target, words in _cover_numbers(own, preamble):
        place = max(preamble.text.find(words.partition("\n")[0]), 0)
        mark = re.search(r"\b(?:IDT|MOD|NEQ)\b", words)
        yield Relation(
            verb=Verb.ADOPTS,
            target=target,
            clause=None,
            page=page_at(preamble, place),
            words=squeeze(words),
            degree=_MARKS[mark[0]] if mark else degree,
        )


def _cover_numbers(own: Identifier, preamble: Clause) -> Iterator[tuple[Identifier, str]]:
    for target in own.adopts:
        yield target, f"{own} ({target})"
    lines = preamble.text.split("\n")
    for above, line in pairwise(lines):
        numbers = find_identifiers(above)
        if len(numbers) == 1 and numbers[0].identifier == own and numbers[0].text == above.strip():
            below = find_identifiers(line)
            only = len(below) == 1 and not re.sub(
                r"[\s()\[\],;]|IDT|MOD|NEQ", "", line.replace(below[0].text, "")
            )
            if only and below[0].identifier.family is Family.FOREIGN:
                yield below[0].identifier, f"{above}\n{line}"
