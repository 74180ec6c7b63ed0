"""Rows of product lists: names, HS codes, documents, groups, rows cut apart."""

import tomllib
from collections.abc import Sequence
from importlib import resources

import pytest

from ingest.hs_cells import is_heading
from ingest.hs_codes import codes_in_cell, codes_over_columns
from ingest.product_columns import heading_roles, product_columns, role_of_heading
from ingest.products import read_lists
from ingest.table_join import JoinedRow, JoinedTable
from standards.document import ProductRow
from standards.place import Box

LIST = ("STT", "Tên sản phẩm, hàng hóa", "Mã HS", "Quy chuẩn/Tiêu chuẩn")


def table(header: Sequence[str], *rows: Sequence[str | None], page: int = 4) -> JoinedTable:
    """A joined table; None is a cell merged with the one above, ``>`` one merged to the left."""
    joined: list[JoinedRow] = []
    for number, row in enumerate(rows):
        above = joined[-1].cells if joined else ("",) * len(row)
        cells = tuple(
            up if cell is None else "" if cell == ">" else cell
            for cell, up in zip(row, above, strict=True)
        )
        joined.append(
            JoinedRow(
                cells=cells,
                own=tuple(cell is not None and cell != ">" for cell in row),
                wide=1 + sum(cell == ">" for cell in row),
                boxes=(Box(page, 60, 100 + 20 * number, 500, 120 + 20 * number),),
            )
        )
    box = Box(page, 60, 80, 500, 100 + 20 * len(rows))
    return JoinedTable(caption="", header=tuple(header), rows=tuple(joined), box=box, last_box=box)


def products(*tables: JoinedTable) -> tuple[ProductRow, ...]:
    return read_lists([(one, "phu-luc") for one in tables]).products


def facts(row: ProductRow) -> tuple[str, list[str], list[str]]:
    return row.name, [str(code) for code in row.hs], [str(number) for number in row.standards]


def test_a_row_gives_goods_codes_and_documents() -> None:
    (row,) = products(
        table(
            LIST,
            (
                "1",
                "Phương tiện bảo vệ đầu:\nMũ an toàn công nghiệp",
                "6506.10.20\n6506.10.30",
                "- QCVN 06:2012/BLĐTBXH được ban hành tại Thông tư số 04/2012/\nTT-BLĐTBXH\n"
                "- TCVN 2603:1987",
            ),
        )
    )
    assert facts(row) == (
        "Phương tiện bảo vệ đầu: Mũ an toàn công nghiệp",
        ["6506.10.20", "6506.10.30"],
        ["QCVN 06:2012/BLĐTBXH", "TCVN 2603:1987"],
    )
    assert (row.ordinal, row.page, row.clause, len(row.boxes)) == ("1", 4, "phu-luc", 1)
    assert row.text.startswith("1 | Phương tiện bảo vệ đầu: Mũ an toàn công nghiệp | 6506.10.20")


def test_numbers_in_the_name_say_what_the_goods_are_and_are_no_requirement() -> None:
    (row,) = products(
        table(LIST, ("3", "Hệ thống lạnh theo TCVN 6739:2015", "8418", "QCVN 21:2015/BLĐTBXH"))
    )
    assert [str(number) for number in row.standards] == ["QCVN 21:2015/BLĐTBXH"]


def test_words_that_take_goods_out_stay_in_the_name_and_are_conditions() -> None:
    (row,) = products(
        table(
            LIST, ("6", "Vận thăng (trừ vận thăng thi công)", "8428.10.39", "QCVN 16:2013/BLĐTBXH")
        )
    )
    assert row.name == "Vận thăng (trừ vận thăng thi công)"
    assert row.conditions == ("trừ vận thăng thi công",)


def test_full_width_rows_head_the_rows_below() -> None:
    rows = products(
        table(
            LIST,
            ("I", "THIẾT BỊ NÂNG", ">", ">"),
            ("1", "Cần trục", "8426.11.00", "QCVN 7:2012/BLĐTBXH"),
            ("II", "PHƯƠNG TIỆN BẢO VỆ", "", ""),
            ("1", "Ủng cách điện", "", ""),
        )
    )
    assert [(row.name, row.group) for row in rows] == [
        ("Cần trục", "I THIẾT BỊ NÂNG"),
        ("Ủng cách điện", "II PHƯƠNG TIỆN BẢO VỆ"),
    ]


