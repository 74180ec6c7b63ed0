"""One suite over both embedders, and what only the real model can do."""

import numpy as np
import pytest

from index.contracts import Embedder
from index.embedder import ModelEmbedder
from index.embedder_hashing import HashingEmbedder
from index.model import FOLDER_NAME, cache_folder
from standards.errors import MissingPart

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
    limit = model._model().max_seq_length
    heading = "QCVN 06:2012/BLĐTBXH Quy chuẩn kỹ thuật quốc gia về mũ an toàn công nghiệp" * 3
    for start, end in model.pieces(text):
        whole = "passage: " + heading[:220] + "\n" + text[start:end]
        assert len(model._model().tokenizer(whole)["input_ids"]) <= limit


def test_a_question_in_english_finds_its_meaning(model):
    scores = model.passages(TEXTS) @ model.query("reinforced concrete")
    assert scores.argmax() == 1


def test_tokens_are_those_of_the_published_tokenizer(model):
    # Pieces that intfloat/multilingual-e5-small gives for the same text.
    tokens = model._model().tokenizer.tokenize("query: Mũ an toàn  công nghiệp")
    assert tokens == ["▁que", "ry", ":", "▁M", "ũ", "▁an", "▁toàn", "▁công", "▁nghiệp"]


def test_a_model_that_is_nowhere_is_named_with_a_cure(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingPart, match="TRACHUAN_MODEL"):
        ModelEmbedder(str(tmp_path / "empty")).query("mũ")
