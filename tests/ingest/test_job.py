"""Files into a library: walked, read, kept whole, reported."""

import os
import shutil
from pathlib import Path

import pymupdf
import pytest

from index.embedder_hashing import HashingEmbedder
from index.library import Library
from ingest.job import find_files, ingest_paths
from ingest.report import FileReport, Outcome
from ingest.toolbox import open_tools
from ingest.tools import ToolSettings
from samples.build import HERE, build
from samples.markup import read_content


def write(path: Path, words: str) -> Path:
    document = pymupdf.open()
    document.new_page().insert_text((72, 100), words)
    document.save(path)
    return path


@pytest.fixture
def library() -> Library:
    return Library.in_memory(HashingEmbedder())


def outcomes(files: tuple[FileReport, ...]) -> dict[str, Outcome]:
    return {file.file: file.outcome for file in files}


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.pdf", "b/a.PDF", "b/notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    files, rejected = find_files([tmp_path])
    assert [file.name for file in files] == ["a.PDF", "z.pdf"]
    assert rejected == []


def test_paths_that_cannot_be_taken_are_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, rejected = find_files([tmp_path / "none.pdf", tmp_path / "empty"])
    assert [(file.file, file.reason) for file in rejected] == [
        ("none.pdf", "there is no such file"),
        ("empty", "the folder holds no PDF files"),
    ]


def test_of_two_files_with_one_name_the_first_is_taken(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "one.pdf", folder)
    files, rejected = find_files([tmp_path])
    assert files == [tmp_path / "a/one.pdf"]
    assert "rename one of them" in (rejected[0].reason or "")


def test_a_bad_file_is_rejected_and_stops_no_other(tmp_path: Path, library: Library) -> None:
    write(tmp_path / "good.pdf", "TCVN 6260:2020 Words that can be read.")
    (tmp_path / "bad.pdf").write_bytes(b"this is no PDF")
    told: list[tuple[str, int, int]] = []
    report = ingest_paths(
        library,
        [tmp_path],
        on_progress=lambda file, done, all_: told.append((file.file, done, all_)),
    )
    assert outcomes(report.files) == {"bad.pdf": Outcome.REJECTED, "good.pdf": Outcome.READ}
    assert "not a PDF" in (report.rejected[0].reason or "")
    assert told == [("bad.pdf", 1, 2), ("good.pdf", 2, 2)]
    assert [record.file for record in library.store.files()] == ["good.pdf"]
    assert report.of(Outcome.READ)[0].documents[0].id == library.store.documents()[0].id


def test_an_unchanged_file_is_skipped_and_a_changed_one_replaced(
    tmp_path: Path, library: Library
) -> None:
    file = write(tmp_path / "one.pdf", "The first words.")
    ingest_paths(library, [file])
    assert outcomes(ingest_paths(library, [file]).files) == {"one.pdf": Outcome.UNCHANGED}
    write(file, "Other words.")
    assert outcomes(ingest_paths(library, [file]).files) == {"one.pdf": Outcome.REPLACED}
    assert len(library.store.documents()) == 1


def test_two_copies_of_one_text_get_ids_of_their_own(tmp_path: Path, library: Library) -> None:
    for name in ("a b.pdf", "a-b.pdf"):
        write(tmp_path / name, name)
    report = ingest_paths(library, [tmp_path])
    ids = [document.id for file in report.files for document in file.documents]
    assert len(set(ids)) == 2
    assert {summary.id for summary in library.store.documents()} == set(ids)


def test_doubts_are_in_the_report(tmp_path: Path, library: Library) -> None:
    scan = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    picture.clear_with(200)
    page = scan.new_page()
    page.insert_image(page.rect, pixmap=picture)
    scan.save(tmp_path / "scan.pdf")
    report = ingest_paths(library, [tmp_path], settings=ToolSettings(with_ocr=False))
    assert [doubt.page for doubt in report.doubtful[0].doubts] == [1]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_file_is_read_again_once_its_pictures_can_be_read(
    tmp_path: Path, library: Library
) -> None:
    with pymupdf.open() as words, pymupdf.open() as scan:
        words.new_page().insert_text((72, 100), "TCVN 6260:2020", fontsize=30)
        page = scan.new_page()
        page.insert_image(page.rect, pixmap=words[0].get_pixmap(dpi=100))
        scan.save(tmp_path / "scan.pdf")
    outcomes_ = []
    for with_ocr in (False, False, True, True):
        report = ingest_paths(library, [tmp_path], settings=ToolSettings(with_ocr=with_ocr))
        outcomes_.append(report.files[0].outcome)
    same = Outcome.UNCHANGED
    assert outcomes_ == [Outcome.READ, same, Outcome.REPLACED, same]


def test_a_caller_may_have_files_read_in_its_own_process(tmp_path: Path, library: Library) -> None:
    write(tmp_path / "good.pdf", "TCVN 6260:2020 Words that can be read.")
    (tmp_path / "bad.pdf").write_bytes(b"this is no PDF")
    report = ingest_paths(library, [tmp_path], workers=0)
    assert [file.file for file in report.rejected] == ["bad.pdf"]
    assert [record.file for record in library.store.files()] == ["good.pdf"]


def test_workers_read_what_one_process_reads(tmp_path: Path, library: Library) -> None:
    for number in range(5):
        write(tmp_path / f"{number}.pdf", f"TCVN {6000 + number}:2020 Words.")
    (tmp_path / "3.pdf").write_bytes(b"this is no PDF")
    report = ingest_paths(library, [tmp_path], workers=2)
    assert [file.file for file in report.files] == [f"{number}.pdf" for number in range(5)]
    assert [file.file for file in report.rejected] == ["3.pdf"]
    assert len(library.store.files()) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_rejected(tmp_path: Path, library: Library) -> None:
    file = write(tmp_path / "closed.pdf", "Words.")
    file.chmod(0)
    assert outcomes(ingest_paths(library, [file]).files) == {"closed.pdf": Outcome.REJECTED}


def test_numbers_on_pictures_are_confirmed_by_files_of_the_same_run(
    tmp_path: Path, library: Library
) -> None:
    settings = ToolSettings(ocr_memory=tmp_path / "memory.sqlite3")
    if (tools := open_tools(settings)).ocr is None:
        pytest.skip(tools.ocr_advice)
    for start in ("tt-19-2019", "qcvn-16-2019"):
        (path,) = (HERE / "content").glob(f"{start}*.txt")
        content = read_content(path)
        # The scan comes first by name, the regulation that confirms its number after it.
        name = "a.pdf" if start.startswith("tt") else "b.pdf"
        (tmp_path / name).write_bytes(build(content).tobytes())
    ingest_paths(library, [tmp_path / "a.pdf"], workers=0, settings=settings)
    alone = " ".join(doubt.what for doubt in library.store.document("19-2019-tt-bxd").doubts)
    assert "chưa đối chiếu được" in alone
    assert "QCVN 16:2019/BXD" in alone
    fresh = Library.in_memory(HashingEmbedder())
    report = ingest_paths(fresh, [tmp_path], workers=0, settings=settings)
    assert [file.file for file in report.files] == ["b.pdf", "a.pdf"]
    together = " ".join(doubt.what for doubt in fresh.store.document("19-2019-tt-bxd").doubts)
    assert "QCVN 16:2019/BXD" not in together
