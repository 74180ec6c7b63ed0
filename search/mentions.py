"""Where held documents name a number: evidence of it, what binds on the day first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeVar

from index.contracts import Citing
from search.claims import OUT
from search.evidence import Evidence, row_evidence
from search.part_standing import part_standing
from search.quotes import sentences
from search.shelf import Shelf
from standards.document import Document, ProductRow
from standards.identifier import Identifier
from standards.place import Box

__all__ = ["mentions"]

_MOST: Final = 6
_READ: Final = 18
"""Documents that are looked into for those that bind; a law is cited by hundreds."""
_PLACES: Final = 12
"""Places of one document that are looked into for one that binds."""

Place = TypeVar("Place", ProductRow, Citing)


def mentions(shelf: Shelf, number: Identifier, day: date) -> list[Evidence]:
    """Evidence that names a number, one place a document: rows of product lists first, and before
    all what binds on the day."""
    rows: dict[str, list[ProductRow]] = {}
    for reference in shelf.store.rows_by_standard(number):
        rows.setdefault(reference.document, []).append(reference.product)
    said: dict[str, list[Citing]] = {}
    for mention in shelf.store.citing(number):
        if mention.document not in rows:
            said.setdefault(mention.document, []).append(mention)
    found: list[Evidence] = []
    for name, held in rows.items():
        document = shelf.document(name)
        found.append(row_evidence(shelf, document, _best(shelf, document, held, day), day))
    for name in list(said)[: max(0, _READ - len(found))]:
        found.append(_mention(shelf, _best(shelf, shelf.document(name), said[name], day), day))
    found.sort(key=lambda one: one.standing.status in OUT)
    return found[: max(_MOST, len(rows))]


def _best(shelf: Shelf, document: Document, places: Sequence[Place], day: date) -> Place:
    """The first place in a part that binds on the day, else the first one."""
    if len(places) > 1:
        for one in places[:_PLACES]:
            if part_standing(shelf, document, one.clause, day).status not in OUT:
                return one
    return places[0]


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
        standing=part_standing(shelf, document, mention.clause, day),
        start=start,
        end=end,
    )
