"""``trachuan check`` and what ``doctor`` and ``ingest`` say of how well things were read."""

import json
import shutil
import sqlite3

import pytest
from rich.console import Console

from api.cli_ingest import print_report
from api.ingest_job import FileBody, IngestBody, current_reader
from api.models_reading import DoubtBody, SumBody, SumsBody

SLUG = "qcvn-2-2021-bkhcn"
FILE = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"


@pytest.fixture
def library(weak_library, tmp_path):
    """A copy of the library, to be written to."""
    return shutil.copytree(weak_library, tmp_path / "library")


@pytest.fixture
def run(library, commands):
    """Run a command on the library; gives status, output, complaints."""
    return commands(library)


def facts(run, *words):
    status, out, err = run("check", *words, "--json")
    assert (status, err) == (0, "")
    return {fact["name"]: fact for fact in json.loads(out)["facts"]}


# --- check


def test_check_lists_the_facts_with_value_page_and_state(run):
    status, out, _ = run("check", "qcvn 2 2021 bkhcn")
    assert status == 0
    assert "✓ number" in out
    assert "QCVN 2:2021/BKHCN" in out
    assert "Đã kiểm: Trần Thị Lan, 20/11/2026" in out
    assert "Đã kiểm với giá trị khác" in out
    assert "Bộ Khoa học, Công nghệ và Môi trường" in out
    assert "không còn đọc thấy" in out
    assert "clause:2.1.1" in out
    assert "tr. 3" in out
    listed = facts(run, SLUG)
    assert listed["title"]["state"] == "unchecked"
    assert listed["issuer"]["state"] == "outdated"


def test_check_marks_a_fact_and_takes_it_back(run):
    words = ("check", "QCVN 2:2021/BKHCN", "title")
    status, out, err = run(*words, "--by", "Minh", "--note", "theo Công báo")
    assert (status, err) == (0, "")
    assert "✓ title" in out
    title = facts(run, SLUG)["title"]
    assert (title["state"], title["check"]["by"]) == ("checked", "Minh")
    assert (title["check"]["value"], title["check"]["note"]) == (title["value"], "theo Công báo")
    assert run(*words, "--undo")[0] == 0
    assert facts(run, SLUG)["title"]["state"] == "unchecked"
    status, out, err = run(*words, "--undo")
    assert (status, out) == (1, "")
    assert "nobody has checked" in err


def test_an_outdated_check_is_renewed_and_a_lost_one_taken_back(run):
    assert facts(run, SLUG, "issuer", "--by", "Minh")["issuer"]["state"] == "checked"
    assert run("check", SLUG, "product:9-mu-len", "--undo")[0] == 0
    assert "product:9-mu-len" not in facts(run, SLUG)


def test_a_check_survives_taking_the_file_out_and_reading_it_again(run, library, tmp_path):
    run("check", SLUG, "title", "--by", "Minh")
    path = tmp_path / FILE
    shutil.copy(next((library / "originals").glob("*/*.pdf")), path)
    assert run("delete", FILE)[0] == 0
    assert run("check", SLUG)[0] == 1
    assert run("ingest", str(path), "--jobs", "1")[0] == 0
    assert run("rebuild")[0] == 0
    assert facts(run, SLUG)["title"]["state"] == "checked"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((SLUG, "tittle", "--by", "M"), "title"),
        ((SLUG, "clause:2.1.9", "--by", "M"), "clause:2.1.1"),
        ((SLUG, "title"), "--by"),
        ((SLUG, "title", "--by", " "), "--by"),
        ((SLUG, "--by", "M"), "which fact"),
        ((SLUG, "--undo"), "which fact"),
        ((SLUG, "title", "--undo", "--by", "M"), "--undo"),
    ],
)
def test_wrong_use_of_check_is_status_2_and_says_what_to_do(run, words, told):
    before = facts(run, SLUG)
    status, out, err = run("check", *words)
    assert (status, out) == (2, "")
    assert told in err
    assert facts(run, SLUG) == before


def test_check_of_what_is_not_held_is_status_1(run):
    status, out, err = run("check", "QCVN 98:2021/BGTVT", "title", "--by", "M")
    assert (status, out) == (1, "")
    assert "QCVN 98:2021/BGTVT" in err


# --- ask, show


def test_people_are_told_that_words_come_from_a_recognised_page(run):
    told = " ".join(run("ask", "quai đeo giữ mũ ở đúng vị trí trên đầu")[1].split())
    assert "trang 3 được nhận dạng từ ảnh, độ tin cậy 62 %; hãy đối chiếu" in told
    told = " ".join(run("show", SLUG, "2.1.1")[1].split())
    assert "trang 3 được nhận dạng từ ảnh" in told
    assert "Đã kiểm: Trần Thị Lan, 20/11/2026" in told
    told = " ".join(run("show", SLUG)[1].split())
    assert "Số hiệu sửa lại: “TCVN 6979:2OO1” → TCVN 6979:2001 (trang 3)" in told


