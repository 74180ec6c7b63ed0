"""A table of passages on disk that only grows: which row is which passage, and which rows live.

Both large indexes keep it beside what they search: a passage gets the next free row and keeps it; a
passage taken out leaves its row dead. Files are mapped, not read, so opening a million rows takes
milliseconds. What counts is a :class:`State`, which an index commits together with its own: bytes
behind the last row of a state are leftovers of a writer that died, and the next one cuts them off.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.contracts import PassageKind
from index.passages import passage_document, passage_kind

__all__ = ["Rows", "State", "append", "mapped", "read_state", "write_at", "write_state"]

_KINDS = {kind: code for code, kind in enumerate(PassageKind)}
_SLUGS = "documents.txt"
_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far the table counts and which of its rows live. ``base``: how many of the first rows
    the index has in its lasting part (what that is, the index knows); ``part``: that part's number;
    ``dimension``: length of the vectors, if there are any.
    """

    alive: NDArray[np.bool_]
    base: int = 0
    part: int = 0
    dimension: int = 0


class Rows:
    """The rows of one state, for reading; later appends do not show."""

    def __init__(self, folder: Path, alive: NDArray[np.bool_]) -> None:
        self.folder = folder
        self.alive = alive
        self.count = len(alive)
        self.living = int(np.count_nonzero(alive))
        self.dead = self.count - self.living
        self.kinds = mapped(folder / "kinds.u8", np.uint8, self.count)
        self.documents = mapped(folder / "documents.i32", np.int32, self.count)
        self._hashes = mapped(folder / "hashes.u64", np.uint64, self.count)
        self._ends = mapped(folder / "ends.u64", np.uint64, self.count)
        self._blob = mapped(folder / "names.utf8", np.uint8, self.size)
        self._masks: dict[frozenset[PassageKind], NDArray[np.bool_]] = {}

    @property
    def size(self) -> int:
        """Bytes of all names."""
        return int(self._ends[-1]) if self.count else 0

    @cached_property
    def slugs(self) -> dict[str, int]:
        """Number of each document that a row names."""
        known = int(self.documents.max()) + 1 if self.count else 0
        if not known:
            return {}
        lines = (self.folder / _SLUGS).read_text(encoding="utf-8").split("\n")
        return {slug: number for number, slug in enumerate(lines[:known])}

    def name(self, row: int) -> str:
        """The passage of a row."""
        start = int(self._ends[row - 1]) if row else 0
        return self._blob[start : int(self._ends[row])].tobytes().decode("utf-8")

    def find(self, names: Iterable[str]) -> NDArray[np.int64]:
        """The living rows of those passages, ascending; unknown ones are left out."""
        wanted = set(names)
        if not wanted or not self.living:
            return np.zeros(0, np.int64)
        sought = np.sort(_hashed(list(wanted)))
        at = np.minimum(np.searchsorted(sought, self._hashes), len(sought) - 1)
        rows = np.flatnonzero((sought[at] == self._hashes) & self.alive)
        return np.array([row for row in rows.tolist() if self.name(row) in wanted], np.int64)

    def mask(
        self, kinds: frozenset[PassageKind], documents: frozenset[str] | None
    ) -> NDArray[np.bool_]:
        """True for living rows of these kinds (empty: any) and documents (None: any)."""
        of_kind = self._of_kind(kinds)
        if documents is None:
            return of_kind
        return of_kind & self.of_documents(documents)[self.documents]

    def of_documents(self, documents: frozenset[str]) -> NDArray[np.bool_]:
        """By number of document, whether it is one of these."""
        wanted = np.zeros(max(len(self.slugs), 1), np.bool_)
        wanted[[self.slugs[slug] for slug in documents if slug in self.slugs]] = True
        return wanted

    @cached_property
    def by_document(self) -> NDArray[np.int64]:
        """How many living rows each document has, by its number."""
        return np.bincount(self.documents[self.alive], minlength=max(len(self.slugs), 1))

    def _of_kind(self, kinds: frozenset[PassageKind]) -> NDArray[np.bool_]:
        if kinds not in self._masks:
            codes = [_KINDS[kind] for kind in kinds or PassageKind]
            self._masks[kinds] = self.alive & np.isin(self.kinds, codes)
        return self._masks[kinds]


def append(rows: Rows, names: Sequence[str], gone: NDArray[np.int64]) -> Rows:
    """The table with these passages after the last row and the rows ``gone`` dead.

    Written through to the disk; nobody sees it before a state that counts it is committed.
    """
    alive = np.concatenate([rows.alive, np.ones(len(names), np.bool_)])
    alive[gone] = False
    if not names:
        return Rows(rows.folder, alive)
    folder, count = rows.folder, rows.count
    folder.mkdir(parents=True, exist_ok=True)
    slugs = dict(rows.slugs)
    known = len(slugs)
    of = np.array(
        [slugs.setdefault(passage_document(name), len(slugs)) for name in names], np.int32
    )
    spelled = [name.encode("utf-8") for name in names]
    ends = rows.size + np.cumsum([len(name) for name in spelled], dtype=np.uint64)
    kinds = np.array([_KINDS[passage_kind(name)] for name in names], np.uint8)
    fresh = "".join(f"{slug}\n" for slug in list(slugs)[known:]).encode("utf-8")
    held = sum(len(slug.encode("utf-8")) + 1 for slug in rows.slugs)
    write_at(folder / _SLUGS, held, fresh)
    write_at(folder / "names.utf8", rows.size, b"".join(spelled))
    for file, values in (
        ("ends.u64", ends.astype(np.uint64)),
        ("kinds.u8", kinds),
        ("documents.i32", of),
        ("hashes.u64", _hashed(names)),
    ):
        write_at(folder / file, count * values.itemsize, values)
    return Rows(folder, alive)


def write_at(path: Path, at: int, content: bytes | NDArray[np.generic]) -> None:
    """Put ``content`` at that byte, as the file's end, on the disk when it returns."""
    with path.open("r+b" if path.exists() else "w+b") as stream:
        stream.truncate(at)
        stream.seek(at)
        stream.write(content if isinstance(content, bytes) else content.tobytes())
        stream.flush()
        os.fsync(stream.fileno())


def mapped(path: Path, kind: type[_T], count: int) -> NDArray[_T]:
    """The first ``count`` values of a file, mapped into memory. Raises ValueError if it has fewer,
    OSError if it is missing.
    """
    if not count:
        return np.zeros(0, kind)
    return np.memmap(path, kind, mode="r", shape=(count,)).view(np.ndarray)


def write_state(path: Path, state: State) -> None:
    """Put a state in place, whole: a crash leaves the old one or the new one."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    with scratch.open("wb") as stream:
        np.savez(
            stream,
            alive=np.packbits(state.alive),
            numbers=np.array([len(state.alive), state.base, state.part, state.dimension], np.int64),
        )
        stream.flush()
        os.fsync(stream.fileno())
    scratch.replace(path)


def read_state(path: Path) -> State:
    """The state in that file. Raises OSError, ValueError, KeyError, zipfile.BadZipFile."""
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        count, base, part, dimension = data["numbers"].tolist()
        alive = np.unpackbits(data["alive"], count=count).astype(np.bool_)
        return State(alive=alive, base=base, part=part, dimension=dimension)


def _hashed(names: Sequence[str]) -> NDArray[np.uint64]:
    whole = b"".join(blake2b(name.encode("utf-8"), digest_size=8).digest() for name in names)
    return np.frombuffer(whole, np.uint64)
