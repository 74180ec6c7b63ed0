"""Two rankings become one, and each hit remembers where it came from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.contracts import Hit, KeywordQuery, Passage, PassageKind
from index.embedder_hashing import HashingEmbedder
from index.keyword_memory import MemoryKeywordIndex
from index.vector_exact import ExactVectorIndex
from search.fusion import convex, fuse, fusion_settings, keyword_weight, reciprocal_rank
from search.retrieval import retrieve

TEXTS = {
    "mu|1|0": "mũ an toàn công nghiệp",
    "mu|#row|0": "mũ an toàn 6506.10.20",
    "bt|1|0": "bê tông cốt thép",
    "xm|1|0": "xi măng cho bê tông",
}


def leg(*pairs):
    return [Hit(name, score, rank) for rank, (name, score) in enumerate(pairs, 1)]


scores = st.lists(st.floats(0.001, 100), min_size=1, max_size=8, unique=True).map(
    lambda found: sorted(found, reverse=True)
)


@given(scores, scores, st.floats(0.05, 0.95))
def test_scores_lie_between_nothing_and_one_and_fall(one, two, weight):
    keyword = leg(*((f"p{n}", score) for n, score in enumerate(one)))
    vector = leg(*((f"p{n * 2}", score) for n, score in enumerate(two)))
    fused = convex(keyword, vector, keyword_weight=weight)
    assert {hit.passage for hit in fused} == {hit.passage for hit in [*keyword, *vector]}
    assert all(-1e-9 <= hit.score <= 1 + 1e-9 for hit in fused)
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


@given(scores, st.floats(0.1, 10), st.floats(0, 10))
def test_another_scale_of_a_leg_changes_nothing(found, factor, shift):
    keyword = leg(("a", 0.9), ("p0", 0.5))
    longer = leg(("a", 0.9 * factor), ("p0", 0.5 * factor))
    plain = leg(*((f"p{n}", score) for n, score in enumerate(found)))
    scaled = leg(*((f"p{n}", score * factor + shift) for n, score in enumerate(found)))
    one = {h.passage: h.score for h in convex(keyword, plain, keyword_weight=0.5)}
    two = {h.passage: h.score for h in convex(longer, scaled, keyword_weight=0.5)}
    assert one == pytest.approx(two, abs=1e-6)


def test_ranks_and_scores_of_each_leg_are_kept():
    fused = convex(leg(("a", 9.0), ("b", 3.0)), leg(("b", 0.9)), keyword_weight=0.6)
    by_name = {hit.passage: hit for hit in fused}
    assert (by_name["a"].keyword_rank, by_name["a"].vector_rank) == (1, None)
    assert (by_name["b"].keyword_rank, by_name["b"].keyword_score) == (2, 3.0)
    assert (by_name["b"].vector_rank, by_name["b"].vector_score) == (1, 0.9)


def test_only_the_best_hits_of_a_leg_count():
    long = leg(*((f"p{n}", 100.0 - n) for n in range(10)))
    assert len(convex(long, [], keyword_weight=0.5, depth=3)) == 3
    assert len(reciprocal_rank(long, [], depth=4)) == 4


def test_one_leg_alone_keeps_its_order_and_none_gives_nothing():
    only = leg(("c", 3.0), ("a", 2.0), ("b", 1.0))
    for fused in (convex(only, [], keyword_weight=0.6), reciprocal_rank([], only)):
        assert [hit.passage for hit in fused] == ["c", "a", "b"]
    assert convex([], [], keyword_weight=0.6) == reciprocal_rank([], []) == []


def test_reciprocal_ranks_are_those_of_the_paper():
    fused = reciprocal_rank(leg(("a", 5.0)), leg(("b", 1.0), ("a", 0.5)))
    assert [(hit.passage, hit.score) for hit in fused] == [
        ("a", pytest.approx(1 / 61 + 1 / 62)),
        ("b", pytest.approx(1 / 61)),
    ]


def test_the_settings_choose_the_rule_and_their_example_holds():
    settings = fusion_settings()
    assert settings.method in {"convex", "rrf"}
    assert 0 < settings.keyword_weight < 1
    legs = leg(("a", 2.0), ("b", 1.0)), leg(("c", 2.0), ("b", 1.0))
    example = replace(settings, method="convex", keyword_weight=0.6, depth=2)
    found = {hit.passage: hit.score for hit in fuse(*legs, example)}
    assert found == pytest.approx({"a": 0.6, "c": 0.4, "b": 0.0})
    by_rank = replace(settings, method="rrf")
    assert fuse(*legs, by_rank)[0].passage == "b"


def test_the_leg_that_tells_its_hits_apart_decides():
    settings = replace(fusion_settings(), coverage_worth=0.12)
    vector = leg(("c", 0.86), ("a", 0.84))
    covering, grazing = leg(("a", 10.0), ("b", 5.0)), leg(("a", 1.0), ("b", 0.5))
    weights = [keyword_weight(words, vector, 12.0, settings) for words in (covering, grazing)]
    assert 1.0 > weights[0] > weights[1] > 0.0
    assert fuse(covering, vector, settings, ceiling=12.0)[0].passage == "a"
    assert fuse(grazing, vector, settings, ceiling=12.0)[0].passage == "c"


def test_the_weight_is_that_of_the_leg_which_found_something():
    settings = fusion_settings()
    legs = leg(("a", 10.0), ("b", 5.0)), leg(("c", 0.9), ("a", 0.8))
    assert keyword_weight(legs[0], [], 12.0, settings) == 1.0
    assert keyword_weight([], legs[1], 12.0, settings) == 0.0
    assert keyword_weight(*legs, None, settings) == settings.keyword_weight
    assert keyword_weight([], [], 12.0, settings) == settings.keyword_weight


@given(scores, scores)
def test_fusion_ranks_by_cosine_and_share_of_words(words, cosines):
    settings = replace(fusion_settings(), coverage_worth=0.12, depth=8)
    keyword = leg(*((f"p{n}", score) for n, score in enumerate(words)))
    vector = leg(*((f"p{n}", score / 100) for n, score in enumerate(cosines)))
    both = min(len(keyword), len(vector))
    plain = [k.score / 200 * 0.12 + v.score for k, v in zip(keyword, vector, strict=False)]
    fused = {hit.passage: hit.score for hit in fuse(keyword, vector, settings, ceiling=200.0)}
    for one in range(both):
        for two in range(one):
            if plain[two] - plain[one] > 1e-6:
                assert fused[f"p{two}"] > fused[f"p{one}"]


@pytest.fixture
def parts():
    embedder = HashingEmbedder(dimension=512)
    keywords, vectors = MemoryKeywordIndex(), ExactVectorIndex(512)
    passages = [
        Passage(
            id=name,
            document=name.split("|")[0],
            kind=PassageKind.PRODUCT if "#row" in name else PassageKind.CLAUSE,
            heading="",
            text=text,
        )
        for name, text in TEXTS.items()
    ]
    keywords.update(add=passages, remove=[])
    vectors.update(add=list(TEXTS), vectors=embedder.passages(list(TEXTS.values())), remove=[])
    return keywords, vectors, embedder


def test_a_question_goes_through_both_legs(parts):
    best = retrieve(*parts, "mũ an toàn công nghiệp", unaccented=False)[0]
    assert (best.passage, best.keyword_rank, best.vector_rank) == ("mu|1|0", 1, 1)
    assert best.score == pytest.approx(1.0)


def test_kinds_and_documents_narrow_both_legs(parts):
    rows = retrieve(*parts, "mũ", unaccented=False, kinds=frozenset({PassageKind.PRODUCT}))
    assert [hit.passage for hit in rows] == ["mu|#row|0"]
    held = retrieve(*parts, "bê tông", unaccented=False, allow=frozenset({"xm"}))
    assert [hit.passage for hit in held] == ["xm|1|0"]
    assert retrieve(*parts, "bê tông", unaccented=False, allow=frozenset()) == []


def test_a_question_without_accents_uses_the_folded_field(parts):
    keywords = parts[0]
    assert keywords.search(KeywordQuery(text="be tong"), 5) == []
    found = retrieve(*parts, "be tong", unaccented=True)
    assert {hit.passage for hit in found if hit.keyword_rank} == {"bt|1|0", "xm|1|0"}


def test_an_empty_question_finds_nothing(parts):
    assert retrieve(*parts, "  ", unaccented=False) == []
