"""Letters as DOCX, set for print: A4, Times New Roman, margins and page numbers as Nghị định
30/2020/NĐ-CP, Phụ lục I sets them for administrative papers (number above the text, none on the
first page).

Reads a :class:`api.desk.letters.Letter`; gives the bytes of the file. The only module that knows
``python-docx``.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from api.desk.letters import Heading, Letter, LetterLanguage, Quote, Said
from api.desk.wording import say

__all__ = ["MEDIA_TYPE", "docx_of", "docx_words"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT: Final = "Times New Roman"
_SIZE: Final = Pt(13)
_SMALL: Final = Pt(11)
_QUOTE: Final = "Trachuan Quote"
_SOURCE: Final = "Trachuan Source"
_LABEL: Final = "Trachuan Label"
_RENDERING: Final = "Trachuan Rendering"
_FIXED_TIME: Final = datetime(2020, 1, 1, tzinfo=UTC)


def docx_of(letter: Letter) -> bytes:
    """The letter as a DOCX file."""
    made = docx.Document()
    _page(made)
    _styles(made, letter.language)
    _head(made, letter)
    for block in letter.blocks:
        match block:
            case Heading():
                made.add_heading(block.text, level=2)
            case Said():
                for text in _paragraphs(block.text):
                    made.add_paragraph(text)
            case Quote():
                _quote(made, block, letter.language)
    for text in _paragraphs(letter.closing):
        made.add_paragraph(text, style=_SOURCE)
    if letter.signed_by:
        signed = made.add_paragraph(letter.signed_by)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.space_before = Pt(18)
    properties = made.core_properties
    properties.title, properties.language = letter.title, letter.language.tag
    properties.author = properties.last_modified_by = letter.office.name
    properties.created = properties.modified = _FIXED_TIME
    properties.comments = ""
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def docx_words(content: bytes) -> tuple[str, ...]:
    """The paragraphs of a DOCX file that have words, in order."""
    read = docx.Document(io.BytesIO(content))
    return tuple(each.text for each in read.paragraphs if each.text.strip())


def _page(made: Document) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")


def _styles(made: Document, language: LetterLanguage) -> None:
    normal = made.styles["Normal"]
    _letters(normal, language.tag)
    normal.font.size = _SIZE
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in (("Heading 1", Pt(15)), ("Heading 2", Pt(13.5))):
        heading = made.styles[name]
        _letters(heading, language.tag)
        heading.font.size, heading.font.bold = size, True
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True
    quote = _style(made, _QUOTE, LetterLanguage.VI.tag)
    quote.paragraph_format.left_indent = Mm(8)
    quote.paragraph_format.right_indent = Mm(4)
    _line_at_left(quote)
    rendering = _style(made, _RENDERING, LetterLanguage.EN.tag)
    rendering.paragraph_format.left_indent = Mm(8)
    rendering.font.italic = True
    label = _style(made, _LABEL, language.tag)
    label.font.bold, label.font.size = True, _SMALL
    label.paragraph_format.left_indent = Mm(8)
    label.paragraph_format.space_after = Pt(2)
    label.paragraph_format.keep_with_next = True
    source = _style(made, _SOURCE, language.tag)
    source.font.size = _SMALL


def _head(made: Document, letter: Letter) -> None:
    for text in (letter.office.above, letter.office.name):
        if text:
            line = made.add_paragraph(style=_LABEL)
            line.add_run(text.upper() if text == letter.office.above else text)
            line.paragraph_format.left_indent = Mm(0)
    if letter.office.contact:
        made.add_paragraph(letter.office.contact, style=_SOURCE)
    language = letter.language
    made.add_paragraph(say("letter.number", language, number=letter.number))
    made.add_paragraph(letter.place_and_day).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if letter.is_draft:
        draft = made.add_paragraph(style=_LABEL)
        draft.add_run(say("letter.draft", language))
        draft.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = made.add_heading(letter.title, level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    regarding = made.add_paragraph(letter.regarding)
    regarding.alignment = WD_ALIGN_PARAGRAPH.CENTER
    who = letter.addressee.line or say("letter.asker", language)
    made.add_paragraph(say("letter.to", language, who=who))


def _quote(made: Document, quote: Quote, language: LetterLanguage) -> None:
    english = language is LetterLanguage.EN
    heading = made.add_paragraph(quote.citation)
    heading.runs[0].bold = True
    heading.paragraph_format.keep_with_next = True
    if english:
        made.add_paragraph(say("letter.original", language), style=_LABEL)
    for text in _paragraphs(quote.words):
        made.add_paragraph(text, style=_QUOTE)
    if english and quote.rendering:
        made.add_paragraph(say("letter.rendering", language), style=_LABEL)
        for text in _paragraphs(quote.rendering):
            made.add_paragraph(text, style=_RENDERING)
    where = ". ".join(part for part in (quote.standing.rstrip("."), quote.source) if part)
    made.add_paragraph(where, style=_SOURCE)
    if quote.link:
        made.add_paragraph(quote.link, style=_SOURCE)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _style(made: Document, name: str, tag: str) -> ParagraphStyle:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    _letters(style, tag)
    return style


def _letters(style: ParagraphStyle, tag: str) -> None:
    """One typeface for all scripts, and the language for spelling and hyphens."""
    style.font.name = _FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)


def _line_at_left(style: ParagraphStyle) -> None:
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "808080")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().append(borders)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that the word processor fills, as the number of the page."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {text} "
        run._r.append(mark)
