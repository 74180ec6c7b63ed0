"""The job that reads files into the library; beside the command line the only user of ``ingest``.

Reads PDF files, writes the library; tells how far it is on a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.assembly import create_or_open_library
from api.models import Body, DoubtBody
from api.settings import Settings
from ingest.job import ingest_paths
from ingest.report import FileReport, IngestReport, Outcome
from standards.errors import BadInput

__all__ = ["DocumentBody", "FileBody", "IngestBody", "ingest"]


class DocumentBody(Body):
    """A document found in a file; counts of what was read."""

    slug: str
    number: str | None
    title: str | None
    clauses: int
    products: int
    citations: int


class FileBody(Body):
    """One file: ``outcome`` is ``read``, ``replaced``, ``unchanged`` or ``rejected``."""

    path: str
    file: str
    outcome: str
    reason: str | None
    pages: int
    documents: list[DocumentBody]
    doubts: list[DoubtBody]


class IngestBody(Body):
    """What became of every input, in the order taken."""

    files: list[FileBody]
