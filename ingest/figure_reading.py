"""Codes and numbers in figures that are in doubt, read a third time and apart.

Reads the two readings of a page and its picture without ruling lines; writes words of figures,
each in the place of a doubtful one. A model of a language knows its words, and codes have none:
the Vietnamese one takes ``8`` for ``§`` and loses dots (``8517.12.00``, ``7572-8:2006``). So words
of figures that are weak, that the two readings read otherwise or that hold a sign which no code has
are cut out, stacked and read as figures alone. What comes of it is one voice of three: it stands
only where a reading of the page saw the same figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol, runtime_checkable

from ingest.confusions import confusions
from ingest.ocr import Ocr, OcrWord, Picture
from ingest.picture import smoothed
from ingest.stack import PixelBox, stacked

__all__ = ["FIGURES", "ReadsFigures", "read_figures", "with_figures"]

FIGURES: Final = "0123456789.,:-/"
"""What codes and numbers are written with."""
_MARKS: Final = ".,:;-–—/~_'’ "
_ENDS: Final = ".,:;"
"""Marks behind a number that belong to the sentence."""
_LEAST: Final = 3
"""Fewer figures say too little to compare readings by."""
_SURE: Final = 0.9
_INSIDE: Final = 0.6
"""Two words were read in one place if this share of the smaller box lies in the other,"""
_AS_WIDE: Final = 0.6
"""and if the narrower has this share of the other's width."""
_MARGIN: Final = 0.03
"""Around a word that is cut out, inches."""


@runtime_checkable
class ReadsFigures(Protocol):
    """An Ocr that can be told that a picture holds lines of figures and nothing else."""

    def read_figures(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of lines of :data:`FIGURES`, top to bottom. Raises OcrFailed."""


def read_figures(
    picture: Picture,
    dpi: int,
    first: Sequence[OcrWord],
    second: Sequence[OcrWord],
    ocr: Ocr,
    read_dpi: int,
) -> tuple[OcrWord, ...]:
    """The words of figures that are in doubt as they read apart, with the boxes they had.

    Boxes are in pixels of ``picture``; it is read at ``read_dpi``. Raises OcrFailed.
    """
    if not isinstance(ocr, ReadsFigures):
        return ()
    doubtful = _doubtful(first, second)
    stack = stacked(picture, dpi, [_cut(word, picture, dpi) for word in doubtful])
    if stack is None:
        return ()
    texts: dict[int, list[OcrWord]] = {}
    for word in ocr.read_figures(smoothed(stack.picture, dpi, read_dpi), read_dpi):
        texts.setdefault(stack.part(word, dpi / read_dpi), []).append(word)
    return tuple(
        replace(
            doubtful[at],
            text="".join(word.text for word in sorted(words, key=lambda word: word.x0)),
            confidence=min(word.confidence for word in words),
        )
        for at, words in texts.items()
    )


def with_figures(
    words: Sequence[OcrWord],
    first: Sequence[OcrWord],
    second: Sequence[OcrWord],
    figures: Sequence[OcrWord],
) -> tuple[OcrWord, ...]:
    """``words``, settled from both readings, with what ``figures`` bears out or decides."""
    voices = {}
    for word in figures:
        here = [at for at, other in enumerate(words) if _same_place(word, other)]
        if len(here) == 1:
            read = [other for other in (*first, *second) if _same_place(word, other)]
            voices[here[0]] = (word, read)
    return tuple(
        _decided(word, *voices[at]) if at in voices else word for at, word in enumerate(words)
    )


def _decided(word: OcrWord, apart: OcrWord, read: Sequence[OcrWord]) -> OcrWord:
    """The text that has the most confidence of the three readings behind it."""
    agreeing = [other for other in read if _agree(other.text, apart.text)]
    against = [other for other in read if not _agree(other.text, apart.text)]
    if not agreeing:
        return word
    behind = apart.confidence + sum(other.confidence for other in agreeing)
    if behind < sum(other.confidence for other in against):
        return word
    sure = max(apart.confidence, *(other.confidence for other in agreeing))
    end = word.text[-1] if word.text[-1] in _ENDS and len(word.text.rstrip(_MARKS)) > 1 else ""
    return replace(word, text=apart.text.strip(_MARKS) + end, confidence=sure)


def _agree(read: str, figures: str) -> bool:
    """Whether a reading saw these figures, or signs that are taken for them, in this order."""
    means = confusions().figures
    pattern = "".join(
        char if char.isdecimal() else f"[{means[char]}]"
        for char in read
        if char.isdecimal() or char in means
    )
    return re.fullmatch(pattern, re.sub(r"\D", "", figures)) is not None


def _doubtful(first: Iterable[OcrWord], second: Sequence[OcrWord]) -> list[OcrWord]:
    """Words of figures that are weak, hold strange signs, or were read otherwise once more."""
    found: list[OcrWord] = []
    ours = [word for word in first if _of_figures(word.text)]
    theirs = [word for word in second if _of_figures(word.text)]
    for word in ours:
        same = [other for other in theirs if _same_place(word, other)]
        sure = min([word.confidence, *(other.confidence for other in same)])
        surest = max([word, *same], key=lambda each: each.confidence)
        twice = same and all(other.text == word.text for other in same)
        if not twice or sure < _SURE or set(word.text) - set(FIGURES):
            found.append(surest)
    return found + [word for word in theirs if not any(_same_place(word, other) for other in ours)]


def _of_figures(text: str) -> bool:
    """Whether a word is figures, marks and a few signs that are taken for figures.

    A letter at the end has a meaning of its own: ``220l``, ``12b``.
    """
    figures = sum(map(str.isdecimal, text))
    strange = [char for char in text if not char.isdecimal() and char not in _MARKS]
    return (
        figures >= _LEAST
        and 2 * len(strange) < figures
        and all(char in confusions().figures for char in strange)
        and not text[-1].isalpha()
    )


def _cut(word: OcrWord, picture: Picture, dpi: int) -> PixelBox:
    margin = round(_MARGIN * dpi)
    height, width = picture.shape
    return (
        max(0, round(word.x0) - margin),
        max(0, round(word.y0) - margin),
        min(width, round(word.x1) + margin),
        min(height, round(word.y1) + margin),
    )


def _same_place(word: OcrWord, other: OcrWord) -> bool:
    wide = min(word.x1, other.x1) - max(word.x0, other.x0)
    high = min(word.y1, other.y1) - max(word.y0, other.y0)
    if wide <= 0 or high <= 0:
        return False
    widths = sorted((word.x1 - word.x0, other.x1 - other.x0))
    smaller = min(each * (w.y1 - w.y0) for each, w in ((w.x1 - w.x0, w) for w in (word, other)))
    return wide * high > _INSIDE * smaller and widths[0] > _AS_WIDE * widths[1]
