"""From sample PDFs to documents: what the reader must find in them, whole files at a time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingest.reading import FileReading, read_file
from standards.document import Document, Kind, PageClass

ROOT = Path(__file__).resolve().parent.parent

NUMBERS = {
    "nd-127-2007-nd-cp-huong-dan-luat-tieu-chuan": ["127/2007/NĐ-CP"],
    "qcdp-01-2022-btr-nuoc-sach-sinh-hoat": ["QCĐP 01:2022/BTr"],
    "qcvn-06-2012-bldtbxh-mu-an-toan-cong-nghiep": ["QCVN 06:2012/BLĐTBXH"],
    "qcvn-16-2019-bxd-vat-lieu-xay-dung": ["QCVN 16:2019/BXD"],
    "qcvn-16-2023-bxd-vat-lieu-xay-dung": ["QCVN 16:2023/BXD"],
    "qcvn-19-2019-bkhcn-den-led": ["QCVN 19:2019/BKHCN"],
    "qcvn-2-2021-bkhcn-mu-bao-hiem": ["QCVN 2:2021/BKHCN"],
    "qcvn-3-2019-bkhcn-do-choi-tre-em": ["QCVN 3:2019/BKHCN"],
    "qcvn-4-2009-bkhcn-an-toan-thiet-bi-dien": ["QCVN 4:2009/BKHCN"],
    "qcvn-7-2019-bkhcn-thep-cot-be-tong": ["QCVN 7:2019/BKHCN"],
    "qcvn-9-2012-bkhcn-tuong-thich-dien-tu": ["QCVN 9:2012/BKHCN"],
    "sua-doi-1-2016-qcvn-4-2009-bkhcn": ["Sửa đổi 1:2016 QCVN 4:2009/BKHCN"],
    "tcvn-1651-2-2018-thep-thanh-van": ["TCVN 1651-2:2018"],
    "tcvn-7303-1-2009-thiet-bi-dien-y-te-song-ngu": ["TCVN 7303-1:2009"],
    "tcvn-iso-9001-2015-he-thong-quan-ly-chat-luong": ["TCVN ISO 9001:2015"],
    "tt-01-2021-tt-bldtbxh-danh-muc-nhom-2": ["01/2021/TT-BLĐTBXH"],
    "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021": ["04/2021/TT-BKHCN"],
    "tt-04-2023-tt-bxd-ban-hanh-qcvn-16-2023": ["04/2023/TT-BXD"],
    "tt-07-2018-tt-bkhcn-kem-sua-doi-1-2018-qcvn-9-2012": [
        "07/2018/TT-BKHCN",
        "Sửa đổi 1:2018 QCVN 9:2012/BKHCN",
    ],
    "tt-08-2019-tt-bkhcn-ban-hanh-qcvn-19-2019": ["08/2019/TT-BKHCN"],
    "tt-2026-tt-bkhcn-danh-muc-rui-ro-chua-ky": [None],
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileReading]:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, "-m", "samples.build", str(folder)], cwd=ROOT, check=True)
    return {file.stem: read_file(file) for file in sorted(folder.glob("*.pdf"))}


def only(readings: dict[str, FileReading], start: str) -> Document:
    found = [reading for stem, reading in readings.items() if stem.startswith(start)]
    assert len(found) == 1, start
    return found[0].documents[0]


def related(document: Document, verb: str) -> list[str]:
    return [str(target) for target in document.related(verb)]


@pytest.mark.parametrize("stem", NUMBERS)
def test_the_number_is_read(readings, stem):
    numbers = [
        None if document.number is None else str(document.number).upper()
        for document in readings[stem].documents
    ]
    assert numbers == [number and number.upper() for number in NUMBERS[stem]]


def test_kinds_are_told_from_the_number_or_the_head(readings):
    kinds = {
        "nd-127": Kind.DECREE,
        "qcvn-2-": Kind.QCVN,
        "sua-doi": Kind.QCVN,
        "tcvn-iso": Kind.TCVN,
        "tt-04-2021": Kind.CIRCULAR,
        "tt-2026": Kind.CIRCULAR,
    }
    assert {start: only(readings, start).kind for start in kinds} == kinds


def test_dates_are_read_and_a_relative_one_is_counted(readings):
    relative = only(readings, "tt-04-2021")
    assert relative.issued == date(2021, 6, 15)
    assert relative.effective_from == date(2021, 7, 30)
    assert only(readings, "tt-08-2019").effective_from == date(2019, 12, 31)
    assert only(readings, "tt-04-2023").effective_from == date(2024, 1, 1)
    assert only(readings, "tt-2026").issued is None


def test_what_a_text_replaces_is_read(readings):
    assert related(only(readings, "qcvn-2-"), "replaces") == ["QCVN 2:2008/BKHCN"]
    assert related(only(readings, "qcvn-16-2023"), "replaces") == ["QCVN 16:2019/BXD"]
    assert related(only(readings, "tt-04-2023"), "replaces") == ["19/2019/TT-BXD"]
    assert related(only(readings, "tt-01-2021"), "replaces") == ["22/2018/TT-BLĐTBXH"]
    assert related(only(readings, "tcvn-1651"), "replaces") == ["TCVN 1651-2:2008"]


def test_amendments_adoptions_and_issuing_acts_name_their_targets(readings):
    assert related(only(readings, "sua-doi"), "amends") == ["QCVN 4:2009/BKHCN"]
    assert related(only(readings, "tcvn-iso"), "adopts") == ["ISO 9001:2015"]
    assert related(only(readings, "tcvn-7303"), "adopts") == ["IEC 60601-1:2005"]
    assert "QCVN 16:2023/BXD" in related(only(readings, "tt-04-2023"), "issues")


def test_articles_of_a_decree_are_found_where_numbers_jump(readings):
    keys = [clause.key for clause in only(readings, "nd-127").clauses]
    articles = [key for key in keys if key.startswith("dieu-") and "." not in key]
    assert articles == [f"dieu-{number}" for number in (1, 2, 7, 8, 9, 30, 31)]


def test_numbers_run_on_through_roman_parts(readings):
    labels = [clause.label for clause in only(readings, "qcvn-06").clauses]
    parts = [label for label in labels if label.isdigit() or label in {"I", "II", "III", "IV"}]
    assert parts == ["I", "1", "2", "3", "II", "4", "5", "6", "7", "III", "8", "IV", "9"]


def test_the_left_column_of_a_bilingual_page_is_read_by_itself(readings):
    scope = only(readings, "tcvn-7303").clause("1")
    assert scope is not None
    assert "thiết bị điện y tế và hệ thống điện y tế" in " ".join(scope.text.split())
    assert "electrical" not in scope.text


def test_clauses_stand_in_order_with_their_pages(readings):
    helmet = only(readings, "qcvn-2-")
    keys = [clause.key for clause in helmet.clauses]
    wanted = [
        "1",
        "1.1",
        "1.2",
        "1.3",
        "1.3.1",
        "2",
        "2.1",
        "2.1.1",
        "2.1.2",
        "2.2",
        "2.3",
        "2.3.1",
        "2.3.2",
        "3",
        "3.1",
        "4",
        "phu-luc-a",
    ]
    assert [key for key in keys if key in wanted] == wanted
    annex = helmet.clause("phu-luc-a")
    assert annex is not None
    assert annex.page == 5


def test_articles_restart_their_paragraphs(readings):
    keys = [clause.key for clause in only(readings, "tt-04-2021").clauses]
    wanted = [
        "dieu-1",
        "dieu-2",
        "dieu-2.1",
        "dieu-2.2",
        "dieu-3",
        "dieu-3.1",
        "dieu-3.2",
        "dieu-4",
        "dieu-4.1",
    ]
    assert [key for key in keys if key in wanted] == wanted


def test_rows_of_a_product_list_keep_codes_standards_and_conditions(readings):
    rows = only(readings, "tt-01-2021").products
    assert [row.ordinal for row in rows] == ["1", "2", "3", "4", "5", "6", "7", "1", "2"]
    helmets, gloves = rows[0], rows[3]
    assert [str(code) for code in helmets.hs] == ["6506.10.20", "6506.10.30", "6506.10.90"]
    assert [str(number) for number in helmets.standards] == [
        "QCVN 06:2012/BLĐTBXH",
        "TCVN 2603:1987",
    ]
    assert "Mũ an toàn công nghiệp" in helmets.name
    assert gloves.conditions == ("trừ găng tay y tế, găng khám bệnh",)
    assert [str(number) for number in gloves.standards][1:4] == [
        "TCVN 8838-1:2011",
        "TCVN 8838-2:2011",
        "TCVN 8838-3:2011",
    ]
    assert all(row.page == 2 and row.boxes for row in rows[:7])


def test_a_table_over_two_pages_loses_no_row(readings):
    rows = only(readings, "qcvn-16-2023").products
    assert [row.ordinal for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert {row.page for row in rows} == {3, 4}
    assert [str(code) for code in rows[3].hs] == ["6907.21.91", "6907.22.91", "6907.23.91"]
    assert rows[4].group.endswith("Kính xây dựng")


def test_an_amendment_is_never_its_base(readings):
    amendment = only(readings, "sua-doi")
    base = only(readings, "qcvn-4-")
    assert amendment.number != base.number
    assert amendment.id != base.id


def test_citations_say_which_clause_cites(readings):
    citing = {
        (str(citation.target), citation.clause) for citation in only(readings, "qcvn-7-").citations
    }
    assert ("TCVN 1651-2:2018", "2.1.2") in citing
    assert ("TCVN ISO/IEC 17025:2017", "3.2") in citing


def test_exclusions_and_definitions_are_read(readings):
    helmet = only(readings, "qcvn-2-")
    assert [found.text[:44] for found in helmet.exclusions] == [
        "Quy chuẩn này không áp dụng đối với mũ chuyê"
    ]
    assert [found.term for found in helmet.definitions][:2] == ["Vỏ mũ", "Đệm hấp thụ xung động"]


@pytest.mark.parametrize(
    ("start", "page_class"), [("tt-19-2019", PageClass.SCAN), ("qd-24-2007", PageClass.LEGACY)]
)
def test_pages_that_cannot_be_read_yet_are_kept_and_named(readings, start, page_class):
    found = next(reading for stem, reading in readings.items() if stem.startswith(start))
    assert [page.page_class for page in found.pages] == [page_class, page_class]
    assert {doubt.page for doubt in found.documents[0].doubts} == {1, 2}


def test_no_sentence_of_the_sample_mark_reaches_a_clause(readings):
    for stem, reading in readings.items():
        for document in reading.documents:
            marked = [clause.key for clause in document.clauses if "BẢN MẪU" in clause.text]
            assert marked == [], stem
