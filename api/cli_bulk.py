"""``trachuan bulk``: makes the bulk files of a library."""

from __future__ import annotations

from api.assembly import open_library
from api.bulk import Copies
from api.changes import Changes
from api.cli_output import Exit, write_text
from api.progress_bar import progress_bar
from api.settings import Settings

__all__ = ["run"]


def run(settings: Settings) -> Exit:
    """Make the files if the library has changed since the last ones, and name them."""
    library = open_library(settings)
    copies = Copies(library.store, Changes(library.store), library.folder)
    with progress_bar() as bar:
        task = bar.add_task("writing the bulk files", total=None)
        copies.make(lambda done, total: bar.update(task, completed=done, total=total))
    for file in copies.body().files:
        write_text(f"{file.sha256}  {copies.file(*file.url.split('/')[-2:])}\n")
    return Exit.DONE
