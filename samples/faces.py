"""The faces that samples are set in, both free (SIL Open Font License) and both from PyPI.

Noto Sans (package ``pymupdf-fonts``) plays the Arial of QCVN and TCVN, Source Serif Pro (package
``font-source-serif-pro``) the Times New Roman of circulars. Both draw every Vietnamese letter in
regular and bold; Source Serif's italic does not, so serif samples are upright throughout.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_source_serif_pro
import pymupdf
import pymupdf_fonts

__all__ = ["archive", "face_css"]

_SANS = {
    "notos": "",
    "notosbo": "font-weight: bold;",
    "notosit": "font-style: italic;",
    "notosbi": "font-weight: bold; font-style: italic;",
}
_SERIF = {
    "SourceSerifPro-Regular.ttf": ("", "font-style: italic;"),
    "SourceSerifPro-Bold.ttf": ("font-weight: bold;", "font-weight: bold; font-style: italic;"),
}


@cache
def archive() -> pymupdf.Archive:
    """The font files, as the HTML engine wants them."""
    files = pymupdf.Archive()
    for name in _SANS:
        files.add(pymupdf_fonts.fontbuffers[name](), f"{name}.ttf")
    folder = Path(font_source_serif_pro.font_directory)
    for name in _SERIF:
        files.add((folder / name).read_bytes(), name)
    return files


def face_css(*, sans: bool) -> str:
    """CSS that names the faces as the family ``body`` and sets everything in it."""
    faces = (
        [(f"{name}.ttf", look) for name, look in _SANS.items()]
        if sans
        else [(name, look) for name, looks in _SERIF.items() for look in looks]
    )
    rules = [
        f"@font-face {{ font-family: body; src: url({file}); {look} }}" for file, look in faces
    ]
    return "\n".join([*rules, "* { font-family: body; }"])
