"""A document opened part by part is the document that was kept."""

import dataclasses
from dataclasses import replace
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from bench.national_documents import make_document, original_of
from bench.national_words import fresh_pool
from index.codec import encode
from index.life import life_of
from index.opened import CUT, OpenedDocument
from index.store import SqliteStore
from standards.document import Clause, Document
from standards.errors import CorruptLibrary, NotFound


def parts_below(kind):
    """Dataclasses that stand in fields of a dataclass, at any depth."""
    found, waiting = set(), [kind]
    while waiting:
        for hint in get_type_hints(waiting.pop()).values():
            inner = [hint]
            while inner:
                one = inner.pop()
                if get_origin(one) in (tuple, Union, UnionType):
                    inner.extend(get_args(one))
                elif dataclasses.is_dataclass(one) and one not in found:
                    found.add(one)
                    waiting.append(one)
    return found


def opened(document):
    return OpenedDocument.of(life_of(document), lambda: encode(document))


@pytest.fixture(scope="module")
def made():
    pool = fresh_pool()
    return [make_document(pool, place).document for place in (0, 6, 7, 8)]


def test_no_part_has_a_field_named_like_one_that_is_cut_out():
    for part in parts_below(Document):
        named = {field.name for field in dataclasses.fields(part) if field.kw_only and field.init}
        assert not named & set(CUT), part
        assert part is Clause or "key" not in named, part


def test_parts_come_back_equal(made, kit):
    for document in (*made, kit.helmet_document(), kit.cement_document()):
        assert opened(document) == document
        assert document == opened(document)
        assert hash(opened(document)) == hash(document)
        for clause in document.clauses:
            assert opened(document).clause(clause.key) == clause
        assert opened(document).clause("none") is None


def test_a_part_changed_leaves_the_others(made):
    assert replace(opened(made[0]), title="Khác") == replace(made[0], title="Khác")


def test_words_that_look_like_fields_stay_words(kit):
    clause = replace(
        kit.helmet_document().clauses[0], text='{"key":"9","products":[1]} "citations":[]', lines=()
    )
    document = replace(kit.helmet_document(), clauses=(clause,))
    assert opened(document) == document
    assert opened(document).clause("9") is None


def test_numbers_and_days_do_not_read_the_text(made):
    def never():
        raise AssertionError("the text was read")

    document = OpenedDocument.of(life_of(made[2]), never)
    assert (document.number, document.kind) == (made[2].number, made[2].kind)
    assert document.related("issues") == made[2].related("issues")


def test_a_damaged_text_says_so(made):
    document = OpenedDocument.of(life_of(made[0]), lambda: encode(made[0])[:900])
    with pytest.raises(CorruptLibrary, match="ingest it again"):
        _ = document.clauses
    with pytest.raises(AttributeError):
        _ = document.nonsense


def test_stores_open_what_they_hold(made, store):
    document = made[1]
    with store.batch() as batch:
        batch.put(
            original=original_of(6),
            documents=[document],
            pages=[],
            passages=[],
            file=document.source.file,
            sha256=document.source.sha256,
            reader="made",
        )
    assert store.opened(document.id) == document
    with pytest.raises(NotFound):
        store.opened("none")


def test_a_document_that_went_is_missed(made):
    store = SqliteStore(None)
    with pytest.raises(NotFound):
        store.opened(made[0].id)
