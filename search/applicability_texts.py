"""What texts say for themselves: the standards that a regulation cites into force, and the duties
that it lays down, each with its place and words; parts of :mod:`search.applicability_model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.answers import Successor
from search.regimes import Party
from standards.document import Kind
from standards.history import Standing
from standards.identifier import Identifier
from standards.validity import Force

__all__ = ["CitedStandard", "Correction", "DutyKind", "Named", "OwnDuty", "Place"]


class DutyKind(StrEnum):
    """What somebody must do, in the order of the groups; what binds stands before what does not."""

    INSPECTION = "inspection"
    REGISTRATION = "registration"
    CERTIFICATION = "certification"
    DECLARATION = "declaration"
    SELF_ASSESSMENT = "self_assessment"
    OTHER_LAW = "other_law"
    COMPLY = "comply"
    GENERAL_SAFETY = "general_safety"
    VOLUNTARY = "voluntary"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand: in a held document (``document``, ``clause``, ``page``), or in a row of an
    imported list (``source``, ``row``), whose page is the circular's."""

    document: str | None = None
    clause: str | None = None
    label: str = ""
    page: int = 0
    source: str = ""
    row: int = 0
    is_checked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction (*đính chính*) or exchange of words in a row: what is printed there, what stands
    there on the day, and the words of the text ``number`` that say so."""

    number: Identifier | None
    before: str
    after: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStandard:
    """A standard that a regulation in force cites, so that it binds that day.

    ``words`` are the citing sentence or row at ``place`` in the regulation, ``parts`` the parts of
    the standard that it names. ``document`` is the held text of the standard, None if not held;
    ``standing`` is the standard's own.
    """

    number: Identifier
    title: str | None
    document: str | None
    words: str
    parts: tuple[str, ...]
    place: Place
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDuty:
    """A duty that a regulation lays down itself, in its own words at ``place``.

    ``party`` is None where the words do not say whether importers or producers have it.
    """

    kind: DutyKind
    party: Party | None
    number: Identifier | None
    words: str
    place: Place
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A standard or regulation that an item names: what it is on the day.

    ``number`` is as the row prints it, None for a held text without one; ``edition`` the one that
    an undated number means that day. ``document`` is the held text. ``replaced_by``: what came
    after one that has ended. ``cited`` are some of the standards that it makes bind that day,
    ``more_cited`` how many more there are; ``own_duties`` what it lays down itself.
    """

    number: Identifier | None
    edition: Identifier | None
    kind: Kind
    title: str | None
    document: str | None
    force: Force
    standing: Standing
    replaced_by: tuple[Successor, ...] = ()
    cited: tuple[CitedStandard, ...] = ()
    more_cited: int = 0
    own_duties: tuple[OwnDuty, ...] = ()

    @property
    def meant(self) -> Identifier | None:
        """The number that applies that day."""
        return self.edition or self.number
