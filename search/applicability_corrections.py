"""Corrections (*đính chính*) and words that an amendment replaces in a row of a list of goods.

*Đã in là “8516.60.10”, nay sửa lại là “8516.60.90”*: the row is read with the new words on a day on
which the correcting text is in force, and says so. A correction counts only where its old words
stand in the row, and it means that row alone: it gives the row's number, or its words stand in no
other row of the list. Else the row stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from weakref import WeakKeyDictionary

from search.applicability_texts import Correction, Place
from search.history import lives
from search.part_standing import part_standing
from search.shelf import Shelf
from standards.document import Document, ProductRow
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import ChangeKind, Verb
from standards.validity import Status

__all__ = ["corrected", "corrected_rows", "read_corrections"]

_VERBS: Final = frozenset({Verb.AMENDS, Verb.CORRECTS})
_BINDS: Final = (Status.IN_FORCE, Status.PARTLY_ENDED)
_TITLE: Final = re.compile(r"(?i)đính\s+chính|sửa\s+đổi|sửa\s+lỗi")
_QUOTED: Final = r"[“\"«](?P<{0}>[^”\"»]{{1,400}})[”\"»]"
_BARE: Final = r"(?P<{0}_bare>\d{{4}}(?:\.?\d\d){{0,2}})"
_MISPRINT: Final = re.compile(
    rf"(?is)\bđã\s+in(?:\s+là)?\s*:?\s*(?:{_QUOTED.format('old')}|{_BARE.format('old')})"
    r"[\s,;.]*(?:nay\s+)?(?:được\s+)?(?:xin\s+)?(?:sửa|đính\s+chính)(?:\s+lại)?\s+(?:là|thành)\s*:?"
    rf"\s*(?:{_QUOTED.format('new')}|{_BARE.format('new')})"
)
_ROW_NUMBER: Final = re.compile(
    r"(?i)\b(?:số\s+thứ\s+tự|stt|dòng(?:\s+số)?|mục(?:\s+số)?|điểm)\s+(?P<number>\d+(?:\.\d+)*)"
)
_CODE: Final = re.compile(
    r"(?<![\d.])\d{4}(?:\.\d{2}){0,2}(?!\d|\.\d)|(?<![\d.])\d{6}(?:\d{2})?(?!\d)"
)


def read_corrections(text: str) -> tuple[tuple[str, str], ...]:
    """The old and the new words of each correction in a sentence.

    >>> read_corrections("Tại dòng 4, đã in là “8516.60.10”, nay sửa lại là “8516.60.90”.")
    (('8516.60.10', '8516.60.90'),)
    """
    return tuple(
        (match["old"] or match["old_bare"], match["new"] or match["new_bare"])
        for match in _MISPRINT.finditer(text)
    )


def corrected(
    shelf: Shelf, document: Document, place: int, day: date
) -> tuple[ProductRow, tuple[Correction, ...]]:
    """The row at that position as it stands on the day, and the corrections in it, if any."""
    known = corrected_rows(shelf, day).get((document.id, place))
    return known if known is not None else (document.products[place], ())


_Rows = dict[tuple[str, int], tuple[ProductRow, tuple[Correction, ...]]]
_kept: WeakKeyDictionary[Shelf, dict[date, _Rows]] = WeakKeyDictionary()
_MOST_DAYS: Final = 64


def corrected_rows(shelf: Shelf, day: date) -> _Rows:
    """The rows of all held lists that are not as printed on the day."""
    kept = _kept.setdefault(shelf, {})
    if day not in kept:
        if len(kept) >= _MOST_DAYS:
            kept.clear()
        kept[day] = {}
        for by in _correcting(shelf):
            for target, one in _corrections(shelf, by, day):
                for held in shelf.held_as(target):
                    _work_in(kept[day], shelf.document(held), one)
    return kept[day]


_texts: WeakKeyDictionary[Shelf, tuple[str, ...]] = WeakKeyDictionary()


def _correcting(shelf: Shelf) -> tuple[str, ...]:
    """Held texts that correct or amend others, by their titles and relations."""
    if shelf not in _texts:
        known = lives(shelf)
        titled = [s for s, one in shelf.summaries.items() if one.title and _TITLE.search(one.title)]
        _texts[shelf] = tuple(
            slug
            for slug in titled
            if (facts := known.facts(slug)) is not None
            and any(one.verb in _VERBS for one in facts.relations)
        )
    return _texts[shelf]


def _corrections(shelf: Shelf, slug: str, day: date) -> Iterator[tuple[Identifier, Correction]]:
    """The corrections of a text that are in force on the day, and what each corrects."""
    act = shelf.document(slug)

    def made(key: str | None, page: int, old: str, new: str, words: str) -> Correction | None:
        if part_standing(shelf, act, key, day).status not in _BINDS:
            return None
        clause = act.clause(key) if key is not None else None
        label = clause.label if clause is not None else ""
        place = Place(document=act.id, clause=key, label=label, page=page)
        return Correction(
            number=act.number, before=_plain(old), after=_plain(new), words=words, place=place
        )

    for change in act.changes:
        if change.kind is ChangeKind.REPLACE_WORDS and change.old_words and change.new_words:
            words = " ".join((*change.path, change.words))
            one = made(change.clause, change.page, change.old_words, change.new_words, words)
            if one is not None:
                yield change.target, replace(one, words=_plain(change.words))
    targets = {one.target for one in act.relations if one.verb is Verb.CORRECTS}
    if len(targets) != 1:
        return
    (target,) = targets
    for clause in act.clauses:
        for match in _MISPRINT.finditer(clause.text):
            start = clause.text.rfind("\n", 0, match.start()) + 1
            old, new = match["old"] or match["old_bare"], match["new"] or match["new_bare"]
            boxes = clause.boxes(match.start(), match.end())
            page = boxes[0].page if boxes else clause.page
            words = _plain(clause.text[start : match.end()])
            found = made(clause.key, page, old, new, words)
            if found is not None:
                yield target, found


def _work_in(rows: _Rows, document: Document, one: Correction) -> None:
    """Works a correction into the row that it means, if it is plain which one that is."""
    if one.before == one.after:
        return
    having = [
        place
        for place, row in enumerate(document.products)
        if _stands(one.before, f"{row.name} {row.text}") or _codes(one.before) & set(row.hs)
    ]
    number = _ROW_NUMBER.search(one.words)
    if number is not None:
        wanted = number["number"].strip(".")
        having = [p for p in having if document.products[p].ordinal.strip(" .") == wanted]
    if len(having) != 1:
        return
    (place,) = having
    row, before = rows.get((document.id, place), (document.products[place], ()))
    rows[document.id, place] = _with(row, one), (*before, one)


def _with(row: ProductRow, one: Correction) -> ProductRow:
    old, new = _codes(one.before), _codes(one.after)
    hs: Sequence[HsCode] = row.hs
    if old and new and old & set(row.hs):
        kept = [code for code in row.hs if code not in old]
        hs = tuple(dict.fromkeys((*kept, *sorted(new))))
    return replace(
        row,
        name=_exchanged(row.name, one),
        text=_exchanged(row.text, one),
        hs=tuple(hs),
    )


def _exchanged(text: str, one: Correction) -> str:
    plain = _plain(text)
    return re.sub(rf"(?<!\w){re.escape(one.before)}(?!\w)", lambda _: one.after, plain)


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", _plain(text)) is not None


def _codes(text: str) -> set[HsCode]:
    found = (match[0].replace(".", "") for match in _CODE.finditer(text))
    return {HsCode(digits) for digits in found if len(digits) in (4, 6, 8)}


def _plain(text: str) -> str:
    return " ".join(text.split())
