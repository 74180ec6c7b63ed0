"""Text set as law: nothing lost, items hanging, mentions linked."""

import doctest
import importlib

import pytest

from api.models import CitationSpan, NumberLink
from web.typeset import shorten, typeset

MODULES = ["web.language", "web.links", "web.reading", "web.typeset"]


def shown(text, cites=()):
    return [
        (block.marker, "".join(run.text for run in block.runs) or block.rows)
        for block in typeset(text, cites)
    ]


def span(start, end, text, slug="tcvn-1"):
    target = NumberLink(number="TCVN 1", held=slug is not None, slug=slug, title=None)
    return CitationSpan(start=start, end=end, text=text, page=1, target=target, repaired=False)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_hold(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_lines_broken_by_the_width_of_the_paper_become_one_paragraph():
    assert shown("Quy chuẩn này quy định\nmức giới hạn của\nsản phẩm.") == [
        ("", "Quy chuẩn này quy định mức giới hạn của sản phẩm.")
    ]


def test_a_sentence_that_ends_before_a_capital_ends_the_paragraph():
    assert shown("Câu một.\nCâu hai.") == [("", "Câu một."), ("", "Câu hai.")]


def test_lettered_items_hang_and_dashes_below_them_stand_further_in():
    blocks = typeset("Gồm:\na) mũ;\n- mũ vải;\nđ) găng.\n")
    assert [(block.marker, block.inner) for block in blocks] == [
        ("", False),
        ("a)", False),
        ("-", True),
        ("đ)", False),
    ]


def test_dashes_without_letters_are_items_of_the_first_level():
    assert [block.inner for block in typeset("- một;\n- hai.")] == [False, False]


def test_a_dash_inside_a_name_that_the_width_broke_is_no_item():
    text = "trách nhiệm quản lý nhà nước của Bộ Lao động\n- Thương binh và Xã hội."
    assert len(typeset(text)) == 1


def test_a_title_in_capitals_is_not_joined_with_what_follows():
    assert shown("THÔNG TƯ BAN HÀNH DANH MỤC\nCăn cứ Luật số 05/2007/QH12") == [
        ("", "THÔNG TƯ BAN HÀNH DANH MỤC"),
        ("", "Căn cứ Luật số 05/2007/QH12"),
    ]


def test_a_row_of_a_table_keeps_its_cells():
    assert shown("1 | Mũ an toàn | 6506.10.20\n2 | Găng") == [
        ("", (("1", "Mũ an toàn", "6506.10.20"), ("2", "Găng")))
    ]


def test_no_word_is_lost_or_added():
    text = "Mở đầu\na) một\nhai;\n+ ba\n4 | năm\n\nHết."
    words = [word for marker, said in shown(text) for word in (marker, *_flat(said))]
    assert " ".join(words).split() == text.replace(" |", "").split()


def test_a_mention_of_a_held_document_is_a_link():
    text = "theo TCVN 1 và"
    (block,) = typeset(text, [span(5, 11, "TCVN 1")])
    assert [(run.text, run.href) for run in block.runs] == [
        ("theo ", None),
        ("TCVN 1", "/standards/tcvn-1"),
        (" và", None),
    ]


def test_a_mention_over_a_line_break_is_linked_on_both_lines():
    text = "theo TCVN\n1 và"
    (block,) = typeset(text, [span(5, 11, "TCVN\n1")])
    assert "".join(run.text for run in block.runs if run.href).split() == ["TCVN", "1"]


def test_a_mention_that_is_not_held_stays_words():
    (block,) = typeset("theo TCVN 1", [span(5, 11, "TCVN 1", slug=None)])
    assert all(run.href is None for run in block.runs)


def test_a_short_text_stays_whole_and_a_long_one_is_cut_between_words():
    assert shorten("một hai", 20) == ("một hai", False)
    assert shorten("một hai ba", 8) == ("một hai", True)


def _flat(said):
    return [cell for row in said for cell in row] if isinstance(said, tuple) else [said]
