"""The objects of a PDF below its pages: where pages hang, and what a PDF can carry beside them.

Reads objects of an open PDF through :class:`Objects`; writes nothing. Page trees in real files are
broken in ways that lose pages in silence (a ``/Count`` that is too small, a node that holds its own
parent), so the tree is walked here, each node once (ISO 32000-1, 7.7.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Protocol

from index.pdf_values import PageLoss

__all__ = ["Carried", "Objects", "PageTree", "carried", "page_loss", "stray_pages", "walk_pages"]

_REFERENCE: Final = re.compile(r"(\d+) \d+ R\b")
_ATTACHED: Final = re.compile(r"/EF(?![A-Za-z])")
_MOST_NODES: Final = 200_000
"""Nodes of a page tree, or objects, that are looked at for pages: a few seconds of work."""
_MOST_OBJECTS: Final = 50_000
"""Objects that are searched for scripts and attachments, half a second of work."""


class Objects(Protocol):
    """What is asked of an open PDF; references are object numbers."""

    def xref_length(self) -> int:
        """One more than the highest object number."""

    def xref_get_key(self, xref: int, key: str) -> tuple[str, str]:
        """The type of a dictionary's value (``null`` if there is none) and the value as text."""

    def xref_object(self, xref: int, compressed: bool = False) -> str:
        """An object as text, without its stream."""

    def pdf_catalog(self) -> int:
        """The number of the catalog, 0 if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTree:
    """The page tree as it is: ``root`` is its object number, 0 if it cannot be walked.

    ``leaves`` are object numbers of pages in order; ``declared`` is what ``/Count`` says, None if
    it says nothing; ``knotted`` is True if a node was met twice.
    """

    root: int = 0
    leaves: tuple[int, ...] = ()
    declared: int | None = None
    knotted: bool = False

    @property
    def sound(self) -> bool:
        """Whether the tree holds what it says."""
        return not self.knotted and self.declared == len(self.leaves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What else is in a file: scripts, actions that start programs, XFA forms, attached files."""

    javascript: bool = False
    launches: bool = False
    xfa: bool = False
    attachments: int = 0


def walk_pages(objects: Objects) -> PageTree:
    """Walk the page tree, each inner node once."""
    kind, value = _key(objects, objects.pdf_catalog(), "Pages")
    if kind != "xref":
        return PageTree()
    root = int(value.split()[0])
    leaves: list[int] = []
    seen: set[int] = set()
    knotted = False
    todo = [root]
    while todo:
        node = todo.pop()
        kids = _kids(objects, node)
        if kids is None:
            if node != root and _is_page(objects, node):
                leaves.append(node)
        elif node in seen:
            knotted = True
        elif "<<" in kids or len(seen) >= _MOST_NODES:
            return PageTree()
        else:
            seen.add(node)
            todo += reversed([int(number) for number in _REFERENCE.findall(kids)])
    count = _key(objects, root, "Count")
    declared = int(count[1]) if count[0] == "int" else None
    if knotted:
        leaves = list(dict.fromkeys(leaves))
    return PageTree(root=root, leaves=tuple(leaves), declared=declared, knotted=knotted)


def stray_pages(objects: Objects) -> list[int]:
    """All page objects, whether or not the page tree knows them, by their numbers."""
    numbers = range(1, min(objects.xref_length(), _MOST_NODES))
    return [number for number in numbers if _key(objects, number, "Type")[1] == "/Page"]


def page_loss(objects: Objects, page: int) -> PageLoss:
    """What a page object names and the file does not hold."""
    if _lost(objects, page, "Contents"):
        return PageLoss.CONTENT
    return PageLoss.PICTURES if _lost(objects, page, "Resources/XObject") else PageLoss.NOTHING


def _lost(objects: Objects, page: int, part: str) -> bool:
    """Whether a page names objects under that key and the file holds none of them."""
    numbers = [int(number) for number in _REFERENCE.findall(_key(objects, page, part)[1])]
    return bool(numbers) and all(_object(objects, number) in {"", "null"} for number in numbers)


def _kids(objects: Objects, node: int) -> str | None:
    """The ``/Kids`` of a node as text, None for a page."""
    kind, value = _key(objects, node, "Kids")
    if kind == "xref":
        value = _object(objects, int(value.split()[0]))
        return value if value.startswith("[") else None
    return value if kind == "array" else None


def _is_page(objects: Objects, node: int) -> bool:
    """Whether a node without kids may be a page; many that are do not say so."""
    kind = _key(objects, node, "Type")[1]
    return kind == "/Page" or (kind != "/Pages" and _object(objects, node).startswith("<<"))


def carried(objects: Objects) -> Carried:
    """Search the objects for what is not pages."""
    javascript = launches = xfa = False
    attachments = 0
    for number in range(1, min(objects.xref_length(), _MOST_OBJECTS)):
        text = _object(objects, number)
        javascript = javascript or "/JavaScript" in text
        launches = launches or "/S/Launch" in text
        xfa = xfa or "/XFA" in text
        attachments += _ATTACHED.search(text) is not None
    return Carried(javascript=javascript, launches=launches, xfa=xfa, attachments=attachments)


def _key(objects: Objects, number: int, key: str) -> tuple[str, str]:
    """A value, or null where the object itself is broken."""
    try:
        return objects.xref_get_key(number, key)
    except Exception:  # whatever a damaged object sets off
        return "null", "null"


def _object(objects: Objects, number: int) -> str:
    try:
        return objects.xref_object(number, compressed=True)
    except Exception:  # whatever a damaged object sets off
        return ""
