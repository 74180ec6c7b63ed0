"""Moves a library's indexes from one engine to another.

The new index is built beside the old one, under a name that no manifest knows; it then takes its
place and the manifest, put in place whole, names its engine. Until that moment everybody reads the
old index, and a process killed in between leaves it as it was. Nothing is embedded anew: vectors
come from the old index.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from index.contracts import KeywordIndex, Passage, VectorIndex
from index.engines import Choice, keyword_index, keyword_place, vector_index, vector_place
from index.library_store import LibraryStore
from index.manifest import Manifest, read_manifest, write_manifest
from standards.errors import LibraryError

__all__ = ["drop", "engines_of", "move", "open_keywords", "open_vectors"]

_PORTION = 10_000


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
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Build what changes, put it in place and write the manifest; returns it. The caller holds the
    writer's lock and has the indexes up to date. ``progress``: passages done, of how many.

    Raises MissingPart before anything is changed.
    """
    old = manifest.engines
    if engines == old:
        return manifest
    made: list[tuple[Path, Path]] = []
    if engines.vectors != old.vectors:
        place = vector_place(folder, engines.vectors)
        aside = place.with_name(f"moving-{place.name}")
        drop(aside)
        fresh = vector_index(engines.vectors, aside, manifest.dimension)
        for names, portion in vectors.vectors():
            for first in range(0, len(names), _PORTION):
                part = slice(first, first + _PORTION)
                fresh.update(add=names[part], vectors=portion[part], remove=())
        made.append((aside, place))
    if engines.keywords != old.keywords:
        place = keyword_place(folder, engines.keywords)
        aside = place.with_name(f"moving-{place.name}")
        drop(aside)
        _fill(keyword_index(engines.keywords, aside), store, progress)
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


def _fill(
    index: KeywordIndex,
    store: LibraryStore,
    progress: Callable[[int, int], None] | None,
) -> None:
    total, done = store.passage_count(), 0
    for portion in _portions(store.all_passages()):
        index.update(add=portion, remove=())
        done += len(portion)
        if progress is not None:
            progress(done, total)


def _portions(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    rest = iter(passages)
    while portion := list(islice(rest, _PORTION)):
        yield portion
