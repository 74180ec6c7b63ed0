"""The record of a document, put together from the store.

Reads documents, pages and mentions; writes bodies of :mod:`api.models`.
"""

from __future__ import annotations

from datetime import date

from api.accounting import account_body, checked_facts, is_repaired, read_as, rounded, why_refused
from api.bodies import box_bodies
from api.documents import Documents
from api.links import Links, Outline
from api.models import (
    CitedBody,
    CitingBody,
    DefinitionBody,
    DoubtBody,
    ExclusionBody,
    PageEntry,
    ProductBody,
    RelatedBody,
    RelationBody,
    RepairBody,
    SourceBody,
    StandardBody,
)
from api.models_reading import ReadAs
from api.urls import file_url, page_image_url, standard_url
from index.contracts import DocumentStore
from index.library_store import LibraryStore
from search.status import Standing
from standards.document import Definition, Document, PageText, ProductRow, Relation, Repair
from standards.identifier import Identifier
from standards.validity import Force

__all__ = ["definition_body", "source_body", "standard_body"]


def standard_body(
    document: Document, documents: Documents, *, as_of: date, standing: Standing, force: Force
) -> StandardBody:
    """The whole record; ``standing`` and ``force`` are those of the day ``as_of``."""
    links = Links(documents)
    store = documents.store
    account = store.account(document.source.file)
    return StandardBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        kind=document.kind,
        title=document.title,
        title_en=document.title_en,
        issuer=document.issuer,
        issued=document.issued,
        effective_from=document.effective_from,
        effective_words=document.effective_words,
        as_of=as_of,
        status=standing.status,
        in_force_from=standing.start,
        ended_on=standing.end,
        ended_by=standing.ended_by,
        force=force,
        issued_with=links.number(document.issued_with) if document.issued_with else None,
        relations=[_relation(relation, links) for relation in document.relations],
        related_by=_related_by(document, store, links),
        clauses=Outline(document).entries(),
        products=[_product(row, links) for row in document.products],
        exclusions=[
            ExclusionBody(text=item.text, clause=item.clause, page=item.page)
            for item in document.exclusions
        ],
        definitions=[definition_body(item) for item in document.definitions],
        cites=_cites(document, links),
        cited_by=_cited_by(document, store, links),
        doubts=[DoubtBody(what=doubt.what, page=doubt.page) for doubt in document.doubts],
        source=source_body(document),
        pages=_pages(document, store, accounted=account is not None),
        account=None if account is None else account_body(account),
        repairs=[_repair(repair, links) for repair in document.repairs],
        checks=checked_facts(document, store),
        url=standard_url(document.id),
    )


def source_body(document: Document) -> SourceBody:
    """Where the document was read."""
    source = document.source
    return SourceBody(
        file=source.file,
        sha256=source.sha256,
        pages=source.pages,
        first_page=source.first_page,
        last_page=source.last_page,
        url=file_url(document.id),
    )


def definition_body(definition: Definition) -> DefinitionBody:
    """A term and its meaning."""
    return DefinitionBody(
        term=definition.term,
        term_en=definition.term_en,
        text=definition.text,
        clause=definition.clause,
        page=definition.page,
    )


def _relation(relation: Relation, links: Links) -> RelationBody:
    return RelationBody(
        verb=relation.verb,
        target=links.number(relation.target),
        clause=relation.clause,
        page=relation.page,
        words=relation.words,
    )


def _related_by(document: Document, store: DocumentStore, links: Links) -> list[RelatedBody]:
    if document.number is None:
        return []
    found: list[RelatedBody] = []
    for verb, slug in store.relations_to(document.number):
        other = links.document(slug)
        if other is not None and other.id != document.id:
            found.append(
                RelatedBody(
                    verb=verb,
                    number=str(other.number) if other.number else None,
                    title=other.title,
                    slug=other.id,
                )
            )
    return found


def _product(row: ProductRow, links: Links) -> ProductBody:
    return ProductBody(
        name=row.name,
        hs=[str(code) for code in row.hs],
        standards=[links.number(target) for target in row.standards],
        page=row.page,
        clause=row.clause,
        boxes=box_bodies(row.boxes),
        text=row.text,
        ordinal=row.ordinal,
        group=row.group,
        conditions=list(row.conditions),
    )


def _cites(document: Document, links: Links) -> list[CitedBody]:
    mentions: dict[Identifier, int] = {}
    clauses: dict[Identifier, dict[str, None]] = {}
    pages: dict[Identifier, dict[int, None]] = {}
    repaired: set[Identifier] = set()
    for citation in document.citations:
        target = citation.target
        mentions[target] = mentions.get(target, 0) + 1
        pages.setdefault(target, {})[citation.page] = None
        if citation.clause is not None:
            clauses.setdefault(target, {})[citation.clause] = None
        if is_repaired(citation, document.repairs):
            repaired.add(target)
    return [
        CitedBody(
            target=links.number(target),
            mentions=count,
            clauses=list(clauses.get(target, {})),
            pages=sorted(pages[target]),
            repaired=target in repaired,
        )
        for target, count in mentions.items()
    ]


def _cited_by(document: Document, store: DocumentStore, links: Links) -> list[CitingBody]:
    if document.number is None:
        return []
    mentions = (
        links.citing(mention)
        for mention in store.citing(document.number)
        if mention.document != document.id
    )
    return [mention for mention in mentions if mention is not None]


def _repair(repair: Repair, links: Links) -> RepairBody:
    link = links.number(repair.target)
    return RepairBody(
        read=repair.read,
        number=link.number,
        slug=link.slug,
        basis=repair.basis,
        page=repair.page,
    )


def _pages(document: Document, store: LibraryStore, *, accounted: bool) -> list[PageEntry]:
    source = document.source
    return [
        _page(page, document, read_as(page, accounted=accounted))
        for page in store.pages(source.sha256)
        if source.first_page <= page.number <= source.last_page
    ]


def _page(page: PageText, document: Document, how: ReadAs) -> PageEntry:
    return PageEntry(
        number=page.number,
        width=page.width,
        height=page.height,
        page_class=page.page_class,
        image_url=page_image_url(document.id, page.number, sha256=document.source.sha256),
        reason=page.reason,
        read_as=how,
        confidence=rounded(page.confidence),
        refused=why_refused(page, how),
    )
