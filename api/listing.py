"""The list of documents: filters and cursors.

A cursor names the last document seen, so that a list read page by page misses nothing and repeats
nothing while files are added.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.cursors import pack_cursor, unpack_cursor
from api.faces import document_face
from api.facets import ALL, Only, faceted
from api.models import StandardsPage, StandardSummary
from api.urls import standard_url
from index.contracts import DocumentStore, DocumentSummary
from search.narrowing import sign_of, years_of
from standards.agencies import answering_for, fold, successors_of
from standards.document import Kind
from standards.identifier import canonical_slug
from standards.validity import Status

__all__ = ["Filter", "list_standards", "summary_body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list; None lists all.

    ``issuer`` is a part of the issuer's name, or its code as in ``/BXD`` and ``TT-BXD``; it stands
    for all bodies whose numbers it answers for on ``as_of``. ``number`` is a number or a part of
    one; ``year`` that of the number, else of issue; ``file`` a base name.
    """

    as_of: date

    kind: Kind | None = None
    issuer: str | None = None
    number: str | None = None
    year: int | None = None
    file: str | None = None

    def takes(self, summary: DocumentSummary) -> bool:
        """Whether the document belongs to the list."""
        return (
            (self.kind is None or summary.kind == self.kind)
            and (self.file is None or summary.file == self.file)
            and (self.year is None or self.year in years_of(summary.number, summary.issued))
            and (self.number is None or _numbered(summary, self.number))
            and (self.issuer is None or _issued(summary, self.issuer, self.as_of))
        )


def list_standards(
    store: DocumentStore,
    wanted: Filter,
    status_of: Callable[[str], Status],
    *,
    ics_of: Callable[[str | None], tuple[str, ...]] = lambda number: (),
    only: Only = ALL,
    cursor: str | None = None,
    limit: int = 50,
) -> StandardsPage:
    """The documents that ``wanted`` and ``only`` take, in the order of their slugs, after
    ``cursor``, and the filters over all that ``wanted`` takes.

    ``status_of`` gives the status of a document, by id, on the day of the list, ``ics_of`` the
    classes of a number. Raises BadInput if the cursor is none of ours.
    """
    after = None if cursor is None else unpack_cursor(cursor)
    kinds = () if wanted.kind is None else (wanted.kind,)
    found = [item for item in store.documents(kinds=kinds) if wanted.takes(item)]
    sieve = faceted(found, document_face(status_of, ics_of), only, wanted.as_of)
    kept = sieve.kept
    rest = kept if after is None else tuple(item for item in kept if item.id > after)
    shown = rest[:limit]
    more = len(rest) > len(shown)
    return StandardsPage(
        items=[summary_body(item, wanted.as_of, status_of(item.id)) for item in shown],
        total=len(kept),
        total_found=len(found),
        facets=list(sieve.facets),
        as_of=wanted.as_of,
        next=pack_cursor(shown[-1].id) if more and shown else None,
    )


def summary_body(item: DocumentSummary, day: date, status: Status) -> StandardSummary:
    """A line of the list, with what the document is on that day."""
    sign = sign_of(item.number, item.issuer)
    return StandardSummary(
        slug=item.id,
        number=item.number,
        kind=item.kind,
        title=item.title,
        issuer=item.issuer,
        issued=_day(item.issued),
        effective_from=_day(item.effective_from),
        file=item.file,
        sha256=item.sha256,
        pages=item.pages,
        clauses=item.clauses,
        products=item.products,
        doubts=item.doubts,
        status=status,
        agency=sign,
        answered_for_by=list(successors_of(sign, day)) if sign else [],
        url=standard_url(item.id),
    )


def _numbered(summary: DocumentSummary, part: str) -> bool:
    number = summary.number or ""
    slug = canonical_slug(part)
    return _tight(part) in _tight(number) or (
        bool(slug) and f"-{slug}-" in f"-{canonical_slug(number)}-"
    )


def _issued(summary: DocumentSummary, issuer: str, day: date) -> bool:
    """By a part of the printed name, or by a sign, of any body that ``issuer`` answers for."""
    if fold(issuer) in fold(summary.issuer or ""):
        return True
    return sign_of(summary.number, summary.issuer) in answering_for(issuer, day)


def _tight(number: str) -> str:
    return "".join(unicodedata.normalize("NFC", number).casefold().split())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
