from __future__ import annotations

import pytest

from search.accents import restore
from search.vocabulary import count_words
from search.words import Language, language_of, terms

LIBRARY = count_words(
    [
        "Găng tay bảo hộ lao động chống cắt",
        "Thép cốt bê tông, bê tông nhựa nóng",
        "Quy chuẩn kỹ thuật quốc gia về chất lượng dịch vụ",
        "Dịch vụ truy nhập có độ trễ lớn",
        "Thể tích của bình, thế năng của vật",
        "Cơ sở vật chất của trường học",
    ]
    * 6
)


def restored(text: str, *, bare: bool) -> str:
    return " ".join(restore(terms(text), LIBRARY, bare=bare))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gang tay chong cat", "găng tay chống cắt"),
        ("be tong nhua", "bê tông nhựa"),
        ("chat luong dich vu", "chất lượng dịch vụ"),
    ],
)
def test_accents_come_back_where_the_library_knows_the_words(typed, meant):
    assert restored(typed, bare=True) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chât lượng dịch vu", "chất lượng dịch vụ"),
        ("độ trể truy nhập", "độ trễ truy nhập"),
    ],
)
def test_slips_are_mended_in_a_question_typed_with_accents(typed, meant):
    assert restored(typed, bare=False) == meant


@pytest.mark.parametrize(
    "typed", ["thể tích", "thế năng", "thể năng", "thế tích", "vật chất", "học", "tầy"]
)
def test_a_word_typed_with_a_tone_never_becomes_another_word(typed):
    assert restored(typed, bare=False) == typed


def test_numbers_and_codes_stay_as_they_are():
    assert restored("gang tay 2,5 mm 65061020", bare=True).split()[2:4] == ["2,5", "mm"]
    assert "65061020" in restored("gang tay 65061020", bare=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mũ an toàn", Language.ACCENTED),
        ("mu an toan cong nghiep", Language.UNACCENTED),
        ("go mdf can test formaldehyde theo tcvn nao", Language.UNACCENTED),
        ("safety helmets for workers", Language.ENGLISH),
    ],
)
def test_the_language_of_a_question_is_told_from_its_words(text, language):
    assert language_of(text, {"safety", "helmets", "workers"}) == language
