"""What was decided about the encodings of a file: asked span by span, told page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.pdf import Span
from ingest.encodings import Encoding, hyphen_letter
from ingest.recoding import Hyphens
from standards.place import Box

__all__ = ["DecidedPage", "FileEncodings"]

_FONTS_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPage:
    """The spans of a page that has text in an encoding from before Unicode, each with its encoding
    (None: Unicode).
    """

    spans: tuple[Span, ...]
    encodings: tuple[Encoding | None, ...]


class FileEncodings:
    """The encoding of each span of a file, by page number. ``hyphens``: how the file shows the
    byte 0xAD. Made by :func:`ingest.encoding_choice.read_encodings`.
    """

    def __init__(self, pages: Mapping[int, DecidedPage], hyphens: Hyphens = Hyphens.SOFT) -> None:
        self.hyphens: Final = hyphens
        self._pages: Final = dict(pages)
        self._exact: Final = {
            (span.font, span.box): encoding
            for page in self._pages.values()
            for span, encoding in zip(page.spans, page.encodings, strict=True)
        }

    def touches(self, page: int) -> bool:
        """Whether anything on the page is in an encoding from before Unicode."""
        return page in self._pages

    def encoding_of(self, span: Span) -> Encoding | None:
        """The encoding of a span, whole or clipped; None for Unicode."""
        page = self._pages.get(span.box.page)
        if page is None:
            return None
        if (span.font, span.box) in self._exact:
            return self._exact[span.font, span.box]
        shared, encoding = 0.0, None
        for whole, decided in zip(page.spans, page.encodings, strict=True):
            area = _shared(span.box, whole.box) if whole.font == span.font else 0.0
            if area > shared:
                shared, encoding = area, decided
        return encoding

    def share(self, page: int) -> float:
        """Share of the page's letters that were converted, 0 to 1."""
        held = self._pages.get(page)
        return sum(share for _, share, _ in _summary(held)) if held else 0.0

    def reason(self, page: int) -> str:
        """Which encodings, which share of the letters, which fonts; ``""`` for a Unicode page."""
        held = self._pages.get(page)
        if held is None:
            return ""
        summary = _summary(held)
        said = "; ".join(
            f"{encoding} {share:.0%} chữ cái (phông {', '.join(fonts[:_FONTS_NAMED])})"
            for encoding, share, fonts in summary
        )
        letter = "".join(dict.fromkeys(hyphen_letter(encoding) for encoding, _, _ in summary))
        if self.hyphens is Hyphens.PLAIN and letter:
            said += f"; chữ {letter} ghi bằng dấu gạch nối"
        if self.hyphens is Hyphens.LOST:
            said += f"; tệp mất chữ {letter}, chỉ khôi phục nơi khó đọc khác"
        return f"bảng mã {said}"


def _summary(page: DecidedPage) -> Sequence[tuple[Encoding, float, Sequence[str]]]:
    """For each encoding its share of the letters and its fonts, most letters first."""
    counts: dict[Encoding | None, dict[str, int]] = {}
    for span, encoding in zip(page.spans, page.encodings, strict=True):
        fonts = counts.setdefault(encoding, {})
        fonts[span.font] = fonts.get(span.font, 0) + _letters(span.text)
    total = sum(sum(fonts.values()) for fonts in counts.values()) or 1
    found = [
        (encoding, sum(fonts.values()) / total, sorted(fonts, key=lambda font: -fonts[font]))
        for encoding, fonts in counts.items()
        if encoding is not None
    ]
    return sorted(found, key=lambda item: -item[1])


def _letters(text: str) -> int:
    """Characters that are neither blanks nor figures nor ASCII signs."""
    return sum(c.isalpha() or (ord(c) > 0x7F and not c.isspace()) for c in text)


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share, in square points."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide * high if wide > 0 and high > 0 else 0.0
