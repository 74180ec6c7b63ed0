"""Records as Relaton has them: the bibliographic model of standards bodies, as JSON.

Names are those of the hash form of Relaton (which is the same in YAML), version 1; the XML form has
the element names of its grammar. What is not known is left out.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body

__all__ = [
    "RelatonBody",
    "RelatonClass",
    "RelatonContributor",
    "RelatonDate",
    "RelatonDocId",
    "RelatonDocType",
    "RelatonIdParts",
    "RelatonItem",
    "RelatonLink",
    "RelatonNote",
    "RelatonOrganization",
    "RelatonRelation",
    "RelatonRole",
    "RelatonStage",
    "RelatonStatus",
    "RelatonText",
    "RelatonTitle",
    "RelatonValidity",
]


class RelatonDocId(Body):
    """An identifier; ``type`` says which sort, ``primary`` which one is to be cited."""

    id: str
    type: str
    primary: bool | None = None


class RelatonText(Body):
    """Words in a language."""

    content: str
    language: list[str] | None = None
    script: list[str] | None = None


class RelatonTitle(RelatonText):
    """A title."""

    type: str


class RelatonLink(Body):
    """An address of the record (``src``) or of the file (``pdf``)."""

    type: str
    content: str


class RelatonDate(Body):
    """``issued``, ``implemented`` (the first day on which it binds) or ``obsoleted``."""

    type: str
    value: date


class RelatonOrganization(Body):
    """A body."""

    name: list[RelatonText]
    abbreviation: RelatonText | None = None


class RelatonRole(Body):
    """What a contributor did."""

    type: str


class RelatonContributor(Body):
    """Who issued it."""

    organization: RelatonOrganization
    role: list[RelatonRole]


class RelatonNote(Body):
    """Words beside the record; of type ``status`` the day of the status, and why."""

    type: str
    content: str


class RelatonStage(Body):
    """The status as a value."""

    value: str


class RelatonStatus(Body):
    """The status on the day of the record."""

    stage: RelatonStage


class RelatonClass(Body):
    """A class of the International Classification for Standards."""

    code: str
    text: str | None = None


class RelatonIdParts(Body):
    """The number in its parts."""

    type: str
    agency: list[str]
    klass: str = Field(serialization_alias="class")
    docnumber: str
    partnumber: str | None = None
    supplementtype: str | None = None
    supplementnumber: str | None = None
    year: str | None = None


class RelatonValidity(Body):
    """The first day on which it binds, and the day that ends it."""

    begins: date | None = None
    ends: date | None = None


class RelatonDocType(Body):
    """The kind of document."""

    type: str


class RelatonItem(Body):
    """Another text, as far as a relation names it."""

    type: str
    docid: list[RelatonDocId]
    title: list[RelatonTitle] | None = None


class RelatonRelation(Body):
    """What the document does to another one (``updates``, ``obsoletes``, ``adoptedFrom``,
    ``instanceOf``) or has done to it; ``description`` is the verb of the record."""

    type: str
    description: RelatonText
    bibitem: RelatonItem


class RelatonBody(Body):
    """A bibliographic item. ``docstatus`` and ``validity`` are those of the day in the note of type
    ``status``."""

    id: str
    type: str
    docid: list[RelatonDocId]
    docnumber: str | None = None
    title: list[RelatonTitle]
    link: list[RelatonLink]
    date: list[RelatonDate]
    contributor: list[RelatonContributor]
    biblionote: list[RelatonNote]
    language: list[str]
    script: list[str]
    docstatus: RelatonStatus
    relation: list[RelatonRelation]
    validity: RelatonValidity | None = None
    doctype: RelatonDocType
    ics: list[RelatonClass]
    structuredidentifier: list[RelatonIdParts] | None = None
