"""What reading a file needs beside the file: a reader of pictures, known numbers, limits.

:class:`ToolSettings` can be sent to a worker process; :func:`ingest.toolbox.open_tools` makes the
:class:`ReadingTools` of it there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ingest.ocr import Ocr
from standards.identifier import Identifier

__all__ = ["Limits", "ReadingTools", "ToolSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. ``memory`` and ``file_size`` are in bytes, times in seconds.

    ``seconds_file`` and ``seconds_page`` add up to the time a file with so many pages may take;
    ``picture_pixels`` is the largest picture that is decoded.
    """

    pages: int = 3_000
    file_size: int = 600 * 2**20
    memory: int = 4 * 2**30
    seconds_file: float = 120.0
    seconds_page: float = 20.0
    picture_pixels: int = 150_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingTools:
    """``ocr`` None: no program that reads pictures is installed, ``ocr_advice`` says what to do.

    ``catalogue`` holds numbers known from elsewhere, against which damaged ones may be repaired.
    ``parallel_pages``: how many pages may be recognised at once.
    """

    ocr: Ocr | None = None
    ocr_advice: str = ""
    catalogue: frozenset[Identifier] = frozenset()
    limits: Limits = field(default_factory=Limits)
    parallel_pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSettings:
    """``ocr_memory`` is the file that remembers what was recognised; None remembers nothing.

    ``with_ocr`` False leaves pictures unread.
    """

    with_ocr: bool = True
    ocr_memory: Path | None = None
    catalogue: frozenset[Identifier] = frozenset()
    limits: Limits = field(default_factory=Limits)
    parallel_pages: int = 1
