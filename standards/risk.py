"""Risk levels of goods and what they oblige to, since 1 July 2026 (Nghị định 37/2026/NĐ-CP).

Before that day goods that may be unsafe were *nhóm 2* (Luật 05/2007/QH12, Điều 5). A ministry's
list gives each kind of goods a level (Điều 4, 5.2); the level decides how conformity is shown
(Điều 66.2) and whether an import is inspected (Điều 82).
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Measure", "RiskLevel"]


class RiskLevel(StrEnum):
    """*Mức độ rủi ro*: cao, trung bình, thấp."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Measure(StrEnum):
    """What a list obliges to: *kiểm tra chất lượng* (of imports), *công bố hợp quy*, its two ways
    (*chứng nhận* by a designated or accredited body, *tự đánh giá*), *đăng ký lưu hành*; ``OTHER``
    where the list sends the reader to another law.
    """

    INSPECTION = "inspection"
    DECLARATION = "declaration"
    CERTIFICATION = "certification"
    SELF_ASSESSMENT = "self_assessment"
    REGISTRATION = "registration"
    OTHER = "other"
