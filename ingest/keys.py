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
        """The key of a clause; ``scope`` is the label and key of what its numbering belongs to.

        Below a Roman part a number that was given out before (each part counts anew) is written
        with the part: ``II.1``.
        """
        plain = self._plain(label, scope)
        if scope and plain in self._given and scope[0].kind == "roman":
            plain = f"{scope[1]}.{plain}"
        return self.unique(plain)

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
        if label.kind == "decimal" and scope and scope[0].kind in ("article", "annex"):
            return f"{scope[1]}.{label.number}"
        if scope and _in_annex(scope[1]) and label.kind in ("decimal", "roman"):
            return f"{scope[1]}.{label.number}"
        return label.number


def _in_annex(key: str) -> bool:
    return key.startswith("phu-luc")


def slug_of(text: str) -> str:
    """Lower case ASCII with hyphens.

    >>> slug_of("Phụ lục A"), slug_of("Điều 4a")
    ('phu-luc-a', 'dieu-4a')
    """
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
