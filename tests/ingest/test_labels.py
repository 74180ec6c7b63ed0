"""Numbers in front of headings: as printed on text pages, mended on pages read from pictures."""

import pytest

from ingest.confusions import confusions
from ingest.labels import read_label, roman_number, roman_readings, roman_value
from ingest.layout import PageLayout, PrintedLine
from ingest.mending import mend_pages
from standards.document import PageClass
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


def test_specks_are_set_aside_and_not_lost() -> None:
    (one,) = mend_pages([page('"', "Căn cứ Luật", "--")]).pages
    assert [line.text for line in one.lines] == ["Căn cứ Luật"]
    assert [line.text for line in one.furniture] == ['"', "--"]


def test_roman_numbers() -> None:
    assert [roman_number(n) for n in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]
    assert all(roman_value(roman_number(n)) == n for n in range(1, 60))
    assert (roman_readings("V1l"), roman_readings("Hà")) == (("VII",), ())
