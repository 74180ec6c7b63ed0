"""Clauses that a question names by their number: *khoản 2 Điều 66*, *mục 2.1.3*, *Article 6*.

Words without accents and in English are put into the words that texts use, and then read as texts
name parts of each other (:mod:`standards.part_names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.amended_tree import Found, Tree
from search.cues import Typed, phrases
from standards.document import Clause, Document
from standards.part_names import find_places

__all__ = ["clauses_named", "place_of"]

_WORDS: Final = (
    ("Điều", ("điều", "article", "articles", "art")),
    ("khoản", ("khoản", "paragraph", "para")),
    ("điểm", ("điểm", "point", "item")),
    ("mục", ("mục", "tiểu mục", "section", "clause", "subsection", "clauses")),
    ("Phụ lục", ("phụ lục", "annex", "appendix", "pl")),
    ("Chương", ("chương", "chapter")),
    ("Bảng", ("bảng", "table")),
)
_LABEL: Final = re.compile(
    r"\s*(?:số\s+|so\s+|no\.?\s*)?(?P<label>[A-ZĐ]?\.?\d{1,3}[a-zđ]?(?:\.\d{1,3}){0,5}|[IVXL]{1,6}\b|[A-Za-zĐđ]\b)"
)
_JOINT: Final = re.compile(r"(?i)^[\s,]*(?:của|cua|of|tại|tai|trong|in|the|thuộc|thuoc|\s|,)*$")


def place_of(words: str) -> str:
    """The part that the words name, as Vietnamese texts name parts; empty if they name none.

    >>> place_of("khoan 2 dieu 66 Nghị định quy định gì"), place_of("paragraph 2 of Article 6")
    ('khoản 2 Điều 66', 'khoản 2 Điều 6')
    >>> place_of("mục 2.1.3 của QCVN 16"), place_of("điều kiện kinh doanh"), place_of("điều nào")
    ('mục 2.1.3', '', '')
    """
    said = Typed(words)
    found: list[tuple[int, int, str]] = []
    for name, forms in _WORDS:
        for one in said.find(phrases(forms), loosely=True):
            label = _LABEL.match(said.text, one.end)
            if label is None or label.start("label") == one.end:
                continue
            if label["label"].isalpha() and name not in ("điểm", "Phụ lục", "Chương", "mục"):
                continue
            if label["label"].isalpha() and name == "mục" and not label["label"].isupper():
                continue
            found.append((one.start, label.end(), f"{name} {label['label']}"))
    found.sort()
    chain: list[tuple[int, int, str]] = found[:1]
    for piece in found[1:]:
        if not _JOINT.match(said.text[chain[-1][1] : piece[0]]):
            break
        chain.append(piece)
    return " ".join(label for _, _, label in chain)


def clauses_named(document: Document, place: str) -> tuple[Clause, ...]:
    """The clauses of a document that the words name, those under them behind; none if the document
    has no such part, or has it twice."""
    paths = _paths(place)
    tree = Tree(document)
    for path in paths:
        found = tree.find(path)
        if isinstance(found, Found) and found.node.base is not None:
            below = [node.base for node in tree.below(found.node) if node.base is not None]
            return (found.node.base, *below)
    return ()


def _paths(place: str) -> list[Sequence[str]]:
    """The ways to read the words, best first: as texts are read, then label by label."""
    places = find_places(place)
    read: list[Sequence[str]] = list(places.paths) if places is not None else []
    labels = re.findall(r"(?:Phụ lục|\w+) [\w.]+", place)
    read.append(tuple(reversed(labels)))
    read.append(
        tuple(
            label.split(" ", 1)[1] if label.startswith("mục") else label
            for label in reversed(labels)
        )
    )
    return read
