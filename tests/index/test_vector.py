"""One suite over the three vector indexes, and each against the exact one."""

import numpy as np
import pytest

from index.contracts import PassageKind, VectorIndex
from index.faiss_parts import Clusters, Halves
from index.vector import FaissVectorIndex
from index.vector_exact import ExactVectorIndex
from index.vector_ivf import IvfSettings, IvfVectorIndex, ivf_settings
from standards.errors import CorruptLibrary


def ids(*documents):
    return [f"{document}|1|0" for document in documents]


def found(index, vector, k, **narrowed):
    """The documents found, in order."""
    return [hit.passage.split("|")[0] for hit in index.search(vector, k, **narrowed)]


def unit(*values):
    vector = np.array(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def random_units(count, dimension, seed=3):
    found = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


SMALL = IvfSettings(
    clustered_from=100,
    probes=6,
    deeper=4,
    least=60,
    least_share=1.0,
    selective=0.12,
    few=30,
    waiting=50,
    waiting_share=0.1,
)
"""Clusters from 100 vectors on, so that tests see them."""


@pytest.fixture(params=["faiss", "faiss in memory", "ivf", "exact"])
def index(request, tmp_path):
    makers = {
        "faiss": lambda: FaissVectorIndex(tmp_path / "vectors.npz", 3),
        "faiss in memory": lambda: FaissVectorIndex(None, 3),
        "ivf": lambda: IvfVectorIndex(tmp_path / "vectors", 3, SMALL),
        "exact": lambda: ExactVectorIndex(3),
    }
    return makers[request.param]()


@pytest.fixture
def filled(index):
    vectors = np.stack([unit(1, 0, 0), unit(0, 1, 0), unit(1, 1, 0)])
    index.update(add=ids("x", "y", "xy"), vectors=vectors, remove=[])
    return index


def test_all_are_vector_indexes(index):
    assert isinstance(index, VectorIndex)
    assert len(index) == 0
    assert index.search(unit(1, 0, 0), 5) == []


def test_the_nearest_comes_first_with_its_inner_product(filled):
    hits = filled.search(unit(1, 0.1, 0), 2)
    assert [hit.passage for hit in hits] == ids("x", "xy")
    assert [hit.rank for hit in hits] == [1, 2]
    assert hits[0].score == pytest.approx(unit(1, 0.1, 0)[0], abs=1e-3)


def test_kinds_and_documents_narrow_the_search(filled):
    rows = ["x|#row|0", "z|#row|0"]
    filled.update(add=rows, vectors=np.stack([unit(1, 0, 0), unit(0, 0, 1)]), remove=[])
    few = frozenset({"y", "xy", "none"})
    assert found(filled, unit(1, 0, 0), 5, documents=few) == ["xy", "y"]
    assert found(filled, unit(1, 0, 0), 5, documents=frozenset()) == []
    product = frozenset({PassageKind.PRODUCT})
    assert [hit.passage for hit in filled.search(unit(1, 0, 0), 5, kinds=product)] == rows
    assert found(filled, unit(1, 0, 0), 5, kinds=product, documents=frozenset({"z"})) == ["z"]
    assert found(filled, unit(1, 0, 0), 5, kinds=frozenset({PassageKind.TITLE})) == []


def test_removed_passages_are_gone_and_replaced_ones_have_their_new_vector(filled):
    filled.update(add=ids("x"), vectors=np.stack([unit(0, 0, 1)]), remove=ids("y", "none"))
    assert len(filled) == 2
    assert found(filled, unit(0, 0, 1), 1) == ["x"]
    assert found(filled, unit(0, 1, 0), 9) == ["xy", "x"]


def test_clearing_forgets_everything(filled):
    filled.clear()
    assert len(filled) == 0
    filled.update(add=ids("z"), vectors=np.stack([unit(1, 0, 0)]), remove=[])
    assert found(filled, unit(1, 0, 0), 9) == ["z"]


def test_vectors_that_do_not_fit_are_refused_and_change_nothing(filled):
    with pytest.raises(ValueError, match="vectors"):
        filled.update(add=ids("z"), vectors=np.zeros((2, 3), np.float32), remove=ids("x"))
    with pytest.raises(ValueError, match="twice"):
        filled.update(add=ids("z", "z"), vectors=np.zeros((2, 3), np.float32), remove=ids("x"))
    assert len(filled) == 3


def test_faiss_finds_what_exact_search_finds(tmp_path):
    vectors = random_units(400, 16)
    names = [f"d{number % 9}|{'#row' if number % 3 else number}|{number}" for number in range(400)]
    faiss, exact = FaissVectorIndex(tmp_path / "v.npz", 16), ExactVectorIndex(16)
    for index in (faiss, exact):
        index.update(add=names[:300], vectors=vectors[:300], remove=[])
        index.update(add=names[300:], vectors=vectors[300:], remove=names[50:90])
    for number, query in enumerate(random_units(12, 16, seed=5)):
        narrowed = {
            "kinds": frozenset({PassageKind.PRODUCT}) if number % 3 else frozenset(),
            "documents": frozenset({"d1", f"d{number % 9}"}) if number % 2 else None,
        }
        one = faiss.search(query, 20, **narrowed)
        two = exact.search(query, 20, **narrowed)
        assert one
        assert [hit.passage for hit in one] == [hit.passage for hit in two]
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in two], abs=1e-5)


