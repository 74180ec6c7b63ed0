"""Every entry of the data files is found in its own example."""

from __future__ import annotations

import re

import pytest

from search.concepts import read_question
from search.knowledge import (
    abbreviations,
    dialect,
    english,
    question_words,
    synonyms,
)
from search.products import names_something
from search.vocabulary import count_words
from search.words import terms

NOTHING = count_words([])


def said_in(example: str) -> set[tuple[str, ...]]:
    return {form.syllables for c in read_question(example, NOTHING).concepts for form in c.forms}


@pytest.mark.parametrize(
    "entries", [dialect(), synonyms(), abbreviations()], ids=["dialect", "synonyms", "short"]
)
def test_the_example_of_every_entry_is_understood_by_it(entries):
    by_example: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        by_example.setdefault(entry.example, set()).update(entry.means)
    missed = [example for example, means in by_example.items() if not means & said_in(example)]
    assert missed == []


def test_every_english_term_is_understood_in_a_question_also_in_the_plural():
    missed = [
        entry.say
        for entry in english()
        if not set(entry.means) & said_in(f"Which regulation applies to {' '.join(entry.say)}?")
    ]
    assert missed == []
    for q, meant in (
        ("safety helmets", "mũ an toàn công nghiệp"),
        ("batteries", "pin"),
        ("fire hoses", "vòi chữa cháy"),
    ):
        assert terms(meant) in said_in(q)


def test_the_english_list_is_broad_and_says_each_term_once():
    said = [entry.say for entry in english()]
    assert len(said) >= 600
    assert len(said) == len(set(said))


def test_every_cue_stands_in_the_example_of_its_group():
    groups: dict[str, list[tuple[str, ...]]] = {}
    for cue in question_words().cues:
        groups.setdefault(cue.example, []).append(cue.words)
    for example, phrases in groups.items():
        words = " " + " ".join(terms(example)) + " "
        assert any(f" {' '.join(phrase)} " in words for phrase in phrases), example


def test_every_sort_of_answer_matches_its_example_and_every_cue_names_a_known_one():
    expects = {expected.name: expected for expected in question_words().expects}
    for expected in expects.values():
        assert re.search(expected.pattern, expected.example)
    for cue in question_words().cues:
        assert cue.expects is None or cue.expects in expects


def test_words_beside_a_short_form_choose_among_its_meanings():
    for text, meant, other in (
        ("nghiệm thu CT cấp II", "công trình", "công ty"),
        ("CT em nhập xe nâng", "công ty", "công trình"),
        ("an toàn LĐ", "lao động", "lắp đặt"),
        ("LĐ thiết bị nâng", "lắp đặt", "lao động"),
        ("TT thương mại", "trung tâm", "thông tư"),
        ("theo TT nào", "thông tư", "trung tâm"),
    ):
        concepts = read_question(text, NOTHING).concepts
        forms = {form.syllables for concept in concepts for form in concept.forms}
        assert terms(meant) in forms, text
        assert terms(other) not in forms, text


def test_a_maker_behind_goods_counts_little_and_goods_that_nobody_knows_count():
    words = count_words(["Máy khoan điện cầm tay", "Điện thoại di động"] * 4)
    for text, name in (("máy khoan Makita", "makita"), ("điện thoại Samsung S24", "samsung")):
        by_name = {" ".join(one.said): one for one in read_question(text, words).concepts}
        assert not by_name[name].content
        assert by_name[name].weight <= 0.12
    for text, goods in (("Segway có cần hợp quy", "segway"), ("máy khoan laser", "laser")):
        by_name = {" ".join(one.said): one for one in read_question(text, words).concepts}
        assert by_name[goods].content


def test_small_words_are_named_by_no_reason_and_still_count():
    concepts = read_question("ban công được nhô ra hơn mặt đường", NOTHING).concepts
    assert ("hơn",) in {concept.said for concept in concepts}
    assert all(not names_something(word) for word in question_words().unsaid)
    assert [c.said for c in concepts if not names_something(c.said)] == [("hơn",)]
