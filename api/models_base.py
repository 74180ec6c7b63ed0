"""What every body is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Body", "BoxBody", "ClauseRef", "NumberLink"]


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


class NumberLink(Body):
    """A number, and where it is held: ``slug`` and ``title`` are null if the library has it not."""

    number: str
    held: bool
    slug: str | None
    title: str | None
