"""Pictures of pages: drawn for held files, never for a page that was refused unseen."""

from __future__ import annotations

import hashlib

import pymupdf
import pytest

from api.images import PageImages
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from ingest.reading import FileReading, read_bytes
from standards.document import Document
from standards.errors import NotFound


def hostile_file() -> bytes:
    """A page of words, and one of a size that no printer and no screen has."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 100), "TCVN 6260:2020 Words that can be read.")
        document.new_page(width=90_000, height=90_000)
        data: bytes = document.tobytes()
    return data


def kept(reading: FileReading, data: bytes) -> tuple[PageImages, Document]:
    library = Library.in_memory(HashingEmbedder())
    with library.batch() as batch:
        (name,) = batch.add(
            file=reading.file,
            original=data,
            sha256=hashlib.sha256(data).hexdigest(),
            documents=reading.documents,
            pages=reading.pages,
            reader="2",
            account=reading.account,
        )
    return PageImages(library.store), library.store.document(name)


def test_a_page_refused_before_it_was_looked_at_is_not_drawn() -> None:
    data = hostile_file()
    reading = read_bytes(data, "hostile.pdf")
    assert [bool(page.refused) for page in reading.pages] == [False, True]
    images, document = kept(reading, data)
    assert images.png(document, 1).startswith(b"\x89PNG")
    with pytest.raises(NotFound, match=r"page 2 of hostile\.pdf"):
        images.png(document, 2)
