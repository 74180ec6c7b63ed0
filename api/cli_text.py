"""``trachuan text``: pages as read, on standard output."""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from api.assembly import open_library
from api.cli_output import Exit, write_text
from api.documents import Documents
from api.numbers import resolve
from api.settings import Settings
from index.library_store import LibraryStore
from standards.document import PageText
from standards.errors import BadInput, NotFound

__all__ = ["parse_pages", "run"]

_RANGE = re.compile(r"(\d+)(?:(-)(\d+)?)?")


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Print the pages; a form feed ends each one, as other PDF tools do."""
    wanted = None if args.pages is None else parse_pages(args.pages)
    library = open_library(settings)
    pages = _pages_of(args.name, library.store)
    if wanted is not None:
        pages = [page for page in pages if any(a <= page.number <= b for a, b in wanted)]
        if not pages:
            raise NotFound(f"{args.name} has no pages {args.pages}")
    for page in pages:
        write_text(page.text.rstrip("\n") + "\n\f")
    return Exit.DONE


def parse_pages(text: str) -> list[tuple[int, int]]:
    """Ranges of pages, both ends in. Raises BadInput.

    >>> parse_pages("2-5,8")
    [(2, 5), (8, 8)]
    """
    ranges: list[tuple[int, int]] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise BadInput(f"{text!r} names no pages; write 3, 2-5, 4- or 1,3-4")
        first = int(match[1])
        last = int(match[3]) if match[3] else (1 << 30 if match[2] else first)
        if not 1 <= first <= last:
            raise BadInput(f"{text!r} names no pages; they count from 1, the smaller one first")
        ranges.append((first, last))
    return ranges


def _pages_of(name: str, store: LibraryStore) -> Sequence[PageText]:
    """Pages of a file (all of them) or of a document (its part of the file)."""
    sha256 = _held_file(name, store)
    if sha256 is not None:
        return store.pages(sha256)
    source = resolve(Documents(store), name).source
    pages = store.pages(source.sha256)
    return [page for page in pages if source.first_page <= page.number <= source.last_page]


def _held_file(name: str, store: LibraryStore) -> str | None:
    """The hash of a kept file: by its base name, or by the bytes of a file on disk."""
    files = {record.file: record.sha256 for record in store.files()}
    if name in files:
        return files[name]
    path = Path(name)
    if not path.is_file():
        return None
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if sha256 not in files.values():
        raise NotFound(f"{name} is not in the library; run: trachuan ingest {name}")
    return sha256
