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
_ITEM: Final = re.compile(r"[a-zđ]{1,2}[).]")
_NUMBER: Final = re.compile(r"\d{3,6}(?:-\d{1,3})*\s?:\s?\d{4}")
"""The number of a standard at the start of a line; its series stands on the line above."""
_STOP: Final = re.compile(r"[.;:]\s*(?:/\.)?$")
_ATTACHED: Final = re.compile(r"\(?\s*(?:Ban hành\s+)?kèm theo\b", re.IGNORECASE)
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
    words, boxes, taken = ("", (), 0) if label is None else _heading(first, label, body)
    pieces = [(entry.text, entry.box) for entry in body[taken:]]
    if not words:
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
    return block


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
