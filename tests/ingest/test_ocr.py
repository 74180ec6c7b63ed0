"""Both implementations of the Ocr port read the same picture; one of them remembers it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.pdf import open_pdf
from ingest.cell_reading import ReadsBlocks
from ingest.ocr import Ocr, OcrWord
from ingest.ocr_remembering import RememberingOcr
from ingest.ocr_tesseract import TesseractOcr, find_tesseract
from standards.errors import MissingPart, OcrFailed

HTML = "<p style='font: 14pt serif'>Điều 1. Phạm vi điều chỉnh<br>Quy chuẩn kỹ thuật này</p>"
DPI = 200


def picture_of(pdf_of):
    with open_pdf(pdf_of([(72, 72, 400, HTML)]), "a page") as pdf:
        return pdf.page(1).grey(DPI)[150:400, 150:1150].copy()


class Scribe:
    """An engine that says how often it was asked; its words depend on the picture."""

    def __init__(self, name="scribe 1"):
        self.name = name
        self.asked = 0

    def read(self, picture, dpi):
        self.asked += 1
        return (word(f"{self.name}:{int(picture.sum())}"),)


def word(text):
    return OcrWord(
        text=text, confidence=0.5, x0=1, y0=2, x1=3, y1=4, line=0, baseline=4.25, size=2.5
    )


@pytest.fixture(params=["tesseract", "remembering"])
def ocr(request, tmp_path) -> Ocr:
    try:
        engine = find_tesseract()
    except MissingPart as error:
        pytest.skip(str(error))
    if request.param == "tesseract":
        return engine
    return RememberingOcr(tmp_path / "memory.sqlite3", engine)


def test_an_engine_is_an_ocr_and_reads_blocks(ocr):
    assert isinstance(ocr, Ocr)
    assert isinstance(ocr, ReadsBlocks)


def test_words_come_in_reading_order_with_their_lines(ocr, pdf_of):
    words = ocr.read(picture_of(pdf_of), DPI)
    assert [w.text for w in words] == [
        "Điều",
        "1.",
        "Phạm",
        "vi",
        "điều",
        "chỉnh",
        "Quy",
        "chuẩn",
        "kỹ",
        "thuật",
        "này",
    ]
    assert [w.line for w in words] == [0] * 6 + [1] * 5
    assert min(w.confidence for w in words) > 0.6


def test_words_know_their_box_baseline_and_size(ocr, pdf_of):
    picture = picture_of(pdf_of)
    words = ocr.read(picture, DPI)
    height, width = picture.shape
    assert all(0 <= w.x0 < w.x1 <= width and 0 <= w.y0 < w.y1 <= height for w in words)
    assert all(picture[int(w.y0) : int(w.y1), int(w.x0) : int(w.x1)].min() < 100 for w in words)
    assert all(w.y0 < w.baseline <= w.y1 + 2 for w in words)
    assert all(25 < w.size < 45 for w in words), "letters of 14 points at 200 dpi"


def test_a_block_of_lone_figures_is_read(ocr, pdf_of):
    html = "<p style='font: 14pt serif'>" + "<br>".join(["10", "11", "12", "13"]) + "</p>"
    with open_pdf(pdf_of([(72, 72, 400, html)]), "figures") as pdf:
        block = pdf.page(1).grey(DPI)[150:500, 150:500].copy()
    assert [w.text for w in ocr.read_block(block, DPI)] == ["10", "11", "12", "13"]


def test_a_blank_picture_has_no_words(ocr):
    assert ocr.read(np.full((300, 300), 255, dtype=np.uint8), DPI) == ()
    assert ocr.read(np.empty((0, 0), dtype=np.uint8), DPI) == ()


def test_the_name_says_what_would_read_otherwise(ocr):
    assert "tesseract" in ocr.name.lower()
    assert "vie:" in ocr.name
    assert "--psm 3" in ocr.name


def test_a_program_that_breaks_off_fails_in_our_words(pdf_of):
    with pytest.raises(OcrFailed, match="status"):
        TesseractOcr("/bin/false", "5", "x").read(picture_of(pdf_of), DPI)
    with pytest.raises(OcrFailed, match="cannot be started"):
        TesseractOcr("/no/such/program", "5", "x").read(picture_of(pdf_of), DPI)
    with pytest.raises(OcrFailed, match="cannot be read"):
        TesseractOcr("/bin/echo", "5", "x").read(picture_of(pdf_of), DPI)


def test_a_program_that_hangs_is_ended(tmp_path, pdf_of):
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    with pytest.raises(OcrFailed, match="longer than"):
        TesseractOcr(str(program), "5", "x", seconds=0.2).read(picture_of(pdf_of), DPI)


def test_a_missing_program_is_named_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPart, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        find_tesseract()


def test_a_missing_vietnamese_model_is_named_with_its_command(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text(
        "#!/bin/sh\necho 'List of available languages in \"/tmp/\" (1):'\necho eng\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(MissingPart, match=r"Vietnamese model.*apt-get install"):
        find_tesseract()


def picture(shade: int):
    return np.full((8, 9), shade, dtype=np.uint8)


def test_a_picture_is_read_once(tmp_path):
    engine = Scribe()
    for _ in range(2):
        ocr = RememberingOcr(tmp_path / "memory", engine)
        assert ocr.read(picture(7), 300) == (word(f"scribe 1:{7 * 72}"),)
    assert engine.asked == 1


def test_other_pixels_another_resolution_and_another_engine_are_read_anew(tmp_path):
    engine, other = Scribe(), Scribe("scribe 2")
    ocr = RememberingOcr(tmp_path / "memory", engine)
    for shade, dpi in ((7, 300), (8, 300), (7, 200)):
        ocr.read(picture(shade), dpi)
    ocr.read(picture(7).reshape(9, 8), 300)
    assert engine.asked == 4
    assert RememberingOcr(tmp_path / "memory", other).read(picture(7), 300)[0].text[7] == "2"


def test_memory_alone_answers_for_what_it_knows_and_fails_for_the_rest(tmp_path):
    RememberingOcr(tmp_path / "memory", Scribe()).read(picture(7), 300)
    alone = RememberingOcr(tmp_path / "memory")
    assert alone.read(picture(7), 300)[0].text.startswith("scribe 1")
    with pytest.raises(OcrFailed):
        alone.read(picture(8), 300)


@pytest.mark.parametrize("damage", [b"no database at all" * 500, b""])
def test_a_damaged_memory_is_replaced(tmp_path, damage):
    memory = tmp_path / "memory"
    engine = Scribe()
    RememberingOcr(memory, engine).read(picture(7), 300)
    for part in tmp_path.iterdir():
        part.unlink()
    memory.write_bytes(damage)
    ocr = RememberingOcr(memory, engine)
    for _ in range(3):
        assert ocr.read(picture(7), 300)
    assert 2 <= engine.asked <= 3
    assert ocr.read(picture(7), 300)
    assert sqlite3.connect(memory).execute("SELECT count(*) FROM reading").fetchone() == (1,)


def test_damaged_words_in_the_memory_are_read_anew(tmp_path):
    engine = Scribe()
    ocr = RememberingOcr(tmp_path / "memory", engine)
    ocr.read(picture(7), 300)
    with sqlite3.connect(tmp_path / "memory") as memory:
        memory.execute("UPDATE reading SET words = x'00'")
    memory.close()
    assert ocr.read(picture(7), 300)
    assert ocr.read(picture(7), 300)
    assert engine.asked == 2


def test_a_memory_that_cannot_be_written_is_done_without(tmp_path):
    ocr = RememberingOcr(tmp_path / "no" / "such" / "folder" / "memory", Scribe())
    assert ocr.read(picture(7), 300)


def test_threads_share_a_memory(tmp_path):
    ocr = RememberingOcr(tmp_path / "memory", Scribe())
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda n: ocr.read(picture(n % 10), 300)[0].text, range(80)))
    assert read == [f"scribe 1:{n % 10 * 72}" for n in range(80)]


def test_processes_share_a_memory(tmp_path):
    script = (
        "import sys, numpy as np; from pathlib import Path\n"
        "from ingest.ocr import OcrWord; from ingest.ocr_remembering import RememberingOcr\n"
        "class Engine:\n"
        "    name = 'engine'\n"
        "    def read(self, picture, dpi):\n"
        "        return (OcrWord(text=str(picture[0, 0]), confidence=1, x0=0, y0=0, x1=1, y1=1,"
        " line=0, baseline=1, size=1),)\n"
        "ocr = RememberingOcr(Path(sys.argv[1]), Engine())\n"
        "for n in range(30):\n"
        "    read = ocr.read(np.full((4, 4), n, dtype=np.uint8), 300)\n"
        "    assert read[0].text == str(n)\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", script, str(tmp_path / "memory")]
    running = [subprocess.Popen(command, cwd=root) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    alone = RememberingOcr(tmp_path / "memory")
    read = [alone.read(np.full((4, 4), n, dtype=np.uint8), 300)[0].text for n in range(30)]
    assert read == list(map(str, range(30)))
