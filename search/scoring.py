"""What a passage that was found is worth for a question: features of the find, and their weights.

A find's score is a weighted sum of its features (``data/weights.toml``). The features are kept with
the find, so that ``bench/calibrate.py`` can fit the weights to judged questions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from operator import attrgetter, mul

from index.contracts import Passage, PassageKind
from search.concepts import Question
from search.coverage import Coverage, Coverer, Field, parts_of
from search.fusion import FusedHit
from search.knowledge import question_words
from search.sentence import Said, best_sentence
from search.shelf import Shelf
from search.words import Words, words_of

__all__ = [
    "EXCEPT",
    "FEATURES",
    "Features",
    "Find",
    "Judge",
    "Weights",
    "expected_patterns",
    "fields_of",
    "score_of",
    "sort_of",
    "weights",
]

_HALF_NAMED, _TWO, _BARELY = 0.5, 2, 0.3
EXCEPT = re.compile(r"(?i)\((?:trừ|ngoại trừ|không bao gồm|không kể|không áp dụng)\b[^()]*\)?")
"""Goods that a row takes out are no goods of the row."""
_BLANK, _BLANKS = re.compile(r"\.{5,}|…{2,}|_{4,}|\((?:\d{1,2}|\*)\)"), 3
"""Dotted lines and the marks of notes to them: a form to fill in, not a rule."""
_SCOPE = re.compile(r"(?i)phạm vi (?:điều chỉnh|áp dụng)|đối tượng áp dụng|^\W*scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """``data/weights.toml``: ``score`` the weights of the features by kind of question, ``field``
    of the parts of a passage, ``kind`` what a sort of find is worth for a kind of question.
    """

    score: dict[str, dict[str, float]]
    field: dict[str, float]
    kind: dict[str, dict[str, float]]
    show: dict[str, float]


@cache
def weights() -> Weights:
    """The weights in use."""
    data = tomllib.loads((files("search") / "data" / "weights.toml").read_text(encoding="utf-8"))
    return Weights(score=data["score"], field=data["field"], kind=data["kind"], show=data["show"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a find's score is made of, each 0 to 1.

    ``coverage``: share of the question's weight that stands in the passage; ``fused``: the joined
    score of both legs; ``order``: neighbouring words of the question that are neighbours in the
    passage; ``head``: what the question is about before all; ``expected``: sorts of answer asked
    for that the passage holds; ``sentence`` and ``sort``: the same two shares for the best two
    sentences of a clause that was read. The others are 0 or 1: ``bare_row`` names no standard, in a
    list without a number; ``tabled``: a clause that repeats the rows of its list; ``form``: to fill
    in; ``issuing``: the title of an act that issues another text, which speaks first.
    """

    coverage: float
    fused: float
    order: float
    head: float
    expected: float
    sentence: float = 0.0
    sort: float = 0.0
    bare_row: float = 0.0
    tabled: float = 0.0
    form: float = 0.0
    issuing: float = 0.0


FEATURES = tuple(one.name for one in fields(Features))
"""Their names, in order."""
_of: Callable[[Features], tuple[float, ...]] = attrgetter(*FEATURES)


def score_of(features: Features, sort: str, kind: str, chosen: Weights | None = None) -> float:
    """The score of a find of that sort for a question of that kind, by the weights in use or by
    others."""
    chosen = chosen or weights()
    weighed = chosen.score[kind]
    worth: float = sum(map(mul, map(weighed.__getitem__, FEATURES), _of(features)))
    return chosen.kind[kind][sort] + worth


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
    features: Features


def expected_patterns(expects: frozenset[str]) -> list[re.Pattern[str]]:
    """Patterns of the sorts of answer asked for; any sentence will do only if none is named."""
    wanted = expects - {"any"}
    return [re.compile(e.pattern) for e in question_words().expects if e.name in wanted]


