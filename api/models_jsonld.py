"""Records as schema.org has them, in JSON-LD.

Types and properties are those of schema.org 30: ``Legislation`` for technical regulations and legal
acts, which bind, and ``CreativeWork`` for national standards, which are no legislation. What is not
known is left out, as JSON-LD has no null for it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AliasGenerator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.models_base import Body

__all__ = [
    "LdCreativeWork",
    "LdFile",
    "LdLegislation",
    "LdNamed",
    "LdOrganization",
    "LdRecord",
    "LdTerm",
    "LdTermSet",
]

_TYPE = "@type"


class _Node(Body):
    """Names are those of schema.org: ``legislationDate`` for ``legislation_date``."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(serialization_alias=to_camel), serialize_by_alias=True
    )


class LdOrganization(_Node):
    """A body; ``alternateName`` is its sign in numbers."""

    type: Literal["Organization"] = Field(default="Organization", serialization_alias=_TYPE)
    name: str
    alternate_name: str | None = None


class LdTerm(_Node):
    """A term with its meaning, a class of standards, or a status: ``termCode`` is its code."""

    type: Literal["DefinedTerm"] = Field(default="DefinedTerm", serialization_alias=_TYPE)
    name: str
    term_code: str | None = None
    alternate_name: str | None = None
    description: str | None = None
    in_defined_term_set: str | None = None
    url: str | None = None


class LdTermSet(_Node):
    """The terms that a document defines."""

    type: Literal["DefinedTermSet"] = Field(default="DefinedTermSet", serialization_alias=_TYPE)
    name: str
    has_defined_term: list[LdTerm]


class LdFile(_Node):
    """The file from which it was read; a ``LegislationObject`` for legislation."""

    type: Literal["LegislationObject", "MediaObject"] = Field(serialization_alias=_TYPE)
    content_url: str
    encoding_format: str
    sha256: str
    name: str


class LdNamed(_Node):
    """Another text by its number; ``url`` where the library holds it."""

    type: Literal["Legislation", "CreativeWork"] = Field(serialization_alias=_TYPE)
    legislation_identifier: str | None = None
    identifier: str
    name: str
    url: str | None = None


class _Work(_Node):
    context: Literal["https://schema.org"] = Field(
        default="https://schema.org", serialization_alias="@context"
    )
    type: Literal["Legislation", "CreativeWork"] = Field(serialization_alias=_TYPE)
    id: str = Field(serialization_alias="@id")
    url: str
    name: str
    alternate_name: str | None = None
    identifier: str | None = None
    in_language: str
    genre: str | None = None
    publisher: LdOrganization | None = None
    temporal_coverage: str | None = Field(
        default=None,
        description="the first day on which it binds and the day that ends it, as an interval of "
        "ISO 8601; `..` where no end is known",
    )
    creative_work_status: LdTerm = Field(description="the status on the day of the record")
    about: list[LdTerm] | None = Field(default=None, description="classes of standards (ICS)")
    encoding: LdFile
    example_of_work: LdNamed | None = None
    is_based_on: list[LdNamed] | None = None
    citation: list[LdNamed] | None = None
    has_part: list[LdTermSet] | None = None
    main_entity_of_page: str


class LdCreativeWork(_Work):
    """A national standard."""

    type: Literal["CreativeWork"] = Field(default="CreativeWork", serialization_alias=_TYPE)
    date_published: date | None = Field(default=None, description="the day of issue, as printed")


class LdLegislation(_Work):
    """A technical regulation or a legal act.

    ``legislationDateVersion`` is the day for which it is described; ``legislationLegalForce`` is
    left out where the status on that day is not verified.
    """

    type: Literal["Legislation"] = Field(default="Legislation", serialization_alias=_TYPE)
    legislation_identifier: str | None = None
    legislation_type: str | None = None
    legislation_date: date | None = Field(default=None, description="the day of issue")
    legislation_date_version: date
    legislation_date_of_applicability: date | None = None
    legislation_legal_force: (
        Literal[
            "https://schema.org/InForce",
            "https://schema.org/PartiallyInForce",
            "https://schema.org/NotInForce",
        ]
        | None
    ) = None
    legislation_jurisdiction: str | None = None
    legislation_passed_by: LdOrganization | None = None
    legislation_responsible: list[LdOrganization] | None = None
    legislation_amends: list[LdNamed] | None = None
    legislation_repeals: list[LdNamed] | None = None
    legislation_changes: list[LdNamed] | None = None
    legislation_corrects: list[LdNamed] | None = None
    legislation_consolidates: list[LdNamed] | None = None
    legislation_commences: list[LdNamed] | None = None


LdRecord = LdLegislation | LdCreativeWork
