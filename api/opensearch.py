"""How a browser or portal asks this site: an OpenSearch 1.1 description."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from api.urls import API

__all__ = ["MEDIA_TYPE", "opensearch_xml"]

MEDIA_TYPE: Final = "application/opensearchdescription+xml"
_XMLNS: Final = "http://a9.com/-/spec/opensearch/1.1/"


def opensearch_xml(base: str) -> bytes:
    """The description, addresses after ``base``: the page of answers, and the same as JSON."""
    root = Element("OpenSearchDescription", {"xmlns": _XMLNS})
    for name, text in (
        ("ShortName", "Trachuẩn"),
        ("LongName", "Trachuẩn: tiêu chuẩn, quy chuẩn Việt Nam"),
        (
            "Description",
            "Tra tiêu chuẩn, quy chuẩn Việt Nam theo hàng hóa, mã HS, số hiệu hay câu hỏi. "
            "Vietnam's standards and technical regulations by goods, HS code, number or question.",
        ),
        ("Tags", "TCVN QCVN HS"),
    ):
        SubElement(root, name).text = text
    for kind, template in (
        ("text/html", f"{base}/?q={{searchTerms}}"),
        ("application/json", f"{base}{API}/ask?q={{searchTerms}}&limit={{count?}}"),
    ):
        place = {"type": kind, "rel": "results", "template": template}
        SubElement(root, "Url", place)
    itself = {"type": MEDIA_TYPE, "rel": "self", "template": f"{base}/opensearch.xml"}
    SubElement(root, "Url", itself)
    SubElement(root, "Image", {"type": "image/svg+xml"}).text = f"{base}/favicon.ico"
    for name, text in (
        ("Language", "vi"),
        ("Language", "en"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        SubElement(root, name).text = text
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
