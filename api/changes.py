"""What happened to documents, page by page, for those who keep a copy or look what is new.

A cursor is ``LOG-SEQ``: the name of the row of entries and the number of the entry last seen. It
stays good for as long as the library lives; one of another row is refused, so that nobody misses a
change in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from api.export import ExportLine, export_line
from api.models_changes import ChangeBody, ChangesPage
from api.one_state import of_one_state
from api.urls import standard_url
from index.changes import Change, ChangeFilter, ChangeKind, ChangeLog
from index.contracts import DocumentStore
from standards.document import Kind
from standards.errors import BadInput, CursorGone, NotFound

__all__ = ["Changes", "bulk_line"]

_LOOKED_BACK = 50
_CURSOR = re.compile(r"([0-9a-f]{16})-(\d{1,15})")


@of_one_state("_store")
class Changes:
    """Questions about what happened. ``store`` may be asked from several threads."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    def file_since(self, document: str) -> datetime | None:
        """Since when the library has held the file of a document as it is; None if that is not
        known, because entries began later."""
        only = ChangeFilter(document=document)
        for one in self._store.changes(only=only, limit=_LOOKED_BACK, newest=True):
            if one.what is ChangeKind.HELD:
                return None
            if one.is_of_the_file:
                return one.at
        return None

    def page(
        self,
        since: str | None = None,
        *,
        limit: int = 100,
        what: Collection[ChangeKind] = (),
        kinds: Collection[Kind] = (),
        document: str | None = None,
        records: bool = False,
    ) -> ChangesPage:
        """What happened after the cursor ``since``, from the beginning if it is None.

        ``records``: with each document as it is now, at the last entry of the page that names
        it. Raises BadInput for a text that is no
        cursor, CursorGone for one of another library or of entries that a restored copy has not.
        """
        store = self._store
        log = store.change_log()
        after = 0 if since is None else _seq(since, log)
        only = ChangeFilter(what=frozenset(what), kinds=frozenset(kinds), document=document)
        found = store.changes(after=after, only=only, limit=limit + 1)
        shown, more = found[:limit], len(found) > limit
        last = {one.face.document: one.seq for one in shown}.values() if records else ()
        seen = shown[-1].seq if more else max(log.last, after, *(one.seq for one in shown))
        return ChangesPage(
            log=log.name,
            since=log.since,
            items=[_body(one, log, store, with_record=one.seq in last) for one in shown],
            next=_cursor(log, seen),
            more=more,
        )

    def newest(
        self,
        *,
        limit: int = 50,
        before: str | None = None,
        what: Collection[ChangeKind] = (),
        kinds: Collection[Kind] = (),
        document: str | None = None,
    ) -> ChangesPage:
        """The newest entries, newest first; ``next`` leads, as ``before``, to older ones.

        Raises BadInput, CursorGone.
        """
        store = self._store
        log = store.change_log()
        end = None if before is None else _seq(before, log)
        only = ChangeFilter(what=frozenset(what), kinds=frozenset(kinds), document=document)
        found = store.changes(before=end, only=only, limit=limit + 1, newest=True)
        shown = found[:limit]
        last = shown[-1].seq if shown else 0
        return ChangesPage(
            log=log.name,
            since=log.since,
            items=[_body(one, log, store, with_record=False) for one in shown],
            next=_cursor(log, last),
            more=len(found) > limit,
        )

    def cursor(self) -> str:
        """The cursor of all that has happened so far."""
        log = self._store.change_log()
        return _cursor(log, log.last)


def bulk_line(store: DocumentStore, slug: str) -> ExportLine | None:
    """A document as a line of the bulk file, None if it is not held."""
    try:
        return export_line(store.document(slug))
    except NotFound:
        return None


def _cursor(log: ChangeLog, seq: int) -> str:
    return f"{log.name}-{seq}"


def _seq(cursor: str, log: ChangeLog) -> int:
    read = _CURSOR.fullmatch(cursor)
    if read is None:
        raise BadInput(
            f"{cursor!r} is no cursor of changes; take the one under 'next', or start without"
        )
    if read[1] != log.name or int(read[2]) > log.last:
        raise CursorGone(cursor)
    return int(read[2])


def _body(change: Change, log: ChangeLog, store: DocumentStore, *, with_record: bool) -> ChangeBody:
    face = change.face
    line = bulk_line(store, face.document) if with_record else None
    held = line is not None or bool(store.lives([face.document]))
    return ChangeBody(
        cursor=_cursor(log, change.seq),
        at=change.at,
        what=change.what,
        is_of_the_file=change.is_of_the_file,
        slug=face.document,
        number=face.number,
        kind=face.kind,
        title=face.title,
        issuer=face.issuer,
        file=face.file,
        sha256=face.sha256,
        sha256_before=change.sha256_before,
        digest=face.digest,
        digest_before=change.digest_before,
        is_held=held,
        url=standard_url(face.document),
        record=line,
    )
