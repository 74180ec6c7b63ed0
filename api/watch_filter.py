"""What narrows the lists of what to look at: kind of text, issuing body, and which way things turn.

An agency stands for those whose numbers it answers for on the day, as in every other list
(:mod:`api.facets`). Files, codes and bodies are about no single text and are not narrowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from api.facets import Faced, faceted, read_only
from api.models_facets import FacetBody, FacetName
from api.models_watch import WatchSection
from search.narrowing import sign_of
from search.shelf import Shelf
from search.status import kind_of_number
from search.watch import (
    Disagreement,
    EndedCitation,
    Happening,
    Turn,
    Unclear,
    UnmetNumber,
    WatchList,
    turn_of,
)
from standards.document import Kind
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["EVERYTHING", "Sieve", "WatchFilter", "turned"]

OfText = EndedCitation | UnmetNumber | Happening | Disagreement | Unclear
"""A find that is about one text."""

Found = TypeVar("Found", EndedCitation, UnmetNumber, Happening, Disagreement, Unclear)
_OFFERED: Final = (FacetName.KIND, FacetName.AGENCY)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFilter:
    """What to list; empty lists everything. ``what`` narrows days to come and days just past."""

    kinds: tuple[Kind, ...] = ()
    agencies: tuple[str, ...] = ()
    what: Turn | None = None

    @property
    def narrows(self) -> bool:
        """Whether texts are left out."""
        return bool(self.kinds or self.agencies)


EVERYTHING: Final = WatchFilter()
"""Leaves nothing out."""


def turned(found: Iterable[Happening], what: Turn | None) -> tuple[Happening, ...]:
    """The happenings that turn that way, all where none is named."""
    return tuple(each for each in found if what in (None, turn_of(each)))


class Sieve:
    """Narrows finds by kind and body of the text they are about. Status and years are not asked
    for, so they are not worked out. Raises BadInput for a filter that does not exist."""

    def __init__(self, shelf: Shelf, wanted: WatchFilter, day: date) -> None:
        self._shelf = shelf
        self._wanted = wanted
        self._day = day
        only = [f"{FacetName.KIND}:{kind}" for kind in wanted.kinds]
        self._only = read_only(only + [f"{FacetName.AGENCY}:{code}" for code in wanted.agencies])

    def kept(self, found: Sequence[Found]) -> tuple[Found, ...]:
        """The finds that pass."""
        if not self._only:
            return tuple(found)
        return faceted(found, self._face, self._only, self._day).kept

    def narrowed(self, found: WatchList) -> WatchList:
        """The list with the finds that pass; ``what`` is not looked at."""
        if not self._only:
            return found
        return replace(
            found,
            ended_cited=self.kept(found.ended_cited),
            unmet=self.kept(found.unmet),
            coming=self.kept(found.coming),
            recent=self.kept(found.recent),
            conflicts=self.kept(found.conflicts),
            unnumbered=self.kept(found.unnumbered),
            undated=self.kept(found.undated),
            unverified=self.kept(found.unverified),
        )

    def facets(self, found: WatchList, section: WatchSection | None) -> list[FacetBody]:
        """The filters over a whole section; none where it is not about texts."""
        of_texts: dict[WatchSection, Sequence[OfText]] = {
            WatchSection.ENDED_CITED: found.ended_cited,
            WatchSection.COMING: turned(found.coming, self._wanted.what),
            WatchSection.RECENT: turned(found.recent, self._wanted.what),
            WatchSection.CONFLICTS: found.conflicts,
            WatchSection.UNMET: found.unmet,
            WatchSection.UNVERIFIED: found.unverified,
            WatchSection.UNNUMBERED: found.unnumbered,
            WatchSection.UNDATED: found.undated,
        }
        if section not in of_texts:
            return []
        made = faceted(of_texts[section], self._face, self._only, self._day).facets
        return [facet for facet in made if facet.name in _OFFERED]

    def _face(self, found: OfText) -> Faced:
        if isinstance(found, EndedCitation | Unclear):
            return self._document(found.document)
        if isinstance(found, UnmetNumber):
            return self._number(found.number)
        if found.slugs:
            return self._document(found.slugs[0])
        return self._number(found.number)

    def _document(self, slug: str) -> Faced:
        one = self._shelf.summaries[slug]
        return _faced(one.kind, sign_of(one.number, one.issuer))

    def _number(self, number: Identifier | None) -> Faced:
        if number is None:
            return _faced(Kind.OTHER, None)
        signed = sign_of(str(number), None) if number.agency else None
        return _faced(kind_of_number(number), signed)


def _faced(kind: Kind, agency: str | None) -> Faced:
    return Faced(kind=kind, agency=agency, status=Status.UNVERIFIED, years=frozenset())
