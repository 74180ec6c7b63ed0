"""The record of a standard as metadata of the NISO Standards Tag Suite (ANSI/NISO Z39.102).

Reads a :class:`api.models.StandardBody`; writes ``<standard><front><std-meta>``, elements in the
order of the tag suite. The text of the standard is not sent in this form. What the suite has no
element for (the status on a day, and why) stands in ``custom-meta-group``.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from api.citation_forms import STANDARDS
from api.models import StandardBody
from api.relaton import split_number
from standards.agencies import agency
from standards.errors import NotFound
from standards.identifier import Identifier
from standards.relation import Verb

__all__ = ["niso_sts_xml"]

_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_XLINK_AT: Final = "http://www.w3.org/1999/xlink"
_XLINK: Final = f"{{{_XLINK_AT}}}"
_DOES: Final = {
    Verb.REPLACES: "supersedes",
    Verb.AMENDS: "amends",
    Verb.CORRECTS: "corrects",
    Verb.REPEALS: "withdraws",
    Verb.PARTLY_REPEALS: "withdraws-part",
    Verb.ADOPTS: "adopts",
}
_SUFFERS: Final = {
    Verb.REPLACES: "superseded-by",
    Verb.AMENDS: "amended-by",
    Verb.CORRECTS: "corrected-by",
    Verb.REPEALS: "withdrawn-by",
    Verb.PARTLY_REPEALS: "withdrawn-in-part-by",
    Verb.ISSUES: "issued-by",
    Verb.ADOPTS: "adopted-by",
}

register_namespace("xlink", _XLINK_AT)


def niso_sts_xml(body: StandardBody, base: str) -> bytes:
    """The metadata in UTF-8, addresses after ``base``. Raises NotFound for what is no standard."""
    if body.kind not in STANDARDS:
        raise NotFound(
            f"{body.number or body.slug} is no standard or technical regulation, and NISO STS "
            "describes nothing else; ask for its JSON-LD or Relaton form"
        )
    root = Element("standard", {f"{_XML}lang": "vi"})
    meta = SubElement(SubElement(root, "front"), "std-meta", {"std-org-type": "national"})
    number = Identifier.parse(body.number) if body.number is not None else None
    _titles(meta, body)
    if number is not None:
        _identity(meta, body, number)
    _organization(meta, body)
    _leaf(meta, "content-language", "vi")
    if number is not None:
        _references(meta, number)
    _dates(meta, body)
    for one in body.ics:
        wrap = SubElement(meta, "ics-wrap")
        _leaf(wrap, "ics", one.code)
        if one.name_en is not None:
            _leaf(wrap, "ics-desc", one.name_en, {f"{_XML}lang": "en"})
    pages = body.source.last_page - body.source.first_page + 1
    SubElement(meta, "page-count", {"count": str(pages)})
    _relations(meta, body)
    for address, media in ((body.url, "text/html"), (body.source.url, "application/pdf")):
        SubElement(meta, "self-uri", {"content-type": media, f"{_XLINK}href": f"{base}{address}"})
    _custom(meta, body)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _leaf(parent: Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, name, attributes or {}).text = text


def _titles(meta: Element, body: StandardBody) -> None:
    for title, language in ((body.title, "vi"), (body.title_en, "en")):
        if title:
            wrap = SubElement(meta, "title-wrap", {f"{_XML}lang": language})
            _leaf(wrap, "main", title)
            _leaf(wrap, "full", title)


def _identity(meta: Element, body: StandardBody, number: Identifier) -> None:
    """The number in its parts; of an amendment those of what it amends, and its own."""
    base = number.base or number
    main, part = split_number(base)
    place = SubElement(meta, "std-ident")
    if base.agency:
        _leaf(place, "originator", base.agency)
    _leaf(place, "doc-type", body.kind.value)
    _leaf(place, "doc-number", main)
    if part is not None:
        _leaf(place, "part-number", part)
    if number.base is not None:
        _leaf(place, "suppl-type", "amd")
        _leaf(place, "suppl-number", number.number)
    if number.year is not None:
        _leaf(place, "year", str(number.year))


def _organization(meta: Element, body: StandardBody) -> None:
    known = agency(body.agency or "")
    name = body.issuer or (known.name_vi if known is not None else None)
    if name is None:
        return
    place = SubElement(meta, "std-org", {"std-org-type": "national"})
    _leaf(place, "std-org-name", name, {f"{_XML}lang": "vi"})
    if body.agency is not None:
        _leaf(place, "std-org-abbrev", body.agency)


def _references(meta: Element, number: Identifier) -> None:
    if number.is_dated:
        _leaf(meta, "std-ref", str(number), {"type": "dated"})
    _leaf(meta, "std-ref", str(number.without_year()), {"type": "undated"})


def _dates(meta: Element, body: StandardBody) -> None:
    if body.issued is not None:
        _day(meta, "release-date", "issued", body.issued)
    for kind, day in (("effective", body.in_force_from), ("ended", body.ended_on)):
        if day is not None:
            _day(meta, "meta-date", kind, day)


def _day(meta: Element, name: str, kind: str, day: date) -> None:
    text = day.isoformat()
    _leaf(meta, name, text, {"date-type": kind, "iso-8601-date": text})


def _relations(meta: Element, body: StandardBody) -> None:
    named = [(_DOES.get(Verb(one.verb)), one.target.number) for one in body.relations]
    named += [("adopts", one.target.number) for one in body.adoptions]
    named += [
        (_SUFFERS.get(Verb(one.verb)), one.number)
        for one in body.related_by
        if one.number is not None
    ]
    if body.issued_with is not None:
        named.append(("issued-by", body.issued_with.number))
    for kind, other in dict.fromkeys(named):
        if kind is not None:
            _leaf(SubElement(meta, "std-xref", {"type": kind}), "std-ref", other)


def _custom(meta: Element, body: StandardBody) -> None:
    group = SubElement(meta, "custom-meta-group")
    for name, value in (
        ("status", body.status.value),
        ("status-on", body.as_of.isoformat()),
        ("status-reason", body.status_reason_en),
        ("force", body.force.value),
        ("sha256", body.source.sha256),
    ):
        one = SubElement(group, "custom-meta")
        _leaf(one, "meta-name", name)
        _leaf(one, "meta-value", value)
