"""A site over two editions of one regulation, a text and its amendment, and two strangers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI

from api.assembly import create_or_open_library, open_service
from api.service import Service
from api.settings import Settings
from ingest.reading import read_bytes
from samples.build import HERE, build
from samples.markup import read_content
from web.site import create_site

WANTED = ("qcvn-16-20", "qcvn-4-2009", "sua-doi-1-2016", "qcvn-7-2019")


@pytest.fixture(scope="session")
def compare_site(tmp_path_factory) -> tuple[FastAPI, Service]:
    """The site and its service."""
    settings = Settings(library=tmp_path_factory.mktemp("two") / "library", embedder="hashing")
    library = create_or_open_library(settings)
    with library.batch() as batch:
        for path in sorted((HERE / "content").glob("*.txt")):
            if not path.name.startswith(WANTED):
                continue
            content = read_content(path)
            original = build(content).tobytes(no_new_id=True)
            reading = read_bytes(original, content.file)
            batch.add(
                file=content.file,
                original=original,
                sha256=reading.documents[0].source.sha256,
                documents=reading.documents,
                pages=reading.pages,
                reader="0",
            )
    library.close()
    service = open_service(settings, today=lambda: date(2026, 7, 15))
    return create_site(settings, service=service), service


@pytest.fixture(scope="session")
def compare_address(compare_site, serving) -> Iterator[str]:
    """The same, served."""
    with serving(compare_site[0]) as url:
        yield url
