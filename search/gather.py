"""Finds passages for a question and ranks them by what they cover.

Reads a :class:`~search.concepts.Question`; gives :class:`Find` values, best first. Retrieval casts
the net with several wordings of the question; coverage judges what it brought.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from index.contracts import Hit, KeywordQuery, Passage, PassageKind
from search.concepts import Question
from search.coverage import Coverage, Field, cover
from search.fusion import FusedHit, fuse, fusion_settings
from search.knowledge import question_words
from search.sentence import Said, best_sentence
from search.shelf import Shelf
from search.words import pairs_of, words_of

__all__ = ["EXCEPT", "Find", "Weights", "expected_patterns", "find_passages", "weights"]

_HALF_NAMED, _TWO, _BARELY = 0.5, 2, 0.3
EXCEPT = re.compile(r"(?i)\((?:trừ|ngoại trừ|không bao gồm|không kể|không áp dụng)\b[^()]*\)?")
"""Goods that a row takes out are no goods of the row."""
_BLANK, _BLANKS = re.compile(r"\.{5,}|…{2,}|_{4,}|\((?:\d{1,2}|\*)\)"), 3
"""Dotted lines and the marks of notes to them: a form to fill in, not a rule."""
_SCOPE = re.compile(r"(?i)phạm vi (?:điều chỉnh|áp dụng)|đối tượng áp dụng|^\W*scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """``data/weights.toml``."""

    score: dict[str, float]
    field: dict[str, float]
    kind: dict[str, dict[str, float]]
    less: dict[str, dict[str, float]]
    show: dict[str, float]


@cache
def weights() -> Weights:
    """The weights in use."""
    data = tomllib.loads((files("search") / "data" / "weights.toml").read_text(encoding="utf-8"))
    return Weights(
        score=data["score"],
        field=data["field"],
        kind=data["kind"],
        less=data["less"],
        show=data["show"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A passage that may answer: its score (about 0 to 1) and what it is made of.

    ``sort`` is ``row``, ``scope``, ``title`` or ``clause``; ``head`` how well the head of the
    question is covered; ``said`` the same measures for the best sentence of a clause.
    """

    passage: Passage
    sort: str
    score: float
    coverage: Coverage
    order: float
    head: float
    said: Said
    hit: FusedHit


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
    patterns = expected_patterns(expects)
    pairs = pairs_of([term for concept in question.concepts for term in concept.said])
    found: list[Find] = []
    for hit in hits:
        passage = passages.get(hit.passage)
        if passage is not None:
            less = _less(shelf, passage, kind)
            found.append(_judge(question, kind, patterns, pairs, hit, passage, less))
    found.sort(key=lambda find: (-find.score, find.passage.id))
    first = int(weights().show["read"])
    read = [_read(find, question, patterns, kind) for find in found[:first]]
    return sorted(read, key=lambda find: (-find.score, find.passage.id)) + found[first:]


def _expected(text: str, patterns: Sequence[re.Pattern[str]]) -> float:
    """Share of the sorts of answer asked for that a text may hold."""
    return sum(1 for p in patterns if p.search(text)) / len(patterns) if patterns else 0.0


def _read(find: Find, question: Question, patterns: Sequence[re.Pattern[str]], kind: str) -> Find:
    """The find, its clause read sentence by sentence; what one says whole counts for a clause."""
    if find.sort not in ("clause", "scope"):
        return find
    score = weights().score
    said = best_sentence(find.passage, question, patterns)
    more = score["sentence"] * said.content + score["sort"] * said.expected
    more = more if kind == "clause" else 0.0
    return replace(find, said=said, score=find.score + more)


def expected_patterns(expects: frozenset[str]) -> list[re.Pattern[str]]:
    """Patterns of the sorts of answer asked for; any sentence will do only if none is named."""
    wanted = expects - {"any"}
    return [re.compile(e.pattern) for e in question_words().expects if e.name in wanted]


