"""``manifest.json``: what the indexes of a library were built with, and how far they are."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.analysis import ANALYSIS_VERSION
from index.engines import KEYWORDS, VECTORS, Choice, keyword_place, vector_place
from index.schema import OLDEST_VERSION, SCHEMA_VERSION
from standards.errors import CorruptLibrary, NoLibrary, StaleIndex

__all__ = ["Manifest", "fresh_manifest", "read_manifest", "write_manifest"]

_NAME = "manifest.json"
_PLACES = ("keywords", "keywords_turn", "vectors", "vectors_turn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``schema`` and ``analysis`` are versions of the tables and of the text analysis;
    ``embedder`` and ``dimension`` name the model; ``generation`` is the store's generation that the
    indexes show; ``reader`` the version that read the files last; ``built`` when (ISO, UTC);
    ``keywords`` and ``vectors`` name the engines (:mod:`index.engines`), ``keywords_turn`` and
    ``vectors_turn`` say how often each was written anew to be rid of dead rows.
    """

    schema: int
    analysis: int
    embedder: str
    dimension: int
    generation: int
    reader: str
    built: str
    keywords: str = Choice().keywords
    vectors: str = Choice().vectors
    keywords_turn: int = 0
    vectors_turn: int = 0

    @property
    def engines(self) -> Choice:
        """The engines of the two indexes."""
        return Choice(keywords=self.keywords, vectors=self.vectors)

    def keyword_place(self, folder: Path) -> Path:
        """Where the keyword index of the library in ``folder`` lies."""
        return keyword_place(folder, self.keywords, self.keywords_turn)

    def vector_place(self, folder: Path) -> Path:
        """Where the vector index lies."""
        return vector_place(folder, self.vectors, self.vectors_turn)

    def same_places(self, other: Manifest) -> bool:
        """Whether both manifests name the same indexes, though perhaps not the same state."""
        return all(getattr(self, name) == getattr(other, name) for name in _PLACES)

    def moved(self, engines: Choice) -> Manifest:
        """The manifest of the library after a move to those engines."""
        return replace(
            self,
            keywords=engines.keywords,
            keywords_turn=self.keywords_turn if engines.keywords == self.keywords else 0,
            vectors=engines.vectors,
            vectors_turn=self.vectors_turn if engines.vectors == self.vectors else 0,
        )

    def anew(self, embedder: str, dimension: int) -> Manifest:
        """The manifest of indexes that are to be built anew, in the same places."""
        fresh = fresh_manifest(embedder, dimension).at(-1, self.reader)
        return replace(fresh, **{name: getattr(self, name) for name in _PLACES})

    def at(self, generation: int, reader: str | None = None) -> Manifest:
        """The manifest after the indexes have come to ``generation``."""
        return replace(
            self,
            schema=SCHEMA_VERSION,
            generation=generation,
            reader=reader or self.reader,
            built=_now(),
        )

    def check(self, embedder: str) -> None:
        """Raise StaleIndex if the indexes were built with other settings than those in use.

        Older tables are no reason: the store brings them up to date, and the indexes do not show
        what they differ in.
        """
        known = range(OLDEST_VERSION, SCHEMA_VERSION + 1)
        pairs = (
            ("tables", SCHEMA_VERSION if self.schema in known else self.schema, SCHEMA_VERSION),
            ("text analysis", self.analysis, ANALYSIS_VERSION),
            ("embedding model", self.embedder, embedder),
        )
        wrong = [f"{what} {old}, in use is {new}" for what, old, new in pairs if old != new]
        if wrong:
            raise StaleIndex(
                f"the indexes were built with {'; '.join(wrong)}. Run: trachuan rebuild"
            )


def fresh_manifest(embedder: str, dimension: int, engines: Choice | None = None) -> Manifest:
    """The manifest of an empty library."""
    chosen = engines or Choice()
    return Manifest(
        schema=SCHEMA_VERSION,
        analysis=ANALYSIS_VERSION,
        embedder=embedder,
        dimension=dimension,
        generation=0,
        reader="",
        built=_now(),
        keywords=chosen.keywords,
        vectors=chosen.vectors,
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the library in ``folder``. Raises NoLibrary, CorruptLibrary."""
    try:
        data = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        found = Manifest(**data)
        if found.keywords not in KEYWORDS or found.vectors not in VECTORS:
            raise ValueError(f"unknown engines {found.keywords!r} and {found.vectors!r}")
        return found
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoLibrary(
            f"there is no library in {folder}; run: trachuan ingest FOLDER --library {folder}"
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise CorruptLibrary(
            f"{folder / _NAME} cannot be read ({error}); run: trachuan rebuild"
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place, whole."""
    text = json.dumps(
        {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}, indent=1
    )
    scratch = folder / f".{_NAME}.{os.getpid()}"
    with scratch.open("w", encoding="utf-8") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    scratch.replace(folder / _NAME)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
