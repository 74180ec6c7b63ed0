"""Writes a reference as BibTeX, CSL-JSON and RIS.

BibTeX: entry types of biblatex (``@legislation``) and of plain BibTeX (``@techreport``), read by
both. CSL-JSON: the types and variables of the Citation Style Language 1.0.2. RIS: the tags that
reference managers share, with ``STAND`` for standards and ``STAT`` for legal acts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.models_citations import CslBody, CslDateBody
from standards.document import Kind

__all__ = ["GENRES", "STANDARDS", "Reference", "as_bibtex", "as_csl", "as_ris", "escape_bibtex"]

STANDARDS: Final = frozenset({Kind.TCVN, Kind.QCVN})
"""Kinds that are cited as standards; all others are cited as legal acts."""

GENRES: Final = {
    Kind.QCVN: "Quy chuẩn kỹ thuật quốc gia",
    Kind.TCVN: "Tiêu chuẩn quốc gia",
    Kind.CIRCULAR: "Thông tư",
    Kind.DECREE: "Nghị định",
    Kind.DECISION: "Quyết định",
    Kind.LAW: "Luật",
    Kind.CONSOLIDATED: "Văn bản hợp nhất",
}
_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited. ``place`` is the part of it in words, ``note`` where it is named if the
    library holds only the text that names it; ``url`` opens it; ``accessed`` is the day asked for.
    """

    key: str
    kind: Kind
    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    place: str
    page: int | None
    note: str
    url: str
    accessed: date

    @property
    def year(self) -> int | None:
        """The year of issue, else that of the number."""
        if self.issued is not None:
            return self.issued.year
        found = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", self.number or "")
        return int(found[-1]) if found else None


def escape_bibtex(text: str) -> str:
    r"""Text as TeX prints it: characters that TeX reads otherwise get their commands.

    >>> escape_bibtex("Sơn & véc-ni 100% {A}_1")
    'Sơn \\& véc-ni 100\\% \\{A\\}\\_1'
    """
    return "".join(_SPECIAL.get(char, char) for char in _line(text))


def as_bibtex(one: Reference) -> str:
    """One entry, fields in a fixed order; the title in two pairs of braces, so that styles keep its
    capitals."""
    standard = one.kind in STANDARDS
    body = one.issuer or "Việt Nam"
    fields = [
        ("title", f"{{{escape_bibtex(one.title)}}}"),
        ("author", f"{{{escape_bibtex(body)}}}"),
        ("institution", escape_bibtex(body) if standard else ""),
        ("type", escape_bibtex(GENRES.get(one.kind, ""))),
        ("number", escape_bibtex(one.number or "")),
        ("year", str(one.year or "")),
        ("date", one.issued.isoformat() if one.issued else ""),
        ("pages", str(one.page or "")),
        ("note", escape_bibtex("; ".join(part for part in (one.place, one.note) if part))),
        ("url", _line(one.url)),
        ("urldate", one.accessed.isoformat()),
        ("langid", "vietnamese"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    entry = "techreport" if standard else "legislation"
    return "\n".join((f"@{entry}{{{_key(one.key)},", *lines, "}", ""))


def as_csl(one: Reference) -> CslBody:
    """One item."""
    standard = one.kind in STANDARDS
    return CslBody(
        id=_key(one.key),
        type="standard" if standard else "legislation",
        title=_line(one.title),
        number=one.number,
        genre=GENRES.get(one.kind),
        authority=one.issuer,
        publisher=one.issuer if standard else None,
        issued=_csl_day(one),
        section=one.place or None,
        page=str(one.page) if one.page else None,
        URL=one.url,
        accessed=CslDateBody.model_validate({"date-parts": [_parts(one.accessed)]}),
        note=one.note or None,
    )


def as_ris(one: Reference) -> str:
    """One record; lines end as RIS asks, with CR LF."""
    standard = one.kind in STANDARDS
    issued = one.issued.strftime("%Y/%m/%d/") if one.issued else ""
    fields = [
        ("TY", "STAND" if standard else "STAT"),
        ("TI", one.title),
        ("AU", one.issuer or ""),
        ("PY", str(one.year or "")),
        ("DA", issued),
        ("M1", one.number or ""),
        ("M3", GENRES.get(one.kind, "")),
        ("SE", one.place),
        ("SP", str(one.page or "")),
        ("PB", one.issuer or ""),
        ("CY", "Việt Nam"),
        ("LA", "vi"),
        ("N1", one.note),
        ("UR", one.url),
        ("Y2", one.accessed.strftime("%Y/%m/%d/")),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join((*lines, "ER  - ", ""))


def _csl_day(one: Reference) -> CslDateBody | None:
    if one.issued is not None:
        return CslDateBody.model_validate({"date-parts": [_parts(one.issued)]})
    return CslDateBody.model_validate({"date-parts": [[one.year]]}) if one.year else None


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(slug: str) -> str:
    """A key that every BibTeX reads: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFD", slug.replace("đ", "d").replace("Đ", "D"))
    kept = re.sub(r"[^A-Za-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return kept or "trachuan"
