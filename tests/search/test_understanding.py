"""What is read of a question: filters, trade, relations, codes, places, needs; and its data."""

from __future__ import annotations

import random
from datetime import date

import pytest

from index.spelling import fold
from search.answers import Negative
from search.cues import Typed, knowledge
from search.engine import ask
from search.filters_asked import filters_of, trade_of
from search.hs_asked import asked_codes
from search.place_asked import place_of
from search.question_kind import QuestionKind
from search.question_read import read_needs
from search.shelf import shelf
from search.understood import Filters, RelationAsked, Trade, Wish
from standards.document import Kind
from standards.errors import BadQuestion
from standards.loose import loose_numbers

TODAY = date(2026, 11, 22)
EXAMPLES = [(what, said) for what, said, _ in knowledge().examples]
AGAINST = [(what, said) for what, _, others in knowledge().examples for said in others]


def hidden(text: str) -> Typed:
    """The text with its numbers hidden."""
    said = Typed(text)
    for number in loose_numbers(said.text):
        said.hide(number.start, number.end)
    return said


def bare(text: str) -> str:
    return " ".join(fold(word) for word in text.split())


@pytest.fixture(scope="module")
def read(small_library):
    def run(text: str, wish: Wish | None = None):
        return read_needs(shelf(small_library), text, TODAY, wish or Wish()).understood

    return run


# --- the data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "said"), EXAMPLES)
def test_the_example_of_every_cue_has_it(what, said):
    assert hidden(said).heard(what)


@pytest.mark.parametrize(("what", "said"), EXAMPLES)
def test_a_cue_is_heard_without_accents_too(what, said):
    assert hidden(bare(said)).heard(what)


@pytest.mark.parametrize(("what", "said"), AGAINST)
def test_a_cue_is_not_heard_where_the_words_say_something_else(what, said):
    if what in ("year", "since", "other_year", "recipient", "issuer", "rules", "passive", "agent"):
        pytest.skip("such words count only beside a year, a body or a verb; read whole below")
    assert not hidden(said).heard(what)


def test_every_other_name_of_a_body_is_read_in_its_example():
    for alias in knowledge().aliases:
        assert set(alias.codes) <= set(filters_of(hidden(alias.example), TODAY).filters.agencies)


def test_every_kind_of_text_is_read_in_its_example():
    for one in knowledge().kinds:
        assert filters_of(hidden(one.example), TODAY).filters.kinds == (one.kind,)


def test_a_syllable_with_marks_never_stands_for_another_one():
    assert not Typed("nhắp khẩu").heard("import")
    assert not Typed("chưa thấy gì").heard("replace")


# --- filters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "agencies", "years", "in_force"),
    [
        ("quy chuẩn của Bộ Y tế về nước uống", ("BYT",), (), False),
        ("quy chuan cua bo y te ve nuoc uong", ("BYT",), (), False),
        ("quy chuẩn BXD về kính", ("BXD",), (), False),
        ("Ministry of Health regulations on drinking water", ("BYT",), (), False),
        ("regulations of the Ministry of Transport on tyres", ("BGTVT",), (), False),
        ("MOIT rules on explosives", ("BCT",), (), False),
        ("most dangerous goods", (), (), False),
        ("mất thuốc nổ thì báo cáo Bộ Công Thương trong bao lâu", (), (), False),
        ("nộp hồ sơ tại Bộ Xây dựng gồm những gì", (), (), False),
        ("quy chuẩn về kính ban hành năm 2023", (), (2023,), False),
        ("quy chuan ve kinh ban hanh 2023", (), (2023,), False),
        ("standards on glass issued in 2019", (), (2019,), False),
        ("quy chuẩn từ năm 2024 đến nay về kính", (), (2024, 2025, 2026), False),
        ("standards on glass since 2025", (), (2025, 2026), False),
        ("thang máy lắp đặt năm 2015 kiểm định theo quy trình nào", (), (), False),
        ("nhà xây năm 2010 theo quy chuẩn nào", (), (), False),
        ("bếp điện 2000 W theo tiêu chuẩn nào", (), (), False),
        ("nhà máy 2023 công nhân theo quy chuẩn nào", (), (), False),
        ("người Việt Nam 2023", (), (), False),
        ("QCVN 16:2023/BXD", (), (), False),
        ("thông tư 04/2023/TT-BXD", (), (), False),
        ("quy chuẩn hiện hành về kính", (), (), True),
        ("quy chuan con hieu luc ve kinh", (), (), True),
        ("regulations currently in force on glass", (), (), True),
        ("quy chuẩn về kính còn hiệu lực không", (), (), False),
        ("quy chuẩn về kính có hiệu lực từ ngày nào", (), (), False),
        ("quy chuẩn về kính đã hết hiệu lực", (), (), False),
        ("is the regulation on glass still in force or not", (), (), False),
    ],
)
def test_what_narrows_a_question(text, agencies, years, in_force):
    found = filters_of(hidden(text), TODAY).filters
    if "báo cáo" in text or "tại Bộ" in text:
        assert found.agencies == ()
    assert (found.agencies, found.years, found.in_force) == (agencies, years, in_force)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("thông tư nào quy định danh mục thuốc nổ", (Kind.CIRCULAR,)),
        ("nghị định nào quy định rủi ro cao", (Kind.DECREE,)),
        ("thép cốt bê tông theo quy chuẩn nào", ()),
        ("thép cốt bê tông theo TCVN nào", ()),
        ("chỉ tìm TCVN về thép", (Kind.TCVN,)),
        ("which circular lists explosives", (Kind.CIRCULAR,)),
        ("theo quy định của thông tư", ()),
    ],
)
def test_kinds_narrow_only_where_they_are_meant(text, kinds):
    assert filters_of(hidden(text), TODAY).filters.kinds == kinds


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("nhập khẩu thang máy", Trade.IMPORT),
        ("thang may nhap ve", Trade.IMPORT),
        ("imported helmets", Trade.IMPORT),
        ("mũ sản xuất trong nước", Trade.DOMESTIC),
        ("mu san xuat trong nuoc", Trade.DOMESTIC),
        ("helmets made in Vietnam", Trade.DOMESTIC),
        ("mũ nhập khẩu và mũ sản xuất trong nước", None),
        ("xuất khẩu thép", None),
        ("kho nhập thuốc nổ", None),
    ],
)
def test_how_goods_come_to_market(text, trade):
    assert trade_of(hidden(text))[0] is trade


