"""Examples that the OpenAPI document shows; a test sends each of them."""

from __future__ import annotations

from fastapi.openapi.models import Example

__all__ = [
    "ASK",
    "BULK_NAMES",
    "CLASSES",
    "CODES",
    "DAYS",
    "FILES",
    "FORMS",
    "ISSUERS",
    "LABELS",
    "MARKS",
    "NEWER",
    "NUMBERS",
    "OLDER",
    "ONLY",
    "RECORDS",
    "SLUGS",
    "SPELLINGS",
    "STANDARD_SLUGS",
    "TABLES",
    "TERMS",
    "TITLES",
    "WORKS",
]

ASK: dict[str, Example] = {
    "product": {"summary": "A product", "value": "mũ bảo hiểm cho người đi xe máy"},
    "number": {"summary": "A number in any spelling", "value": "qcvn 2-2021 bkhcn"},
    "hs": {"summary": "An HS code", "value": "6506.10.10"},
    "clause": {"summary": "A question about a clause", "value": "quy định chuyển tiếp"},
    "plain": {"summary": "Typed without accents", "value": "mu bao hiem xe may"},
}
DAYS: dict[str, Example] = {
    "day": {"summary": "A day", "value": "2026-07-01"},
}
SLUGS: dict[str, Example] = {
    "slug": {"summary": "A slug", "value": "qcvn-2-2021-bkhcn"},
}
STANDARD_SLUGS: dict[str, Example] = {
    "regulation": {"summary": "A technical regulation", "value": "qcvn-2-2021-bkhcn"},
    "standard": {"summary": "A national standard", "value": "tcvn-1651-2-2018"},
}
WORKS: dict[str, Example] = {
    "work": {"summary": "A work", "value": "qcvn-2-bkhcn"},
}
LABELS: dict[str, Example] = {
    "label": {"summary": "A printed label", "value": "1.1"},
}
ISSUERS: dict[str, Example] = {
    "code": {"summary": "The code in the number", "value": "BKHCN"},
    "name": {"summary": "A part of the name", "value": "Bộ Khoa học"},
}
NUMBERS: dict[str, Example] = {
    "part": {"summary": "A part of a number", "value": "QCVN 2:"},
}
FILES: dict[str, Example] = {
    "file": {"summary": "A base name", "value": "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"},
}
FORMS: dict[str, Example] = {
    "bibtex": {"summary": "BibTeX", "value": "bibtex"},
}
MARKS: dict[str, Example] = {
    "box": {"summary": "A box", "value": ["70,100,300,112"]},
}
ONLY: dict[str, Example] = {
    "kind": {"summary": "Technical regulations", "value": ["kind:QCVN"]},
}
SPELLINGS: dict[str, Example] = {
    "regulation": {"summary": "A regulation", "value": "QCVN 2 : 2021/BKHCN"},
    "parts": {"summary": "A part of a standard", "value": "TCVN7303-1:2009"},
    "amendment": {"summary": "An amendment", "value": "Sửa đổi 1:2018 QCVN 9:2012/BKHCN"},
    "act": {"summary": "A legal act", "value": "01/2021/TT-BLĐTBXH"},
}
OLDER: dict[str, Example] = {
    "slug": {"summary": "A slug", "value": "qcvn-16-2019-bxd"},
}
NEWER: dict[str, Example] = {
    "number": {"summary": "A number in any spelling", "value": "QCVN 16:2023/BXD"},
}
CODES: dict[str, Example] = {
    "line": {"summary": "A national line, 8 digits", "value": "6506.10.10"},
    "heading": {"summary": "A heading, 4 digits", "value": "6506"},
}
CLASSES: dict[str, Example] = {
    "class": {"summary": "A class of standards", "value": "13.340.20"},
}
RECORDS: dict[str, Example] = {
    "slug": {"summary": "A slug", "value": "qcvn-2-2021-bkhcn"},
    "number": {"summary": "A number", "value": "TCVN 1651-2:2018"},
}
TITLES: dict[str, Example] = {
    "words": {"summary": "Words of a title", "value": "business continuity"},
    "number": {"summary": "A part of a number", "value": "22301"},
}
TERMS: dict[str, Example] = {
    "term": {"summary": "A term", "value": "vỏ mũ"},
    "english": {"summary": "A word of an English term", "value": "steel"},
}
BULK_NAMES: dict[str, Example] = {
    "products": {"summary": "Rows of product lists", "value": "products.csv"},
}
TABLES: dict[str, Example] = {
    "first": {"summary": "The first table", "value": 1},
}
