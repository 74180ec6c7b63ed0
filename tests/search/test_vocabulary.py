"""The words of a library: the keyword index counts them as the texts do."""

from collections import Counter

import pytest

from bench.national import made_passages
from bench.national_documents import make_document
from bench.national_words import fresh_pool
from index.keyword import WhooshKeywordIndex
from index.keyword_memory import MemoryKeywordIndex
from index.keyword_terms import passage_words
from search.vocabulary import count_words, indexed_words
from search.words import pairs_of, terms


@pytest.fixture(scope="module")
def passages(small_library):
    pool = fresh_pool()
    made = [passage for place in (0, 6, 7) for passage in made_passages(make_document(pool, place))]
    return (*small_library.store.all_passages(), *made[:150])


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def indexed(request, passages, tmp_path_factory):
    if request.param == "memory":
        keywords = MemoryKeywordIndex()
    else:
        keywords = WhooshKeywordIndex(tmp_path_factory.mktemp("words"))
    keywords.update(add=passages, remove=())
    return indexed_words(keywords)


def test_the_index_counts_words_as_the_texts_do(indexed, passages):
    counted = count_words(map(passage_words, passages))
    assert indexed.passages == counted.passages == len(passages)
    for name in ("singles", "pairs", "folded_singles", "folded_pairs"):
        assert dict(getattr(indexed, name).items()) == getattr(counted, name), name
    assert indexed.unfolded == counted.unfolded
    assert (indexed.spoken, indexed.compounds) == (counted.spoken, counted.compounds)


def test_questions_weigh_words_alike(indexed, passages):
    counted = count_words(map(passage_words, passages))
    for passage in passages[::20]:
        syllables = terms(passage.text)[:6]
        assert indexed.rarity(syllables) == counted.rarity(syllables)
        for pair in pairs_of(syllables):
            assert indexed.together(*pair.split("_")) == counted.together(*pair.split("_"))


def test_a_word_that_stands_nowhere_is_absent(indexed):
    assert "khôngcóđâu" not in indexed.singles
    assert indexed.singles.get("khôngcóđâu", 0) == 0


def test_syllables_come_most_frequent_first(indexed):
    lent = Counter(word for pair in indexed.spoken for word in pair.split("_"))
    for choices in indexed.unfolded.values():
        seen = [indexed.singles.get(word, 0) + lent[word] for word in choices]
        assert seen == sorted(seen, reverse=True)
