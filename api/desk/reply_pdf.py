"""Letters as PDF, from the same words as the DOCX."""

from __future__ import annotations

from html import escape

from api.desk.letters import Heading, Letter, LetterLanguage, Quote, Said
from api.desk.wording import say
from api.pdf_writing import pdf_of

__all__ = ["letter_html", "pdf_of_letter"]

_CSS = """
p { margin: 0 0 6pt 0; }
h1 { font-size: 15pt; text-align: center; margin: 12pt 0 4pt 0; }
h2 { font-size: 13pt; margin: 12pt 0 4pt 0; }
.right { text-align: right; }
.middle { text-align: center; }
.small { font-size: 9.5pt; }
.quote { margin: 0 0 4pt 18pt; }
.rendering { margin: 0 0 4pt 18pt; font-style: italic; }
"""


def pdf_of_letter(letter: Letter) -> bytes:
    """The letter as a PDF file with page numbers."""
    return pdf_of(letter_html(letter), title=letter.title, lang=letter.language.value, css=_CSS)


def letter_html(letter: Letter) -> str:
    """The letter as the body of a page, every word escaped."""
    language = letter.language
    who = letter.addressee.line or say("letter.asker", language)
    office = letter.office
    parts = [
        f"<p><b>{escape(office.above.upper())}</b></p>" if office.above else "",
        f"<p><b>{escape(office.name)}</b></p>",
        _lines(office.contact, "small"),
        _lines(say("letter.number", language, number=letter.number)),
        _lines(letter.place_and_day, "right"),
        f"<p class='middle'><b>{escape(say('letter.draft', language))}</b></p>"
        if letter.is_draft
        else "",
        f"<h1>{escape(letter.title)}</h1>",
        _lines(letter.regarding, "middle"),
        _lines(say("letter.to", language, who=who)),
        *(_block(block, language) for block in letter.blocks),
        _lines(letter.closing, "small"),
        _lines(letter.signed_by, "right"),
    ]
    return "\n".join(part for part in parts if part)


def _block(block: Heading | Said | Quote, language: LetterLanguage) -> str:
    match block:
        case Heading():
            return f"<h2>{escape(block.text)}</h2>"
        case Said():
            return _lines(block.text)
    english = language is LetterLanguage.EN
    parts = [
        f"<p><b>{escape(block.citation)}</b></p>",
        f"<p class='small'><b>{escape(say('letter.original', language))}</b></p>"
        if english
        else "",
        _lines(block.words, "quote"),
    ]
    if english and block.rendering:
        parts += [_label("letter.rendering", language), _lines(block.rendering, "rendering")]
    parts += [
        _lines(f"{block.standing} {block.source}", "small"),
        f"<p class='small'><a href='{escape(block.link)}'>{escape(block.link)}</a></p>"
        if block.link
        else "",
    ]
    return "\n".join(part for part in parts if part)


def _label(key: str, language: LetterLanguage) -> str:
    return f"<p class='small'><b>{escape(say(key, language))}</b></p>"


def _lines(text: str, kind: str = "") -> str:
    mark = f" class='{kind}'" if kind else ""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(f"<p{mark}>{escape(line)}</p>" for line in lines if line)
