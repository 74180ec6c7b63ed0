"""Terms and what they mean here: *giải thích từ ngữ*, *thuật ngữ và định nghĩa*.

Reads the clauses of a :class:`ingest.parts.DocumentPart`, writes
:class:`standards.document.Definition` values. Two styles live: regulations and acts write ``1.3.2.
Mã HS là mã số …``, standards a line with the term (``3.1 Bê tông (concrete)``), the meaning below.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.normalise import squeeze
from ingest.parts import DocumentPart
from ingest.sentences import page_at
from standards.document import Clause, Definition

__all__ = ["read_definitions"]

_HEADING: Final = re.compile(
    r"giải thích (?:từ ngữ|thuật ngữ)|thuật ngữ|định nghĩa|khái niệm", re.IGNORECASE
)
_IS: Final = re.compile(r",?\s+(?:được hiểu )?là\s+|\s*:\s+")
_NO_TERM: Final = re.compile(r"[;\n]|\.\s")
_NAMED: Final = re.compile(r",?\s*\(?(?:sau đây|dưới đây|viết tắt|gọi tắt)\b.*$")
_LONGEST_TERM: Final = 160
_LONG_LINE: Final = 60
_TERM_LINE: Final = re.compile(r"^(?P<term>[^()\n]{2,140}?)\s*(?:\((?P<english>[^()]{2,120})\))?$")
_ITEM: Final = re.compile(r"(?:^|\n)\s*(?:[-–+•*]|[a-zđ]{1,2}\)|\(?\d{1,2}[.)])\s+")
_ENGLISH_WORD: Final = re.compile(
    r"^(?:tiếng anh\s*:?\s*)?(?P<words>[ -~–—’éèüöä]{2,})$", re.IGNORECASE
)


def read_definitions(part: DocumentPart) -> tuple[Definition, ...]:
    """Definitions in reading order."""
    held: set[str] = set()
    found: list[Definition] = []
    for clause in part.clauses:
        heads = bool(_HEADING.search(clause.heading)) and len(clause.heading) < 120
        inside = clause.parent in held
        if heads or inside:
            held.add(clause.key)
        if inside and not heads:
            found += _of_clause(clause)
        elif heads:
            found += _of_items(clause)
    return tuple(found)


def _of_clause(clause: Clause) -> list[Definition]:
    """The definition that a numbered clause gives, or those of its items."""
    if clause.heading and clause.text.strip():
        named = _TERM_LINE.match(squeeze(clause.heading).rstrip(" .:"))
        if named is not None and not _runs_on(clause):
            return [_definition(clause, named["term"], named["english"], clause.text, 0)]
    one = _said(clause, f"{clause.heading}\n{clause.text}".strip(), 0)
    return [one] if one is not None else _of_items(clause)


def _runs_on(clause: Clause) -> bool:
    """True if the heading is the first line of a sentence and no line with a term."""
    wrapped = len(clause.heading) > _LONG_LINE and clause.text.lstrip()[:1].islower()
    return wrapped or " là " in clause.heading or clause.heading.endswith(" là")


def _of_items(clause: Clause) -> list[Definition]:
    marks = list(_ITEM.finditer(clause.text))
    ends = [mark.start() for mark in marks[1:]] + [len(clause.text)]
    said = (
        _said(clause, clause.text[mark.end() : end], mark.end())
        for mark, end in zip(marks, ends, strict=False)
    )
    return [one for one in said if one is not None]


def _said(clause: Clause, words: str, offset: int) -> Definition | None:
    """The definition in ``X (English) là …``; the words that split it stand outside brackets."""
    flat = squeeze(words)
    for match in _IS.finditer(flat, 0, _LONGEST_TERM):
        before = flat[: match.start()]
        if _NO_TERM.search(before):
            return None
        if before.count("(") != before.count(")"):
            continue
        term = _TERM_LINE.match(_NAMED.sub("", before).strip())
        if term is None or len(term["term"]) < 2:
            return None
        return _definition(clause, term["term"], term["english"], flat[match.end() :], offset)
    return None


def _definition(
    clause: Clause, term: str, english: str | None, text: str, offset: int
) -> Definition:
    match = _ENGLISH_WORD.match(english.strip()) if english else None
    term = term.strip(" “”\"'«».,:;")
    text = squeeze(text)
    for start in (f"{term} là ", "là "):
        if text[: len(start)].casefold() == start.casefold():
            text = text[len(start) :]
    return Definition(
        term=term,
        term_en=match["words"].strip() if match else None,
        text=text,
        clause=clause.key,
        page=page_at(clause, offset),
    )
