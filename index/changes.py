"""What happened to the documents of a library, one entry a document and batch.

Whoever keeps a copy reads the entries after the last one seen and is up to date again: entries are
numbered in the order of the commits, never changed, never renumbered, and a document that goes
leaves an entry that says so (a tombstone). A file that is read again without a difference leaves
none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from index.codec import encode
from standards.document import Document, Kind

__all__ = [
    "ALL_CHANGES",
    "Change",
    "ChangeFilter",
    "ChangeKind",
    "ChangeLog",
    "ChangeSource",
    "Face",
    "changes_between",
    "face_of",
    "this_moment",
]


class ChangeKind(StrEnum):
    """What happened. ``HELD``: the document was there when the entries begin, since when is not
    known; a copy takes it as added."""

    HELD = "held"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What an entry says of a document. ``digest``: SHA-256 of all that was read of it, in hex;
    ``sha256``: of the file."""

    document: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    file: str
    sha256: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry: ``seq`` from 1, growing; ``at`` the moment of the batch (UTC, whole seconds).

    ``face`` is the document as it was after, or before if it was removed. ``digest_before`` and
    ``sha256_before`` are None if it was not there before.
    """

    seq: int
    at: datetime
    what: ChangeKind
    face: Face
    digest_before: str | None
    sha256_before: str | None

    @property
    def is_of_the_file(self) -> bool:
        """Whether another file is the cause; else the same file was read otherwise."""
        return self.what is not ChangeKind.CHANGED or self.sha256_before != self.face.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """The row of entries: its name, which another library or a restored copy has not, the number of
    the last entry (0 if there is none) and the moment of the first."""

    name: str
    last: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFilter:
    """Which entries; empty sets take all. ``document``: of that id only."""

    what: frozenset[ChangeKind] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    document: str | None = None

    def takes(self, change: Change) -> bool:
        """Whether the entry is one of these."""
        return (
            (not self.what or change.what in self.what)
            and (not self.kinds or change.face.kind in self.kinds)
            and self.document in (None, change.face.document)
        )


ALL_CHANGES = ChangeFilter()
"""Takes every entry."""


class ChangeSource(Protocol):
    """Tells what happened to its documents."""

    def change_log(self) -> ChangeLog:
        """The row of entries as a whole."""

    def changes(
        self,
        *,
        after: int = 0,
        before: int | None = None,
        only: ChangeFilter = ALL_CHANGES,
        limit: int = 100,
        newest: bool = False,
    ) -> tuple[Change, ...]:
        """Entries with a number between the two, in their order, or the newest first."""


def this_moment() -> datetime:
    """Now, in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def face_of(document: Document, file: str, sha256: str, text: str | None = None) -> Face:
    """What an entry says of a document; ``text`` is its encoded form, if that is at hand."""
    whole = encode(document) if text is None else text
    return Face(
        document=document.id,
        number=None if document.number is None else str(document.number),
        kind=document.kind,
        title=document.title,
        issuer=document.issuer,
        file=file,
        sha256=sha256,
        digest=hashlib.sha256(whole.encode("utf-8")).hexdigest(),
    )


def changes_between(
    before: Mapping[str, Face], after: Mapping[str, Face], *, last: int, at: datetime
) -> Iterator[Change]:
    """The entries of one batch, by document: what a batch took away against what it brought."""
    seq = last
    for document in sorted({*before, *after}):
        old, new = before.get(document), after.get(document)
        if old is not None and new is not None and old.digest == new.digest:
            continue
        if new is not None:
            face, what = new, ChangeKind.ADDED if old is None else ChangeKind.CHANGED
        elif old is not None:
            face, what = old, ChangeKind.REMOVED
        seq += 1
        yield Change(
            seq=seq,
            at=at,
            what=what,
            face=face,
            digest_before=None if old is None else old.digest,
            sha256_before=None if old is None else old.sha256,
        )
