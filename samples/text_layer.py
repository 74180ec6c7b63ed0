"""Rewrites what the glyphs of a PDF say when its text is extracted; the pages look the same.

A ``ToUnicode`` map names, for each glyph, the letters it stands for (ISO 32000-1, 9.10.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pymupdf

__all__ = ["plain_letters", "respell"]

_HEX = rb"<([0-9A-Fa-f]+)>\s*"
_CHAR = re.compile(_HEX * 2)
_RANGE = re.compile(_HEX * 3)
_PLAIN = {"\u00a0": " ", "\u2010": "-", "\u00ad": "-", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi"}


def plain_letters(font: str, letter: str) -> str:
    """Spaces, hyphens and ligatures as they are typed: a glyph that has two names gets the common
    one."""
    return _PLAIN.get(letter, letter)


def respell(document: pymupdf.Document, spell: Callable[[str, str], str]) -> None:
    """Ask ``spell(font name, letter)`` what every glyph of every font shall say."""
    fonts = {entry[0]: entry[3] for page in document for entry in page.get_fonts(full=True)}
    for xref, name in fonts.items():
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind != "xref":
            continue
        stream = int(value.split()[0])
        said = {
            first + step: spell(name, chr(letter + step))
            for first, last, letter in _ranges(document.xref_stream(stream))
            for step in range(last - first + 1)
        }
        document.update_stream(stream, _cmap(said))


def _ranges(cmap: bytes) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for kind, body in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", cmap, re.DOTALL):
        if kind == b"bfchar":
            pairs = ((int(glyph, 16), int(letter, 16)) for glyph, letter in _CHAR.findall(body))
            found += [(glyph, glyph, letter) for glyph, letter in pairs if letter <= 0xFFFF]
        else:
            found += [
                (int(first, 16), int(last, 16), int(letter, 16))
                for first, last, letter in _RANGE.findall(body)
            ]
    return found


def _cmap(said: dict[int, str]) -> bytes:
    head = (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    )
    lines = [
        b"<%04x> <%s>" % (glyph, letters.encode("utf-16-be").hex().encode())
        for glyph, letters in sorted(said.items())
    ]
    body = b"".join(
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part))
        for part in (lines[i : i + 100] for i in range(0, len(lines), 100))
    )
    return head + body + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
