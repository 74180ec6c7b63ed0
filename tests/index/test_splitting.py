"""A long text is cut where a reader would cut it, and nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.splitting import split_pieces


def words(text):
    return [match.span() for match in re.finditer(r"\S+", text)]


def parts(text, limit):
    return [text[start:end] for start, end in split_pieces(text, words, limit)]


@given(st.text(alphabet="ab c.\n;,1", max_size=200), st.integers(1, 9))
def test_the_parts_joined_are_the_text_and_each_fits(text, limit):
    found = parts(text, limit)
    assert "".join(found) == text
    assert all(found)
    assert all(len(words(part)) <= limit for part in found)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("một hai ba\nbốn năm sáu", 4, ["một hai ba\n", "bốn năm sáu"]),
        ("a b c\n\nd e\nf g h", 6, ["a b c\n\n", "d e\nf g h"]),
        ("Mũ rất bền. Quai rất chắc chắn", 5, ["Mũ rất bền. ", "Quai rất chắc chắn"]),
        ("theo Điều 3. Khoản 2. mục một hai", 5, ["theo Điều 3. Khoản 2. ", "mục một hai"]),
        ("gồm: a b c d; e f g h", 6, ["gồm: a b c d; ", "e f g h"]),
        ("ngắn", 4, ["ngắn"]),
        ("", 4, []),
    ],
)
def test_it_cuts_at_the_best_place_that_fits(text, limit, expected):
    assert parts(text, limit) == expected


def test_one_endless_word_is_cut_between_its_tokens():
    text = "x" * 50
    spans = [(at, at + 1) for at in range(50)]
    found = split_pieces(text, lambda part: spans[: len(part)], 20)
    assert found == [(0, 20), (20, 40), (40, 50)]
