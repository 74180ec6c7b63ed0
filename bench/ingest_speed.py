"""How fast files are read: pages a second of a full reading against plain text extraction.

``python bench/ingest_speed.py FOLDER_OR_FILE… [--repeat N]`` reads the same PDF files both ways in
one run and prints one JSON object: pages, seconds of processor time, pages a second, and the ratio.
Files that cannot be opened are left out of both and counted. Embedding and writing are not in it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

from ingest.job import find_files
from ingest.reading import read_bytes
from standards.errors import UnreadableDocument

__all__ = ["main"]


def plain_text(data: bytes, name: str) -> int:
    """Extract the text of all pages as the library gives it; returns how many pages there were."""
    with pymupdf.open(stream=data, filetype="pdf", filename=name) as document:
        for page in document:
            page.get_text()
        return int(document.page_count)


def full_reading(data: bytes, name: str) -> int:
    """Read a file through every stage; returns how many pages there were."""
    return len(read_bytes(data, name).pages)


def timed(
    read: Callable[[bytes, str], int], files: Sequence[tuple[str, bytes]]
) -> tuple[int, float]:
    """Pages read and seconds of processor time that it took."""
    start = time.process_time()
    pages = sum(read(data, name) for name, data in files)
    return pages, time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=1, help="rounds; the fastest counts")
    options = parser.parse_args(arguments)
    found, _ = find_files(options.paths)
    files: list[tuple[str, bytes]] = []
    for path in found:
        data = path.read_bytes()
        try:
            full_reading(data, path.name)
        except UnreadableDocument as error:
            print(error, file=sys.stderr)
            continue
        files.append((path.name, data))
    if not files:
        parser.error("none of the files can be read")
    plain = min((timed(plain_text, files) for _ in range(options.repeat)), key=lambda run: run[1])
    full = min((timed(full_reading, files) for _ in range(options.repeat)), key=lambda run: run[1])
    print(
        json.dumps(
            {
                "files": len(files),
                "left_out": len(found) - len(files),
                "pages": full[0],
                "plain_seconds": round(plain[1], 2),
                "full_seconds": round(full[1], 2),
                "plain_pages_per_second": round(plain[0] / plain[1], 1),
                "full_pages_per_second": round(full[0] / full[1], 1),
                "times_slower": round(full[1] / plain[1], 1),
            }
        )
    )


if __name__ == "__main__":
    main()
