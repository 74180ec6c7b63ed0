"""Who issues and who took over, over HTTP; a filter on a body finds what it answers for."""

from __future__ import annotations

from datetime import date

import pytest

from api.listing import Filter, list_standards
from index.contracts import DocumentSummary
from standards.document import Kind
from standards.validity import Status

BEFORE, AFTER = "2025-02-28", "2025-03-01"


@pytest.fixture
def listed(client):
    def numbers(**params):
        body = client.get("/api/v1/standards", params={"limit": 500, **params}).json()
        return [item["number"] for item in body["items"]]

    return numbers


def test_a_body_is_found_by_sign_and_by_name_in_any_spelling(client):
    for name in ("BXD", "bxd", "Bộ Xây dựng", "Ministry of Construction"):
        assert client.get(f"/api/v1/agencies/{name}").json()["code"] == "BXD"


def test_a_body_answers_for_others_from_the_day_it_took_over(client):
    after = client.get("/api/v1/agencies/BXD", params={"as_of": AFTER}).json()
    before = client.get("/api/v1/agencies/BXD", params={"as_of": BEFORE}).json()
    assert after["answers_for"] == ["BGTVT"]
    assert before["answers_for"] == []


def test_a_succession_shows_its_day_its_source_and_whether_it_was_checked(client):
    body = client.get("/api/v1/agencies/BTTTT", params={"as_of": AFTER}).json()
    (told,) = [one for one in body["successions"] if one["old"] == "BTTTT"]
    assert not body["in_office"]
    assert body["answered_for_by"] == ["BKHCN"]
    assert told["day"] == AFTER
    assert told["source"]
    assert told["checked"] is False


def test_an_unknown_body_is_a_problem_that_names_some(client):
    answer = client.get("/api/v1/agencies/QQQ")
    assert answer.status_code == 404
    assert "BXD" in answer.json()["detail"]


def test_the_list_of_bodies_begins_with_those_in_office(client):
    body = client.get("/api/v1/agencies", params={"as_of": AFTER}).json()
    flags = [one["in_office"] for one in body["agencies"]]
    assert flags == sorted(flags, reverse=True)
    assert True in flags
    assert False in flags


def summary(slug: str, number: str | None, issuer: str | None = None) -> DocumentSummary:
    return DocumentSummary(
        id=slug,
        number=number,
        kind=Kind.QCVN,
        title=None,
        issuer=issuer,
        issued=None,
        effective_from=None,
        file=f"{slug}.pdf",
        sha256="0" * 64,
        pages=1,
        clauses=0,
        products=0,
        doubts=0,
    )


class Listing:
    """The part of a store that a list needs."""

    def documents(self, *, kinds=(), after=None, limit=None):
        return (
            summary("a", "QCVN 41:2019/BGTVT"),
            summary("b", "QCVN 16:2023/BXD"),
            summary("c", None, "Bộ Giao thông vận tải"),
            summary("d", "QCVN 26:2010/BTNMT"),
            summary("e", "TCVN 5574:2018", "Bộ Khoa học và Công nghệ"),
        )


def slugs(issuer: str, day: date) -> list[str]:
    page = list_standards(
        Listing(), Filter(as_of=day, issuer=issuer), lambda slug: Status.UNVERIFIED
    )
    assert page.total == len(page.items)
    return [item.slug for item in page.items]


@pytest.mark.parametrize(
    ("issuer", "day", "found"),
    [
        ("BXD", date(2026, 1, 1), ["a", "b", "c"]),
        ("Bộ Xây dựng", date(2026, 1, 1), ["a", "b", "c"]),
        ("BXD", date(2023, 1, 1), ["b"]),
        ("BGTVT", date(2026, 1, 1), ["a", "c"]),
        ("BNNMT", date(2026, 1, 1), ["d"]),
        ("BNNMT", date(2024, 1, 1), []),
        ("BKHCN", date(2026, 1, 1), ["e"]),
        ("khoa học", date(2026, 1, 1), ["e"]),
    ],
)
def test_a_filter_on_a_body_finds_what_its_predecessors_issued_and_not_before(issuer, day, found):
    assert slugs(issuer, day) == found


def test_a_line_of_the_list_keeps_the_number_as_printed_and_names_who_answers_for_it():
    page = list_standards(Listing(), Filter(as_of=date(2026, 1, 1)), lambda slug: Status.UNVERIFIED)
    line = page.items[0]
    assert line.number == "QCVN 41:2019/BGTVT"
    assert line.agency == "BGTVT"
    assert line.answered_for_by == ["BXD"]


def test_the_list_says_what_each_document_is_on_the_day(client, listed):
    body = client.get("/api/v1/standards", params={"as_of": "1990-01-01"}).json()
    assert body["as_of"] == "1990-01-01"
    assert {item["status"] for item in body["items"]} <= set(Status)
    assert "in_force" not in {item["status"] for item in body["items"]}
    assert listed(issuer="BKHCN", as_of="2026-01-01")
