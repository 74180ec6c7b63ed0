"""Bodies of a base text with the amendments in force on a day."""

from __future__ import annotations

from collections import Counter

from api.documents import Documents
from api.links import Links, clause_ref
from api.models_amended import (
    AmendedBody,
    AmendedClauseBody,
    AmendedDoubtBody,
    AmendingBody,
    AppliedChangeBody,
    UnplacedBody,
)
from api.models_compare import EditBody
from api.urls import amended_url, clause_url, page_image_url, standard_url
from search.amended_model import (
    AmendedClause,
    AmendedDocument,
    Amending,
    AppliedChange,
    ClauseState,
    DoubtKind,
)
from search.comparison_words import edits, tokens
from standards.document import Clause, Document
from standards.history import Reason
from standards.place import merge_boxes
from standards.validity import Status

__all__ = ["amended_body"]


def amended_body(
    made: AmendedDocument, documents: Documents, *, status: Status, changes_only: bool
) -> AmendedBody:
    """The body of an amended text; ``changes_only`` leaves out clauses that nothing changed."""
    links = Links(documents)
    document = made.document
    labels = {clause.key: clause.label for clause in made.clauses}
    counts = Counter(clause.state for clause in made.clauses)
    return AmendedBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        kind=document.kind,
        as_of=made.day,
        status=status,
        applied=[_amending(one) for one in made.applied],
        others=[_amending(one) for one in made.others],
        counts={state: counts[state] for state in ClauseState if counts[state]},
        clauses=[
            _clause(document, clause, _name(clause.label, labels.get(clause.parent or "")), links)
            for clause in (made.changed if changes_only else made.clauses)
        ],
        unplaced=[
            UnplacedBody(change=_change(one.by, links), doubt=_doubt(one.kind, one.reason, one.by))
            for one in made.unplaced
        ],
        url=amended_url(document.id),
    )


def _amending(one: Amending) -> AmendingBody:
    return AmendingBody(
        number=str(one.number) if one.number else None,
        slug=one.document,
        title=one.title,
        url=standard_url(one.document) if one.document else None,
        status=one.status,
        start=one.start,
        changes=one.changes,
        applied=one.applied,
    )


def _clause(
    document: Document, clause: AmendedClause, name: str, links: Links
) -> AmendedClauseBody:
    gone = clause.state is ClauseState.REPEALED
    whole = clause.base_text is None or clause.text is None or gone
    return AmendedClauseBody(
        key=clause.key,
        label=clause.label,
        name=name,
        parent=clause.parent,
        depth=clause.depth,
        state=clause.state,
        base_heading=clause.base_heading,
        base_text=clause.base_text,
        heading=clause.heading,
        text=clause.text,
        page=clause.page,
        url=clause_url(document.id, clause.key) if clause.base_text is not None else None,
        heading_edits=[] if whole else _edits(clause.base_heading or "", clause.heading),
        text_edits=[] if whole else _edits(clause.base_text or "", clause.text or ""),
        changes=[_change(one, links) for one in clause.changes],
        doubts=[_doubt(one.kind, one.reason, one.by) for one in clause.doubts],
    )


def _edits(one: str, other: str) -> list[EditBody]:
    if one == other:
        return []
    return [
        EditBody(a_start=e.start, a_end=e.end, b_start=e.other_start, b_end=e.other_end)
        for e in edits(tokens(one), tokens(other))
    ]


def _change(by: AppliedChange, links: Links) -> AppliedChangeBody:
    change = by.change
    act = links.document(by.document)
    clause = act.clause(change.clause) if act is not None and change.clause else None
    marks = merge_boxes(clause.boxes()) if clause is not None else ()
    sha256 = act.source.sha256 if act is not None else None
    return AppliedChangeBody(
        kind=change.kind,
        number=str(by.number) if by.number else None,
        slug=by.document,
        start=by.start,
        path=list(change.path),
        text=change.text,
        old_words=change.old_words,
        new_words=change.new_words,
        words=change.words,
        clause=clause_ref(by.document, clause) if clause is not None else None,
        place=_place(act, clause),
        page=change.page,
        page_url=page_image_url(by.document, change.page, sha256=sha256, marks=marks),
    )


def _place(act: Document | None, clause: Clause | None) -> str:
    """A clause of an amending text in words."""
    if clause is None:
        return ""
    above = act.clause(clause.parent) if act is not None and clause.parent else None
    return _name(clause.label, above.label if above is not None else None)


def _name(label: str, above: str | None) -> str:
    """A label with what it belongs to: *khoản 2 Điều 3*; *mục 2.1* for a number that says all."""
    if not label[:1].isdigit():
        return label
    if above is not None and above.startswith("Điều"):
        return f"khoản {label} {above}"
    return (
        f"mục {label} {above}" if above is not None and above.startswith("Phụ") else f"mục {label}"
    )


def _doubt(kind: DoubtKind, reason: Reason, by: AppliedChange) -> AmendedDoubtBody:
    return AmendedDoubtBody(
        kind=kind,
        reason=reason.vi,
        reason_en=reason.en,
        number=str(by.number) if by.number else None,
    )
