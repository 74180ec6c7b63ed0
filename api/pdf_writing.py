"""Makes a PDF of HTML: reports and replies that people print, sign and file.

Reads HTML of our own making (headings, paragraphs, lists, tables, links, notes), writes the bytes
of a PDF 1.7: A4, Noto Sans with every Vietnamese letter and only the letters that are used, a title
and a language (ISO 32000-1, 14.3.3 and 14.9.2), the headings as its outline, links that work, and
on each page its number. The same input makes the same bytes: no time is written unless it is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from itertools import count
from typing import Final

from index.mupdf import LOCK, pymupdf
from standards.errors import BadInput

__all__ = ["LONGEST", "pdf_of"]

LONGEST: Final = 400
"""Pages; what is longer is no report."""

_SIZE: Final = (595.0, 842.0)
_MARGIN: Final = (62.0, 56.0, 62.0, 66.0)
"""A4 and its margins (left, top, right, bottom), in points."""
_LONG_WORD: Final = re.compile(r"[^\s&<>\u200b]{17,}")
_PIECE: Final = 12
"""Letters. In a cell of a table nothing breaks a long word, so places to break are put in."""
_HEADING_TAG: Final = re.compile(r"(<h[1-6]\b)([^>]*>)")
_HEADING: Final = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_MOST_BREAKS: Final = 24
_FONT: Final = "notos"
_PAGE: Final = {"vi": "trang {number}/{count}", "en": "page {number} of {count}"}
_GREY: Final = (0.29, 0.31, 0.33)

_STYLE: Final = """
* { font-family: body; overflow-wrap: break-word; }
body { font-size: 10pt; line-height: 1.45; color: #1c1f22; margin: 0; }
h1 { font-size: 18pt; line-height: 1.25; margin: 0 0 8pt 0; }
h2 { font-size: 13.5pt; line-height: 1.3; margin: 16pt 0 5pt 0; }
h3 { font-size: 11pt; line-height: 1.35; margin: 11pt 0 3pt 0; }
h4 { font-size: 10pt; line-height: 1.4; margin: 8pt 0 2pt 0; }
p { margin: 0 0 5pt 0; }
ul, ol { margin: 0 0 6pt 0; }
li { margin: 0 0 3pt 0; }
blockquote { margin: 2pt 0 5pt 14pt; color: #33383d; }
table { margin: 4pt 0 8pt 0; border-collapse: collapse; }
th, td { border: 0.5pt solid #8a9096; padding: 3pt 4pt; text-align: left; vertical-align: top; }
th, td { overflow-wrap: normal; }
th { font-weight: bold; }
a { color: #00566b; text-decoration: underline; }
sup { font-size: 7pt; }
.small { font-size: 8.5pt; color: #4a4f55; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A heading as drawn: its level, page (from 1) and box."""

    level: int
    page: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class _Headings:
    """The headings of the pages, in the order in which they are drawn; MuPDF tells of each twice,
    when it begins and when it ends."""

    found: list[_Heading] = field(default_factory=list)

    def __call__(self, position: pymupdf.ElementPosition) -> None:
        if position.heading and position.open_close & 1:
            box = tuple(float(value) for value in position.rect)
            self.found.append(
                _Heading(
                    level=position.heading,
                    page=position.page_num,
                    box=(box[0], box[1], box[2], box[3]),
                )
            )


def pdf_of(
    html: str, *, title: str, lang: str, css: str = "", created: datetime | None = None
) -> bytes:
    """The bytes of a PDF with the contents of ``html``, the inside of a ``<body>``.

    ``title`` and ``lang`` (``vi`` or ``en``) go into the file's metadata; ``lang`` also chooses the
    words beside the page numbers. ``css`` is added to the style of this module. MuPDF knows a small
    part of CSS (no grid, no flex). ``created`` is written as the time of creation if given.

    Raises BadInput if ``lang`` is another, if a link within the text leads nowhere, or if it would
    fill more than :data:`LONGEST` pages. Whoever calls escapes what people wrote.
    """
    if lang not in _PAGE:
        raise BadInput(f"lang={lang!r} is unknown: give {' or '.join(_PAGE)}")
    _check_links(html)
    with LOCK:
        document, headings = _laid_out(_breakable(html), css)
        with document:
            _number_pages(document, _PAGE[lang])
            _outline(document, headings, html)
            _name_file(document, title, lang, created)
            document.subset_fonts()
            return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def _laid_out(html: str, css: str) -> tuple[pymupdf.Document, list[_Heading]]:
    """The document with no heading alone at the foot of a page: what would stand so begins the
    next. Each such heading means that the pages are laid out once more."""
    pushed: set[int] = set()
    while True:
        headings = _Headings()
        document = _drawn(_with_breaks(html, pushed), css, headings)
        alone = _alone(document, headings.found)
        if alone is None or alone in pushed or len(pushed) >= _MOST_BREAKS:
            return document, headings.found
        pushed.add(alone)
        document.close()


def _alone(document: pymupdf.Document, headings: Sequence[_Heading]) -> int | None:
    """The first heading, counted from 0, with nothing but headings below it on its page."""
    for number, page in enumerate(document, 1):
        own = [place for place, one in enumerate(headings) if one.page == number]
        if not own or number == document.page_count:
            continue
        middles = [(line[1] + line[3]) / 2 for line in _lines(page)]
        boxes = [headings[place].box for place in own]
        body = [y for y in middles if not any(box[1] <= y <= box[3] for box in boxes)]
        lowest = max(body, default=0.0)
        alone = [place for place in own if headings[place].box[1] > lowest]
        if alone and (body or alone[0] != own[0]):
            return alone[0]
    return None


def _lines(page: pymupdf.Page) -> list[tuple[float, float, float, float]]:
    """The boxes of the printed lines."""
    blocks = page.get_text("dict")["blocks"]
    return [tuple(line["bbox"]) for block in blocks for line in block.get("lines", ())]


def _with_breaks(html: str, pushed: set[int]) -> str:
    """The same with a new page before those headings."""
    places = count()

    def mark(found: re.Match[str]) -> str:
        broken = next(places) in pushed
        return f'{found[1]} style="page-break-before: always"{found[2]}' if broken else found[0]

    return _HEADING_TAG.sub(mark, html)


def _outline(document: pymupdf.Document, headings: Sequence[_Heading], html: str) -> None:
    """The headings as the outline: no level may be skipped, the first must be of level 1."""
    entries: list[list[object]] = []
    level = 0
    for one, words in zip(headings, _heading_words(html), strict=False):
        level = min(one.level, level + 1)
        where = pymupdf.Point(one.box[0], one.box[1])
        aim = {"kind": pymupdf.LINK_GOTO, "to": where, "page": one.page - 1}
        entries.append([level, words or "…", one.page, aim])
    if entries:
        document.set_toc(entries)


def _heading_words(html: str) -> list[str]:
    """What each heading says, on one line."""
    found = (re.sub(r"<[^>]*>", "", each) for each in _HEADING.findall(html))
    return [" ".join(unescape(each).split()) for each in found]


def _drawn(html: str, css: str, outline: _Headings) -> pymupdf.Document:
    """The document without page numbers; its pages are numbered from 1 as they are drawn."""
    fonts = pymupdf.Archive()
    faces = pymupdf.css_for_pymupdf_font(_FONT, archive=fonts, name="body")
    story = pymupdf.Story(html, user_css=f"{faces}{_STYLE}{css}", archive=fonts)
    paper = pymupdf.Rect(0, 0, *_SIZE)
    left, top, right, bottom = _MARGIN
    inside = pymupdf.Rect(left, top, _SIZE[0] - right, _SIZE[1] - bottom)

    def next_page(number: int, _filled: object) -> tuple[pymupdf.Rect, pymupdf.Rect, None]:
        if number >= LONGEST:
            raise BadInput(f"the text fills more than {LONGEST} pages: ask for less at once")
        return paper, inside, None

    return story.write_with_links(next_page, outline)


def _number_pages(document: pymupdf.Document, words: str) -> None:
    font, count = pymupdf.Font(_FONT), document.page_count
    for number, page in enumerate(document, 1):
        page.wrap_contents()  # what was drawn leaves the page upside down
        text = words.format(number=number, count=count)
        writer = pymupdf.TextWriter(page.rect)
        left = (_SIZE[0] - font.text_length(text, fontsize=8)) / 2
        writer.append((left, _SIZE[1] - 34), text, font=font, fontsize=8)
        writer.write_text(page, color=_GREY)


def _name_file(document: pymupdf.Document, title: str, lang: str, created: datetime | None) -> None:
    named = {"title": title, "creator": "Trachuẩn", "producer": "MuPDF"}
    if created is not None:
        zone = created.strftime("%z")
        offset = f"{zone[:3]}'{zone[3:5]}'" if zone else ""
        named["creationDate"] = f"D:{created:%Y%m%d%H%M%S}{offset}"
    document.set_metadata(named)
    document.set_language(lang)
    root = document.pdf_catalog()
    document.xref_set_key(root, "ViewerPreferences", "<</DisplayDocTitle true>>")


def _check_links(html: str) -> None:
    """Each link within the text has its target; MuPDF would stop without saying which."""
    targets = set(re.findall(r"""\sid=["']([^"']+)["']""", html))
    for aim in re.findall(r"""\shref=["']#([^"']+)["']""", html):
        if aim not in targets:
            raise BadInput(f"the link to #{aim} leads nowhere: nothing in the text has that id")


def _breakable(html: str) -> str:
    """The same with places to break in the long words of tables, where MuPDF breaks none itself."""
    made, depth = [], 0
    for piece in re.split(r"(<[^>]*>)", html):
        if piece.startswith("<table"):
            depth += 1
        elif piece.startswith("</table"):
            depth -= 1
        elif depth and not piece.startswith("<"):
            piece = _LONG_WORD.sub(_broken, piece)
        made.append(piece)
    return "".join(made)


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
