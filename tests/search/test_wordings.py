"""A question is looked for in other words too, and they decide no more than they may."""

from dataclasses import replace

import numpy as np
import pytest

from index.contracts import KeywordQuery, Passage, PassageKind
from index.embedder_hashing import HashingEmbedder
from index.keyword_memory import MemoryKeywordIndex
from index.vector_exact import ExactVectorIndex
from search.retrieval import retrieve
from search.wordings import (
    Wordings,
    question_vector,
    spread_of,
    widened,
    wording_settings,
    wordings_of,
)
from search.words import Language, language_of, terms

ROWS = {
    "a|#row|0": "Lược, trâm cài tóc và loại tương tự > Bằng plastic",
    "a|#row|1": "Các sản phẩm khác bằng plastic > Loại khác",
    "a|#row|2": "Các sản phẩm khác bằng nhôm > Loại khác",
    "a|#row|3": "Đồng hồ treo tường",
}
SETTINGS = wording_settings()


def more_of(text):
    return [more.text for more in wordings_of(text).more]


@pytest.mark.parametrize("material", SETTINGS.materials, ids=lambda material: material.code)
def test_every_material_is_seen_in_its_example_and_gives_its_heading(material):
    assert material.heading in more_of(material.example)
    for phrase in (*material.say, *material.bound):
        assert material.heading in more_of(f"Vật trang trí, {' '.join(phrase)}")


def test_a_word_that_may_mean_a_material_means_it_only_by_itself():
    copper = "Các sản phẩm khác bằng đồng"
    assert copper not in more_of("Đồng hồ treo tường, chạy pin")
    assert copper in more_of("Móc khóa bằng đồng, trang trí")
    assert copper in more_of("Móc khóa, đồng")


@pytest.mark.parametrize(
    "text",
    [
        "Nhựa đường phải thử những gì?",
        "Chủ đầu tư, nhà thầu phải lập hồ sơ bằng giấy.",
        "mũ bảo hiểm nhựa",
        "Tổ chức và cá nhân sử dụng đất ở nông thôn, cá nhân ở đô thị",
        "",
        " , ",
    ],
)
def test_what_describes_no_goods_has_no_other_words(text):
    assert wordings_of(text).more == ()
    assert wordings_of(text).meaning == 1.0


def test_the_pairs_are_one_question_in_two_languages():
    for english, vietnamese in SETTINGS.english_pairs:
        assert language_of(english, {"rice", "steel"}) == Language.ENGLISH
        assert language_of(vietnamese, set()) == Language.ACCENTED
        assert english.endswith("?")
        assert vietnamese.endswith("?")


def test_an_english_question_is_looked_for_in_vietnamese_words():
    asked = wordings_of("requirements for safety helmets")
    assert asked.english
    assert terms("mũ an toàn công nghiệp") == terms(asked.more[0].text)[-5:]


@pytest.fixture
def parts():
    embedder = HashingEmbedder(dimension=256)
    keywords, vectors = MemoryKeywordIndex(), ExactVectorIndex(256)
    keywords.update(
        add=[
            Passage(id=name, document="a", kind=PassageKind.PRODUCT, heading="", text=text)
            for name, text in ROWS.items()
        ],
        remove=[],
    )
    vectors.update(add=list(ROWS), vectors=embedder.passages(list(ROWS.values())), remove=[])
    return keywords, vectors, embedder


def test_goods_that_no_heading_names_find_the_heading_of_their_material(parts):
    found = retrieve(*parts, "Vỏ ốp điện thoại, nhựa PVC", unaccented=False)
    assert found[0].passage == "a|#row|1"
    without = replace(SETTINGS, material_words=0.0, material_meaning=0.0, leftover_words=0.0)
    bare = retrieve(*parts, "Vỏ ốp điện thoại, nhựa PVC", unaccented=False, wording=without)
    assert all(hit.keyword_rank is None for hit in bare)


def test_goods_that_a_row_names_in_their_own_words_find_that_first(parts):
    found = retrieve(*parts, "Đồng hồ treo tường, nhựa", unaccented=False)
    assert [hit.passage for hit in found[:2]] == ["a|#row|3", "a|#row|1"]


def test_other_words_weigh_as_a_share_of_the_question(parts):
    keywords = parts[0]
    query = KeywordQuery(text="Vỏ ốp điện thoại, nhôm")
    wide = widened(keywords, query, wordings_of(query.text))
    own = keywords.ceiling(query)
    assert keywords.ceiling(wide) >= own
    for text, weight in wide.also:
        share = weight * keywords.ceiling(KeywordQuery(text=text)) / own
        assert share == pytest.approx(
            {
                "Vỏ ốp điện thoại": SETTINGS.name_words,
                SETTINGS.leftover: SETTINGS.leftover_words,
                "Các sản phẩm khác bằng nhôm": SETTINGS.material_words,
            }[text]
        )


def test_further_texts_of_a_query_add_their_weighted_scores(parts):
    keywords = parts[0]
    plain = {hit.passage: hit.score for hit in keywords.search(KeywordQuery(text="đồng hồ"), 9)}
    more = {hit.passage: hit.score for hit in keywords.search(KeywordQuery(text="nhôm"), 9)}
    query = KeywordQuery(text="đồng hồ", also=(("nhôm", 0.5),))
    both = {hit.passage: hit.score for hit in keywords.search(query, 9)}
    assert both == pytest.approx({**plain, **{name: 0.5 * score for name, score in more.items()}})


def test_the_vector_of_a_plain_question_is_its_own_and_an_english_one_is_moved(parts):
    embedder = parts[2]
    plain = question_vector(embedder, wordings_of("bê tông phải bền bao lâu?"))
    assert np.allclose(plain, embedder.query("bê tông phải bền bao lâu?"))
    asked = Wordings(text="concrete strength", english=True)
    moved = question_vector(embedder, asked) - embedder.query("concrete strength")
    ways = [embedder.query(vi) - embedder.query(en) for en, vi in SETTINGS.english_pairs]
    assert np.allclose(moved, SETTINGS.english_shift * np.mean(ways, axis=0), atol=1e-5)


def test_the_spread_of_a_model_is_that_of_its_cosines_of_unlike_texts():
    embedder = HashingEmbedder(dimension=96)
    made = np.stack([embedder.query(text) for _, text in SETTINGS.english_pairs])
    cosines = [made[one] @ made[two] for one in range(len(made)) for two in range(one)]
    assert spread_of(embedder) == pytest.approx(np.std(cosines), rel=1e-5)
    assert spread_of(HashingEmbedder(dimension=1024)) < spread_of(HashingEmbedder(dimension=32))
