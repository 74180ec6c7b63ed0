"""The guided check: every statement has its proof, answers narrow, the address tells of changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.check_seen import Seen, digest
from api.models_check import GuidedCheckBody, LibraryChange, StatementKind
from standards.errors import BadInput, BadQuestion

HELMET = "mũ bảo hiểm cho người đi mô tô, xe máy"
GOODS = (
    (HELMET, ""),
    ("thép", ""),
    ("", "7214"),
    ("", "6506.10.10"),
    ("mũ", ""),
    ("tàu ngầm hạt nhân", ""),
)
DAYS = (date(2021, 5, 1), date(2026, 7, 15))
DAY = DAYS[-1]


def numbers_in(body: GuidedCheckBody) -> list[int]:
    """Every number of evidence that the report names."""
    return [
        *(
            number
            for group in body.groups
            for act in group.regimes
            for said in act.statements
            for number in said.proofs
        ),
        *(number for text in body.texts for number in text.proofs),
        *(one.proof for one in body.goods),
        *(each.proof for one in body.goods for each in one.exclusions),
        *(one.proof for one in body.aside),
        *(one.proof for one in body.out_of_force),
    ]


@pytest.mark.parametrize("goods", GOODS)
@pytest.mark.parametrize("day", DAYS)
def test_every_statement_has_proofs_and_every_proof_is_used(service, goods, day):
    body = service.checks.check(goods[0], hs=goods[1], as_of=day)
    assert [one.number for one in body.proofs] == list(range(1, len(body.proofs) + 1))
    assert set(numbers_in(body)) == {one.number for one in body.proofs}
    for group in body.groups:
        assert group.goods
        for act in group.regimes:
            assert all(said.proofs for said in act.statements)
    assert {name for group in body.groups for name in group.goods} == {g.id for g in body.goods}


def test_a_proof_names_its_text_place_page_words_and_status(service):
    body = service.checks.check(HELMET, as_of=DAY, trade="import")
    held = [one for one in body.proofs if one.slug]
    assert held
    for one in held:
        document = service.document(one.slug)
        assert one.document == str(document.number or document.title)
        assert one.sha256 == document.source.sha256
        assert one.words
        assert one.page
        assert one.status_reason
        assert one.url.startswith(f"/standards/{one.slug}/")
    assert any(one.boxes for one in held)


def test_the_marked_lines_hold_the_words(service):
    body = service.checks.check(HELMET, as_of=DAY)
    seen = 0
    for one in body.proofs:
        if one.boxes and one.clause and one.slug:
            lines = [
                line.text
                for box in one.boxes[:1]
                for line in service.page_lines(one.slug, box.page)
                if line.box.y0 < box.y1 and line.box.y1 > box.y0
            ]
            first = one.words.replace("|", " ").split()[0]
            assert first in " ".join(lines), (one.words, lines)
            seen += 1
    assert seen


def test_it_tells_what_applicable_tells(service):
    body = service.checks.check(HELMET, as_of=DAY)
    plain = service.applicable(HELMET, as_of=DAY)
    assert [one.id for one in body.goods] == [item.id for item in plain.items]
    assert [group.duty for group in body.groups] == [group.duty for group in plain.groups]
    assert [one.number for one in body.texts] == [one.number for one in plain.applies]
    said = {s.text for g in body.groups for act in g.regimes for s in act.statements}
    assert {one.number for one in plain.applies} <= said


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(goods=st.sampled_from(GOODS), day=st.sampled_from(DAYS), pick=st.data())
def test_answers_narrow_and_never_widen_and_five_are_enough(service, goods, day, pick):
    answers: list[str] = []
    body = service.checks.check(goods[0], hs=goods[1], as_of=day)
    while body.next is not None:
        choices = [*(one.id for one in body.next.choices), "none", "unknown"]
        choice = pick.draw(st.sampled_from(choices))
        answers.append(f"{body.next.id}:{choice}")
        after = service.checks.check(goods[0], hs=goods[1], as_of=day, answers=answers)
        before = {one.id for one in body.goods}
        kept = {one.id for one in after.goods}
        assert kept <= before
        assert kept == before or choice != "unknown"
        duties = {(g.duty, act.number, s.words) for g in body.groups for act in g.regimes
                  for s in act.statements}  # fmt: skip
        still = {(g.duty, act.number, s.words) for g in after.groups for act in g.regimes
                 for s in act.statements}  # fmt: skip
        assert still <= duties
        assert len(after.answered) == len(answers)
        body = after
    assert len(answers) <= 5


def test_what_nobody_knows_is_said(service):
    by_code = " ".join(one.en for one in service.checks.check("", hs="7214", as_of=DAY).unknown)
    assert "imported or made in Vietnam is not known" in by_code
    assert "name of the goods is not known" in by_code
    assert "HS code is not known" not in by_code
    body = service.checks.check("thép", as_of=DAY, trade="import")
    assert body.next is not None
    assert any(body.next.words in one.vi and "chưa trả lời" in one.vi for one in body.unknown)
    answers = [f"{body.next.id}:unknown"]
    asked = service.checks.check("thép", as_of=DAY, trade="import", answers=answers)
    assert any(body.next.words in one.vi and "không biết" in one.vi for one in asked.unknown)
    assert not any("imported or made" in one.en for one in asked.unknown)


def test_texts_that_are_named_and_not_held_are_listed(service):
    body = service.checks.check("thép làm cốt bê tông", as_of=DAY)
    named = {one.number for one in body.texts if one.slug is None}
    assert named <= {one.number for one in body.not_held}


def test_nothing_found_is_a_report_too(service):
    body = service.checks.check("tàu ngầm hạt nhân", as_of=DAY)
    assert not body.answerable
    assert body.reason is not None
    assert body.proofs == []
    assert body.next_steps


def test_the_same_address_gives_the_same_report_and_says_so(service):
    first = service.checks.check(HELMET, as_of=DAY, trade="import")
    again = service.checks.check(HELMET, as_of=DAY, trade="import", seen=first.seen)
    assert first.changed is LibraryChange.FIRST
    assert again.changed is LibraryChange.SAME
    assert again.url == first.url
    assert again.made_on == first.made_on
    same = {"changed", "made_before"}
    assert again.model_dump(exclude=same) == first.model_dump(exclude=same)


def test_a_report_keeps_the_day_on_which_it_was_made_until_it_changes(service):
    first = service.checks.check(HELMET, as_of=DAY)
    now = Seen.parse(first.seen)
    older = Seen(day=date(2026, 1, 5), generation=now.generation, digest=now.digest)
    grown = Seen(day=date(2026, 1, 5), generation=now.generation + 1, digest=now.digest)
    other = Seen(day=date(2026, 1, 5), generation=now.generation, digest=digest("another"))
    found = [
        service.checks.check(HELMET, as_of=DAY, seen=str(seen)) for seen in (older, grown, other)
    ]
    assert [one.changed for one in found] == [
        LibraryChange.SAME,
        LibraryChange.LIBRARY,
        LibraryChange.REPORT,
    ]
    assert [one.made_on for one in found] == [date(2026, 1, 5)] * 2 + [first.made_on]
    assert all(one.made_before == date(2026, 1, 5) for one in found)
    assert found[2].seen == first.seen


@pytest.mark.parametrize("seen", ["x", "20261301-1-3f9a0c5d21be", "20261122-1-3f9a0c5d21b"])
def test_a_cut_address_is_refused_with_the_cure(service, seen):
    with pytest.raises(BadInput, match="whole address"):
        service.checks.check(HELMET, as_of=DAY, seen=seen)


def test_over_http_it_takes_the_same_and_needs_goods(client):
    body = client.get(
        "/api/v1/check", params={"product": HELMET, "as_of": "2026-07-15", "trade": "import"}
    ).json()
    assert body["url"].startswith("/check/report?product=")
    assert body["library"]["documents"] > 0
    acts = [act for group in body["groups"] for act in group["regimes"]]
    kinds = {one["kind"] for act in acts for one in act["statements"]}
    assert kinds <= {kind.value for kind in StatementKind}
    assert client.get("/api/v1/check").status_code == 400
    assert client.get("/api/v1/check", params={"hs": "12"}).json()["code"] == "bad-hs-code"


def test_goods_are_needed(service):
    with pytest.raises(BadQuestion):
        service.checks.check("  ")