# --- codes and places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("65061020", ["6506.10.20"]),
        ("6506 10 20 là gì", ["6506.10.20"]),
        ("6506.10", ["6506.10"]),
        ("hs 6506", ["6506"]),
        ("mã 8427.10.00 và 8427.20.00", ["8427.10.00", "8427.20.00"]),
        ("8471.30.0100 máy tính", ["8471.30.01"]),
        ("HS 8471300100", ["8471.30.01"]),
        ("điện thoại 0912345678", []),
        ("năm 2026", []),
        ("ngày 22.11.2026", []),
        ("pin 10000mAh 5000 W", []),
        ("QCVN 06:2012/BLĐTBXH", []),
    ],
)
def test_codes_are_read_as_they_are_typed(text, codes):
    assert [str(one.code) for one in asked_codes(text)] == codes


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Điều 6 Nghị định 37/2026/NĐ-CP quy định gì", "Điều 6"),
        ("dieu 6 nghi dinh 37/2026/ND-CP", "Điều 6"),
        ("khoản 2 Điều 66", "khoản 2 Điều 66"),
        ("điểm a khoản 2 Điều 66", "điểm a khoản 2 Điều 66"),
        ("mục 2.1.3 của QCVN 16", "mục 2.1.3"),
        ("clause 2.1.3 of QCVN 16", "mục 2.1.3"),
        ("Phụ lục A của TCVN 6260:2020", "Phụ lục A"),
        ("điều kiện kinh doanh", ""),
        ("điều nào nói về an toàn", ""),
        ("cho hỏi mục đích sử dụng", ""),
    ],
)
def test_a_clause_is_named_by_its_number(text, place):
    assert place_of(text) == place


# --- whole questions ----------------------------------------------------------------------------

