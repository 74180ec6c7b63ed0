"""A record as a bibliographic item of Relaton.

Reads a :class:`api.models.StandardBody`; writes bodies of :mod:`api.models_relaton`, and the same
as XML (:mod:`api.relaton_xml`). The model is that of ``relaton/relaton-models``: what amends is
``updates``, what replaces or repeals ``obsoletes``, what adopts ``adoptedFrom``, an edition is an
``instanceOf`` its work, all else ``related``, with the verb in the description.
"""

from __future__ import annotations

from typing import Final

from api.citation_forms import STANDARDS
from api.models import StandardBody
from api.models_relaton import (
    RelatonBody,
    RelatonClass,
    RelatonContributor,
    RelatonDate,
    RelatonDocId,
    RelatonDocType,
    RelatonIdParts,
    RelatonItem,
    RelatonLink,
    RelatonNote,
    RelatonOrganization,
    RelatonRelation,
    RelatonRole,
    RelatonStage,
    RelatonStatus,
    RelatonText,
    RelatonTitle,
    RelatonValidity,
)
from standards.agencies import agency
from standards.document import Kind
from standards.identifier import Family, Identifier
from standards.kinds import kind_of_number
from standards.relation import Verb

__all__ = ["relaton_body", "split_number"]

_DOES: Final = {
    Verb.AMENDS: "updates",
    Verb.CORRECTS: "updates",
    Verb.REPLACES: "obsoletes",
    Verb.REPEALS: "obsoletes",
    Verb.ADOPTS: "adoptedFrom",
}
_SUFFERS: Final = {
    Verb.AMENDS: "updatedBy",
    Verb.CORRECTS: "updatedBy",
    Verb.REPLACES: "obsoletedBy",
    Verb.REPEALS: "obsoletedBy",
    Verb.ADOPTS: "adoptedAs",
}
_LATIN: Final = ["Latn"]


def split_number(number: Identifier) -> tuple[str, str | None]:
    """The number and the part of it. Only parts of national standards are parts of a work: in
    ``QCVN 01-189:2019/BNNPTNT`` the dash belongs to the number.

    >>> split_number(Identifier.parse("TCVN 7722-2-1:2013"))
    ('7722', '2-1')
    >>> split_number(Identifier.parse("QCVN 01-189:2019/BNNPTNT"))
    ('01-189', None)
    """
    if number.family is not Family.TCVN:
        return number.number, None
    main, _, part = number.number.partition("-")
    return main, part or None


def relaton_body(body: StandardBody, base: str) -> RelatonBody:
    """The record as an item, addresses after ``base``."""
    number = Identifier.parse(body.number) if body.number is not None else None
    return RelatonBody(
        id=body.slug,
        type=_type(body.kind),
        docid=_ids(body),
        docnumber=number.number if number is not None else None,
        title=_titles(body.title or body.number or body.source.file, body.title_en),
        link=[
            RelatonLink(type="src", content=base + body.url),
            RelatonLink(type="pdf", content=base + body.source.url),
        ],
        date=_dates(body),
        contributor=_contributors(body),
        biblionote=[
            RelatonNote(
                type="status",
                content=f"{body.status.value} on {body.as_of.isoformat()}: {body.status_reason_en}",
            )
        ],
        language=["vi"],
        script=_LATIN,
        docstatus=RelatonStatus(stage=RelatonStage(value=body.status.value)),
        relation=_relations(body, number),
        validity=(
            RelatonValidity(begins=body.in_force_from, ends=body.ended_on)
            if body.in_force_from or body.ended_on
            else None
        ),
        doctype=RelatonDocType(type=body.kind.value.lower()),
        ics=[RelatonClass(code=one.code, text=one.name_en) for one in body.ics],
        structuredidentifier=_parts(number, body.kind),
    )


def _type(kind: Kind) -> str:
    """Relaton has no type for legal acts."""
    return "standard" if kind in STANDARDS else "misc"


