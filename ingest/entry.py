"""One printed line or table row, with what is known of it beyond its words."""

from __future__ import annotations

from dataclasses import dataclass

from standards.place import Box

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A printed line, or a table row if ``is_row``.

    ``is_contents``: a line of a table of contents; ``is_quoted``: inside text quoted from or for
    another act; ``is_small``: set smaller than the running text; ``is_note``: in a footnote;
    ``is_translation``: in the right column of a bilingual page, in another language;
    ``is_wrapped``: the line before runs to the right margin without ending a sentence, so this
    line seems to continue it; ``is_full``: it runs to the right margin itself. ``left`` is
    where running text of the page begins, in points; None where no line says.
    """

    text: str
    page: int
    box: Box
    size: float
    bold: float
    is_row: bool = False
    is_contents: bool = False
    is_quoted: bool = False
    is_small: bool = False
    is_note: bool = False
    is_translation: bool = False
    is_wrapped: bool = False
    is_full: bool = False
    left: float | None = None
