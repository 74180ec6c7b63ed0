"""Places on upright sheets put back to where they stand on the pages as the PDF shows them.

The last stage for files with scanned pages. Reads facts (documents, page texts, tables) whose boxes
are those of :class:`ingest.scanned_page.ScannedPage` sheets; writes the same facts with boxes that
lie on the words of the page as shown, however it was turned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from ingest.scanned_page import ScannedPage
from standards.place import Box

__all__ = ["as_shown"]

Fact = TypeVar("Fact")


def as_shown(fact: Fact, scans: Mapping[int, ScannedPage]) -> Fact:
    """The fact with every :class:`Box` in it, at any depth, where the page shows it.

    ``scans`` are the recognised pages of the file by number; other pages, and sheets that lay
    straight, keep their boxes.
    """
    moved = {number: page for number, page in scans.items() if page.turned or page.skew}
    return cast(Fact, _moved(fact, moved)) if moved else fact


def _moved(fact: object, scans: Mapping[int, ScannedPage]) -> object:
    if isinstance(fact, Box):
        page = scans.get(fact.page)
        return fact if page is None else page.shown(fact)
    if isinstance(fact, tuple):
        return tuple(_moved(part, scans) for part in fact)
    if is_dataclass(fact) and not isinstance(fact, type):
        parts = {field.name: getattr(fact, field.name) for field in fields(fact) if field.init}
        changed = {name: new for name, old in parts.items() if (new := _moved(old, scans)) != old}
        return replace(fact, **changed) if changed else fact
    return fact
