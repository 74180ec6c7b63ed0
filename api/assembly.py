"""Where parts are put together: the only place that chooses implementations.

A plain dictionary leads from a name in the settings to a constructor; there is nothing to
register.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.settings import Settings
from index.contracts import Embedder
from index.embedder import DEFAULT_MODEL, ModelEmbedder
from index.embedder_hashing import HashingEmbedder
from index.engine import Precision
from index.library import Library
from index.model import FOLDER_NAME, cache_folder, ensure_model
from standards.errors import BadInput
from standards.today import today_in_vietnam

if TYPE_CHECKING:
    from api.service import Service

__all__ = [
    "EMBEDDERS",
    "create_or_open_library",
    "make_embedder",
    "model_folder",
    "open_library",
    "open_library_for_rebuild",
    "open_service",
    "prepare_model",
]

EMBEDDERS: Mapping[str, Callable[[Settings], Embedder]] = {
    "model": lambda settings: ModelEmbedder(
        settings.model or DEFAULT_MODEL,
        precision=Precision(settings.embedding),
        cache=settings.cache,
    ),
    "hashing": lambda _: HashingEmbedder(),
}
"""What turns text into vectors, by the name in ``TRACHUAN_EMBEDDER``."""


def make_embedder(settings: Settings) -> Embedder:
    """The embedder of the settings; loads nothing yet. Raises BadInput for an unknown name."""
    make = EMBEDDERS.get(settings.embedder)
    if make is None:
        known = ", ".join(sorted(EMBEDDERS))
        raise BadInput(f"TRACHUAN_EMBEDDER={settings.embedder!r} is unknown; choose of: {known}")
    return make(settings)


def open_library(settings: Settings) -> Library:
    """The library of the settings. Raises NoLibrary, StaleIndex, CorruptLibrary."""
    return Library.open(settings.library, embedder=make_embedder(settings))


def create_or_open_library(settings: Settings) -> Library:
    """The library of the settings, made if there is none."""
    return Library.create_or_open(settings.library, embedder=make_embedder(settings))


def open_library_for_rebuild(settings: Settings) -> Library:
    """The library whatever its indexes are like; ``rebuild`` must follow."""
    return Library.open_for_rebuild(settings.library, embedder=make_embedder(settings))


def open_service(settings: Settings, today: Callable[[], date] = today_in_vietnam) -> Service:
    """The service over the library of the settings; ``today`` gives the day of a question that
    names none."""
    from api.service import Service  # what only writes need not wait for what answers

    return Service(open_library(settings), today, licence=settings.licence)


def model_folder(settings: Settings) -> Path | None:
    """Where the built-in model stands once it is prepared; None if another one is chosen."""
    if settings.embedder != "model" or settings.model is not None:
        return None
    return (settings.cache or cache_folder()) / FOLDER_NAME


def prepare_model(settings: Settings) -> Path | None:
    """Make the built-in model ready for use and say where it stands; None if another is chosen.

    Raises MissingPart if the package that ships it is not installed.
    """
    if model_folder(settings) is None:
        return None
    make_embedder(settings).query("quy chuẩn")  # writes what is missing, and tries it
    return ensure_model(settings.cache)
