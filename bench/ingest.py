"""How fast files are read, beside what cannot be done without: plain text, plain recognition.

``python -m bench.ingest FOLDER_OR_FILE… [--scans PAGES] [--repeat N]`` reads PDF files through all
stages, and the same files with PyMuPDF's plain text (files with a text layer) or with Tesseract
alone, page by page at 300 dots an inch (files that are pictures), all in one run on one machine.
Prints pages a second by the clock and for a second of processor time, programs that were started
included. Nothing that was recognised before is remembered. Files with pages of both sorts, and
files that cannot be read, are left out and counted. Embedding and writing are not in it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pymupdf

from ingest.job import find_files
from ingest.reading import FileReading, read_bytes
from ingest.toolbox import open_tools
from ingest.tools import ReadingTools, ToolSettings
from ingest.workers import cores
from standards.document import PageClass
from standards.errors import UnreadableDocument

__all__ = ["main"]

_DPI: Final = 300
_PICTURES: Final = frozenset({PageClass.SCAN, PageClass.BAD_LAYER})
_TESSERACT: Final = ("tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(_DPI))

Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Pages that were read, and how many seconds that took by the clock and of processors."""

    pages: int
    wall: float
    work: float

    def row(self, name: str) -> str:
        """A row of the table."""
        return (
            f"{name:28} {self.pages:6} {self.wall:9.1f} {self.pages / self.wall:9.2f} "
            f"{self.work:9.1f} {self.pages / self.work:9.2f}"
        )


def plain_text(data: bytes) -> int:
    """Extract the text of all pages as PyMuPDF gives it; returns how many there were."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            page.get_text()
        return int(document.page_count)


def plain_recognition(data: bytes) -> int:
    """Have Tesseract read a picture of every page, as many at once as there are processors."""
    with pymupdf.open(stream=data, filetype="pdf") as document, ThreadPoolExecutor(cores()) as pool:
        pictures = [page.get_pixmap(dpi=_DPI, colorspace="gray") for page in document]
        return len(list(pool.map(_recognise, (picture.tobytes("pgm") for picture in pictures))))


def _recognise(picture: bytes) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    subprocess.run(_TESSERACT, input=picture, env=environment, capture_output=True, check=True)


def timed(read: Callable[[bytes, str], int], files: Files, repeat: int) -> Speed:
    """The fastest of some rounds over the files."""
    rounds: list[Speed] = []
    for _ in range(repeat):
        wall, work = time.monotonic(), _work()
        pages = sum(read(data, name) for name, data in files)
        rounds.append(Speed(pages=pages, wall=time.monotonic() - wall, work=_work() - work))
    return min(rounds, key=lambda one: one.work)


def _work() -> float:
    """Seconds of processor time of this process and of the programs that it waited for."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def sorted_files(paths: Iterable[Path], scans: int) -> tuple[Files, Files, int]:
    """Files with text, files that are pictures (up to ``scans`` pages), and how many are neither.

    They are told apart by reading them without recognition.
    """
    digital: list[tuple[str, bytes]] = []
    pictures: list[tuple[str, bytes]] = []
    left_out = scanned = 0
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        data = path.read_bytes()
        try:
            share = _share_of_pictures(read_bytes(data, path.name))
        except UnreadableDocument as error:
            print(error, file=sys.stderr)
            share = 0.5
        pages = 0 if 0 < share < 1 else _pages(data)
        if share == 0:
            digital.append((path.name, data))
        elif share == 1 and scanned + pages <= scans:
            pictures.append((path.name, data))
            scanned += pages
        else:
            left_out += 1
    return digital, pictures, left_out


def _share_of_pictures(reading: FileReading) -> float:
    return sum(page.page_class in _PICTURES for page in reading.pages) / len(reading.pages)


def _pages(data: bytes) -> int:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return int(document.page_count)


def compare(
    files: Files, plain: Callable[[bytes], int], name: str, sort: str, repeat: int
) -> list[str]:
    """Two rows, the plain way and ours, and how they stand to each other."""
    tools = open_tools(ToolSettings(parallel_pages=cores()))

    def read(data: bytes, file: str) -> int:
        return len(read_bytes(data, file, tools).pages)

    base = timed(lambda data, _: plain(data), files, repeat)
    ours = timed(read, files, repeat)
    ratio = f"{ours.wall / base.wall:.2f} by the clock, {ours.work / base.work:.2f} of work"
    return [
        base.row(f"{sort}: {name}"),
        ours.row(f"{sort}: read whole"),
        f"{sort}: {len(files)} files, times slower: {ratio}",
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench.ingest", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--scans", type=int, default=16, help="most pages that are recognised")
    parser.add_argument("--repeat", type=int, default=1, help="rounds; the fastest counts")
    options = parser.parse_args(arguments)
    found, _ = find_files(options.paths)
    digital, pictures, left_out = sorted_files(found, options.scans)
    if not digital and not pictures:
        parser.error("none of the files can be read")
    print(f"{cores()} processors")
    print(f"{'':28} {'pages':>6} {'clock s':>9} {'pages/s':>9} {'work s':>9} {'pages/s':>9}")
    rows: list[str] = []
    if digital:
        rows += compare(digital, plain_text, "PyMuPDF text", "digital", options.repeat)
    if pictures and _can_recognise():
        rows += compare(pictures, plain_recognition, "Tesseract", "scanned", options.repeat)
    print("\n".join(rows))
    print(f"left out: {left_out} files (mixed, unreadable, or more scans than --scans)")


def _can_recognise() -> bool:
    tools: ReadingTools = open_tools(ToolSettings())
    if tools.ocr is None:
        print(tools.ocr_advice, file=sys.stderr)
    return tools.ocr is not None


if __name__ == "__main__":
    main()
