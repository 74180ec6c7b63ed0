"""Where held documents name a number: evidence of it, what binds on the day first."""

from __future__ import annotations

from datetime import date
from typing import Final

from index.contracts import Citing
from search.claims import OUT
from search.evidence import Evidence, row_evidence
from search.quotes import sentences
from search.shelf import Shelf
from search.status import standing
from standards.document import ProductRow
from standards.identifier import Identifier
from standards.place import Box

__all__ = ["mentions"]

_MOST: Final = 6
_READ: Final = 18
"""Documents that are looked into for those that bind; a law is cited by hundreds."""


def mentions(shelf: Shelf, number: Identifier, day: date) -> list[Evidence]:
    """Evidence that names a number, one place a document: rows of product lists first, and before
    all what binds on the day."""
    rows: dict[str, ProductRow] = {}
    for reference in shelf.store.rows_by_standard(number):
        rows.setdefault(reference.document, reference.product)
    said: dict[str, Citing] = {}
    for mention in shelf.store.citing(number):
        if mention.document not in rows:
            said.setdefault(mention.document, mention)
    found = [row_evidence(shelf, shelf.document(name), rows[name], day) for name in rows]
    read = list(said.values())[: max(0, _READ - len(found))]
    found += [_mention(shelf, mention, day) for mention in read]
    found.sort(key=lambda one: one.standing.status in OUT)
    return found[: max(_MOST, len(rows))]


def _mention(shelf: Shelf, mention: Citing, day: date) -> Evidence:
    """The sentence that names the number, with its place."""
    document = shelf.document(mention.document)
    clause = document.clause(mention.clause) if mention.clause else None
    quote, page, start, end = mention.text, mention.page, 0, 0
    boxes: tuple[Box, ...] = ()
    if clause is not None and mention.start is not None:
        spans = sentences(clause.text)
        start, end = next(
            ((a, b) for a, b in spans if a <= mention.start < b), (mention.start, mention.end or 0)
        )
        quote = clause.text[start:end] or mention.text
        boxes = tuple(box for box in clause.boxes(start, end) if box.page == mention.page)
    return Evidence(
        document=document,
        clause=clause,
        row=None,
        page=page,
        boxes=boxes,
        quote=quote,
        standing=standing(shelf, document, day),
        start=start,
        end=end,
    )
