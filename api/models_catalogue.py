"""What the interface says of lists: the lists, records by number, codes of goods, classes.

Every fact names the list and the row it stands in, and who compared that row with the original.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from api.models_base import Body, ClauseRef, NumberLink
from api.models_time import AdoptionBody, RecordClaimBody, WitnessBody
from index.catalogue import ListKind
from standards.document import Kind
from standards.relation import AdoptionDegree
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "AddedBody",
    "AddedListBody",
    "AdopterBody",
    "CheckedRowBody",
    "CodeHitBody",
    "ForeignBody",
    "GoodsCodeBody",
    "GoodsNameBody",
    "GoodsRowBody",
    "IcsClassBody",
    "IcsNameBody",
    "ListBody",
    "ListedBody",
    "ListsBody",
    "ProvenanceBody",
    "RecordBody",
    "RecordLine",
    "RecordsPage",
    "RiskRowBody",
    "RowBody",
    "TariffState",
]


class TariffState(StrEnum):
    """What the tariff has of a code."""

    NAMED = "named"
    HEADING = "heading"
    GONE = "gone"
    NO_TARIFF = "no_tariff"


class ProvenanceBody(Body):
    """The list a fact comes from, its row there (from 1, headings not counted), and who compared
    the row with the original when; null where nobody has."""

    source: str
    row: int
    checked_by: str | None
    checked_on: date | None


class ListBody(Body):
    """A list that was added; ``refused`` are the rows that are not kept, with column and reason."""

    name: str
    kind: ListKind
    file: str
    sha256: str
    records: int
    at: datetime = Field(description="when it was added (UTC)")
    refused: list[str]


class ListsBody(Body):
    """The lists that the catalogue holds, by name."""

    items: list[ListBody]


class RowBody(Body):
    """What a row of a list is about: a number or a code (null for a row of a list by risk that has
    none), and its name."""

    kind: ListKind
    about: str | None
    name: str | None
    provenance: ProvenanceBody


class CheckedRowBody(Body):
    """A row of a list after a check was made or taken back; a row with several codes gives several
    records."""

    source: str
    row: int
    records: list[RowBody]


class AddedListBody(Body):
    """A list that was added now: what is kept, whether it took the place of an older one, and the
    headings of columns that its form has no use for."""

    kept: ListBody
    replaced: bool
    unused: list[str]


class AddedBody(Body):
    """What became of every file: ``rejected`` says of a path why nothing of it is kept."""

    added: list[AddedListBody]
    rejected: dict[str, str]


class RecordLine(Body):
    """One record in a list of finds; ``slug`` opens all that lists say of the number, and
    ``held_slug`` the document if its file is held."""

    number: str
    slug: str
    kind: ListKind
    title: str | None
    title_en: str | None
    held_slug: str | None
    provenance: ProvenanceBody
    url: str


class RecordsPage(Body):
    """Records of standards, national and foreign; ``next`` is the cursor of the following page."""

    q: str
    items: list[RecordLine]
    next: str | None


class ListedBody(RecordClaimBody):
    """A row of an office's list, with everything that it states."""

    kind: Kind
    amends: list[NumberLink]
    adopts: list[NumberLink]
    degree: AdoptionDegree | None
    issued_with: NumberLink | None


class ForeignBody(Body):
    """A row of a publisher's catalogue of international standards; ``stage`` is the publisher's
    code, and what it means in words."""

    number: str
    title_en: str
    ics: list[str]
    published: str | None
    stage: str | None
    stage_words: str
    stage_words_en: str
    is_withdrawn: bool
    replaced_by: list[NumberLink]
    provenance: ProvenanceBody


class AdopterBody(Body):
    """A national standard that adopts an international one, with who says so."""

    target: NumberLink
    title: str | None
    foreign: str
    degree: AdoptionDegree | None
    grounds: list[WitnessBody]
    record_url: str | None = Field(description="what lists say of it; null if none has it")


class RecordBody(Body):
    """All that lists say of one number, on the day ``as_of``.

    ``status`` is worked out for that day from held texts and lists; null for an international
    standard, whose publisher's stage stands in ``foreign``.
    """

    number: str
    slug: str
    as_of: date
    target: NumberLink
    status: Status | None
    status_reason: str | None
    status_reason_en: str | None
    listed: list[ListedBody]
    foreign: list[ForeignBody]
    adopts: list[AdoptionBody]
    adopted_by: list[AdopterBody]
    url: str


class GoodsNameBody(Body):
    """A code of the tariff with its names; ``path`` leads from the heading down to it."""

    code: str
    name: str
    name_en: str
    path: list[str]
    path_en: list[str]
    provenance: ProvenanceBody
    url: str


class CodeHitBody(Body):
    """A code of a row, and on how many digits it meets the code asked for."""

    code: str
    match_level: int = Field(description="8, 6 or 4 digits")


class GoodsRowBody(Body):
    """A row of a product list in a held document that names a code of the same heading; ``row`` is
    its position in the document's ``products``. ``covers``: its code lies within the one asked for,
    or the other way round; else both only share the heading."""

    slug: str
    number: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    row: int
    name: str
    group: str | None
    text: str
    codes: list[CodeHitBody]
    covers: bool
    standards: list[NumberLink]
    clause: ClauseRef | None
    page: int
    url: str


class RiskRowBody(Body):
    """An item of a list of goods by risk, imported or held, that names the code; ``also`` are its
    other codes that meet it.

    ``provenance`` is null for a row of a held document: ``url`` then opens it.
    """

    listed_in: NumberLink | None
    status: Status
    name: str
    full_name: str | None
    is_cut: bool
    level: RiskLevel | None
    measures: list[Measure]
    code: CodeHitBody | None
    also: list[CodeHitBody]
    condition: str | None
    reference: str | None
    annex: str | None
    item: str | None
    page: int | None
    provenance: ProvenanceBody | None
    url: str | None


class GoodsCodeBody(Body):
    """What is known of an HS code on a day.

    ``state``: ``named`` (the tariff has the code), ``heading`` (it has codes that begin so),
    ``gone`` (a tariff is loaded and has it not), ``no_tariff`` (none is loaded, so nothing can be
    said). ``path`` are the headings above, from the top.
    """

    code: str
    level: int
    as_of: date
    state: TariffState
    name: GoodsNameBody | None
    above: list[GoodsNameBody]
    below: list[GoodsNameBody]
    tariffs: list[str] = Field(description="lists of codes that are loaded")
    rows: list[GoodsRowBody]
    more_rows: int
    risk: list[RiskRowBody]
    risk_note: str
    risk_note_en: str
    records: list[RecordLine]
    url: str


class IcsNameBody(Body):
    """A class with its English name."""

    code: str
    name_en: str
    full_name_en: str | None
    provenance: ProvenanceBody
    url: str


class IcsClassBody(Body):
    """A class of the International Classification for Standards, the classes above and below, and
    what belongs to it; ``name`` is null where no list of classes is loaded (``has_names`` false),
    or where none has it but standards state it."""

    code: str
    as_of: date
    name: IcsNameBody | None
    has_names: bool
    above: list[IcsNameBody]
    below: list[IcsNameBody]
    inherited: list[AdopterBody] = Field(description="standards that have it from what they adopt")
    stated: list[RecordLine] = Field(description="records of lists that state it themselves")
    url: str
