from __future__ import annotations

from datetime import date

import pytest

from search.answers import AskResult, Negative, QuestionKind
from search.engine import ask
from standards.document import Kind
from standards.errors import BadQuestion
from standards.validity import Force, Status

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def asked(small_library):
    def run(q: str, day: date = TODAY, **more) -> AskResult:
        return ask(small_library, q, as_of=day, **more)

    return run


def numbers(result: AskResult) -> list[str | None]:
    return [one.number for one in result.answers]


# --- products -----------------------------------------------------------------------------------


def test_a_product_gets_the_regulation_of_its_row_before_the_standard(asked):
    result = asked("mũ an toàn công nghiệp nhập khẩu")
    assert result.kind is QuestionKind.PRODUCT
    assert numbers(result)[:3] == ["QCVN 06:2012/BLĐTBXH", "TCVN 2603:1987", "01/2021/TT-BLĐTBXH"]
    first = result.answers[0]
    assert (first.held, first.kind, first.force) == (False, Kind.QCVN, Force.MANDATORY)
    assert (first.file, first.page, len(first.boxes)) == ("danh-muc.pdf", 4, 1)
    assert "Mũ an toàn công nghiệp" in first.quote
    assert first.found_in == "01/2021/TT-BLĐTBXH"


def test_a_standard_that_a_legal_act_names_is_mandatory_by_citation(asked):
    result = asked("mũ an toàn công nghiệp")
    tcvn = next(one for one in result.answers if one.number == "TCVN 2603:1987")
    assert tcvn.force is Force.MANDATORY_BY_CITATION


@pytest.mark.parametrize(
    "q",
    [
        "nón lao động",
        "mu an toan cong nghiep",
        "Which regulation applies to hard hats?",
        "mũ an toan công nghiêp",
        "Công ty em mới trúng thầu một công trình lớn ở Bình Dương. Anh chị cho hỏi nón bảo hộ cho "
        "công nhân phải theo quy chuẩn nào ạ?",
    ],
)
def test_other_words_for_a_product_find_the_same_row(asked, q):
    assert numbers(asked(q))[0] == "QCVN 06:2012/BLĐTBXH"


def test_what_a_row_takes_out_stands_beside_the_answer(asked):
    first = asked("găng tay bảo hộ chống cắt").answers[0]
    assert first.exclusions[0] == "trừ găng tay y tế"


def test_a_row_that_names_no_standard_answers_with_its_list(asked):
    assert numbers(asked("đu quay, tàu lượn"))[0] == "01/2021/TT-BLĐTBXH"


def test_a_scope_about_the_product_answers_with_its_own_document(asked):
    first = asked("quy chuẩn nào cho tàu metro").answers[0]
    assert (first.number, first.held) == ("QCVN 32:2026/BXD", True)
    assert "Quy chuẩn này không áp dụng cho tàu điện bánh lốp." in first.exclusions


# --- clauses ------------------------------------------------------------------------------------


def test_a_question_about_a_clause_gets_the_sentence_its_page_and_its_place(asked):
    result = asked("tàu chạy qua ga không có cửa chắn ke thì tối đa bao nhiêu km/h")
    first = result.answers[0]
    assert result.kind is QuestionKind.CLAUSE
    assert first.clause is not None
    assert first.clause.url == "/standards/qcvn-32-2026-bxd/clauses/2.1.3"
    assert "không vượt quá 40 km/h" in first.quote
    assert first.page == 5
    assert [box.y0 for box in first.boxes] == [114.0]


def test_english_finds_the_vietnamese_clause(asked):
    first = asked("maximum speed through a station without platform screen doors").answers[0]
    assert "40 km/h" in first.quote


def test_every_quote_stands_word_for_word_in_its_document(asked, small_library):
    for q in ("cổng soát vé khi mất điện", "thông tư có hiệu lực khi nào", "thang cuốn"):
        for one in asked(q).answers:
            document = small_library.store.document(one.slug)
            texts = [c.text for c in document.clauses] + [row.text for row in document.products]
            texts += [c.heading for c in document.clauses] + [document.title]
            assert any(one.quote in text for text in texts)


def test_a_question_with_a_number_is_asked_inside_that_document(asked):
    result = asked("QCVN 32:2026/BXD khi mất điện cổng soát vé đóng hay mở được bao nhiêu")
    assert result.kind is QuestionKind.CLAUSE
    assert "cổng soát vé phải mở" in result.answers[0].quote


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", ["QCVN32:2026/BXD", "qcvn 32 2026 bxd", "QCVN 32 - 2026/BXD"])
def test_a_held_number_comes_first_in_any_spelling(asked, q):
    result = asked(q)
    assert result.kind is QuestionKind.NUMBER
    assert (result.answers[0].number, result.answers[0].held) == ("QCVN 32:2026/BXD", True)
    assert (result.answers[0].file, result.answers[0].page) == ("metro.pdf", 1)


def test_a_number_that_is_only_cited_answers_with_the_row_that_names_it(asked):
    result = asked("qcvn 06 2012 bldtbxh")
    first = result.answers[0]
    assert (first.number, first.held, first.file) == ("QCVN 06:2012/BLĐTBXH", False, "danh-muc.pdf")
    assert "01/2021/TT-BLĐTBXH" in numbers(result)


def test_a_number_cited_in_a_clause_shows_the_sentence(asked):
    first = asked("TCVN 1651-2:2018").answers[0]
    assert first.quote == "Thép dùng cho kết cấu phải theo TCVN 1651-2:2018."
    assert first.page == 7


