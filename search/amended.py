"""A base text as the amendments in force on a day leave it, clause by clause.

Amendments are worked in by the order of their effect. Words are only ever those of the base text or
of a quotation: where an amendment does not quote its new text whole, or its place cannot be found
surely, the clause says so and keeps no consolidated words.
"""

from __future__ import annotations

from datetime import date

from search.amended_acts import amending_acts
from search.amended_doubts import reason_of
from search.amended_model import (
    AmendedClause,
    AmendedDocument,
    AppliedChange,
    ClauseDoubt,
    ClauseState,
    DoubtKind,
    Unplaced,
)
from search.amended_outcome import Outcome
from search.amended_steps import apply_change
from search.amended_tree import Node, Tree
from search.shelf import Shelf
from standards.document import Document

__all__ = ["amended"]


def amended(shelf: Shelf, document: Document, day: date) -> AmendedDocument:
    """The document with all held amendments applied that are in force on ``day``."""
    acts = amending_acts(shelf, document, day)
    tree = Tree(document)
    changes: dict[str, list[AppliedChange]] = {}
    doubts: dict[str, list[ClauseDoubt]] = {}
    unplaced: list[Unplaced] = []
    for by in acts.changes:
        outcome = apply_change(tree, by)
        if outcome.doubt is not None and not outcome.nodes:
            unplaced.append(Unplaced(by=by, kind=outcome.doubt, reason=reason_of(outcome.doubt)))
        for node in outcome.nodes:
            changes.setdefault(node.key, []).append(by)
            if outcome.doubt is not None:
                doubts.setdefault(node.key, []).append(_doubt(outcome, outcome.doubt, by))
    kind = DoubtKind.OTHER_TEXT
    unplaced += (Unplaced(by=by, kind=kind, reason=reason_of(kind)) for by in acts.unsure)
    depths = tree.depths()
    return AmendedDocument(
        document=document,
        day=day,
        applied=acts.applied,
        others=acts.others,
        clauses=tuple(
            _clause(node, depths[node.key], changes.get(node.key, []), doubts.get(node.key, []))
            for node in tree.nodes
        ),
        unplaced=tuple(unplaced),
    )


def _doubt(outcome: Outcome, kind: DoubtKind, by: AppliedChange) -> ClauseDoubt:
    return ClauseDoubt(kind=kind, reason=reason_of(kind), by=by)


def _clause(
    node: Node, depth: int, changes: list[AppliedChange], doubts: list[ClauseDoubt]
) -> AmendedClause:
    return AmendedClause(
        key=node.key,
        label=node.label,
        parent=node.parent,
        depth=depth,
        page=node.base.page if node.base else None,
        base_heading=node.base.heading if node.base else None,
        base_text=node.base.text if node.base else None,
        heading=node.heading,
        text=node.text,
        state=ClauseState(node.state),
        changes=tuple(changes),
        doubts=tuple(doubts),
    )
