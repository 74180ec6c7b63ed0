"""The guided check as pages: step by step by address alone, the report, its PDF."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit

import pymupdf
import pytest

from api.models_check import StatementKind
from web.check_pages import split_statements

HELMET = "mũ bảo hiểm cho người đi mô tô, xe máy"
REPORT = f"/check/report?product={quote(HELMET)}&trade=import&as_of=2026-07-15"
STEEL = f"/check?product={quote('thép')}&trade=unknown&as_of=2026-07-15"


def fields(page) -> dict[str, str]:
    """What the form of the check would send as it stands."""
    return {
        e.attributes["name"]: e.attributes.get("value", "")
        for e in page.all("input")
        if e.attributes.get("name") and e.attributes.get("type") in ("hidden", "text", "date")
    }


def test_it_begins_with_the_goods_and_asks_for_no_script(show):
    page = show("/check")
    assert not page.faults
    assert [e.text for e in page.all("h1")] == ["Kiểm tra từng bước"]
    assert {"product", "hs"} <= set(fields(page))
    assert page.all("form", class_="check-form")[0].attributes == {
        "class": "check-form",
        "action": "/check",
        "method": "get",
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/check?step=goods", "product"),
        ("/check?step=goods&hs=12", "hs"),
        ("/check?hs=7214&step=trade", "trade"),
        ("/check?hs=7214&trade=import&as_of=15.7", "as_of"),
        (f"{STEEL}&step=name-qcvn-7-2019-bkhcn", "answer"),
    ],
)
def test_an_empty_or_wrong_form_says_so_at_the_field_and_above(show, address, field, lang):
    page = show(f"{address}&lang={lang}", status=400)
    assert not page.faults
    (told,) = page.all("p", id=f"{field}-fault")
    (summary,) = page.all("div", class_="check-faults")
    assert told.text.partition(": ")[2] in summary.text
    (link,) = [e for e in page.all("a") if e.text in summary.text and e.text in told.text]
    assert link.attributes["href"][1:] in {e.attributes.get("id") for e in page.elements}
    described = {e.attributes.get("aria-describedby", "") for e in page.elements}
    assert any(f"{field}-fault" in one for one in described)


def test_goods_lead_to_trade_and_day_which_keep_what_was_said(show):
    page = show("/check?product=th%C3%A9p&hs=7214")
    assert not page.faults
    assert fields(page)["product"] == "thép"
    assert fields(page)["as_of"] == "2026-07-15"
    values = [e.attributes["value"] for e in page.all("input", type="radio")]
    assert values == ["import", "domestic", "unknown"]


def test_each_question_offers_dont_know_and_leads_on_to_the_report(client, read_page):
    address, asked = STEEL, 0
    while True:
        answer = client.get(address, follow_redirects=False)
        if answer.status_code == 303:
            break
        page = read_page(answer.text)
        assert not page.faults
        radios = [e.attributes["value"] for e in page.all("input", type="radio")]
        assert radios[-1].endswith(":unknown")
        assert radios[-2].endswith(":none")
        kept = [(n, v) for n, v in parse_qsl(urlsplit(address).query) if n == "answer"]
        assert [e.attributes["value"] for e in page.all("input", type="hidden", name="answer")] == [
            v for _, v in kept
        ]
        address += f"&answer={quote(radios[-1])}"
        asked += 1
    assert 1 <= asked <= 5
    target = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    assert set(target) == {"product", "as_of", "answer", "seen"}


def test_back_takes_the_last_answer_away_and_change_goes_to_its_question(show):
    page = show(f"{STEEL}&answer=name-qcvn-7-2019-bkhcn:unknown")
    back = page.all("p", class_="check-back")
    assert back
    links = [e.attributes["href"] for e in page.all("a") if "Quay lại" in e.text]
    assert links == [f"/check?product={quote('thép')}&as_of=2026-07-15&trade=unknown"]
    changes = [e.attributes["href"] for e in page.all("a") if e.text.startswith("Sửa")]
    assert changes[-1] == links[0]
    assert any("change=goods" in one for one in changes)
    assert any("change=trade" in one for one in changes)


def test_the_state_is_in_the_address_only(client):
    answer = client.get(f"{STEEL}&answer=name-qcvn-7-2019-bkhcn:unknown")
    assert "set-cookie" not in answer.headers
    report = client.get(REPORT)
    assert "set-cookie" not in report.headers
    assert "noindex" in report.text


def test_the_language_of_the_address_is_kept_without_a_cookie(show):
    page = show(f"{STEEL}&lang=en")
    assert fields(page)["lang"] == "en"
    assert all("lang=en" in e.attributes["href"] for e in page.all("a") if "Change" in e.text)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_report_stands_with_numbered_evidence(show, lang):
    page = show(f"{REPORT}&lang={lang}")
    assert not page.faults
    assert "QCVN 2:2021/BKHCN" in page.words
    listed = [e.attributes["id"] for e in page.all("li") if e.attributes.get("value")]
    assert listed == [f"e{n}" for n in range(1, len(listed) + 1)]
    refs = {e.attributes["href"][1:] for e in page.all("a", class_="ref")}
    assert refs == set(listed)
    assert any("/pages/" in e.attributes["href"] and "mark=" in e.attributes["href"]
               for e in page.all("a"))  # fmt: skip
    assert len([e for e in page.elements if e.tag == "h1"]) == 1


def test_many_texts_of_which_the_same_is_said_are_one_sentence(service):
    body = service.checks.check("thép")
    acts = [act for group in body.groups for act in group.regimes]
    for act in acts:
        few, many = split_statements(act.statements)
        told = [*few, *(one for _, some in many for one in some)]
        assert sorted(one.words for one in told) == sorted(one.words for one in act.statements)
        assert all(len(some) > 3 for _, some in many)
    one = acts[0].statements[0].model_copy(update={"kind": StatementKind.MAY, "text": "TCVN 1"})
    assert split_statements([one] * 3) == ([one] * 3, [])
    assert split_statements([one] * 4) == ([], [(StatementKind.MAY, [one] * 4)])


def test_an_address_without_day_or_state_leads_to_the_one_that_has_both(client):
    first = client.get(f"/check/report?product={quote(HELMET)}", follow_redirects=False)
    assert first.status_code == 303
    address = first.headers["location"]
    assert "as_of=2026-07-15" in address
    assert "seen=20260715-" in address
    assert client.get(address, follow_redirects=False).status_code == 200
    assert client.get("/check/report", follow_redirects=False).headers["location"] == "/check"


def test_a_report_from_another_state_of_the_library_says_so(client, read_page):
    address = client.get(REPORT).url
    old = str(address).rpartition("-")[0] + "-0123456789ab"
    page = read_page(client.get(old).text)
    (note,) = page.all("div", class_="check-note")
    assert "kết quả dưới đây khác báo cáo cũ" in note.text
    assert client.get(old.rpartition("-")[0]).status_code == 400


@pytest.mark.parametrize(
    ("lang", "heading", "paging"),
    [("vi", "Việc phải làm", "trang 1/"), ("en", "What must be done", "page 1 of ")],
)
def test_the_pdf_says_what_the_page_says(client, read_page, lang, heading, paging):
    page = read_page(client.get(f"{REPORT}&lang={lang}").text)
    answer = client.get(f"{REPORT.replace('/report?', '/report.pdf?')}&lang={lang}")
    assert answer.headers["content-type"] == "application/pdf"
    with pymupdf.open(stream=answer.content) as document:
        text = " ".join(" ".join(p.get_text() for p in document).split())
        assert document.language == lang
        assert HELMET in document.metadata["title"]
        assert heading in [entry[1] for entry in document.get_toc()]
        links = [link.get("uri", "") for p in document for link in p.get_links()]
    assert HELMET in text
    assert heading in text
    assert paging in text
    assert "QCVN 2:2021/BKHCN" in text
    assert any("/pages/" in one and "mark=" in one for one in links)
    for quoted in page.all("blockquote", class_="quote"):
        words = " ".join(quoted.text.replace("[…]", "").split())
        assert words.replace(" ", "")[:80] in text.replace(" ", "")


def test_the_same_address_gives_the_same_file(client):
    address = str(client.get(REPORT).url).replace("/report?", "/report.pdf?")
    assert client.get(address).content == client.get(address).content


def test_nothing_found_is_a_report_that_says_what_it_means(show):
    words = show(f"/check/report?product={quote('tàu ngầm hạt nhân')}").words
    assert "Không tìm thấy căn cứ nào cho hàng này" in words
    assert "Không có căn cứ không có nghĩa là không có nghĩa vụ" in words


def test_markup_in_the_goods_stays_text(client):
    nasty = quote('<script>alert(1)</script> mũ & "thép"')
    page = client.get(f"/check/report?product={nasty}")
    assert "<script>alert" not in page.text
    made = client.get(f"/check/report.pdf?product={nasty}")
    with pymupdf.open(stream=made.content) as document:
        assert "<script>alert(1)</script>" in document[0].get_text()


def test_the_footer_and_what_applies_lead_to_it(show):
    page = show("/applicable?hs=7214")
    links = [e.attributes["href"] for e in page.all("a") if "heck" in e.attributes.get("href", "")]
    assert "/check" in links
    assert "/check?hs=7214" in links