def test_a_number_of_two_issuers_is_a_choice(asked):
    result = asked("QCVN 41:2016")
    assert set(result.choices) == {"QCVN 41:2016/BGTVT", "QCVN 41:2016/BTTTT"}
    assert set(numbers(result)) >= set(result.choices)


def test_an_impossible_year_finds_the_number_and_says_so(asked):
    first = asked("TCVN 1651-2 2108").answers[0]
    assert first.number == "TCVN 1651-2:2018"
    assert "có thể nhầm" in first.why


def test_an_unknown_number_is_not_in_the_library_and_other_editions_are_near(asked):
    result = asked("TCVN 2603:2099")
    assert (result.answerable, result.reason) == (False, Negative.NOT_IN_LIBRARY)
    assert result.answers == ()
    assert "TCVN 2603:1987" in [find.number for find in result.nearest]


# --- HS codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "level"),
    [("65061020", 8), ("6506.10", 6), ("hs 6506", 4), ("mã HS 6506.10.99", 6)],
)
def test_an_hs_code_matches_at_the_finest_level(asked, q, level):
    result = asked(q)
    first = result.answers[0]
    assert result.kind is QuestionKind.HS
    assert first.number == "QCVN 06:2012/BLĐTBXH"
    assert first.hs[0].match_level == level


def test_words_beside_the_code_choose_among_rows(asked):
    assert numbers(asked("hs 8427 xe nang"))[0] == "QCVN 25:2015/BLĐTBXH"


def test_a_code_of_another_heading_has_no_match(asked):
    result = asked("3304.99.30")
    assert (result.kind, result.answerable, result.reason) == (
        QuestionKind.HS,
        False,
        Negative.NO_MATCH,
    )


# --- nothing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "q",
    [
        "mũ bảo hiểm đi xe máy",
        "dầu gội đầu nhập khẩu cần tiêu chuẩn gì",
        "noi com dien co phai chung nhan hop quy khong",
        "nutrition labelling requirements for instant noodles",
        "nước uống đóng chai",
        "pin sạc dự phòng 10000mAh",
    ],
)
def test_what_the_library_does_not_cover_gets_no_answer(asked, q):
    result = asked(q)
    assert (result.answerable, result.reason, result.answers) == (False, Negative.NO_MATCH, ())


def test_what_came_nearest_is_shown_but_is_no_answer(asked):
    result = asked("mũ bảo hiểm đi xe máy")
    assert result.nearest
    assert result.nearest[0].slug == "01-2021-tt-bldtbxh"


def test_an_ended_text_is_not_an_answer_on_a_later_day(asked):
    q = "thùng ong phải cách nhà ở bao nhiêu mét"
    before, after = asked(q, date(2020, 1, 1)), asked(q)
    assert before.answers[0].status is Status.IN_FORCE
    assert (after.answerable, after.reason) == (False, Negative.ENDED)
    assert after.nearest[0].number == "05/2015/TT-BNNPTNT"


def test_a_number_is_answered_even_if_it_has_ended(asked):
    first = asked("05/2015/TT-BNNPTNT").answers[0]
    assert (first.number, first.status) == ("05/2015/TT-BNNPTNT", Status.ENDED)


def test_who_asks_for_certainty_gets_nothing_unverified(asked):
    result = asked("nón lao động", certain=True)
    assert all(one.status is not Status.UNVERIFIED for one in result.answers)


@pytest.mark.parametrize("q", ["", "   ", "x" * 3000])
def test_an_empty_or_endless_question_is_refused(asked, q):
    with pytest.raises(BadQuestion):
        asked(q)


# --- the day and the citation -------------------------------------------------------------------


def test_the_day_of_effect_comes_from_the_instrument_that_issues(asked):
    first = asked("QCVN 32:2026/BXD").answers[0]
    assert (first.effective_from, first.status) == (date(2026, 9, 1), Status.IN_FORCE)
    assert asked("QCVN 32:2026/BXD", date(2026, 8, 1)).answers[0].status is Status.NOT_YET


def test_a_citation_names_clause_document_instrument_and_day(asked):
    first = asked("khi mất điện thì cổng soát vé phải làm sao").answers[0]
    assert first.citation == (
        "mục 2.6.3, QCVN 32:2026/BXD, ban hành kèm theo 30/2026/TT-BXD, "
        "có hiệu lực từ 01/09/2026, trang 6"
    )
    assert first.citation_en.startswith("clause 2.6.3, QCVN 32:2026/BXD")


def test_every_answer_says_why_in_both_languages(asked):
    for q in ("nón lao động", "65061020", "QCVN 41:2016", "cổng soát vé khi mất điện"):
        result = asked(q)
        assert result.understood
        assert result.understood_en
        assert all(one.why.endswith(".") and one.why_en.endswith(".") for one in result.answers)


def test_no_more_answers_than_asked_for(asked):
    assert len(asked("mũ an toàn công nghiệp", limit=2).answers) == 2


def test_the_reason_names_the_words_that_tell_and_no_small_ones(asked):
    result = asked("tàu chạy qua ga không có cửa chắn ke")
    assert "“cửa chắn ke”" in result.answers[0].why
    assert "“qua”" not in result.answers[0].why
    assert "“cho”" not in asked("mũ an toàn không cho trẻ em").answers[0].why