# --- doctor


def test_doctor_prints_the_sums_and_what_wants_looking_at(run):
    status, out, _ = run("doctor")
    told = " ".join(out.split())
    assert status == 0
    assert "pages: 9 in = 6 read + 3 refused" in told
    assert "table rows: 7 in = 5 kept + 2 left out" in told
    assert "HS cells: 3 in = 2 read + 1 left out" in told
    assert "2 × tiêu đề bảng lặp lại" in told
    assert f"{FILE}: 6–8: chưa cài Tesseract" in told
    assert f"{FILE}: 3 (62%)" in told
    assert "“TCVN 6979:2OO1” → TCVN 6979:2001" in told
    assert "older reader: 1" in told
    assert "trachuan ingest" in told
    assert "2 hold, 1 were made on another value" in told
    assert "6506.1" not in told


@pytest.mark.parametrize("words", [("--verbose",), ("--file", FILE)])
def test_doctor_lists_everything_that_was_left_out_when_asked(run, words):
    told = " ".join(run("doctor", *words)[1].split())
    assert "p. 4 HS cell “6506.1”: không có mã HS nào năm chữ số" in told
    assert told.count("tiêu đề bảng lặp lại") == 3


def test_doctor_does_not_know_every_file(run):
    status, out, err = run("doctor", "--file", "none.pdf")
    assert (status, out) == (1, "")
    assert "none.pdf" in err


def test_doctor_tells_programs_all_of_it(run):
    status, out, _ = run("doctor", "--json")
    account = json.loads(out)["account"]
    (file,) = account["files"]
    assert status == 0
    assert account["even"] is True
    assert (account["pages"]["seen"], account["older"], account["without_account"]) == (9, 1, 0)
    assert [page["page"] for page in file["refused"]] == [6, 7, 8]
    assert file["weak"] == [{"page": 3, "confidence": 0.62}]
    assert len(file["account"]["left_out"]) == 6
    assert file["repairs"][0]["read"] == "TCVN 6979:2OO1"
    assert account["checks"] == {"checked": 2, "outdated": 1, "gone": 1, "unheld": 0}


def test_doctor_names_a_file_whose_sums_do_not_come_out(run, library):
    store = sqlite3.connect(library / "store.sqlite3")
    store.execute("DELETE FROM pages WHERE number = 8")
    store.commit()
    store.close()
    status, out, _ = run("doctor")
    told = " ".join(out.split())
    assert status == 2
    assert "wrong pages" in told
    assert "pages: 9 in the account, 8 in the store" in told


def test_doctor_says_that_old_readings_kept_no_account(run, library):
    store = sqlite3.connect(library / "store.sqlite3")
    store.execute("UPDATE files SET account = NULL, reader = ?", (current_reader(),))
    store.commit()
    store.close()
    status, out, _ = run("doctor")
    assert status == 0
    assert "0 in =" not in out
    assert "6–8" in out


def test_doctor_tells_files_whose_pictures_were_not_read_from_old_readings(run, library):
    store = sqlite3.connect(library / "store.sqlite3")
    store.execute("UPDATE files SET reader = ?", (f"{current_reader()} without OCR",))
    store.commit()
    store.close()
    told = " ".join(run("doctor")[1].split())
    assert "files whose pictures could not be read: 1" in told
    assert "older reader: 1" not in told
    assert f"{FILE}: reader {current_reader()} without OCR" in told


def test_doctor_counts_checks_of_documents_that_are_not_held(run):
    run("delete", FILE)
    account = json.loads(run("doctor", "--json")[1])["account"]
    assert account["checks"] == {"checked": 0, "outdated": 0, "gone": 0, "unheld": 4}


# --- ingest


def test_the_report_names_doubtful_pages_by_ranges(capsys):
    file = FileBody(
        path=FILE,
        file=FILE,
        outcome="read",
        reason=None,
        pages=30,
        documents=[],
        doubts=[DoubtBody(what="Trang quét, chưa đọc được", page=n) for n in range(3, 27)],
        account=SumsBody(
            even=False, pages=sum_of(30, 6, 24), rows=sum_of(9, 7, 1), hs_cells=sum_of(0, 0, 0)
        ),
    )
    print_report(IngestBody(files=[file]), Console(width=100))
    out = capsys.readouterr().out
    assert "trang 3–26: Trang quét, chưa đọc được" in out
    assert out.count("Trang quét") == 1
    assert "Trang: 30 = 6 đọc được + 24 không đọc được" in out
    assert "Dòng bảng: 9 ≠ 7 giữ lại + 1 bỏ ra" in out
    assert "Ô mã HS" not in out
    assert "trachuan doctor --verbose" in out


def sum_of(seen, kept, left):
    return SumBody(seen=seen, kept=kept, left_out=left, even=seen == kept + left, reasons=[])
