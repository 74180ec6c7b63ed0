"""The library: a folder with the store, the two indexes and the manifest, kept in step.

The store is the truth and commits file by file. The indexes follow in portions; the manifest says
which generation of the store they show. A process killed in between leaves indexes that lag, and
the next one to open the library brings them up to date.

::

    manifest.json      what the indexes were built with, and how far they are
    store.sqlite3      documents, clauses, rows, citations, pages, passages
    originals/         the files by their hash
    keywords/          the keyword index; ``keywords-tantivy/`` with that engine
    vectors.npz        the vector index; ``vectors-ivf/`` with that engine
    catalogue.sqlite3  records of lists; made when the first list is added
    lock               held by the process that writes
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue import Catalogue
from index.catalogue_memory import MemoryCatalogue
from index.catalogue_sqlite import SqliteCatalogue
from index.contracts import Embedder, KeywordIndex, VectorIndex
from index.embedder import ModelEmbedder
from index.embedder_remembering import RememberingEmbedder
from index.engines import Choice
from index.keyword_memory import MemoryKeywordIndex
from index.library_batch import LibraryBatch
from index.library_follow import Progress, follow
from index.library_move import (
    drop_others,
    engines_of,
    folded,
    open_keywords,
    open_vectors,
    put_in_place,
)
from index.library_store import LibraryStore
from index.lock import writer_lock
from index.manifest import Manifest, fresh_manifest, read_manifest, write_manifest
from index.store import SqliteStore
from index.store_memory import MemoryStore
from index.vector_exact import ExactVectorIndex
from index.words import warm_up as warm_up_words
from standards.errors import CorruptLibrary, LibraryLocked, LibraryReplaced

__all__ = ["Library"]

_FEWEST = 256
_SHARE = 50
"""The indexes follow a batch when so many passages, or one in so many, have changed: each time
costs a commit."""


_PATIENCE = 5.0
"""Seconds that a writer waits for another: one that opens the library may be bringing its indexes
up to date."""


class Library:
    """An open library. Questions may come from several threads; changes go through :meth:`batch`.

    ``store``, ``catalogue`` and ``embedder`` stay the same objects as long as it is open, and so do
    ``keywords`` and ``vectors`` until the library is moved to other engines; ``folder`` is None for
    one in memory. The catalogue depends on nothing else
    in the library; who changes it holds :meth:`writing`.
    """

    def __init__(
        self,
        *,
        folder: Path | None,
        store: LibraryStore,
        catalogue: Catalogue,
        keywords: KeywordIndex,
        vectors: VectorIndex,
        embedder: Embedder,
        manifest: Manifest,
    ) -> None:
        self.folder = folder
        self.store = store
        self.catalogue = catalogue
        self.keywords = keywords
        self.vectors = vectors
        self.embedder = embedder
        self.manifest = manifest
        self._lock = threading.RLock()
        self._inode = _inode_of(folder)

    @classmethod
    def create_or_open(cls, folder: Path, *, embedder: Embedder | None = None) -> Library:
        """Open the library in ``folder``; make an empty one if there is none.

        Raises StaleIndex, CorruptLibrary, MissingPart.
        """
        chosen = embedder or ModelEmbedder()
        if not (folder / "manifest.json").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            SqliteStore(folder).close()
            write_manifest(folder, fresh_manifest(chosen.name, chosen.dimension))
        return cls.open(folder, embedder=chosen)

    @classmethod
    def open(cls, folder: Path, *, embedder: Embedder | None = None) -> Library:
        """Open the library in ``folder``, its indexes brought up to date if they lag.

        Raises NoLibrary, StaleIndex (with ``trachuan rebuild``), CorruptLibrary, LibraryLocked
        while another process builds the indexes anew.
        """
        chosen = embedder or ModelEmbedder()
        manifest = read_manifest(folder)
        manifest.check(chosen.name)
        _check_store(folder)
        try:
            library = cls._of_folder(folder, chosen, manifest)
        except CorruptLibrary:
            if read_manifest(folder).same_places(manifest):
                raise
            return cls.open(folder, embedder=chosen)  # a writer has just put others in place
        if not read_manifest(folder).same_places(manifest):
            library.close()
            return cls.open(folder, embedder=chosen)
        if library.store.generation() != manifest.generation:
            try:
                with writer_lock(folder):
                    library.catch_up()
            except LibraryLocked:
                _check_whole(folder, manifest)
                # the process that writes is about to do it; the last complete state serves
        elif {len(library.keywords), len(library.vectors)} != {library.store.passage_count()}:
            raise CorruptLibrary(
                f"the indexes in {folder} hold {len(library.keywords)} and {len(library.vectors)} "
                f"passages, the store {library.store.passage_count()}; run: trachuan rebuild"
            )
        return library

    @classmethod
    def open_for_rebuild(cls, folder: Path, *, embedder: Embedder | None = None) -> Library:
        """Open the library whatever its indexes are like: :meth:`rebuild` must follow.

        The old indexes are gone from then on. Raises NoLibrary, LibraryLocked.
        """
        chosen = embedder or ModelEmbedder()
        if not (folder / "manifest.json").is_file() and not (folder / "store.sqlite3").is_file():
            read_manifest(folder)  # raises NoLibrary
        _check_store(folder)
        with writer_lock(folder):
            engines = engines_of(folder)
            manifest = fresh_manifest(chosen.name, chosen.dimension, engines).at(-1)
            write_manifest(folder, manifest)
            drop_others(folder, None)
        return cls._of_folder(folder, chosen, manifest)

    @classmethod
    def in_memory(cls, embedder: Embedder) -> Library:
        """An empty library that leaves nothing on disk."""
        return cls(
            folder=None,
            store=MemoryStore(),
            catalogue=MemoryCatalogue(),
            keywords=MemoryKeywordIndex(),
            vectors=ExactVectorIndex(embedder.dimension),
            embedder=embedder,
            manifest=fresh_manifest(embedder.name, embedder.dimension),
        )

    @classmethod
    def _of_folder(cls, folder: Path, embedder: Embedder, manifest: Manifest) -> Library:
        return cls(
            folder=folder,
            store=SqliteStore(folder),
            catalogue=SqliteCatalogue(folder),
            keywords=open_keywords(folder, manifest),
            vectors=open_vectors(folder, manifest),
            embedder=RememberingEmbedder(embedder, folder / "embeddings.sqlite3"),
            manifest=manifest,
        )

    @contextmanager
    def batch(self) -> Iterator[LibraryBatch]:
        """Change the library. Each file added or deleted is committed whole and at once; the
        indexes follow in portions and at the end, also when an exception ends the batch. Indexes
        with too many dead rows are written anew at the end.

        Raises LibraryLocked if another process writes.
        """
        with self._lock, writer_lock(self.folder, _PATIENCE):
            batch = LibraryBatch(self.store, self.embedder, self._follow)
            try:
                yield batch
            finally:
                self.catch_up(reader=batch.reader)
            if self.folder is not None:
                self._put_in_place(folded(self.manifest, self.keywords, self.vectors))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library's lock while its catalogue is changed. Raises LibraryLocked."""
        with self._lock, writer_lock(self.folder):
            yield

    def unchanged(self, *, file: str, sha256: str, reader: str) -> bool:
        """Whether that file, with that hash, was already read by that version of the reader."""
        record = self.store.file_record(file)
        return record is not None and (record.sha256, record.reader) == (sha256, reader)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build both indexes anew from the store; the originals are not read again.

        Raises LibraryLocked if another process writes.
        """
        with self._lock, writer_lock(self.folder):
            self.manifest = self.manifest.anew(self.embedder.name, self.embedder.dimension)
            self._write_manifest()
            self.catch_up(progress)

    def move(self, engines: Choice, progress: Progress | None = None) -> None:
        """Change the engines of the indexes. The new ones are built aside, vectors taken from the
        old one; the manifest then names them, and the old ones go.

        Raises LibraryLocked if another process writes, MissingPart if an engine is not installed.
        """
        with self._lock, writer_lock(self.folder):
            if self.folder is None:
                return
            self.catch_up()
            self._put_in_place(self.manifest.moved(engines), progress)

    def catch_up(self, progress: Progress | None = None, reader: str | None = None) -> None:
        """Bring the indexes to the store's generation. The caller holds the writer's lock."""
        with self._lock:
            generation = self.store.generation()
            if self.manifest.generation < 0:  # to be rebuilt; perhaps one that was killed amid it
                self.keywords.clear()
                self.vectors.clear()
            follow(
                self.store,
                self.keywords,
                self.vectors,
                self.embedder,
                since=self.manifest.generation,
                progress=progress,
            )
            if generation != self.manifest.generation:
                self.manifest = self.manifest.at(generation, reader)
                self._write_manifest()

    def refresh(self) -> bool:
        """See what another process has written since; tells whether anything was new.

        Raises NoLibrary, StaleIndex, LibraryLocked while the indexes are being built anew, and
        LibraryReplaced if the folder holds another library by now.
        """
        if self.folder is None:
            return False
        with self._lock:
            manifest = read_manifest(self.folder)
            if self._inode != _inode_of(self.folder):
                raise LibraryReplaced(f"another library stands in {self.folder}; open it again")
            if manifest == self.manifest:
                return False
            manifest.check(self.embedder.name)
            _check_whole(self.folder, manifest)
            if manifest.same_places(self.manifest):
                self.keywords.refresh()
                self.vectors.refresh()
            else:
                self.keywords = open_keywords(self.folder, manifest)
                self.vectors = open_vectors(self.folder, manifest)
            self.manifest = manifest
            return True

    def check(self) -> tuple[str, ...]:
        """What is wrong with the library, in words; nothing if all is well."""
        found = [*self.store.integrity(), *self.catalogue.integrity()]
        passages = self.store.passage_count()
        for name, index in (("keyword", self.keywords), ("vector", self.vectors)):
            if len(index) != passages:
                found.append(f"the {name} index holds {len(index)} passages, the store {passages}")
        if self.manifest.generation != self.store.generation():
            found.append(
                f"the indexes show generation {self.manifest.generation}, "
                f"the store is at {self.store.generation()}"
            )
        return tuple(found)

    def warm_up(self) -> None:
        """Load what the first question would wait for; call it before threads start."""
        warm_up_words()
        self.embedder.query("quy chuẩn")

    def close(self) -> None:
        """Close the files of the store and of the catalogue."""
        self.store.close()
        self.catalogue.close()

    def _follow(self, reader: str) -> None:
        """Let the indexes follow when enough has come together."""
        changed = sum(self.store.change_count(self.manifest.generation))
        if changed >= max(_FEWEST, len(self.keywords) // _SHARE):
            self.catch_up(reader=reader)

    def _put_in_place(self, manifest: Manifest, progress: Progress | None = None) -> None:
        assert self.folder is not None
        if manifest.same_places(self.manifest):
            drop_others(self.folder, manifest)
            return
        put_in_place(self.folder, self.manifest, manifest, self.store, self.vectors, progress)
        self.manifest = manifest
        self.keywords = open_keywords(self.folder, manifest)
        self.vectors = open_vectors(self.folder, manifest)

    def _write_manifest(self) -> None:
        if self.folder is not None:
            write_manifest(self.folder, self.manifest)


def _check_whole(folder: Path, manifest: Manifest) -> None:
    """Raise LibraryLocked if the indexes are being built anew: half of them answers wrongly."""
    if manifest.generation < 0:
        raise LibraryLocked(
            f"the indexes in {folder} are being built anew; try again in some minutes, or if "
            "nobody is at it, run: trachuan rebuild"
        )


def _inode_of(folder: Path | None) -> int | None:
    """What tells the store in a folder from one that was put in its place."""
    place = None if folder is None else folder / "store.sqlite3"
    return place.stat().st_ino if place is not None and place.is_file() else None


def _check_store(folder: Path) -> None:
    """Raise CorruptLibrary if the store is gone or emptied: it would hold nothing, and say so."""
    store = folder / "store.sqlite3"
    if not store.is_file() or not store.stat().st_size:
        found = "is empty" if store.is_file() else "is gone"
        raise CorruptLibrary(
            f"{store} {found}; put it back from a backup, or ingest the files into a new folder"
        )
