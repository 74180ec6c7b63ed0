"""Finds passages for a question and ranks them by what they cover.

Reads a :class:`~search.concepts.Question`; gives :class:`Find` values, best first. Retrieval casts
the net with several wordings of the question; coverage judges what it brought.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

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
    """Passages of each kind by every wording's words, and by the meaning of the whole question.

    The legs run side by side, each on a core of its own: both compute outside of Python.
    """
    other = Wordings(text="") if question.bare else wordings_of(question.text)
    meant = _legs().submit(_by_meaning, shelf, question, other, allow)
    plain = KeywordQuery(text=question.accented)
    also = widened(shelf.keywords, plain, other).also
    by_words = [
        _by_words(shelf, question, replace(plain, also=also, allow=allow), sort)
        for sort in PassageKind
    ]
    ceiling, spread = shelf.keywords.ceiling(plain), spread_of(shelf.embedder)
    most = int(weights().show["candidates"])
    return [
        hit
        for words, meaning in zip(by_words, meant.result(), strict=True)
        for hit in fuse(words, meaning, ceiling=ceiling, spread=spread)[:most]
    ]


@cache
def _legs() -> ThreadPoolExecutor:
    """Threads for the vector leg; more than a few questions at once share the cores anyway."""
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="meaning")


def _by_words(
    shelf: Shelf, question: Question, plain: KeywordQuery, sort: PassageKind
) -> list[Hit]:
    """The best passages of a kind by the words of any wording."""
    query = replace(plain, kinds=frozenset({sort}))
    texts = dict.fromkeys((question.accented, question.reworded))
    wordings = [replace(query, text=text) for text in texts]
    if question.bare:
        wordings.append(replace(query, text=question.text, unaccented=True, also=()))
    return shelf.keywords.search_any(wordings, fusion_settings().depth)


def _by_meaning(
    shelf: Shelf, question: Question, other: Wordings, allow: frozenset[str] | None
) -> list[list[Hit]]:
    """The best passages of each kind by the meaning of the question and its other words."""
    vector = question_vector(shelf.embedder, replace(other, text=question.meaning))
    depth = fusion_settings().depth
    return [
        shelf.vectors.search(vector, depth, kinds=frozenset({sort}), documents=allow)
        for sort in PassageKind
    ]
