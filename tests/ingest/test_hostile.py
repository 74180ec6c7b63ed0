"""Files that would hurt a reader: each costs at most itself, and says why and what to do."""

from __future__ import annotations

import os
import signal
import threading
import zlib
from collections.abc import Mapping
from multiprocessing import active_children
from pathlib import Path

import pymupdf
import pytest

from index.embedder_hashing import HashingEmbedder
from index.library import Library
from ingest.job import ingest_paths
from ingest.one_file import Ending, Read, Unread, read_here
from ingest.reading import FileReading
from ingest.report import Outcome
from ingest.tools import Limits, ReadingTools, ToolSettings
from ingest.workers import Workers

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SETTINGS = ToolSettings(
    with_ocr=False, limits=Limits(seconds_file=30, seconds_page=5, memory=1 << 30, pages=500)
)
MEGABYTE = 1 << 20


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects; the first one is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(out)


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), keys, content)


def words(number: int) -> bytes:
    text = b"Clause %d. The words of sheet %s can be read." % (number, b"abcdefghij"[number % 10 :])
    return b"BT /F 12 Tf 72 %d Td (%b) Tj ET" % (700 - number % 600, text)


def sheets(
    count: int,
    *,
    catalog: bytes = b"",
    box: bytes = b"[0 0 595 842]",
    more: Mapping[int, bytes] | None = None,
    content: bytes | None = None,
    resources: bytes = b"",
) -> bytes:
    """Sheets with a line each, page objects from 1000 on; ``content`` is that of the first."""
    kids = b" ".join(b"%d 0 R" % (1000 + n) for n in range(count))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        3: FONT,
    }
    for n in range(count):
        objects[1000 + n] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>%b>>>>" % (box, 5000 + n, resources)
        )
        objects[5000 + n] = stream(words(n) if content is None or n else content)
    return pdf(objects | dict(more or {}))


def packed(content: bytes, times: int) -> bytes:
    """That content so many times, packed."""
    pack = zlib.compressobj(1)
    return b"".join(pack.compress(content) for _ in range(times)) + pack.flush()


