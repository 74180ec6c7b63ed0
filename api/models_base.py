"""What every body is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from standards.validity import Status

__all__ = ["Body", "BoxBody", "ClauseRef", "EditionRef", "NumberLink"]


class Body(BaseModel):
    """Base of every body: immutable, and a field nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BoxBody(Body):
    """A rectangle on a page, in PDF points."""

    page: int = Field(ge=1)
    x0: float
    y0: float
    x1: float
    y1: float


class ClauseRef(Body):
    """A clause by name: ``url`` opens it in the web pages and stays the same when the file is
    read again."""

    label: str
    heading: str
    url: str


class EditionRef(Body):
    """The edition that an undated number means on a day; ``slug`` is null if it is not held."""

    number: str
    slug: str | None


class NumberLink(Body):
    """A number, and where it is held: ``slug`` and ``title`` are null if the library has it not.

    For an undated number ``edition`` is the one in force that day, null if none is known to be,
    and ``work_url`` the page of all editions. ``status`` is that of the held text that day.
    """

    number: str
    held: bool
    slug: str | None
    title: str | None
    edition: EditionRef | None = None
    status: Status | None = None
    work_url: str | None = None
