"""Writes the sample PDFs: ``python -m samples.build [FOLDER]`` (default ``samples/pdf``).

Each file of ``samples/content`` becomes one PDF. The output is the same on every run: no dates of
the day, no random identifiers, no names of machines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pymupdf

from samples.disguise import as_scan, as_tcvn3
from samples.flow import Flow
from samples.furniture import draw_rules, furnish, set_cover
from samples.markup import Content, Form, read_content
from samples.text_layer import plain_letters, respell

__all__ = ["build", "build_all", "write"]

HERE = Path(__file__).resolve().parent
_STAMP = "D:20260101000000Z"


def build(content: Content) -> pymupdf.Document:
    """Set one sample; the document is in memory and has its sample marks."""
    flow = Flow(sans=content.sans)
    if content.cover is not None:
        set_cover(flow, content.cover)
        flow.new_page()
    if content.letterhead is not None:
        flow.letterhead(content.letterhead)
    flow.add(content.blocks)
    document, rules = flow.finish()
    draw_rules(document, rules)
    furnish(document, content)
    document.subset_fonts()
    respell(document, plain_letters)
    if content.form is Form.SCAN:
        return as_scan(document)
    if content.form is Form.TCVN3:
        as_tcvn3(document)
    return document


def write(content: Content, folder: Path) -> Path:
    """Write one sample into ``folder``; returns the file, the same bytes on every run."""
    document = build(content)
    document.set_metadata({"producer": "", "creationDate": _STAMP, "modDate": _STAMP})
    target = folder / content.file
    document.save(target, garbage=4, deflate=True, no_new_id=True)
    return target


def build_all(folder: Path) -> list[Path]:
    """Write every sample into ``folder``, which is made; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for path in sorted((HERE / "content").glob("*.txt")):
        written.append(write(read_content(path), folder))
    return written


def main(arguments: list[str]) -> int:
    """Command line; returns the exit status."""
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0 if len(arguments) == 1 else 2
    folder = Path(arguments[0]) if arguments else HERE / "pdf"
    for path in build_all(folder):
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
