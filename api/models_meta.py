"""Bodies that are not about one document: numbers as read, health, errors."""

from __future__ import annotations

from pydantic import Field

from api.models_base import Body, NumberLink

__all__ = ["HealthBody", "IdentifierBody", "ProblemBody", "ReadyBody"]


class IdentifierBody(Body):
    """A number as understood, or the numbers it may mean."""

    text: str
    number: str | None = Field(description="canonical form; null if several fit")
    slug: str | None
    kind: str | None
    held: list[NumberLink] = Field(description="documents of the library with that number")
    choices: list[str]


class HealthBody(Body):
    """The process is alive."""

    status: str


class ReadyBody(Body):
    """The library is open: what it holds."""

    status: str
    documents: int
    files: int
    passages: int


class ProblemBody(Body):
    """An error as RFC 9457 has it; ``code`` is stable, ``detail_vi`` the same text in
    Vietnamese."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    title_vi: str
    detail_vi: str
    instance: str | None = None
