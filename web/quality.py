"""How well a document was read, ready to be shown: its pages as a strip, doubts by pages.

Reads the record of a document; writes values for the templates. Nothing is judged here that the
record does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.models_reading import PageEntry, ReadAs, ReadingBody
from api.page_ranges import page_ranges

__all__ = ["Manner", "Stretch", "manner_of", "manners", "notable", "strip"]

_NOTABLE = (ReadAs.REFUSED, ReadAs.RECOGNISED, ReadAs.CONVERTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Neighbouring pages that were read alike: ``x`` and ``width`` in per cent of the strip."""

    read_as: ReadAs
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One way of reading, and the ranges of pages that were read so.

    ``mean`` and ``least`` are confidences from 0 to 1, None where nothing was recognised; ``worst``
    is the page with the least one. ``reason`` is why the pages were refused, else empty.
    """

    read_as: ReadAs
    ranges: tuple[tuple[int, int], ...]
    count: int
    reason: str
    mean: float | None
    least: float | None
    worst: int | None


def strip(pages: Sequence[PageEntry]) -> tuple[Stretch, ...]:
    """The pages in a row, neighbours that were read alike as one."""
    stretches: list[Stretch] = []
    first = 0
    for read_as, run in groupby(pages, key=lambda page: page.read_as):
        count = len(list(run))
        stretches.append(
            Stretch(
                read_as=read_as,
                x=round(100 * first / len(pages), 3),
                width=round(100 * count / len(pages), 3),
            )
        )
        first += count
    return tuple(stretches)


def manners(pages: Iterable[PageEntry]) -> tuple[Manner, ...]:
    """The ways in which pages were read, in the order of their first page; pages that were refused
    for different reasons stand apart."""
    alike: dict[tuple[ReadAs, str], list[PageEntry]] = {}
    for page in pages:
        alike.setdefault((page.read_as, page.refused or ""), []).append(page)
    return tuple(_manner(read_as, reason, members) for (read_as, reason), members in alike.items())


def manner_of(pages: Iterable[PageEntry]) -> Mapping[int, ReadAs]:
    """Pages that were not read from their text, and how they were read."""
    return {page.number: page.read_as for page in pages if page.read_as in _NOTABLE}


def notable(readings: Iterable[ReadingBody]) -> tuple[ReadingBody, ...]:
    """Of each way of reading that a reader should know of, the page with the least confidence."""
    worst: dict[ReadAs, ReadingBody] = {}
    for reading in readings:
        held = worst.get(reading.read_as)
        if held is None or (reading.confidence or 0) < (held.confidence or 0):
            worst[reading.read_as] = reading
    return tuple(worst[read_as] for read_as in _NOTABLE if read_as in worst)


def _manner(read_as: ReadAs, reason: str, pages: Sequence[PageEntry]) -> Manner:
    sure = [(page.confidence, page.number) for page in pages if page.confidence is not None]
    least, worst = min(sure, default=(None, None))
    return Manner(
        read_as=read_as,
        ranges=page_ranges(page.number for page in pages),
        count=len(pages),
        reason=reason,
        mean=sum(confidence for confidence, _ in sure) / len(sure) if sure else None,
        least=least,
        worst=worst,
    )
