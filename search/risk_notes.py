"""What is said beside findings on risk: which lists were asked, and what silence means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.regimes import Regime
from search.risk_findings import RiskFinding
from search.risk_lists import RiskLists
from standards.history import Reason
from standards.hs import HsCode
from standards.validity import Status

__all__ = ["note_of"]

_NONE_LOADED = Reason(
    "Chưa nạp danh mục rủi ro của bộ nào, nên chưa biết mức độ rủi ro của hàng này.",
    "No ministry's list of goods by risk is loaded, so the level of these goods is not known.",
)
_NO_REGIME = Reason(
    "Chưa có dữ liệu về cách quản lý rủi ro vào ngày này.",
    "How risk was managed on that day is not recorded.",
)
_NO_CODE = Reason(
    "Không có mã HS để đối chiếu với danh mục.", "There is no HS code to compare with the lists."
)
_NOT_FREE = Reason(
    "Điều này không có nghĩa là hàng không bị quản lý hay có rủi ro thấp: thư viện có thể chưa có "
    "đủ danh mục.",
    "That does not mean that the goods are not regulated or of low risk: the library may not have "
    "all lists.",
)
_NO_GROUP_LIST = Reason(
    "Thư viện không có danh mục nhóm 2 nào có hiệu lực vào ngày này.",
    "The library holds no list of group 2 in force on that day.",
)
_DISAGREE = Reason(
    "Các dòng nêu mức khác nhau: xem tên hàng và điều kiện của từng dòng.",
    "The rows state different levels: see the goods and the condition of each.",
)
_AT_ODDS = Reason(
    "Có dòng đòi kiểm tra khi nhập khẩu dù nêu rủi ro trung bình (xem khoản 1 Điều 82 Nghị định "
    "37/2026/NĐ-CP): nên đối chiếu với bản gốc.",
    "A row demands import inspection although it states medium risk (see Article 82(1) of Decree "
    "37/2026/NĐ-CP): compare it with the original.",
)
_NOT_CHECKED = Reason(
    "Dòng lấy từ danh mục nhập vào máy, chưa ai đối chiếu với bản gốc.",
    "Rows from imported lists have not been compared with the original by anyone.",
)
_CUT = Reason(
    "Tên hàng trong danh mục nhập bị cắt ngắn: xem tên theo biểu thuế và bản gốc.",
    "Names of goods in the imported list are cut short: see the name of the code in the tariff and "
    "the original.",
)
_UNVERIFIED = Reason(
    "Chưa xác minh được hiệu lực của danh mục vào ngày này.",
    "Whether the list was in force on that day is not verified.",
)
_NEAR = Reason(
    "Các dòng dưới đây chỉ cùng nhóm 4 hoặc 6 số.",
    "The rows below only share the heading or subheading.",
)


def note_of(
    regime: Regime | None,
    codes: Sequence[HsCode],
    findings: Sequence[RiskFinding],
    lists: RiskLists,
    *,
    former: Sequence[str] = (),
    law: Status = Status.UNVERIFIED,
) -> Reason:
    """The note beside the findings; ``former`` are lists of nhóm 2 that hold the goods on a day on
    which groups count no more, ``law`` is the status of the act that decides."""
    if regime is None:
        return _NO_REGIME
    if regime.has_levels:
        said = _on_levels(codes, findings, lists, former)
    else:
        said = _on_group_2(codes, findings, lists)
    return _joined((*_on_law(regime, law), *said))


def _on_law(regime: Regime, law: Status) -> Iterable[Reason]:
    if law in (Status.ENDED, Status.SUSPENDED, Status.NOT_YET):
        yield Reason(
            f"Theo các văn bản đang có, {regime.law} không có hiệu lực vào ngày này: cần kiểm tra "
            "lại quy định đang áp dụng.",
            f"By the texts held, {regime.law} is not in force on that day: check which rules "
            "apply.",
        )


def _on_levels(
    codes: Sequence[HsCode],
    findings: Sequence[RiskFinding],
    lists: RiskLists,
    former: Sequence[str],
) -> Iterable[Reason]:
    if not lists.with_levels and not findings:
        yield _NONE_LOADED
    elif not codes and not findings:
        yield _NO_CODE
    elif not any(one.match is None or one.match.covers for one in findings):
        yield _absent(lists.with_levels)
        yield _NOT_FREE
        if findings:
            yield _NEAR
    if len({one.level for one in findings if _speaks(one)}) > 1:
        yield _DISAGREE
    yield from _of_sources(findings)
    if former:
        yield Reason(
            f"Hàng có trong danh mục nhóm 2 ({', '.join(former)}); từ 01/7/2026 không còn phân "
            "nhóm, danh mục đó không cho biết mức độ rủi ro.",
            f"The goods stand in a list of group 2 ({', '.join(former)}); groups ended on 1 July "
            "2026, and that list states no level of risk.",
        )


def _on_group_2(
    codes: Sequence[HsCode], findings: Sequence[RiskFinding], lists: RiskLists
) -> Iterable[Reason]:
    if not lists.group_2 and not findings:
        yield _NO_GROUP_LIST
    elif not codes and not findings:
        yield _NO_CODE
    elif not any(one.match is None or one.match.covers for one in findings):
        yield Reason(
            f"Không dòng nào của {len(lists.group_2)} danh mục nhóm 2 đang có mang mã này.",
            f"No row of the {_lists(len(lists.group_2))} of group 2 held has this code.",
        )
        yield _NOT_FREE
        if findings:
            yield _NEAR
    yield from _of_sources(findings)


def _absent(count: int) -> Reason:
    return Reason(
        f"Không dòng nào của {count} danh mục rủi ro đã nạp mang mã này.",
        f"No row of the {_lists(count)} loaded has this code.",
    )


def _lists(count: int) -> str:
    return "one list" if count == 1 else f"{count} lists"


def _of_sources(findings: Sequence[RiskFinding]) -> Iterable[Reason]:
    if any(one.is_at_odds for one in findings):
        yield _AT_ODDS
    if any(not one.is_checked for one in findings):
        yield _NOT_CHECKED
    if any(one.is_cut for one in findings):
        yield _CUT
    if any(one.status is Status.UNVERIFIED for one in findings):
        yield _UNVERIFIED


def _speaks(finding: RiskFinding) -> bool:
    covers = finding.match is None or finding.match.covers
    return covers and finding.level is not None


def _joined(reasons: Iterable[Reason]) -> Reason:
    held = list(reasons)
    return Reason(" ".join(one.vi for one in held), " ".join(one.en for one in held))
