"""What a document or one of its clauses cites, and who cites it, as nodes and edges.

Most mentions come first; what does not fit is counted, and listed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from api.clause_citing import names_clause
from api.documents import Documents
from api.links import Links, clause_ref
from api.models_base import ClauseRef
from api.models_time import GraphBody, GraphEdge, GraphNode, GraphRole
from api.urls import clause_url, standard_url
from search.citing import place_words
from search.shelf import Shelf
from standards.document import Clause, Document
from standards.validity import Status

__all__ = ["MOST", "graph_body"]

MOST = 12
"""How many neighbours a graph shows; each side may use what the other leaves."""

_CLAUSES = 3


@dataclass(slots=True)
class _Neighbour:
    """A document on one side, with its mentions."""

    number: str
    title: str | None
    slug: str | None
    known: Status | None = None
    mentions: int = 0
    clauses: dict[str, ClauseRef] = field(default_factory=dict)


def graph_body(
    document: Document, clause: Clause | None, documents: Documents, shelf: Shelf, day: date
) -> GraphBody:
    """The graph around a document, or around one clause of it."""
    links = Links(documents, shelf, day)
    cited = _ranked(_cited(document, clause, links))
    citing = _ranked(_citing(document, clause, documents, links))
    few = MOST // 2
    right = cited[: max(few, MOST - len(citing))]
    left = citing[: max(few, MOST - len(right))]
    centre = _centre(document, clause, links)
    nodes = [centre]
    edges: list[GraphEdge] = []
    for role, side in ((GraphRole.CITED_BY, left), (GraphRole.CITES, right)):
        for position, each in enumerate(side):
            node = _node(f"{role}-{position}", role, each, links)
            nodes.append(node)
            ends = (node.id, centre.id) if role is GraphRole.CITED_BY else (centre.id, node.id)
            edges.append(GraphEdge(source=ends[0], target=ends[1], mentions=each.mentions))
    return GraphBody(
        slug=document.id,
        clause=clause.key if clause else None,
        as_of=day,
        nodes=nodes,
        edges=edges,
        more_cites=len(cited) - len(right),
        more_cited_by=len(citing) - len(left),
        list_url=f"{standard_url(document.id)}?view=cites",
    )


def _centre(document: Document, clause: Clause | None, links: Links) -> GraphNode:
    name = str(document.number) if document.number else document.title or document.source.file
    place = f"{place_words(document, clause).vi}, " if clause is not None else ""
    return GraphNode(
        id=str(GraphRole.CENTRE),
        role=GraphRole.CENTRE,
        number=f"{place}{name}",
        title=document.title,
        slug=document.id,
        status=links.status(document),
        mentions=0,
        clauses=[clause_ref(document.id, clause)] if clause else [],
        url=clause_url(document.id, clause.key) if clause else standard_url(document.id),
    )


def _cited(document: Document, clause: Clause | None, links: Links) -> Iterable[_Neighbour]:
    found: dict[str, _Neighbour] = {}
    for citation in document.citations:
        if clause is not None and citation.clause != clause.key:
            continue
        link = links.number(citation.target)
        each = found.get(link.number)
        if each is None:
            known = links.known_status(citation.target) if link.slug is None else None
            each = _Neighbour(link.number, link.title, link.slug, known)
            found[link.number] = each
        each.mentions += 1
        if clause is None and citation.clause is not None:
            where = document.clause(citation.clause)
            if where is not None:
                each.clauses.setdefault(where.key, clause_ref(document.id, where))
    return found.values()


def _citing(
    document: Document, clause: Clause | None, documents: Documents, links: Links
) -> Iterable[_Neighbour]:
    if document.number is None:
        return ()
    found: dict[str, _Neighbour] = {}
    for mention in documents.store.citing(document.number):
        other = links.document(mention.document)
        if other is None or other.id == document.id:
            continue
        if not links.means(mention.target, document.number):
            continue
        if clause is not None and not names_clause(mention, other, document, clause):
            continue
        number = str(other.number) if other.number else other.title or other.source.file
        each = found.setdefault(other.id, _Neighbour(number, other.title, other.id))
        each.mentions += 1
        where = other.clause(mention.clause) if mention.clause else None
        if where is not None:
            each.clauses.setdefault(where.key, clause_ref(other.id, where))
    return found.values()


def _ranked(side: Iterable[_Neighbour]) -> Sequence[_Neighbour]:
    return sorted(side, key=lambda each: (-each.mentions, each.number))


def _node(name: str, role: GraphRole, each: _Neighbour, links: Links) -> GraphNode:
    held = links.document(each.slug) if each.slug else None
    return GraphNode(
        id=name,
        role=role,
        number=each.number,
        title=each.title,
        slug=each.slug,
        status=links.status(held) if held else each.known,
        mentions=each.mentions,
        clauses=list(each.clauses.values())[:_CLAUSES],
        url=_address(each, role),
    )


def _address(each: _Neighbour, role: GraphRole) -> str | None:
    """One citing clause is opened itself; else the document."""
    if role is GraphRole.CITED_BY and len(each.clauses) == 1:
        return next(iter(each.clauses.values())).url
    return standard_url(each.slug) if each.slug else None
