"""A scan whose number could not be read does not speak beside its numbered copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from search.copies import is_copy
from search.engine import ask


@pytest.fixture
def circular(small_library):
    return small_library.store.document("01-2021-tt-bldtbxh")


def scan_of(document, **changed):
    """As a recognised page would give it: no number, a title with a lost mark."""
    title = document.title.replace("ả", "a", 1)
    source = replace(
        document.source, file="ban-quet.pdf", sha256=sha256(b"ban-quet.pdf").hexdigest()
    )
    return replace(document, id="ban-quet", number=None, title=title, source=source, **changed)


def test_a_copy_has_the_kind_the_title_and_a_date_of_the_numbered_text(circular):
    assert is_copy(scan_of(circular), circular)
    assert is_copy(scan_of(circular, issued=None), circular)


def test_texts_that_differ_in_a_date_or_share_none_are_no_copies(circular):
    assert not is_copy(scan_of(circular, effective_from=date(2024, 1, 1)), circular)
    assert not is_copy(scan_of(circular, issued=None, effective_from=None), circular)
    other = replace(circular, title="Quy định về nuôi ong mật")
    assert not is_copy(scan_of(circular), other)


def test_the_numbered_copy_answers_alone(small_library, library_of, circular):
    library = library_of([scan_of(circular), circular])
    result = ask(library, "hàng hóa nào phải kiểm tra khi nhập khẩu", as_of=date(2026, 7, 15))
    assert result.answers
    assert {answer.slug for answer in result.answers} == {circular.id}
    alone = ask(library_of([scan_of(circular)]), result.q, as_of=date(2026, 7, 15))
    assert {answer.slug for answer in alone.answers} == {"ban-quet"}
