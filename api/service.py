"""The one face of the library that HTTP, the command line and the web pages share.

A ``Service`` answers with the bodies of :mod:`api.models` and raises errors of
:mod:`standards.errors`; it knows nothing of HTTP and nothing of terminals. The day of today comes
from outside, so that an answer can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from api.bodies import ask_body
from api.models import (
    AskBody,
    ClauseBody,
    IdentifierBody,
    PageTextBody,
    ReadyBody,
    StandardBody,
    StandardsPage,
)
from api.records import Records
from index.library import Library
from search.engine import ask
from standards.place import Box

__all__ = ["OriginalFile", "Service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFile:
    """A source file as it came: base name, hash, bytes."""

    file: str
    sha256: str
    content: bytes


class Service:
    """Questions to one open library. Methods may be called from several threads."""

    def __init__(self, library: Library, today: Callable[[], date]) -> None:
        self._library = library
        self._records = Records(library.store)
        self._today = today

    @property
    def today(self) -> date:
        """The day for which a question without a day is answered."""
        return self._today()

    def ask(self, q: str, *, as_of: date | None = None, limit: int = 10) -> AskBody:
        """Answer a question for a day (today if none). Raises BadQuestion."""
        return ask_body(ask(self._library, q, as_of=as_of or self._today(), limit=limit))

    def standards(
        self,
        *,
        kind: str | None = None,
        issuer: str | None = None,
        number: str | None = None,
        year: int | None = None,
        file: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> StandardsPage:
        """Documents in the order of their slugs. Raises BadInput for an unknown cursor or kind.

        ``issuer`` is a part of the issuer's name or its code (``BXD``), ``number`` a number or a
        part of one, ``year`` the year of the number or of issue, ``file`` a base name.
        """
        raise AssertionError

    def standard(self, slug: str, *, as_of: date | None = None) -> StandardBody:
        """The record of a document, by slug or by number. Raises NotFound."""
        raise AssertionError

    def clause(self, slug: str, label: str) -> ClauseBody:
        """A clause by key or by printed label. Raises NotFound, with the labels near it."""
        raise AssertionError

    def page_png(
        self, slug: str, page: int, *, zoom: float = 2.0, marks: Sequence[Box] = ()
    ) -> bytes:
        """The picture of a page as PNG, ``zoom`` pixels a point, boxes marked. Raises NotFound."""
        raise AssertionError

    def page_text(self, slug: str, page: int) -> PageTextBody:
        """The text of a page as read. Raises NotFound."""
        raise AssertionError

    def original(self, slug: str) -> OriginalFile:
        """The source file of a document. Raises NotFound."""
        raise AssertionError

    def identifier(self, text: str) -> IdentifierBody:
        """How a text is read as a number. Raises BadIdentifier."""
        raise AssertionError

    def ready(self) -> ReadyBody:
        """What the library holds."""
        raise AssertionError