P, C, N, H = (
    QuestionKind.PRODUCT,
    QuestionKind.CLAUSE,
    QuestionKind.NUMBER,
    QuestionKind.HS,
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mũ an toàn công nghiệp", [P]),
        ("mũ và kính bảo hộ", [P]),
        ("mũ an toàn công nghiệp và găng tay bảo hộ theo quy chuẩn nào", [P, P]),
        ("mu an toan cong nghiep va gang tay bao ho theo quy chuan nao", [P, P]),
        ("mũ an toàn công nghiệp, và thêm cả găng tay bảo hộ nữa", [P, P]),
        ("mũ an toàn theo quy chuẩn nào? Ngoài ra găng tay bảo hộ theo quy chuẩn nào?", [P, P]),
        ("xe nâng theo quy chuẩn nào, còn thang máy thì kiểm định bao lâu một lần", [P, C]),
        ("tốc độ tối đa là bao nhiêu, và cửa mở trong mấy giây", [C, C]),
        ("6506.10.20", [H]),
        ("6506.10.20 và 8427.10.00", [H, H]),
        ("nhập khẩu 6506.10.20 và hỏi thêm về găng tay bảo hộ", [H, P]),
        ("QCVN 06:2012/BLĐTBXH", [N]),
        ("QCVN 06:2012/BLĐTBXH và TCVN 2603:1987 khác gì", [N, N]),
        ("văn bản nào thay thế QCVN 06:2012/BLĐTBXH và TCVN 2603:1987", [N]),
        ("mũ an toàn công nghiệp thử theo TCVN 2603:1987", [P]),
        ("Điều 4 Thông tư 01/2021/TT-BLĐTBXH", [C]),
        ("an toàn và vệ sinh lao động", [P]),
        ("Bộ Khoa học và Công nghệ có quy chuẩn gì về đồ chơi", [P]),
    ],
)
def test_the_needs_of_a_question(read, text, kinds):
    assert [one.kind for one in read(text).needs] == kinds


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("văn bản nào thay thế QCVN 16:2019/BXD", RelationAsked.REPLACED_BY),
        ("van ban nao thay the QCVN 16:2019/BXD", RelationAsked.REPLACED_BY),
        ("QCVN 16:2019/BXD bị thay thế bởi văn bản nào", RelationAsked.REPLACED_BY),
        ("QCVN 16:2019/BXD thay bằng gì", RelationAsked.REPLACED_BY),
        ("QCVN 16:2019/BXD hết hiệu lực thì văn bản nào thay", RelationAsked.REPLACED_BY),
        ("what replaced QCVN 16:2019/BXD", RelationAsked.REPLACED_BY),
        ("QCVN 16:2019/BXD thay thế văn bản nào", RelationAsked.REPLACES),
        ("QCVN 16:2019/BXD thay cho tiêu chuẩn gì", RelationAsked.REPLACES),
        ("which standard does TCVN 170:2007 replace", RelationAsked.REPLACES),
        ("văn bản nào bị QCVN 16:2019/BXD thay thế", RelationAsked.REPLACES),
        ("thông tư nào sửa đổi Thông tư 29/2016/TT-BXD", RelationAsked.AMENDED_BY),
        ("Thông tư 42/2026/TT-BXD sửa đổi thông tư nào", RelationAsked.AMENDS),
        ("thông tư nào ban hành QCVN 16:2023/BXD", RelationAsked.ISSUED_BY),
        ("văn bản nào viện dẫn TCVN 6260:2020", RelationAsked.CITED_BY),
        ("Sửa đổi 1:2024 QCVN 126:2021/BTTTT áp dụng cho dịch vụ gì", None),
        ("QCVN 16:2019/BXD quy định thay thế phụ tùng thế nào", None),
        ("QCVN 16:2019/BXD còn hiệu lực không", None),
        ("QCVN 16:2019/BXD", None),
    ],
)
def test_which_neighbours_of_a_text_are_asked_for(read, text, relation):
    assert read(text).relation is relation


def test_ten_digits_are_cut_and_it_is_said(read):
    (need,) = read("HS 8471.30.0100").needs
    assert need.codes == ("8471.30.01",)
    assert "10 số" in need.why


def test_at_most_four_needs_are_kept_and_no_number_is_lost(read):
    numbers = [f"TCVN {n}:2010" for n in range(6001, 6008)]
    found = read(", ".join(numbers))
    assert len(found.needs) == 4
    assert [n for need in found.needs for n in need.numbers] == numbers


def test_words_tell_by_what_each_thing_was_read(read):
    heard = dict(read("quy chuẩn của bo xay dung năm 2023 về kính nhập khẩu").heard)
    assert heard == {"agencies": "bo xay dung", "years": "năm 2023", "trade": "nhập khẩu"}


PLAIN = [
    "mũ an toàn công nghiệp",
    "xe nang hang",
    "ngọt nước mắm",
    "Which regulation applies to hard hats?",
    "tốc độ tối đa của tàu qua ga",
    "Công ty em mới trúng thầu. Anh chị cho hỏi nón bảo hộ theo quy chuẩn nào ạ?",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_question_without_any_cue_is_left_as_it_was_typed(read, text):
    found = read(text)
    assert [need.text for need in found.needs] == [text]
    assert (found.filters, found.trade, found.relation) == (Filters(), None, None)


def test_understanding_never_raises_whatever_is_typed(small_library):
    rng = random.Random(7)
    words = [w for phrases in knowledge().cues.values() for p in phrases for w in p.syllables]
    words += ["QCVN 16:2019/BXD", "6506.10.20", "Bộ Xây dựng", "năm 2023", ",", "?", ".", "Điều 6"]
    books = shelf(small_library)
    for _ in range(60):
        text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 12)))
        found = read_needs(books, text, TODAY, Wish())
        assert 1 <= len(found.needs) <= 4
        assert len(found.understood.needs) == len(found.needs)


