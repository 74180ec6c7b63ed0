"""Vectors are computed once: the same text, in another process or after a rebuild, is free."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.contracts import Embedder, Vectors
from index.embedder_hashing import HashingEmbedder
from index.embedder_remembering import RememberingEmbedder


class Counting:
    """A hashing embedder that counts the texts it was given."""

    def __init__(self) -> None:
        self.inner = HashingEmbedder()
        self.texts = 0
        self.name = self.inner.name
        self.dimension = self.inner.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self.inner.passages(texts)

    def query(self, text: str) -> Vectors:
        return self.inner.query(text)

    def pieces(self, text: str) -> list[tuple[int, int]]:
        return self.inner.pieces(text)


def test_it_is_an_embedder(tmp_path: Path) -> None:
    assert isinstance(RememberingEmbedder(HashingEmbedder(), tmp_path / "v"), Embedder)


def test_a_text_is_computed_once_even_by_another_instance(tmp_path: Path) -> None:
    first = Counting()
    texts = ["mũ an toàn", "nồi hơi", "mũ an toàn"]
    got = RememberingEmbedder(first, tmp_path / "v").passages(texts)
    assert first.texts == 2
    second = Counting()
    again = RememberingEmbedder(second, tmp_path / "v").passages([*texts, "thang máy"])
    assert second.texts == 1
    assert np.array_equal(got, again[:3])
    assert np.allclose(got, HashingEmbedder().passages(texts))


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    RememberingEmbedder(Counting(), tmp_path / "v").passages(["mũ"])
    other = Counting()
    other.name = "another model"
    RememberingEmbedder(other, tmp_path / "v").passages(["mũ"])
    assert other.texts == 1


def test_a_broken_file_is_started_anew(tmp_path: Path) -> None:
    (tmp_path / "v").write_bytes(b"this is no database" * 100)
    inner = Counting()
    vectors = RememberingEmbedder(inner, tmp_path / "v").passages(["mũ"])
    assert vectors.shape == (1, inner.dimension)
    assert inner.texts == 1


def test_nothing_gives_no_vectors(tmp_path: Path) -> None:
    inner = Counting()
    assert RememberingEmbedder(inner, tmp_path / "v").passages([]).shape == (0, inner.dimension)


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    texts = [f"điều {number}" for number in range(300)]

    class Killed(Counting):
        def passages(self, texts: Sequence[str]) -> Vectors:
            if self.texts + len(texts) > 256:
                raise KeyboardInterrupt
            return super().passages(texts)

    with pytest.raises(KeyboardInterrupt):
        RememberingEmbedder(Killed(), tmp_path / "v").passages(texts)
    after = Counting()
    found = RememberingEmbedder(after, tmp_path / "v").passages(texts)
    assert after.texts == 300 - 256
    assert np.allclose(found, HashingEmbedder().passages(texts))
