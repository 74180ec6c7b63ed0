"""What the answer page says of the day, and that a reader stays on it."""

import pytest

from api.models_ask import HsBody, SuccessorBody
from api.models_base import NumberLink
from standards.validity import Status

HELMET = "mũ bảo hiểm cho người đi mô tô"


@pytest.fixture
def body(service):
    """A real answer."""
    return service.ask(HELMET)


@pytest.fixture
def answering(service, monkeypatch):
    """Let every question get this body."""

    def answer(body):
        monkeypatch.setattr(service, "ask", lambda q, **_: body.model_copy(update={"q": q}))

    return answer


@pytest.fixture
def with_answer(body, answering):
    """Let every question get one answer, a real one with these fields changed."""

    def answer(**changed):
        one = body.answers[0].model_copy(update=changed)
        answering(body.model_copy(update={"answers": [one]}))
        return one

    return answer


def cards(page):
    return page.all("li", class_="answer")


def test_every_link_of_ours_stays_on_the_day_that_was_asked_for(show):
    page = show(f"/?q={HELMET}&as_of=2025-02-01")
    links = [e.attributes["href"] for e in page.all("a") if "data-day" not in e.attributes]
    dayless = ("/api/", "/docs", "/desk", "/report", "/check", "/notifications")
    ours = [h for h in links if h.startswith("/") and not h.startswith(dayless)]
    assert len(ours) > 5
    assert [h for h in ours if "as_of=2025-02-01" not in h] == []


def test_without_a_day_no_link_carries_one(show):
    page = show(f"/?q={HELMET}")
    ours = [e.attributes["href"] for e in page.all("a") if "data-day" not in e.attributes]
    assert [h for h in ours if "as_of" in h and not h.startswith("/api/")] == []


def test_the_home_page_keeps_a_day_that_was_chosen(show):
    (field,) = show("/?as_of=2025-02-01").all("input", id="as_of")
    assert field.attributes["value"] == "2025-02-01"
    assert show("/").all("input", id="as_of") == []


def test_the_status_says_since_when_and_why(show, body):
    answer = next(a for a in body.answers if a.status is Status.IN_FORCE)
    card = next(c for c in cards(show(f"/?q={HELMET}")) if answer.number in c.text)
    assert "Còn hiệu lực từ 30/07/2021" in card.text
    assert answer.status_reason in card.text


def test_what_an_answer_rests_on_is_named_where_it_is_another_text(show, body, with_answer):
    base = body.answers[0].rests_on
    ended = base.model_copy(
        update={
            "is_itself": False,
            "status": Status.ENDED,
            "ended_on": base.in_force_from,
            "status_reason": "Hết hiệu lực do văn bản khác.",
        }
    )
    with_answer(rests_on=ended)
    (card,) = cards(show("/?q=x"))
    assert "Dựa vào:" in card.text
    assert "Hết hiệu lực do văn bản khác." in card.text
    assert "past" in card.attributes["class"].split()
    same = {"is_itself": True, "status": body.answers[0].status}
    with_answer(rests_on=base.model_copy(update=same))
    assert "Dựa vào:" not in cards(show("/?q=x"))[0].text


def test_a_part_that_ended_is_told_of_a_text_that_goes_on(show, body, with_answer):
    part = body.answers[0].rests_on.model_copy(
        update={
            "is_itself": True,
            "status": Status.ENDED,
            "status_reason": "Mục II hết hiệu lực từ 15/12/2022.",
        }
    )
    with_answer(status=Status.PARTLY_ENDED, rests_on=part)
    (card,) = cards(show("/?q=x"))
    assert "Mục II hết hiệu lực từ 15/12/2022." in card.text
    assert "past" in card.attributes["class"].split()


@pytest.mark.parametrize(
    ("lang", "amended", "corrected"),
    [("vi", "Đang được sửa đổi bởi:", "Đính chính bởi:"), ("en", "Amended by:", "Corrected by:")],
)
def test_who_corrects_a_text_is_named_apart_from_who_amends_it(
    show, body, with_answer, lang, amended, corrected
):
    links = [
        NumberLink(number=number, held=False, slug=None, title=None)
        for number in ("10/2030/TT-BCT", "2218/QĐ-BCT")
    ]
    base = body.answers[0].rests_on.model_copy(
        update={"is_itself": False, "amended_by": links[1:], "corrected_by": links[1:]}
    )
    with_answer(amended_by=links, corrected_by=links[1:], rests_on=base)
    lines = [e.text for e in show(f"/?q=x&lang={lang}").all("p", class_="facts")]
    told = [" ".join(line.split()) for line in lines]
    (one,) = [line for line in told if line.startswith(f"{amended} 10/2030/TT-BCT")]
    assert "2218" not in one
    assert sum(line.startswith(f"{corrected} 2218/QĐ-BCT") for line in told) == 2


def test_a_standard_links_the_clause_that_makes_it_mandatory(show, body):
    answer = next(a for a in body.answers if a.mandatory_by)
    page = show(f"/?q={HELMET}")
    card = next(c for c in cards(page) if "Bắt buộc vì được viện dẫn" in c.text)
    assert answer.mandatory_by[0].words[:30] in card.text
    urls = [e.attributes.get("href") for e in page.all("a")]
    assert answer.mandatory_by[0].url in urls


@pytest.mark.parametrize(("lang", "words"), [("vi", "Chưa nạp danh mục"), ("en", "No ministry")])
def test_the_risk_of_goods_is_told_once_or_that_no_list_is_loaded(show, lang, words):
    page = show(f"/?q={HELMET}&lang={lang}")
    assert page.words.count(words) == 1
    assert len(page.all("div", class_="risk")) == 1


def test_a_text_that_ended_names_its_successor(show, with_answer):
    after = {
        "number": "QCVN 2:2030/BKHCN",
        "slug": "qcvn-2-2030-bkhcn",
        "title": None,
        "status": "in_force",
        "status_reason": "Có hiệu lực.",
        "status_reason_en": "In force.",
        "in_force_from": "2025-01-01",
        "ended_on": None,
        "url": "/standards/qcvn-2-2030-bkhcn",
    }
    gone = {**after, "status": "ended", "ended_on": "2026-01-01"}
    with_answer(
        status=Status.ENDED,
        replaced_by=[SuccessorBody.model_validate(one) for one in (after, gone)],
    )
    page = show("/?q=x")
    assert "01/01/2026" in cards(page)[0].text
    assert "Thay thế bởi:" in cards(page)[0].text
    assert page.all("a", href="/standards/qcvn-2-2030-bkhcn")


def test_codes_that_the_tariff_has_no_more_say_so(show, body, with_answer):
    code = HsBody(
        code="6506.10.10", match_level=8, name_vi=None, name_en=None, source=None, is_gone=True
    )
    with_answer(hs=[code])
    assert "biểu thuế đang nạp không còn mã này" in cards(show("/?q=x"))[0].text
