"""Writes a library's indexes anew: with other engines, or with the same without their dead rows.

The new index is built beside the old one, under a name that no manifest knows; it then takes its
place and the manifest, put in place whole, names it. Until that moment everybody reads the old
index, and a process killed in between leaves it as it was. Nothing is embedded anew: vectors come
from the old index.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from index.contracts import AppendOnly, KeywordIndex, VectorIndex
from index.engines import Choice, fold_due, is_place, keyword_index, vector_index
from index.library_follow import PORTION, Progress, VectorWriter, portions
from index.library_store import LibraryStore
from index.manifest import Manifest, read_manifest, write_manifest
from standards.errors import LibraryError

__all__ = ["drop_others", "engines_of", "folded", "open_keywords", "open_vectors", "put_in_place"]


def open_keywords(folder: Path, manifest: Manifest) -> KeywordIndex:
    """The keyword index that the manifest names. Raises MissingPart, CorruptLibrary."""
    return keyword_index(manifest.keywords, manifest.keyword_place(folder))


def open_vectors(folder: Path, manifest: Manifest) -> VectorIndex:
    """The vector index that the manifest names. Raises CorruptLibrary."""
    return vector_index(manifest.vectors, manifest.vector_place(folder), manifest.dimension)


def engines_of(folder: Path) -> Choice:
    """The engines of a library; those of a new one if its manifest cannot be read."""
    try:
        return read_manifest(folder).engines
    except LibraryError:
        return Choice()


def folded(manifest: Manifest, keywords: KeywordIndex, vectors: VectorIndex) -> Manifest:
    """The manifest after every index with too many dead rows was written anew; the same one if none
    has.
    """
    return replace(
        manifest,
        keywords_turn=manifest.keywords_turn + _is_due(keywords),
        vectors_turn=manifest.vectors_turn + _is_due(vectors),
    )


def put_in_place(
    folder: Path,
    old: Manifest,
    new: Manifest,
    store: LibraryStore,
    vectors: VectorIndex,
    progress: Progress | None = None,
) -> None:
    """Build what is in another place in the new manifest, then write that and drop what it does not
    name. The caller holds the writer's lock and has the indexes up to date. ``progress``: passages
    done, of how many; each counts once for each index that is built.

    Raises MissingPart before anything is changed.
    """
    made: list[tuple[Path, Path]] = []
    words = new.keyword_place(folder) != old.keyword_place(folder)
    meaning = new.vector_place(folder) != old.vector_place(folder)
    told = _Told(progress, store.passage_count() * (words + meaning))
    if words:
        place, aside = _aside(new.keyword_place(folder))
        index = keyword_index(new.keywords, aside)
        for portion in portions(store.all_passages(), PORTION):
            index.update(add=portion, remove=())
            told.more(len(portion))
        made.append((aside, place))
    if meaning:
        place, aside = _aside(new.vector_place(folder))
        writer = VectorWriter(vector_index(new.vectors, aside, new.dimension), new.dimension)
        for names, found in vectors.vectors():
            writer.add(names, found)
            told.more(len(names))
        writer.finish()
        made.append((aside, place))
    for aside, place in made:
        _drop(place)
        if aside.exists():  # an empty vector index has no file
            aside.replace(place)
    write_manifest(folder, new)
    drop_others(folder, new)


def drop_others(folder: Path, manifest: Manifest | None) -> None:
    """Remove every index that the manifest does not name, and what a killed writer has left. The
    caller holds the writer's lock.
    """
    kept = (
        ()
        if manifest is None
        else (
            manifest.keyword_place(folder),
            manifest.vector_place(folder),
        )
    )
    for path in folder.iterdir():
        if is_place(path.name) and path not in kept:
            _drop(path)


def _aside(place: Path) -> tuple[Path, Path]:
    aside = place.with_name(f"moving-{place.name}")
    _drop(aside)
    return place, aside


def _is_due(index: KeywordIndex | VectorIndex) -> bool:
    return isinstance(index, AppendOnly) and fold_due(len(index) + index.dead, index.dead)


def _drop(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


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
