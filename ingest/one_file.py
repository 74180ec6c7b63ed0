"""One file: read, or the reason why it cannot be.

Reads the path of a PDF file; writes its reading or an :class:`Unread`. Whatever a broken PDF sets
off ends here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from index.pdf import open_pdf
from ingest.reading import FileReading, read_bytes
from ingest.refusals import check_pages, check_size
from ingest.tools import ReadingTools
from standards.errors import TrachuanError, UnreadableDocument

__all__ = ["Ending", "Read", "Unread", "read_here"]


_NO_MEMORY: Final = re.compile(r"bad_alloc|[Ii]nsufficient memory|alloc(?:ate)? .*failed")


class Ending(StrEnum):
    """How a file came to be unread."""

    REJECTED = "rejected"
    """It is no PDF, or a locked, empty or too large one."""
    FAILED = "failed"
    """It set off an error in the reader that nobody foresaw."""
    CRASHED = "crashed"
    MEMORY = "memory"
    TIME = "time"
    LOST = "lost"
    """Its worker ended for another reason, or could not be started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that was not read, and why: what is wrong and what to do."""

    ending: Ending
    reason: str


Read = FileReading | Unread


def read_here(
    path: Path, tools: ReadingTools, *, on_pages: Callable[[int], None] | None = None
) -> Read:
    """Read a file in this process, or say why it cannot be read.

    Limits of memory and time do not hold here. ``on_pages`` is called with the number of pages
    before they are read. Raises MemoryError.
    """
    try:
        check_size(path.stat().st_size, path.name, tools.limits)
        data = path.read_bytes()
        with open_pdf(data, path.name) as pdf:
            check_pages(pdf, tools.limits)
            if on_pages is not None:
                on_pages(pdf.page_count)
        return read_bytes(data, path.name, tools=tools)
    except UnreadableDocument as error:
        page = "" if error.page is None else f"page {error.page}: "
        return _rejected(f"{page}{error.why}" + (f" ({error.cure})" if error.cure else ""))
    except OSError as error:
        return _rejected(f"the file cannot be opened: {error.strerror or error}")
    except TrachuanError as error:
        return _rejected(str(error))
    except MemoryError:
        raise
    except Exception as error:
        if _NO_MEMORY.search(str(error)):  # as NumPy's and OpenCV's own errors say it
            raise MemoryError from error
        # Whatever a broken PDF sets off in a reader, the other files are still read.
        why = f"the reader failed on it: {type(error).__name__}: {error}"
        return Unread(ending=Ending.FAILED, reason=why)


def _rejected(reason: str) -> Unread:
    return Unread(ending=Ending.REJECTED, reason=reason)
