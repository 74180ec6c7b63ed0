"""Many products at once: a table in, a table out, row by row.

Tables come as CSV (comma, semicolon or tab; UTF-8 with or without its mark, UTF-16 as Excel writes
it) with a heading in Vietnamese or English, or as a JSON array. What is wrong with a row is said in
its own line and stops no other. Cells that a spreadsheet would take for a formula get an apostrophe
in front (OWASP, CSV Injection).
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from api.models_applicable import ApplicableBody, BatchRowBody, ItemBody
from index.catalogue_keys import folded
from search.answers import Negative
from search.applicability_model import DutyKind
from standards.errors import BadInput, TrachuanError
from standards.validity import Status

__all__ = ["COLUMNS", "MOST_ROWS", "Asker", "Batch", "TooManyRows", "read_batch", "write_batch"]

MOST_ROWS: Final = 1000
"""Rows of one batch."""

Asker = Callable[[BatchRowBody, date | None], ApplicableBody]
"""Answers one row for a day; ``Service.applicable`` behind it."""

_HEADINGS: Final[Mapping[str, str]] = {
    "product": "product",
    "name": "product",
    "goods": "product",
    "description": "product",
    "san pham": "product",
    "ten san pham": "product",
    "hang hoa": "product",
    "ten hang": "product",
    "ten hang hoa": "product",
    "mo ta": "product",
    "mo ta hang hoa": "product",
    "hs": "hs",
    "hs code": "hs",
    "hscode": "hs",
    "ma hs": "hs",
    "ma so hs": "hs",
    "ma so hang hoa": "hs",
    "as_of": "as_of",
    "as of": "as_of",
    "date": "as_of",
    "day": "as_of",
    "ngay": "as_of",
    "ngay ap dung": "as_of",
    "trade": "trade",
    "loai hinh": "trade",
    "nguon goc": "trade",
    "nhap khau/trong nuoc": "trade",
}
_ENGLISH: Final = frozenset(
    ("product", "name", "goods", "description", "as_of", "as of", "date", "day", "trade")
)
_DAYS: Final = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ROWS: Final = TypeAdapter(list[BatchRowBody])
COLUMNS: Final[Mapping[str, str]] = {
    "done_of_total": "tiến độ",
    "row": "dòng",
    "product": "sản phẩm",
    "hs": "mã HS",
    "as_of": "ngày",
    "trade": "loại hình",
    "answerable": "có căn cứ",
    "reason": "lý do",
    "mandatory": "bắt buộc",
    "voluntary": "tự nguyện hoặc chưa rõ",
    "lists": "danh mục",
    "duties": "nghĩa vụ",
    "risk": "mức rủi ro",
    "match": "khớp theo",
    "conditions": "điều kiện của dòng",
    "exclusions": "có thể bị loại trừ",
    "unverified": "chưa xác minh hiệu lực",
    "not_in_force": "không có hiệu lực ngày này",
    "hs_hints": "gợi ý mã HS",
    "questions": "cần hỏi thêm",
    "error": "lỗi",
}
"""Columns of the result, in English and Vietnamese."""

_DUTIES: Final = {
    DutyKind.INSPECTION: "kiểm tra nhà nước khi nhập khẩu",
    DutyKind.REGISTRATION: "đăng ký lưu hành",
    DutyKind.CERTIFICATION: "công bố hợp quy theo chứng nhận",
    DutyKind.DECLARATION: "công bố hợp quy",
    DutyKind.SELF_ASSESSMENT: "công bố hợp quy theo tự đánh giá",
    DutyKind.OTHER_LAW: "theo pháp luật chuyên ngành",
    DutyKind.COMPLY: "tuân thủ quy chuẩn",
    DutyKind.GENERAL_SAFETY: "bảo đảm an toàn chung",
    DutyKind.VOLUNTARY: "tự nguyện",
    DutyKind.NOT_READ: "chưa đọc được nghĩa vụ",
}
_REASONS: Final = {
    Negative.NO_MATCH: "không có dòng nào khớp",
    Negative.NOT_IN_LIBRARY: "thư viện chưa có danh mục",
    Negative.ENDED: "văn bản khớp không có hiệu lực ngày này",
    Negative.UNVERIFIED: "chưa xác minh được hiệu lực",
}


class TooManyRows(BadInput):
    """A batch with more rows than are taken at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The rows of a table; ``vietnamese`` if its heading was, then the result's heading is too."""

    rows: tuple[BatchRowBody, ...]
    vietnamese: bool


def read_batch(content: bytes, *, is_json: bool = False) -> Batch:
    """The rows of a table. Raises BadInput for what is no table, TooManyRows."""
    text = _decoded(content)
    if is_json or text.lstrip().startswith("["):
        rows, vietnamese = _of_json(text), False
    else:
        rows, vietnamese = _of_csv(text)
    if not rows:
        raise BadInput("the table has no rows: give a heading and at least one product or HS code")
    if len(rows) > MOST_ROWS:
        raise TooManyRows(f"the table has {len(rows)} rows: send at most {MOST_ROWS} at once")
    return Batch(rows=tuple(rows), vietnamese=vietnamese)


def write_batch(batch: Batch, ask: Asker) -> Iterator[str]:
    """The result as CSV, a piece a row, the heading first; begins with the mark that Excel needs
    to read UTF-8."""
    heading = COLUMNS.values() if batch.vietnamese else COLUMNS.keys()
    yield "\ufeff" + _line(list(heading))
    total = len(batch.rows)
    for place, row in enumerate(batch.rows, 1):
        cells = {"done_of_total": f"{place}/{total}", "row": str(place), **row.model_dump()}
        try:
            cells |= _answer(ask(row, _day(row.as_of)), vietnamese=batch.vietnamese)
        except TrachuanError as error:
            cells["error"] = str(error)
        yield _line([cells.get(name, "") for name in COLUMNS])


