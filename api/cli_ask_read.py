"""How a question was read, as lines of ``trachuan ask``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.models import AskBody
from api.models_understood import NeedBody
from search.understood import RelationAsked, Trade
from standards.agencies import agency

__all__ = ["need_title", "read_lines"]

_TRADE: Final = {Trade.IMPORT: "nhập khẩu", Trade.DOMESTIC: "sản xuất trong nước"}
_RELATION: Final = {
    RelationAsked.REPLACED_BY: "văn bản thay thế nó",
    RelationAsked.REPLACES: "văn bản nó thay thế",
    RelationAsked.AMENDED_BY: "văn bản sửa đổi nó",
    RelationAsked.AMENDS: "văn bản nó sửa đổi",
    RelationAsked.ISSUED_BY: "văn bản ban hành nó",
    RelationAsked.CITED_BY: "văn bản viện dẫn nó",
}


def read_lines(body: AskBody) -> Iterator[str]:
    """What narrows the answers, what was respelled, and what is to be known of them."""
    read = body.understanding
    chosen = read.filters
    names = [found.name_vi if (found := agency(code)) else code for code in chosen.agencies]
    narrowed = [*names, *(f"năm {year}" for year in chosen.years)]
    narrowed += [kind.value for kind in chosen.kinds]
    narrowed += ["còn hiệu lực"] if chosen.in_force else []
    if narrowed:
        yield f"Chỉ lấy: {'; '.join(narrowed)}"
    if read.trade is not None:
        yield f"Hàng {_TRADE[read.trade]}"
    if read.relation is not None:
        yield f"Hỏi: {_RELATION[read.relation]}"
    if read.respelled:
        words = "; ".join(f"“{one.typed}” thành “{one.read}”" for one in read.respelled)
        yield f"Đọc lại: {words} (--as-typed để giữ như đã gõ)"
    for note in read.notes:
        yield f"Chú ý: {note.text}"


def need_title(need: NeedBody) -> str:
    """The heading of a need's answers; one that nothing answers says so."""
    nothing = "" if need.answerable is not False else ": thư viện không có căn cứ để trả lời"
    return f"CÂU HỎI {need.place}: {need.text}{nothing}"
