"""Relations of a document, read both ways: kept once, where they are stated, and sent on both."""

from __future__ import annotations

from api.links import Links
from api.models import RelatedBody, RelationBody
from api.witnesses import clause_at, place_at
from index.contracts import DocumentStore
from standards.document import Document
from standards.identifier import Identifier
from standards.relation import Relation

__all__ = ["related_by", "relation_body"]


def relation_body(relation: Relation, links: Links) -> RelationBody:
    """What the document says that it does to another one."""
    return RelationBody(
        verb=relation.verb,
        target=links.number(relation.target),
        clause=relation.clause,
        page=relation.page,
        words=relation.words,
        day=relation.day,
        until=relation.until,
        parts=list(relation.parts),
        degree=relation.degree,
    )


def related_by(document: Document, store: DocumentStore, links: Links) -> list[RelatedBody]:
    """What held documents say that they do to this one, each statement once."""
    if document.number is None:
        return []
    found: list[RelatedBody] = []
    for slug in dict.fromkeys(slug for _, slug in store.relations_to(document.number)):
        other = links.document(slug)
        if other is None or other.id == document.id:
            continue
        seen: set[tuple[str, str | None, tuple[str, ...]]] = set()
        for relation in other.relations:
            mark = (relation.verb, relation.clause, relation.parts)
            if mark not in seen and _means(relation, document.number):
                seen.add(mark)
                found.append(_related(relation, other, links))
    return found


def _means(relation: Relation, number: Identifier) -> bool:
    return relation.target == number or relation.target.matches_undated(number)


def _related(relation: Relation, other: Document, links: Links) -> RelatedBody:
    clause = clause_at(links, other.id, relation.clause)
    place = place_at(links, other.id, relation.clause)
    return RelatedBody(
        verb=relation.verb,
        number=str(other.number) if other.number else None,
        title=other.title,
        slug=other.id,
        clause=clause,
        place=place[0],
        place_en=place[1],
        page=relation.page,
        words=relation.words,
        day=relation.day,
        until=relation.until,
        parts=list(relation.parts),
        status=links.status(other),
    )
