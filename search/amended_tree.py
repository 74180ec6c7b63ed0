"""The clauses of a base text while amendments are worked into them, and the way to a part of it.

A part is named by a path of printed labels, outermost first (``("Điều 3", "khoản 2")``). Lettered
items have no clause of their own: they are found inside the text of the clause above. A place that
the text has not, or has twice, is no place; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from standards.document import Clause, Document

__all__ = ["INSIDE", "Found", "Lost", "Node", "Tree", "item_span", "number_of", "order_of", "plain"]

INSIDE = (
    *("đoạn", "câu", "gạch", "nội dung", "ý ", "tên", "chú thích", "ghi chú", "dòng", "cột"),
    *("Bảng", "Hình", "Mẫu", "Danh mục"),
)
"""How parts are named that lie inside the text of a clause and have no label of their own there."""

_DEEPEST = 20
_ROW = re.compile(r"(?m)^(?P<mark>\d{1,4}(?:\.\d{1,3})*)\s\|[^\n]*")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(slots=True)
class Node:
    """A clause of the text as amended so far.

    ``text`` None: its words cannot be had. ``touched`` are the days, documents and places inside it
    that got new words; ``anchor`` is the key of the node behind which it was put.
    """

    key: str
    label: str
    heading: str
    text: str | None
    parent: str | None
    base: Clause | None
    state: str = "unchanged"
    anchor: str = ""
    touched: list[tuple[date | None, str, str]] = field(default_factory=list)


class Lost(StrEnum):
    """Why a path leads to no place."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Found:
    """The node that a path leads to, and what of the path lies inside its text."""

    node: Node
    rest: tuple[str, ...] = ()


class Tree:
    """Nodes in reading order."""

    def __init__(self, document: Document) -> None:
        self.nodes = [
            Node(
                key=clause.key,
                label=clause.label,
                heading=clause.heading,
                text=clause.text,
                parent=clause.parent,
                base=clause,
            )
            for clause in document.clauses
            if clause.label
        ]

    def find(self, path: Sequence[str]) -> Found | Lost:
        """Where a path leads."""
        here: Node | None = None
        for at, label in enumerate(path):
            if label.startswith(INSIDE):
                return self._inside(here, path[at:])
            one = self._step(here, label)
            if isinstance(one, Node):
                here = one
            elif here is not None and one is Lost.NOT_FOUND and _is_item(label):
                return self._inside(here, path[at:])
            else:
                return one
        return Lost.NOT_FOUND if here is None else Found(here)

    def below(self, node: Node) -> list[Node]:
        """All nodes under one, in reading order."""
        keys = {node.key}
        found: list[Node] = []
        for other in self.nodes:
            if other.parent in keys:
                keys.add(other.key)
                found.append(other)
        return found

    def children(self, node: Node | None) -> list[Node]:
        """The nodes directly under one; those at the top for None."""
        return [other for other in self.nodes if other.parent == (node.key if node else None)]

    def depths(self) -> dict[str, int]:
        """How many nodes stand above each, by key."""
        parents = {node.key: node.parent for node in self.nodes}
        found: dict[str, int] = {}
        for key, parent in parents.items():
            depth, above = 0, parent
            while above in parents and depth < _DEEPEST:
                depth, above = depth + 1, parents[above]
            found[key] = depth
        return found

    def put(self, node: Node, behind: Node) -> None:
        """Put a node behind another one and all that stands under it."""
        last = [behind, *self.below(behind)][-1]
        at = self.nodes.index(last) + 1
        while at < len(self.nodes) and self._follows(self.nodes[at], behind):
            at += 1
        node.anchor = behind.key
        self._insert(node, at)

    def put_before(self, node: Node, other: Node) -> None:
        """Put a node directly in front of another one."""
        self._insert(node, self.nodes.index(other))

    def _insert(self, node: Node, at: int) -> None:
        taken = {other.key for other in self.nodes}
        name, count = node.key, 1
        while node.key in taken:
            count += 1
            node.key = f"{name}~{count}"
        self.nodes.insert(at, node)

    def _follows(self, node: Node, behind: Node) -> bool:
        if node.anchor == behind.key:
            return True
        parent = next((other for other in self.nodes if other.key == node.parent), None)
        return parent is not None and parent.anchor == behind.key and parent.base is None

    def _inside(self, here: Node | None, rest: Sequence[str]) -> Found | Lost:
        """A place inside the text of a node; a list without a clause is looked for by its name."""
        if here is not None:
            return Found(here, tuple(rest))
        holders = [node for node in self.nodes if _holds(node, rest[0])]
        if len(holders) == 1:
            return Found(holders[0], tuple(rest))
        return Lost.AMBIGUOUS if holders else Lost.NOT_FOUND

    def _step(self, here: Node | None, label: str) -> Node | Lost:
        scope = self.nodes if here is None else self.below(here)
        word, _, number = label.rpartition(" ")
        if word in ("khoản", "điểm", "tiết"):
            if here is None:
                return Lost.NOT_FOUND
            return _single(
                [n for n in self.children(here) if plain(n.label) == plain(number)], scope
            )
        exact = [node for node in scope if plain(node.label) == plain(label)]
        if exact or word == "Phụ lục" or label == "Phụ lục":
            annexes = [node for node in scope if node.label.startswith("Phụ lục")]
            return _single(exact or (annexes if label == "Phụ lục" else []), scope)
        if word == "Điều" and any(node.label.startswith("Điều") for node in self.nodes):
            return Lost.NOT_FOUND
        if word in ("Điều", "mục", "Phần"):
            bare = [node for node in scope if plain(node.label) == plain(number)]
            near = [n for n in bare if n.parent == (here.key if here else None)] or bare
            return _single(near, scope)
        return Lost.NOT_FOUND


