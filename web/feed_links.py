"""Which Atom feeds a page leads to, and their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.models_watch import WatchSection
from index.changes import ChangeKind
from standards.document import Kind
from web.links import with_pairs
from web.watch_sections import Chosen, Place

__all__ = [
    "CHANGES",
    "FeedLink",
    "FeedName",
    "feed_address",
    "feeds_of_changes",
    "feeds_of_overview",
    "feeds_of_section",
]


class FeedName(StrEnum):
    """The feeds about days: texts that begin to bind, cease to, read otherwise; and all of it."""

    STARTING = "starting"
    ENDING = "ending"
    AMENDING = "amending"
    DAYS = "days"


CHANGES: Final = "changes"
"""The feed of what happened to documents of the library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed: its name, and the choices in its address."""

    name: str
    pairs: tuple[tuple[str, str], ...] = ()

    def address(self, language: str) -> str:
        """Where the feed is, in a language; Vietnamese unless another is named."""
        return feed_address(
            self.name, [*self.pairs, ("lang", "" if language == "vi" else language)]
        )


def feed_address(name: str, pairs: Sequence[tuple[str, str]] = ()) -> str:
    """The address of a feed with its choices.

    >>> feed_address("starting", [("kind", "QCVN"), ("lang", "")])
    '/feeds/starting.atom?kind=QCVN'
    """
    return with_pairs(f"/feeds/{name}.atom", pairs)


def feeds_of_overview() -> list[FeedLink]:
    """Every feed, with nothing chosen."""
    return [*(FeedLink(name=name.value) for name in FeedName), FeedLink(name=CHANGES)]


def feeds_of_section(place: Place, picked: Chosen) -> list[FeedLink]:
    """The feed of a list of days, narrowed as the list is; other lists have none."""
    if not place.is_of_days:
        return []
    name = FeedName.DAYS if picked.what is None else FeedName(picked.what.value)
    when = "recent" if place.section is WatchSection.RECENT else ""
    pairs = [("when", when), *picked.pairs[1:2], *picked.marks]
    return [FeedLink(name=name.value, pairs=tuple(pairs))]


def feeds_of_changes(what: Sequence[ChangeKind], kinds: Sequence[Kind]) -> list[FeedLink]:
    """The feed of changes, narrowed as the page is."""
    pairs = [("what", one.value) for one in what] + [("kind", kind.value) for kind in kinds]
    return [FeedLink(name=CHANGES, pairs=tuple(pairs))]
