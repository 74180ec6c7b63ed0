"""What a question is about before all, and which of its words only say what is done with goods."""

from __future__ import annotations

import pytest

from search.concepts import read_question
from search.vocabulary import count_words

LIBRARY = count_words(
    [
        "Găng tay cách điện, giầy chống đâm thủng cho người lao động",
        "Tời điện, palăng treo trên dầm của nhà xưởng",
        "Thang máy gia đình, kính an toàn cho nhà ở",
        "Khẩu trang lọc bụi, sơn và xe nâng",
    ]
    * 3
)


def head(text: str) -> str:
    """What the question is about, as it was said."""
    found = read_question(text, LIBRARY).head
    return " ".join(found.said) if found is not None else ""


def content(text: str) -> set[str]:
    """The words of the question that name things."""
    return {" ".join(one.said) for one in read_question(text, LIBRARY).concepts if one.content}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("puncture resistant safety boots import requirement", "safety boots"),
        ("Which regulation covers full body harnesses for workers?", "full body harnesses"),
        ("prestressing strand for post-tensioned slab, test standard", "prestressing strand"),
        ("maximum gap between car sill and landing sill", "gap"),
    ],
)
def test_the_last_word_of_the_first_english_name_is_the_head(text, named):
    assert head(text) == named


def test_goods_that_were_told_before_are_the_head_where_the_last_sentence_only_points_to_them():
    told = "Tôi định lắp thang máy gia đình. Bên bán nói không cần."
    for asks in ("Quy chuẩn nào áp dụng cho loại này?", "Thiết bị này theo quy chuẩn nào?"):
        assert "thang máy" in head(f"{told} {asks}")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("khẩu trang đi sơn xe có buộc hợp quy hông", {"khẩu trang", "sơn", "xe", "sơn xe"}),
        ("găng tay mua sỉ về bán cần giấy gì", {"găng tay"}),
        ("găng tay nhập từ Thái thì xài quy chuẩn nào", {"găng tay"}),
        ("tời hàn quốc màu đỏ tấn rưỡi", {"tời"}),
        ("Which standard governs gloves shipped from Korea?", {"gloves"}),
        ("Are helmets subject to testing?", {"helmets"}),
    ],
)
def test_what_is_done_with_goods_and_where_they_come_from_names_nothing(text, names):
    assert content(text) <= names | {"khẩu", "trang", "găng", "tay"}


def test_words_that_merely_follow_each_other_are_no_word():
    assert "dầm xưởng" not in content("palăng treo trên dầm xưởng")
