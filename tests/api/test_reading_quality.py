"""What the interface says of how well things were read: pages, sums, repairs, checks."""

import json

import pytest
from fastapi.testclient import TestClient

from api.accounting import add_sums, is_repaired, read_as
from api.app import create_app
from api.export import export_line
from api.models_reading import DoubtBody, ReadAs, ReasonBody, SumBody
from api.page_ranges import group_doubts, say_pages
from api.settings import Settings
from standards.document import Citation, PageClass, PageText, Repair, RepairBasis
from standards.identifier import Identifier

SLUG = "qcvn-2-2021-bkhcn"
PATH = f"/api/v1/standards/{SLUG}"


@pytest.fixture(scope="module")
def weak_client(weak_library, weak):
    settings = Settings(library=weak_library, embedder="hashing")
    with TestClient(create_app(settings, service=weak)) as connected:
        yield connected


@pytest.fixture(scope="module")
def record(weak_client):
    return weak_client.get(PATH).json()


def test_a_record_says_how_each_page_was_read(record):
    told = [
        (page["read_as"], page["confidence"], bool(page["refused"])) for page in record["pages"]
    ]
    assert told == [
        ("text", None, False),
        ("recognised", 0.914, False),
        ("recognised", 0.62, False),
        ("text", None, False),
        ("converted", None, False),
        *[("refused", None, True)] * 3,
        ("empty", None, False),
    ]
    assert record["pages"][1]["page_class"] == "scan"
    assert record["pages"][1]["reason"] == "ảnh phủ 98 % trang"
    assert "apt-get install tesseract-ocr" in record["pages"][6]["refused"]


def test_a_record_carries_the_account_of_its_file(record):
    account = record["account"]
    assert account["even"] is True
    assert account["pages"] == {
        "seen": 9,
        "kept": 6,
        "left_out": 3,
        "even": True,
        "reasons": [{"reason": record["pages"][6]["refused"], "count": 3}],
    }
    assert (account["rows"]["seen"], account["rows"]["kept"], account["hs_cells"]["kept"]) == (
        7,
        5,
        2,
    )
    assert {item["what"] for item in account["left_out"]} == {"page", "row", "hs_cell"}
    assert len(account["left_out"]) == 6


def test_a_repaired_number_is_shown_as_read_and_marks_its_citations(weak, record, weak_client):
    (repair,) = record["repairs"]
    assert (repair["read"], repair["number"]) == ("TCVN 6979:2OO1", "TCVN 6979:2001")
    assert (repair["basis"], repair["page"]) == ("catalogue", 3)
    cited = {entry["target"]["number"]: entry["repaired"] for entry in record["cites"]}
    assert [number for number, repaired in cited.items() if repaired] == ["TCVN 6979:2001"]
    document = weak.document(SLUG)
    hit = next(c for c in document.citations if c.text == "TCVN 6979:2OO1")
    spans = weak_client.get(f"{PATH}/clauses/{hit.clause}").json()["cites"]
    assert [span["target"]["number"] for span in spans if span["repaired"]] == ["TCVN 6979:2001"]


def test_export_carries_repairs_and_marks_citations(weak):
    line = export_line(weak.document(SLUG))
    assert line["repairs"] == [
        {"read": "TCVN 6979:2OO1", "number": "TCVN 6979:2001", "basis": "catalogue", "page": 3}
    ]
    assert [cite["number"] for cite in line["cites"] if cite["repaired"]] == ["TCVN 6979:2001"]
    assert json.dumps(line)


def test_a_repair_marks_only_the_mention_on_its_page():
    repair = Repair(
        read="TCVN 6979:2OO1",
        target=Identifier.parse("TCVN 6979:2001"),
        basis=RepairBasis.DOCUMENT,
        page=3,
    )

    def mention(text, page, number="TCVN 6979:2001"):
        return Citation(target=Identifier.parse(number), text=text, clause=None, page=page)

    assert is_repaired(mention("TCVN 6979:2OO1", 3), [repair])
    assert is_repaired(mention("TCVN\n6979:2OO1", 3), [repair])
    assert not is_repaired(mention("TCVN 6979:2OO1", 4), [repair])
    assert not is_repaired(mention("TCVN 6979:2001", 3), [repair])
    assert not is_repaired(mention("TCVN 6979:2OO1", 3, "TCVN 6979:2002"), [repair])


def test_checks_stand_in_the_record_with_what_they_are_worth(record):
    told = {fact["name"]: (fact["state"], fact["check"]["by"]) for fact in record["checks"]}
    assert told == {
        "number": ("checked", "Trần Thị Lan"),
        "issuer": ("outdated", "Trần Thị Lan"),
        "clause:2.1.1": ("checked", "Trần Thị Lan"),
        "product:9-mu-len": ("gone", "Trần Thị Lan"),
    }
    number = next(fact for fact in record["checks"] if fact["name"] == "number")
    assert number["check"]["at"] == "2026-11-20T08:15:00Z"
    assert number["check"]["note"] == "đối chiếu bản giấy"