def _cast(shelf: Shelf, question: Question, allow: frozenset[str] | None) -> list[FusedHit]:
    """Passages of each kind by every wording's words, and by the meaning of the whole question."""
    depth = fusion_settings().depth
    wordings = list(dict.fromkeys((question.accented, question.core, question.reworded)))
    meant = shelf.embedder.query(question.meaning)
    ceiling = shelf.keywords.ceiling(KeywordQuery(text=question.accented))
    found: list[FusedHit] = []
    for sort in PassageKind:
        kinds = frozenset({sort})
        by_words: list[Hit] = []
        for text in wordings:
            query = KeywordQuery(text=text, kinds=kinds, allow=allow)
            by_words += shelf.keywords.search(query, depth)
        if question.bare:
            query = KeywordQuery(text=question.text, unaccented=True, kinds=kinds, allow=allow)
            by_words += shelf.keywords.search(query, depth)
        by_meaning = shelf.vectors.search(meant, depth, kinds=kinds, documents=allow)
        fused = fuse(_best(by_words), by_meaning, ceiling=ceiling)
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


def _judge(
    question: Question,
    kind: str,
    patterns: Sequence[re.Pattern[str]],
    pairs: tuple[str, ...],
    hit: FusedHit,
    passage: Passage,
    less: float,
) -> Find:
    chosen = weights()
    sort = sort_of(passage)
    fields = fields_of(passage, sort, kind)
    coverage = cover(question.concepts, fields)
    head = cover([question.head], fields).share if question.head is not None else coverage.share
    head *= _HALF_NAMED if _half_named(question, coverage) else 1.0
    order = _share(pairs, words_of(passage.text).pairs)
    expected = _expected(passage.text, patterns)
    score = (
        chosen.score["coverage"] * coverage.share
        + chosen.score["fused"] * hit.score
        + chosen.score["order"] * order
        + (chosen.score["head"] * head if kind == "product" else 0.0)
        + chosen.score["expected"] * expected
        + chosen.kind[kind][sort]
        - less
    )
    said = Said(coverage.content, expected, head)
    return Find(
        passage=passage,
        sort=sort,
        score=score,
        coverage=coverage,
        order=order,
        head=head,
        said=said,
        hit=hit,
    )


def _half_named(question: Question, coverage: Coverage) -> bool:
    """Whether the question is a name of two words, and the second is not there: *máy sấy tóc* is
    no *máy sấy* of any sort. A first word that the data files know is a name by itself.
    """
    pairs = zip(question.concepts, coverage.by_concept, strict=True)
    content = [(concept, covered) for concept, covered in pairs if concept.content]
    if len(content) != _TWO or content[0][0].sources:
        return False
    return content[1][1] < _BARELY


def _less(shelf: Shelf, passage: Passage, kind: str) -> float:
    """What the find is worth less, for what it is."""
    less = weights().less[kind]
    if passage.kind is PassageKind.CLAUSE:
        tabled = (passage.document, passage.clause) in shelf.lists
        form = len(_BLANK.findall(passage.text)) >= _BLANKS
        return less["tabled"] * tabled + less["form"] * form
    if passage.kind is PassageKind.TITLE:
        return less["issuing"] * bool(shelf.document(passage.document).related("issues"))
    if passage.row is None or shelf.summaries[passage.document].number is not None:
        return 0.0
    rows = shelf.document(passage.document).products
    bare = passage.row < len(rows) and not rows[passage.row].standards
    return less["bare_row"] if bare else 0.0


def _share(wanted: Iterable[str], there: frozenset[str]) -> float:
    pairs = list(wanted)
    return sum(1 for pair in pairs if pair in there) / len(pairs) if pairs else 0.0


def sort_of(passage: Passage) -> str:
    """What a passage is as evidence; a clause on the scope is told apart."""
    if passage.kind is PassageKind.PRODUCT:
        return "row"
    if passage.kind is PassageKind.TITLE:
        return "title"
    return "scope" if _SCOPE.search(passage.heading.rsplit(" > ", 1)[-1]) else "clause"


def fields_of(passage: Passage, sort: str, kind: str) -> tuple[Field, ...]:
    """The parts of a passage and what a word in each counts; for a product without what is taken
    out of the list (*trừ …*).
    """
    field = weights().field
    *above, own = passage.heading.split(" > ")
    if sort == "title":
        return (Field(passage.text, field["title"]),)
    if sort == "row":
        name = " ".join([*above[1:], own])
        return (
            Field(EXCEPT.sub(" ", name), field["name"]),
            Field(EXCEPT.sub(" ", passage.text), field["row"]),
            Field(" ".join(above[:1]), field["context"]),
        )
    text = EXCEPT.sub(" ", passage.text) if kind == "product" else passage.text
    return (
        Field(f"{own} {text}", field["text"]),
        Field(" ".join(above), field["context"]),
    )
