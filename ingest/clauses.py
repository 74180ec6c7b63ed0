"""The clause tree: every numbered clause with its words, its pages and its boxes.

Reads entries (:mod:`ingest.entries`) and the headings among them (:mod:`ingest.outline`); writes
:class:`standards.document.Clause` values in reading order and the preamble, the text before the
first of them. Lettered items, plain lists, table rows and forms belong to the clause they stand
under. Printed lines are joined by newlines in ``text``; ``text[line.start:line.end]`` is the line.

Clauses with an empty label stand for text that has no number of its own: the preamble (key
``mo-dau``), the end of an act (key ``ket``: signature, receivers, attached lists), the other
language of a bilingual edition (key ``ban-dich``) and the footnotes (key ``chu-thich``), the last
two at the end. Exports leave them out, citations and search count them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import median
from typing import Final

from ingest.entry import Entry
from ingest.keys import KeyMaker
from ingest.labels import Label
from ingest.outline import Heading, find_headings
from standards.document import Clause
from standards.place import Box, Line

__all__ = ["NOTES_KEY", "PREAMBLE_KEY", "TRANSLATION_KEY", "build_clauses"]

PREAMBLE_KEY: Final = "mo-dau"
NOTES_KEY: Final = "chu-thich"
TRANSLATION_KEY: Final = "ban-dich"
_END_KEY: Final = "ket"
_MAX_HEADING_LINES: Final = 6
_SENTENCE: Final = re.compile(r"[.;,]\s*(?:/\.)?$|:\s*$")
_SENTENCES: Final = re.compile(r"[^\W\d_A-ZĐ]{3}[.]\s[A-ZĐ]|\b\d{4}[.]\s[A-ZĐ]")
"""A stop in the middle: a second sentence begins."""
_ITEM: Final = re.compile(r"[a-zđ]{1,2}[).]")
_NUMBER: Final = re.compile(r"\d{3,6}(?:-\d{1,3})*\s?:\s?\d{4}")
"""The number of a standard at the start of a line; its series stands on the line above."""
_STOP: Final = re.compile(r"[.;:]\s*(?:/\.)?$")
_ATTACHED: Final = re.compile(r"\(?\s*(?:Ban hành\s+)?kèm theo\b", re.IGNORECASE)
_ATTACHED_TO: Final = re.compile(r"\(\s*(?:Ban hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_TITLED: Final = frozenset({"part", "chapter", "section", "subsection", "annex", "roman"})


def build_clauses(entries: Sequence[Entry], first_page: int) -> tuple[Clause, tuple[Clause, ...]]:
    """The preamble and the clauses of one document; ``first_page`` is where it begins."""
    notes = [entry for entry in entries if entry.is_note]
    translation = [entry for entry in entries if entry.is_translation and not entry.is_note]
    entries = [entry for entry in entries if not (entry.is_note or entry.is_translation)]
    headings = find_headings(entries)
    keys = KeyMaker()
    starts = [heading.at for heading in headings]
    front = entries[: starts[0] if starts else len(entries)]
    preamble = _unnumbered(PREAMBLE_KEY, front, first_page, keys)
    clauses: list[Clause] = []
    for heading, end in zip(headings, [*starts, len(entries)][1:], strict=True):
        parent = None if heading.parent is None else clauses[heading.parent].key
        key = _key(heading, headings, clauses, keys)
        clauses.append(_clause(entries, heading, end, key, parent))
    for key, others in ((TRANSLATION_KEY, translation), (NOTES_KEY, notes)):
        if others:
            clauses.append(_unnumbered(key, others, first_page, keys))
    return preamble, tuple(clauses)


def _key(
    heading: Heading, headings: Sequence[Heading], clauses: Sequence[Clause], keys: KeyMaker
) -> str:
    if heading.label is None:
        return keys.unique(_END_KEY)
    above = None if heading.scope is None else headings[heading.scope].label
    if above is None or heading.scope is None:
        return keys.key(heading.label, None)
    return keys.key(heading.label, (above, clauses[heading.scope].key))


def _unnumbered(key: str, entries: Sequence[Entry], first_page: int, keys: KeyMaker) -> Clause:
    text, lines = _text([(entry.text, entry.box) for entry in entries if not entry.is_contents])
    return Clause(
        key=keys.unique(key),
        label="",
        heading="",
        text=text,
        page=entries[0].page if entries else first_page,
        last_page=entries[-1].page if entries else first_page,
        parent=None,
        lines=lines,
    )


def _clause(
    entries: Sequence[Entry], heading: Heading, end: int, key: str, parent: str | None
) -> Clause:
    first = entries[heading.at]
    body = [entry for entry in entries[heading.at + 1 : end] if not entry.is_contents]
    label = heading.label
    bracket = _bracket(first, label, body) if label and label.kind == "annex" else None
    if label is not None and bracket is not None:
        words, boxes, taken = _heading_beside(first, label, body, bracket)
    else:
        words, boxes, taken = ("", (), 0) if label is None else _heading(first, label, body)
    pieces = [(entry.text, entry.box) for entry in body[taken:]]
    if bracket is not None:
        pieces = [*bracket.pieces, *pieces]
    elif not words:
        rest = first.text if label is None else label.rest
        pieces = [*([(rest, first.box)] if rest else []), *pieces]
    text, lines = _text(pieces)
    return Clause(
        key=key,
        label="" if label is None else label.text,
        heading=words,
        text=text,
        page=first.page,
        last_page=entries[end - 1].page,
        parent=parent,
        heading_boxes=boxes or (first.box,),
        lines=lines,
    )


@dataclass(frozen=True, slots=True)
class _Bracket:
    """The words *(Kèm theo Thông tư số …)* of an annex, in printed pieces.

    ``title`` is what stands in front of them in the line of the label; ``taken`` counts the entries
    below it that they take.
    """

    title: str
    pieces: tuple[tuple[str, Box], ...]
    taken: int


def _bracket(first: Entry, label: Label, body: Sequence[Entry]) -> _Bracket | None:
    """What is printed in brackets about the act that the annex belongs to; None if nothing is."""
    here = _ATTACHED_TO.search(label.rest)
    if here is None and (label.rest or not body or not _ATTACHED_TO.match(body[0].text)):
        return None
    pieces = [(label.rest[here.start() :], first.box)] if here else []
    for taken in range(min(len(body), _MAX_HEADING_LINES)):
        if pieces and ")" in pieces[-1][0]:
            break
        if body[taken].is_row:
            return None
        pieces.append((body[taken].text, body[taken].box))
    if not pieces or ")" not in pieces[-1][0]:
        return None
    title = label.rest[: here.start()].strip() if here else ""
    return _Bracket(title, tuple(pieces), len(pieces) - (1 if here else 0))


def _heading_beside(
    first: Entry, label: Label, body: Sequence[Entry], bracket: _Bracket
) -> tuple[str, tuple[Box, ...], int]:
    """Words and boxes of the heading in front of a bracket, or below it; entries that both take."""
    if bracket.title:
        return bracket.title, (first.box,), bracket.taken
    last = body[bracket.taken - 1] if bracket.taken else first
    words, boxes, taken = _heading(last, replace(label, rest=""), body[bracket.taken :])
    return words, (first.box, *boxes[1:]), bracket.taken + taken


def _text(pieces: Sequence[tuple[str, Box]]) -> tuple[str, tuple[Line, ...]]:
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    for text, box in pieces:
        parts.append(text)
        lines.append(Line(at, at + len(text), box))
        at += len(text) + 1
    return "\n".join(parts), tuple(lines)


def _heading(first: Entry, label: Label, body: Sequence[Entry]) -> tuple[str, tuple[Box, ...], int]:
    """Words and boxes of the heading, and how many entries of ``body`` it takes.

    A heading may run over several lines. What reads as a sentence is text, not heading.
    """
    title = _article_title(first, label, body)
    block = title or _paragraph(first, label, body)
    words = " ".join(part for part in (label.rest, *(entry.text for entry in block)) if part)
    boxes = (first.box, *(entry.box for entry in block))
    if not words:
        return "", (), 0
    if label.kind in _TITLED:
        return words, boxes, len(block)
    if title:
        return words, boxes, len(block)
    looks_bold = first.bold > 0.5 or (not label.rest and bool(block) and block[0].bold > 0.5)
    if looks_bold and len(block) < _MAX_HEADING_LINES:
        return words, boxes, len(block)
    if _SENTENCE.search(words) or len(block) >= _MAX_HEADING_LINES:
        return "", (), 0
    if not block and first.is_full:
        return "", (), 0
    below = body[len(block) : len(block) + 1]
    if any(_begins_small(entry) or _NUMBER.match(entry.text) for entry in below):
        return "", (), 0
    return words, boxes, len(block)


def _article_title(first: Entry, label: Label, body: Sequence[Entry]) -> list[Entry]:
    """Entries that go on with the title of an article: those that begin with a small letter.

    None if what they make up is a sentence: an article without a title, or one whose text runs on
    in the line of its title.
    """
    if label.kind != "article" or not label.rest or _STOP.search(first.text):
        return []
    block = list(takewhile(_begins_small, body[:_MAX_HEADING_LINES]))
    if len(block) == _MAX_HEADING_LINES or any(_SENTENCE.search(e.text) for e in block):
        return []
    words = " ".join((label.rest, *(e.text for e in block)))
    return [] if _SENTENCES.search(words) or _goes_on(first, body[len(block) :]) else block


def _goes_on(first: Entry, below: Sequence[Entry]) -> bool:
    """Whether a line at the margin, below the indented first one, ends the paragraph with a stop.

    Names may break the line: *… của | Tổng cục Bưu điện.*
    """
    back = [e for e in below[:1] if e.is_wrapped and e.box.x0 < first.box.x0 - first.size / 2]
    return any(_STOP.search(e.text) for e in back)


def _begins_small(entry: Entry) -> bool:
    """Whether a line goes on with the one above: it begins with a small letter and is no item."""
    starts = entry.text[:1].islower() and not _ITEM.match(entry.text)
    return starts and not (entry.is_row or entry.is_quoted)


def _paragraph(first: Entry, label: Label, body: Sequence[Entry]) -> list[Entry]:
    """Entries of ``body`` that continue the heading's paragraph."""
    block: list[Entry] = []
    before = first
    heights = [entry.box.height for entry in body[:8] if not entry.is_row]
    pitch = median(heights) if heights else first.box.height
    for entry in body[:_MAX_HEADING_LINES]:
        if entry.is_row or entry.is_quoted or not _continues(first, label, before, entry, pitch):
            break
        if label.kind == "annex" and _ATTACHED.match(entry.text):
            break
        block.append(entry)
        before = entry
    return block


def _continues(first: Entry, label: Label, before: Entry, entry: Entry, pitch: float) -> bool:
    alone = before is first and not label.rest
    if entry.page != before.page:
        return before.is_full and entry.bold > 0.5 and first.bold > 0.5
    gap = entry.box.y0 - before.box.y1
    alike = abs(entry.bold - first.bold) < 0.5
    if label.kind in _TITLED:
        caps = entry.text.isupper() or entry.bold > 0.5
        was_caps = alone or (label.rest or before.text).isupper() or before.bold > 0.5
        return caps and was_caps and gap < 2.5 * pitch
    if alone:
        return alike and gap < 1.5 * pitch
    if first.bold > 0.5:
        return alike and (before.is_full or entry.is_wrapped) and gap < pitch
    return entry.bold < 0.5 and entry.is_wrapped
