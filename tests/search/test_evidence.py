"""Quotes with their page, and what a row takes out."""

from __future__ import annotations

from datetime import date

from search.concepts import read_question
from search.engine import ask
from search.quotes import best_quote, sentences
from search.vocabulary import count_words
from standards.document import Clause
from standards.place import Box, Line

NOTHING = count_words([])


def two_pages() -> Clause:
    text = "Trạm xăng phải có hàng rào.\nTrạm xăng phải cách chợ, trường học ít nhất 100m."
    return Clause(
        key="2.8.16",
        label="2.8.16",
        heading="Trạm xăng",
        text=text,
        page=33,
        last_page=34,
        parent=None,
        lines=(
            Line(0, 27, Box(33, 70.0, 700.0, 500.0, 712.0)),
            Line(28, len(text), Box(34, 70.0, 80.0, 500.0, 92.0)),
        ),
    )


def test_the_page_of_a_quote_is_the_page_of_its_sentence():
    question = read_question("trạm xăng cách chợ bao nhiêu mét", NOTHING)
    quote = best_quote(two_pages(), question.concepts, [])
    assert quote.text == "Trạm xăng phải cách chợ, trường học ít nhất 100m."
    assert (quote.page, [box.page for box in quote.boxes]) == (34, [34])


def test_a_clause_without_text_is_quoted_by_its_heading():
    clause = Clause(
        key="1",
        label="1",
        heading="Phạm vi",
        text="",
        page=3,
        last_page=3,
        parent=None,
        heading_boxes=(Box(3, 70.0, 80.0, 500.0, 92.0),),
    )
    quote = best_quote(clause, (), [])
    assert (quote.text, quote.page, len(quote.boxes)) == ("Phạm vi", 3, 1)


def test_lettered_items_are_sentences_of_their_own():
    text = "Thời gian sơ tán:\na) khỏi ke: 4 phút;\nb) ra ngoài: 6 phút."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Thời gian sơ tán:",
        "a) khỏi ke: 4 phút;",
        "b) ra ngoài: 6 phút.",
    ]


def test_a_section_number_does_not_end_a_sentence():
    text = "Theo mục 2.1.3 của QCVN 126:2021/BTTTT thì áp dụng."
    assert len(sentences(text)) == 1


def test_no_question_changes_the_library(small_library):
    before = small_library.store.generation()
    for q in ("mũ an toàn", "65061020", "QCVN 41:2016", "khi mất điện cổng soát vé thế nào"):
        ask(small_library, q, as_of=date(2026, 11, 22))
    assert small_library.store.generation() == before


def test_the_same_question_gets_the_same_answer(small_library):
    day = date(2026, 11, 22)
    one, two = (ask(small_library, "nón lao động", as_of=day) for _ in range(2))
    assert one.answers == two.answers
