"""The library says that it has no answer rather than show what merely came near."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest

from index.contracts import Passage, PassageKind
from search.calibration import Support, fit_in_use, support
from search.concepts import read_question
from search.coverage import Coverage
from search.fusion import FusedHit
from search.own_name import named
from search.scoring import FEATURES, Features, Find, score_of, weights
from search.sentence import Said
from search.vocabulary import count_words

TEXTS = ("Găng tay cách điện", "Dây cấp nguồn và dây tín hiệu; Cáp điện", "Mũ an toàn công nghiệp")


def question(text: str):
    """A question read with the words of three rows."""
    return read_question(text, count_words(TEXTS))


def find(name: str, *, sort: str = "row", covered: float = 0.5, words: float = 10.0) -> Find:
    """A find with that name; ``words`` is its keyword score."""
    kind = PassageKind.PRODUCT if sort == "row" else PassageKind.CLAUSE
    passage = Passage(id=name, document="d", kind=kind, heading=f"List > {name}", text=name)
    return Find(
        passage=passage,
        sort=sort,
        score=covered,
        coverage=Coverage(covered, covered, (covered,) * 8),
        order=0.0,
        head=covered,
        said=Said(covered, 0.0, covered),
        hit=FusedHit(passage=name, score=covered, keyword_score=words),
        features=Features(coverage=covered, fused=covered, order=0.0, head=covered, expected=0.0),
    )


def test_more_evidence_never_makes_an_answer_less_probable():
    fit = fit_in_use()
    for one in ("strength", "head", "score", "named"):
        assert fit.weight[one] >= 0
    weak, strong = Support(strength=0.5, score=0.2), Support(strength=2.5, score=0.9, head=1.0)
    assert fit.probability(weak) < fit.least <= fit.probability(strong)


def test_every_signal_of_the_fit_is_measured_and_every_feature_weighed():
    assert set(fit_in_use().weight) <= {one.name for one in fields(Support)}
    for kind in ("product", "clause"):
        assert set(weights().score[kind]) == set(FEATURES)


def test_the_whole_question_said_is_enough_in_a_library_where_its_words_are_common():
    fit = fit_in_use()
    said = Support(strength=0.1, head=1.0, score=0.3, whole=1.0)
    assert fit.probability(said) < fit.least
    assert fit.answers(said)


def test_the_same_score_says_less_in_a_larger_library():
    asked = question("găng tay cách điện")
    small, large = (support([find("Găng tay cách điện")], asked, "product", n) for n in (50, 50000))
    assert small.strength == pytest.approx(math.log1p(10.0 / math.log(52)))
    assert large.strength < small.strength


def test_goods_that_a_row_names_as_an_exception_have_no_support_from_it():
    asked = question("găng tay y tế")
    row = find("Găng tay bảo hộ (trừ găng tay y tế)", covered=0.4)
    assert support([row], asked, "product", 50) is None
    assert support([find("Găng tay bảo hộ", covered=0.4)], asked, "product", 50) is not None


def test_nothing_found_supports_nothing():
    assert support([], question("máy sấy tóc"), "product", 50) is None


@pytest.mark.parametrize(
    ("name", "asked", "share"),
    [
        ("Găng tay cách điện", "găng tay cách điện", 1.0),
        ("Găng tay cách điện", "găng tay y tế", 0.5),
        ("Dây cấp nguồn và dây tín hiệu; Cáp điện", "cáp điện", 1.0),
        ("Găng tay (trừ găng tay y tế)", "găng tay", 1.0),
    ],
)
def test_a_name_is_said_as_far_as_the_question_says_its_words(name, asked, share):
    assert named(find(name), question(asked)) == pytest.approx(share)


def test_a_clause_has_no_name_of_its_own():
    assert named(find("Găng tay cách điện", sort="clause"), question("găng tay cách điện")) == 0.0


def test_a_row_that_names_no_standard_is_worth_less_than_one_that_does():
    plain = Features(coverage=0.5, fused=0.5, order=0.0, head=0.5, expected=0.0)
    bare = Features(coverage=0.5, fused=0.5, order=0.0, head=0.5, expected=0.0, bare_row=1.0)
    assert score_of(bare, "row", "product") < score_of(plain, "row", "product")
    assert score_of(bare, "row", "clause") <= score_of(plain, "row", "clause")
