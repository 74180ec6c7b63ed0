"""A library keeps its store and its indexes in step, whatever happens between."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.contracts import KeywordQuery
from index.embedder_hashing import HashingEmbedder
from index.engines import Choice, keyword_index
from index.library import Library
from index.lock import writer_lock
from standards.errors import (
    CorruptLibrary,
    LibraryLocked,
    MissingPart,
    NoLibrary,
    NotFound,
    StaleIndex,
)


def found(library, text):
    return {
        hit.passage.split("|")[0] for hit in library.keywords.search(KeywordQuery(text=text), 9)
    }


@pytest.fixture(params=["folder", "memory"])
def library(request, tmp_path, embedder):
    if request.param == "memory":
        return Library.in_memory(embedder)
    return Library.create_or_open(tmp_path / "library", embedder=embedder)


def test_what_is_added_is_found_by_words_and_by_meaning(kit, library):
    kit.put_helmet(library)
    kit.put_cement(library)
    assert found(library, "mũ an toàn") == {"qcvn-6-2012-bldtbxh"}
    best = library.vectors.search(library.embedder.query("xi măng bê tông cốt thép"), 1)[0]
    assert best.passage == "tcvn-6260-2020|1|0"
    assert library.check() == ()


def test_every_hit_leads_back_to_the_words_of_its_clause(kit, library):
    long = " ".join(f"Câu thứ {n} nói về quai mũ." for n in range(30))
    kit.put_helmet(library, text=long)
    document = library.store.document("qcvn-6-2012-bldtbxh")
    parts = [p for p in library.store.all_passages() if p.clause == "1.1" and p.row is None]
    assert len(parts) > 3
    assert "".join(part.text for part in parts) == document.clause("1.1").text
    for part in parts:
        assert document.clause("1.1").text[part.start : part.end] == part.text


def test_a_changed_file_replaces_its_old_reading(kit, library):
    kit.put_helmet(library)
    kit.put_helmet(library, content=b"%PDF newer", text="Quai mũ phải chắc.")
    assert len(library.store.files()) == 1
    assert len(library.store.documents()) == 1
    assert library.store.document("qcvn-6-2012-bldtbxh").clause("1.1").text == "Quai mũ phải chắc."
    assert found(library, "quai") == {"qcvn-6-2012-bldtbxh"}
    assert found(library, "bền") == set()
    with pytest.raises(NotFound):
        library.store.original(kit.sha(kit.HELMET))
    assert library.check() == ()


def test_an_unchanged_file_is_known_until_its_bytes_or_the_reader_change(kit, library):
    kit.put_helmet(library)
    known = kit.sha(kit.HELMET)
    assert library.unchanged(file="mu.pdf", sha256=known, reader="r1")
    assert not library.unchanged(file="mu.pdf", sha256=known, reader="r2")
    assert not library.unchanged(file="mu.pdf", sha256=kit.sha(kit.CEMENT), reader="r1")
    assert not library.unchanged(file="other.pdf", sha256=known, reader="r1")


def test_deleting_a_file_leaves_nothing_of_it(kit, library):
    kit.put_helmet(library)
    kit.put_cement(library)
    with library.batch() as batch:
        gone = batch.delete(kit.sha(kit.HELMET))
    assert all(passage.startswith("qcvn-6-2012-bldtbxh|") for passage in gone)
    assert found(library, "mũ") == set()
    assert (
        len(library.keywords)
        == len(library.vectors)
        == len(library.store.passages(p.id for p in library.store.all_passages()))
    )
    assert [record.file for record in library.store.files()] == ["xi-mang.pdf"]
    assert library.check() == ()


def test_two_files_with_one_number_get_different_ids(kit, library):
    kit.put_helmet(library)
    ids = kit.put_helmet(library, file="copy.pdf", content=b"%PDF copy")
    assert ids == ("qcvn-6-2012-bldtbxh-2",)
    assert kit.put_helmet(library, file="copy.pdf", content=b"%PDF copy 2") == ids
    assert kit.put_helmet(library) == ("qcvn-6-2012-bldtbxh",)


def test_a_file_that_fails_leaves_the_ones_before_it(kit, library):
    with library.batch() as batch:
        batch.add(
            file="xi-mang.pdf",
            original=kit.CEMENT,
            sha256=kit.sha(kit.CEMENT),
            documents=[kit.cement_document()],
            pages=kit.pages(1),
            reader="r1",
        )
        with pytest.raises(CorruptLibrary, match="SHA-256"):
            batch.add(
                file="b.pdf",
                original=kit.HELMET,
                sha256=kit.sha(b"something else"),
                documents=[kit.helmet_document(file="b.pdf")],
                pages=kit.pages(1),
                reader="r1",
            )
    assert [record.file for record in library.store.files()] == ["xi-mang.pdf"]
    assert found(library, "xi măng") == {"tcvn-6260-2020"}
    assert library.check() == ()


def test_rebuilding_gives_the_same_answers(kit, library):
    kit.put_helmet(library)
    kit.put_cement(library)
    before = library.keywords.search(KeywordQuery(text="mũ bê tông"), 9)
    steps = []
    library.rebuild(lambda done, total: steps.append((done, total)))
    assert library.keywords.search(KeywordQuery(text="mũ bê tông"), 9) == before
    assert steps[-1][0] == steps[-1][1] == len(library.vectors)
    assert library.check() == ()


def test_a_folder_opened_again_answers_as_before(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    library = Library.create_or_open(folder, embedder=embedder)
    kit.put_helmet(library)
    before = library.keywords.search(KeywordQuery(text="mũ an toàn"), 9)
    library.close()
    again = Library.open(folder, embedder=embedder)
    assert again.keywords.search(KeywordQuery(text="mũ an toàn"), 9) == before
    assert again.store.document("qcvn-6-2012-bldtbxh") == kit.helmet_document()
    assert again.store.original(kit.sha(kit.HELMET)) == kit.HELMET


def test_a_missing_library_names_the_command(kit, tmp_path, embedder):
    with pytest.raises(NoLibrary, match="trachuan ingest"):
        Library.open(tmp_path / "none", embedder=embedder)


def test_an_index_of_another_model_says_rebuild_and_rebuilding_cures_it(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    kit.put_helmet(Library.create_or_open(folder, embedder=embedder))
    other = HashingEmbedder(dimension=32)
    with pytest.raises(StaleIndex, match="trachuan rebuild"):
        Library.open(folder, embedder=other)
    rebuilt = Library.open_for_rebuild(folder, embedder=other)
    rebuilt.rebuild()
    assert rebuilt.check() == ()
    assert found(Library.open(folder, embedder=other), "mũ") == {"qcvn-6-2012-bldtbxh"}


# Whoosh leaves its table of contents open when it cannot read it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("part", ["manifest.json", "vectors.npz", "keywords"])
def test_a_spoilt_part_is_named_and_rebuilding_cures_it(kit, tmp_path, embedder, part):
    folder = tmp_path / "library"
    kit.put_helmet(Library.create_or_open(folder, embedder=embedder))
    for file in (folder / part).glob("*.toc") if part == "keywords" else [folder / part]:
        file.write_bytes(b"no such thing")
    with pytest.raises(CorruptLibrary, match="trachuan rebuild"):
        Library.open(folder, embedder=embedder)
    Library.open_for_rebuild(folder, embedder=embedder).rebuild()
    assert Library.open(folder, embedder=embedder).check() == ()


def test_indexes_that_have_lost_passages_are_no_basis_for_answers(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    kit.put_helmet(Library.create_or_open(folder, embedder=embedder))
    (folder / "vectors.npz").unlink()
    with pytest.raises(CorruptLibrary, match="trachuan rebuild"):
        Library.open(folder, embedder=embedder)


@pytest.mark.parametrize("loss", ["gone", "emptied"])
def test_a_library_that_has_lost_its_store_is_not_filled_with_nothing(
    kit, tmp_path, embedder, loss
):
    folder = tmp_path / "library"
    library = Library.create_or_open(folder, embedder=embedder)
    kit.put_helmet(library)
    library.close()
    (folder / "store.sqlite3").unlink()
    if loss == "emptied":
        (folder / "store.sqlite3").touch()
    for opening in (Library.open, Library.open_for_rebuild, Library.create_or_open):
        with pytest.raises(CorruptLibrary, match="backup"):
            opening(folder, embedder=embedder)
    assert (folder / "vectors.npz").is_file()


def test_indexes_that_lag_after_a_kill_catch_up_on_opening(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    kit.put_cement(Library.create_or_open(folder, embedder=embedder))
    script = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from pathlib import Path
import runpy
globals().update(runpy.run_path({str(Path(__file__).with_name("conftest.py"))!r}))
from index.embedder_hashing import HashingEmbedder
from index.library import Library
library = Library.open(Path({str(folder)!r}), embedder=HashingEmbedder(dimension=64, limit=12))
with library.batch() as batch:
    batch.add(file="mu.pdf", original=HELMET, sha256=sha(HELMET), documents=[helmet_document()],
              pages=pages(2), reader="r1")
    os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 9, done.stderr
    state = json.loads((folder / "manifest.json").read_text())
    library = Library.open(folder, embedder=embedder)
    assert state["generation"] < library.manifest.generation
    assert found(library, "mũ an toàn") == {"qcvn-6-2012-bldtbxh"}
    assert library.check() == ()


def test_a_second_writer_is_refused_and_a_reader_sees_the_new_state_after_refresh(
    kit, tmp_path, embedder, monkeypatch
):
    folder = tmp_path / "library"
    writer = Library.create_or_open(folder, embedder=embedder)
    reader = Library.open(folder, embedder=embedder)
    assert not reader.refresh()
    monkeypatch.setattr("index.library._PATIENCE", 0.05)
    with writer.batch(), pytest.raises(LibraryLocked), reader.batch():
        pass
    kit.put_helmet(writer)
    assert found(reader, "mũ") == set()
    assert reader.refresh()
    assert found(reader, "mũ") == {"qcvn-6-2012-bldtbxh"}
    assert len(reader.vectors) == len(writer.vectors)


LARGE = Choice(keywords="tantivy", vectors="ivf")


class Deaf(HashingEmbedder):
    """Fails where a passage is embedded."""

    def passages(self, texts):
        raise AssertionError("nothing is to be embedded anew")


def test_a_library_moves_to_other_engines_and_back_without_embedding(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    kit.put_helmet(Library.create_or_open(folder, embedder=embedder))
    reader = Library.open(folder, embedder=embedder)
    query = embedder.query("mũ an toàn công nghiệp")
    words = reader.keywords.search(KeywordQuery(text="mũ an toàn"), 9)
    meant = reader.vectors.search(query, 9)
    steps = []
    moved = Library.open(folder, embedder=Deaf(dimension=64, limit=12))
    moved.move(LARGE, lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] == len(moved.keywords) + len(moved.vectors)
    assert reader.keywords.search(KeywordQuery(text="mũ an toàn"), 9) == words
    assert reader.refresh()
    for library in (moved, reader, Library.open(folder, embedder=embedder)):
        assert library.manifest.engines == LARGE
        assert library.check() == ()
        hits = library.keywords.search(KeywordQuery(text="mũ an toàn"), 9)
        assert [hit.passage for hit in hits] == [hit.passage for hit in words]
        hits = library.vectors.search(query, 9)
        assert [hit.passage for hit in hits] == [hit.passage for hit in meant]
    kit.put_cement(reader)
    assert not (folder / "keywords").exists()
    assert not (folder / "vectors.npz").exists()
    again = Library.open(folder, embedder=embedder)
    assert found(again, "xi măng") == {"tcvn-6260-2020"}
    again.rebuild()
    assert again.manifest.engines == LARGE
    again.move(Choice())
    assert again.check() == Library.open(folder, embedder=embedder).check() == ()
    assert sorted(path.name for path in folder.glob("[kv]*")) == ["keywords", "vectors.npz"]


def test_a_move_that_fails_leaves_the_library_as_it_was(kit, tmp_path, embedder, monkeypatch):
    folder = tmp_path / "library"
    library = Library.create_or_open(folder, embedder=embedder)
    kit.put_helmet(library)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.library_move.write_manifest", die)
        with pytest.raises(KeyboardInterrupt):
            library.move(LARGE)
    again = Library.open(folder, embedder=embedder)
    assert again.manifest.engines == Choice()
    assert found(again, "mũ") == {"qcvn-6-2012-bldtbxh"}
    again.move(LARGE)
    assert again.check() == ()


def test_an_engine_that_is_not_installed_is_named_with_its_command(tmp_path, monkeypatch):
    monkeypatch.setattr("index.engines.installed", lambda _: False)
    with pytest.raises(MissingPart, match=r"pip install .trachuan\[tantivy\]"):
        keyword_index("tantivy", tmp_path)


def test_a_spoilt_engine_name_is_no_guess(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    kit.put_helmet(Library.create_or_open(folder, embedder=embedder))
    text = (folder / "manifest.json").read_text().replace("whoosh", "lucene")
    (folder / "manifest.json").write_text(text)
    with pytest.raises(CorruptLibrary, match="lucene"):
        Library.open(folder, embedder=embedder)


def test_a_writer_waits_for_one_that_is_about_to_be_done(kit, tmp_path, embedder):
    folder = tmp_path / "library"
    writer = Library.create_or_open(folder, embedder=embedder)
    held, done = threading.Event(), threading.Event()

    def hold():
        with writer_lock(folder):
            held.set()
            done.wait(5)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(5)
    threading.Timer(0.2, done.set).start()
    kit.put_helmet(writer)
    other.join()
    assert writer.check() == ()
    assert done.is_set()
