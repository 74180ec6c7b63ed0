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
from search.wordings import (
    WordingSettings,
    question_vector,
    spread_of,
    widened,
    wordings_of,
)

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
    wording: WordingSettings | None = None,
) -> list[FusedHit]:
    """The best ``k`` passages for one text, best first, by words and by meaning.

    ``kinds``: only passages of these kinds, empty means all. ``allow``: only passages of these
    documents (ids), None means all. ``settings`` and ``wording`` replace those of the data files.
    """
    chosen = settings or fusion_settings()
    said = wordings_of(text, wording)
    query = KeywordQuery(
        text=text, unaccented=unaccented and not said.english, kinds=kinds, allow=allow
    )
    by_words = keywords.search(widened(keywords, query, said), chosen.depth)
    by_meaning: list[Hit] = []
    if text.strip() and len(vectors):
        vector = question_vector(embedder, said, wording)
        by_meaning = vectors.search(vector, chosen.depth, kinds=kinds, documents=allow)
    ceiling, spread = keywords.ceiling(query), spread_of(embedder, wording)
    return fuse(by_words, by_meaning, chosen, ceiling=ceiling, spread=spread)[:k]
