"""No answer mixes two states of the library."""

import shutil
from contextlib import nullcontext

import pytest

from api.assembly import open_library, open_service
from api.one_state import of_one_state
from api.settings import Settings


@pytest.fixture
def library(built, tmp_path):
    folder = tmp_path / "library"
    shutil.copytree(built, folder)
    return Settings(library=folder, embedder="hashing")


def test_a_file_deleted_amid_an_answer_is_still_whole_in_it(library, monkeypatch):
    service, other = open_service(library), open_library(library)
    slug = "qcvn-7-2019-bkhcn"
    sha256 = other.store.document(slug).source.sha256
    before = service.standard(slug)
    found = type(service).document.__wrapped__

    def then_delete(self, name):
        document = found(self, name)
        with other.batch() as batch:
            batch.delete(sha256)
        return document

    monkeypatch.setattr(type(service), "document", then_delete)
    assert service.standard(slug) == before
    assert other.store.generation() > 0
    monkeypatch.undo()
    service.refresh()
    assert slug not in {item.slug for item in service.standards(limit=500).items}


def test_methods_keep_names_and_words_and_those_named_are_left_alone():
    class Store:
        opened = 0

        def reading(self):
            Store.opened += 1
            return nullcontext()

    @of_one_state("_store", but=("write",))
    class Asked:
        def __init__(self):
            self._store = Store()

        def ask(self, text):
            """Words."""
            return text

        def write(self):
            return None

    asked = Asked()
    assert (asked.ask("một"), Store.opened) == ("một", 1)
    asked.write()
    assert Store.opened == 1
    assert (Asked.ask.__name__, Asked.ask.__doc__) == ("ask", "Words.")