def _single(nodes: Sequence[Node], scope: Sequence[Node]) -> Node | Lost:
    if len(nodes) == 1:
        return nodes[0]
    return Lost.AMBIGUOUS if nodes and scope else Lost.NOT_FOUND


def _is_item(label: str) -> bool:
    return label.startswith(("khoản ", "điểm ", "tiết "))


def _holds(node: Node, name: str) -> bool:
    """Whether the table, form or list of that name begins in a node's text or is its heading."""
    pattern = re.compile(rf"(?im)^\W*{_spaced(name)}(?![\w.]*\d)")
    return bool(pattern.search(node.heading) or pattern.search(node.text or ""))


def _spaced(name: str) -> str:
    first, *others = name.split()
    return r"\s+(?:số\s+)?".join(map(re.escape, (first, *others)))


def item_span(text: str, labels: Sequence[str]) -> tuple[int, int] | Lost:
    """Where the item named by labels (*khoản 2*, *điểm a*, *dòng 7*) stands, its mark included."""
    start, end = 0, len(text)
    for label in labels:
        spans = [span for name, span in _items(text, start, end, label) if name == number_of(label)]
        if len(spans) != 1:
            return Lost.AMBIGUOUS if spans else Lost.NOT_FOUND
        start, end = spans[0]
    return start, end


def _items(text: str, start: int, end: int, label: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Items of the shape of a label, each from its mark to the next; rows end with their line."""
    if label.startswith("dòng "):
        for row in _ROW.finditer(text, start, end):
            yield row["mark"], row.span()
        return
    shape = r"\d{1,3}[a-zđ]?\." if number_of(label)[0].isdigit() else r"[a-zđ]\d{0,2}\)"
    marks = list(re.compile(rf"(?m)^[^\S\n]*(?P<mark>{shape})(?=\s)").finditer(text, start, end))
    for at, match in enumerate(marks):
        stop = marks[at + 1].start() if at + 1 < len(marks) else end
        stop = len(text[:stop].rstrip()) if stop > match.start() else stop
        yield match["mark"].rstrip(".)"), (match.start("mark"), stop)


def number_of(label: str) -> str:
    """The number of a part: ``2`` of *khoản 2*.

    >>> number_of("khoản 2"), number_of("2.1.3")
    ('2', '2.1.3')
    """
    return label.rpartition(" ")[2]


def plain(label: str) -> str:
    """A label for comparing: small letters, no full stop at its end."""
    return " ".join(label.casefold().split()).rstrip(".")


def order_of(label: str) -> tuple[tuple[int, int], ...]:
    """A label for sorting beside its neighbours: ``2`` < ``2a`` < ``3``, ``d`` < ``đ`` < ``e``."""
    number = number_of(label)
    if number[:1].isdigit():
        pairs = re.findall(r"(\d+)([a-zđ]?)", number)
        return tuple(
            (int(figures), _LETTERS.find(mark) + 1 if mark else 0) for figures, mark in pairs
        )
    figures = number[1:]
    return ((_LETTERS.find(number[:1].lower()), int(figures) if figures.isdigit() else 0),)
