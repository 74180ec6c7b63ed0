"""The one face of the library that HTTP, the command line and the web pages share.

A ``Service`` answers with the bodies of :mod:`api.models` and raises errors of
:mod:`standards.errors`; it knows nothing of HTTP and nothing of terminals. The day of today comes
from outside, so that an answer can be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from api.accounting import fact_bodies, reading_body
from api.agencies import agencies_body, agency_body
from api.amended import amended_body
from api.applicable import applicable_body, read_answers, read_codes, read_trade
from api.bodies import WHOLE, ask_body
from api.bulk import Copies
from api.catalogue import Lookups
from api.changes import Changes
from api.check import Checks
from api.checking import mark_fact
from api.citation_urls import Passage
from api.citations import citation_body
from api.clause_citing import CitedClauses
from api.clauses import clause_body, find_clause
from api.compare import Comparisons, compare_body
from api.compare_choices import compare_choices
from api.definitions import Definitions
from api.desk.evidence import Passages
from api.documents import Documents
from api.faces import classes_of, status_on
from api.facets import read_only
from api.fact_checks import CheckedFacts
from api.graph import graph_body
from api.holdings import Holdings
from api.images import PageImages
from api.listing import Filter, list_standards
from api.models import (
    AskBody,
    ClauseBody,
    PageTextBody,
    SourceBody,
    StandardBody,
    StandardsPage,
)
from api.models_agencies import AgenciesBody, AgencyBody
from api.models_amended import AmendedBody
from api.models_applicable import ApplicableBody
from api.models_catalogue import GoodsCodeBody
from api.models_citations import CitationBody
from api.models_compare import CompareBody, CompareChoicesBody
from api.models_meta import IdentifierBody, ReadyBody
from api.models_reading import FactsBody, PageLineBody, ReadingBody
from api.models_time import GraphBody, WorkBody
from api.numbers import identifier_body, resolve
from api.one_state import of_one_state
from api.page_lines import page_lines
from api.parts import Parts
from api.records import source_body, standard_body
from api.sitemap import Sitemap
from api.uploads_held import Held
from api.watch import Watches
from api.works import work_body, work_number
from index.library import Library
from search.amended import amended
from search.answers import Answer
from search.applicability import applicable
from search.applicability import warm_up as warm_up_applicable
from search.engine import ask, warm_up
from search.shelf import shelf
from search.status import standing
from search.understood import Wish
from standards.document import Document, Kind, PageClass, PageText
from standards.errors import NotFound
from standards.place import Box

__all__ = ["OriginalFile", "Service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFile:
    """A source file as it came: base name, hash, bytes."""

    file: str
    sha256: str
    content: bytes


@of_one_state("_library.store", but=("mark", "refresh", "warm_up"))
class Service:
    """Questions to one open library. Methods may be called from several threads.

    ``catalogue`` answers what imported lists say, ``passages`` where quoted words stand,
    ``checks`` are guided checks, ``checked`` tells who compared what with the page.
    """

    def __init__(
        self, library: Library, today: Callable[[], date], *, licence: str | None = None
    ) -> None:
        self._library = library
        self._today = today
        self._documents = Documents(library.store, lambda slug: shelf(library).document(slug))
        self._images = PageImages(library.store)
        self._comparisons = Comparisons()
        self.cited_clauses = CitedClauses(library, self._documents, today, self.document)
        self.catalogue = Lookups(library, self._documents, today)
        self.definitions = Definitions(library, today)
        self.passages = Passages(library, self.document)
        self.holdings = Holdings(library, today, lambda q, day: self.ask(q, as_of=day))
        self.changes = Changes(library.store)
        self.copies = Copies(library.store, self.changes, library.folder, licence)
        self.checked = CheckedFacts(library.store)
        self.watches = Watches(library, self._documents, today)
        self.sitemap = Sitemap(library.store)
        self.parts = Parts(library, self._documents, today, self.document)
        self.held = Held(library)
        self.checks = Checks(library, today, self.document, self.applicable)

    @property
    def today(self) -> date:
        """The day for which a question without a day is answered."""
        return self._today()

    def ask(
        self,
        q: str,
        *,
        as_of: date | None = None,
        limit: int = 10,
        certain: bool = False,
        wish: Wish | None = None,
        only: Sequence[str] = (),
    ) -> AskBody:
        """Answer a question for a day (today if none). Raises BadQuestion.

        ``certain``: only documents whose status on that day is known. ``wish``: what the asker set
        right in how the question is read. ``only``: filters of the answers, ``FILTER:VALUE``.
        """
        day, asked, chosen = as_of or self._today(), wish or Wish(), read_only(only)
        most = max(limit, WHOLE)
        found = ask(self._library, q, as_of=day, limit=most, certain=certain, wish=asked)
        seen = shelf(self._library)
        known = self._documents, seen, self._reading, self.checked
        return ask_body(found, *known, limit=limit, only=chosen)

    def applicable(
        self,
        product: str = "",
        *,
        hs: str = "",
        as_of: date | None = None,
        trade: str = "",
        answers: Sequence[str] = (),
        certain: bool = False,
    ) -> ApplicableBody:
        """What applies to a product, by its words, its HS codes, or both, on a day (today if none).

        ``trade`` is ``import`` or ``domestic``, ``answers`` are ``QUESTION:CHOICE``. Raises
        BadQuestion, BadHsCode, BadInput.
        """
        made = applicable(
            self._library,
            product,
            codes=read_codes(hs),
            as_of=as_of or self._today(),
            trade=read_trade(trade),
            answers=read_answers(answers),
            certain=certain,
        )
        return applicable_body(made)

    def standards(
        self,
        *,
        kind: Kind | None = None,
        issuer: str | None = None,
        number: str | None = None,
        year: int | None = None,
        file: str | None = None,
        as_of: date | None = None,
        only: Sequence[str] = (),
        cursor: str | None = None,
        limit: int = 50,
    ) -> StandardsPage:
        """Documents in the order of their slugs. Raises BadInput for an unknown cursor or filter.

        ``issuer`` is a part of the issuer's name or its code (``BXD``) and stands for those whose
        numbers it answers for on ``as_of``; ``number`` a number or a part of one, ``year`` the
        year of the number or of issue, ``file`` a base name; ``only`` as for :meth:`ask`.
        """
        day, seen = as_of or self._today(), shelf(self._library)
        return list_standards(
            self._library.store,
            Filter(as_of=day, kind=kind, issuer=issuer, number=number, year=year, file=file),
            status_on(seen, day),
            ics_of=partial(classes_of, seen),
            only=read_only(only),
            cursor=cursor,
            limit=limit,
        )

    def agencies(self, *, as_of: date | None = None) -> AgenciesBody:
        """The bodies that issue, as on a day (today if none)."""
        return agencies_body(as_of or self._today())

    def agency(self, name: str, *, as_of: date | None = None) -> AgencyBody:
        """One body, by sign or name. Raises NotFound."""
        return agency_body(name, as_of or self._today())

    def document(self, name: str) -> Document:
        """The document with that slug, else with that number in any spelling. Raises NotFound."""
        return resolve(self._documents, name)

    def standard(self, slug: str, *, as_of: date | None = None) -> StandardBody:
        """The record of a document, by slug or by number. Raises NotFound."""
        day = as_of or self._today()
        document = self.document(slug)
        return standard_body(document, self._documents, shelf(self._library), as_of=day)

    def clause(self, slug: str, label: str, *, as_of: date | None = None) -> ClauseBody:
        """A clause by key or by printed label. Raises NotFound, with labels that come near."""
        document = self.document(slug)
        clause = find_clause(document, label)
        day = as_of or self._today()
        return clause_body(document, clause, self._documents, shelf(self._library), as_of=day)

    def citation(
        self, slug: str, passage: Passage, *, as_of: date | None = None, base: str = ""
    ) -> CitationBody:
        """A citation in all forms, addresses after ``base``. Raises NotFound, BadInput."""
        day, document = as_of or self._today(), self.document(slug)
        return citation_body(shelf(self._library), document, passage, as_of=day, base=base)

    def work(self, slug: str, *, as_of: date | None = None) -> WorkBody:
        """A work with all its editions, by the slug of its number, with a year or without.

        Raises NotFound.
        """
        seen = shelf(self._library)
        number = work_number(slug, seen)
        return work_body(number, self._documents, seen, as_of or self._today())

    def graph(
        self, slug: str, clause: str | None = None, *, as_of: date | None = None
    ) -> GraphBody:
        """What a document, or a clause of it, cites and who cites it. Raises NotFound."""
        document = self.document(slug)
        centre = find_clause(document, clause) if clause else None
        day = as_of or self._today()
        return graph_body(document, centre, self._documents, shelf(self._library), day)

    def amended(
        self, slug: str, *, as_of: date | None = None, changes_only: bool = False
    ) -> AmendedBody:
        """A document with the amendments in force on a day (today if none). Raises NotFound."""
        document, seen = self.document(slug), shelf(self._library)
        day = as_of or self._today()
        made = amended(seen, document, day)
        status = standing(seen, document, day).status
        return amended_body(made, self._documents, status=status, changes_only=changes_only)

    def compare(
        self, a: str, b: str, *, as_of: date | None = None, changes_only: bool = False
    ) -> CompareBody:
        """Two documents clause by clause, with their statuses on a day (today if none).

        Raises NotFound, SameDocument, and BadInput for a number that may mean several.
        """
        seen = shelf(self._library)
        made = self._comparisons.of(self.document(a), self.document(b), seen.generation)
        day = as_of or self._today()
        return compare_body(made, seen, self._documents, as_of=day, changes_only=changes_only)

    def compare_choices(self, a: str | None = None, *, limit: int = 100) -> CompareChoicesBody:
        """What can be compared: with a document, or at all. Raises NotFound."""
        one = self.document(a) if a else None
        return compare_choices(shelf(self._library), self._documents, one, limit=limit)

    def hs(self, code: str, *, as_of: date | None = None) -> GoodsCodeBody:
        """What is known of an HS code on a day (today if none). Raises BadHsCode."""
        return self.catalogue.hs(code, as_of=as_of)

    def source(self, slug: str) -> SourceBody:
        """The file that a document was read from. Raises NotFound."""
        return source_body(self.document(slug))

    def page_png(
        self, slug: str, page: int, *, zoom: float = 2.0, marks: Sequence[Box] = ()
    ) -> bytes:
        """The picture of a page as PNG, ``zoom`` pixels a point, boxes marked.

        Raises NotFound for a page the file has not, BadInput for a zoom out of range.
        """
        return self._images.png(self.document(slug), page, zoom=zoom, marks=marks)

    def page_text(self, slug: str, page: int) -> PageTextBody:
        """The text of a page as read. Raises NotFound."""
        document = self.document(slug)
        source = document.source
        try:
            held = self._library.store.page(source.sha256, page)
        except NotFound:
            raise NotFound(
                f"{source.file} has no page {page}; it has pages 1 to {source.pages}"
            ) from None
        reading = self._read(held, document)
        return PageTextBody(
            slug=document.id,
            file=source.file,
            number=page,
            page_class=held.page_class,
            reason=held.reason,
            text=held.text,
            width=held.width,
            height=held.height,
            read_as=reading.read_as,
            confidence=reading.confidence,
            refused=reading.refused,
            doubts=reading.doubts,
        )

    def page_lines(self, slug: str, page: int) -> list[PageLineBody]:
        """The printed lines of a page, from the top. Raises NotFound."""
        return page_lines(self._library.store, self.document(slug), page)

    def facts(self, slug: str) -> FactsBody:
        """Everything in a document that a person can check, and what was checked.

        Raises NotFound.
        """
        document = self.document(slug)
        return FactsBody(
            slug=document.id,
            number=str(document.number) if document.number else None,
            facts=fact_bodies(document, self._library.store),
        )

    def mark(self, slug: str, fact: str, *, value: str, by: str, at: datetime, note: str) -> None:
        """Keep what somebody saw on the page. Raises NotFound, BadInput, LibraryLocked."""
        document = self.document(slug)
        mark_fact(self._library, document, fact, value=value, by=by, at=at, note=note)

    def original(self, slug: str) -> OriginalFile:
        """The source file of a document, byte for byte. Raises NotFound."""
        source = self.document(slug).source
        content = self._library.store.original(source.sha256)
        return OriginalFile(file=source.file, sha256=source.sha256, content=content)

    def identifier(self, text: str) -> IdentifierBody:
        """How a text is read as a number. Raises BadIdentifier."""
        return identifier_body(self._documents, text)

    def ready(self) -> ReadyBody:
        """What the library holds."""
        store = self._library.store
        return ReadyBody(
            status="ready",
            documents=len(store.documents()),
            files=len(store.files()),
            passages=len(self._library.keywords),
        )

    def _reading(self, answer: Answer) -> ReadingBody | None:
        """How the page was read on which an answer's evidence stands."""
        try:
            document = shelf(self._library).document(answer.slug)
            page = self._library.store.page(document.source.sha256, answer.page)
        except NotFound:
            return None
        return self._read(page, document)

    def _read(self, page: PageText, document: Document) -> ReadingBody:
        accounted = True
        if page.page_class is PageClass.LEGACY:
            known = self._library.store.file_record(document.source.file)
            accounted = known is not None and known.accounted
        return reading_body(page, document, accounted=accounted)

    def warm_up(self) -> None:
        """Load what is slow at first (the model, the word splitter), before threads need it."""
        self._library.warm_up()
        warm_up(self._library, self._today())
        warm_up_applicable(self._library)

    def refresh(self) -> None:
        """See what another process has written since. Raises LibraryError if it is gone or was
        built anew with other settings."""
        self._library.refresh()
