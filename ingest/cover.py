"""What a document says of itself on its first pages: number, kind, titles, issuer, date of issue.

Reads the entries of one document and its running header; writes a :class:`Cover`. Facts come, in
this order, from the title block, from the foreword (*lời nói đầu*), from the fact sheet that
portals print in front, and from the running header of extracts. A number in a citation is not the
document's own; blanks of unsigned copies stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.cover_words import act_line, kind_by_self, kind_by_title
from ingest.dates import DATE_WORDS, find_date
from ingest.entry import Entry
from ingest.fact_sheet import read_fact_sheet
from ingest.labels import read_label
from ingest.layout import PrintedLine
from ingest.normalise import squeeze
from ingest.split import number_above
from ingest.titles import DAY, PLACE_DATE, read_titles
from standards.agencies import agency
from standards.citations import find_identifiers
from standards.document import Kind
from standards.identifier import Family, Identifier
from standards.kinds import kind_of_number
from standards.reading import unmarked

__all__ = ["Cover", "read_cover"]

_HEAD: Final = 120
_FIRST: Final = frozenset({"article", "chapter", "part", "section", "decimal", "roman"})
_FOREWORD: Final = re.compile(
    r"\s+(?:do\s|được\s|thay thế|hoàn toàn tương đương|tương đương|chấp nhận|chuyển đổi)"
)
_ISSUED_WITH: Final = re.compile(r"ban hành\s+(?:kèm\s+)?theo|(?:kèm theo)", re.IGNORECASE)
_CONSOLIDATES: Final = re.compile(
    r"được\s+sửa\s+đổi(?:,\s+bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo)"
    r"(?:\s+các\s[^:;]{0,80})?\s*:|"
    r"^văn\s+bản\s+hợp\s+nhất\b",
    re.IGNORECASE | re.MULTILINE,
)
_CUT_DAY: Final = re.compile(r"\bngày\s*(?:\d{1,2}\s*)?(?:tháng\s*)?(?:\d{1,2}\s*)?(?:năm\s*)?$")
_MOTTO: Final = re.compile(r"C[ỘÔ]NG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA")
_LETTERHEAD: Final = 8
_PASSED: Final = re.compile(rf"thông qua\s+({DATE_WORDS})", re.IGNORECASE)
_SPEAKS: Final = re.compile(
    r"(?:^|\n)\s*(?:Bộ trưởng\s+)?(Thủ tướng Chính phủ|Chính phủ|Quốc hội|Bộ [^\n;:.]{3,60}?)\s+"
    r"(?:ban hành|quy định|quyết định)\b"
)
_PUBLISHED: Final = re.compile(
    r"(?:Bộ trưởng\s+)?(Bộ [A-ZĐ](?:[^,;.\n]|,(?=\s(?!Bộ|Tổng|Ủy|Cục|Viện)[A-ZĐ])){3,60}?"
    r"|Ủy ban nhân dân [^,;.\n]{3,60}?)\s+(?:công bố|ban hành)\b"
)
_ISSUED_BY: Final = re.compile(
    r"(?:do|được)\s+((?:Ủy|Uỷ)\s+ban\s+[A-ZĐ][^,;.\d]{3,60}?|Tổng\s+cục\s+[A-ZĐ][^;.\d]{3,60}?)\s+"
    r"(?:công\s+bố|ban\s+hành)\b"
)
_ORDERS: Final = re.compile(r"\b(?:biên\s+soạn|đề\s+nghị|trình|thẩm\s+định|xây\s+dựng)\b")
_DEPARTMENT: Final = re.compile(r"(?:TỔNG CỤC|CỤC)\s+\w")
"""How the name of a body within a ministry begins in a letterhead."""
_LOCAL: Final = re.compile(
    r"(?:(?:ủy|uỷ)\s+ban|hội\s+đồng)\s+nhân\s+dân\s+(?P<kind>tỉnh|thành\s+phố)[ ]+"
    r"(?P<name>[^\W\d_]+(?:[ -]+[^\W\d_]+){0,3}?)(?=\s*(?:\n|[,;.:]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the first pages say; None is not stated. ``effective`` is from a fact sheet only."""

    number: Identifier | None
    kind: Kind
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: date | None
    effective: date | None
    issued_with: Identifier | None


