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

from ingest.cover_words import act_line, kind_by_self, kind_by_title, skips, stops
from ingest.dates import DATE_WORDS, find_date
from ingest.entry import Entry
from ingest.fact_sheet import read_fact_sheet
from ingest.furniture import is_stamp
from ingest.labels import read_label
from ingest.layout import PrintedLine
from ingest.normalise import squeeze
from ingest.split import number_above, number_line
from standards.agencies import agency
from standards.citations import find_identifiers
from standards.document import Kind
from standards.identifier import Family, Identifier

__all__ = ["Cover", "read_cover"]

_HEAD: Final = 120
_FIRST: Final = frozenset({"article", "chapter", "part", "section", "decimal", "roman"})
_TITLE_LINES: Final = 9
_SHORT_TITLE: Final = 8
_LONG_TITLE: Final = 300
_BOLD: Final = 0.5
_HEADER_DEPTH: Final = 260.0
"""Running headers end this many points below the upper edge, at the latest."""
_FOREWORD: Final = re.compile(
    r"\s+(?:do\s|được\s|thay thế|hoàn toàn tương đương|tương đương|chấp nhận|chuyển đổi)"
)
_ISSUED_WITH: Final = re.compile(r"ban hành\s+(?:kèm\s+)?theo|(?:kèm theo)", re.IGNORECASE)
_PLACE_DATE: Final = re.compile(rf"^(?!căn cứ).{{0,80}}\b{DATE_WORDS}\s*$", re.IGNORECASE)
_BROKEN_SYMBOL: Final = re.compile(r"(/[A-ZĐ]{2,5}-) (?=[A-ZĐ])")
_FOOTNOTE_MARK: Final = re.compile(r"^\s*[(\[]?(?:\d{1,2}|\*+)[)\]]?(?=\s|$)")
_DAY: Final = re.compile(r"^\d{1,2}\s+tháng\s+\d", re.IGNORECASE)
_PASSED: Final = re.compile(rf"thông qua\s+({DATE_WORDS})", re.IGNORECASE)
_SPEAKS: Final = re.compile(
    r"(?:^|\n)\s*(?:Bộ trưởng\s+)?(Thủ tướng Chính phủ|Chính phủ|Quốc hội|Bộ [^\n;:.]{3,60}?)\s+"
    r"(?:ban hành|quy định|quyết định)\b"
)
_PUBLISHED: Final = re.compile(
    r"(?:Bộ trưởng\s+)?(Bộ [A-ZĐ][^,;.\n]{3,60}?|Ủy ban nhân dân [^,;.\n]{3,60}?)\s+"
    r"(?:công bố|ban hành)\b"
)
_LOCAL: Final = re.compile(
    r"(?:ủy|uỷ)\s+ban\s+nhân\s+dân\s+(?P<kind>tỉnh|thành\s+phố)[ ]+"
    r"(?P<name>[^\W\d_]+(?:[ -]+[^\W\d_]+){0,3}?)(?=\s*(?:\n|[,;.:]|$))",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(r"^[A-Za-z][\x20-\x7e–—’]+$")
_CODE: Final = re.compile(r"^\W*(?:[A-Za-z]{1,10}[\s_.-]*)?\d{1,6}\W*$")
_BLURB: Final = re.compile(r",?\s*bao gồm:?\s*$|\s*[.;:]\s*$")


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
    title, title_en = _titles(head, number, facts, header, opening)
    return Cover(
        number=number,
        kind=_kind(number, act[0] if act else None, title, opening, text),
        title=title,
        title_en=title_en,
        issuer=_issuer(number, facts, opening),
        issued=_issued(head, facts, foreword, text),
        effective=find_date(facts.get("effective", "")),
        issued_with=_issued_with(foreword, number),
    )


def _head(entries: Sequence[Entry]) -> list[Entry]:
    """Entries in front of the first numbered clause."""
    head: list[Entry] = []
    for entry in entries[:_HEAD]:
        label = read_label(entry.text)
        real = label and label.kind in ("article", "chapter", "part", "section", "decimal", "roman")
        if (
            real
            and not _DAY.match(entry.text)
            and not entry.is_row
            and not entry.is_contents
            and label
            and label.parts[:1] == (1,)
        ):
            break
        head.append(entry)
    return head


def _header_title(header: Sequence[PrintedLine]) -> str | None:
    """The title in the running header of an extract: the pile of lines below its first row.

    Such headers are frames: organisation and code in the first row, title and edition below. A
    header of one row holds a number or a stamp, no title.
    """
    upper = (line for line in header if line.box.y1 < _HEADER_DEPTH and not is_stamp(line.text))
    lines = sorted(upper, key=_row_order)
    top = lines[0].box.y0 if lines else 0.0
    below = [line for line in lines if line.box.y0 > top + 0.6 * line.box.height]
    pile: list[PrintedLine] = []
    for line in below:
        if skips(line.text) or _CODE.match(line.text):
            continue
        if pile and not _stands_under(pile[-1], line):
            continue
        pile.append(line)
    title = squeeze(" ".join(line.text for line in pile))
    return title if len(title) > _SHORT_TITLE else None


def _row_order(line: PrintedLine) -> tuple[int, float]:
    return round(line.box.y0 / 4), line.box.x0


def _stands_under(upper: PrintedLine, lower: PrintedLine) -> bool:
    shared = min(upper.box.x1, lower.box.x1) - max(upper.box.x0, lower.box.x0)
    narrow = min(upper.box.x1 - upper.box.x0, lower.box.x1 - lower.box.x0)
    gap = lower.box.y0 - upper.box.y1
    return shared > 0.5 * narrow and -2 < gap < 0.5 * lower.box.height


def _capitals_title(head: Sequence[Entry]) -> str | None:
    """Capitals above the text, where nothing else says what the document is."""
    words: list[str] = []
    for entry in head:
        text = entry.text
        usable = text.isupper() and not (entry.is_row or entry.is_contents or number_line(text))
        if usable and not stops(text) and not skips(text) and agency(text) is None:
            if not read_label(text):
                words.append(text)
        elif words:
            break
    title = squeeze(" ".join(words))
    return title if len(title) > 2 * _SHORT_TITLE else None


def _bold_title(head: Sequence[Entry]) -> str | None:
    """The bold words at the very top of a text that has no title block: an article, an extract."""
    words: list[str] = []
    for entry in head[:_TITLE_LINES]:
        text = entry.text
        plain = entry.bold < _BOLD or entry.is_row or _CODE.match(text)
        if plain or stops(text) or skips(text) or read_label(text):
            break
        words.append(text)
    title = squeeze(" ".join(words))
    return title if 2 * _SHORT_TITLE < len(title) < _LONG_TITLE else None


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
        by_number = _kind_of_number(number)
        if by_number is not None:
            return by_number
    if re.search(r"(?i)được sửa đổi, bổ sung bởi:|^văn bản hợp nhất", opening) and act:
        return Kind.CONSOLIDATED
    if act is not None:
        return act
    return kind_by_title(title or "") or kind_by_self(text) or Kind.OTHER


def _kind_of_number(number: Identifier) -> Kind | None:
    if number.base is not None:
        return _kind_of_number(number.base)
    if number.family in (Family.QCVN, Family.QCDP) or number.series.startswith("QC"):
        return Kind.QCVN
    if number.family in (Family.TCVN, Family.OLD_SERIES):
        return Kind.TCVN
    if number.family is not Family.LEGAL_ACT:
        return Kind.OTHER
    if (number.agency or "").startswith("QH"):
        return Kind.LAW
    return {
        "TT": Kind.CIRCULAR,
        "TTLT": Kind.CIRCULAR,
        "NĐ": Kind.DECREE,
        "QĐ": Kind.DECISION,
        "VBHN": Kind.CONSOLIDATED,
    }.get(number.series)


def _titles(
    head: Sequence[Entry],
    number: Identifier | None,
    facts: dict[str, str],
    header: Sequence[PrintedLine],
    opening: str,
) -> tuple[str | None, str | None]:
    lines = [entry.text for entry in head if not entry.is_row and not entry.is_contents]
    title, english = _act_title(lines), None
    if title is None:
        title, english = _standard_title(lines)
    if title is None and facts.get("title"):
        title = facts["title"]
    if title is None:
        title = _abstract(opening)
    if title is None:
        title = _header_title(header) or _capitals_title(head) or _bold_title(head)
    return title, english


def _act_title(lines: Sequence[str]) -> str | None:
    """What stands under ``THÔNG TƯ``, ``NGHỊ ĐỊNH``, … up to the legal grounds."""
    for at, line in enumerate(lines):
        act = act_line(line)
        if act is None:
            continue
        rest = _FOOTNOTE_MARK.sub("", line[act[1] :]).strip()
        if rest and skips(rest):
            rest = ""
        if rest.startswith(":") or (rest and rest[0].islower()):
            continue
        words = [rest] if rest else []
        for text in lines[at + 1 : at + 1 + _TITLE_LINES]:
            if not words and _PLACE_DATE.match(text):
                continue
            if stops(text) or _is_numbered(text) or (words and _is_issuer(text)):
                break
            if skips(text) or act_line(text) or number_line(text):
                continue
            words.append(text)
        if words:
            return _BROKEN_SYMBOL.sub(r"\1", squeeze(" ".join(words)))
    return None


def _is_issuer(text: str) -> bool:
    """Whether a line names an issuing body, no words that only hold its name."""
    return text[:1].isupper() and agency(text) is not None


def _is_numbered(text: str) -> bool:
    """Whether a clause begins here; a title may break before the day of a date in it."""
    return read_label(text) is not None and not _DAY.match(text)


def _standard_title(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Title and English title of a standard's cover: capitals around its number."""
    at = next((i for i, line in enumerate(lines) if _states_standard(line)), None)
    if at is None:
        return None, None
    start = at
    while start and at - start < 4 and lines[start - 1].isupper() and not stops(lines[start - 1]):
        start -= 1
    words: list[str] = []
    english: list[str] = []
    for text in lines[start : at + 1 + _TITLE_LINES]:
        if _states_standard(text):
            continue
        if stops(text) or read_label(text):
            if words:
                break
            continue
        if skips(text) or agency(text) is not None:
            continue
        if words and _ENGLISH.match(text):
            english.append(text)
        elif english or not (text.isupper() or not words):
            break
        else:
            words.append(text)
    title = squeeze(" ".join(words))
    return title or None, squeeze(" ".join(english)) or None


def _states_standard(text: str) -> bool:
    number = number_line(text)
    return number is not None and number.family is not Family.LEGAL_ACT


def _abstract(opening: str) -> str | None:
    """The paragraph under ``TRÍCH YẾU`` on a portal's page."""
    match = re.search(r"(?m)^TRÍCH YẾU\s*\n(?P<words>(?:.+\n){1,8}?.*)", opening)
    if match is None:
        return None
    words: list[str] = []
    for line in opening[match.start("words") :].split("\n")[:_TITLE_LINES]:
        if stops(line) or line.startswith(("•", "-", "+")):
            break
        words.append(line)
        if line.rstrip().endswith((".", ":")):
            break
    return _BLURB.sub("", squeeze(" ".join(words))) or None


def _issuer(number: Identifier | None, facts: dict[str, str], opening: str) -> str | None:
    if facts.get("issuer"):
        return facts["issuer"]
    if number is not None and number.agency:
        body = agency(number.agency)
        if body is not None:
            local = _LOCAL.search(opening) if body.code == "UBND" else None
            return f"{body.name_vi} {_place(local)}" if local else body.name_vi
        joint = [agency(code) for code in number.agency.split("-")]
        if len(joint) > 1 and all(joint):
            return " - ".join(one.name_vi for one in joint if one)
    flat = opening.replace("\n", " ")
    spoken = _SPEAKS.search(opening) or (number and _PUBLISHED.search(flat))
    return squeeze(spoken.group(1)) if spoken else None


def _place(local: re.Match[str]) -> str:
    """The province or city in the case of running text: *tỉnh Bến Tre*."""
    words = squeeze(local["name"]).split()
    return " ".join([squeeze(local["kind"]).lower(), *(word.capitalize() for word in words)])


def _issued(head: Sequence[Entry], facts: dict[str, str], foreword: str, text: str) -> date | None:
    for entry in head:
        if not entry.is_row and (_PLACE_DATE.match(entry.text)):
            found = find_date(entry.text)
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
