"""Where the bulk files stand, when they are made, and what is said of them.

Each build is a folder ``bulk/BUILD`` in the library's folder with the files of
:mod:`api.bulk_files` and ``index.json``; it appears whole, and the one before stays until the next
build, so that a download that has begun can end. A small library makes its files when they are
asked for and it has changed; a large one with ``trachuan bulk``.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import threading
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from api.bulk_files import BULK_FILES, write_bulk
from api.changes import Changes
from api.models_bulk import BulkBody, BulkFileBody, BulkState, RightBody
from api.urls import API
from index.changes import this_moment
from index.contracts import DocumentStore
from index.lock import writer_lock
from standards.errors import BadInput, LibraryLocked, NotFound

__all__ = ["MOST_AT_ONCE", "Copies", "rights"]

MOST_AT_ONCE = 2000
"""Documents up to which the files are made when they are asked for."""

_PATIENCE = 10.0
"""Seconds that an answer waits for files being made."""
_KEPT = 2
_BUILD = re.compile(r"[0-9a-f]{16}-\d{1,15}-[0-9A-Za-z.+]{1,40}")
_LOG = logging.getLogger("trachuan.api")


@cache
def rights() -> tuple[RightBody, ...]:
    """What the law says on the use of the texts."""
    read = tomllib.loads(files("api").joinpath("data", "rights.toml").read_text("utf-8"))
    return tuple(
        RightBody(text=one["text_vi"], text_en=one["text_en"], source=one["source"])
        for one in read.values()
    )


class Copies:
    """The bulk files of one library. Methods may be called from several threads.

    ``folder`` is that of the library; None (a library in memory) has no files. ``licence`` is what
    the operator grants.
    """

    def __init__(
        self,
        store: DocumentStore,
        changes: Changes,
        folder: Path | None,
        licence: str | None = None,
    ) -> None:
        self._store = store
        self._changes = changes
        self._folder = None if folder is None else folder / "bulk"
        self._licence = licence
        self._lock = threading.Lock()
        self._making: threading.Thread | None = None

    def body(self) -> BulkBody:
        """The files there are. Those of a small library are made first if they are behind."""
        wanted = _build(self._changes.cursor())
        if self._newest() != wanted and self._is_small():
            self._make_aside()
        newest = self._newest()
        with self._lock:
            making = self._making is not None and self._making.is_alive()
        if newest is None:
            state = BulkState.BUILDING if making else BulkState.NONE
            return _nothing(state, self._licence)
        state = BulkState.READY if newest == wanted else BulkState.BEHIND
        read = (self._place(newest) / "index.json").read_text("utf-8")
        told = BulkBody.model_validate_json(read)
        return told.model_copy(update={"state": state, "licence": self._licence})

    def make(self, advance: Callable[[int, int], None] | None = None) -> None:
        """Make the files now, if they are behind. Raises LibraryLocked if somebody else is at it,
        BadInput for a library in memory."""
        if self._folder is None:
            raise BadInput("a library in memory has no bulk files")
        self._folder.mkdir(exist_ok=True)
        with writer_lock(self._folder):
            for left in self._folder.glob("making-*"):
                shutil.rmtree(left, ignore_errors=True)  # of a process that was killed
            cursor = self._changes.cursor()
            if self._newest() != _build(cursor):
                self._write(cursor, advance)

    def file(self, build: str, name: str) -> Path:
        """A file of a build that is still kept. Raises NotFound, with where the newest is told."""
        known = {file.name for file in BULK_FILES}
        if _BUILD.fullmatch(build) and name in known and self._folder is not None:
            path = self._place(build) / name
            if path.is_file():
                return path
        raise NotFound(f"no bulk file {build}/{name} is kept; {API}/bulk names those that are")

    def _place(self, build: str) -> Path:
        if self._folder is None:
            raise NotFound("a library in memory has no bulk files")
        return self._folder / build

    def _builds(self) -> list[Path]:
        """Complete builds, the newest last."""
        if self._folder is None or not self._folder.is_dir():
            return []
        found = [path for path in self._folder.iterdir() if (path / "index.json").is_file()]
        found = [path for path in found if _BUILD.fullmatch(path.name)]
        return sorted(found, key=lambda path: (path / "index.json").stat().st_mtime_ns)

    def _newest(self) -> str | None:
        builds = self._builds()
        return builds[-1].name if builds else None

    def _is_small(self) -> bool:
        return self._folder is not None and len(self._store.documents()) <= MOST_AT_ONCE

    def _make_aside(self) -> None:
        """Make the files in a thread of their own, and wait a little for them."""
        with self._lock:
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(target=self._try, name="bulk", daemon=True)
                self._making.start()
            making = self._making
        making.join(_PATIENCE)

    def _try(self) -> None:
        try:
            self.make()
        except LibraryLocked:
            pass  # another process makes them
        except OSError as error:
            _LOG.warning("the bulk files cannot be written: %s", error)

    def _write(self, cursor: str, advance: Callable[[int, int], None] | None) -> None:
        build = _build(cursor)
        aside = self._place(f"making-{build}")
        aside.mkdir()
        written = {one.name: one for one in write_bulk(self._store, aside, advance)}
        told = BulkBody(
            state=BulkState.READY,
            built_at=this_moment(),
            version=version("trachuan"),
            cursor=cursor,
            changes_url=f"{API}/changes?since={cursor}",
            documents=written["standards.csv"].rows,
            licence=None,
            rights=list(rights()),
            files=[
                BulkFileBody(
                    name=file.name,
                    url=f"{API}/bulk/{build}/{file.name}",
                    media_type=file.media_type,
                    bytes=written[file.name].bytes,
                    sha256=written[file.name].sha256,
                    rows=written[file.name].rows,
                    columns=list(file.columns),
                    about=file.about_vi,
                    about_en=file.about_en,
                )
                for file in BULK_FILES
            ],
        )
        (aside / "index.json").write_text(
            json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1), "utf-8"
        )
        aside.replace(self._place(build))
        for old in self._builds()[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def _build(cursor: str) -> str:
    """The name of a build: what has happened when it begins, and the program that writes it."""
    return f"{cursor}-{version('trachuan')}"


def _nothing(state: BulkState, licence: str | None) -> BulkBody:
    return BulkBody(
        state=state,
        built_at=None,
        version=None,
        cursor=None,
        changes_url=None,
        documents=None,
        licence=licence,
        rights=list(rights()),
        files=[],
    )
