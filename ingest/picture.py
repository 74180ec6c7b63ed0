"""Pictures of pages made ready for recognition: turned, levelled, cleaned, ruling lines found.

Reads and writes grey pictures (:data:`ingest.ocr.Picture`). It is the only module that knows
OpenCV. Lengths are in pixels unless they say otherwise; angles in degrees, clockwise as seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.ocr import Picture

__all__ = [
    "Frame",
    "Ruling",
    "cleaned",
    "ink_box",
    "inked",
    "levelled",
    "middle_part",
    "rulings_of",
    "skew_of",
    "smoothed",
    "turned",
    "without",
]

_WHITE: Final = 255
_SKEW_DPI: Final = 100
"""Skew shows in a picture this coarse; lines of text are still apart."""
_MAX_SKEW: Final = 10.0
_LEAST_SKEW: Final = 0.12
"""Less than this many degrees moves a line of text by less than half a point at its ends."""
_LINE: Final = 0.33
"""A ruling line is at least this many inches long: three times the height of a letter."""
_THICK: Final = 0.04
"""And at most this many inches thick."""
_PIECE: Final = 0.5
"""Long lines are taken in pieces of so many inches: on paper they bend and lean."""
_SHORT_LABELS: Final = 2**16
"""So many lines can be numbered in two bytes, which is five times as fast."""
_GAP: Final = 0.02
"""Breaks in a line of at most this many inches are closed."""

_DARK: Final = 0.45
"""Ink is darker than this, on a scale from black print (0) to paper (1)."""
_BLACKEST: Final = 0.1
"""Of all ink, so much is black print at least."""
_EDGE: Final = 0.01
"""Soft edges of letters are at most this wide, inches."""
_SOFT: Final = 1 / 300
"""The softening's radius (sigma), inches."""
_CLEAR: Final = 0.012
"""So many inches beside a ruling line,"""
_TOUCHED: Final = 0.2
"""ink stands on less than this share of its length,"""
_FILLED: Final = 0.9
"""and ink is on at least this share of the line itself."""

cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A ruling line, level or upright: the box of its ink."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def level(self) -> bool:
        """Whether it runs from side to side."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a picture was turned (quarter turns clockwise) and then levelled (degrees clockwise).

    ``width`` and ``height`` are those of the picture as it was, before both.
    """

    width: int
    height: int
    quarters: int = 0
    degrees: float = 0.0

    def before(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the turned and levelled picture stood before."""
        wide, high = (self.width, self.height)[:: -1 if self.quarters % 2 else 1]
        if self.degrees:
            back = cv2.invertAffineTransform(_levelling(wide, high, self.degrees)[0])
            x, y = (float(part) for part in back @ np.array([x, y, 1.0]))
        for _ in range(self.quarters % 4):
            x, y = y, wide - x
            wide, high = high, wide
        return x, y

    def box_before(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
        """The box around where a box stood before: ``x0, y0, x1, y1``."""
        corners = [self.before(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture after so many quarter turns clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -quarters % 4))


def skew_of(picture: Picture, dpi: int) -> float:
    """How far the lines of text slope, in degrees: turning by that, clockwise, levels them.

    0 to ±10, and 0 for a slope too small to matter. Rows of pixels are darkest and lightest by
    turns when lines are level (Postl, "Detection of linear oblique structures and skew scan in
    digitized documents", 1986).
    """
    small = _shrunk(picture, dpi)
    if not small.any():
        return 0.0
    coarse = _dark(cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    best = 0.0
    for dark, step, reach in ((coarse, 0.5, _MAX_SKEW), (small, 0.1, 0.5), (small, 0.05, 0.05)):
        count = round(reach / step)
        tried = [best + step * i for i in range(-count, count + 1)]
        sharpness = [_sharpness(dark, degrees) for degrees in tried]
        best = tried[sharpness.index(max(sharpness))]
    best = round(max(-_MAX_SKEW, min(_MAX_SKEW, best)), 2)
    return 0.0 if abs(best) < _LEAST_SKEW else best


def levelled(picture: Picture, degrees: float) -> Picture:
    """The picture turned by that angle, clockwise, on a sheet large enough, new corners white."""
    if not degrees:
        return picture
    matrix, size = _levelling(picture.shape[1], picture.shape[0], degrees)
    return _grey(
        cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(_WHITE,))
    )


def cleaned(picture: Picture, dpi: int) -> Picture:
    """The picture without what is only light grey: watermarks, shadows, print of the other side.

    Light grey beside dark ink stays: it is the soft edge of letters.
    """
    ink = _ink(picture)
    if not 0 < cv2.countNonZero(ink) < ink.size:
        return picture
    black, white = _quantile(picture, ink, _BLACKEST), _quantile(picture, 1 - ink, 0.5)
    dark = (picture < black + _DARK * (white - black)).view(np.uint8)
    edge = 2 * round(_EDGE * dpi) + 1
    near = cv2.dilate(dark, np.ones((edge, edge), dtype=np.uint8))
    return _grey(cv2.bitwise_or(picture, (near - np.uint8(1))))


def inked(picture: Picture) -> float:
    """The share of the picture that is ink, 0 to 1."""
    return float(_ink(picture).mean())


def ink_box(picture: Picture, letter: int) -> tuple[int, int, int, int] | None:
    """The box around all ink, a little white with it; None if nothing is as high as ``letter``."""
    ink = _ink(picture)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if not any(high >= letter for _, _, _, high, _ in stats[1:].tolist()):
        return None
    rows, columns = (np.flatnonzero(ink.any(axis=axis)).tolist() for axis in (1, 0))
    white = letter // 2
    return (
        max(0, columns[0] - white),
        max(0, rows[0] - white),
        min(ink.shape[1], columns[-1] + 1 + white),
        min(ink.shape[0], rows[-1] + 1 + white),
    )


def middle_part(picture: Picture) -> Picture:
    """The middle half, each way, of what is printed: enough to see how a sheet lies."""
    rows, columns = (np.flatnonzero(_ink(picture).any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return picture
    top, left = int(rows[0]), int(columns[0])
    high, wide = int(rows[-1]) + 1 - top, int(columns[-1]) + 1 - left
    return np.ascontiguousarray(
        picture[
            top + high // 4 : top + high - high // 4, left + wide // 4 : left + wide - wide // 4
        ]
    )


def smoothed(picture: Picture, dpi: int, wanted: int, softness: float = 1.0) -> Picture:
    """The picture at ``wanted`` dots an inch, steps of black and white made soft.

    Scans are often pure black and white; the recogniser was taught with soft edges.
    """
    soft = cv2.GaussianBlur(picture, (0, 0), softness * _SOFT * dpi)
    if wanted == dpi:
        return _grey(soft)
    scale = wanted / dpi
    return _grey(cv2.resize(soft, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def rulings_of(picture: Picture, dpi: int) -> tuple[Ruling, ...]:
    """The ruling lines of a level picture: the lines of tables, frames, underlined headings."""
    ink = _ink(picture)
    level = [Ruling(x0=x0, y0=y0, x1=x1, y1=y1) for x0, y0, x1, y1 in _lines(ink, dpi)]
    upright = [
        Ruling(x0=x0, y0=y0, x1=x1, y1=y1)
        for y0, x0, y1, x1 in _lines(_grey(cv2.transpose(ink)), dpi)
    ]
    return (*level, *upright)


def without(picture: Picture, rulings: tuple[Ruling, ...]) -> Picture:
    """The picture with those lines painted over."""
    painted = picture.copy()
    for line in rulings:
        painted[max(0, line.y0 - 1) : line.y1 + 1, max(0, line.x0 - 1) : line.x1 + 1] = _WHITE
    return painted


def _lines(ink: Picture, dpi: int) -> list[tuple[int, int, int, int]]:
    """The level lines, in pieces: a long line is seldom quite straight."""
    gap, long, piece = (round(inches * dpi) for inches in (_GAP, _LINE, _PIECE))
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(2, gap)), dtype=np.uint8))
    thicker = cv2.dilate(whole, np.ones((3, 1), dtype=np.uint8))
    kept = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, np.ones((1, long), dtype=np.uint8))
    if not cv2.countNonZero(kept):
        return []
    few = kept.size < 2 * long * _SHORT_LABELS
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        kept, connectivity=8, ltype=cv2.CV_16U if few else cv2.CV_32S
    )
    found: list[tuple[int, int, int, int]] = []
    for label, (x, y, wide, high, area) in enumerate(stats[1:].tolist(), start=1):
        if area / wide - 2 > _THICK * dpi:
            continue
        body = labels[y : y + high, x : x + wide] == label
        pieces: list[tuple[int, int, int, int]] = []
        for at in range(0, wide, piece):
            rows = np.flatnonzero(body[:, at : at + piece].any(axis=1))
            if rows.size:
                top, end = y + int(rows[0]), y + int(rows[-1]) + 1
                pieces.append((x + at, top, x + min(at + piece, wide), end))
        if _stand_alone(ink, pieces, max(2, round(_CLEAR * dpi))):
            found += pieces
    return found


def _stand_alone(ink: Picture, pieces: list[tuple[int, int, int, int]], away: int) -> bool:
    """Whether little ink touches a level line: the feet of printed letters make no ruling line."""
    length = above = below = filled = 0
    for x0, y0, x1, y1 in pieces:
        length += x1 - x0
        above += int(ink[max(0, y0 - away) : y0, x0:x1].all(axis=0).sum()) if y0 else 0
        below += int(ink[y1 : y1 + away, x0:x1].all(axis=0).sum()) if y1 < len(ink) else 0
        filled += int(ink[y0:y1, x0:x1].any(axis=0).sum())
    return max(above, below) < _TOUCHED * length and filled > _FILLED * length


def _ink(picture: Picture) -> Picture:
    """1 where there is ink, 0 on paper."""
    level, _ = cv2.threshold(picture, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return _grey(cv2.threshold(picture, min(level, 200), 1, cv2.THRESH_BINARY_INV)[1])


def _quantile(picture: Picture, where: Picture, share: float) -> float:
    """The grey below which that share of the points lies where ``where`` is not 0.

    Counted, not sorted: pages have ten million points and 256 greys.
    """
    counts = np.cumsum(cv2.calcHist([picture], [0], where, [256], [0, 256]).astype(np.int64))
    at = share * (int(counts[-1]) - 1)
    low, high = (int(np.searchsorted(counts, math.floor(at) + n, "right")) for n in (0, 1))
    return low + (min(high, _WHITE) - low) * (at % 1)


def _shrunk(picture: Picture, dpi: int) -> NDArray[np.float32]:
    """How dark each point is, coarse."""
    scale = min(1.0, _SKEW_DPI / dpi)
    dark = _ink(picture) * np.uint8(_WHITE)
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _dark(small)


def _sharpness(dark: NDArray[np.float32], degrees: float) -> float:
    matrix, size = _levelling(dark.shape[1], dark.shape[0], degrees)
    rows = cv2.warpAffine(dark, matrix, size, flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _levelling(
    width: int, height: int, degrees: float
) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The matrix that turns a sheet clockwise about its middle, and the sheet that holds it."""
    angle = math.radians(abs(degrees))
    wide = math.ceil(width * math.cos(angle) + height * math.sin(angle))
    high = math.ceil(height * math.cos(angle) + width * math.sin(angle))
    about = (width / 2, height / 2)
    matrix = np.array(cv2.getRotationMatrix2D(about, -degrees, 1.0), dtype=np.float64)
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (high - height) / 2
    return matrix, (wide, high)


def _grey(picture: object) -> Picture:
    return np.asarray(picture, dtype=np.uint8)


def _dark(picture: object) -> NDArray[np.float32]:
    return np.asarray(picture, dtype=np.float32)
