"""What was understood of a question on applicability, and what to do where nothing applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.answers import Negative
from search.applicability_model import Item, TariffLine
from search.applicability_records import has_risk_lists
from search.shelf import Shelf
from search.understood import Trade
from standards.history import Reason
from standards.hs import HsCode

__all__ = ["next_steps", "understood_as"]

_TRADES = {
    Trade.IMPORT: Reason("hàng nhập khẩu", "imported"),
    Trade.DOMESTIC: Reason("sản xuất trong nước", "made in Vietnam"),
}
_NOT_LEGAL = Reason(
    "Mã HS chỉ là gợi ý: khai theo kết quả phân loại hải quan (hoặc xin xác định trước mã số).",
    "The HS code is only a hint: declare what customs classification gives (or ask for an advance "
    "ruling).",
)


def understood_as(text: str, codes: Sequence[HsCode], trade: Trade | None) -> Reason:
    """The question in one sentence."""
    vi, en = [], []
    if text:
        vi.append(f"sản phẩm “{text}”")
        en.append(f"the product “{text}”")
    if codes:
        listed = ", ".join(map(str, codes))
        vi.append(f"mã HS {listed}")
        en.append(f"HS code {listed}")
    if trade is not None:
        vi.append(_TRADES[trade].vi)
        en.append(_TRADES[trade].en)
    return Reason("Tìm theo " + ", ".join(vi) + ".", "Looked for " + ", ".join(en) + ".")


def next_steps(
    reason: Negative | None,
    shelf: Shelf,
    codes: Sequence[HsCode],
    lines: Sequence[TariffLine],
    items: Sequence[Item],
    gone: Sequence[HsCode],
) -> tuple[Reason, ...]:
    """What to do where nothing applies, or what to look at beside what does."""
    return tuple(_steps(reason, shelf, codes, lines, items, gone))


def _steps(
    reason: Negative | None,
    shelf: Shelf,
    codes: Sequence[HsCode],
    lines: Sequence[TariffLine],
    items: Sequence[Item],
    gone: Sequence[HsCode],
) -> Iterator[Reason]:
    if gone:
        listed = ", ".join(map(str, gone))
        yield Reason(
            f"Mã {listed} không có trong biểu thuế đã nạp: xem lại mã theo biểu thuế hiện hành.",
            f"{listed} is not in the tariff that is loaded: look it up in the tariff in use.",
        )
    if reason is Negative.NO_MATCH:
        yield Reason(
            "Không dòng danh mục hay phạm vi quy chuẩn nào đang có nói đến hàng này; điều đó không "
            "có nghĩa là hàng không bị quản lý. Hãy hỏi bộ quản lý ngành, hoặc nạp thêm danh mục.",
            "No row of a list and no scope of a regulation held speaks of these goods; that does "
            "not mean that they are not regulated. Ask the ministry in charge, or load its list.",
        )
        if not codes:
            yield Reason(
                "Thêm mã HS (4, 6 hoặc 8 số) để đối chiếu với danh mục theo mã.",
                "Add the HS code (4, 6 or 8 digits), to compare with the lists by code.",
            )
    elif reason is Negative.NOT_IN_LIBRARY:
        yield Reason(
            "Thư viện chưa có danh mục sản phẩm, hàng hóa nào: nạp danh mục của bộ quản lý ngành "
            "(trachuan ingest, trachuan catalogue add).",
            "The library holds no list of goods: add those of the ministries (trachuan ingest, "
            "trachuan catalogue add).",
        )
    elif reason is Negative.ENDED:
        yield Reason(
            "Có dòng phù hợp nhưng văn bản không có hiệu lực vào ngày này: xem văn bản thay thế, "
            "hoặc hỏi cho ngày khác.",
            "Some rows match, but their texts are not in force on that day: see what replaced "
            "them, or ask for another day.",
        )
    elif reason is Negative.UNVERIFIED:
        yield Reason(
            "Có dòng phù hợp nhưng chưa xác minh được hiệu lực: đối chiếu với bản gốc trên "
            "Công báo.",
            "Some rows match, but whether they are in force is not verified: compare with the "
            "official gazette.",
        )
    if lines and not codes:
        yield _NOT_LEGAL
    if not has_risk_lists(shelf) and not any(item.risk for item in items):
        yield Reason(
            "Chưa nạp danh mục rủi ro của bộ nào, nên chưa biết mức độ rủi ro của hàng.",
            "No list of goods by risk is loaded, so the level of risk is not known.",
        )
