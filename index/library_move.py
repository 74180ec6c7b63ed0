"""Moves a library's indexes from one engine to another.

The new index is built beside the old one, under a name that no manifest knows; it then takes its
place and the manifest, put in place whole, names its engine. Until that moment everybody reads the
old index, and a process killed in between leaves it as it was. Nothing is embedded anew: vectors
come from the old index.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from index.contracts import KeywordIndex, VectorIndex
from index.engines import Choice, keyword_index, keyword_place, vector_index, vector_place
from index.library_follow import PORTION, Progress, VectorWriter, portions
from index.library_store import LibraryStore
from index.manifest import Manifest, read_manifest, write_manifest
from standards.errors import LibraryError

__all__ = ["drop", "engines_of", "move", "open_keywords", "open_vectors"]


def open_keywords(folder: Path, manifest: Manifest) -> KeywordIndex:
    """The keyword index that the manifest names. Raises MissingPart, CorruptLibrary."""
    return keyword_index(manifest.keywords, keyword_place(folder, manifest.keywords))


def open_vectors(folder: Path, manifest: Manifest) -> VectorIndex:
    """The vector index that the manifest names. Raises CorruptLibrary."""
    place = vector_place(folder, manifest.vectors)
    return vector_index(manifest.vectors, place, manifest.dimension)


def engines_of(folder: Path) -> Choice:
    """The engines of a library; those of a new one if its manifest cannot be read."""
    try:
        return read_manifest(folder).engines
    except LibraryError:
        return Choice()


def move(
    folder: Path,
    manifest: Manifest,
    engines: Choice,
    store: LibraryStore,
    vectors: VectorIndex,
    progress: Progress | None = None,
) -> Manifest:
    """Build what changes, put it in place and write the manifest; returns it. The caller holds the
    writer's lock and has the indexes up to date. ``progress``: passages done, of how many; each
    counts once for each index that changes.

    Raises MissingPart before anything is changed.
    """
    old = manifest.engines
    if engines == old:
        return manifest
    told = _Told(progress, store.passage_count() * _changes(old, engines))
    made: list[tuple[Path, Path]] = []
    if engines.keywords != old.keywords:
        place = keyword_place(folder, engines.keywords)
        aside = place.with_name(f"moving-{place.name}")
        drop(aside)
        words = keyword_index(engines.keywords, aside)
        for portion in portions(store.all_passages(), PORTION):
            words.update(add=portion, remove=())
            told.more(len(portion))
        made.append((aside, place))
    if engines.vectors != old.vectors:
        place = vector_place(folder, engines.vectors)
        aside = place.with_name(f"moving-{place.name}")
        drop(aside)
        fresh = vector_index(engines.vectors, aside, manifest.dimension)
        writer = VectorWriter(fresh, manifest.dimension)
        for names, found in vectors.vectors():
            writer.add(names, found)
            told.more(len(names))
        writer.finish()
        made.append((aside, place))
    for aside, place in made:
        drop(place)
        if aside.exists():  # an empty vector index has no file
            aside.replace(place)
    moved = replace(manifest, keywords=engines.keywords, vectors=engines.vectors)
    write_manifest(folder, moved)
    if engines.keywords != old.keywords:
        drop(keyword_place(folder, old.keywords))
    if engines.vectors != old.vectors:
        drop(vector_place(folder, old.vectors))
    return moved


def drop(place: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _changes(old: Choice, new: Choice) -> int:
    return (old.keywords != new.keywords) + (old.vectors != new.vectors)


class _Told:
    """Counts passages done."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def more(self, count: int) -> None:
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)