class Judge:
    """Judges passages for one question of a kind, ``product`` or ``clause``."""

    def __init__(
        self, shelf: Shelf, question: Question, kind: str, expects: frozenset[str]
    ) -> None:
        self._shelf = shelf
        self._question = question
        self._kind = kind
        self._patterns = expected_patterns(expects)
        said = [term for concept in question.concepts for term in concept.said]
        self._pairs = tuple(f" {left} {right} " for left, right in pairwise(said))
        self._covered = Coverer(question.concepts)
        self._headed = Coverer([question.head]) if question.head is not None else None

    def judged(self, hit: FusedHit, passage: Passage) -> Find:
        """The find of a passage, its words taken together."""
        question, sort = self._question, sort_of(passage)
        parts = parts_of(fields_of(passage, sort, self._kind))
        coverage = self._covered(parts)
        head = self._headed(parts).share if self._headed is not None else coverage.share
        head *= _HALF_NAMED if _half_named(question, coverage) else 1.0
        expected = self._expected(passage.text)
        features = self._features(hit, passage, coverage.share, head, expected)
        return Find(
            passage=passage,
            sort=sort,
            score=score_of(features, sort, self._kind),
            coverage=coverage,
            order=features.order,
            head=head,
            said=Said(coverage.content, expected, head),
            hit=hit,
            features=features,
        )

    def read(self, find: Find) -> Find:
        """The find, its clause read sentence by sentence."""
        if find.sort not in ("clause", "scope"):
            return find
        said = best_sentence(find.passage, self._question, self._patterns)
        features = replace(find.features, sentence=said.content, sort=said.expected)
        score = score_of(features, find.sort, self._kind)
        return replace(find, said=said, features=features, score=score)

    def _expected(self, text: str) -> float:
        """Share of the sorts of answer asked for that a text may hold."""
        if not self._patterns:
            return 0.0
        return sum(1 for p in self._patterns if p.search(text)) / len(self._patterns)

    def _features(
        self, hit: FusedHit, passage: Passage, coverage: float, head: float, expected: float
    ) -> Features:
        clause, title = passage.kind is PassageKind.CLAUSE, passage.kind is PassageKind.TITLE
        shelf = self._shelf
        tabled = clause and (passage.document, passage.clause) in shelf.lists
        issuing = title and passage.document in shelf.issuing
        return Features(
            coverage=coverage,
            fused=hit.score,
            order=_share(self._pairs, words_of(passage.text)),
            head=head,
            expected=expected,
            bare_row=float(_is_bare(shelf, passage)),
            tabled=float(tabled),
            form=float(clause and _is_form(passage.text)),
            issuing=float(issuing),
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


def _is_bare(shelf: Shelf, passage: Passage) -> bool:
    """Whether it is a row that names no standard, in a list without a number."""
    if passage.row is None or shelf.summaries[passage.document].number is not None:
        return False
    row = shelf.product(passage.document, passage.row)
    return row is not None and not row.standards


def _is_form(text: str) -> bool:
    """Whether there is a form to fill in; its marks are looked for where they may be."""
    may = text.count("(") + text.count("....") + text.count("…") + text.count("____")
    return may >= _BLANKS and len(_BLANK.findall(text)) >= _BLANKS


def _share(pairs: Sequence[str], there: Words) -> float:
    """Share of the pairs, each between blanks, that stand side by side."""
    line = there.line
    return sum([pair in line for pair in pairs]) / len(pairs) if pairs else 0.0


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
            Field(_without_exceptions(name), field["name"]),
            Field(_without_exceptions(passage.text), field["row"]),
            Field(" ".join(above[:1]), field["context"]),
        )
    text = _without_exceptions(passage.text) if kind == "product" else passage.text
    return (
        Field(text, field["text"], heading=own),
        Field(" ".join(above), field["context"]),
    )


def _without_exceptions(text: str) -> str:
    return EXCEPT.sub(" ", text) if "(" in text else text