def test_goods_listed_without_documents_are_kept() -> None:
    rows = products(table(LIST, ("1", "Găng tay", "", "TCVN 5586:1991"), ("2", "Ủng", "", "")))
    assert [facts(row) for row in rows][1] == ("Ủng", [], [])


def test_a_cell_merged_over_rows_belongs_to_each_of_their_goods() -> None:
    rows = products(
        table(
            LIST,
            ("15", "Xe tời điện", "8425.31", "TCVN 4244:2005"),
            ("16", "Tời thủ công", "8425.39", None),
        )
    )
    assert [str(row.standards[0]) for row in rows] == ["TCVN 4244:2005"] * 2


TESTS = ("STT", "Tên vật liệu", "Chỉ tiêu thí nghiệm", "Tiêu chuẩn thí nghiệm")


def test_a_name_over_many_rows_takes_the_documents_of_all_of_them() -> None:
    rows = products(
        table(
            TESTS,
            ("1", "Xi măng", "1. Độ mịn", "TCVN 4030:2003"),
            (None, None, "2. Độ bền", "TCVN 6016:2011"),
            ("2", "Cát", "1. Thành phần hạt", "TCVN 7572-\n2:2006"),
        )
    )
    assert [facts(row)[2] for row in rows] == [
        ["TCVN 4030:2003", "TCVN 6016:2011"],
        ["TCVN 7572-2:2006"],
    ]


def test_a_cut_off_row_whose_items_start_again_belongs_to_the_goods_below() -> None:
    rows = products(
        table(
            TESTS,
            ("1", "Xi măng", "2. Độ bền", "TCVN 6016:2011"),
            ("", "", "3. Độ dẻo", "TCVN 6017:2015"),
            ("", "", "1. Tổng hàm lượng ôxit", "TCVN 8262:2009"),
            ("2", "Tro bay", "2. Độ ẩm", "TCVN 8262:2009"),
        )
    )
    assert [(row.name, len(row.standards)) for row in rows] == [("Xi măng", 2), ("Tro bay", 1)]


def test_a_name_cut_in_two_is_made_whole() -> None:
    (row,) = products(
        table(
            TESTS,
            ("23", "Tấm thạch cao thường và chịu", "1. Kích thước", "TCVN 8257-1:2009"),
            ("", "ẩm", "8. Độ hấp thụ nước", "TCVN 8257-7:2009"),
        )
    )
    assert row.name == "Tấm thạch cao thường và chịu ẩm"


def test_an_agency_broken_by_a_narrow_cell_is_made_whole() -> None:
    (row,) = products(
        table(LIST, ("1", "Tời điện", "8425.31.00", "QCVN\n28:2016/BLĐTBX\nH\nTCVN 6665:2011"))
    )
    assert facts(row)[2] == ["QCVN 28:2016/BLĐTBXH", "TCVN 6665:2011"]


def test_a_note_under_a_row_heads_nothing() -> None:
    rows = products(
        table(
            LIST,
            ("1", "Bu lông", "7318", "TCVN 1916:1995"),
            ("Lưu ý: xem thêm TCVN 128:1963", ">", ">", ">"),
            ("2", "Cáp", "7312", "TCVN 10952:2015"),
        )
    )
    assert [row.group for row in rows] == ["", ""]


def test_codes_split_over_columns_are_put_together() -> None:
    header = ("Số TT", "Tên mặt hàng", "Mã số theo biểu thuế Nhóm", "Phân nhóm", "Phân nhóm")
    (row,) = products(table(header, ("24", "Lò đốt chất thải rắn y tế", "8417", "80", "0")))
    assert [str(code) for code in row.hs] == ["8417.80.00"]


def test_codes_in_brackets_behind_the_name_are_its_codes() -> None:
    header = ("STT", "Nhóm hàng", "Mã ECCN tham chiếu")
    (row,) = products(table(header, ("4", "Hệ thống sonar (mã HS 9031.49)", "6A225")))
    assert facts(row) == ("Hệ thống sonar", ["9031.49"], [])


def test_a_number_that_goes_on_with_another_stands_under_its_goods() -> None:
    header = ("STT", "Nhóm hàng", "Mã HS")
    (row,) = products(
        table(header, ("2", "Thiết bị hạt nhân", ""), ("2.1", "Lò phản ứng", "8401.10"))
    )
    assert (row.name, row.group) == ("Lò phản ứng", "Thiết bị hạt nhân")


