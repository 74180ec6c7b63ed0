"""The pages of the watch lists: one for each section of the API, days to come told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api.models_watch import WatchSection
from api.watch_filter import WatchFilter
from search.watch import Turn
from standards.document import Kind
from standards.errors import BadInput, NotFound

__all__ = ["LOOKED_AT", "NAMES", "Chosen", "Place", "chosen", "place_of"]

NAMES: Final = (*Turn, *WatchSection)
"""The names of the pages, as they stand in their addresses."""

LOOKED_AT: Final = (
    WatchSection.ENDED_CITED,
    WatchSection.CONFLICTS,
    WatchSection.UNMET,
    WatchSection.UNVERIFIED,
    WatchSection.UNNUMBERED,
    WatchSection.UNDATED,
    WatchSection.EMPTY_FILES,
    WatchSection.GONE_CODES,
    WatchSection.MERGED_ISSUERS,
)
"""What is not about days but wants to be set right or looked up."""

_WITHIN: Final = (WatchSection.COMING, WatchSection.RECENT, WatchSection.ENDED_CITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page: its name, its section, and which way things turn if it shows that alone."""

    name: str
    section: WatchSection
    what: Turn | None = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"/watch/{self.name}"

    @property
    def is_of_days(self) -> bool:
        """Whether it shows days, which turn one way or the other."""
        return self.section in (WatchSection.COMING, WatchSection.RECENT)

    @property
    def asks_within(self) -> bool:
        """Whether it matters how far one looks."""
        return self.section in _WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen on a page, as it stands in its address."""

    as_of: str
    within: int | None
    kinds: tuple[Kind, ...]
    agencies: tuple[str, ...]
    what: Turn | None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The day, how far one looks, and which way things turn."""
        return [
            ("as_of", self.as_of),
            ("within", "" if self.within is None else str(self.within)),
            ("what", self.what or ""),
        ]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The kinds and bodies."""
        kinds = [("kind", kind.value) for kind in self.kinds]
        return kinds + [("agency", code) for code in self.agencies]

    @property
    def wanted(self) -> WatchFilter:
        """The same as the API takes it."""
        return WatchFilter(kinds=self.kinds, agencies=self.agencies, what=self.what)


def place_of(name: str) -> Place:
    """The page of that name. Raises NotFound."""
    if name in tuple(Turn):
        return Place(name=name, section=WatchSection.COMING, what=Turn(name))
    if name in tuple(WatchSection):
        return Place(name=name, section=WatchSection(name))
    raise NotFound(f"there is no watch list {name!r}; there are {', '.join(NAMES)}")


def chosen(
    *,
    as_of: str = "",
    within: int | None = None,
    kinds: Iterable[str] = (),
    agencies: Iterable[str] = (),
    what: str = "",
) -> Chosen:
    """What an address says was chosen. Raises BadInput for a choice that does not exist."""
    return Chosen(
        as_of=as_of,
        within=within,
        kinds=tuple(dict.fromkeys(_kind(kind) for kind in kinds)),
        agencies=tuple(dict.fromkeys(agencies)),
        what=_turn(what),
    )


def _kind(text: str) -> Kind:
    if text not in tuple(Kind):
        raise BadInput(f"kind={text!r} is none of {', '.join(Kind)}")
    return Kind(text)


def _turn(text: str) -> Turn | None:
    if text and text not in tuple(Turn):
        raise BadInput(f"what={text!r} is none of {', '.join(Turn)}")
    return Turn(text) if text else None
