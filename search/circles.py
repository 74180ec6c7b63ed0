"""Texts that act on each other in a circle, found among all that act on a text.

The strongly connected parts of a directed graph (R. Tarjan, *Depth-first search and linear graph
algorithms*, 1972), kept from question to question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

__all__ = ["Circles"]


class Circles:
    """``neighbours`` gives the keys of what acts on a text; asked once for each."""

    def __init__(self, neighbours: Callable[[str], Iterable[str]]) -> None:
        self._neighbours = neighbours
        self._found: dict[str, frozenset[str]] = {}

    def of(self, key: str) -> frozenset[str]:
        """The texts in one circle with this one, itself among them."""
        if key not in self._found:
            self._search(key)
        return self._found[key]

    def _search(self, root: str) -> None:
        order: dict[str, int] = {}
        lowest: dict[str, int] = {}
        open_: list[str] = []
        path: list[tuple[str, list[str]]] = []

        def enter(key: str) -> None:
            order[key] = lowest[key] = len(order)
            open_.append(key)
            path.append((key, [k for k in self._neighbours(key) if k not in self._found]))

        enter(root)
        while path:
            key, waiting = path[-1]
            if waiting:
                other = waiting.pop()
                if other in self._found:
                    continue
                if other in order:
                    lowest[key] = min(lowest[key], order[other])
                else:
                    enter(other)
                continue
            path.pop()
            if path:
                above = path[-1][0]
                lowest[above] = min(lowest[above], lowest[key])
            if lowest[key] == order[key]:
                place = open_.index(key)
                members = frozenset(open_[place:])
                del open_[place:]
                self._found.update(dict.fromkeys(members, members))