def test_rows_without_codes_have_those_of_the_row_that_they_are_under() -> None:
    rows = products(
        table(
            LIST,
            ("1", "Thiết bị nâng", "8426", "QCVN 7:2012/BLĐTBXH"),
            ("1.1", "Cần trục", "", ""),
            ("a)", "Cần trục tháp", "8426.20.00", ""),
            ("2", "Ủng cách điện", "6401.10.00", ""),
        )
    )
    assert [facts(row) for row in rows] == [
        ("Cần trục", ["8426"], ["QCVN 7:2012/BLĐTBXH"]),
        ("Cần trục tháp", ["8426.20.00"], ["QCVN 7:2012/BLĐTBXH"]),
        ("Ủng cách điện", ["6401.10.00"], []),
    ]


def test_rows_have_the_heading_that_their_group_names() -> None:
    rows = products(
        table(
            ("STT", "Tên sản phẩm", "Quy chuẩn"),
            ("Nhóm 84.29: máy ủi, máy xúc (trừ nhóm 84.30)", ">", ">"),
            ("1", "Máy xúc", "QCVN 12:2013/BGTVT"),
        )
    )
    assert facts(rows[0]) == ("Máy xúc", ["8429"], ["QCVN 12:2013/BGTVT"])


def test_words_alone_above_numbers_that_start_again_head_a_group() -> None:
    rows = products(
        table(
            LIST,
            ("", "Thiết bị nâng", "", ""),
            ("1", "Cần trục", "8426.11.00", ""),
            ("", "Đồ chơi trẻ em", "", ""),
            ("1", "Xe ba bánh", "9503.00.10", ""),
        )
    )
    assert [(row.name, row.group) for row in rows] == [
        ("Cần trục", "Thiết bị nâng"),
        ("Xe ba bánh", "Đồ chơi trẻ em"),
    ]


def test_numbers_printed_before_the_names_are_row_numbers() -> None:
    rows = products(
        table(
            ("Tên sản phẩm", "Mã HS"),
            ("1. Cần trục", "8426.11.00"),
            ("2. Xe ba bánh", "9503.00.10"),
        )
    )
    assert [(row.ordinal, row.name) for row in rows] == [("1", "Cần trục"), ("2", "Xe ba bánh")]


def test_rows_of_a_list_that_are_no_product_are_told_with_what_they_are() -> None:
    one = table(
        LIST,
        ("I", "THIẾT BỊ NÂNG", ">", ">"),
        ("1", "Tời", "8425", ""),
        ("1.1", "Tời điện", "8425.31.00", ""),
        ("1.2", "Tời tay", "", ""),
    )
    notes = read_lists([(one, None)]).notes
    assert [(note.words, note.reason) for note in notes] == [
        ("I | THIẾT BỊ NÂNG", "tiêu đề nhóm"),
        ("1 | Tời | 8425", "tiêu đề của các dòng đánh số bên dưới"),
    ]


def test_a_dash_under_a_number_stands_under_its_goods() -> None:
    header = ("STT", "Tên sản phẩm", "Mã HS")
    rows = products(
        table(header, ("1", "Xi măng", ""), ("", "- Xi măng trắng", "2523.21.00"), ("2", "Vôi", ""))
    )
    assert [(row.name, row.group, len(row.hs)) for row in rows] == [
        ("Xi măng", "", 0),
        ("Xi măng trắng", "Xi măng", 1),
        ("Vôi", "", 0),
    ]


def test_the_next_list_with_the_same_headings_is_a_list_too() -> None:
    header = ("STT", "Nhóm hàng", "Mã ECCN tham chiếu")
    one = table(header, ("1", "Vi mạch (mã HS 8542.31.00)", "3A001"))
    two = table(header, ("1", "Máy tính chịu bức xạ", "4A001"))
    assert [row.name for row in products(one, two)] == ["Vi mạch", "Máy tính chịu bức xạ"]
    assert products(two) == ()


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            ("TT", "Tên chỉ tiêu", "Giới hạn tối đa", "Phương pháp thử"),
            ("1", "pH", "6", "TCVN 6492"),
        ),
        (("Tần số", "Ứng dụng", "Công suất", "Ghi chú"), ("27 MHz", "Điều khiển", "10 mW", "")),
        (("STT", "Tên hồ sơ, tài liệu", "Đánh giá", ""), ("1", "Giấy phép", "đạt", "")),
        (("TT", "Tên mẫu", "Số lượng", "Ghi chú"), ("1", "....", "2", "")),
    ],
)
def test_tables_of_limits_and_forms_are_no_product_lists(
    header: Sequence[str], row: Sequence[str]
) -> None:
    assert product_columns(table(header, row)) is None


