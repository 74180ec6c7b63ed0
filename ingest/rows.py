"""Spans of a page put together to printed rows, by where they stand.

Reads :class:`index.pdf.Span`; writes rows of segments. A segment is text without a wide gap; a row
holds the segments on one baseline, left to right. A number and its heading that a word processor
draws apart (``1.`` and ``Phạm vi áp dụng``), or a date filled into blanks, thus meet in one row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.pdf import Span
from ingest.layout import PrintedLine
from ingest.normalise import normalise, plain_line
from standards.place import Box

__all__ = ["Row", "Segment", "printed_line", "rows_of"]

_WIDE_GAP: Final = 1.5
"""Ink further apart than this many font sizes belongs to two segments."""
_BASELINE_SHIFT: Final = 0.35
"""Baselines nearer than this share of the font size are one."""
_SMALL: Final = 0.8
"""Raised or lowered figures are smaller than this share of their neighbours."""


_BLANK: Final = re.compile(r" {3,}")
_STAMPED: Final = 4
"""A stamped number or day has at most this many figures."""
_CHARACTER_WIDTHS: Final = dict.fromkeys("iljtfI.,:;/'()| -", 0.27)
_NOTED: Final = re.compile(r"(?:[.;:,)”\"]|[^\W\d_]{4,})\s*$")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Text without a wide gap; ``bold`` is the share of its characters that are bold."""

    text: str
    box: Box
    size: float
    bold: float
    baseline: float
    fonts: tuple[str, ...]
    spaced: str = ""
    """The text with its runs of blanks, which may be places to fill in."""


Row = tuple[Segment, ...]
"""Segments on one baseline, left to right."""


def rows_of(spans: Iterable[Span]) -> tuple[Row, ...]:
    """Rows top to bottom."""
    by_row: dict[int, list[Span]] = {}
    for span in spans:
        by_row.setdefault(span.row, []).append(span)
    segments = [
        segment
        for row in by_row.values()
        for piece in _split(row)
        if (segment := _segment(piece)).text
    ]
    return tuple(
        tuple(sorted(row, key=lambda segment: segment.box.x0))
        for row in _cluster(_filled_in(_without_doubles(segments)))
    )


def printed_line(segments: Sequence[Segment]) -> PrintedLine:
    """Segments as one line of text, a blank between them."""
    box = segments[0].box
    for segment in segments[1:]:
        box = box.around(segment.box)
    weight = sum(len(segment.text) for segment in segments)
    longest = max(segments, key=lambda segment: len(segment.text))
    return PrintedLine(
        text=" ".join(segment.text for segment in segments),
        box=box,
        size=longest.size,
        bold=sum(segment.bold * len(segment.text) for segment in segments) / weight,
        fonts=tuple(dict.fromkeys(font for segment in segments for font in segment.fonts)),
    )


def _split(row: Sequence[Span]) -> list[list[Span]]:
    """Spans of one drawn row, apart where the ink has a wide gap."""
    pieces: list[list[Span]] = []
    end = 0.0
    for span in row:
        inked = bool(span.text.strip())
        if not pieces or (inked and span.box.x0 - end > _WIDE_GAP * span.size):
            pieces.append([])
        pieces[-1].append(span)
        if inked:
            end = max(end, span.box.x1)
    return pieces


def _segment(spans: Sequence[Span]) -> Segment:
    inked = [span for span in spans if span.text.strip()] or list(spans)
    box = inked[0].box
    for span in inked[1:]:
        box = box.around(span.box)
    sizes: Counter[float] = Counter()
    for span in inked:
        sizes[round(span.size, 1)] += len(span.text.strip())
    weight = sum(sizes.values()) or 1
    size = sizes.most_common(1)[0][0]
    main = next(span for span in inked if round(span.size, 1) == size)
    spaced = normalise("".join(_pieces(spans, main)))
    return Segment(
        text=plain_line(spaced),
        box=box,
        size=size,
        bold=sum(len(span.text.strip()) for span in inked if span.bold) / weight,
        baseline=main.baseline,
        fonts=tuple(dict.fromkeys(span.font for span in inked)),
        spaced=spaced,
    )


