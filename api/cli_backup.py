"""``trachuan backup`` and ``restore``: copies of a library, taken and put back while it serves."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path

from api.assembly import open_library_for_rebuild
from api.cli_output import Exit, console, write_text
from api.desk.opening import desk_path
from api.progress_bar import progress_bar
from api.settings import Settings
from index.changes import this_moment
from index.library_backup import (
    Snapshot,
    put_back,
    snapshots,
    take_snapshot,
    thin_out,
)
from index.lock import writer_lock
from index.schema import SCHEMA_VERSION
from standards.errors import BadInput, CorruptLibrary, NoLibrary, NotFound

__all__ = ["backup", "restore", "show"]

_DESK = "desk.sqlite3"


def backup(folder: Path, settings: Settings, *, keep: int | None = None) -> Exit:
    """Take a snapshot of the library and of the desk; the library goes on serving and taking
    files. ``keep``: of all snapshots only the newest so many stay."""
    library = settings.library
    if not (library / "store.sqlite3").is_file():
        raise NoLibrary(f"there is no library in {library}; run: trachuan ingest FOLDER_OF_PDFS")
    if _lies_in(folder, library):
        raise BadInput(f"{folder} lies in the library {library}; name a folder elsewhere")
    with progress_bar() as bar:
        task = bar.add_task("copying files", total=None)
        taken = take_snapshot(
            library,
            folder,
            version=version("trachuan"),
            others={_DESK: desk_path(settings)},
            advance=lambda done, total: bar.update(task, completed=done, total=total),
        )
    gone = thin_out(folder, keep) if keep is not None else ()
    out = console()
    out.print(f"{taken.name}: {taken.documents} documents, {len(taken.originals)} files")
    for name in gone:
        out.print(f"{name}: removed")
    return Exit.DONE


def show(folder: Path) -> Exit:
    """Name the snapshots of a backup, the newest last."""
    for one in snapshots(folder):
        line = f"{one.name}\t{one.documents} documents\t{len(one.originals)} files\t{one.version}"
        write_text(f"{line}\n")
    return Exit.DONE


def restore(
    folder: Path,
    settings: Settings,
    *,
    name: str | None = None,
    replace: bool = False,
    desk: bool = False,
) -> Exit:
    """Put a snapshot (the newest, or the one named) in the place of the library.

    ``replace``: one that stands there is kept beside it, by another name. ``desk``: the desk's
    database too. Nothing is in its place before all of it is whole and its indexes are built.
    """
    snapshot = _choose(folder, name)
    library = settings.library
    if library.exists() and not replace and any(library.iterdir()):
        raise BadInput(f"{library} is not empty; add --replace, and it is kept by another name")
    aside = library.with_name(f"{library.name}.restoring-{os.getpid()}")
    out = console()
    try:
        with progress_bar() as bar:
            task = bar.add_task("copying files", total=None)
            put_back(
                folder,
                snapshot,
                aside,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
        _build(aside, settings)
        kept = _put_in_place(aside, library)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    out.print(f"{library} is as it was at {snapshot.taken}: {snapshot.documents} documents")
    if kept is not None:
        out.print(f"what stood there before is in {kept}")
    if desk:
        _restore_desk(folder / snapshot.name, desk_path(settings))
        out.print(f"{desk_path(settings)} too; start the server again")
    return Exit.DONE


def _choose(folder: Path, name: str | None) -> Snapshot:
    held = snapshots(folder)
    if not held:
        raise NotFound(f"{folder} holds no snapshot; make one with: trachuan backup {folder}")
    chosen = next((one for one in reversed(held) if name in (None, one.name)), None)
    if chosen is None:
        raise NotFound(f"{folder} holds no {name}; it holds {', '.join(one.name for one in held)}")
    if chosen.schema > SCHEMA_VERSION:
        raise BadInput(
            f"{chosen.name} was taken by Trachuan {chosen.version}, which is later than this one"
        )
    return chosen


def _build(aside: Path, settings: Settings) -> None:
    """Build the indexes of what was put back, and look whether all of it agrees."""
    library = open_library_for_rebuild(settings.with_library(aside))
    try:
        with progress_bar() as bar:
            task = bar.add_task("building the indexes", total=None)
            library.rebuild(lambda done, total: bar.update(task, completed=done, total=total))
        wrong = library.check()
    finally:
        library.close()
    if wrong:
        raise CorruptLibrary(f"the snapshot does not agree with itself: {'; '.join(wrong)}")


def _put_in_place(aside: Path, library: Path) -> Path | None:
    """Change the two folders; the one that stood there is kept. Raises LibraryLocked."""
    if not library.exists():
        aside.rename(library)
        return None
    kept = _kept_name(library)
    with writer_lock(library):
        library.rename(kept)
        aside.rename(library)
    return kept


def _restore_desk(snapshot: Path, place: Path) -> None:
    if not (snapshot / _DESK).is_file():
        raise NotFound(f"{snapshot} holds no desk")
    scratch = place.with_name(f".{place.name}.restoring")
    shutil.copyfile(snapshot / _DESK, scratch)
    scratch.chmod(0o600)
    if place.exists():
        place.rename(_kept_name(place))
    for beside in ("-wal", "-shm"):
        place.with_name(f"{place.name}{beside}").unlink(missing_ok=True)
    scratch.replace(place)


def _kept_name(place: Path) -> Path:
    """A free name beside ``place`` that says until when it stood there."""
    moment = this_moment().strftime("%Y-%m-%dT%H-%M-%SZ")
    names = (
        f"{place.name}.before-{moment}{turn}" for turn in chain([""], map("-{}".format, count(2)))
    )
    return next(path for path in map(place.with_name, names) if not path.exists())


def _lies_in(folder: Path, library: Path) -> bool:
    return folder.absolute().is_relative_to(library.absolute())