def _ids(body: StandardBody) -> list[RelatonDocId]:
    own = RelatonDocId(id=body.slug, type="slug")
    if body.number is None:
        return [own]
    return [RelatonDocId(id=body.number, type=body.kind.value, primary=True), own]


def _titles(title: str, english: str | None = None) -> list[RelatonTitle]:
    made = [RelatonTitle(type="main", content=title, language=["vi"], script=_LATIN)]
    if english:
        made.append(RelatonTitle(type="main", content=english, language=["en"], script=_LATIN))
    return made


def _dates(body: StandardBody) -> list[RelatonDate]:
    days = (
        ("issued", body.issued),
        ("implemented", body.in_force_from),
        ("obsoleted", body.ended_on),
    )
    return [RelatonDate(type=kind, value=day) for kind, day in days if day is not None]


def _contributors(body: StandardBody) -> list[RelatonContributor]:
    known = agency(body.agency or "")
    name = body.issuer or (known.name_vi if known is not None else None)
    if name is None:
        return []
    names = [RelatonText(content=name, language=["vi"], script=_LATIN)]
    if known is not None:
        names.append(RelatonText(content=known.name_en, language=["en"], script=_LATIN))
    sign = RelatonText(content=body.agency) if body.agency is not None else None
    body_of = RelatonOrganization(name=names, abbreviation=sign)
    return [RelatonContributor(organization=body_of, role=[RelatonRole(type="publisher")])]


def _relations(body: StandardBody, number: Identifier | None) -> list[RelatonRelation]:
    found: dict[tuple[str, str], RelatonRelation] = {}

    def add(kind: str, verb: str, other: str, title: str | None) -> None:
        item = RelatonItem(
            type=_type_of(other),
            docid=[RelatonDocId(id=other, type=_id_type(other))],
            title=_titles(title) if title else None,
        )
        found.setdefault(
            (kind, other),
            RelatonRelation(type=kind, description=RelatonText(content=verb), bibitem=item),
        )

    for one in body.relations:
        verb = Verb(one.verb)
        add(_DOES.get(verb, "related"), verb.value, one.target.number, one.target.title)
    for each in body.related_by:
        verb = Verb(each.verb)
        if each.number is not None:
            words = f"{verb.value}, said there"
            add(_SUFFERS.get(verb, "related"), words, each.number, each.title)
    for adopted in body.adoptions:
        degree = f", {adopted.degree.value}" if adopted.degree is not None else ""
        add("adoptedFrom", f"adopts{degree}", adopted.target.number, adopted.title_en)
    if _is_edition(number) and number is not None:
        add("instanceOf", "edition of", str(number.without_year()), None)
    return list(found.values())


def _is_edition(number: Identifier | None) -> bool:
    """Whether it is one edition of a work of which there may be others."""
    return (
        number is not None
        and number.is_dated
        and not number.is_amendment
        and kind_of_number(number) in STANDARDS
    )


def _kind(number: str) -> Kind | None:
    return kind_of_number(Identifier.parse(number))


def _type_of(number: str) -> str:
    kind = _kind(number)
    foreign = Identifier.parse(number).family is Family.FOREIGN
    return "standard" if foreign or kind in STANDARDS else "misc"


def _id_type(number: str) -> str:
    """The kind that the number tells; of a foreign one its series (``ISO``)."""
    read = Identifier.parse(number)
    if read.family is Family.FOREIGN:
        return read.series
    kind = kind_of_number(read)
    return (kind or Kind.OTHER).value


def _parts(number: Identifier | None, kind: Kind) -> list[RelatonIdParts] | None:
    if number is None or kind not in STANDARDS:
        return None
    base = number.base or number
    main, part = split_number(base)
    return [
        RelatonIdParts(
            type=kind.value,
            agency=[base.agency or base.series.split()[0]],
            klass=base.series,
            docnumber=main,
            partnumber=part,
            supplementtype="amendment" if number.base is not None else None,
            supplementnumber=number.number if number.base is not None else None,
            year=str(number.year) if number.year is not None else None,
        )
    ]
