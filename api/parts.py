"""Lists of what a document consists of: clauses, mentions, terms; and the classes of standards.

Reads documents; writes bodies of :mod:`api.models_parts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from api.accounting import is_repaired
from api.documents import Documents
from api.faces import classes_of
from api.links import Links, Outline, clause_ref
from api.models_parts import (
    CitationsBody,
    CitedByBody,
    ClausesPage,
    ClauseTextBody,
    IcsCountBody,
    IcsListBody,
    MentionBody,
    TermBody,
    TermsBody,
)
from api.records import standard_body
from api.urls import API, clause_url, ics_url
from index.library import Library
from search.citing import place_words
from search.shelf import Shelf, shelf
from standards.document import Citation, Document
from standards.errors import BadInput

__all__ = ["Parts"]


class Parts:
    """Questions about parts of the documents of one library. Methods may be called from several
    threads. ``document`` finds a document by slug or number."""

    def __init__(
        self,
        library: Library,
        documents: Documents,
        today: Callable[[], date],
        document: Callable[[str], Document],
    ) -> None:
        self._library = library
        self._documents = documents
        self._today = today
        self._document = document

    def clauses(self, slug: str, *, cursor: str | None = None, limit: int = 100) -> ClausesPage:
        """Clauses with their words, those after the clause with the key ``cursor``.

        Raises NotFound, and BadInput where the document has no such clause any more.
        """
        document = self._document(slug)
        keys = [clause.key for clause in document.clauses]
        if cursor is not None and cursor not in keys:
            raise BadInput(f"{cursor!r} is no clause of {document.id}; start without a cursor")
        start = keys.index(cursor) + 1 if cursor is not None else 0
        shown = document.clauses[start : start + limit]
        outline = Outline(document)
        return ClausesPage(
            slug=document.id,
            number=_number(document),
            total=len(keys),
            items=[
                ClauseTextBody(
                    **outline.entry(clause).model_dump(),
                    text=clause.text,
                    data_url=API + clause_url(document.id, clause.key),
                )
                for clause in shown
            ],
            next=shown[-1].key if shown and start + limit < len(keys) else None,
        )

    def citations(self, slug: str, *, as_of: date | None = None) -> CitationsBody:
        """Every mention of another text. Raises NotFound."""
        document, day = self._document(slug), as_of or self._today()
        links = Links(self._documents, shelf(self._library), day)
        return CitationsBody(
            slug=document.id,
            number=_number(document),
            as_of=day,
            items=[_mention(document, one, links) for one in document.citations],
        )

    def cited_by(self, slug: str, *, as_of: date | None = None) -> CitedByBody:
        """Every mention of a text in held documents. Raises NotFound."""
        document, day = self._document(slug), as_of or self._today()
        record = standard_body(document, self._documents, shelf(self._library), as_of=day)
        return CitedByBody(
            slug=record.slug,
            number=record.number,
            as_of=record.as_of,
            items=record.cited_by,
            undated=record.undated_cited_by,
        )

    def terms(self, slug: str) -> TermsBody:
        """The terms that a document defines. Raises NotFound."""
        document = self._document(slug)
        return TermsBody(
            slug=document.id,
            number=_number(document),
            items=[
                TermBody(
                    term=one.term,
                    term_en=one.term_en,
                    text=one.text,
                    clause=one.clause,
                    page=one.page,
                    url=clause_url(document.id, one.clause),
                )
                for one in document.definitions
            ],
        )

    def classes(self) -> IcsListBody:
        """The classes of held documents and those above them, with how many documents each has."""
        seen = shelf(self._library)
        counts: Counter[str] = Counter()
        for one in seen.summaries.values():
            counts.update({up for code in classes_of(seen, one.number) for up in _upwards(code)})
        return IcsListBody(items=[_class(seen, code, counts[code]) for code in sorted(counts)])


def _number(document: Document) -> str | None:
    return str(document.number) if document.number is not None else None


def _mention(document: Document, citation: Citation, links: Links) -> MentionBody:
    clause = document.clause(citation.clause) if citation.clause is not None else None
    place = place_words(document, clause)
    return MentionBody(
        target=links.number(citation.target),
        text=citation.text,
        clause=clause_ref(document.id, clause) if clause is not None else None,
        place=place.vi if clause is not None else "",
        place_en=place.en if clause is not None else "",
        page=citation.page,
        start=citation.start,
        end=citation.end,
        repaired=is_repaired(citation, document.repairs),
    )


def _upwards(code: str) -> list[str]:
    """A class and those above it: ``13.340.20``, ``13.340``, ``13``."""
    steps = code.split(".")
    return [".".join(steps[:n]) for n in range(len(steps), 0, -1)]


def _class(seen: Shelf, code: str, documents: int) -> IcsCountBody:
    name = seen.catalogue.ics_name(code)
    return IcsCountBody(
        code=code,
        name_en=name.name_en if name is not None else None,
        documents=documents,
        url=ics_url(code),
    )
