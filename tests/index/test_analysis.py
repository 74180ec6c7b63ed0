"""The terms of a text: no phrase is lost, spellings meet, tones are kept."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import (
    base_terms,
    bigram_terms,
    folded_terms,
    is_unaccented,
    syllable_terms,
    token_patterns,
    word_terms,
)
from index.spelling import fold, normalise, same_spelling

SYLLABLES = ["mũ", "an", "toàn", "bê", "tông", "cốt", "thép", "xi", "măng", "hoá", "đường", "ống"]


@pytest.mark.parametrize("pattern", token_patterns(), ids=lambda pattern: pattern.name)
def test_each_pattern_takes_its_examples_whole(pattern):
    assert pattern.examples
    for example in pattern.examples:
        found = re.search(pattern.regex, example)
        assert found is not None, example
        assert found.group() == example


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hàng hóa", "hàng hoá"),
        ("ủy ban", "uỷ ban"),
        ("khỏe", "khoẻ"),
        ("kỹ thuật", "kĩ thuật"),
        ("nƣớc thải", "nước thải"),
        ("Ðiều 5", "Điều 5"),
        ("MŨ AN TOÀN", "mũ an toàn"),
        ("bê\u00a0tông", "bê tông"),
        ("tương\nthích", "tương thích"),
        ("dày 15mm", "dày 15 mm"),
        ("10 m²", "10 m2"),
        ("TCVN 5574 : 2018", "TCVN 5574:2018"),
        ("QCVN 09:2012/BKHCN", "QCVN 9:2012/BKHCN"),
        ("bê\u2011tông", "bê-tông"),
        (unicodedata.normalize("NFD", "đường sắt"), "đường sắt"),
    ],
)
def test_two_spellings_of_one_thing_share_terms(one, other):
    shared = set(base_terms(one)) & set(base_terms(other))
    assert {term for term in shared if not term[0].isdigit()}
    if not re.search(r"\d", one):
        assert base_terms(one) == base_terms(other)
    assert set(bigram_terms(one)) == set(bigram_terms(other))


def test_tone_marks_tell_words_apart_in_the_base_field_only():
    assert not set(base_terms("mũ")) & set(base_terms("mủ"))
    assert set(folded_terms("mũ")) == set(folded_terms("mủ")) == {"mu"}


def test_the_compound_that_a_sentence_hides_is_found_by_its_bigram():
    assert "bê_tông" in bigram_terms("bê tông")
    assert "bê_tông" in bigram_terms("dùng trong kết cấu bê tông cốt thép")


@given(
    st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4),
    st.lists(st.sampled_from(SYLLABLES), max_size=5),
    st.lists(st.sampled_from(SYLLABLES), max_size=5),
    st.sampled_from([" ", "\n", "\u00a0", "  "]),
)
def test_every_term_of_a_phrase_is_a_term_of_each_text_that_holds_it(phrase, before, after, gap):
    text = gap.join([*before, *phrase, *after])
    assert set(base_terms(" ".join(phrase))) <= set(base_terms(text))


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_can_be_analysed_and_typed_without_accents(text):
    for term in base_terms(text):
        assert term
        assert not re.search(r"\s", term)
    assert folded_terms(text) == [fold(term) for term in base_terms(text)]
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo TCVN 7303-1:2009", {"tcvn7303", "tcvn7303-1", "tcvn7303-1:2009", "tcvn", "7303"}),
        ("QCVN 32:2026/BXD", {"qcvn32", "qcvn32:2026", "qcvn32:2026/bxd"}),
        ("Thông tư 01/2021/TT-BLĐTBXH", {"01/2021", "01/2021/tt-blđtbxh"}),
        ("mã HS 6506.10.20", {"6506", "650610", "65061020"}),
        ("nồng độ 0,05 mg", {"0,05", "mg"}),
    ],
)
def test_numbers_become_terms_of_their_own(text, expected):
    assert expected <= set(syllable_terms(text))


def test_words_are_the_compounds_and_numbers_do_not_disturb_them():
    assert word_terms("Đồ chơi trẻ em theo QCVN 3:2019/BKHCN") == ["đồ_chơi", "trẻ_em"]
    assert word_terms("HÀNG HÓA") == word_terms("hàng hoá") == ["hàng_hoá"]
    assert word_terms("") == word_terms(" \n ") == []


@pytest.mark.parametrize("syllable", ["hòa", "thủy", "khỏe", "quý", "mỹ", "giá", "toàn", "được"])
def test_one_spelling_is_its_own_spelling(syllable):
    once = same_spelling(syllable)
    assert same_spelling(once) == once
    assert fold(once).replace("i", "y") == fold(syllable).replace("i", "y")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mu bao hiem", True),
        ("mũ bảo hiểm", False),
        ("duong ống", False),
        ("helmet", True),
        ("8427.10", False),
        ("", False),
        (unicodedata.normalize("NFD", "mũ"), False),
    ],
)
def test_a_question_typed_without_accents_is_known(text, expected):
    assert is_unaccented(text) is expected


def test_threads_that_ask_for_words_at_the_same_moment_all_get_them():
    script = """
import threading
from index.analysis import word_terms
found, start = [], threading.Barrier(8)
def ask():
    start.wait()
    found.append(tuple(word_terms("mũ bảo hiểm cho người đi mô tô")))
threads = [threading.Thread(target=ask) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
assert len(found) == 8 and len(set(found)) == 1, found
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
