"""Numbers of documents in text that was recognised from a picture: read, repaired, or doubted.

Reads such a text and the numbers that are known (:mod:`ingest.known_numbers`); writes what numbers
it holds. Programs that read pictures damage numbers (``TUVN 2257:2012``, ``QCVN O1:2010/BLĐTBXH``,
``132/2008/NĐ-GP``), and one wrong figure makes another standard of it. So nothing is guessed:

* what is valid as read stays as read: a figure is never changed into another figure, a series into
  another series, an issuer into another one;
* what cannot be right (a letter in a number, a series or a sign that does not exist, a lost mark)
  becomes the known number with the same figures that is nearest, if no second one is as near;
* a number that nothing else confirms is kept and doubted; a scrap that can be none is left out and
  doubted.

Offsets count in the text as read, whose words stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.confusions import is_damaged_sign
from ingest.damaged import Stretch, damaged_stretches
from ingest.known_numbers import KnownNumbers
from ingest.normalise import squeeze
from standards.citations import FoundIdentifier, find_identifiers
from standards.document import Doubt, Repair
from standards.identifier import Family, Identifier
from standards.reading import YEARS

__all__ = ["NumbersRead", "RecognisedNumber", "number_doubts", "read_recognised", "repair_numbers"]

_SCRAP_FIGURES: Final = 2
"""An undated Vietnamese standard of so few figures is a scrap of a longer number."""
_SERIES_FAMILIES: Final = (Family.TCVN, Family.QCVN, Family.OLD_SERIES)
_SHOWN: Final = 60
_WITH_YEAR: Final = ("TT", "TTLT", "NĐ")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedNumber:
    """A number at ``start``..``end`` of a recognised text; ``text`` are the words as read.

    ``target`` None: the words are the scrap of a number that cannot be told. ``stretch`` is what
    was repaired, None for a number taken as read; ``is_known`` whether anything confirms it.
    """

    target: Identifier | None
    start: int
    end: int
    text: str
    stretch: Stretch | None = None
    is_known: bool = True

    def repair(self, page: int) -> Repair | None:
        """The repair that was made, if one was."""
        if self.stretch is None:
            return None
        read = squeeze(self.text)
        candidate = self.stretch.candidate
        return Repair(read=read, target=candidate.target, basis=candidate.basis, page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRead:
    """The numbers of one recognised text, what was repaired to get them, what is doubtful."""

    found: tuple[FoundIdentifier, ...]
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]


Finder = Callable[[str], Sequence[FoundIdentifier]]


def repair_numbers(
    text: str, known: KnownNumbers, page: int, find: Finder = find_identifiers
) -> NumbersRead:
    """The numbers in a text recognised from one page, damaged ones repaired where that is safe.

    ``find`` reads undamaged numbers.

    >>> known = KnownNumbers(catalogue=frozenset({Identifier.parse("TCVN 2257:2012")}))
    >>> read = repair_numbers("theo TUVN 2257:2012", known, 1)
    >>> [(str(one.identifier), one.text) for one in read.found], len(read.repairs)
    ([('TCVN 2257:2012', 'TUVN 2257:2012')], 1)
    """
    numbers = read_recognised(text, known, find(text))
    return NumbersRead(
        found=tuple(
            FoundIdentifier(identifier=one.target, start=one.start, end=one.end, text=one.text)
            for one in numbers
            if one.target is not None
        ),
        repairs=tuple(made for one in numbers if (made := one.repair(page)) is not None),
        doubts=number_doubts((page, one) for one in numbers),
    )


def read_recognised(
    text: str, known: KnownNumbers, plain: Sequence[FoundIdentifier]
) -> tuple[RecognisedNumber, ...]:
    """All numbers of a recognised text in its order, scraps included.

    ``plain`` are the numbers that it holds if every letter is taken as read.
    """
    repairs = [one for one in damaged_stretches(text, known) if not _confirms(one, plain, known)]
    numbers = [
        RecognisedNumber(
            target=one.candidate.target,
            start=one.start,
            end=one.end,
            text=text[one.start : one.end],
            stretch=one,
        )
        for one in repairs
    ]
    for found in plain:
        if not any(one.start < found.end and found.start < one.end for one in repairs):
            numbers.append(_as_read(text, found, known))
    return tuple(sorted(numbers, key=lambda one: (one.start, one.end)))


def _confirms(stretch: Stretch, plain: Iterable[FoundIdentifier], known: KnownNumbers) -> bool:
    """Whether a number taken as read needs no repair at the stretch: a known, dated one, or the
    same one.
    """
    over = [one for one in plain if one.start < stretch.end and stretch.start < one.end]
    target = stretch.candidate.target
    return any(
        one.identifier == target or (one.identifier.is_dated and known.knows(one.identifier))
        for one in over
    )


def _as_read(text: str, found: FoundIdentifier, known: KnownNumbers) -> RecognisedNumber:
    is_known = known.knows(found.identifier)
    scrap = not is_known and _is_scrap(text, found)
    return RecognisedNumber(
        target=None if scrap else found.identifier,
        start=found.start,
        end=found.end,
        text=found.text,
        is_known=is_known,
    )


def _is_scrap(text: str, found: FoundIdentifier) -> bool:
    """Whether a number is what was left of a damaged one: too short, or cut into its figures."""
    number = found.identifier
    if number.family is Family.LEGAL_ACT:
        glued = text[found.start - 1 : found.start] if found.start else ""
        return (
            not number.number.strip("0")
            or glued.isalpha()
            or is_damaged_sign(number.agency or "")
            or _is_year_alone(number)
        )
    if number.family not in _SERIES_FAMILIES or number.is_dated or number.is_amendment:
        return False
    return number.number.isdigit() and len(number.number) <= _SCRAP_FIGURES


def _is_year_alone(number: Identifier) -> bool:
    """Whether an act whose number is always given with its year has nothing but a year.

    Circulars and decrees lay down rules of law, whose numbers carry the year (Luật 80/2015/QH13,
    Điều 10); in forms their number is left blank: ``số …/2009/TT-BKHCN``.
    """
    alone = number.year is None and number.series in _WITH_YEAR and number.number.isdigit()
    return alone and int(number.number) in YEARS


def number_doubts(numbers: Iterable[tuple[int, RecognisedNumber]]) -> tuple[Doubt, ...]:
    """The doubts of recognised numbers, each with its page: one doubt a page and sort.

    A repaired number is no doubt; it stands among the repairs.
    """
    unconfirmed: dict[int, dict[str, None]] = {}
    scraps: dict[int, dict[str, None]] = {}
    for page, one in numbers:
        if one.target is None:
            scraps.setdefault(page, {})[squeeze(one.text)[:_SHOWN]] = None
        elif not one.is_known:
            unconfirmed.setdefault(page, {})[str(one.target)] = None
    return tuple(
        sorted(
            (*_doubts(unconfirmed, _UNCONFIRMED), *_doubts(scraps, _SCRAPS)),
            key=lambda doubt: doubt.page or 0,
        )
    )


_UNCONFIRMED: Final = "Số đọc từ ảnh, chưa đối chiếu được"
_SCRAPS: Final = "Số đọc từ ảnh bị hỏng, không khôi phục được"


def _doubts(words: dict[int, dict[str, None]], what: str) -> Iterator[Doubt]:
    for page, texts in words.items():
        yield Doubt(what=f"{what}: {', '.join(texts)}", page=page)
