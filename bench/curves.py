"""Draws curves as a small SVG file: lines on a grid of shares, 0 to 1 on both axes.

For the documents only. Colours differ in lightness, lines in their dashes and each has its name at
its end, so that colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Curve", "curves_svg"]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 760, 520, 70, 40, 170, 60
_LINES = (("#00406b", ""), ("#b3450a", "9 5"), ("#2d6a1f", "2 4"), ("#6b2a7a", "12 4 2 4"))
_LABEL_GAP = 16


@dataclass(frozen=True, slots=True)
class Curve:
    """Points ``(x, y)``, each 0 to 1, and the place in them that is in use, if one is."""

    points: Sequence[tuple[float, float]]
    in_use: int | None = None


def curves_svg(curves: Mapping[str, Curve], *, title: str, across: str, up: str) -> str:
    """An SVG document with the curves, their names, the grid and what the axes mean.

    >>> drawn = curves_svg({"a": Curve([(0.0, 1.0), (1.0, 0.5)], 0)}, title="t", across="x", up="y")
    >>> drawn.count("<polyline"), drawn.count("<circle")
    (1, 1)
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15" font-weight="600">{escape(title)}</text>',
        *_grid(across, up),
    ]
    ends = _spread([_at(curve.points[-1])[1] for curve in curves.values()])
    for (name, curve), end, (colour, dashes) in zip(
        curves.items(), ends, _LINES * len(curves), strict=False
    ):
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_at, curve.points))
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.2" '
            f'stroke-dasharray="{dashes}"/>'
        )
        right = _at(curve.points[-1])[0] + 10
        parts.append(f'<text x="{right:.1f}" y="{end:.1f}" fill="{colour}">{escape(name)}</text>')
        if curve.in_use is not None:
            x, y = _at(curve.points[curve.in_use])
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{colour}"/>')
    return "\n".join([*parts, "</svg>", ""])


def _at(point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return (
        _LEFT + x * (_WIDTH - _LEFT - _RIGHT),
        _HEIGHT - _BOTTOM - y * (_HEIGHT - _TOP - _BOTTOM),
    )


def _grid(across: str, up: str) -> list[str]:
    parts: list[str] = []
    for step in range(0, 11, 2):
        share = step / 10
        (x, _), (_, y) = _at((share, 0.0)), _at((0.0, share))
        left, right = _at((0.0, share))[0], _at((1.0, share))[0]
        low, high = _at((share, 0.0))[1], _at((share, 1.0))[1]
        parts.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="#d5d9dc"/>')
        parts.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="#d5d9dc"/>')
        parts.append(f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{share:g}</text>')
        parts.append(f'<text x="{x:.1f}" y="{low + 18:.1f}" text-anchor="middle">{share:g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    height = (_TOP + _HEIGHT - _BOTTOM) / 2
    parts.append(
        f'<text x="{middle:.1f}" y="{_HEIGHT - 14}" text-anchor="middle">{escape(across)}</text>'
    )
    parts.append(
        f'<text x="20" y="{height:.1f}" text-anchor="middle" '
        f'transform="rotate(-90 20 {height:.1f})">{escape(up)}</text>'
    )
    return parts


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights of the names, moved apart so that none lies on another; in the order given."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = list(heights)
    lowest = -float(_HEIGHT)
    for place in order:
        lowest = found[place] = max(heights[place] + 4, lowest + _LABEL_GAP)
    return found