def read_cover(entries: Sequence[Entry], header: Sequence[PrintedLine], text: str) -> Cover:
    """The cover of the document that ``entries`` are; ``text`` is all of it in one piece.

    ``header`` are the pieces of the running header of its first page.
    """
    head = _head(entries)
    facts = read_fact_sheet(entries[:_HEAD])
    opening = "\n".join(entry.text for entry in entries[:_HEAD])
    foreword = " ".join(entry.text for entry in head)
    number = _number(head, facts) or _foreword_number(opening)
    act = next((found for entry in head if (found := act_line(entry.text))), None)
    title, title_en = read_titles(head, number, facts, header, opening)
    return Cover(
        number=number,
        kind=_kind(number, act[0] if act else None, title, opening, text),
        title=title,
        title_en=title_en,
        issuer=_issuer(number, facts, opening),
        issued=_issued(head, facts, "" if act else foreword, text),
        effective=find_date(facts.get("effective", "")),
        issued_with=_issued_with(foreword, number),
    )


def _head(entries: Sequence[Entry]) -> list[Entry]:
    """Entries in front of the first numbered clause."""
    head: list[Entry] = []
    for entry in entries[:_HEAD]:
        label = read_label(entry.text)
        real = label and label.kind in _FIRST
        if (
            real
            and not DAY.match(entry.text)
            and not entry.is_row
            and not entry.is_contents
            and label
            and label.parts[:1] == (1,)
        ):
            break
        head.append(entry)
    return head


def _number(head: Sequence[Entry], facts: dict[str, str]) -> Identifier | None:
    for above, entry in zip([None, *head], head, strict=False):
        if entry.is_row or entry.is_contents:
            continue
        found = number_above(above.text if above else "", entry.text) or _titled_number(entry.text)
        if found is not None:
            return found
    stated = find_identifiers(facts.get("number", ""))
    return stated[0].identifier if stated else None


def _titled_number(text: str) -> Identifier | None:
    """The number in a line such as ``THÔNG TƯ CỦA BỘ … SỐ 04/2010/TT-BNNPTNT``."""
    found = find_identifiers(text)
    if len(found) != 1 or found[0].end < len(text.rstrip()):
        return None
    before = text[: found[0].start]
    capitals = before.isupper() and re.search(r"\bSỐ\s*:?\s*$", before)
    bare = re.fullmatch(r"\W*(?:Thông tư|Nghị định|Quyết định|Luật)(?:\s+số)?\W*", before)
    return found[0].identifier if capitals or bare else None


def _foreword_number(opening: str) -> Identifier | None:
    """The number that begins a sentence of the foreword: ``TCVN 9395:2012 do … biên soạn``."""
    for found in find_identifiers(opening):
        line_start = opening.rfind("\n", 0, found.start) + 1
        before = opening[line_start : found.start].strip()
        own = not before or re.fullmatch(r"(?:Quy chuẩn|Tiêu chuẩn)[\w\s]*", before)
        if own and _FOREWORD.match(opening, found.end) and found.identifier.is_dated:
            return found.identifier
    return None


def _kind(
    number: Identifier | None, act: Kind | None, title: str | None, opening: str, text: str
) -> Kind:
    if number is not None:
        by_number = kind_of_number(number)
        if by_number is not None:
            return by_number
    if act and _CONSOLIDATES.search(opening):
        return Kind.CONSOLIDATED
    if act is not None:
        return act
    return kind_by_title(title or "") or kind_by_self(text) or Kind.OTHER


