"""The indexes follow the store in portions, and a library never reads all to change a little."""

from dataclasses import replace

import pytest

from index.contracts import KeywordQuery
from index.embedder_hashing import HashingEmbedder
from index.engines import Choice
from index.library import Library
from index.library_follow import VectorWriter
from index.vector_exact import ExactVectorIndex

LARGE = Choice(keywords="tantivy", vectors="ivf")


class Counting(HashingEmbedder):
    """Counts what it embeds; stops after so many texts."""

    def __init__(self, stop=None):
        super().__init__(dimension=64, limit=12)
        self.lengths = []
        self.stop = stop

    def passages(self, texts):
        if self.stop is not None and len(self.lengths) >= self.stop:
            raise KeyboardInterrupt
        self.lengths += [len(text) for text in texts]
        return super().passages(texts)


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr("index.library_follow.PORTION", 20)
    monkeypatch.setattr("index.library_follow._EMBEDDED", 8)
    monkeypatch.setattr("index.library_follow._WRITTEN", 30)
    monkeypatch.setattr("index.store_passages._DOCUMENTS", 3)


def fill(kit, library, count):
    """Documents of two passages each."""
    with library.batch() as batch:
        for place in range(count):
            content = f"%PDF {place}".encode()
            document = replace(
                kit.cement_document(file=f"{place}.pdf", content=content),
                id=f"d-{place}",
                title=f"Xi măng loại {place} " + "rất tốt " * (place % 7),
            )
            batch.add(
                file=f"{place}.pdf",
                original=content,
                sha256=kit.sha(content),
                documents=[document],
                pages=kit.pages(1),
                reader="r1",
            )


@pytest.mark.parametrize("engines", [Choice(), LARGE])
def test_indexes_rebuilt_in_portions_answer_as_before(
    kit, tmp_path, embedder, small_portions, engines
):
    library = Library.create_or_open(tmp_path, embedder=embedder)
    fill(kit, library, 40)
    library.move(engines)
    query = KeywordQuery(text="xi măng loại 17")
    words = library.keywords.search(query, 20)
    meant = library.vectors.search(embedder.query("xi măng loại 17"), 20)
    steps = []
    library.rebuild(lambda done, total: steps.append((done, total)))
    total = library.store.passage_count()
    assert steps[-1] == (total, total)
    assert len(steps) > total / 8
    assert library.check() == ()
    assert library.keywords.search(query, 20) == words
    assert library.vectors.search(embedder.query("xi măng loại 17"), 20) == meant


def test_texts_of_about_one_length_are_embedded_together(kit, tmp_path, small_portions):
    counting = Counting()
    library = Library.create_or_open(tmp_path, embedder=counting)
    fill(kit, library, 10)
    counting.lengths.clear()
    (tmp_path / "embeddings.sqlite3").unlink()
    library.rebuild()
    first, last = counting.lengths[:8], counting.lengths[-8:]
    assert len(counting.lengths) == library.store.passage_count()
    assert max(first) < max(last)


def test_a_rebuild_that_was_stopped_embeds_nothing_twice(kit, tmp_path, small_portions):
    library = Library.create_or_open(tmp_path, embedder=Counting())
    fill(kit, library, 40)
    library.move(LARGE)
    (tmp_path / "embeddings.sqlite3").unlink()
    stopped, rest = Counting(stop=50), Counting()
    with pytest.raises(KeyboardInterrupt):
        Library.open(tmp_path, embedder=stopped).rebuild()
    again = Library.open(tmp_path, embedder=rest)
    assert again.check() == ()
    assert again.keywords.dead == again.vectors.dead == 0
    assert len(stopped.lengths) >= 50
    assert len(stopped.lengths) + len(rest.lengths) == again.store.passage_count()


def test_a_file_is_added_without_looking_at_the_other_documents(
    kit, tmp_path, embedder, monkeypatch
):
    library = Library.create_or_open(tmp_path, embedder=embedder)
    kit.put_helmet(library)

    def never(*_, **__):
        raise AssertionError("all documents were listed")

    monkeypatch.setattr(library.store, "documents", never)
    monkeypatch.setattr(library.store, "files", never)
    assert kit.put_helmet(library, file="copy.pdf", content=b"%PDF copy") == (
        "qcvn-6-2012-bldtbxh-2",
    )


def test_vectors_are_written_in_few_updates_and_what_went_is_gone_first(embedder):
    index = ExactVectorIndex(64)
    old = embedder.passages(["cũ", "mới"])
    index.update(add=["a|1|0", "b|1|0"], vectors=old, remove=())
    writer = VectorWriter(index, 64, ("a|1|0", "b|1|0"))
    writer.add(["b|1|0"], old[1:])
    assert len(index) == 2
    writer.finish()
    writer.finish()
    assert [hit.passage for hit in index.search(old[1], 9)] == ["b|1|0"]


def places(folder):
    return sorted(path.name for path in folder.iterdir() if path.name[:4] in ("keyw", "vect"))


def test_dead_rows_are_folded_at_the_end_of_a_batch(kit, tmp_path, embedder, monkeypatch):
    monkeypatch.setattr("index.engines._fold", lambda: (0.25, 10))
    library = Library.create_or_open(tmp_path, embedder=embedder)
    fill(kit, library, 20)
    library.move(LARGE)
    reader = Library.open(tmp_path, embedder=embedder)
    kit.put_helmet(library)
    assert places(tmp_path) == ["keywords-tantivy", "vectors-ivf"]
    fill(kit, library, 4)
    assert library.keywords.dead == library.vectors.dead == 12
    fill(kit, library, 8)
    assert library.keywords.dead == library.vectors.dead == 0
    assert places(tmp_path) == ["keywords-tantivy-1", "vectors-ivf-1"]
    query, meant = KeywordQuery(text="xi măng loại 7"), embedder.query("mũ an toàn")
    assert reader.keywords.search(query, 9)
    assert reader.refresh()
    for one in (reader, Library.open(tmp_path, embedder=embedder)):
        assert one.check() == ()
        assert one.keywords.search(query, 9) == library.keywords.search(query, 9)
        assert one.vectors.search(meant, 9) == library.vectors.search(meant, 9)
    fill(kit, library, 20)
    assert places(tmp_path) == ["keywords-tantivy-2", "vectors-ivf-2"]
    library.rebuild()
    assert Library.open(tmp_path, embedder=embedder).check() == ()
    library.move(Choice())
    assert places(tmp_path) == ["keywords", "vectors.npz"]


def test_a_fold_that_fails_leaves_the_library_and_the_next_one_tidies_up(
    kit, tmp_path, embedder, monkeypatch
):
    monkeypatch.setattr("index.engines._fold", lambda: (0.25, 10))
    library = Library.create_or_open(tmp_path, embedder=embedder)
    fill(kit, library, 20)
    library.move(LARGE)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.library_move.write_manifest", die)
        with pytest.raises(KeyboardInterrupt):
            fill(kit, library, 10)
    assert len(places(tmp_path)) == 4
    again = Library.open(tmp_path, embedder=embedder)
    assert again.check() == ()
    assert again.manifest.keywords_turn == 0
    kit.put_helmet(again)
    assert places(tmp_path) == ["keywords-tantivy-1", "vectors-ivf-1"]
    assert again.check() == ()