def test_all_facts_are_listed_with_page_and_state(weak_client):
    body = weak_client.get(f"{PATH}/facts").json()
    facts = {fact["name"]: fact for fact in body["facts"]}
    assert (body["slug"], body["number"]) == (SLUG, "QCVN 2:2021/BKHCN")
    assert facts["title"]["state"] == "unchecked"
    assert facts["title"]["check"] is None
    assert facts["repair:3:tcvn-6979-2oo1"]["value"] == "TCVN 6979:2001"
    assert facts["citation:3:tcvn-6979-2001"]["page"] == 3
    assert facts["product:9-mu-len"]["value"] is None
    assert any(name.startswith("clause:") for name in facts)
    assert weak_client.get("/api/v1/standards/none-such/facts").status_code == 404


def test_an_answer_says_that_its_words_come_from_a_recognised_page(weak, weak_client):
    clause = next(c for c in weak.document(SLUG).clauses if c.page == 3 and len(c.text) > 60)
    reply = weak_client.get("/api/v1/ask", params={"q": clause.text[:200], "limit": 5}).json()
    found = [answer for answer in reply["answers"] if answer["page"] in (2, 3)]
    assert found
    for answer in found:
        reading = answer["reading"]
        assert reading["page"] == answer["page"]
        assert (reading["page_class"], reading["read_as"]) == ("scan", "recognised")
        assert reading["confidence"] in (0.914, 0.62)
        assert any("nhận dạng" in doubt for doubt in reading["doubts"])


def test_a_clause_and_a_page_say_how_they_were_read(weak_client, weak):
    clause = weak_client.get(f"{PATH}/clauses/2.1.1").json()
    assert clause["check"]["state"] == "checked"
    assert [r["page"] for r in clause["readings"]] == list(
        range(clause["page"], clause["last_page"] + 1)
    )
    page = weak_client.get(f"{PATH}/pages/3").json()
    assert (page["read_as"], page["confidence"], page["refused"]) == ("recognised", 0.62, None)
    assert page["doubts"]
    assert weak_client.get(f"{PATH}/pages/7").json()["read_as"] == "refused"
    assert weak_client.get(f"{PATH}/pages/10").status_code == 404


def page(page_class, refused="", confidence=None):
    return PageText(
        number=1,
        width=1.0,
        height=1.0,
        page_class=page_class,
        reason="",
        text="",
        refused=refused,
        confidence=confidence,
    )


@pytest.mark.parametrize(
    ("given", "accounted", "expected"),
    [
        (page(PageClass.TEXT), True, ReadAs.TEXT),
        (page(PageClass.TEXT), False, ReadAs.TEXT),
        (page(PageClass.SCAN, confidence=0.0), True, ReadAs.RECOGNISED),
        (page(PageClass.BAD_LAYER, confidence=0.9), True, ReadAs.RECOGNISED),
        (page(PageClass.SCAN), False, ReadAs.REFUSED),
        (page(PageClass.SCAN, refused="x"), True, ReadAs.REFUSED),
        (page(PageClass.LEGACY), True, ReadAs.CONVERTED),
        (page(PageClass.LEGACY), False, ReadAs.REFUSED),
        (page(PageClass.TEXT, refused="x"), True, ReadAs.REFUSED),
        (page(PageClass.EMPTY), True, ReadAs.EMPTY),
    ],
)
def test_how_a_page_was_read_follows_from_its_class_and_what_came_of_it(given, accounted, expected):
    assert read_as(given, accounted=accounted) is expected


def test_sums_add_up_and_one_uneven_sum_makes_the_whole_uneven():
    reason = ReasonBody(reason="tiêu đề", count=1)
    good = SumBody(seen=3, kept=2, left_out=1, even=True, reasons=[reason])
    bad = SumBody(seen=3, kept=1, left_out=1, even=False, reasons=[reason])
    both = add_sums([good, bad])
    assert (both.seen, both.kept, both.left_out, both.even) == (6, 3, 2, False)
    assert both.reasons == [ReasonBody(reason="tiêu đề", count=2)]
    assert add_sums([]).even


def test_doubts_that_say_the_same_are_told_once_with_their_pages():
    doubts = [
        *(DoubtBody(what=f"Trang quét (ảnh phủ {n} %)", page=n) for n in range(3, 27)),
        DoubtBody(what="Trang quét (ảnh phủ 9 %)", page=30),
        DoubtBody(what="Số hiệu TCVN 1 không chắc", page=4),
        DoubtBody(what="Số hiệu TCVN 2 không chắc", page=4),
        DoubtBody(what="Phủ 61 % trang", page=1),
        DoubtBody(what="Phủ 63 % trang", page=2),
        DoubtBody(what="Chữ nhận dạng, độ tin cậy 61 %", page=1),
        DoubtBody(what="Chữ nhận dạng, độ tin cậy 93 %; 4 từ dưới 60 %", page=2),
        DoubtBody(what="Cả tệp", page=None),
    ]
    told = [(group.what, group.ranges) for group in group_doubts(doubts)]
    assert told == [
        ("Trang quét", ((3, 26), (30, 30))),
        ("Số hiệu TCVN 1 không chắc", ((4, 4),)),
        ("Số hiệu TCVN 2 không chắc", ((4, 4),)),
        ("Phủ … % trang", ((1, 2),)),
        ("Chữ nhận dạng, độ tin cậy 61–93 %", ((1, 2),)),
        ("Cả tệp", ()),
    ]
    assert say_pages([30, *range(3, 27)]) == "3–26, 30"