def test_a_file_opened_again_answers_as_before_and_sees_later_changes(tmp_path):
    writer = FaissVectorIndex(tmp_path / "v.npz", 3)
    writer.update(add=ids("x"), vectors=np.stack([unit(1, 0, 0)]), remove=[])
    reader = FaissVectorIndex(tmp_path / "v.npz", 3)
    assert reader.search(unit(1, 0, 0), 1) == writer.search(unit(1, 0, 0), 1)
    writer.update(add=ids("y"), vectors=np.stack([unit(0, 1, 0)]), remove=ids("x"))
    assert len(reader) == 1
    reader.refresh()
    assert found(reader, unit(1, 0, 0), 5) == ["y"]
    assert [path.name for path in tmp_path.iterdir()] == ["v.npz"]


@pytest.mark.parametrize("content", [b"no such thing", b"PK\x03\x04 cut short"])
def test_a_spoilt_file_is_named_with_its_cure(tmp_path, content):
    (tmp_path / "v.npz").write_bytes(content)
    with pytest.raises(CorruptLibrary, match="trachuan rebuild"):
        FaissVectorIndex(tmp_path / "v.npz", 3)


def test_a_file_of_another_dimension_is_refused(tmp_path):
    FaissVectorIndex(tmp_path / "v.npz", 3).update(
        add=ids("x"), vectors=np.stack([unit(1, 0, 0)]), remove=[]
    )
    with pytest.raises(CorruptLibrary, match="dimensions"):
        FaissVectorIndex(tmp_path / "v.npz", 4)


def clustered(count, dimension, seed=3):
    """Unit vectors around a few centres, as those of texts are."""
    centres = random_units(20, dimension, seed)
    chance = np.random.default_rng(seed)
    near = centres[chance.integers(0, 20, count)]
    found = (near + chance.normal(size=(count, dimension)) * 0.12).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def large(tmp_path):
    """An index with clusters, dead rows and rows that wait; the same in the exact one."""
    vectors = clustered(900, 24)
    names = [f"d{n % 30}|{'#row' if n % 3 else n}|{n}" for n in range(900)]
    tested, exact = IvfVectorIndex(tmp_path, 24, SMALL), ExactVectorIndex(24)
    for index in (tested, exact):
        index.update(add=names[:400], vectors=vectors[:400], remove=[])
        index.update(add=names[400:860], vectors=vectors[400:860], remove=names[50:90])
        index.update(add=names[860:], vectors=vectors[860:], remove=names[500:510])
    return tested, exact


@pytest.mark.parametrize("documents", [None, 1, 20])
@pytest.mark.parametrize("kinds", [frozenset(), frozenset({PassageKind.PRODUCT})])
def test_clusters_find_what_exact_search_finds(large, kinds, documents):
    tested, exact = large
    among = None if documents is None else frozenset(f"d{n + 1}" for n in range(documents))
    shared = []
    for query in clustered(15, 24, seed=3)[:15]:
        one = tested.search(query, 20, kinds=kinds, documents=among)
        two = exact.search(query, 20, kinds=kinds, documents=among)
        assert len(one) == len(two)
        assert one[0].passage == two[0].passage
        assert one[0].score == pytest.approx(two[0].score, abs=2e-3)
        shared.append(len({h.passage for h in one} & {h.passage for h in two}) / len(two))
    assert np.mean(shared) > 0.97


def test_clusters_opened_again_answer_as_before_and_see_later_changes(large, tmp_path):
    tested, _ = large
    reader = IvfVectorIndex(tmp_path, 24, SMALL)
    query = clustered(1, 24)[0]
    assert reader.search(query, 20) == tested.search(query, 20)
    best = tested.search(query, 1)[0].passage
    more = clustered(300, 24, seed=8)
    tested.update(add=[f"e|{n}|0" for n in range(300)], vectors=more, remove=[best])
    assert reader.search(query, 1)[0].passage == best
    reader.refresh()
    assert len(reader) == len(tested) == 850 - 1 + 300
    assert reader.search(query, 20) == tested.search(query, 20)
    assert best not in {hit.passage for hit in reader.search(query, 900)}
    assert {file.name.split("-")[2] for file in tmp_path.glob("clusters-*")} == {
        "clause.faiss",
        "product.faiss",
    }
    assert len(list(tmp_path.glob("clusters-*"))) == 2
    assert sum(len(names) for names, _ in reader.vectors()) == len(reader)


