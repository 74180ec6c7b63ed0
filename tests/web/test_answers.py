"""The answer page: what was understood, groups, proof, and the four honest nothings."""

import re

import pytest

from search.answers import Negative
from standards.document import Kind
from standards.validity import Force, Status
from web.answer_view import SHEETS, group_answers
from web.ask_pages import MOST

HELMET = "mũ bảo hiểm cho người đi mô tô"
LONG = "Quy chuẩn kỹ thuật quốc gia về những thứ rất khác nhau: Ể Ỗ Ữ ặ ậ ợ. "


@pytest.fixture
def body(service):
    """A real answer."""
    found = service.ask(HELMET)
    assert found.answers
    return found


@pytest.fixture
def answering(service, monkeypatch):
    """Let every question get this body."""

    def answer(body):
        monkeypatch.setattr(service, "ask", lambda q, **_: body.model_copy(update={"q": q}))

    return answer


def test_an_answer_shows_its_proof_and_its_citation(show, body):
    page = show(f"/?q={HELMET}")
    first = group_answers_of(page)[0]
    answer = next(a for a in body.answers if a.number == first_number(first))
    assert answer.why in first.text
    assert answer.citation in page.all("span", class_="words")[0].text
    (pane,) = page.all("aside", class_="proof-pane")
    assert answer.file in pane.text


def first_number(answer):
    return re.search(r"(?:TC|QC)VN [\d:.-]+(?:/\w+)?", answer.text)[0]


def group_answers_of(page):
    return page.all("li", class_="answer")


def test_the_first_line_says_how_the_question_was_understood_and_the_day_can_be_changed(show, body):
    page = show(f"/?q={HELMET}&as_of=2025-02-01")
    (line,) = page.all("section", class_="understood")
    assert body.understood in line.text
    assert "01/02/2025" in line.text
    assert page.all("input", id="as_of")[0].attributes["value"] == "2025-02-01"


def test_the_picture_beside_the_answers_is_the_plain_page_with_marks_laid_over_it(show, body):
    page = show(f"/?q={HELMET}")
    image = page.all("img", loading="eager")[0].attributes
    assert re.match(r"/api/v1/standards/[^/]+/pages/\d+\.png\?v=", image["src"])
    assert "mark=" not in image["src"]
    mark = page.all("rect")[0].attributes
    assert 0 <= float(mark["x"]) < float(mark["x"]) + float(mark["width"]) <= 1200
    view = page.all("svg", preserveaspectratio="none")[0].attributes["viewbox"].split()
    assert round(float(view[2])) == int(image["width"])


def test_without_script_each_answer_leads_to_its_marked_page(show, body):
    page = show(f"/?q={HELMET}")
    hrefs = [e.attributes["href"] for e in page.all("a") if "data-sheet" in e.attributes]
    assert len(hrefs) == len(body.answers)
    assert show(hrefs[0]).all("rect")


def test_mandatory_comes_first_and_numbers_run_through(service, body):
    base = body.answers[0]
    forces = [Force.UNKNOWN, Force.VOLUNTARY, Force.MANDATORY, Force.MANDATORY_BY_CITATION]
    answers = [base.model_copy(update={"force": force, "kind": Kind.OTHER}) for force in forces]
    answers.append(base.model_copy(update={"force": Force.UNKNOWN, "kind": Kind.CIRCULAR}))
    groups = group_answers(service, answers)
    assert [group.name for group in groups] == [
        "mandatory",
        "mandatory_by_citation",
        "voluntary",
        "legal_act",
        "unknown",
    ]
    assert [item.number for group in groups for item in group.answers] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("status", Status)
def test_a_status_has_a_word_and_a_reason(show, body, answering, status):
    answers = [body.answers[0].model_copy(update={"status": status})]
    answering(body.model_copy(update={"answers": answers}))
    badge = show("/?q=x").all("span", class_=status)[0]
    assert len(badge.text) > 20
    assert "15/07/2026" in badge.text
    assert badge.attributes["tabindex"] == "0"


