"""What is said, in two languages, of an instruction that could not be followed surely."""

from __future__ import annotations

from search.amended_model import DoubtKind
from standards.history import Reason

__all__ = ["reason_of"]

_REASONS = {
    DoubtKind.NOT_FOUND: Reason(
        "Không tìm thấy nơi phải sửa trong văn bản gốc.",
        "The place to be changed was not found in the base text.",
    ),
    DoubtKind.AMBIGUOUS: Reason(
        "Văn bản gốc có hơn một nơi mang số này.",
        "More than one place of the base text has this number.",
    ),
    DoubtKind.ALREADY_THERE: Reason(
        "Văn bản gốc đã có phần mang số này.",
        "The base text already has a part with this number.",
    ),
    DoubtKind.OTHER_LABEL: Reason(
        "Nội dung được trích mang số khác với phần phải sửa.",
        "The quoted text is numbered as another part than the one to be changed.",
    ),
    DoubtKind.PARTS_NOT_QUOTED: Reason(
        "Phần được trích không có các mục con; các mục con được giữ như văn bản gốc.",
        "The quoted text has none of the numbered parts below; they stay as in the base text.",
    ),
    DoubtKind.WORDS_NOT_FOUND: Reason(
        "Không tìm thấy cụm từ phải thay trong phần này.",
        "The words to be replaced were not found in this part.",
    ),
    DoubtKind.WORDS_SEVERAL: Reason(
        "Cụm từ phải thay xuất hiện nhiều lần; không rõ thay chỗ nào.",
        "The words to be replaced stand here several times; it is not clear which are meant.",
    ),
    DoubtKind.SAME_DAY: Reason(
        "Hai văn bản cùng sửa phần này từ cùng một ngày; cả hai được nêu.",
        "Two texts change this part from the same day; both are shown.",
    ),
    DoubtKind.UNKNOWN_BEFORE: Reason(
        "Một sửa đổi trước đó của phần này không trích nguyên văn.",
        "An earlier change of this part is not quoted word for word.",
    ),
    DoubtKind.OTHER_TEXT: Reason(
        "Văn bản sửa đổi chỉ nêu văn bản ban hành; không chắc phần này là của văn bản nào.",
        "The amendment names only the issuing act; it is not sure of which text this part is.",
    ),
}


def reason_of(kind: DoubtKind) -> Reason:
    """The sentence for a doubt."""
    return _REASONS[kind]