@pytest.mark.parametrize("part", ["state.npz", "clusters-*.faiss", "vectors.f16", "names.utf8"])
def test_spoilt_clusters_are_named_with_their_cure(large, tmp_path, part):
    for file in tmp_path.glob(part):
        file.write_bytes(b"no such thing")
    with pytest.raises(CorruptLibrary, match="trachuan rebuild"):
        IvfVectorIndex(tmp_path, 24, SMALL)
    with pytest.raises(CorruptLibrary, match="trachuan rebuild"):
        IvfVectorIndex(tmp_path, 12, SMALL)


def test_clusters_of_an_earlier_version_are_named_with_their_cure(large, tmp_path):
    for file in tmp_path.glob("clusters-*"):
        file.rename(tmp_path / f"clusters-{file.name.split('-')[1]}.faiss")
    with pytest.raises(CorruptLibrary, match=r"earlier version.*trachuan rebuild"):
        IvfVectorIndex(tmp_path, 24, SMALL)


def test_a_kind_with_few_rows_is_compared_row_by_row_until_it_has_many(tmp_path):
    tested, exact = IvfVectorIndex(tmp_path, 24, SMALL), ExactVectorIndex(24)
    vectors, titles = clustered(400, 24), clustered(90, 24, seed=5)
    for index in (tested, exact):
        index.update(add=[f"d|{n}|0" for n in range(400)], vectors=vectors, remove=[])
        index.update(add=[f"d{n}|#title|" for n in range(20)], vectors=titles[:20], remove=[])
    of_titles = frozenset({PassageKind.TITLE})
    assert not list(tmp_path.glob("clusters-*-title.faiss"))
    assert found(tested, titles[3], 90, kinds=of_titles) == found(
        exact, titles[3], 90, kinds=of_titles
    )
    for index in (tested, exact):
        index.update(add=[f"d{n}|#title|" for n in range(20, 90)], vectors=titles[20:], remove=[])
    assert list(tmp_path.glob("clusters-*-title.faiss"))
    assert found(tested, titles[3], 1, kinds=of_titles) == ["d3"]
    assert found(tested, titles[3], 1) == ["d3"]


def test_clusters_that_a_killed_writer_left_never_count(tmp_path, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    tested = IvfVectorIndex(tmp_path, 24, SMALL)
    titles = [f"d{n}|#title|" for n in range(60)]
    with monkeypatch.context() as patch:
        patch.setattr("index.vector_ivf.write_state", die)
        with pytest.raises(KeyboardInterrupt):
            tested.update(
                add=[*titles, *(f"d|{n}|0" for n in range(90))],
                vectors=clustered(150, 24),
                remove=[],
            )
    assert list(tmp_path.glob("clusters-1-title.faiss"))
    again = IvfVectorIndex(tmp_path, 24, SMALL)
    clauses = clustered(150, 24, seed=9)
    again.update(add=[f"e|{n}|0" for n in range(150)], vectors=clauses, remove=[])
    assert not list(tmp_path.glob("clusters-1-title.faiss"))
    assert again.search(clauses[4], 9, kinds=frozenset({PassageKind.TITLE})) == []
    assert again.search(clauses[4], 1)[0].passage == "e|4|0"


def test_vectors_as_near_as_the_last_of_the_best_are_all_found():
    halves = Halves(np.tile(unit(1, 2, 3), (40, 1)).astype(np.float16))
    assert len(halves.best(unit(1, 2, 3), 5)[0]) == 40
    assert len(halves.best(unit(1, 2, 3), 0)[0]) == 0
    assert len(Halves(np.zeros((0, 3), np.float16)).best(unit(1, 2, 3), 5)[0]) == 0


def test_clusters_of_an_odd_dimension_find_their_vectors():
    vectors = clustered(200, 7)
    clusters = Clusters.trained(vectors, 8)
    clusters.add(vectors, np.arange(200))
    found = clusters.search(vectors[11], 20, probes=8, among=None)
    assert 11 in found.tolist()
    only = np.arange(200) % 2 == 0
    assert all(only[clusters.search(vectors[11], 20, probes=8, among=only)])


def test_a_writer_killed_before_the_state_leaves_the_last_one(large, tmp_path, monkeypatch):
    tested, _ = large
    query = clustered(1, 24)[0]
    before = tested.search(query, 20)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.vector_ivf.write_state", die)
        with pytest.raises(KeyboardInterrupt):
            tested.update(add=["z|1|0"], vectors=query[None], remove=[before[0].passage])
    again = IvfVectorIndex(tmp_path, 24, SMALL)
    assert again.search(query, 20) == before
    again.update(add=["y|1|0"], vectors=query[None], remove=[])
    assert again.search(query, 1)[0].passage == "y|1|0"
    assert len(again) == 851


def test_the_settings_of_the_clusters_are_read():
    settings = ivf_settings()
    assert 0 < settings.selective < 1
    assert settings.few < settings.clustered_from
