"""A record as JSON-LD in the words of schema.org.

Reads a :class:`api.models.StandardBody`, which says what a document is on a day; writes bodies of
:mod:`api.models_jsonld`. Relations map as ELI maps them to schema.org: *thay thế* and *bãi bỏ* to
``legislationRepeals``, *sửa đổi* to ``legislationAmends``, *đính chính* to ``legislationCorrects``,
*hợp nhất* to ``legislationConsolidates``, *ban hành kèm theo* to ``legislationCommences``; ending a
part, suspending and resuming to the wider ``legislationChanges``.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from api.citation_forms import GENRES, STANDARDS
from api.models import NumberLink, StandardBody
from api.models_jsonld import (
    LdCreativeWork,
    LdFile,
    LdLegislation,
    LdNamed,
    LdOrganization,
    LdRecord,
    LdTerm,
    LdTermSet,
)
from api.urls import clause_url, standard_url
from standards.agencies import agency
from standards.document import Kind
from standards.errors import BadIdentifier
from standards.identifier import Family, Identifier
from standards.kinds import kind_of_number
from standards.relation import Verb
from standards.validity import Status

__all__ = ["coverage", "is_legislation", "jsonld_body"]

_Force = Literal[
    "https://schema.org/InForce",
    "https://schema.org/PartiallyInForce",
    "https://schema.org/NotInForce",
]
_FORCE: Final[dict[Status, _Force]] = {
    Status.IN_FORCE: "https://schema.org/InForce",
    Status.PARTLY_ENDED: "https://schema.org/PartiallyInForce",
    Status.ENDED: "https://schema.org/NotInForce",
    Status.NOT_YET: "https://schema.org/NotInForce",
    Status.SUSPENDED: "https://schema.org/NotInForce",
}
_ICS: Final = "International Classification for Standards"


def is_legislation(kind: Kind) -> bool:
    """Whether a document binds by itself: technical regulations and legal acts do.

    National standards do not (Luật 68/2006/QH11, Điều 23), and of other papers nothing is known.
    """
    return kind not in (Kind.TCVN, Kind.OTHER)


def coverage(start: date | None, end: date | None) -> str | None:
    """From the first day on which a text binds to the day that ends it; None if the first is
    unknown.

    >>> coverage(date(2021, 12, 15), None)
    '2021-12-15/..'
    """
    if start is None:
        return None
    return f"{start.isoformat()}/{end.isoformat() if end is not None else '..'}"


def jsonld_body(body: StandardBody, base: str, *, brief: bool = False) -> LdRecord:
    """The record, addresses after ``base``. ``brief``: without citations and defined terms."""
    one = _Record(body, base, brief=brief)
    return one.legislation() if is_legislation(body.kind) else one.creative_work()


class _Record:
    """Makes the parts of one record."""

    def __init__(self, body: StandardBody, base: str, *, brief: bool) -> None:
        self._body = body
        self._base = base
        self._url = base + body.url
        self._brief = brief

    def creative_work(self) -> LdCreativeWork:
        """A national standard, or a paper of which it is not known what it is."""
        body = self._body
        return LdCreativeWork(
            id=self._url,
            url=self._url,
            name=self._name(),
            alternate_name=body.title_en,
            identifier=body.number,
            in_language="vi",
            genre=GENRES.get(body.kind),
            publisher=self._issuer(),
            temporal_coverage=coverage(body.in_force_from, body.ended_on),
            creative_work_status=self._status(),
            about=self._classes(),
            encoding=self._file("MediaObject"),
            example_of_work=self._work("CreativeWork"),
            is_based_on=self._adopted(),
            citation=self._cited(),
            has_part=self._terms(),
            main_entity_of_page=self._url,
            date_published=body.issued,
        )

    def legislation(self) -> LdLegislation:
        """A technical regulation or a legal act."""
        body = self._body
        return LdLegislation(
            id=self._url,
            url=self._url,
            name=self._name(),
            alternate_name=body.title_en,
            identifier=body.number,
            in_language="vi",
            genre=GENRES.get(body.kind),
            publisher=None,
            temporal_coverage=coverage(body.in_force_from, body.ended_on),
            creative_work_status=self._status(),
            about=self._classes(),
            encoding=self._file("LegislationObject"),
            example_of_work=self._work("Legislation"),
            is_based_on=self._adopted(),
            citation=self._cited(),
            has_part=self._terms(),
            main_entity_of_page=self._url,
            legislation_identifier=body.number,
            legislation_type=GENRES.get(body.kind),
            legislation_date=body.issued,
            legislation_date_version=body.as_of,
            legislation_date_of_applicability=body.in_force_from,
            legislation_legal_force=_FORCE.get(body.status),
            legislation_jurisdiction=_jurisdiction(body.number),
            legislation_passed_by=self._issuer(),
            legislation_responsible=[
                LdOrganization(name=heir.name, alternate_name=heir.code)
                for heir in body.agency_today
            ]
            or None,
            legislation_amends=self._done(Verb.AMENDS),
            legislation_repeals=self._done(Verb.REPLACES, Verb.REPEALS),
            legislation_changes=self._done(Verb.PARTLY_REPEALS, Verb.SUSPENDS, Verb.RESUMES),
            legislation_corrects=self._done(Verb.CORRECTS),
            legislation_consolidates=self._done(Verb.CONSOLIDATES),
            legislation_commences=self._done(Verb.ISSUES),
        )

    def _name(self) -> str:
        return self._body.title or self._body.number or self._body.source.file

    def _issuer(self) -> LdOrganization | None:
        known = agency(self._body.agency or "")
        name = self._body.issuer or (known.name_vi if known is not None else None)
        if name is None:
            return None
        return LdOrganization(name=name, alternate_name=self._body.agency)

    def _status(self) -> LdTerm:
        body = self._body
        return LdTerm(
            name=body.status.value,
            term_code=body.status.value,
            description=f"{body.as_of.isoformat()}: {body.status_reason_en}",
        )

    def _classes(self) -> list[LdTerm] | None:
        return [
            LdTerm(name=one.name_en or one.code, term_code=one.code, in_defined_term_set=_ICS)
            for one in self._body.ics
        ] or None

    def _file(self, kind: Literal["LegislationObject", "MediaObject"]) -> LdFile:
        source = self._body.source
        return LdFile(
            type=kind,
            content_url=self._base + source.url,
            encoding_format="application/pdf",
            sha256=source.sha256,
            name=source.file,
        )

    def _work(self, kind: Literal["Legislation", "CreativeWork"]) -> LdNamed | None:
        """The work of which this is an edition; legal acts and amendments have no editions."""
        body = self._body
        if body.number is None or body.work_url is None or body.kind not in STANDARDS:
            return None
        number = Identifier.parse(body.number)
        if number.is_amendment:
            return None
        undated = str(number.without_year())
        return LdNamed(
            type=kind,
            legislation_identifier=undated if kind == "Legislation" else None,
            identifier=undated,
            name=undated,
            url=self._base + body.work_url,
        )

    def _adopted(self) -> list[LdNamed] | None:
        return [self._named(one.target) for one in self._body.adoptions] or None

    def _done(self, *verbs: Verb) -> list[LdNamed] | None:
        """The legislation to which this document does one of these, each once."""
        targets = {
            one.target.number: one.target for one in self._body.relations if one.verb in verbs
        }
        named = map(self._named, targets.values())
        return [one for one in named if one.type == "Legislation"] or None

    def _cited(self) -> list[LdNamed] | None:
        if self._brief:
            return None
        return [self._named(one.target) for one in self._body.cites] or None

    def _terms(self) -> list[LdTermSet] | None:
        body = self._body
        if self._brief or not body.definitions:
            return None
        terms = [
            LdTerm(
                name=one.term,
                alternate_name=one.term_en,
                description=one.text,
                url=self._base + clause_url(body.slug, one.clause),
            )
            for one in body.definitions
        ]
        return [LdTermSet(name=f"{self._name()}: thuật ngữ và định nghĩa", has_defined_term=terms)]

    def _named(self, link: NumberLink) -> LdNamed:
        kind = _kind(link.number)
        law = kind is not None and is_legislation(kind)
        return LdNamed(
            type="Legislation" if law else "CreativeWork",
            legislation_identifier=link.number if law else None,
            identifier=link.number,
            name=link.title or link.number,
            url=self._base + standard_url(link.slug) if link.slug is not None else None,
        )


def _kind(number: str) -> Kind | None:
    """The kind that a number tells; an act whose sign tells none is legislation all the same."""
    identifier = _read(number)
    if identifier is None:
        return None
    if identifier.family is Family.LEGAL_ACT:
        return kind_of_number(identifier) or Kind.CIRCULAR
    return kind_of_number(identifier)


def _jurisdiction(number: str | None) -> str | None:
    """Viet Nam by its code in ISO 3166-1; not told of local regulations, which bind in a province,
    and of papers without a number."""
    identifier = _read(number) if number is not None else None
    return None if identifier is None or identifier.family is Family.QCDP else "VN"


def _read(number: str) -> Identifier | None:
    try:
        return Identifier.parse(number)
    except BadIdentifier:
        return None
