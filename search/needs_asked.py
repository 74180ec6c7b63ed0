"""Several needs in one text: where one ends and the next begins.

A text is taken apart only on evidence: a word that opens another question (*ngoài ra*, *hỏi thêm*),
a question word on both sides of a comma or *và*, or a list whose every item the library knows as
goods. What tells a story stays with the sentence that asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from search.cues import Heard, Typed, knowledge

__all__ = ["MOST_NEEDS", "Judge", "Part", "parts_of"]

MOST_NEEDS: Final = 4
_SENTENCE: Final = re.compile(r"(?<=[.!?…;])\s+|\n+")
_BACK: Final = 5
_ENOUGH: Final = 2
"""So many syllables of content make a question, or goods, of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A need's words: ``text`` is what to look for, ``start``..``end`` where they stand. ``about``
    are words of the need before, put in front where this one only goes on with it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What the library knows of words: how many syllables of them say what is asked about
    (``content``), whether they begin with goods, whether goods stand in one row of a list together
    (``in_one_row``), what they are about before all, whether they ask for what applies to goods,
    and what is left of them without the words around goods (``trimmed``)."""

    content: Callable[[str], int]
    is_goods: Callable[[str], bool]
    in_one_row: Callable[[Sequence[str]], bool]
    is_about_goods: Callable[[str], bool]
    head: Callable[[str], str]
    trimmed: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Words that stand between two needs, from ``start`` to ``end``."""

    start: int
    end: int


def parts_of(text: Typed, judge: Judge) -> list[Part]:
    """The needs of a question in its order, at most four; one that is the whole text where nothing
    shows that there are more."""
    whole = Part(text.text, 0, len(text.text))
    spans = [
        span for sentence in _sentences(text, judge) for span in _halves(text, sentence, judge)
    ]
    found: list[Part] = []
    for start, end in spans:
        found += _listed(text, start, end, judge) or [_part(text, start, end, found, judge)]
    if len(found) < _ENOUGH:
        return [whole]
    return found[:MOST_NEEDS]


def _part(text: Typed, start: int, end: int, before: Sequence[Part], judge: Judge) -> Part:
    """The words of a need; where they name nothing that they are about, the need before says it,
    and *X thì sao* asks of X what was asked before."""
    words = text.text[start:end].strip(" ,;")
    first = text.place_at(start)
    about = text.heard("what_about", start, end)
    if before and about:
        named = text.text[start : about[0].start].strip(" ,;")
        opened = text.follows(knowledge().cues["turn"], first)
        if opened is not None:
            named = text.text[opened.end : about[0].start].strip(" ,;")
        return Part(f"{named} {_asking(text, before[-1])}".strip(), start, end)
    opened = text.follows(knowledge().cues["turn"], first)
    if opened is not None:
        words = text.text[opened.end : end].strip(" ,;")
    if before and not judge.is_goods(words) and not judge.is_goods(judge.head(words)):
        subject = judge.head(before[-1].text)
        if subject and subject.lower() not in words.lower():
            words = f"{subject} {words}"
    return Part(words, start, end)


def _asking(text: Typed, part: Part) -> str:
    """The words of a need from a few before its question word on."""
    asks = text.heard("asks", part.start, part.end)
    if not asks:
        return ""
    first = max(text.place_at(part.start), asks[0].first - 4)
    return text.text[text.syllables[first].start : part.end].strip(" ,;?.")


# --- sentences ----------------------------------------------------------------------------------


def _sentences(text: Typed, judge: Judge) -> list[tuple[int, int]]:
    """Stretches that each hold one sentence that asks and the story around it."""
    edges = [0, *(m.end() for m in _SENTENCE.finditer(text.text)), len(text.text)]
    spans = [(a, b) for a, b in pairwise(edges) if text.text[a:b].strip()]
    if len(spans) < _ENOUGH:
        return [(0, len(text.text))]
    asking = [span for span in spans if _asks_itself(text, *span, judge)]
    if len(asking) < _ENOUGH:
        return [(0, len(text.text))]
    starts = [0, *(start for start, end in asking[1:] if not _goes_on(text, start, end))]
    return list(zip(starts, [*starts[1:], len(text.text)], strict=True))


def _asks_itself(text: Typed, start: int, end: int, judge: Judge) -> bool:
    """Whether a stretch asks, and names what it asks about or a number."""
    content = judge.content(_visible(text, start, end))
    if text.is_hidden(start, end) and content == 0:
        return True
    if not _asked(text, start, end):
        return False
    return text.is_hidden(start, end) or content >= _ENOUGH


def _visible(text: Typed, start: int, end: int) -> str:
    """The words of a stretch without numbers and codes."""
    return " ".join(
        one.text
        for one in text.syllables
        if start <= one.start and one.end <= end and not text.is_hidden(one.start, one.end)
    )


def _asked(text: Typed, start: int, end: int) -> bool:
    words = text.heard("asks", start, end)
    last = [one for one in text.syllables if start <= one.start and one.end <= end][-1:]
    return bool(words) or any(one.folded in ("khong", "chua", "ko") for one in last)


def _goes_on(text: Typed, start: int, end: int) -> bool:
    """Whether a sentence only goes on with the one before: *loại này*, *số hiệu đó*, *it*."""
    back = text.heard("back", start, end)
    first = text.place_at(start)
    return bool(back) and back[0].first - first <= _BACK


# --- inside a sentence --------------------------------------------------------------------------