def _pieces(spans: Sequence[Span], main: Span) -> Iterator[str]:
    """The texts of the spans; raised figures that mark a footnote become raised characters.

    A footnote mark stands behind a stop or a word, an exponent behind a unit: ``m3`` stays.
    """
    before = ""
    for span in spans:
        text = span.text
        raised = span.size < _SMALL * main.size and span.baseline < main.baseline - 0.1 * main.size
        if raised and text.strip().isdigit() and _NOTED.search(before):
            text = text.translate(_RAISED)
        yield text
        before += text


def _without_doubles(segments: Sequence[Segment]) -> list[Segment]:
    """Segments without those drawn twice a hair apart, as some programs do for bold."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[Segment] = []
    for segment in segments:
        x, y = round(segment.box.x0), round(segment.baseline)
        if any((segment.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen.add((segment.text, x, y))
        kept.append(segment)
    return kept


def _filled_in(segments: Sequence[Segment]) -> list[Segment]:
    """Segments with what was stamped into their blanks: ``ngày    tháng`` and ``30`` are one text.

    Offices print ``số      /2026/TT-BXD`` and stamp the number on signing, as text of its own.
    """
    forms = [s for s in segments if _BLANK.search(s.spaced.strip())]
    stamps = [s for s in segments if len(s.text) <= _STAMPED and s.text.isdigit()]
    if not forms or not stamps:
        return list(segments)
    kept = list(segments)
    for stamp in sorted(stamps, key=lambda item: -item.box.x0):
        form = next((f for f in forms if f in kept and _stamped_on(stamp, f)), None)
        if form is None:
            continue
        filled = _fill(form, stamp)
        kept[kept.index(form)] = filled
        forms[forms.index(form)] = filled
        kept.remove(stamp)
    return kept


def _stamped_on(stamp: Segment, form: Segment) -> bool:
    middle = (stamp.box.x0 + stamp.box.x1) / 2
    shift = abs(stamp.baseline - form.baseline)
    return form.box.x0 < middle < form.box.x1 and shift <= _BASELINE_SHIFT * form.size


def _fill(form: Segment, stamp: Segment) -> Segment:
    """The form with the stamp in the run of blanks that lies nearest to it."""
    lead = len(form.spaced) - len(form.spaced.lstrip())
    words = form.spaced.strip()
    widths = [_CHARACTER_WIDTHS.get(c, 0.62 if c.isupper() else 0.47) for c in words]
    scale = (form.box.x1 - form.box.x0) / sum(widths)
    middle = (stamp.box.x0 + stamp.box.x1) / 2

    def distance(run: re.Match[str]) -> float:
        start, end = sum(widths[: run.start()]), sum(widths[: run.end()])
        return abs(form.box.x0 + scale * (start + end) / 2 - middle)

    run = min(_BLANK.finditer(words), key=distance)
    filled = f"{words[: run.start()]} {stamp.text} {words[run.end() :]}"
    return replace(form, spaced=" " * lead + filled, text=plain_line(filled))


def _cluster(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments grouped by baseline, groups top to bottom; small raised figures join their row."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (item.baseline, item.box.x0)):
        row = next((row for row in reversed(rows[-3:]) if _same_row(row, segment)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return rows


def _same_row(row: Sequence[Segment], segment: Segment) -> bool:
    main = max(row, key=lambda item: item.size)
    shift = abs(main.baseline - segment.baseline)
    if shift <= _BASELINE_SHIFT * min(main.size, segment.size):
        return not any(_over(other.box, segment.box) for other in row)
    small, big = sorted((segment, main), key=lambda item: item.size)
    middle = (small.box.y0 + small.box.y1) / 2
    return (
        small.size < _SMALL * big.size
        and big.box.y0 < middle < big.box.y1
        and any(
            -2 < segment.box.x0 - other.box.x1 < big.size
            or -2 < other.box.x0 - segment.box.x1 < big.size
            for other in row
        )
    )


def _over(one: Box, other: Box) -> bool:
    """Whether two boxes share more than half of the narrower one's width."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)
