"""A made library of some 300 clauses, asked before and after it is opened anew."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bench.national import made_passages, vectors_of
from bench.national_documents import make_document, number_at, original_of
from bench.national_words import fresh_pool, read_pool
from bench.scale_questions import questions
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from search.engine import ask
from search.shelf import shelf

DAY = date(2026, 11, 22)
PLACES = (0, 1, 6, 7, 8, 9)


@pytest.fixture(scope="module")
def pool():
    return fresh_pool()


@pytest.fixture(scope="module")
def folder(pool, tmp_path_factory):
    place = tmp_path_factory.mktemp("made")
    library = Library.create_or_open(place, embedder=HashingEmbedder())
    with library.batch() as batch:
        for at in PLACES:
            one = make_document(pool, at)
            clauses = one.document.clauses[:60]
            keys = {clause.key for clause in clauses} | {"phu-luc-a"}
            batch.add(
                file=one.document.source.file,
                original=original_of(at),
                sha256=one.document.source.sha256,
                documents=[
                    replace(
                        one.document,
                        clauses=tuple(c for c in one.document.clauses if c.key in keys),
                        citations=tuple(c for c in one.document.citations if c.clause in keys),
                    )
                ],
                pages=one.pages,
                reader="made",
            )
    library.close()
    return place


def asked(folder, pool):
    """What is answered to every sort of question, without how long it took."""
    library = Library.open(folder, embedder=HashingEmbedder())
    texts = [one.text for one in questions(pool, 10, 20)]
    texts += [pool.goods[make_document(pool, at).good].name for at in PLACES]
    texts += [str(number_at(at)) for at in PLACES]
    found = [replace(ask(library, text, as_of=DAY), took_ms=None) for text in texts]
    library.close()
    return found


def test_answers_are_the_same_when_the_library_is_opened_anew(folder, pool):
    before, after = asked(folder, pool), asked(folder, pool)
    assert before == after
    assert sum(one.answerable for one in before) > len(PLACES)


def test_every_number_leads_to_its_document(folder, pool):
    library = Library.open(folder, embedder=HashingEmbedder())
    for at in PLACES:
        result = ask(library, str(number_at(at)), as_of=DAY)
        assert result.answers[0].slug == make_document(pool, at).document.id
    library.close()


def test_the_shelf_knows_lists_and_numbers_without_reading_documents(folder, pool):
    library = Library.open(folder, embedder=HashingEmbedder())
    seen = shelf(library)
    listed = {one.document.id for at in PLACES if (one := make_document(pool, at)).rows}
    assert {document for document, _ in seen.lists} == listed
    for known in seen.numbers:
        number = known.identifier
        first = (number.base or number).number.split("-")[0].lstrip("0").casefold()
        assert number in seen.numbered(first)
    library.close()


def test_a_document_is_the_same_in_every_run(pool, tmp_path):
    pool.write(tmp_path / "pool.json")
    again = read_pool(tmp_path / "pool.json")
    assert make_document(again, 6) == make_document(pool, 6)
    assert questions(again, 100, 40) == questions(pool, 100, 40)


def test_a_passage_has_a_unit_vector_near_its_sentences(pool):
    one = make_document(pool, 6)
    known = np.random.default_rng(1).standard_normal((len(pool.texts), 64), dtype=np.float32)
    known /= np.linalg.norm(known, axis=1, keepdims=True)
    vectors = vectors_of(one, pool, known, 6)
    assert vectors.shape == (len(made_passages(one)), 64)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    name = known[pool.names_from + one.good]
    assert vectors[0] @ name > 0.9
    assert np.array_equal(vectors, vectors_of(one, pool, known, 6))