def _halves(text: Typed, span: tuple[int, int], judge: Judge) -> list[tuple[int, int]]:
    """A sentence cut where another question begins."""
    start, end = span
    cuts: list[_Cut] = []
    at = start
    for cut in _candidates(text, start, end):
        if cut.start <= at:
            continue
        if (
            _opens(text, cut)
            and _has_goods(text, at, cut.start, judge)
            and _has_goods(text, cut.end, end, judge, 1)
        ) or _is_both(text, at, cut, end, judge):
            cuts.append(cut)
        else:
            continue
        at = cut.end
    edges = [start, *(place for cut in cuts for place in (cut.start, cut.end)), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _candidates(text: Typed, start: int, end: int) -> list[_Cut]:
    """Where a sentence may be cut, in order: words that open another question, commas and *và*."""
    found = [_widened(text, one) for one in text.heard("join", start, end)]
    for match in re.finditer(r"[,;–](?!\d)", text.text[start:end]):
        at = start + match.start()
        if text.is_hidden(at, at + 1):
            continue
        place = text.place_at(at)
        conjunction = text.follows(knowledge().cues["and"], place)
        stop = conjunction.end if conjunction is not None else at + 1
        found.append(_Cut(at, stop))
    found += [_Cut(one.start, one.end) for one in text.heard("and", start, end)]
    found += [
        _Cut(one.start, one.start)
        for one in text.heard("turn", start, end)
        if one.start > start and not text.text[start : one.start].rstrip().endswith(",")
    ]
    kept: list[_Cut] = []
    for cut in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return kept


def _widened(text: Typed, one: Heard) -> _Cut:
    """A word that opens another question, with the *và* or comma before it."""
    before = text.precedes(knowledge().cues["and"], one.first)
    start = before.start if before is not None else one.start
    while start and text.text[start - 1] in " ,;":
        start -= 1
    return _Cut(start, one.end)


def _opens(text: Typed, cut: _Cut) -> bool:
    return bool(text.heard("join", cut.start, cut.end))


def _has_goods(text: Typed, start: int, end: int, judge: Judge, least: int = _ENOUGH) -> bool:
    return text.is_hidden(start, end) or judge.content(text.text[start:end]) >= least


def _is_both(text: Typed, start: int, cut: _Cut, end: int, judge: Judge) -> bool:
    """Whether both sides ask, and the second names something of its own."""
    if not _asked(text, start, cut.start) or not _asked(text, cut.end, end):
        return False
    about = text.heard("what_about", cut.end, end)
    if about:
        named = text.text[cut.end : about[0].start]
        return judge.content(named) >= 1 and judge.content(text.text[start : cut.start]) >= 1
    right = _next_part(text, cut.end, end)
    return (
        judge.content(text.text[start : cut.start]) >= _ENOUGH
        and _asked(text, cut.end, right)
        and judge.content(text.text[cut.end : right]) >= _ENOUGH
    )


def _next_part(text: Typed, start: int, end: int) -> int:
    """Where the stretch behind a cut ends: at the next comma."""
    match = re.search(r"[,;](?!\d)", text.text[start:end])
    stop = start + match.start() if match is not None else end
    return stop if _asked(text, start, stop) else end


# --- lists of goods -----------------------------------------------------------------------------


def _listed(text: Typed, start: int, end: int, judge: Judge) -> list[Part]:
    """The goods of a list, each with the words around the list; nothing if any item is not known
    as goods, or if the list as a whole is the name of something."""
    start = _sentence_start(text, start, end)
    commas = [
        _Cut(start + match.start(), start + match.end())
        for match in re.finditer(r",(?!\d)", text.text[start:end])
    ]
    joints = [_Cut(one.start, one.end) for one in text.heard("and", start, end)]
    cuts = sorted(
        (cut for cut in (*commas, *joints) if not text.is_hidden(cut.start, cut.end)),
        key=lambda cut: cut.start,
    )
    if not cuts or not judge.is_about_goods(text.text[start:end]):
        return []
    edges = [start, *(place for cut in cuts for place in (cut.start, cut.end)), end]
    items: list[tuple[int, int, str]] = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        goods = judge.trimmed(text.text[low:high])
        if goods:
            items.append((low, high, goods))
        elif not text.text[low:high].strip(" ,;") and low != start:
            continue
        elif items and low > items[-1][1]:
            break
    if len(items) < _ENOUGH or len(items) > MOST_NEEDS:
        return []
    known = sum(1 for _, _, goods in items if judge.is_goods(goods))
    if known < max(_ENOUGH, len(items) - 1):
        return []
    if any(judge.content(goods) < _ENOUGH for _, _, goods in items):
        return []
    if judge.in_one_row([goods for _, _, goods in items]):
        return []
    first, last = _at(text, items[0]), _until(text, items[-1])
    before, behind = text.text[start:first].strip(), text.text[last:end].strip(" ,;")
    return [
        Part(f"{before} {goods} {behind}".strip(), _at(text, item), _until(text, item))
        for item in items
        for goods in (item[2],)
    ]


def _sentence_start(text: Typed, start: int, end: int) -> int:
    """Where the last sentence of a stretch begins: goods are listed where they are asked about."""
    inner = [start + m.end() for m in _SENTENCE.finditer(text.text[start:end])]
    return next((at for at in reversed(inner) if text.text[at:end].strip(" .?!")), start)


def _at(text: Typed, item: tuple[int, int, str]) -> int:
    low, high, goods = item
    found = text.text.find(goods, low, high)
    return found if found >= 0 else low


def _until(text: Typed, item: tuple[int, int, str]) -> int:
    return _at(text, item) + len(item[2])
