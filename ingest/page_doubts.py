"""What is doubtful about the pages of a document, in words for its readers (Vietnamese).

Reads page layouts; writes :class:`standards.document.Doubt` values, one a page that has one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ingest.layout import PageLayout
from standards.document import Doubt, PageClass

__all__ = ["page_doubts"]

_CLASS_WORDS: Final = {
    PageClass.SCAN: "Trang là ảnh quét, chữ do máy nhận dạng (OCR)",
    PageClass.BAD_LAYER: "Trang có lớp chữ hỏng, chữ do máy nhận dạng lại (OCR)",
    PageClass.LEGACY: "Trang dùng bảng mã cũ, chữ do máy nhận dạng từ ảnh trang (OCR)",
}


def page_doubts(pages: Iterable[PageLayout]) -> tuple[Doubt, ...]:
    """Doubts about pages, in the order of pages."""
    found = ((page.number, _doubt(page)) for page in pages)
    return tuple(Doubt(what=what, page=number) for number, what in found if what)


def _doubt(page: PageLayout) -> str:
    if page.refused:
        return f"Trang chưa đọc được: {page.refused}"
    if page.confidence is not None:
        words = _CLASS_WORDS.get(page.page_class, "Chữ do máy nhận dạng (OCR)")
        weak = f"; {page.weak_words} từ dưới 60 %" if page.weak_words else ""
        return f"{words}, độ tin cậy {100 * page.confidence:.0f} %{weak}"
    if page.page_class is PageClass.LEGACY:
        return f"Trang dùng bảng mã cũ, đã chuyển sang Unicode ({page.reason})"
    if page.page_class is PageClass.EMPTY and page.furniture:
        return "Trang chỉ có tiêu đề đầu trang, không có nội dung"
    return ""
