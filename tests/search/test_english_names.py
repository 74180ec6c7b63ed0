"""English names of goods inside Vietnamese sentences, and their forms."""

from __future__ import annotations

import pytest

from search.concepts import read_question
from search.stretches import base_forms
from search.vocabulary import count_words
from search.words import terms

LIBRARY = count_words(["Phương tiện bảo vệ cá nhân cho công nhân, nhập khẩu tấm quang điện"] * 5)


def meant(text: str) -> set[tuple[str, ...]]:
    question = read_question(text, LIBRARY)
    return {form.syllables for concept in question.concepts for form in concept.forms}


@pytest.mark.parametrize(
    ("q", "vietnamese"),
    [
        ("ppe cho cong nhan", "phương tiện bảo vệ cá nhân"),
        ("nhập khẩu solar panel cần giấy gì", "tấm pin mặt trời"),
        ("safety helmet cho công nhân", "mũ an toàn công nghiệp"),
        ("nhập inverter cho nhà xưởng", "biến tần"),
    ],
)
def test_an_english_name_is_understood_inside_a_vietnamese_sentence(q, vietnamese):
    found = meant(q)
    assert any(set(terms(vietnamese)) & set(form) and len(form) > 1 for form in found), found


@pytest.mark.parametrize(
    ("form", "base"),
    [("fibres", "fiber"), ("labelled", "label"), ("metres", "meter"),
     ("organised", "organize"), ("batteries", "battery"), ("stopping", "stop")],
)  # fmt: skip
def test_forms_and_spellings_of_an_english_word_lead_to_the_one_in_the_list(form, base):
    assert base in base_forms(form)
