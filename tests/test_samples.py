"""The sample PDFs: marked on every page, like the real thing, the same on every run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

ROOT = Path(__file__).resolve().parent.parent
MARK = "BẢN MẪU – KHÔNG PHẢI VĂN BẢN CHÍNH THỨC"


def build(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "samples.build", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("samples"))


def pages(folder: Path, stem: str) -> list[str]:
    with pymupdf.open(folder / f"{stem}.pdf") as document:
        return [page.get_text() for page in document]


def test_at_least_fourteen_small_pdfs_are_written(samples):
    files = sorted(samples.glob("*.pdf"))
    assert len(files) >= 14
    for file in files:
        with pymupdf.open(file) as document:
            assert 1 <= len(document) <= 6, file.name
        assert file.stat().st_size < 400_000, file.name


def test_every_page_with_a_text_layer_says_that_it_is_a_sample(samples):
    for file in samples.glob("*.pdf"):
        if file.stem.endswith((".scan", ".tcvn3")):
            continue
        for number, text in enumerate(pages(samples, file.stem), 1):
            assert text.count(MARK) == 2, f"{file.name}, page {number}"


def test_a_second_run_writes_the_same_bytes(samples, tmp_path):
    again = build(tmp_path)
    names = sorted(file.name for file in samples.iterdir())
    assert names == sorted(file.name for file in again.iterdir())
    assert [n for n in names if (samples / n).read_bytes() != (again / n).read_bytes()] == []


def test_no_file_tells_where_or_when_it_was_made(samples):
    for file in samples.glob("*.pdf"):
        with pymupdf.open(file) as document:
            told = document.metadata or {}
        assert [told[key] for key in ("title", "author", "creator", "producer")] == [""] * 4
        assert str(samples).encode() not in file.read_bytes()


def test_the_scan_is_pictures_without_any_text(samples):
    with pymupdf.open(samples / "tt-19-2019-tt-bxd-ban-hanh-qcvn-16-2019.scan.pdf") as document:
        for page in document:
            assert page.get_text().strip() == ""
            assert len(page.get_images()) == 1


def test_the_legacy_file_speaks_tcvn3_under_fonts_of_that_time(samples):
    name = "qd-24-2007-qd-bkhcn-chung-nhan-hop-chuan.tcvn3.pdf"
    with pymupdf.open(samples / name) as document:
        text = document[0].get_text()
        fonts = {entry[3] for entry in document[0].get_fonts()}
    assert "C¨n cø LuËt Tiªu chuÈn vµ quy chuÈn kü thuËt" in text
    assert "tr\u00adëng" in text
    assert "§iÒu 2." in text
    assert fonts == {".VnTime", ".VnTimeH"}


def test_text_comes_out_in_typed_letters(samples):
    for file in samples.glob("*.pdf"):
        if file.stem.endswith((".scan", ".tcvn3")):
            continue
        odd = set("".join(pages(samples, file.stem))) & set("\u00a0\u00ad\u2010ﬁﬂ\ufffd")
        assert odd == set(), file.name


def test_covers_circulars_and_lists_say_what_real_ones_say(samples):
    cover = pages(samples, "qcvn-2-2021-bkhcn-mu-bao-hiem")[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQCVN 2:2021/BKHCN\n" in cover
    circular = pages(samples, "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021")[0]
    assert "Số: 04/2021/TT-BKHCN" in circular
    assert "sau 45 ngày kể từ ngày ký ban hành" in circular
    unsigned = pages(samples, "tt-2026-tt-bkhcn-danh-muc-rui-ro-chua-ky")[0]
    assert "/2026/TT-BKHCN" in unsigned
    assert "36/2026" not in unsigned


def test_tables_are_ruled_so_that_their_cells_can_be_found(samples):
    name = "tt-01-2021-tt-bldtbxh-danh-muc-nhom-2.pdf"
    with pymupdf.open(samples / name) as document:
        grids = [
            (table.row_count, table.col_count)
            for page in document
            for table in page.find_tables().tables
        ]
    assert grids == [(10, 5), (3, 5)]


def test_questions_point_to_pages_that_exist(samples):
    lines = (ROOT / "samples/questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    assert len({question["id"] for question in questions}) == len(questions) >= 25
    assert sum(question["kind"] == "none" for question in questions) >= 5
    for question in questions:
        assert (question["kind"] == "none") == (question["expect"] == [])
        if question["file"] is not None:
            with pymupdf.open(samples / question["file"]) as document:
                assert question["page"] <= len(document), question["id"]


def test_the_readme_names_every_sample(samples):
    readme = (ROOT / "samples/README.md").read_text(encoding="utf-8")
    missing = [file.stem for file in samples.glob("*.pdf") if f"`{file.stem}`" not in readme]
    assert missing == []
