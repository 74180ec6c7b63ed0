"""A letter as a value: what the enquiry point sends, before it is a page, a DOCX or a PDF.

A letter is made of the officer's own words and of quotes. A quote holds the words of a held text as
printed, in Vietnamese, with its citation; in an English letter an officer's rendering may stand
beside it, always marked as unofficial. A letter is kept as JSON, so that what was sent can be made
again word for word.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "Addressee",
    "Heading",
    "Letter",
    "LetterLanguage",
    "Office",
    "Quote",
    "Said",
    "letter_from_json",
    "letter_lines",
    "letter_to_json",
]


class LetterLanguage(StrEnum):
    """A language in which the office answers."""

    VI = "vi"
    EN = "en"

    @property
    def tag(self) -> str:
        """The language with its country, as word processors want it."""
        return "vi-VN" if self is LetterLanguage.VI else "en-GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who answers, in the letter's language: the body above, the office, how to reach it."""

    above: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who asked; put in when the letter is made, never kept with it."""

    organisation: str = ""
    country: str = ""

    @property
    def line(self) -> str:
        """Both on one line."""
        return ", ".join(part for part in (self.organisation, self.country) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside the letter."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The officer's own words; an empty line parts paragraphs."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a held text, as printed, and where they stand.

    ``standing`` is what the text was on the day of the answer, in words; ``link`` the address of
    the clause on this site; ``rendering`` an unofficial translation.
    """

    words: str
    citation: str
    standing: str
    source: str
    link: str
    rendering: str = ""


Block = Heading | Said | Quote
_BLOCKS: Final = {"heading": Heading, "said": Said, "quote": Quote}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A reply in one language. ``day`` and ``place_and_day`` are as they are to be read;
    ``is_draft`` until an editor has approved it."""

    language: LetterLanguage
    office: Office
    number: str
    place_and_day: str
    title: str
    regarding: str
    blocks: tuple[Block, ...]
    closing: str
    signed_by: str
    is_draft: bool = True
    addressee: Addressee = Addressee()


def letter_to_json(letter: Letter) -> str:
    """The letter without its addressee, to be kept."""
    kept = asdict(letter)
    del kept["addressee"]
    names = {kind: name for name, kind in _BLOCKS.items()}
    kept["blocks"] = [
        {"kind": names[type(block)], **each}
        for block, each in zip(letter.blocks, kept["blocks"], strict=True)
    ]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def letter_from_json(text: str, addressee: Addressee) -> Letter:
    """A kept letter, addressed again."""
    kept = json.loads(text)
    blocks = tuple(
        _BLOCKS[each["kind"]](**{name: value for name, value in each.items() if name != "kind"})
        for each in kept.pop("blocks")
    )
    language = LetterLanguage(kept.pop("language"))
    office = Office(**kept.pop("office"))
    return Letter(language=language, office=office, blocks=blocks, addressee=addressee, **kept)


def letter_lines(letter: Letter) -> tuple[str, ...]:
    """What the blocks of the letter say, line by line: for searches, and to compare copies."""
    lines: list[str] = [letter.title]
    for block in letter.blocks:
        match block:
            case Heading() | Said():
                lines += block.text.splitlines()
            case Quote():
                lines += [block.citation, *block.words.splitlines(), *block.rendering.splitlines()]
    return tuple(line.strip() for line in lines if line.strip())
