"""The list of documents: filters and cursors.

A cursor names the last document seen, so that a list read page by page misses nothing and repeats
nothing while files are added.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from api.models import StandardsPage, StandardSummary
from api.urls import standard_url
from index.contracts import DocumentStore, DocumentSummary
from standards.agencies import canonical_code, fold
from standards.document import Kind
from standards.errors import BadInput
from standards.identifier import canonical_slug

__all__ = ["Filter", "list_standards", "summary_body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list; None lists all.

    ``issuer`` is a part of the issuer's name, or its code as in ``/BXD`` and ``TT-BXD``;
    ``number`` a number or a part of one; ``year`` that of the number, else of issue; ``file`` a
    base name.
    """

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
            and (self.year is None or self.year in _years(summary))
            and (self.number is None or _numbered(summary, self.number))
            and (self.issuer is None or _issued(summary, self.issuer))
        )


def list_standards(
    store: DocumentStore, wanted: Filter, *, cursor: str | None = None, limit: int = 50
) -> StandardsPage:
    """The documents that ``wanted`` takes, in the order of their slugs, after ``cursor``.

    Raises BadInput if the cursor is none of ours.
    """
    after = None if cursor is None else _unpack(cursor)
    kinds = () if wanted.kind is None else (wanted.kind,)
    found = [item for item in store.documents(kinds=kinds) if wanted.takes(item)]
    rest = found if after is None else [item for item in found if item.id > after]
    shown = rest[:limit]
    more = len(rest) > len(shown)
    return StandardsPage(
        items=[summary_body(item) for item in shown],
        total=len(found),
        next=_pack(shown[-1].id) if more and shown else None,
    )


def summary_body(item: DocumentSummary) -> StandardSummary:
    """A line of the list."""
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
        url=standard_url(item.id),
    )


def _numbered(summary: DocumentSummary, part: str) -> bool:
    number = summary.number or ""
    slug = canonical_slug(part)
    return _tight(part) in _tight(number) or (
        bool(slug) and f"-{slug}-" in f"-{canonical_slug(number)}-"
    )


def _issued(summary: DocumentSummary, issuer: str) -> bool:
    """By a part of the printed name, or by the sign at the end of the number, however spelled."""
    if fold(issuer) in fold(summary.issuer or ""):
        return True
    sign = re.split(r"[/-]", summary.number or "")[-1]
    return bool(sign) and canonical_code(sign) == canonical_code(issuer)


def _years(summary: DocumentSummary) -> set[int]:
    digits = "".join(c if c.isdigit() else " " for c in summary.number or "").split()
    years = {int(part) for part in digits if len(part) == 4}
    return years or ({int(summary.issued[:4])} if summary.issued else set())


def _tight(number: str) -> str:
    return "".join(unicodedata.normalize("NFC", number).casefold().split())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pack(slug: str) -> str:
    return base64.urlsafe_b64encode(slug.encode()).decode().rstrip("=")


def _unpack(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise BadInput(
            f"{cursor!r} is no cursor of this list; take the one under 'next', or start without"
        ) from error
