"""The tools a reader needs, made from settings: what is not installed is left out, and said.

Reads :class:`ingest.tools.ToolSettings`, which can be sent to a worker process; writes
:class:`ingest.tools.ReadingTools`, which cannot.
"""

from __future__ import annotations

from ingest.ocr import Ocr
from ingest.ocr_remembering import RememberingOcr
from ingest.ocr_tesseract import find_tesseract
from ingest.tools import ReadingTools, ToolSettings
from standards.errors import MissingPart

__all__ = ["open_tools"]


def open_tools(settings: ToolSettings) -> ReadingTools:
    """The tools for those settings.

    Without Tesseract the memory still answers for pages that it knows; ``ocr_advice`` then holds
    the command that installs the program.
    """
    ocr, advice = _ocr(settings)
    return ReadingTools(
        ocr=ocr,
        ocr_advice=advice,
        catalogue=settings.catalogue,
        limits=settings.limits,
        parallel_pages=settings.parallel_pages,
    )


def _ocr(settings: ToolSettings) -> tuple[Ocr | None, str]:
    if not settings.with_ocr:
        return None, ""
    engine: Ocr | None = None
    advice = ""
    try:
        engine = find_tesseract()
    except MissingPart as error:
        advice = str(error)
    memory = settings.ocr_memory
    if memory is None or (engine is None and not memory.is_file()):
        return engine, advice
    return RememberingOcr(memory, engine), advice
