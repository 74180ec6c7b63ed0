"""The page that says what applies: form, groups, chain, questions as links, tables by form."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from standards.errors import BadInput
from web.applicable_pages import file_of_form

HELMET = "mũ bảo hiểm cho người đi mô tô, xe máy"


def test_the_form_stands_alone_before_anything_is_asked(show):
    page = show("/applicable")
    assert not page.faults
    named = {e.attributes.get("name") for e in page.all("input")}
    assert named >= {"product", "hs", "as_of", "table"}
    assert page.all("ol", class_="chain") == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_result_has_groups_and_a_chain(show, lang):
    page = show(f"/applicable?product={quote(HELMET)}&lang={lang}")
    assert not page.faults
    assert "QCVN 2:2021/BKHCN" in page.words
    assert page.all("ol", class_="chain")
    assert page.all("section", class_="duty")


def test_an_answer_can_be_taken_back_by_a_link_that_holds_the_rest(show):
    page = show("/applicable?hs=7214&as_of=2026-07-15&answer=use:unknown&answer=material:thep")
    backs = [e.attributes["href"] for e in page.all("a") if e.text == "bỏ"]
    assert backs == [
        "/applicable?hs=7214&as_of=2026-07-15&answer=material%3Athep",
        "/applicable?hs=7214&as_of=2026-07-15&answer=use%3Aunknown",
    ]


def test_nothing_found_says_what_to_do_next(show):
    words = show(f"/applicable?product={quote('tàu ngầm hạt nhân')}").words
    assert "Không tìm thấy căn cứ nào cho hàng này" in words
    assert "Nên làm gì tiếp" in words


def test_a_table_sent_by_the_form_comes_back_as_a_file(client):
    answer = client.post(
        "/applicable/batch",
        files={"table": ("hang.csv", "product,hs\nmũ,6506.10.10\n".encode("utf-16"), "text/csv")},
    )
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "1/1" in answer.text
    assert client.post("/applicable/batch", data={"x": "1"}).status_code == 400


def test_a_form_without_a_file_is_refused():
    with pytest.raises(BadInput):
        file_of_form("text/plain", b"x")