def test_a_document_that_is_not_held_says_so_and_is_no_link(show, body, answering):
    lost = body.answers[0].model_copy(
        update={"held": False, "held_as": None, "number": "TCVN 99999:2030"}
    )
    answering(body.model_copy(update={"answers": [lost]}))
    page = show("/?q=x")
    assert "Chưa có trong kho" in page.words
    assert "TCVN 99999:2030" in page.words
    named = [e.attributes["href"] for e in page.all("a") if "TCVN 99999:2030" in e.text]
    assert not [href for href in named if href.startswith("/standards")]


def test_forty_long_answers_stay_under_100_kilobytes(client, read_page, body, answering):
    base = body.answers[0]
    many = [
        base.model_copy(
            update={
                "title": LONG * 4,
                "quote": LONG * 20,
                "why": LONG * 2,
                "exclusions": [LONG * 4] * 5,
                "number": f"QCVN {n}:2021/BKHCN",
                "page": 1 + n % base.page,
                "boxes": [box.model_copy(update={"x0": n + 1.0}) for box in base.boxes],
                "risk": None if n else base.risk,
                "risk_of": 1 if n else None,
            }
        )
        for n in range(MOST)
    ]
    answering(body.model_copy(update={"answers": many}))
    reply = client.get(f"/?q=x&limit={MOST}")
    page = read_page(reply.text)
    assert page.faults == []
    assert len(group_answers_of(page)) == MOST
    assert len(page.all("details", class_="proof")) == SHEETS
    assert len(reply.content) < 100_000


@pytest.mark.parametrize("reason", Negative)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_honest_nothing_says_which_it_is_and_what_to_do(show, body, answering, reason, lang):
    nothing = {"answers": [], "answerable": False, "reason": reason}
    answering(body.model_copy(update=nothing))
    page = show(f"/?q=QCVN 41:2016&lang={lang}")
    heading = page.all("h1")[0].text
    assert heading
    assert page.faults == []
    assert len(page.all("ul", class_="steps")) == 1
    others = [r for r in Negative if r is not reason]
    for other in others:
        answering(body.model_copy(update={**nothing, "reason": other}))
        assert show(f"/?q=x&lang={lang}").all("h1")[0].text != heading


def test_nearest_finds_are_labelled_as_no_answers(show, service, body, answering):
    near = {
        "number": body.answers[0].number,
        "title": None,
        "clause": body.answers[0].clause,
        "file": body.answers[0].file,
        "page": body.answers[0].page,
        "quote": "lời văn gần nhất",
        "slug": body.answers[0].slug,
        "status": "ended",
        "status_reason": "Vì văn bản khác thay thế.",
        "status_reason_en": "Another text replaces it.",
        "in_force_from": None,
        "ended_on": "2024-01-01",
        "ended_by": None,
        "rests_on": body.answers[0].rests_on.model_dump(),
        "replaced_by": [],
    }
    nothing = type(body).model_validate(
        {
            **body.model_dump(),
            "answers": [],
            "answerable": False,
            "reason": "no_match",
            "nearest": [{**near, "clause": None}],
        }
    )
    answering(nothing)
    page = show("/?q=x")
    assert "Đây không phải câu trả lời" in page.words
    assert "lời văn gần nhất" in page.all("ul", class_="nearest")[0].text
    assert group_answers_of(page) == []


def test_choices_of_a_number_are_links_to_ask_again(show, body, answering):
    answering(body.model_copy(update={"choices": ["QCVN 41:2016/BGTVT", "QCVN 41:2016/BTTTT"]}))
    page = show("/?q=QCVN 41:2016")
    (choices,) = page.all("ul", class_="choices")
    assert "QCVN 41:2016/BTTTT" in choices.text
    assert [e for e in page.all("a") if e.attributes["href"].startswith("/?q=QCVN%2041%3A2016")]


def test_more_answers_are_one_link_away(show, body, answering):
    answering(body.model_copy(update={"answers": [body.answers[0]] * 10, "total": 11}))
    assert "Xem thêm câu trả lời" in show("/?q=x").words
    answering(body.model_copy(update={"answers": [body.answers[0]] * 10, "total": 10}))
    assert "Xem thêm câu trả lời" not in show("/?q=x").words
