"""Draws what a document or a clause cites and who cites it: a small picture made of links.

Citing documents stand above, cited ones below, in two columns with a trunk between them, so that
the picture is as readable on a phone as on a desk. Measures are units of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.models_time import GraphBody, GraphNode, GraphRole

__all__ = ["Box", "Drawing", "draw"]

WIDTH = 360
_BOX = 160.0
_CENTRE = 250.0
_TALL = 42.0
_GAP = 10.0
_TRUNK = 26.0
_LETTERS = 21
_CENTRE_LETTERS = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node with its place; ``label`` is its number, cut to fit. ``x``, ``y`` is its corner."""

    node: GraphNode
    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Boxes and the lines between them.

    ``lines`` are ``(x0, y0, x1, y1)``; ``arrows`` are the points of arrow heads, downwards, as
    path data. ``above`` and ``below`` are where the words over each half stand.
    """

    width: int
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    arrows: tuple[str, ...]


def draw(graph: GraphBody) -> Drawing | None:
    """The picture of a graph; None where nothing is cited and nobody cites."""
    above = [node for node in graph.nodes if node.role is GraphRole.CITED_BY]
    below = [node for node in graph.nodes if node.role is GraphRole.CITES]
    centre = next(node for node in graph.nodes if node.role is GraphRole.CENTRE)
    if not above and not below:
        return None
    top = 2.0
    boxes = _half(above, top)
    lines: list[tuple[float, float, float, float]] = []
    arrows: list[str] = []
    middle = WIDTH / 2
    if above:
        bottom = boxes[-1].y + _TALL + _TRUNK
        lines += _branches(boxes)
        lines.append((middle, boxes[0].y + _TALL / 2, middle, bottom - 6))
        arrows.append(_arrow(middle, bottom))
        top = bottom
    heart = Box(
        node=centre,
        label=_cut(centre.number, _CENTRE_LETTERS),
        x=(WIDTH - _CENTRE) / 2,
        y=top,
        width=_CENTRE,
        height=_TALL,
    )
    height = top + _TALL
    under: list[Box] = []
    if below:
        under = _half(below, height + _TRUNK)
        lines += _branches(under)
        lines.append((middle, height, middle, under[-1].y + _TALL / 2))
        arrows.append(_arrow(middle, height + _TRUNK - 8))
        height = under[-1].y + _TALL
    return Drawing(
        width=WIDTH,
        height=height + 2,
        boxes=(*boxes, heart, *under),
        lines=tuple(lines),
        arrows=tuple(arrows),
    )


def _half(nodes: Sequence[GraphNode], top: float) -> list[Box]:
    """Boxes of one half, two a row, left and right of the trunk."""
    return [
        Box(
            node=node,
            label=_cut(node.number, _LETTERS),
            x=1.0 if position % 2 == 0 else WIDTH - _BOX - 1,
            y=top + position // 2 * (_TALL + _GAP),
            width=_BOX,
            height=_TALL,
        )
        for position, node in enumerate(nodes)
    ]


def _branches(boxes: Sequence[Box]) -> list[tuple[float, float, float, float]]:
    """From each box to the trunk."""
    middle = WIDTH / 2
    return [
        (
            box.x + box.width if box.x < middle else box.x,
            box.y + box.height / 2,
            middle,
            box.y + box.height / 2,
        )
        for box in boxes
    ]


def _arrow(x: float, y: float) -> str:
    """A head that points down at (x, y)."""
    return f"M{x - 5:g} {y - 8:g}h10l-5 8z"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
