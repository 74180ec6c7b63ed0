"""Other questions are offered only if they find something."""

from __future__ import annotations

from datetime import date

import pytest

from search.concepts import read_question
from search.question_kind import QuestionKind
from search.shelf import shelf
from search.suggestions import is_one_slip, suggestions
from search.understood import Need, Understood

DAY = date(2026, 11, 22)


def understood(
    text: str, *, numbers: tuple[str, ...] = (), codes: tuple[str, ...] = ()
) -> Understood:
    need = Need(
        text=text, kind=QuestionKind.PRODUCT, why="", why_en="", numbers=numbers, codes=codes
    )
    return Understood(language="accented", needs=(need,))


def offered(library, text, answers=lambda text, day: 1, **asked):
    books = shelf(library)
    question = read_question(text, books.vocabulary)
    return suggestions(books, question, understood(text, **asked), DAY, answers)


def test_a_held_number_that_differs_in_one_digit_is_offered(small_library):
    found = offered(small_library, "QCVN 33:2026/BXD", numbers=("QCVN 33:2026/BXD",))
    assert found[0].text == "QCVN 32:2026/BXD"
    assert found[0].count == 1


def test_a_held_code_of_the_same_heading_is_offered(small_library):
    found = offered(small_library, "6506.99.00", codes=("6506.99.00",))
    assert {one.text for one in found} >= {"6506.10.20", "6506.10.90"}


def test_the_question_is_offered_without_a_word_that_nobody_knows(small_library):
    texts = [one.text for one in offered(small_library, "găng tay zorkmid")]
    assert "găng tay" in texts


def test_nothing_is_offered_that_finds_nothing_and_at_most_three(small_library):
    nothing = offered(small_library, "6506.99.00", lambda text, day: 0, codes=("6506.99.00",))
    assert nothing == ()
    assert len(offered(small_library, "8427.99.00", codes=("8427.99.00",))) <= 3


@pytest.mark.parametrize(
    ("typed", "held", "slip"),
    [("162023", "162032", True), ("162023", "162023", False), ("162023", "152022", False)],
)
def test_one_slip_is_one_digit_or_two_that_changed_places(typed, held, slip):
    assert is_one_slip(typed, held) is slip
