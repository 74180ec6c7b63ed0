"""A text in, passages out: the two legs run and are joined.

``trachuan eval`` measures this. ``ask`` joins the same legs with the same fusion in
:mod:`search.gather`, there for several wordings of a question and for each kind of passage.
"""

from __future__ import annotations

from index.contracts import (
    Embedder,
    Hit,
    KeywordIndex,
    KeywordQuery,
    PassageKind,
    VectorIndex,
)
from search.fusion import FusedHit, FusionSettings, fuse, fusion_settings

__all__ = ["FusedHit", "retrieve"]


def retrieve(
    keywords: KeywordIndex,
    vectors: VectorIndex,
    embedder: Embedder,
    text: str,
    *,
    unaccented: bool,
    kinds: frozenset[PassageKind] = frozenset(),
    allow: frozenset[str] | None = None,
    k: int = 100,
    settings: FusionSettings | None = None,
) -> list[FusedHit]:
    """The best ``k`` passages for one text, best first, by words and by meaning.

    ``kinds``: only passages of these kinds, empty means all. ``allow``: only passages of these
    documents (ids), None means all.
    """
    chosen = settings or fusion_settings()
    query = KeywordQuery(text=text, unaccented=unaccented, kinds=kinds, allow=allow)
    by_words = keywords.search(query, chosen.depth)
    by_meaning = _by_meaning(vectors, embedder, text, depth=chosen.depth, kinds=kinds, allow=allow)
    return fuse(by_words, by_meaning, chosen, ceiling=keywords.ceiling(query))[:k]


def _by_meaning(
    vectors: VectorIndex,
    embedder: Embedder,
    text: str,
    *,
    depth: int,
    kinds: frozenset[PassageKind],
    allow: frozenset[str] | None,
) -> list[Hit]:
    """The vector leg; an empty text has no meaning to compare."""
    if not text.strip() or not len(vectors):
        return []
    return vectors.search(embedder.query(text), depth, kinds=kinds, documents=allow)
