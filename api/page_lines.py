"""The printed lines of a page and where they stand, so that its picture has text to select.

A page that was recognised from a picture keeps its own lines. Of another page the lines are those
of the clauses and headings that stand on it, as they were read: also where the file's own text
layer is in a broken encoding. Furniture (running heads, page numbers) has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.models_base import BoxBody
from api.models_reading import PageLineBody
from index.contracts import DocumentStore
from standards.document import Clause, Document
from standards.errors import NotFound
from standards.place import Box

__all__ = ["page_lines"]


def page_lines(store: DocumentStore, document: Document, page: int) -> list[PageLineBody]:
    """The lines of a page of the document's file, from the top. Raises NotFound."""
    try:
        held = store.page(document.source.sha256, page)
    except NotFound:
        raise NotFound(f"{document.source.file} has no page {page}") from None
    if held.lines:
        found = [(held.text[line.start : line.end], line.box) for line in held.lines]
    else:
        found = list(_printed(document.clauses, page))
    return [
        PageLineBody(text=text, box=BoxBody(page=page, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1))
        for text, box in sorted(found, key=lambda line: (line[1].y0, line[1].x0))
        if text
    ]


def _printed(clauses: Iterable[Clause], page: int) -> Iterator[tuple[str, Box]]:
    """Lines of the clauses on that page; a heading is one line, its label before it."""
    for clause in clauses:
        for line in clause.lines:
            if line.box.page == page:
                yield " ".join(clause.text[line.start : line.end].split()), line.box
        heads = [box for box in clause.heading_boxes if box.page == page]
        if heads:
            around = Box(
                page,
                min(box.x0 for box in heads),
                min(box.y0 for box in heads),
                max(box.x1 for box in heads),
                max(box.y1 for box in heads),
            )
            words = (clause.label, clause.heading.removeprefix(clause.label).strip())
            yield " ".join(word for word in words if word), around