def gigabytes(count: int) -> bytes:
    """That many gigabytes of spaces in some kilobytes, packed twice; never unpacked here."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    portion = pack.compress(b" " * (16 * MEGABYTE)) + pack.flush(zlib.Z_FULL_FLUSH)
    return zlib.compress(b"\x78\x9c" + portion * (64 * count) + b"\x03\x00" + bytes(4))


def drawn_with(resources: bytes, keys: bytes) -> bytes:
    """Two sheets; the first has resources of its own, whose object 30 holds gigabytes."""
    first = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5000 0 R/Resources<<%b>>>>"
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    more = {
        1000: first % resources,
        29: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 30 0 R>>",
        30: stream(gigabytes(4), keys + twice),
    }
    return sheets(2, content=words(0) + b" /X Do", more=more)


def deep_tree(levels: int) -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 10 0 R>>", 3: FONT, 4: stream(words(1))}
    for n in range(10, 10 + levels):
        objects[n] = b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1)
    objects[10 + levels] = (
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 3 0 R>>>>>>" % (9 + levels)
    )
    return pdf(objects)


def pictured(picture: bytes) -> bytes:
    """Two sheets, the first with this picture over all of it."""
    return sheets(
        2,
        content=b"q 595 0 0 842 0 0 cm /I Do Q",
        resources=b"/XObject<</I 20 0 R>>",
        more={20: picture},
    )


def endless() -> bytes:
    """Forms that draw forms that draw forms: a small file with 20 to the 12th drawings."""
    names = b"".join(b"/X%d Do " % n for n in range(20))
    forms = {}
    for depth in range(12):
        inner = b"".join(b"/X%d %d 0 R" % (n, 101 + depth) for n in range(20))
        keys = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%b>>>>" % inner
        forms[100 + depth] = stream(names, keys)
    forms[112] = stream(b"0 0 m 1 1 l n", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return sheets(1, content=b"/X Do", resources=b"/XObject<</X 100 0 R>>", more=forms)


def crowded(spans: int) -> bytes:
    """A sheet with so many words that a reader runs out of memory."""
    return sheets(2, content=b"BT /F 9 Tf 9 Td " + b"(TCVN abc) Tj 0 -1 Td " * spans + b"ET")


def locked(user: str) -> bytes:
    with pymupdf.open(stream=sheets(2), filetype="pdf") as document:
        method = pymupdf.PDF_ENCRYPT_AES_256
        return document.tobytes(encryption=method, user_pw=user, owner_pw="y", permissions=0)


def with_attachments() -> bytes:
    with pymupdf.open(stream=sheets(1), filetype="pdf") as document:
        document.embfile_add("evil.exe", b"MZ")
        document[0].add_file_annot((10, 10), b"MZ", "worse.exe")
        return document.tobytes()


def hostile() -> dict[str, bytes]:
    plain = sheets(3)
    late_tree = sheets(5).replace(b"/Pages 2 0 R", b"/Pages 9 0 R")
    return {
        "a-good": plain,
        "count-high": plain.replace(b"/Count 3", b"/Count 9"),
        "count-low": plain.replace(b"/Count 3", b"/Count 1"),
        "count-negative": plain.replace(b"/Count 3>>", b"/Count -3>>"),
        "count-huge": plain.replace(b"/Count 3", b"/Count 999999999"),
        "cycle": sheets(3, more={1001: b"<</Type/Pages/Kids[2 0 R 1002 0 R]/Count 1>>"}),
        "only-cycle": sheets(3, more={2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
        "deep": deep_tree(20_000),
        "many": sheets(2_000),
        "no-pages": sheets(0),
        "no-tree": late_tree,
        "cut": late_tree[: late_tree.index(b"5003 0 obj")],
        "huge-sheet": sheets(2, box=b"[0 0 1000000000 1000000000]"),
        "no-size": sheets(2, box=b"[0 0 0 0]"),
        "odd-size": sheets(2, box=b"[0 0 nan 1e999]"),
        "tiny-sheet": sheets(2, box=b"[0 0 1 1]"),
        "huge-picture": pictured(
            stream(
                b"x",
                b"/Type/XObject/Subtype/Image/Width 13000/Height 13000/BitsPerComponent 8"
                b"/ColorSpace/DeviceRGB",
            )
        ),
        "bomb": sheets(
            2, more={5000: stream(packed(b" " * MEGABYTE, 200), b"/Filter/FlateDecode")}
        ),
        "double-bomb": sheets(
            2,
            more={
                5000: stream(
                    zlib.compress(packed(b" " * MEGABYTE, 200)),
                    b"/Filter[/FlateDecode/FlateDecode]",
                )
            },
        ),
        "bursting-form": drawn_with(
            b"/Font<</F 3 0 R>>/XObject<</X 30 0 R>>", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
        ),
        "bursting-letters": drawn_with(b"/Font<</F 29 0 R>>", b""),
        "nested": sheets(2, content=b"q " * 200_000),
        "brackets": sheets(2, catalog=b"/X " + b"[" * 200_000),
        "script": sheets(1, catalog=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        "launch": sheets(1, catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
        "form": sheets(1, catalog=b"/AcroForm<</XFA 5000 0 R/Fields[]>>"),
        "attached": with_attachments(),
        "locked": locked("x"),
        "owner-locked": locked(""),
        "web": b"<!DOCTYPE html><html><body>404",
        "word": b"PK\x03\x04" + bytes(26) + b"word/document.xml",
        "zip": b"PK\x03\x04" + bytes(26) + b"a/b.pdf",
        "text": "Quy chuẩn kỹ thuật quốc gia về mũ bảo hiểm.".encode(),
        "empty": b"",
        "zeros": bytes(5_000),
        "header": b"%PDF-1.7\n",
        "z-good": plain,
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """What became of each file, read by one worker after the other."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in hostile().items():
        (folder / f"{name}.pdf").write_bytes(data)
    files = sorted(folder.iterdir())
    with Workers(1, SETTINGS) as workers:
        results = list(workers.read(files))
    assert [path for path, _ in results] == files
    return {path.stem: result for path, result in results}


def reading(result: Read) -> FileReading:
    assert isinstance(result, FileReading), result
    return result


def doubts(result: Read) -> str:
    return " | ".join(doubt.what for doubt in reading(result).doubts if doubt.page is None)


