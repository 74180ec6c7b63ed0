"""Keys that name clauses in links: stable, readable, unique in a document.

Reads labels and what stands above them; writes keys such as ``2.1.3``, ``dieu-4``, ``dieu-4.1``,
``chuong-ii``, ``phu-luc-a``, ``A.1``, ``phu-luc-i.3``. A repeated key gets ``~2``, ``~3`` in
reading order.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.labels import Label

__all__ = ["KeyMaker", "slug_of"]

_WORD_KINDS: Final = frozenset({"part", "chapter", "section", "subsection", "article", "annex"})


class KeyMaker:
    """Gives out keys, each once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def key(self, label: Label, scope: tuple[Label, str] | None) -> str:
        """The key of a clause; ``scope`` is the label and key of what its numbering belongs to."""
        return self.unique(self._plain(label, scope))

    def unique(self, key: str) -> str:
        """``key``, with ``~n`` at its end if it was given out before."""
        count = self._given[key] = self._given.get(key, 0) + 1
        return key if count == 1 else f"{key}~{count}"

    @staticmethod
    def _plain(label: Label, scope: tuple[Label, str] | None) -> str:
        if label.kind in _WORD_KINDS:
            own = slug_of(label.text)
            above = scope and label.kind in ("section", "subsection") and scope[0].kind != "article"
            return f"{scope[1]}.{own}" if scope and above else own
        if label.kind == "lettered" or scope is None:
            return label.number
        above_label, above_key = scope
        if above_label.kind in ("article", "annex"):
            return f"{above_key}.{label.number}"
        counts_on = len(label.parts) > 1 and label.parts[:1] == above_label.parts
        if above_label.kind == "roman" and not counts_on:
            return f"{above_key}.{label.number}"
        return label.number


def slug_of(text: str) -> str:
    """Lower case ASCII with hyphens.

    >>> slug_of("Phụ lục A"), slug_of("Điều 4a")
    ('phu-luc-a', 'dieu-4a')
    """
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
