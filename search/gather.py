"""Finds passages for a question and ranks them by what they cover.

Reads a :class:`~search.concepts.Question`; gives :class:`Find` values, best first. Retrieval casts
the net with several wordings of the question; coverage judges what it brought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.contracts import Hit, KeywordQuery, PassageKind
from search.concepts import Question
from search.fusion import FusedHit, fuse, fusion_settings
from search.scoring import EXCEPT, Find, Judge, Weights, expected_patterns, weights
from search.shelf import Shelf
from search.wordings import Wordings, question_vector, spread_of, widened, wordings_of

__all__ = ["EXCEPT", "Find", "Weights", "expected_patterns", "find_passages", "weights"]


def find_passages(
    shelf: Shelf,
    question: Question,
    kind: str,
    *,
    expects: frozenset[str] = frozenset(),
    allow: frozenset[str] | None = None,
) -> list[Find]:
    """The passages that cover the question best, best first.

    ``kind`` is ``product`` or ``clause``; ``expects`` names the sorts of answer asked for;
    ``allow`` narrows to some documents.
    """
    hits = _cast(shelf, question, allow)
    passages = shelf.store.passages(hit.passage for hit in hits)
    judge = Judge(shelf, question, kind, expects)
    found = [judge.judged(hit, passages[hit.passage]) for hit in hits if hit.passage in passages]
    found.sort(key=lambda find: (-find.score, find.passage.id))
    first = int(weights().show["read"])
    read = [judge.read(find) for find in found[:first]]
    return sorted(read, key=lambda find: (-find.score, find.passage.id)) + found[first:]


def _cast(shelf: Shelf, question: Question, allow: frozenset[str] | None) -> list[FusedHit]:
    """Passages of each kind by every wording's words, and by the meaning of the whole question."""
    depth = fusion_settings().depth
    wordings = list(dict.fromkeys((question.accented, question.core, question.reworded)))
    other = Wordings(text="") if question.bare else wordings_of(question.text)
    meant = question_vector(shelf.embedder, replace(other, text=question.meaning))
    plain = KeywordQuery(text=question.accented)
    also = widened(shelf.keywords, plain, other).also
    ceiling = shelf.keywords.ceiling(plain)
    spread = spread_of(shelf.embedder)
    found: list[FusedHit] = []
    for sort in PassageKind:
        kinds = frozenset({sort})
        by_words: list[Hit] = []
        for text in wordings:
            query = KeywordQuery(text=text, kinds=kinds, allow=allow, also=also)
            by_words += shelf.keywords.search(query, depth)
        if question.bare:
            query = KeywordQuery(text=question.text, unaccented=True, kinds=kinds, allow=allow)
            by_words += shelf.keywords.search(query, depth)
        by_meaning = shelf.vectors.search(meant, depth, kinds=kinds, documents=allow)
        fused = fuse(_best(by_words), by_meaning, ceiling=ceiling, spread=spread)
        found.extend(fused[: int(weights().show["candidates"])])
    return found


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """Each passage once, with its best score among the wordings."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.passage not in best or best[hit.passage].score < hit.score:
            best[hit.passage] = hit
    return _ranked(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage)))


def _ranked(hits: Iterable[Hit]) -> list[Hit]:
    return [Hit(hit.passage, hit.score, rank) for rank, hit in enumerate(hits, 1)]
