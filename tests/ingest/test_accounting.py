"""Accounts: what was seen comes out even with what was kept and what was left out, with reasons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
import pymupdf_fonts
import pytest

from ingest.accounting import account, table_doubts
from ingest.layout import Cell, FoundTable, PageLayout
from ingest.products import read_lists
from ingest.reading import read_bytes, read_file
from ingest.seen_rows import FoundTables, rows_of_table
from ingest.table_join import join_tables
from samples.build import HERE, build
from samples.markup import read_content
from standards.account import Account, Counted
from standards.document import Document, Kind, PageClass, PageText, Source
from standards.place import Box

SHARED = Path(__file__).resolve().parents[3] / "shared"
HEADING = ("STT", "Tên sản phẩm", "Mã HS")
FACE = pymupdf_fonts.fontbuffers["notos"]()


def found(number: int, rows: Sequence[Sequence[str]], *, recognised: bool = False) -> FoundTable:
    """A table of a page as the finder gives it: three columns, rows 20 points high."""
    cells = tuple(
        Cell(
            text=text,
            box=Box(number, 60 + 100 * c, 80 + 20 * r, 160 + 100 * c, 100 + 20 * r),
            row=r,
            column=c,
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return FoundTable(
        page=number,
        box=Box(number, 60, 80, 360, 80 + 20 * len(rows)),
        rows=len(rows),
        columns=3,
        cells=cells,
        is_recognised=recognised,
    )


def text(number: int, refused: str = "") -> PageText:
    return PageText(
        number=number,
        width=595,
        height=842,
        page_class=PageClass.TEXT,
        reason="",
        text="",
        refused=refused,
    )


def layout(number: int) -> PageLayout:
    return PageLayout(
        number=number,
        width=595,
        height=842,
        lines=(),
        furniture=(),
        page_class=PageClass.TEXT,
        reason="",
    )


def read(tables: Sequence[FoundTable], *, lose: int = 0) -> Account:
    """The account of pages with these tables; ``lose`` rows are taken from the document."""
    numbers = sorted({table.page for table in tables})
    owned = [(one, None) for one in join_tables(tables, [layout(n) for n in numbers])]
    listing = read_lists(owned)
    public = [one.as_table(None) for one, _ in owned]
    public[0] = replace(public[0], rows=public[0].rows[: len(public[0].rows) - lose])
    document = Document(
        id="a",
        number=None,
        kind=Kind.OTHER,
        title=None,
        issuer=None,
        source=Source(file="a.pdf", sha256="", pages=1, first_page=1, last_page=1),
        products=listing.products,
        tables=tuple(public),
    )
    seen = tuple(row for table in tables for row in rows_of_table(table))
    return account(
        [text(number) for number in numbers],
        FoundTables(tables=tuple(tables), seen=seen),
        [owned],
        [document],
        listing.notes,
    )


def test_headings_repeated_overleaf_are_left_out_with_the_reason() -> None:
    sums = read(
        [
            found(1, [HEADING, ("1", "Mũ bảo hộ", "6506.10.20")]),
            found(2, [HEADING, ("2", "Kính hàn", "9004.90.50")]),
        ]
    )
    assert sums.is_even
    assert (sums.rows, sums.rows_kept) == (4, 3)
    (row,) = sums.left(Counted.ROW)
    assert (row.page, row.words, row.reason) == (
        2,
        "STT | Tên sản phẩm | Mã HS",
        "dòng tên cột lặp lại",
    )


def test_the_row_that_numbers_columns_is_left_out() -> None:
    sums = read([found(1, [HEADING, ("(1)", "(2)", "(3)"), ("1", "Mũ bảo hộ", "6506.10.20")])])
    assert [row.reason for row in sums.left(Counted.ROW)] == ["dòng đánh số cột"]
    assert sums.is_even


def test_a_row_cut_by_the_page_break_counts_on_both_pages() -> None:
    sums = read(
        [
            found(1, [HEADING, ("1", "Mũ bảo hộ", "6506.10.20")]),
            found(2, [("", "công nghiệp", "6506.10.30")]),
        ]
    )
    assert (sums.rows, sums.rows_kept, sums.is_even) == (3, 3, True)
    assert (sums.hs_cells, sums.hs_cells_read) == (2, 2)


def test_a_row_that_is_lost_leaves_the_sums_uneven() -> None:
    rows = [HEADING, ("1", "Mũ bảo hộ", "6506.10.20"), ("2", "Kính hàn", "9004.90.50")]
    assert read([found(1, rows)]).is_even
    assert not read([found(1, rows)], lose=1).is_even


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("65061", "không có mã HS 5 chữ số: 65061"),
        ("2019", "là năm, không phải mã HS: 2019"),
        ("9827.10.00", "danh mục HS không có chương 98: 9827.10.00"),
        ("Chương 30", "chỉ nêu chương 30, không nêu mã hàng"),
    ],
)
def test_digits_that_are_no_code_are_left_out_with_the_reason(printed: str, reason: str) -> None:
    rows = [HEADING, ("1", "Mũ bảo hộ", "6506.10.20"), ("2", "Kính hàn", printed)]
    sums = read([found(1, rows)])
    assert (sums.hs_cells, sums.hs_cells_read, sums.is_even) == (2, 1, True)
    (cell,) = sums.left(Counted.HS_CELL)
    assert (cell.words, cell.reason) == (printed, reason)


def test_codes_of_a_heading_of_rows_are_left_out_as_such() -> None:
    rows = [HEADING, ("1", "Mũ bảo hộ", "6506.10.20"), ("1.1", "Mũ công nghiệp", "")]
    sums = read([found(1, rows)])
    (cell,) = sums.left(Counted.HS_CELL)
    assert cell.reason.startswith("dòng không phải sản phẩm")
    assert sums.is_even


def test_codes_mended_from_a_picture_are_doubtful() -> None:
    table = found(1, [HEADING, ("1", "Mũ bảo hộ", "65O6.lO.20")], recognised=True)
    joined = join_tables([table], [layout(1)])
    (row,) = read_lists([(one, None) for one in joined]).products
    assert [str(code) for code in row.hs] == ["6506.10.20"]
    (doubt,) = table_doubts(joined)
    assert (doubt.page, doubt.what) == (1, "Mã HS đọc từ ảnh, đã sửa chữ thành số: 6506.10.20")


def test_letters_are_not_mended_where_nothing_was_recognised() -> None:
    table = found(1, [HEADING, ("1", "Mũ bảo hộ", "65O6.lO.20"), ("2", "Kính", "9004.90.50")])
    rows = read_lists([(one, None) for one in join_tables([table], [layout(1)])]).products
    assert rows[0].hs == ()


def test_a_form_without_words_is_no_table_and_its_rows_are_left_out() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for row in range(4):
            for column in range(3):
                x, y = 60 + 100 * column, 100 + 30 * row
                page.draw_rect((x, y, x + 100, y + 30), color=(0, 0, 0), width=0.5)
        page.insert_font(fontname="face", fontbuffer=FACE)
        for place, words in (((60, 80), "Biểu mẫu"), ((65, 120), "Họ tên"), ((65, 150), "Số")):
            page.insert_text(place, words, fontname="face")
        data = document.tobytes()
    sums = read_bytes(data, "form.pdf").account
    assert sums is not None
    assert (sums.rows, sums.rows_kept, sums.is_even) == (4, 0, True)
    assert {row.reason for row in sums.left(Counted.ROW)} == {
        "không phải bảng: biểu mẫu trống, giấy kẻ ô hoặc hình vẽ"
    }


def test_the_accounts_of_samples_are_even() -> None:
    rows = cells = 0
    for start in ("qcvn-16-2019", "tt-01-2021", "qcvn-2-2021", "qcvn-7-2019"):
        (path,) = (HERE / "content").glob(f"{start}*.txt")
        content = read_content(path)
        sums = read_bytes(build(content).tobytes(), content.file).account
        assert sums is not None
        assert sums.is_even, path.name
        rows, cells = rows + sums.rows_kept, cells + sums.hs_cells_read
    assert rows > 20
    assert cells > 10


@pytest.mark.slow
def test_the_account_of_every_real_file_is_even() -> None:
    if not SHARED.exists():
        pytest.skip("the shared corpus is not beside the checkout")
    uneven = []
    kept: Counter[str] = Counter()
    for path in sorted(SHARED.glob("corpus/pdf*/*.pdf")):
        sums = read_file(path).account
        assert sums is not None
        kept.update(rows=sums.rows_kept, cells=sums.hs_cells_read)
        if not sums.is_even:
            uneven.append(path.name)
    assert uneven == []
    assert min(kept.values()) > 500