def _issuer(number: Identifier | None, facts: dict[str, str], opening: str) -> str | None:
    if facts.get("issuer"):
        return facts["issuer"]
    if number is not None and number.agency:
        body = agency(number.agency)
        if body is not None:
            local = _LOCAL.search(opening) if body.code in ("UBND", "HĐND") else None
            return f"{body.name_vi} {_place(local)}" if local else body.name_vi
        joint = [agency(code) for code in number.agency.split("-")]
        if len(joint) > 1 and all(joint):
            return " - ".join(one.name_vi for one in joint if one)
    flat = opening.replace("\n", " ")
    own_sign = number is not None and number.family is Family.LEGAL_ACT and number.series
    department = _department(opening) if own_sign else None
    if department is not None:
        return department
    spoken = _SPEAKS.search(opening) or (number and _published(flat))
    return squeeze(spoken.group(1)) if spoken else _letterhead(opening)


def _published(flat: str) -> re.Match[str] | None:
    """Who published or issued a standard, as its foreword says; not who only proposed it."""
    issued = next((m for m in _ISSUED_BY.finditer(flat) if not _ORDERS.search(m[1])), None)
    return _PUBLISHED.search(flat) or issued


def _department(opening: str) -> str | None:
    """The department that stands below its ministry at the top of an act, in running case.

    The text itself says how its name is written: *Cục Trồng trọt*. A picture's tone marks may be
    wrong in capitals, so the marks of the text win too.
    """
    lines = opening.split("\n")
    top = [line for line in lines[:_LETTERHEAD] if line.isupper() and not _MOTTO.search(line)]
    name = next((squeeze(line) for line in top[1:] if _DEPARTMENT.match(line)), None)
    if name is None or not top[0].startswith("BỘ "):
        return None
    flat = opening.replace("\n", " ")
    plain, wanted = unmarked(flat).lower(), unmarked(name).lower()
    places = [match.start() for match in re.finditer(rf"\b{re.escape(wanted)}\b", plain)]
    written = [flat[at : at + len(name)] for at in places]
    running = [each for each in written if not each.isupper() and each[0].isupper()]
    return running[0] if running else name[0] + name[1:].lower()


def _letterhead(opening: str) -> str | None:
    """The body that stands above the number at the top of an official letter."""
    lines = opening.split("\n")
    if not any(_MOTTO.search(line) for line in lines[:_LETTERHEAD]):
        return None
    for at, line in enumerate(lines[:_LETTERHEAD]):
        for words in (line, " ".join(lines[at : at + 2])):
            body = agency(words) if words.isupper() else None
            if body is not None:
                return body.name_vi
    return None


def _place(local: re.Match[str]) -> str:
    """The province or city in the case of running text: *tỉnh Bến Tre*."""
    words = squeeze(local["name"]).split()
    return " ".join([squeeze(local["kind"]).lower(), *(word.capitalize() for word in words)])


def _issued(head: Sequence[Entry], facts: dict[str, str], foreword: str, text: str) -> date | None:
    for entry, below in zip(head, [*head[1:], None], strict=False):
        if entry.is_row:
            continue
        line = entry.text
        if below is not None and _CUT_DAY.search(line):
            line = f"{line} {below.text}"
        found = find_date(line) if PLACE_DATE.match(line) else None
        if found is not None:
            return found
    sheet = find_date(facts.get("issued", ""))
    if sheet is not None:
        return sheet
    attached = _ISSUED_WITH.search(foreword)
    if attached is not None:
        words = re.match(rf".{{0,120}}?({DATE_WORDS})", foreword[attached.end() :], re.IGNORECASE)
        if words is not None:
            return find_date(words.group(1))
    passed = _PASSED.search(text.replace("\n", " "))
    return find_date(passed.group(1)) if passed else None


def _issued_with(foreword: str, own: Identifier | None) -> Identifier | None:
    """The act by which a standard was issued: ``ban hành theo Thông tư số …``."""
    if own is not None and own.family is Family.LEGAL_ACT:
        return None
    for match in _ISSUED_WITH.finditer(foreword):
        found = find_identifiers(foreword[match.end() : match.end() + 80])
        if found and found[0].identifier.family is Family.LEGAL_ACT and found[0].start < 40:
            return found[0].identifier
    return None
