"""``/applicable`` over HTTP and on the command line, one by one and as a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from api.applicable import read_answers, read_codes, read_trade
from api.applicable_batch import COLUMNS, MOST_ROWS, TooManyRows, read_batch
from search.understood import Trade
from standards.errors import BadInput

HELMET = "mũ bảo hiểm cho người đi mô tô, xe máy"


def table(response) -> list[dict[str, str]]:
    assert response.status_code == 200
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_product_gets_its_texts_groups_and_chain(client):
    body = client.get("/api/v1/applicable", params={"product": HELMET}).json()
    assert body["answerable"] is True
    assert "QCVN 2:2021/BKHCN" in {one["number"] for one in body["applies"]}
    ids = {item["id"] for item in body["items"]}
    assert {name for group in body["groups"] for name in group["items"]} == ids
    for item in body["items"]:
        (row,) = [link for link in item["chain"] if link["kind"] == "row"]
        assert all((row["words"], row["status"], row["place"]["url"]))


def test_a_code_is_read_with_dots_or_without(client):
    with_dots, without = (
        client.get("/api/v1/applicable", params={"hs": code, "as_of": "2026-07-15"}).json()
        for code in ("6506.10.10", "65061010")
    )
    assert {**with_dots, "took_ms": 0} == {**without, "took_ms": 0}
    assert with_dots["hs"] == ["6506.10.10"]


def test_an_answer_narrows_and_stands_in_the_body(client):
    asked = {"hs": "2523", "as_of": "2026-07-15"}
    whole = client.get("/api/v1/applicable", params=asked).json()
    assert whole["questions"]
    for question in whole["questions"]:
        answer = f"{question['id']}:{question['choices'][0]['id']}"
        left = client.get("/api/v1/applicable", params={**asked, "answer": answer}).json()
        assert len(left["items"]) == question["choices"][0]["keeps"] < len(whole["items"]) + 1
        assert left["answers"] == [answer]
        assert question["id"] not in {one["id"] for one in left["questions"]}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "bad-question"),
        ({"hs": "12"}, "bad-hs-code"),
        ({"hs": "6506", "trade": "both"}, "bad-parameter"),
        ({"hs": "6506", "answer": "nothing"}, "bad-input"),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client, params, code):
    response = client.get("/api/v1/applicable", params=params)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == code


def test_a_table_comes_back_row_by_row_with_errors_named(client):
    lines = [
        "Sản phẩm;Mã HS;Ngày;Loại hình",
        f"{HELMET};6506.10.10;15/07/2026;nhập khẩu",
        "=1+1;;;",
        "x;12;;",
        "xi măng;;hôm nay;",
        ";;;",
        "tàu ngầm;;2026-07-15;xuất khẩu",
    ]
    response = client.post("/api/v1/applicable/batch", content="\n".join(lines).encode())
    assert response.headers["x-total-rows"] == "5"
    rows = table(response)
    assert list(rows[0]) == list(COLUMNS.values())
    assert [row["tiến độ"] for row in rows] == [f"{n}/5" for n in range(1, 6)]
    assert "QCVN 2:2021/BKHCN" in rows[0]["bắt buộc"]
    assert (rows[0]["ngày"], rows[0]["loại hình"]) == ("2026-07-15", "import")
    assert rows[1]["sản phẩm"] == "'=1+1"
    assert [bool(row["lỗi"]) for row in rows] == [False, False, True, True, True]


def test_json_rows_are_taken_and_codes_may_be_numbers(client):
    rows = table(client.post("/api/v1/applicable/batch", json=[{"product": None, "hs": 65061010}]))
    assert list(rows[0]) == list(COLUMNS)
    assert (rows[0]["hs"], rows[0]["done_of_total"]) == ("6506.10.10", "1/1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_are_read_as_excel_writes_them(encoding, mark):
    text = f"product{mark}hs\r\nmũ{mark}6506\r\n"
    (row,) = read_batch(text.encode(encoding)).rows
    assert (row.product, row.hs) == ("mũ", "6506")


@pytest.mark.parametrize(
    "content", [b"", b"product,hs\n", b"a,b\n1,2\n", b"\xff\xfa\x00", b"[1]", b"[{}"]
)
def test_what_is_no_table_is_refused(client, content):
    response = client.post("/api/v1/applicable/batch", content=content)
    assert (response.status_code, response.json()["code"]) == (400, "bad-input")


def test_too_many_rows_are_refused_before_anything_is_done(client):
    content = "product\n" + "mũ\n" * (MOST_ROWS + 1)
    with pytest.raises(TooManyRows):
        read_batch(content.encode())
    response = client.post("/api/v1/applicable/batch", content=content.encode())
    assert (response.status_code, response.json()["code"]) == (413, "too-large")


def test_parameters_are_read_as_people_write_them():
    assert [str(code) for code in read_codes("65061020; 73.09.00.11")] == [
        "6506.10.20",
        "7309.00.11",
    ]
    assert (read_trade(" Nhập khẩu "), read_trade("domestic")) == (Trade.IMPORT, Trade.DOMESTIC)
    assert read_trade("") is None
    assert read_answers(["use:a", "use:b"]) == (("use", "b"),)
    with pytest.raises(BadInput):
        read_trade("cả hai")


def test_the_command_line_answers_and_writes_tables(built, commands, tmp_path: Path):
    run = commands(built)
    status, out, _ = run("applicable", HELMET, "--hs", "6506.10.10", "--json")
    assert (status, json.loads(out)["hs"]) == (0, ["6506.10.10"])
    assert "QCVN 2:2021/BKHCN" in run("applicable", HELMET)[1]
    sheet = tmp_path / "hang.csv"
    sheet.write_text("product,hs\nmũ bảo hiểm,6506.10.10\nx,12\n", encoding="utf-8")
    status, out, _ = run("applicable", "--batch", str(sheet))
    assert status == 1
    assert len(list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))) == 2
    assert run("applicable")[0] == 2
