"""Numbers in front of headings: as printed on text pages, mended on pages read from pictures."""

from dataclasses import replace

import pytest

from ingest.confusions import confusions
from ingest.known_numbers import KnownNumbers
from ingest.labels import read_label, roman_number, roman_readings, roman_value
from ingest.layout import PageLayout, PrintedLine
from ingest.mending import mend_pages
from standards.document import PageClass
from standards.identifier import Identifier
from standards.place import Box


def page(*lines: str, number: int = 1, fonts: tuple[str, ...] = ("OCR",)) -> PageLayout:
    return PageLayout(
        number=number,
        width=595.0,
        height=842.0,
        lines=tuple(
            PrintedLine(
                text=text,
                box=Box(number, 72, 80 + 18 * at, 500, 93 + 18 * at),
                size=13,
                bold=0.0,
                fonts=fonts,
            )
            for at, text in enumerate(lines)
        ),
        furniture=(),
        page_class=PageClass.SCAN,
        reason="",
    )


def mended(*lines: str) -> list[str]:
    return [line.text for one in mend_pages([page(*lines)]).pages for line in one.lines]


@pytest.mark.parametrize(("damaged", "meant"), confusions().line_examples)
def test_each_line_of_the_table_is_mended(damaged: str, meant: str) -> None:
    assert mended(damaged) == [meant]


def test_text_pages_are_left_alone() -> None:
    given = page("Diéu l. Pham vi", "Phụ lục H", '"', "QUYÉT ĐỊNH", fonts=("Times",))
    assert mend_pages([given]).pages == (given,)


def test_articles_whose_word_or_number_is_damaged() -> None:
    read = mended("Diéu l. Phạm vi", "Ðiều 2. Đối tượng", "Điều3. Giải thích", "Điêu S: Hồ sơ")
    assert read == ["Điều 1. Phạm vi", "Điều 2. Đối tượng", "Điều 3. Giải thích", "Điều 5: Hồ sơ"]
    assert [label.number for line in read if (label := read_label(line))] == ["1", "2", "3", "5"]


def test_words_that_only_look_like_labels_stay() -> None:
    lines = [
        "Điều kiện an toàn",
        "Điều lệ này",
        "Mục tiêu của",
        "Phần mềm",
        "mục 3 điều 4",
        "Phản ánh",
    ]
    assert mended(*lines) == lines


def test_annexes_are_numbered_in_their_row() -> None:
    read = mended(*(f"Phụ lục {n}" for n in ("I", "Ha", "Hb", "II", "IV", "VI", "VYHa", "VIIb")))
    wanted = ("I", "IIa", "IIb", "III", "IV", "VI", "VIIa", "VIIb")
    assert read == [f"Phụ lục {n}" for n in wanted]


def test_the_letter_behind_an_annex_tells_the_stroke_that_its_number_lost() -> None:
    assert mended("Phụ lục VIIa", "Phụ lục VIb") == ["Phụ lục VIIa", "Phụ lục VIIb"]
    assert mended("Phụ lục VIIa", "Phụ lục IVb") == ["Phụ lục VIIa", "Phụ lục IVb"]


def test_letters_of_annexes_stay_letters() -> None:
    lines = [f"Phụ lục {letter}" for letter in "ABCDEFGH"]
    assert mended(*lines) == lines


def test_a_reference_to_an_annex_is_no_annex() -> None:
    lines = ["Phụ lục I", "Phụ lục H của Thông tư này quy định", "Phụ lục II"]
    assert mended(*lines) == lines


def test_parts_are_numbered_in_their_row_and_begin_again() -> None:
    assert mended(
        "I. QUY ĐỊNH CHUNG", "H. NỘI DUNG KIỂM TRA", "II. ĐIỀU KHOẢN", "I. CÁC MẪU", "H. YÊU CẦU"
    ) == [
        "I. QUY ĐỊNH CHUNG",
        "II. NỘI DUNG KIỂM TRA",
        "III. ĐIỀU KHOẢN",
        "I. CÁC MẪU",
        "II. YÊU CẦU",
    ]


def test_sections_count_anew_in_each_chapter_and_headers_repeat() -> None:
    lines = [
        "Chương I",
        "Mục I",
        "Mục II",
        "Chương II",
        "Mục I",
        "Mục II",
        "Phụ lục I",
        "Phụ lục I",
    ]
    assert mended(*lines) == lines


def test_what_the_row_decided_is_told_as_a_doubt() -> None:
    pages = [page("I. QUY ĐỊNH CHUNG"), page("H. NỘI DUNG KIỂM TRA", number=2)]
    found = mend_pages(pages)
    (doubt,) = found.doubts
    assert (doubt.page, doubt.what.endswith("H → II")) == (2, True)
    assert found.doubts_on(1, 1) == ()
    assert found.doubts_on(2, 5) == (doubt,)


