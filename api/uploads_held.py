"""What may be changed of what is held: files deleted, facts marked as compared with the page."""

from __future__ import annotations

from datetime import datetime

from api.accounting import fact_bodies
from api.checking import mark_fact
from api.models_held import HeldDocumentBody, HeldFileBody
from api.models_reading import FactBody
from index.facts import facts_of, find_fact, recognised_pages
from index.library import Library
from standards.document import Document
from standards.errors import BadInput, NotFound, ValueDiffers

__all__ = ["Held"]


class Held:
    """The files of a library, and the facts in them. For several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def file(self, name: str) -> HeldFileBody:
        """A held file with its documents. Raises NotFound."""
        store = self._library.store
        record = store.file_record(name)
        if record is None:
            raise NotFound(f"no file {name!r} is held")
        documents = [
            HeldDocumentBody(
                slug=one.id, number=str(one.number) if one.number else None, title=one.title
            )
            for one in store.documents()
            if one.file == name
        ]
        return HeldFileBody(file=name, sha256=record.sha256, documents=documents)

    def same(self, name: str, sha256: str) -> str | None:
        """The file that holds just these bytes, the one with that name before others."""
        found = [one.file for one in self._library.store.files() if one.sha256 == sha256]
        return name if name in found else next(iter(found), None)

    def delete(self, name: str, sha256: str) -> None:
        """Take a file out, with all documents read from it. Raises NotFound, LibraryLocked, and
        BadInput if another file holds the same bytes: both would go."""
        library = self._library
        with library.batch() as batch:
            record = library.store.file_record(name)
            if record is None or record.sha256 != sha256:
                raise NotFound(f"the file {name!r} has just been replaced or deleted")
            twins = [o.file for o in library.store.files() if o.sha256 == sha256 and o.file != name]
            if twins:
                raise BadInput(
                    f"{', '.join(twins)} holds the same bytes as {name} and would go with it; use "
                    "trachuan delete"
                )
            batch.delete(sha256)

    def check(
        self, document: Document, fact: str, *, value: str, by: str, at: datetime, note: str
    ) -> FactBody:
        """Mark a fact as compared with the page. Raises NotFound for a fact that is not read,
        ValueDiffers if it is read otherwise, LibraryLocked."""
        store = self._library.store
        recognised = recognised_pages(store.pages(document.source.sha256))
        try:
            known = find_fact(facts_of(document, recognised), fact)
        except BadInput as error:
            raise NotFound(str(error)) from error
        if " ".join(value.split()) != " ".join(known.value.split()):
            raise ValueDiffers(f"{known.name} is read as {known.value!r}, not as {value[:200]!r}")
        mark_fact(self._library, document, known.name, value=known.value, by=by, at=at, note=note)
        return self._fact(document, known.name)

    def uncheck(self, document: Document, fact: str) -> FactBody | None:
        """Take a check back; gives the fact, None if it is no longer read. Raises NotFound if
        nobody has checked it, LibraryLocked."""
        with self._library.batch() as batch:
            if not batch.unmark(document.id, fact):
                raise NotFound(f"{document.number or document.id}: nobody has checked {fact!r}")
        try:
            return self._fact(document, fact)
        except NotFound:
            return None

    def _fact(self, document: Document, name: str) -> FactBody:
        for one in fact_bodies(document, self._library.store):
            if one.name == name:
                return one
        raise NotFound(f"{document.id} has no fact {name!r}")
