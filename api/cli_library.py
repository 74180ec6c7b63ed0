"""``trachuan export``, ``delete``, ``rebuild``, ``move`` and ``model``: the library as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.assembly import open_library, open_library_for_rebuild, prepare_model
from api.cli_output import Exit, complain, console, write_text
from api.documents import Documents
from api.export import export_line
from api.numbers import resolve
from api.progress_bar import progress_bar
from api.settings import Settings
from index.engines import Choice
from index.library_follow import Progress
from index.library_store import LibraryStore
from standards.errors import NoLibrary, NotFound

__all__ = ["delete", "export", "model", "move", "rebuild"]


def export(settings: Settings) -> Exit:
    """One line of JSON a document, in the order of slugs."""
    store = open_library(settings).store
    for summary in store.documents():
        line = export_line(store.document(summary.id))
        write_text(json.dumps(line, ensure_ascii=False) + "\n")
    return Exit.DONE


def delete(names: Sequence[str], settings: Settings, *, missing_ok: bool = False) -> Exit:
    """Take files out, each with all documents read from it; what is not held is named.

    ``missing_ok``: what is not held, a library included, is passed over in silence.
    """
    try:
        library = open_library(settings)
    except NoLibrary:
        if missing_ok:
            return Exit.DONE
        raise
    status = Exit.DONE
    found: dict[str, str] = {}
    for name in names:
        try:
            sha256, file = _file_of(name, library.store)
        except NotFound as error:
            if not missing_ok:
                complain(str(error))
                status = Exit.SOME_REJECTED
        else:
            found[sha256] = file
    if found:
        with library.batch() as batch:
            for sha256 in found:
                batch.delete(sha256)
    write_text("".join(f"{file}\n" for file in found.values()))
    return status


def rebuild(settings: Settings) -> Exit:
    """Build the indexes anew from the documents kept; the originals are not read again."""
    library = open_library_for_rebuild(settings)
    with _told("building the indexes") as advance:
        library.rebuild(advance)
    out = console()
    out.print(f"{len(library.keywords)} passages of {len(library.store.documents())} documents")
    return Exit.DONE


def move(keywords: str | None, vectors: str | None, settings: Settings) -> Exit:
    """Change the engines of the indexes; what is not named stays. Nothing is embedded anew."""
    library = open_library(settings)
    engines = library.manifest.engines
    chosen = Choice(keywords=keywords or engines.keywords, vectors=vectors or engines.vectors)
    with _told("building the new indexes") as advance:
        library.move(chosen, advance)
    out = console()
    out.print(f"{chosen.keywords} and {chosen.vectors} for {len(library.keywords)} passages")
    return Exit.DONE


def model(settings: Settings) -> Exit:
    """Make the embedding model ready for use, if it is not."""
    folder = prepare_model(settings)
    chosen = settings.model or settings.embedder
    write_text(f"{folder or f'{chosen}, as set: nothing to prepare'}\n")
    return Exit.DONE


@contextmanager
def _told(what: str) -> Iterator[Progress]:
    """A bar with the time left while passages are counted."""
    with progress_bar() as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def _file_of(name: str, store: LibraryStore) -> tuple[str, str]:
    for record in store.files():
        if record.file == name:
            return record.sha256, record.file
    source = resolve(Documents(store), name).source
    return source.sha256, source.file
