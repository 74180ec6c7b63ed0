"""The numbers that are known when a damaged one is read, found by their figures.

Reads the pages of a file and the numbers a library knows; writes :class:`KnownNumbers`. A number
is known from the document itself where a text page states it, or where two pictures of it were read
alike: two readings that agree say more than the program's own confidence in one, which is as high
for a wrong figure as for a right one. A number read once from a picture is remembered too, but only
vouches for stretches with the very same figures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from ingest.confusions import is_damaged_sign
from ingest.layout import PageLayout
from standards.citations import find_identifiers
from standards.document import RepairBasis
from standards.identifier import Family, Identifier

__all__ = ["Candidate", "KnownNumbers", "act_key", "figure_key", "is_recognised"]

RECOGNISED: Final = ("OCR",)
"""The fonts of a line whose words were recognised from a picture."""

_PLAIN: Final = re.compile(r"[\d.-]+")
_AGREEING: Final = 2
"""So many equal readings from pictures make a number known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A known number that has the figures asked for; ``basis`` says what it is known from.

    ``is_sure`` False: read once from a picture.
    """

    target: Identifier
    basis: RepairBasis
    is_sure: bool = True


@dataclass(frozen=True, kw_only=True)
class KnownNumbers:
    """Numbers stated undamaged: by the document (``stated``), read once from a picture
    (``glimpsed``), or known to the library (``catalogue``).

    ``pictures`` are the pages whose text was recognised from a picture.
    """

    pictures: frozenset[int] = frozenset()
    stated: frozenset[Identifier] = frozenset()
    glimpsed: frozenset[Identifier] = frozenset()
    catalogue: frozenset[Identifier] = frozenset()

    @classmethod
    def of(
        cls,
        printed: Iterable[Identifier],
        recognised: Iterable[Identifier],
        catalogue: frozenset[Identifier],
        pictures: frozenset[int] = frozenset(),
    ) -> KnownNumbers:
        """What numbers make known.

        ``printed`` are those of text pages, ``recognised`` those of pictures, each as often as it
        was read.
        """
        counts = Counter(one for one in recognised if not is_damaged_sign(one.agency or ""))
        agreeing = {number for number, times in counts.items() if times >= _AGREEING}
        stated = frozenset(printed) | agreeing
        return cls(
            pictures=pictures,
            stated=stated,
            glimpsed=frozenset(counts.keys() - stated),
            catalogue=catalogue,
        )

    @classmethod
    def of_pages(
        cls, pages: Iterable[PageLayout], catalogue: frozenset[Identifier] = frozenset()
    ) -> KnownNumbers:
        """What a file and the library's catalogue make known."""
        printed: list[Identifier] = []
        recognised: list[Identifier] = []
        pictures: set[int] = set()
        for page in pages:
            text = "\n".join(line.text for line in page.lines)
            found = (one.identifier for one in find_identifiers(text))
            if is_recognised(page):
                pictures.add(page.number)
                recognised += found
            else:
                printed += found
        return cls.of(printed, recognised, catalogue, frozenset(pictures))

    def knows(self, number: Identifier) -> bool:
        """Whether the number, or an edition of the work that an undated number names, is known.

        A QCVN without its issuer is known if one issuer's is.
        """
        if number in self.stated or number in self.catalogue:
            return True
        if number.is_amendment and number.base is not None:
            return self.knows(number.base)
        named = number.key in self._stated_names or number.key in _names(self.catalogue)
        return named and (number.agency is None or not number.is_dated)

    @cached_property
    def _stated_names(self) -> frozenset[str]:
        return _names(self.stated)

    def with_figures(self, key: str) -> tuple[Candidate, ...]:
        """Known numbers with those figures: ``key`` is from :func:`figure_key` or :func:`act_key`.

        The document's own come first; each number comes once.
        """
        found: dict[Identifier, Candidate] = {}
        for numbers, basis, sure in (
            (self.stated, RepairBasis.DOCUMENT, True),
            (self.catalogue, RepairBasis.CATALOGUE, True),
            (self.glimpsed, RepairBasis.DOCUMENT, False),
        ):
            for target in _by_figures(numbers).get(key, ()):
                found.setdefault(target, Candidate(target=target, basis=basis, is_sure=sure))
        return tuple(found.values())


def is_recognised(page: PageLayout) -> bool:
    """Whether the words of a page were recognised from its picture."""
    return any(line.fonts == RECOGNISED for line in page.lines)


def figure_key(figures: str) -> str:
    """The key of a standard from its figures, number and year in one run.

    >>> figure_key("012010")
    '12010'
    """
    return figures.lstrip("0")


def act_key(number: str, year: str) -> str:
    """The key of a legal act.

    >>> act_key("03", "2010")
    '3/2010'
    """
    return f"{number.lstrip('0')}/{year}"


@lru_cache(maxsize=8)
def _names(numbers: frozenset[Identifier]) -> frozenset[str]:
    """Keys of what the numbers are called without their year, or without their issuer."""
    short = {number.undated() for number in numbers}
    short |= {number.key.rpartition("/")[0] for number in numbers if _has_issuer(number)}
    short |= {n.without_year().key.rpartition("/")[0] for n in numbers if _has_issuer(n)}
    return frozenset(short - {""})


def _has_issuer(number: Identifier) -> bool:
    return number.agency is not None and number.family is not Family.LEGAL_ACT


@lru_cache(maxsize=8)
def _by_figures(numbers: frozenset[Identifier]) -> dict[str, tuple[Identifier, ...]]:
    table: defaultdict[str, list[Identifier]] = defaultdict(list)
    for number in sorted(numbers):
        for key in _keys(number):
            table[key].append(number)
    return {key: tuple(found) for key, found in table.items()}


def _keys(number: Identifier) -> tuple[str, ...]:
    """How the figures of a number can be printed; none for those too short or mixed to tell."""
    if number.base is not None or (number.year is None and not number.tail):
        return ()
    if not _PLAIN.fullmatch(number.number):
        return ()
    if number.family is Family.LEGAL_ACT:
        return (act_key(number.number, str(number.year)),) if number.year else ()
    if any(char.isdigit() for char in number.series):
        return ()
    figures = "".join(filter(str.isdigit, number.number))
    if number.family is Family.FOREIGN:
        if not re.fullmatch(r":\d{4}", number.tail):
            return ()
        return (figure_key(figures + number.tail[1:]),)
    year = str(number.year)
    old = (figure_key(figures + year[2:]),) if year < "2000" else ()
    return (figure_key(figures + year), *old)