def _decoded(content: bytes) -> str:
    """The text of a table, by its mark; UTF-8 else. Raises BadInput."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if marked else "utf-8-sig"
    if not marked and content[1:2] == b"\0":
        encoding = "utf-16-le"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadInput(
            "the table is neither UTF-8 nor UTF-16: save it as “CSV UTF-8” and send it again"
        ) from None


def _of_json(text: str) -> list[BatchRowBody]:
    try:
        return _ROWS.validate_python(_texts(json.loads(text)))
    except (json.JSONDecodeError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise BadInput(
            f"no array of rows with product, hs, as_of and trade as texts: {first}"
        ) from None


def _texts(value: object) -> object:
    """Null and numbers as texts: a code may be sent as a number."""
    if isinstance(value, list):
        return [_texts(one) for one in value]
    if isinstance(value, dict):
        return {
            name: "" if one is None else str(one) if isinstance(one, int) else one
            for name, one in value.items()
        }
    return value


def _of_csv(text: str) -> tuple[list[BatchRowBody], bool]:
    lines = text.splitlines()
    if lines and lines[0].casefold().startswith("sep="):
        text = "\n".join(lines[1:])
    head = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max("\t;,", key=head.count)
    table = list(csv.reader(io.StringIO(text), delimiter=mark if mark in head else ","))
    table = [cells for cells in table if any(cell.strip() for cell in cells)]
    if not table:
        return [], False
    names = [_HEADINGS.get(folded(cell.strip()), "") for cell in table[0]]
    if not {"product", "hs"} & set(names):
        raise BadInput(
            "the heading names no column “product” (“sản phẩm”) or “hs” (“mã HS”); "
            f"it says: {', '.join(table[0])[:200]}"
        )
    rows = [_row(names, cells) for cells in table[1 : MOST_ROWS + 2]]
    rows += [BatchRowBody()] * max(0, len(table) - 1 - len(rows))
    english = any(folded(cell.strip()) in _ENGLISH for cell in table[0])
    return rows, not english


def _row(names: Sequence[str], cells: Sequence[str]) -> BatchRowBody:
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and not found.get(name):
            found[name] = cell.strip().removeprefix("'")
    return BatchRowBody(**found)


def _day(text: str) -> date | None:
    """A day as ISO writes it or as people do (``31/12/2026``); None for nothing. Raises BadInput.

    >>> _day("1/7/2026")
    datetime.date(2026, 7, 1)
    """
    plain = text.strip()
    if not plain:
        return None
    written = _DAYS.match(plain)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date.fromisoformat(plain[:10])
    except ValueError:
        raise BadInput(f"as_of={text!r} is no day: give YYYY-MM-DD or DD/MM/YYYY") from None


def _answer(body: ApplicableBody, *, vietnamese: bool) -> dict[str, str]:
    """The cells of a result."""
    binding = [one for one in body.applies if one.force.value.startswith("mandatory")]
    others = [one for one in body.applies if one not in binding]
    kinds = list(dict.fromkeys(group.duty for group in body.groups))
    reason = ""
    if body.reason is not None:
        reason = _REASONS[body.reason] if vietnamese else body.reason.value
    yes, no = ("có", "không") if vietnamese else ("yes", "no")
    return {
        "hs": ", ".join(body.hs),
        "as_of": body.as_of.isoformat(),
        "trade": body.trade.value if body.trade is not None else "",
        "answerable": yes if body.answerable else no,
        "reason": reason,
        "mandatory": _joined(one.number for one in binding),
        "voluntary": _joined(one.number for one in others),
        "lists": _joined(item.number or item.title or item.id for item in body.items),
        "duties": _joined(_DUTIES[kind] if vietnamese else kind.value for kind in kinds),
        "risk": _joined(item.risk.value for item in body.items if item.risk is not None),
        "match": _joined(_match(item) for item in body.items),
        "conditions": _joined(one.words for item in body.items for one in item.conditions),
        "exclusions": _joined(one.words for item in body.items for one in item.exclusions),
        "unverified": _joined(_unverified(body)),
        "not_in_force": _joined(_past(body)),
        "hs_hints": _joined(line.hs for line in body.hs_lines) if not body.hs else "",
        "questions": _joined(
            f"{one.words if vietnamese else one.words_en} "
            f"[{' | '.join(choice.words for choice in one.choices)}]"
            for one in body.questions
        ),
    }


def _match(item: ItemBody) -> str:
    return f"{item.by.value}-{item.match_level}" if item.match_level else item.by.value


def _unverified(body: ApplicableBody) -> Iterator[str]:
    for item in body.items:
        if item.status is Status.UNVERIFIED and item.number:
            yield item.number
    yield from (one.number for one in body.applies if one.status is Status.UNVERIFIED)


def _past(body: ApplicableBody) -> Iterator[str]:
    for item in (*body.ended, *body.not_yet, *body.suspended):
        after = ", ".join(one.number for one in item.replaced_by)
        name = item.number or item.title or item.id
        yield f"{name} ({item.status.value}{' → ' + after if after else ''})"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> _safe("=1+1"), _safe("TCVN 7303-1:2009")
    ("'=1+1", 'TCVN 7303-1:2009')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
