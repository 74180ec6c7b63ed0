"""Tables and product rows as data and as files for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from api.tables import harmless, table_csv
from standards.document import Clause, Document, Kind, Source, Table, TableRow
from standards.place import Box

ROOT = "/api/v1/standards/qcvn-2-2021-bkhcn"


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_tables_of_a_document_are_listed_with_clause_and_page(client):
    body = client.get(f"{ROOT}/tables").json()
    first = body["tables"][0]
    assert first["number"] == 1
    assert first["caption"] == "Bảng 1 - Khối lượng lớn nhất của mũ"
    assert first["header"][1] == "Loại mũ"
    assert first["clause"]["label"] == "2.2"
    assert first["rows"] == 2
    assert client.get(first["url"]).json()["body"][0]["cells"][2] == "1,0"
    assert client.get(body["products_csv_url"]).status_code == 200


def test_a_table_opens_in_a_spreadsheet_with_page_and_clause(client):
    reply = client.get(f"{ROOT}/tables/1.csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert "qcvn-2-2021-bkhcn-bang-1.csv" in reply.headers["content-disposition"]
    assert reply.content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(reply.content)
    assert rows[0] == ["TT", "Loại mũ", "Mũ người lớn, kg", "Mũ trẻ em, kg", "Trang", "Điều khoản"]
    assert rows[1][:3] == ["1", "Mũ che nửa đầu và mũ che ba phần tư đầu", "1,0"]
    assert rows[1][5] == "2.2"
    assert rows[1][4].isdigit()


def test_product_rows_are_a_file_with_their_codes(client):
    rows = rows_of(client.get(f"{ROOT}/products.csv").content)
    assert rows[0][:3] == ["STT", "Sản phẩm, hàng hóa", "Mã HS"]
    assert rows[1][2] == "6506.10.10"


@pytest.mark.parametrize("path", ["/tables/99", "/tables/99.csv"])
def test_a_table_that_is_not_there_is_refused_with_the_count(client, path):
    reply = client.get(f"{ROOT}{path}")
    assert reply.status_code == 404
    assert "numbered from 1" in reply.text


def test_a_document_without_products_has_no_file_of_them(client):
    assert client.get("/api/v1/standards/tcvn-1651-2-2018/products.csv").status_code == 404
    body = client.get("/api/v1/standards/tcvn-1651-2-2018/tables").json()
    assert body["products_csv_url"] is None


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("x")', "+1+2", "-A1", "@SUM(A1)", "\tx", "\r=1", "  =1", "- QCVN 6"]
)
def test_a_cell_that_begins_like_a_formula_cannot_start_one(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1,0", "-3,5", "+23", "-36.5", "QCVN 2", "a=b", "± 6"])
def test_other_cells_and_plain_numbers_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_every_row_of_a_file_has_the_same_width_and_quotes_what_needs_it():
    table = Table(
        caption="",
        header=("A",),
        rows=(
            TableRow(cells=("một\nhai", 'ba "bốn", năm'), box=Box(7, 1, 1, 2, 2)),
            TableRow(cells=("=1",), box=Box(8, 1, 1, 2, 2)),
        ),
        clause="1",
        page=7,
        last_page=8,
    )
    document = Document(
        id="a",
        number=None,
        kind=Kind.OTHER,
        title=None,
        issuer=None,
        source=Source(file="a.pdf", sha256="0" * 64, pages=9, first_page=1, last_page=9),
        clauses=(
            Clause(key="1", label="1", heading="", text="", page=7, last_page=8, parent=None),
        ),
        tables=(table,),
    )
    assert rows_of(table_csv(document, 1)) == [
        ["A", "", "Trang", "Điều khoản"],
        ["một\nhai", 'ba "bốn", năm', "7", "1"],
        ["'=1", "", "8", "1"],
    ]
