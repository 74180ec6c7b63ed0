"""One clause with its words, its place, what it cites and its neighbours."""

from __future__ import annotations

import difflib
import unicodedata
from datetime import date

from api.accounting import checked_facts, is_repaired, readings_of
from api.bodies import box_bodies
from api.clause_changes import changes_of
from api.clause_citing import clause_citing
from api.documents import Documents
from api.histories import transition_bodies
from api.links import Links, Outline
from api.models import CitationSpan, ClauseBody, FactBody, LineBody
from api.records import definition_body, source_body
from api.urls import clause_url, page_image_url
from search.citing import place_words
from search.history import history
from search.part_standing import part_of
from search.shelf import Shelf
from standards.document import Clause, Document
from standards.errors import NotFound
from standards.history import HeldTransition, Standing
from standards.place import Box, merge_boxes

__all__ = ["clause_body", "find_clause"]


def find_clause(document: Document, name: str) -> Clause:
    """The clause with the key ``name``, else the first with that printed label.

    Labels are compared without regard to case, spaces and a last full stop. Raises NotFound and
    names the labels that come near.
    """
    clause = document.clause(name)
    if clause is not None:
        return clause
    wanted = _plain(name)
    found = next((c for c in document.clauses if _plain(c.label) == wanted), None)
    if found is not None:
        return found
    labels = list(dict.fromkeys(c.label for c in document.clauses))
    near = difflib.get_close_matches(name, labels, n=3, cutoff=0.5) or labels[:3]
    hint = f"; it has for instance {', '.join(near)}" if near else "; it has no numbered clauses"
    raise NotFound(f"{document.number or document.id} has no clause {name!r}{hint}")


def clause_body(
    document: Document, clause: Clause, documents: Documents, shelf: Shelf, *, as_of: date
) -> ClauseBody:
    """The body of one clause of a document, with what it is on the day ``as_of``: what the document
    is, unless something is said of that part alone."""
    outline = Outline(document)
    links = Links(documents, shelf, as_of)
    life = history(shelf, document)
    whole = life.on(as_of)
    standing = part_of(shelf, document.id, life, whole, clause.key, as_of)
    name = place_words(document, clause)
    position = document.clauses.index(clause)
    after = document.clauses[position + 1 : position + 2]
    before = document.clauses[position - 1 : position] if position else ()
    boxes = (*clause.heading_boxes, *(line.box for line in clause.lines))
    return ClauseBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        kind=document.kind,
        key=clause.key,
        label=clause.label,
        heading=clause.heading,
        text=clause.text,
        page=clause.page,
        last_page=clause.last_page,
        boxes=box_bodies(boxes),
        lines=[
            LineBody(start=line.start, end=line.end, box=box_bodies([line.box])[0])
            for line in clause.lines
        ],
        parents=[outline.entry(parent) for parent in outline.above(clause)],
        children=[outline.entry(child) for child in outline.below(clause)],
        prev=outline.entry(before[0]) if before else None,
        next=outline.entry(after[0]) if after else None,
        cites=_spans(document, clause, links),
        definitions=[definition_body(d) for d in document.definitions if d.clause == clause.key],
        source=source_body(document),
        readings=readings_of(documents.store, document, range(clause.page, clause.last_page + 1)),
        check=_check(document, clause, documents),
        as_of=as_of,
        status=standing.status,
        status_reason=standing.reason.vi,
        status_reason_en=standing.reason.en,
        in_force_from=standing.start,
        ended_on=standing.end,
        ended_by=standing.ended_by,
        issued_with=links.number(document.issued_with) if document.issued_with else None,
        name=name.vi,
        name_en=name.en,
        amended=changes_of(document, clause, shelf, links, as_of, whole),
        transitions=transition_bodies(_own_transitions(document, clause, standing), links),
        cited_by=clause_citing(document, clause, documents, links),
        url=clause_url(document.id, clause.key),
        page_url=page_image_url(
            document.id,
            clause.page,
            sha256=document.source.sha256,
            marks=_around(clause),
        ),
    )


def _own_transitions(
    document: Document, clause: Clause, standing: Standing
) -> list[HeldTransition]:
    """The transitional rules of the day that this very clause states."""
    return [
        held
        for held in standing.transitions
        if held.document == document.id and held.transition.clause == clause.key
    ]


def _around(clause: Clause) -> tuple[Box, ...]:
    """One mark a page, so that an address stays short however long the clause is."""
    return merge_boxes((*clause.heading_boxes, *(line.box for line in clause.lines)))


def _spans(document: Document, clause: Clause, links: Links) -> list[CitationSpan]:
    return [
        CitationSpan(
            start=citation.start,
            end=citation.end,
            text=citation.text,
            page=citation.page,
            target=links.number(citation.target),
            repaired=is_repaired(citation, document.repairs),
        )
        for citation in document.citations
        if citation.clause == clause.key
    ]


def _check(document: Document, clause: Clause, documents: Documents) -> FactBody | None:
    """The check of this clause's words."""
    facts = checked_facts(document, documents.store)
    return next((fact for fact in facts if fact.name == f"clause:{clause.key}"), None)


def _plain(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).casefold().split()).rstrip(".")
