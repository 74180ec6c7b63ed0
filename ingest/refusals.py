"""What is not read, and what is doubtful before a word of it is: limits and damage.

Reads an open PDF, or one page of it, without unpacking its pictures; writes a reason in words.
"""

from __future__ import annotations

from typing import Final

from index.pdf import PageLoss, Pdf, PdfPage
from ingest.tools import Limits
from standards.document import Doubt
from standards.errors import UnreadableDocument

__all__ = ["check_pages", "check_size", "file_doubts", "refusal"]

_LARGEST_SIDE: Final = 14_400.0
"""Points, 200 inches: the largest page that the format allows for (ISO 32000-1, annex C)."""
_SMALLEST_SIDE: Final = 3.0
_MOST_CONTENT: Final = 64 * 2**20
"""Bytes of drawing commands; the fullest real pages, maps and drawings, have a few megabytes."""
_BYTES_A_PIXEL: Final = 3
"""A picture of the largest size may have three colours of one byte."""


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raise UnreadableDocument if a file of ``size`` bytes is larger than is read."""
    if size > limits.file_size:
        told = f"the file has {size / 2**20:.0f} MB, the limit is {limits.file_size / 2**20:.0f}"
        raise UnreadableDocument(name, told, cure="split it, or raise TRACHUAN_MAX_FILE")


def check_pages(pdf: Pdf, limits: Limits) -> None:
    """Raise UnreadableDocument if a file has more pages than are read."""
    if pdf.page_count > limits.pages:
        raise UnreadableDocument(
            pdf.name,
            f"it has {pdf.page_count} pages, the limit is {limits.pages}",
            cure=f"split it, or set TRACHUAN_MAX_PAGES={pdf.page_count}",
        )


def refusal(page: PdfPage, limits: Limits) -> str:
    """Why a page must be neither read nor drawn (Vietnamese), ``""`` if it may.

    Raises UnreadableDocument if the page is so broken that it cannot be asked.
    """
    return (
        _size(page)
        or _lost(page, PageLoss.CONTENT)
        or _content(page)
        or _blank(page)
        or _pictures(page, limits)
    )


def _size(page: PdfPage) -> str:
    sides = (page.width, page.height)
    if all(_SMALLEST_SIDE <= side <= _LARGEST_SIDE for side in sides):  # False for NaN
        return ""
    return f"khổ trang không có thật: {page.width:.4g} × {page.height:.4g} điểm"


def _lost(page: PdfPage, loss: PageLoss) -> str:
    """A page without its picture may still have words, one without its commands has nothing."""
    return "tệp hỏng hoặc bị cắt cụt, nội dung trang này đã mất" if page.lacks() is loss else ""


def _blank(page: PdfPage) -> str:
    loss = _lost(page, PageLoss.PICTURES)
    return loss if loss and not page.spans() else ""


def _content(page: PdfPage) -> str:
    if page.content_size(_MOST_CONTENT) < _MOST_CONTENT:
        return ""
    return f"nội dung trang bung ra quá {_MOST_CONTENT // 2**20} MB"


def _pictures(page: PdfPage, limits: Limits) -> str:
    most = limits.picture_pixels
    for picture in page.pictures():
        if picture.width * picture.height > most or picture.bytes > most * _BYTES_A_PIXEL:
            size = f"{picture.width} × {picture.height} điểm ảnh"
            return f"ảnh trên trang quá lớn: {size}, bung ra {picture.bytes / 2**20:.0f} MB"
    return ""


def file_doubts(pdf: Pdf) -> tuple[Doubt, ...]:
    """What is doubtful about a file as a whole: damage that was repaired, and what was not run."""
    return tuple(Doubt(what=what, page=None) for what in (*_damage(pdf), *_not_run(pdf)))


def _damage(pdf: Pdf) -> list[str]:
    found: list[str] = []
    if pdf.repaired:
        found.append("tệp bị hỏng, đã dựng lại để đọc; có thể thiếu trang hoặc thiếu chữ")
    if pdf.declared_pages is None:
        found.append(f"mục lục trang của tệp bị mất, tìm lại được {pdf.page_count} trang")
    elif pdf.declared_pages != pdf.page_count:
        told = f"ghi {pdf.declared_pages} trang, tìm thấy {pdf.page_count} trang"
        found.append(f"mục lục trang của tệp bị hỏng: {told}")
    return found


def _not_run(pdf: Pdf) -> list[str]:
    carried = pdf.carried()
    found: list[str] = []
    if carried.javascript:
        found.append("tệp chứa mã JavaScript, không chạy")
    if carried.launches:
        found.append("tệp chứa lệnh mở chương trình khác, không chạy")
    if carried.xfa:
        found.append("tệp chứa biểu mẫu XFA, không đọc phần biểu mẫu này")
    if carried.attachments:
        found.append(f"tệp đính kèm {carried.attachments} tệp khác, không đọc")
    return found