def refused(result: Read) -> list[str]:
    return [page.refused for page in reading(result).pages]


def test_the_files_before_and_after_are_read(told: dict[str, Read]) -> None:
    for name in ("a-good", "z-good"):
        assert "sheet abc" in reading(told[name]).pages[0].text
        assert refused(told[name]) == ["", "", ""]
        assert doubts(told[name]) == ""


@pytest.mark.parametrize(
    ("name", "says"), [("count-high", 9), ("count-low", 1), ("count-negative", -3)]
)
def test_pages_are_counted_whatever_the_file_says(
    told: dict[str, Read], name: str, says: int
) -> None:
    assert refused(told[name]) == ["", "", ""]
    assert f"ghi {says} trang, tìm thấy 3 trang" in doubts(told[name])


@pytest.mark.parametrize(("name", "pages"), [("count-huge", 3), ("cycle", 2), ("only-cycle", 3)])
def test_knots_in_the_page_tree_lose_no_page(told: dict[str, Read], name: str, pages: int) -> None:
    texts = [page.text for page in reading(told[name]).pages]
    assert sum("can be read" in text for text in texts) == pages
    assert "mục lục trang của tệp bị" in doubts(told[name])


def test_a_deep_page_tree_is_walked(told: dict[str, Read]) -> None:
    assert "can be read" in reading(told["deep"]).pages[0].text


@pytest.mark.parametrize(("name", "pages", "read"), [("no-tree", 5, 5), ("cut", 4, 3)])
def test_pages_that_nothing_names_are_found(
    told: dict[str, Read], name: str, pages: int, read: int
) -> None:
    found = reading(told[name]).pages
    assert f"tìm lại được {pages} trang" in doubts(told[name])
    assert ["can be read" in page.text for page in found] == [n < read for n in range(pages)]
    assert ["đã mất" in page.refused for page in found] == [n >= read for n in range(pages)]


@pytest.mark.parametrize("name", ["huge-sheet", "tiny-sheet"])
def test_a_page_of_no_real_size_is_refused(told: dict[str, Read], name: str) -> None:
    assert all(why.startswith("khổ trang không có thật") for why in refused(told[name]))


@pytest.mark.parametrize("name", ["no-size", "odd-size"])
def test_a_page_without_a_size_is_read_as_a_plain_sheet(told: dict[str, Read], name: str) -> None:
    assert refused(told[name]) == ["", ""]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("huge-picture", "ảnh trên trang quá lớn: 13000 × 13000 điểm ảnh, bung ra 484 MB"),
        ("bomb", "nội dung trang bung ra quá 64 MB"),
        ("double-bomb", "nội dung trang bung ra quá 64 MB"),
        ("bursting-form", "nội dung trang bung ra quá 64 MB"),
        ("bursting-letters", "nội dung trang bung ra quá 64 MB"),
        ("nested", "trang hỏng"),
    ],
)
def test_a_page_that_would_burst_is_refused_and_the_next_is_read(
    told: dict[str, Read], name: str, why: str
) -> None:
    first, second = reading(told[name]).pages
    assert first.refused.startswith(why)
    assert not second.refused
    assert "can be read" in second.text
    account = reading(told[name]).account
    assert account is not None
    assert (account.pages, account.pages_read) == (2, 1)


def test_brackets_without_end_hide_no_page(told: dict[str, Read]) -> None:
    assert refused(told["brackets"]) == ["", ""]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("script", "JavaScript"),
        ("launch", "lệnh mở chương trình khác"),
        ("form", "biểu mẫu XFA"),
        ("attached", "đính kèm 2 tệp"),
    ],
)
def test_what_is_never_run_is_named(told: dict[str, Read], name: str, what: str) -> None:
    assert what in doubts(told[name])
    assert "can be read" in reading(told[name]).pages[0].text


def test_what_an_owner_forbids_does_not_stop_reading(told: dict[str, Read]) -> None:
    assert refused(told["owner-locked"]) == ["", ""]


