"""MuPDF, set up once, and the lock that all calls of it hold.

It is the only module that imports PyMuPDF: :mod:`index.pdf` reads files with it, and
``api.pdf_writing`` makes them. MuPDF keeps global state, so a single lock serialises all calls.
"""

from __future__ import annotations

import threading
from typing import Final

import pymupdf

__all__ = ["LOCK", "pymupdf"]

LOCK: Final = threading.RLock()

pymupdf.no_recommend_layout()
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
# A search for heading rows draws the page, pictures and all: slow, and MuPDF may crash on them.
pymupdf.table.Table._get_header = lambda _: None
