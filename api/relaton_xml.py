"""An item of Relaton as XML, in the order of elements of its grammar (``biblio.rnc``)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from api.models_relaton import (
    RelatonBody,
    RelatonIdParts,
    RelatonOrganization,
    RelatonRelation,
    RelatonText,
    RelatonTitle,
)

__all__ = ["relaton_xml"]


def relaton_xml(item: RelatonBody) -> bytes:
    """The item as ``<bibdata>``, in UTF-8."""
    root = Element("bibdata", {"type": item.type})
    for title in item.title:
        _title(root, title)
    for link in item.link:
        _leaf(root, "uri", link.content, type=link.type)
    for one in item.docid:
        primary = {"primary": "true"} if one.primary else {}
        _leaf(root, "docidentifier", one.id, type=one.type, **primary)
    if item.docnumber is not None:
        _leaf(root, "docnumber", item.docnumber)
    for each in item.date:
        _leaf(SubElement(root, "date", {"type": each.type}), "on", each.value.isoformat())
    for contributor in item.contributor:
        place = SubElement(root, "contributor")
        for role in contributor.role:
            SubElement(place, "role", {"type": role.type})
        _organization(place, contributor.organization)
    for note in item.biblionote:
        _leaf(root, "note", note.content, type=note.type)
    for language in item.language:
        _leaf(root, "language", language)
    for script in item.script:
        _leaf(root, "script", script)
    _leaf(SubElement(root, "status"), "stage", item.docstatus.stage.value)
    for relation in item.relation:
        _relation(root, relation)
    _validity(root, item)
    _extension(root, item)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _leaf(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _text(parent: Element, name: str, words: RelatonText, **attributes: str) -> None:
    if words.language:
        attributes["language"] = ",".join(words.language)
    if words.script:
        attributes["script"] = ",".join(words.script)
    _leaf(parent, name, words.content, **attributes)


def _title(parent: Element, title: RelatonTitle) -> None:
    _text(parent, "title", title, type=title.type)


def _organization(parent: Element, body: RelatonOrganization) -> None:
    place = SubElement(parent, "organization")
    for name in body.name:
        _text(place, "name", name)
    if body.abbreviation is not None:
        _text(place, "abbreviation", body.abbreviation)


def _relation(parent: Element, relation: RelatonRelation) -> None:
    place = SubElement(parent, "relation", {"type": relation.type})
    _text(place, "description", relation.description)
    item = SubElement(place, "bibitem", {"type": relation.bibitem.type})
    for title in relation.bibitem.title or []:
        _title(item, title)
    for one in relation.bibitem.docid:
        _leaf(item, "docidentifier", one.id, type=one.type)


def _validity(parent: Element, item: RelatonBody) -> None:
    if item.validity is None:
        return
    place = SubElement(parent, "validity")
    if item.validity.begins is not None:
        _leaf(place, "validityBegins", item.validity.begins.isoformat())
    if item.validity.ends is not None:
        _leaf(place, "validityEnds", item.validity.ends.isoformat())


def _extension(parent: Element, item: RelatonBody) -> None:
    place = SubElement(parent, "ext")
    _leaf(place, "doctype", item.doctype.type)
    for one in item.ics:
        ics = SubElement(place, "ics")
        _leaf(ics, "code", one.code)
        if one.text is not None:
            _leaf(ics, "text", one.text)
    for parts in item.structuredidentifier or []:
        _parts(place, parts)


def _parts(parent: Element, parts: RelatonIdParts) -> None:
    place = SubElement(parent, "structuredidentifier", {"type": parts.type})
    leaves = [("agency", sign) for sign in parts.agency]
    leaves += [
        (name, value)
        for name, value in (
            ("class", parts.klass),
            ("docnumber", parts.docnumber),
            ("partnumber", parts.partnumber),
            ("supplementtype", parts.supplementtype),
            ("supplementnumber", parts.supplementnumber),
            ("year", parts.year),
        )
        if value is not None
    ]
    for name, value in leaves:
        _leaf(place, name, value)