@pytest.mark.parametrize(
    ("name", "why", "cure"),
    [
        ("locked", "encrypted", "without a password"),
        ("many", "2000 pages, the limit is 500", "TRACHUAN_MAX_PAGES=2000"),
        ("no-pages", "no pages", "fetch"),
        ("web", "a web page", "fetch the PDF"),
        ("word", "a Word file", "print it to PDF"),
        ("zip", "a ZIP archive", "unpack"),
        ("text", "a plain text", "print it to PDF"),
        ("empty", "is empty", "fetch"),
        ("zeros", "only zeros", "fetch"),
        ("header", "broken", "print it to PDF anew"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    told: dict[str, Read], name: str, why: str, cure: str
) -> None:
    result = told[name]
    assert isinstance(result, Unread)
    assert result.ending is Ending.REJECTED
    assert why in result.reason
    assert cure in result.reason


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(sheets(1))
    tools = ReadingTools(limits=Limits(file_size=200))
    result = read_here(tmp_path / "a.pdf", tools)
    assert isinstance(result, Unread)
    assert "TRACHUAN_MAX_FILE" in result.reason


def test_a_page_without_end_costs_its_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(endless())
    (tmp_path / "b.pdf").write_bytes(sheets(1))
    limits = Limits(seconds_file=1.0, seconds_page=0.5)
    library = Library.in_memory(HashingEmbedder())
    report = ingest_paths(library, [tmp_path], settings=ToolSettings(with_ocr=False, limits=limits))
    assert [file.outcome for file in report.files] == [Outcome.REJECTED, Outcome.READ]
    assert "took longer than 1 s" in (report.files[0].reason or "")
    assert [record.file for record in library.store.files()] == ["b.pdf"]


def test_a_page_that_fills_the_memory_costs_itself_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(crowded(1_500_000))
    (tmp_path / "b.pdf").write_bytes(sheets(1))
    limits = Limits(memory=700 * MEGABYTE)
    with Workers(1, ToolSettings(with_ocr=False, limits=limits)) as workers:
        (_, full), (_, plain) = workers.read(sorted(tmp_path.iterdir()))
    assert refused(plain) == [""]
    if isinstance(full, Unread):
        assert full.ending in {Ending.MEMORY, Ending.CRASHED}
    else:
        assert "memory" in full.pages[0].refused


def test_a_crash_costs_its_file_alone(tmp_path: Path) -> None:
    for name, data in (("a", sheets(1)), ("b", endless()), ("c", sheets(1))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
    with Workers(1, SETTINGS) as workers:
        results = workers.read(sorted(tmp_path.iterdir()))
        first = next(results)
        assert refused(first[1]) == [""]
        (worker,) = active_children()
        assert worker.pid
        threading.Timer(0.3, os.kill, (worker.pid, signal.SIGSEGV)).start()
        (_, crashed), (_, last) = results
    assert isinstance(crashed, Unread)
    assert crashed.ending is Ending.CRASHED
    assert "SIGSEGV" in crashed.reason
    assert refused(last) == [""]
    assert active_children() == []


SLOW_PROGRAM = """#!/bin/sh
case "$1" in
  --list-langs) echo 'List of available languages in "/" (1):'; echo vie; exit;;
  --version) echo 'tesseract 5.3'; exit;;
esac
echo $$ > "$SLOW_PROGRAM_STARTED"
exec sleep 60
"""


def test_programs_that_a_stopped_worker_started_end_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "tesseract").write_text(SLOW_PROGRAM, encoding="utf-8")
    (programs / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SLOW_PROGRAM_STARTED", str(tmp_path / "started"))
    with pymupdf.open() as scan:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 600, 800))
        picture.clear_with(255)
        for row in range(100, 700, 20):
            picture.set_rect(pymupdf.IRect(60, row, 540, row + 8), (0,))
        page = scan.new_page()
        page.insert_image(page.rect, pixmap=picture)
        scan.save(tmp_path / "scan.pdf")
    limits = Limits(seconds_file=3.0, seconds_page=0.5)
    with Workers(1, ToolSettings(limits=limits)) as workers:
        ((_, result),) = workers.read([tmp_path / "scan.pdf"])
    assert isinstance(result, Unread)
    assert result.ending is Ending.TIME
    program = int((tmp_path / "started").read_text(encoding="ascii"))
    state = Path(f"/proc/{program}/stat")
    assert not state.exists() or state.read_text(encoding="ascii").split()[2] == "Z"