def test_columns_without_headings_are_known_by_what_they_hold() -> None:
    columns = product_columns(
        table(
            ("", "", "", ""),
            ("1", "Cần trục tháp", "8426.20.00", "QCVN 7:2012/BLĐTBXH"),
            ("2", "Cổng trục", "8426.19.30", "QCVN 30:2016/BLĐTBXH"),
        )
    )
    assert columns is not None
    assert (columns.ordinal, columns.name, columns.hs, columns.standards) == (0, 1, (2,), (3,))


@pytest.mark.parametrize("rule", heading_roles(), ids=lambda rule: rule.role)
def test_each_heading_rule_decides_about_its_examples(rule) -> None:
    for example in rule.examples:
        assert role_of_heading(example) == rule.role, example


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("8425.19.00", ["8425.19.00"]),
        ("84.27", ["8427"]),
        ("8427 10 00", ["8427.10.00"]),
        ("84271000", ["8427.10.00"]),
        ("8428.10.31.00", ["8428.10.31"]),
        ("6506.10", ["6506.10"]),
        ("8427.10.00; 8427.20.00, 8427.90.00", ["8427.10.00", "8427.20.00", "8427.90.00"]),
        ("8425.11.00 8425.31.00", ["8425.11.00", "8425.31.00"]),
        ("(theo AHTN 2022)", []),
        ("8427.\n20.00", ["8427.20.00"]),
        ("8427.20\n00", ["8427.20.00"]),
        ("8523.5\n2.00\n8523.5\n9.10", ["8523.52.00", "8523.59.10"]),
        ("8427.20.00\n8427.90.00", ["8427.20.00", "8427.90.00"]),
        ("8427. 20 .00", ["8427.20.00"]),
        ("84 27 20 00", ["8427.20.00"]),
        ("8427-20-00", ["8427.20.00"]),
        ("8504.40.11 đến 8504.40.90", ["8504.40.11", "8504.40.90"]),
        ("8517.62.51/59/69", ["8517.62.51", "8517.62.59", "8517.62.69"]),
        ("Nhóm 84.27, 8428 và 84.29", ["8427", "8428", "8429"]),
        ("8427.10.00 (trừ 8427.10.10)", ["8427.10.00"]),
        ("402.10.10", ["0402.10.10"]),
        ("4021010", ["0402.10.10"]),
        ("01.01", ["0101"]),
        ("3004 (thuốc)", ["3004"]),
        ("Chương 30", []),
        ("2019", []),
        ("84271", []),
        ("9999.10.00", []),
    ],
)
def test_codes_are_read_in_every_printed_form(printed: str, codes: list[str]) -> None:
    assert [str(code) for code in codes_in_cell(printed)] == codes


def test_headings_of_the_tariff_are_told_from_years_and_other_numbers() -> None:
    text = resources.files("ingest").joinpath("data/hs_headings.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    assert all(map(is_heading, data["real"]))
    assert not any(map(is_heading, data["unreal"]))
    assert len(data["last"]) == 96


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (("8607.12", "00"), ["8607.12.00"]),
        (("86", "07", "12", "00"), ["8607.12.00"]),
        (("8417\n8421", "80\n39", "00\n90"), ["8417.80.00", "8421.39.90"]),
        (("8535", "21, 29", ""), ["8535.21", "8535.29"]),
        (("8502", "11, 12", "00, 10, 20"), ["8502.11", "8502.12"]),
    ],
)
def test_parts_of_codes_in_columns_are_put_together(
    cells: tuple[str, ...], codes: list[str]
) -> None:
    assert [str(code) for code in codes_over_columns(cells)] == codes


def test_full_codes_side_by_side_are_several_codes() -> None:
    assert len(codes_over_columns(["8427.10.00", "8427.20.00"])) == 2


def test_headings_stay_open_over_a_page_where_the_list_goes_on_without_headings() -> None:
    first = table(
        LIST,
        ("A", "HÀNG HÓA CÓ MỨC ĐỘ RỦI RO CAO", ">", ">"),
        ("1", "Cần trục", "8426.11.00", "QCVN 29:2016/BLĐTBXH"),
    )
    rest = ("2", "Thang máy", "8428.10.31", "QCVN 02:2019/BLĐTBXH")
    assert [row.risk for row in products(first, table((), rest, page=5))] == ["high", "high"]
    anew = ("1", "Thang máy", "8428.10.31", "QCVN 02:2019/BLĐTBXH")
    assert [row.risk for row in products(first, table((), anew, page=5))] == ["high", None]
