"""Statuses, bindings and the watch list read the parts that are kept of documents, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from bench.lives import Made, documents, fill
from index.life import LifeFacts
from index.store import SqliteStore
from search.binding import bindings
from search.history import history, history_of, lives
from search.namings import namings_of
from search.shelf import Shelf
from search.status import standing_of
from search.watch import watch
from standards.document import Document
from standards.identifier import Identifier

DAY = date(2026, 7, 1)
CITED = Identifier.parse("TCVN 6260:2020")


class Counting(SqliteStore):
    """A store that counts what is read of it."""

    def __init__(self) -> None:
        super().__init__(None)
        self.whole: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()

    def document(self, document_id: str) -> Document:
        self.whole[document_id] += 1
        return super().document(document_id)

    def life(self, document_id: str) -> LifeFacts:
        self.parts[document_id] += 1
        return super().life(document_id)

    def lives(self, ids: Iterable[str]) -> dict[str, LifeFacts]:
        found = super().lives(ids)
        self.parts.update(found.keys())
        return found


@pytest.fixture(scope="module")
def store() -> Counting:
    made = Counting()
    fill(made, documents(240, 30))
    return made


@pytest.fixture
def books(store: Counting) -> Shelf:
    store.whole.clear()
    store.parts.clear()
    return Shelf(Made(store), (0, 0))


def test_a_day_is_watched_without_reading_a_document_whole(store: Counting, books: Shelf) -> None:
    found = watch(books, DAY, 90)
    assert found.ended_cited
    assert watch(books, DAY + timedelta(1), 90).ended_cited
    assert not store.whole
    assert set(store.parts) == set(books.summaries)
    assert set(store.parts.values()) == {1}


def test_what_binds_is_told_without_reading_a_document_whole(store: Counting, books: Shelf) -> None:
    found = bindings(books, CITED, DAY)
    assert found
    assert {one.parts for one in found if one.row is None} == {("Điều 4",)}
    assert all(str(CITED) in one.words for one in found)
    assert not store.whole
    assert max(store.parts.values()) == 1


def test_a_standing_reads_only_what_acts_on_the_text(store: Counting, books: Shelf) -> None:
    standing_of(books, CITED, DAY)
    assert not store.whole
    assert len(store.parts) < 5


def test_a_life_by_what_is_kept_is_the_life_by_the_whole_document(books: Shelf) -> None:
    for name in list(books.summaries)[::7]:
        document = books.store.document(name)
        facts = lives(books).facts(name)
        assert facts is not None
        assert document.number is not None
        assert history(books, document) == lives(books).of_facts(facts)
        assert history(books, document) == history_of(books, document.number)


def test_facts_that_are_read_ahead_are_those_read_one_by_one(books: Shelf) -> None:
    names = [*list(books.summaries)[:9], "none"]
    lives(books).read_ahead(names)
    ahead = [lives(books).facts(name) for name in names]
    other = Shelf(Made(books.store), (0, 0))
    assert ahead == [lives(other).facts(name) for name in names]
    assert ahead[-1] is None


def test_places_that_name_a_number_are_those_the_documents_have(books: Shelf) -> None:
    found = namings_of(books, CITED, lambda name: name.startswith("qcvn") or "tt-bxd" in name)
    assert found
    for name, naming in found.items():
        document = books.store.document(name)
        assert [(one.clause, one.page) for one, _ in naming.mentions] == [
            (one.clause, one.page) for one in document.citations if one.target == CITED
        ]
        for one, clause in naming.mentions:
            whole = document.clause(one.clause or "")
            assert whole is not None
            assert clause is not None
            assert (clause.text, clause.heading) == (whole.text, whole.heading)
        assert [one.product for one in naming.rows] == [
            row for row in document.products if CITED in row.standards
        ]
    assert namings_of(books, CITED, lambda name: False) == {}