# --- what the asker sets right ------------------------------------------------------------------


def test_a_wish_goes_before_what_was_read(read):
    text = "quy chuẩn của Bộ Xây dựng năm 2023 về kính nhập khẩu"
    kept = Filters(agencies=("BYT",), in_force=True)
    found = read(text, Wish(filters=kept, trade=Trade.DOMESTIC))
    assert (found.filters, found.trade) == (kept, Trade.DOMESTIC)
    assert read(text, Wish(filters=read(text).filters)) == read(text)


def test_a_dropped_filter_gives_its_words_back_to_the_question(read):
    text = "quy chuẩn của Bộ Xây dựng về kính"
    assert "Xây dựng" not in read(text).needs[0].text
    assert read(text, Wish(filters=Filters())).needs[0].text == text


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_the_whole_text_can_be_read_as_any_kind(small_library, kind):
    result = ask(small_library, "mũ an toàn công nghiệp", as_of=TODAY, wish=Wish(kind=kind))
    assert result.kind is kind
    assert len(result.understanding.needs) == 1


def test_one_need_can_be_answered_alone(small_library):
    text = "mũ an toàn công nghiệp và găng tay bảo hộ theo quy chuẩn nào"
    both = ask(small_library, text, as_of=TODAY)
    assert [one.need for one in both.answers[:2]] == [1, 2]
    second = ask(small_library, text, as_of=TODAY, wish=Wish(need=2))
    assert {one.need for one in second.answers} == {2}
    assert [one.number for one in second.answers][:1] == [both.answers[1].number]
    with pytest.raises(BadQuestion):
        ask(small_library, text, as_of=TODAY, wish=Wish(need=3))


def test_a_filter_that_leaves_nothing_says_so_and_shows_what_it_left_out(small_library):
    wish = Wish(filters=Filters(agencies=("BQP",)))
    result = ask(small_library, "mũ an toàn công nghiệp", as_of=TODAY, wish=wish)
    assert (result.answers, result.reason) == ((), Negative.NO_MATCH)
    assert result.nearest[0].number == "QCVN 06:2012/BLĐTBXH"
    assert "Bộ Quốc phòng" in result.notes[0].vi


def test_a_filter_keeps_what_a_row_of_another_year_names(small_library):
    wish = Wish(filters=Filters(years=(2012,)))
    result = ask(small_library, "mũ an toàn công nghiệp", as_of=TODAY, wish=wish)
    assert [one.number for one in result.answers] == ["QCVN 06:2012/BLĐTBXH"]


def test_a_year_that_is_only_mentioned_takes_no_answer_away_but_one_that_is_set_does(small_library):
    text = "quy chuẩn ban hành năm 1999 cho mũ an toàn công nghiệp"
    mentioned = ask(small_library, text, as_of=TODAY)
    assert mentioned.understanding.filters.years == (1999,)
    assert mentioned.answers[0].number == "QCVN 06:2012/BLĐTBXH"
    assert "1999" in mentioned.notes[-1].vi
    wish = Wish(filters=Filters(years=(1999,)))
    assert ask(small_library, text, as_of=TODAY, wish=wish).answers == ()


def test_a_need_that_nothing_answers_is_said_by_itself(small_library):
    text = "mũ an toàn công nghiệp theo quy chuẩn nào? QCVN 999:2031/BXD"
    result = ask(small_library, text, as_of=TODAY)
    assert [one.answerable for one in result.needs] == [True, False]
    assert result.needs[1].reason is Negative.NOT_IN_LIBRARY
    assert result.answerable


def test_a_clause_asked_for_by_its_number_leads(small_library):
    result = ask(small_library, "Điều 4 Thông tư 01/2021/TT-BLĐTBXH", as_of=TODAY)
    assert result.answers[0].clause.label == "Điều 4"
    assert result.answers[0].quote.startswith("1. Hàng hóa thuộc Mục I")


def test_a_clause_that_is_not_there_is_said(small_library):
    result = ask(small_library, "Điều 99 Thông tư 01/2021/TT-BLĐTBXH", as_of=TODAY)
    assert result.answers[0].number == "01/2021/TT-BLĐTBXH"
    assert "Điều 99" in result.notes[0].vi


def test_an_edition_is_not_called_the_very_number_where_no_year_was_typed(small_library):
    undated = ask(small_library, "QCVN 06 BLĐTBXH", as_of=TODAY).answers[0]
    assert undated.number == "QCVN 06:2012/BLĐTBXH"
    assert "đúng số đã hỏi" not in undated.why
    dated = ask(small_library, "QCVN 06:2012/BLĐTBXH", as_of=TODAY).answers[0]
    assert "đúng số đã hỏi" in dated.why
