"""What the interface says of what happened to documents, for those who keep a copy."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from api.export import ExportLine
from api.models_base import Body
from index.changes import ChangeKind
from standards.document import Kind

__all__ = ["ChangeBody", "ChangesPage"]


class ChangeBody(Body):
    """One thing that happened to one document.

    ``held``: it was there when the entries begin; a copy takes it as ``added``. ``removed`` is the
    tombstone of a document. What is said is how the document was read after the change, or before
    it was removed.
    """

    cursor: str = Field(description="as `since`, gives what happened after this")
    at: datetime = Field(description="moment of the change, UTC")
    what: ChangeKind
    is_of_the_file: bool = Field(
        description="false: the same file was read otherwise, the source has not changed"
    )
    slug: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    file: str
    sha256: str = Field(description="of the file")
    sha256_before: str | None
    digest: str = Field(description="SHA-256 of all that was read of the document")
    digest_before: str | None
    is_held: bool = Field(description="whether the library holds the document now")
    url: str
    record: ExportLine | None = Field(
        description="the document as it is now, as a line of the bulk file, at the last entry of "
        "the page that names it; null at those before, if it was not asked for, or is not held "
        "any more"
    )


class ChangesPage(Body):
    """What happened after ``since``, in order.

    ``next`` is never null: kept, it asks later for what is new then. ``more``: there is more now.
    ``log`` names the row of entries: a restored or another library has another one, and answers
    cursors of this one with the problem ``cursor-gone``.
    """

    log: str
    since: datetime | None = Field(description="moment of the first entry; null if there is none")
    items: list[ChangeBody]
    next: str
    more: bool
