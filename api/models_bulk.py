"""What the interface says of the bulk files."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from api.models_base import Body

__all__ = ["BulkBody", "BulkFileBody", "BulkState", "RightBody"]


class BulkState(StrEnum):
    """Whether there are files and how far they are.

    ``READY``: they hold all that the library holds. ``BEHIND``: the library has changed since;
    the changes after ``cursor`` make up for it. ``BUILDING``: the first are being made, ask again.
    ``NONE``: none were made; whoever runs the site makes them with ``trachuan bulk``.
    """

    READY = "ready"
    BEHIND = "behind"
    BUILDING = "building"
    NONE = "none"


class BulkFileBody(Body):
    """One file, and how to know that it came whole."""

    name: str
    url: str
    media_type: str
    bytes: int
    sha256: str
    rows: int = Field(description="without the header")
    columns: list[str] = Field(description="of a table; empty for JSON Lines")
    about: str
    about_en: str


class RightBody(Body):
    """What the law says on the use of a kind of text."""

    text: str
    text_en: str
    source: str


class BulkBody(Body):
    """The bulk files of one build."""

    state: BulkState
    built_at: datetime | None
    version: str | None = Field(description="of the program that made them")
    cursor: str | None = Field(description="as `since` of the changes: what happened after these")
    changes_url: str | None
    documents: int | None
    licence: str | None = Field(description="what the operator of this site grants; else unknown")
    rights: list[RightBody]
    files: list[BulkFileBody]