def test_marks_in_decimal_numbers() -> None:
    assert mended(
        "1, Phạm vi", "l. Phạm vi", "2.1 .3. Áp dụng", "I. Tên hàng", "2,5 kg trở lên"
    ) == [
        "1. Phạm vi",
        "1. Phạm vi",
        "2.1.3. Áp dụng",
        "I. Tên hàng",
        "2,5 kg trở lên",
    ]


def test_specks_in_front_of_numbers_and_colons_in_them() -> None:
    lines = [". 2.2. Hàng hoá", "__ 1.1.4. Trước ngày", "__ 5:2. Trong", "- 1.2. Mục", "10:30 phút"]
    wanted = ["2.2. Hàng hoá", "1.1.4. Trước ngày", "5.2. Trong", "- 1.2. Mục", "10:30 phút"]
    assert mended(*lines) == wanted


@pytest.mark.parametrize("read", ["1. QUY ĐỊNH CHUNG", "L. QUY ĐỊNH CHUNG", "l. QUY ĐỊNH CHUNG"])
def test_the_first_part_is_told_by_the_clause_below_it(read: str) -> None:
    assert mended(read, "1. Phạm vi điều chỉnh")[0] == "I. QUY ĐỊNH CHUNG"
    assert mended("1. QUY ĐỊNH CHUNG", "1.1. Phạm vi")[0] == "1. QUY ĐỊNH CHUNG"


def weak(one: PageLayout, *words: str) -> PageLayout:
    """The page with those words as weak ones, in its first line that holds them."""
    pieces = tuple(
        replace(line, text=word) for word in words for line in one.lines if word in line.text
    )
    return replace(one, weak=pieces)


def test_a_number_or_day_written_by_hand_becomes_a_blank_and_a_doubt() -> None:
    given = page("Số: 92. /2010/TT-BLĐTBXH", "Hà Nội, ngày 12 tháng 01 năm 2010")
    found = mend_pages([weak(given, "92.", "12")])
    assert [line.text for line in found.pages[0].lines] == [
        "Số: … /2010/TT-BLĐTBXH",
        "Hà Nội, ngày … tháng 01 năm 2010",
    ]
    assert "92. /2010/TT-BLĐTBXH" in found.doubts[0].what


def test_a_weak_number_that_is_known_stays() -> None:
    known = KnownNumbers(catalogue=frozenset({Identifier.parse("532/QĐ-BNN")}))
    given = weak(page("Số: 532/QĐ-BNN"), "532/QĐ-BNN")
    assert mend_pages([given], known).pages[0].lines[0].text == "Số: 532/QĐ-BNN"
    assert mend_pages([given]).pages[0].lines[0].text == "Số: …/QĐ-BNN"


def test_weak_words_elsewhere_stay() -> None:
    given = weak(page("Căn cứ Nghị định số 13/2008/NĐ-CP ngày 31 tháng 12 năm 2008"), "31")
    assert mend_pages([given]).doubts == ()


def test_a_letterhead_read_across_is_parted_into_its_columns() -> None:
    read = mended(
        "BỘ LAO ĐỘNG - THƯƠNG BINH CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "VÀ XÃ HỘI Độc lập - Tự do - Hạnh phúc",
        "Số: 03/2010/TT-BLĐTBXH Hà Nội, ngày 19 tháng 01 năm 2010",
        "THÔNG TƯ",
    )
    assert read == [
        "BỘ LAO ĐỘNG - THƯƠNG BINH",
        "VÀ XÃ HỘI",
        "Số: 03/2010/TT-BLĐTBXH",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 19 tháng 01 năm 2010",
        "THÔNG TƯ",
    ]


def test_specks_are_set_aside_and_not_lost() -> None:
    (one,) = mend_pages([page('"', "Căn cứ Luật", "--")]).pages
    assert [line.text for line in one.lines] == ["Căn cứ Luật"]
    assert [line.text for line in one.furniture] == ['"', "--"]


def test_page_numbers_at_the_edge_are_set_aside() -> None:
    (one,) = mend_pages([page("- 12 -", "1. Phạm vi", "7", "2. Hồ sơ", "13")]).pages
    assert [line.text for line in one.lines] == ["1. Phạm vi", "7", "2. Hồ sơ"]


def test_a_page_copied_smaller_is_no_small_print() -> None:
    small = replace_size(page("Phụ lục II", "Nội dung của phụ lục", number=2), 10.0)
    first, second = mend_pages([page("Điều 1. Phạm vi điều chỉnh của Thông tư này"), small]).pages
    assert {line.size for line in (*first.lines, *second.lines)} == {13}


def replace_size(given: PageLayout, size: float) -> PageLayout:
    return replace(given, lines=tuple(replace(line, size=size) for line in given.lines))


def test_roman_numbers() -> None:
    assert [roman_number(n) for n in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]
    assert all(roman_value(roman_number(n)) == n for n in range(1, 60))
    assert (roman_readings("V1l"), roman_readings("Hà")) == (("VII",), ())
