"""One suite over both embedders, and what only the real model can do."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.contracts import Embedder
from index.embedder import ModelEmbedder
from index.embedder_hashing import HashingEmbedder
from index.engine import Precision
from index.engine_network import NetworkEngine, ensure_network
from index.engine_torch import TorchEngine
from index.model import FOLDER_NAME, cache_folder, ensure_model
from index.network import network_at_hand
from index.tokenizer import Tokens
from standards.errors import CorruptLibrary, MissingPart

TEXTS = ["Mũ an toàn công nghiệp", "Bê tông cốt thép", "Mũ bảo hiểm cho người đi xe máy"]


@pytest.fixture(scope="module")
def model():
    if not (cache_folder() / FOLDER_NAME / "modules.json").is_file():
        pytest.skip("the embedding model is not prepared; run: trachuan model")
    return ModelEmbedder()


@pytest.fixture(params=["hashing", "model"])
def embedder(request):
    if request.param == "model":
        return request.getfixturevalue("model")
    return HashingEmbedder(dimension=128, limit=50)


def test_both_are_embedders(embedder):
    assert isinstance(embedder, Embedder)
    assert embedder.name


def test_vectors_have_unit_length_and_the_same_text_the_same_vector(embedder):
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert embedder.passages(TEXTS[::-1])[::-1] == pytest.approx(vectors, abs=1e-4)
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_the_like_text_is_nearer(embedder):
    scores = embedder.passages(TEXTS) @ embedder.query("mũ an toàn trong công nghiệp")
    assert scores.argmax() == 0
    assert scores[1] < scores[0]


def test_pieces_joined_are_the_text(embedder):
    text = "\n".join(f"{n}. Quai mũ phải chịu được lực kéo {n} N trong phút." for n in range(60))
    pieces = embedder.pieces(text)
    assert len(pieces) > 1
    assert "".join(text[start:end] for start, end in pieces) == text
    assert embedder.pieces("ngắn") == [(0, 4)]
    assert embedder.pieces("") == []


def test_a_piece_with_headings_fits_the_model(model):
    text = " ".join(f"Điều {n} quy định về quai mũ;" for n in range(400))
    tokens = Tokens(cache_folder() / FOLDER_NAME / "tokenizer.json", 10_000)
    heading = "QCVN 06:2012/BLĐTBXH Quy chuẩn kỹ thuật quốc gia về mũ an toàn công nghiệp" * 3
    for start, end in model.pieces(text):
        whole = "passage: " + heading[:220] + "\n" + text[start:end]
        assert len(tokens.numbers([whole])[0]) <= 512


def test_a_question_in_english_finds_its_meaning(model):
    scores = model.passages(TEXTS) @ model.query("reinforced concrete")
    assert scores.argmax() == 1


def test_tokens_are_those_of_the_published_tokenizer(model):
    # Where the pieces end that intfloat/multilingual-e5-small gives for the same text:
    # ▁que ry : ▁M ũ ▁an ▁toàn ▁công ▁nghiệp
    text = "query: Mũ an toàn  công nghiệp"
    ends = [end for _, end in model._engine().offsets(text)]
    assert ends == [3, 5, 6, 8, 9, 12, 17, 23, 30]


@pytest.fixture(scope="module")
def by_torch():
    return TorchEngine(str(ensure_model()), Precision.FLOAT32)


@pytest.fixture(scope="module", params=[Precision.FLOAT32, Precision.INT8])
def by_network(request, model):
    if not network_at_hand():
        pytest.skip("OpenVINO is not installed: pip install 'trachuan[openvino]'")
    return NetworkEngine(ensure_model(), request.param)


def test_both_engines_read_the_same_tokens(by_torch, by_network):
    text = "Mũ phải bền;  ½ kg, ㎡, “QCVN 06:2012/BLĐTBXH”\n2.1.3\tÔ cửa"
    assert by_torch.offsets(text) == by_network.offsets(text)
    assert by_torch.own_tokens == by_network.own_tokens


def test_the_network_computes_the_vectors_of_the_model(by_torch, by_network):
    least = 0.99999 if by_network.precision is Precision.FLOAT32 else 0.9995
    texts = [*TEXTS, "Điều kiện " * 400, "x"]
    cosines = (by_torch.vectors(texts) * by_network.vectors(texts)).sum(axis=1)
    assert cosines.min() > least
    question = "mũ cho công nhân"
    assert by_torch.question(question) @ by_network.question(question) > least


def test_threads_that_ask_at_once_get_each_their_own_vector(model):
    questions = [f"yêu cầu số {n} của mũ" for n in range(24)]
    one_by_one = [model.query(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(model.query, questions))
    assert np.array_equal(np.stack(one_by_one), np.stack(at_once))


def test_a_network_that_computes_something_else_is_not_taken(tmp_path, model):
    if not network_at_hand():
        pytest.skip("OpenVINO is not installed: pip install 'trachuan[openvino]'")
    prepared = cache_folder() / FOLDER_NAME
    (tmp_path / "tokenizer.json").symlink_to(prepared / "tokenizer.json")
    ensure_network(prepared)
    place = tmp_path / "openvino-1"
    place.mkdir()
    (place / "network.xml").symlink_to(prepared / "openvino-1" / "network.xml")
    weights = bytearray((prepared / "openvino-1" / "network.bin").read_bytes())
    weights[-8_000_000:] = bytes(8_000_000)
    (place / "network.bin").write_bytes(weights)
    with pytest.raises(CorruptLibrary, match="trachuan model"):
        NetworkEngine(tmp_path, Precision.AUTO)
    (place / "network.xml").unlink()
    (place / "network.xml").write_text("<net", encoding="utf-8")
    with pytest.raises(CorruptLibrary, match="trachuan model"):
        NetworkEngine(tmp_path, Precision.AUTO)


def test_without_openvino_the_model_is_computed_by_torch(monkeypatch, by_torch):
    monkeypatch.setattr("index.embedder.network_at_hand", lambda: False)
    monkeypatch.setattr("index.engine_torch.TorchEngine", lambda *_: by_torch)
    assert ModelEmbedder().precision is by_torch.precision
    with pytest.raises(MissingPart, match="openvino"):
        ModelEmbedder(precision=Precision.INT8).query("mũ")


def test_a_model_that_is_nowhere_is_named_with_a_cure(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingPart, match="TRACHUAN_MODEL"):
        ModelEmbedder(str(tmp_path / "empty")).query("mũ")
