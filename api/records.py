"""The record of a document, put together from the store.

Reads documents, pages and mentions; writes bodies of :mod:`api.models`.
"""

from __future__ import annotations

from datetime import date

from api.accounting import account_body, checked_facts, is_repaired, read_as, rounded, why_refused
from api.bodies import box_bodies
from api.catalogued import Tariff, adoption_bodies, claims, ics_bodies
from api.documents import Documents
from api.forms import forms_of
from api.histories import Histories, periods, work_link
from api.links import Links, Outline
from api.models import (
    CitedBody,
    CitingBody,
    DefinitionBody,
    DoubtBody,
    ExclusionBody,
    PageEntry,
    ProductBody,
    RepairBody,
    SourceBody,
    StandardBody,
)
from api.models_reading import ReadAs
from api.models_time import AnsweringBody, EffectBody
from api.related import related_by, relation_body
from api.rules import rule_body
from api.urls import file_url, page_image_url, standard_url
from index.contracts import DocumentStore
from index.library_store import LibraryStore
from search.history import history
from search.shelf import Shelf
from search.status import force_of
from standards.agencies import Agency, agency, successors_of
from standards.document import Definition, Document, PageText, ProductRow, Repair
from standards.identifier import Identifier
from standards.relation import EffectKind, EffectStatement

__all__ = ["definition_body", "source_body", "standard_body"]


def standard_body(
    document: Document, documents: Documents, shelf: Shelf, *, as_of: date
) -> StandardBody:
    """The whole record, with what the document is on the day ``as_of``."""
    links = Links(documents, shelf, as_of)
    lives = Histories(shelf, links, as_of)
    life = history(shelf, document)
    standing = life.on(as_of)
    number = document.number
    work = lives.work(number) if number else None
    adopted = adoption_bodies(document, shelf, links)
    listed = claims(number, shelf, links) if number else []
    store = documents.store
    account = store.account(document.source.file)
    tariff = Tariff(shelf)
    issuer = _issuing(document)
    citing, undated = _cited_by(document, store, links)
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
        status_reason=standing.reason.vi,
        status_reason_en=standing.reason.en,
        grounds=lives.events(standing.grounds),
        history=lives.events(life.events),
        periods=periods(life),
        amended_by=lives.events(standing.amendments),
        upcoming=lives.events(standing.upcoming),
        transitions=lives.transitions(standing.transitions),
        conflicts=lives.conflicts(standing.conflicts or life.conflicts),
        effects=[_effect(statement) for statement in document.effects],
        expires=_expires(document),
        work_url=work_link(number) if number else None,
        editions=lives.editions(work) if work else [],
        files=lives.files(store.by_number(number) if number else (document.id,)),
        mandatory_by=lives.mandatory_by(number, document.kind) if number else [],
        adoptions=adopted,
        ics=ics_bodies(adopted, listed, shelf),
        records=listed,
        agency=issuer.code if issuer is not None else None,
        agency_today=_answering(issuer, as_of),
        force=force_of(shelf, number, document.kind, as_of),
        issued_with=links.number(document.issued_with) if document.issued_with else None,
        relations=[relation_body(relation, links) for relation in document.relations],
        related_by=related_by(document, store, links),
        clauses=Outline(document).entries(),
        products=[_product(row, links, tariff) for row in document.products],
        exclusions=[
            ExclusionBody(text=item.text, clause=item.clause, page=item.page)
            for item in document.exclusions
        ],
        definitions=[definition_body(item) for item in document.definitions],
        cites=_cites(document, links),
        cited_by=citing,
        undated_cited_by=undated,
        doubts=[DoubtBody(what=doubt.what, page=doubt.page) for doubt in document.doubts],
        source=source_body(document),
        pages=_pages(document, store, accounted=account is not None),
        account=None if account is None else account_body(account),
        repairs=[_repair(repair, links) for repair in document.repairs],
        checks=checked_facts(document, store),
        links=forms_of(document.id, document.kind, as_of),
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


def _product(row: ProductRow, links: Links, tariff: Tariff) -> ProductBody:
    return ProductBody(
        name=row.name,
        hs=[str(code) for code in row.hs],
        hs_names=tariff.names(row.hs),
        risk=row.risk,
        measures=list(row.measures),
        risk_words=row.risk_words,
        standards=[links.number(target) for target in row.standards],
        page=row.page,
        clause=row.clause,
        boxes=box_bodies(row.boxes),
        text=row.text,
        ordinal=row.ordinal,
        group=row.group,
        conditions=list(row.conditions),
    )


def _effect(statement: EffectStatement) -> EffectBody:
    return EffectBody(
        kind=statement.kind,
        day=statement.day,
        rule=rule_body(statement.rule),
        words=statement.words,
        clause=statement.clause,
        page=statement.page,
        parts=list(statement.parts),
    )


def _expires(document: Document) -> date | None:
    """The day from which the whole text ends by its own words."""
    days = [
        statement.day
        for statement in document.effects
        if statement.kind is EffectKind.EXPIRES and statement.day is not None
    ]
    return min(days, default=None)


def _issuing(document: Document) -> Agency | None:
    """The body whose sign the number bears, else the one that the cover names."""
    number = document.number
    return agency((number.agency if number else None) or "") or agency(document.issuer or "")


def _answering(issuer: Agency | None, day: date) -> list[AnsweringBody]:
    """Who answers that day for what the issuer issued, where the issuer is known."""
    if issuer is None:
        return []
    heirs = (agency(code) for code in successors_of(issuer.code, day))
    return [
        AnsweringBody(code=heir.code, name=heir.name_vi, name_en=heir.name_en)
        for heir in heirs
        if heir is not None
    ]


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


def _cited_by(
    document: Document, store: DocumentStore, links: Links
) -> tuple[list[CitingBody], list[CitingBody]]:
    """Mentions that mean this document on the day, and undated ones that mean another edition."""
    if document.number is None:
        return [], []
    meant: list[CitingBody] = []
    others: list[CitingBody] = []
    for mention in store.citing(document.number):
        body = links.citing(mention) if mention.document != document.id else None
        if body is not None:
            side = meant if links.means(mention.target, document.number) else others
            side.append(body)
    return meant, others


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
