"""New text that one quotation gives for several parts, cut at their labels.

Reads quoted words; writes pieces, word for word. What cannot be cut surely is not cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["labelled_pieces", "split_text"]

_OF_ARTICLE: Final = re.compile(r"(?m)^\s*(?P<n>\d{1,2}[a-zđ]?)\.\s")
_OF_CLAUSE: Final = re.compile(r"(?m)^\s*(?P<n>[a-zđ]\d?)\)\s")
_DECIMAL: Final = re.compile(r"(?m)^\s*(?P<n>(?:[A-ZĐ]\.)?\d{1,2}(?:\.\d{1,3}){1,5})\.?\s")


def split_text(text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The pieces of ``text`` that begin with those labels, in their order; empty if not all do, or
    if the labels are of several kinds.

    >>> split_text("2. Một.\\n3. Hai.", ["khoản 2", "khoản 3"])
    ('2. Một.', '3. Hai.')
    """
    starts: list[int] = []
    if len({label.rpartition(" ")[0] for label in labels}) != 1:
        return ()
    for label in labels:
        pattern = re.compile(rf"(?m)^\s*{_printed(label)}[.):]?(?=\s)", re.IGNORECASE)
        match = pattern.search(text, starts[-1] + 1 if starts else 0)
        if match is None:
            return ()
        starts.append(match.start())
    if not starts or text[: starts[0]].strip():
        return ()
    return tuple(
        text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    )


def labelled_pieces(text: str, within: str) -> tuple[tuple[str, str], ...]:
    """Label and text of each part of ``within`` in the text; empty if it begins with none."""
    for word, pattern in (("khoản ", _OF_ARTICLE), ("điểm ", _OF_CLAUSE), ("", _DECIMAL)):
        if word == "khoản " and not within.startswith("Điều"):
            continue
        found = list(pattern.finditer(text))
        if not found or text[: found[0].start()].strip():
            continue
        ends = [*(match.start() for match in found[1:]), len(text)]
        return tuple(
            (f"{word}{match['n']}", text[match.start() : end].strip())
            for match, end in zip(found, ends, strict=True)
        )
    return ()


def _printed(label: str) -> str:
    """How a label is printed in front of its text: *khoản 2* is ``2``, *điểm a* is ``a``."""
    word, _, number = label.rpartition(" ")
    shown = number if word in ("khoản", "điểm", "tiết", "mục") else label
    return r"\s+".join(re.escape(part) for part in shown.split())
