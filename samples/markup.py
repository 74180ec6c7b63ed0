"""Reads a content file: a TOML head between lines of ``+++``, then one block a line.

==================  =====================================================
line                block
==================  =====================================================
``=====``           a new page
``^ text``          centred; ``^^ text`` centred and bold
``# text``          a bold heading
``> text``          an italic paragraph (*Căn cứ …*)
``- text``          an item with a dash
``[table 8c,40,…]`` a ruled table with these column widths (``c``: centred)
``|! a | b``        a heading row of the table; ``|= text`` a row over the full width
``| a | b``         a row; ``\\n`` breaks a line inside a cell
``left || right``   two columns side by side, without rules
``@ left || right`` the foot of a legal act: recipients small, signature centred
anything else       a paragraph; ``**bold**`` and ``*italic*`` inside any text
==================  =====================================================
"""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

__all__ = [
    "Block",
    "Column",
    "Content",
    "Cover",
    "Form",
    "Letterhead",
    "PageBreak",
    "Pair",
    "Row",
    "Table",
    "Text",
    "inline",
    "read_content",
]


class Form(StrEnum):
    """How the finished pages are kept in the PDF."""

    TEXT = "text"
    SCAN = "scan"
    TCVN3 = "tcvn3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page of a QCVN or TCVN."""

    top: str
    number: tuple[str, ...]
    title: tuple[str, ...]
    english: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of a legal act: agency at the left, national motto at the right."""

    agency: tuple[str, ...]
    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in HTML; ``look`` names its CSS class."""

    look: str
    body: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts side by side; ``foot`` for the foot of a legal act."""

    left: str
    right: str
    foot: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: share of the text width, and whether its cells are centred."""

    share: float
    centred: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A table row in HTML cells; one cell over the full width where there is only one."""

    cells: tuple[str, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page."""


Block: TypeAlias = Text | Pair | Table | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One sample: what its file is called, how it looks, and its blocks."""

    file: str
    running: str
    form: Form
    sans: bool
    gazette: bool
    cover: Cover | None
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]


_LOOKS = (("^^ ", "centre-bold"), ("^ ", "centre"), ("# ", "heading"), ("> ", "grounds"))


def inline(text: str) -> str:
    """The HTML of a text: bold and italic marks, ``\\n`` as a line break, wide blanks kept.

    >>> inline("**Điều 1.** *a* & b")
    '<b>Điều 1.</b> <i>a</i> &amp; b'
    """
    safe = html.escape(text.strip(), quote=False).replace("\\n", "<br/>")
    safe = re.sub(r" {2,}", lambda blanks: "\u00a0" * len(blanks.group()), safe)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", safe)


def _row(line: str) -> Row:
    if line.startswith("|="):
        return Row((f"<b>{inline(line[2:])}</b>",), False)
    heading = line.startswith("|!")
    cells = (line[2:] if heading else line[1:]).split(" | ")
    return Row(tuple(inline(cell) for cell in cells), heading)


def _columns(spec: str) -> tuple[Column, ...]:
    parts = [part.strip() for part in spec.split(",")]
    shares = [float(part.rstrip("c")) for part in parts]
    total = sum(shares)
    return tuple(
        Column(share / total, part.endswith("c")) for part, share in zip(parts, shares, strict=True)
    )


def _text(line: str) -> Text:
    for mark, look in _LOOKS:
        if line.startswith(mark):
            return Text(look, inline(line[len(mark) :]))
    return Text("item" if line.startswith("- ") else "plain", inline(line))


def _blocks(lines: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    columns: tuple[Column, ...] = ()
    rows: list[Row] = []
    for line in [*lines, ""]:
        if line.startswith("|") and columns:
            rows.append(_row(line))
            continue
        if rows:
            blocks.append(Table(columns, tuple(rows)))
            rows, columns = [], ()
        if not line.strip():
            continue
        if line.startswith("[table "):
            columns = _columns(line[len("[table ") : -1])
        elif line.strip() == "=====":
            blocks.append(PageBreak())
        elif " || " in line:
            left, right = line.removeprefix("@ ").split(" || ", 1)
            blocks.append(Pair(inline(left), inline(right), line.startswith("@ ")))
        else:
            blocks.append(_text(line))
    return tuple(blocks)


def _cover(head: dict[str, object]) -> Cover | None:
    table = head.get("cover")
    if not isinstance(table, dict):
        return None
    return Cover(
        top=inline(table["top"]),
        number=tuple(table["number"]),
        title=tuple(table["title"]),
        english=table.get("english", ""),
        place=table["place"],
    )


def _letterhead(head: dict[str, object]) -> Letterhead | None:
    table = head.get("letterhead")
    if not isinstance(table, dict):
        return None
    return Letterhead(
        agency=tuple(table["agency"]),
        number=inline(table["number"]),
        date=inline(table["date"]),
    )


def read_content(path: Path) -> Content:
    """Read one content file; the PDF is called like it, with the form before ``.pdf``."""
    _, head_text, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    head = tomllib.loads(head_text)
    form = Form(head.get("form", "text"))
    suffix = "" if form is Form.TEXT else f".{form}"
    return Content(
        file=f"{path.stem}{suffix}.pdf",
        running=head.get("running", ""),
        form=form,
        sans="cover" in head,
        gazette=bool(head.get("gazette", False)),
        cover=_cover(head),
        letterhead=_letterhead(head),
        blocks=_blocks(body.splitlines()),
    )
