"""What people type reaches the words of the documents; what is right stays as it is."""

from __future__ import annotations

import random

import pytest

from search.concepts import read_question
from search.input_methods import telex
from search.known_words import Known, KnownWords
from search.typed import read_typed
from search.typing_costs import short_forms, typing_costs
from search.vocabulary import Vocabulary, count_words
from search.words import Language, terms

TEXTS = [
    "Mũ bảo hiểm cho người đi mô tô, xe máy",
    "Găng tay bảo hộ lao động chống cắt",
    "Thép cốt bê tông, bê tông nhựa nóng dùng trong xây dựng",
    "Quy chuẩn kỹ thuật quốc gia về chất lượng dịch vụ",
    "Đồ chơi trẻ em an toàn, xi măng poóc lăng hỗn hợp",
    "Sơn epoxy và polyme, amiăng trong tấm lợp",
    "Thể tích của bình, thế năng của vật, gỗ dán, ván sàn gỗ",
    "Sửa chữa xe nâng, thời gian khô của sơn, kính xây dựng",
    "Nhập khẩu sản phẩm thuốc nổ phải có giấy phép",
]
LIBRARY = count_words(TEXTS * 6)
NATIONAL = count_words([*TEXTS * 60, *["Thời gain khô của sản phẫm sơn"] * 2])
"""A larger library in which scans brought slips of their own."""


def read(text: str, vocabulary: Vocabulary = LIBRARY) -> str:
    return " ".join(" ".join(part) for part in read_typed(text, vocabulary).sentences)


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        ("mũ bao hiem", "mũ bảo hiểm", "accents"),
        ("mủ bảo hiểm", "mũ bảo hiểm", "tone"),
        ("sửa chửa xe nâng", "sửa chữa xe nâng", "tone"),
        ("thepps cốt bê tông", "thép cốt bê tông", "telex"),
        ("mux bảo hiểm", "mũ bảo hiểm", "telex"),
        ("go64 dán", "gỗ dán", "telex"),
        ("thép xaay dựng", "thép xây dựng", "telex"),
        ("thpe cốt bê tông", "thép cốt bê tông", "typo"),
        ("thời giann khô", "thời gian khô", "typo"),
        ("sơn epoxi", "sơn epoxy", "typo"),
        ("ximăng", "xi măng", "typo"),
        ("bêtông", "bê tông", "typo"),
        ("đồchơi trẻ em", "đồ chơi trẻ em", "typo"),
        ("tấm lợp a-mi-ăng", "tấm lợp amiăng", "typo"),
        ("pô-ly-me", "polyme", "typo"),
        ("xe nâng ko cần giấy phép", "xe nâng không cần giấy phép", "typo"),
        ("be tong nhua", "bê tông nhựa", "accents"),
        ("cốt théo bê tông", "cốt thép bê tông", "typo"),
        ("quy chẩn kỹ thuật", "quy chuẩn kĩ thuật", "typo"),
        ("thuốc nổ phả có giấy phép", "thuốc nổ phải có giấy phép", "typo"),
        ("dâu nhớt xe máy", "dầu nhớt xe máy", "accents"),
        ("xe đạp điên", "xe đạp điện", "accents"),
        ("xe nang cao bao nhieu", "xe nâng cao bao nhiêu", "accents"),
        ("dochoi tre em", "đồ chơi trẻ em", "typo"),
    ],
)
def test_what_was_typed_badly_is_read_as_it_was_meant_and_told(typed, meant, why):
    assert read(typed) == meant
    told = read_typed(typed, LIBRARY).respelled
    assert why in {one.why for one in told}
    for one in told:
        assert one.read in meant


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà tan", "hòa tan"), ("thuý", "thúy"), ("kĩ", "kỹ"), ("lí do", "lý do"), ("MŨ 🪖!", "mũ")],
)
def test_two_spellings_of_one_word_are_one(one, other):
    assert read(one) == read(other)
    assert not read_typed(one, LIBRARY).respelled


@pytest.mark.parametrize(
    "typed",
    [
        "thế tích", "thể năng", "mủ cao su", "nghêu sò ốc", "khí co2", "máy khoan bosch",
        "xi măng pcb40", "65061020", "gỗ mdf", "vật chất", "máy cắm điện 220 v", "mã khoá phim",
        "kem dưỡng da", "bê tông vằn",
    ],
)  # fmt: skip
def test_what_is_a_word_or_a_name_is_left_alone(typed):
    assert read(typed) == " ".join(terms(typed))
    assert not read_typed(typed, LIBRARY).respelled


def test_a_question_typed_right_is_never_read_otherwise():
    chance = random.Random(5)
    for text in TEXTS:
        words = terms(text)
        for _ in range(12):
            first = chance.randrange(len(words))
            window = " ".join(words[first : first + chance.randrange(1, 7)])
            if read_typed(window, LIBRARY).language == Language.ACCENTED:
                assert read(window) == window


def test_two_words_of_one_sound_but_different_tones_are_never_taken_for_each_other():
    words = [word for word in LIBRARY.singles if word.isalpha()]
    for word in words:
        for other in LIBRARY.unfolded[terms(word)[0]] if word in LIBRARY.unfolded else ():
            assert read(f"{word} chống cắt").split()[0] in (word, other)
    for left, right in (("thể", "thế"), ("bảo", "báo"), ("kính", "kinh"), ("dán", "dân")):
        assert read(f"{left} nóng").split()[0] == left
        assert read(f"{right} nóng").split()[0] == right


def test_slips_of_the_documents_own_scans_are_no_words():
    words = KnownWords(NATIONAL)
    assert words.known("phẫm") is not Known.YES
    assert words.known("polyme") is Known.YES
    assert read("sản phẫm sơn", NATIONAL) == "sản phẩm sơn"


def test_as_typed_gives_accents_to_a_question_without_any_and_changes_nothing_else():
    assert read_typed("mủ bảo hiểm ko", LIBRARY, as_typed=True).sentences == (
        terms("mủ bảo hiểm ko"),
    )
    bare = read_typed("be tong nhua", LIBRARY, as_typed=True)
    assert bare.sentences == (("bê", "tông", "nhựa"),)
    assert read_question("mủ bảo hiểm", LIBRARY, as_typed=True).respelled == ()
    assert read_question("mủ bảo hiểm", LIBRARY).respelled[0].read == "mũ"


def test_english_slips_are_mended_and_other_english_is_left_alone():
    assert read("helmts for wrokers") == "helmets for workers"
    for right in ("window panes and drones", "coffee beans export quality"):
        assert read(right) == right


@pytest.mark.parametrize(
    ("keys", "word"),
    [("dduwowngf", "đường"), ("hieemr", "hiểm"), ("quys", "quý"), ("hoaf", "hoà"), ("cat", None)],
)
def test_keys_of_telex_are_read_as_the_syllable_that_they_make(keys, word):
    assert telex(keys) == word


def test_every_short_form_is_read_in_its_example():
    by_example: dict[str, list[tuple[str, ...]]] = {}
    for form in short_forms():
        by_example.setdefault(form.example, []).append(form.read)
    for example, meant in by_example.items():
        told = {terms(one.read) for one in read_typed(example, LIBRARY).respelled}
        assert told & set(meant), example


def test_costs_are_positive_and_leaving_marks_out_is_the_least_slip():
    costs = typing_costs().costs
    assert 0 < costs.no_tone <= min(costs.swapped, costs.doubled, costs.missing, costs.near)
    assert costs.hook_tilde < costs.wrong_tone
