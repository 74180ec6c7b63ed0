from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from search.history import history_of
from search.shelf import Shelf, shelf
from search.status import standing, standing_of
from standards.catalogue import CatalogueRecord, Provenance
from standards.document import Document, Kind, Source
from standards.history import Basis, EventKind
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)
from standards.validity import Status

Books = Callable[..., Shelf]
KINDS = {"QCVN": Kind.QCVN, "TCVN": Kind.TCVN, "NĐ": Kind.DECREE, "Sửa đổi": Kind.QCVN}


def number(text: str) -> Identifier:
    return Identifier.parse(text)


def does(verb: Verb, target: str, **more) -> Relation:
    words = f"{verb.value} {target}"
    return Relation(verb=verb, target=number(target), clause=None, page=2, words=words, **more)


def starts(day: date | None, *, parts: tuple[str, ...] = (), page: int = 1) -> EffectStatement:
    return EffectStatement(
        kind=EffectKind.PART_STARTS if parts else EffectKind.STARTS,
        day=day,
        rule=EffectRule(RuleKind.STATED if day else RuleKind.UNKNOWN),
        words="có hiệu lực từ …",
        clause=None,
        page=page,
        parts=parts,
    )


def text(
    name: str, *relations: Relation, file: str = "", start: date | None = None, **more
) -> Document:
    own = number(name)
    slug = f"{own.slug}{file}"
    kind = KINDS.get(own.series, Kind.CIRCULAR)
    held = f"{slug}.pdf"
    source = Source(
        file=held,
        sha256=hashlib.sha256(held.encode()).hexdigest(),
        pages=3,
        first_page=1,
        last_page=3,
    )
    effects = more.pop("effects", (starts(start),) if start is not None else ())
    issued_with = more.pop("issued_with", None)
    return Document(
        id=slug,
        number=own,
        kind=kind,
        title=name,
        issuer=None,
        source=source,
        relations=relations,
        effects=effects,
        issued_with=number(issued_with) if issued_with else None,
        **more,
    )


@pytest.fixture
def books(library_of) -> Books:
    return lambda *documents: shelf(library_of(list(documents)))


def status(books: Shelf, name: str, day: date) -> Status:
    return standing_of(books, number(name), day).status


D = date


# --- what issues it -------------------------------------------------------------------------------


def test_a_regulation_starts_and_ends_with_the_act_that_issues_it(books):
    held = books(
        text("QCVN 88:2015/BXD", issued_with="10/2015/TT-BXD"),
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPEALS, "10/2015/TT-BXD"), start=D(2020, 1, 1)),
    )
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2019, 12, 31))
    assert (found.status, found.start, found.end) == (Status.IN_FORCE, D(2015, 5, 4), D(2020, 1, 1))
    ended = standing_of(held, number("QCVN 88:2015/BXD"), D(2020, 1, 1))
    assert (ended.status, ended.ended_by) == (Status.ENDED, "11/2020/TT-BXD")
    assert "10/2015/TT-BXD" in ended.reason.vi


def test_it_lives_on_if_another_act_in_force_issues_it_too(books):
    issues = does(Verb.ISSUES, "QCVN 88:2015/BXD")
    held = books(
        text("QCVN 88:2015/BXD", issued_with="10/2015/TT-BXD"),
        text("10/2015/TT-BXD", issues, start=D(2015, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPLACES, "10/2015/TT-BXD"), issues, start=D(2020, 1, 1)),
    )
    assert status(held, "QCVN 88:2015/BXD", D(2020, 1, 1)) is Status.IN_FORCE


def test_a_regulation_that_is_not_held_has_the_start_of_the_act_that_issues_it(books):
    held = books(text("10/2015/TT-BXD", does(Verb.ISSUES, "QCVN 88:2015/BXD"), start=D(2015, 5, 4)))
    assert status(held, "QCVN 88:2015/BXD", D(2015, 5, 3)) is Status.NOT_YET
    assert status(held, "QCVN 88:2015/BXD", D(2015, 5, 4)) is Status.IN_FORCE


def test_the_day_that_an_act_states_for_its_regulation_counts_before_its_own(books):
    act = text(
        "10/2015/TT-BXD",
        does(Verb.ISSUES, "QCVN 88:2015/BXD"),
        effects=(starts(D(2015, 5, 4)), starts(D(2016, 1, 1), parts=("QCVN 88:2015/BXD",))),
    )
    held = books(act, text("QCVN 88:2015/BXD", issued_with="10/2015/TT-BXD"))
    assert status(held, "QCVN 88:2015/BXD", D(2015, 12, 31)) is Status.NOT_YET
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2016, 1, 1))
    assert (found.status, found.start, found.conflicts) == (Status.IN_FORCE, D(2016, 1, 1), ())


@pytest.mark.parametrize(
    "part",
    [
        "mục 2.4 của QCVN 88:2015/BXD",
        "Phụ lục A của QCVN 88:2015/BXD",
        "xe đẩy phải đáp ứng yêu cầu quy định tại mục 2.4 của QCVN 88:2015/BXD",
    ],
)
def test_a_later_day_for_a_part_of_the_regulation_is_no_other_day_for_the_whole(books, part):
    act = text(
        "10/2015/TT-BXD",
        does(Verb.ISSUES, "QCVN 88:2015/BXD"),
        effects=(starts(D(2015, 5, 4)), starts(D(2016, 1, 1), parts=(part,))),
    )
    held = books(act, text("QCVN 88:2015/BXD", issued_with="10/2015/TT-BXD"))
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2015, 5, 4))
    assert (found.status, found.start, found.conflicts) == (Status.IN_FORCE, D(2015, 5, 4), ())


def test_a_document_read_before_statements_were_kept_starts_on_its_day_of_effect(books):
    old = text("10/2015/TT-BXD", effective_from=D(2015, 5, 4), effective_words="sau 45 ngày")
    found = standing(books(old), old, D(2015, 5, 4))
    assert (found.status, found.grounds[0].witness.words) == (Status.IN_FORCE, "sau 45 ngày")


# --- what ends it ---------------------------------------------------------------------------------


def test_a_day_stated_in_the_words_counts_before_the_start_of_the_act(books):
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text(
            "QCVN 88:2021/BXD", does(Verb.REPLACES, "QCVN 88:2015/BXD"), issued_with="4/2021/TT-BXD"
        ),
        text(
            "4/2021/TT-BXD",
            does(Verb.REPLACES, "QCVN 88:2015/BXD", day=D(2024, 1, 1)),
            start=D(2021, 7, 30),
        ),
    )
    assert status(held, "QCVN 88:2021/BXD", D(2021, 7, 30)) is Status.IN_FORCE
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2023, 12, 31))
    assert (found.status, found.end, found.conflicts) == (Status.IN_FORCE, D(2024, 1, 1), ())


def test_an_act_without_a_day_leaves_what_it_replaces_in_doubt_from_its_issue_on(books):
    held = books(
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPLACES, "10/2015/TT-BXD"), issued=D(2020, 3, 2)),
    )
    assert status(held, "10/2015/TT-BXD", D(2020, 3, 1)) is Status.IN_FORCE
    assert status(held, "10/2015/TT-BXD", D(2020, 3, 2)) is Status.UNVERIFIED


def test_an_undated_name_ends_all_older_editions_and_no_newer_one(books):
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text("QCVN 88:2022/BXD", start=D(2022, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPEALS, "QCVN 88/BXD"), start=D(2020, 1, 1)),
    )
    assert status(held, "QCVN 88:2015/BXD", D(2020, 1, 1)) is Status.ENDED
    assert status(held, "QCVN 88:2022/BXD", D(2023, 1, 1)) is Status.IN_FORCE


def test_an_act_that_ended_before_its_effect_does_nothing(books):
    held = books(
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPLACES, "10/2015/TT-BXD"), start=D(2021, 1, 1)),
        text("12/2020/TT-BXD", does(Verb.REPEALS, "11/2020/TT-BXD"), start=D(2020, 12, 1)),
    )
    assert status(held, "11/2020/TT-BXD", D(2021, 1, 1)) is Status.ENDED
    assert status(held, "10/2015/TT-BXD", D(2021, 1, 1)) is Status.IN_FORCE


def test_repealing_what_had_ended_a_text_does_not_bring_it_back(books):
    held = books(
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("11/2020/TT-BXD", does(Verb.REPLACES, "10/2015/TT-BXD"), start=D(2021, 1, 1)),
        text("12/2022/TT-BXD", does(Verb.REPEALS, "11/2020/TT-BXD"), start=D(2022, 12, 1)),
    )
    assert status(held, "10/2015/TT-BXD", D(2023, 1, 1)) is Status.ENDED


# --- suspended acts -------------------------------------------------------------------------------


def suspended_decree(start: date, *, until: date | None = None) -> tuple[Document, ...]:
    return (
        text("15/2018/NĐ-CP", start=D(2018, 2, 2)),
        text("46/2026/NĐ-CP", does(Verb.REPLACES, "15/2018/NĐ-CP"), start=start),
        text(
            "09/2026/NQ-CP", does(Verb.SUSPENDS, "46/2026/NĐ-CP", until=until), start=D(2026, 2, 4)
        ),
    )


def test_a_decree_suspended_before_its_effect_replaces_nothing(books):
    held = books(*suspended_decree(D(2026, 3, 1)))
    assert status(held, "46/2026/NĐ-CP", D(2026, 3, 1)) is Status.SUSPENDED
    assert status(held, "15/2018/NĐ-CP", D(2026, 12, 31)) is Status.IN_FORCE


def test_it_replaces_when_its_suspension_is_over(books):
    held = books(*suspended_decree(D(2026, 3, 1), until=D(2026, 4, 16)))
    assert status(held, "15/2018/NĐ-CP", D(2026, 4, 15)) is Status.IN_FORCE
    assert status(held, "46/2026/NĐ-CP", D(2026, 4, 16)) is Status.IN_FORCE
    assert status(held, "15/2018/NĐ-CP", D(2026, 4, 16)) is Status.ENDED


def test_what_a_decree_replaced_goes_on_while_the_decree_rests(books):
    held = books(*suspended_decree(D(2026, 1, 26), until=D(2026, 4, 16)))
    old = number("15/2018/NĐ-CP")
    assert status(held, "15/2018/NĐ-CP", D(2026, 2, 3)) is Status.ENDED
    found = standing_of(held, old, D(2026, 2, 4))
    assert (found.status, found.end) == (Status.IN_FORCE, D(2026, 4, 16))
    assert "46/2026/NĐ-CP" in found.reason.vi
    assert "09/2026/NQ-CP" in found.reason.vi
    assert status(held, "15/2018/NĐ-CP", D(2026, 4, 16)) is Status.ENDED


def test_a_suspension_falls_with_the_act_that_ordered_it(books):
    lifts = text("10/2026/NQ-CP", does(Verb.REPEALS, "09/2026/NQ-CP"), start=D(2026, 5, 1))
    held = books(*suspended_decree(D(2026, 1, 26)), lifts)
    assert status(held, "46/2026/NĐ-CP", D(2026, 4, 30)) is Status.SUSPENDED
    assert status(held, "46/2026/NĐ-CP", D(2026, 5, 1)) is Status.IN_FORCE


def test_an_act_may_resume_what_another_suspended(books):
    again = text("11/2026/NQ-CP", does(Verb.RESUMES, "46/2026/NĐ-CP"), start=D(2026, 6, 1))
    held = books(*suspended_decree(D(2026, 1, 26)), again)
    assert status(held, "46/2026/NĐ-CP", D(2026, 5, 31)) is Status.SUSPENDED
    assert status(held, "46/2026/NĐ-CP", D(2026, 6, 1)) is Status.IN_FORCE


def test_texts_that_replace_each_other_in_a_circle_get_an_answer_that_order_does_not_change(books):
    documents = (
        text("1/2020/TT-BXD", does(Verb.REPLACES, "2/2020/TT-BXD"), start=D(2020, 1, 1)),
        text("2/2020/TT-BXD", does(Verb.REPLACES, "3/2020/TT-BXD"), start=D(2020, 2, 1)),
        text("3/2020/TT-BXD", does(Verb.REPLACES, "1/2020/TT-BXD"), start=D(2020, 3, 1)),
    )
    names = [f"{n}/2020/TT-BXD" for n in (1, 2, 3)]
    one, two = books(*documents), books(*documents)
    forwards = [history_of(one, number(name)) for name in names]
    backwards = [history_of(two, number(name)) for name in reversed(names)]
    assert forwards == backwards[::-1]


# --- newer editions -------------------------------------------------------------------------------


def test_a_newer_edition_in_force_ends_the_older_one_where_no_text_does(books):
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text("QCVN 88:2022/BXD", start=D(2023, 1, 1)),
    )
    assert status(held, "QCVN 88:2015/BXD", D(2022, 12, 31)) is Status.IN_FORCE
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2023, 1, 1))
    assert (found.status, found.ended_by) == (Status.ENDED, "QCVN 88:2022/BXD")
    assert found.grounds[0].witness.basis is Basis.NUMBERING


def test_a_newer_edition_of_another_issuer_ends_nothing(books):
    held = books(
        text("QCVN 41:2016/BGTVT", start=D(2016, 11, 1)),
        text("QCVN 41:2019/BTTTT", start=D(2019, 11, 1)),
    )
    assert status(held, "QCVN 41:2016/BGTVT", D(2026, 1, 1)) is Status.IN_FORCE


def test_a_newer_edition_that_is_only_named_leaves_the_older_one_in_doubt_from_its_year(books):
    names = text("10/2025/TT-BXD", does(Verb.AMENDS, "QCVN 88:2022/BXD"), start=D(2025, 1, 1))
    held = books(text("QCVN 88:2015/BXD", start=D(2015, 5, 4)), names)
    assert status(held, "QCVN 88:2015/BXD", D(2021, 12, 31)) is Status.IN_FORCE
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2022, 1, 1))
    assert (found.status, found.end) == (Status.UNVERIFIED, None)
    assert "QCVN 88:2022/BXD" in found.reason.vi


def test_an_amendment_never_ends_its_base_and_ends_with_it(books):
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text(
            "Sửa đổi 1:2018 QCVN 88:2015/BXD",
            does(Verb.AMENDS, "QCVN 88:2015/BXD"),
            start=D(2018, 7, 1),
        ),
        text("11/2020/TT-BXD", does(Verb.REPEALS, "QCVN 88:2015/BXD"), start=D(2020, 1, 1)),
    )
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2019, 1, 1))
    assert found.status is Status.IN_FORCE
    assert [str(event.by) for event in found.amendments] == ["Sửa đổi 1:2018 QCVN 88:2015/BXD"]
    assert status(held, "Sửa đổi 1:2018 QCVN 88:2015/BXD", D(2019, 12, 31)) is Status.IN_FORCE
    assert status(held, "Sửa đổi 1:2018 QCVN 88:2015/BXD", D(2020, 1, 1)) is Status.ENDED


def test_an_amendment_that_is_not_held_is_known_by_the_act_that_issues_it(books):
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text(
            "05/2018/TT-BXD",
            does(Verb.ISSUES, "Sửa đổi 1:2018 QCVN 88:2015/BXD"),
            start=D(2018, 7, 1),
        ),
    )
    found = standing_of(held, number("QCVN 88:2015/BXD"), D(2018, 7, 1))
    assert [str(event.by) for event in found.amendments] == ["Sửa đổi 1:2018 QCVN 88:2015/BXD"]


def test_an_amendment_whose_act_was_repealed_amends_no_more(books):
    held = books(
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("11/2018/TT-BXD", does(Verb.AMENDS, "10/2015/TT-BXD"), start=D(2018, 1, 1)),
        text("12/2020/TT-BXD", does(Verb.REPEALS, "11/2018/TT-BXD"), start=D(2020, 1, 1)),
    )
    on = number("10/2015/TT-BXD")
    assert len(standing_of(held, on, D(2019, 12, 31)).amendments) == 1
    assert standing_of(held, on, D(2020, 1, 1)).amendments == ()


# --- copies and contradictions --------------------------------------------------------------------


def test_claims_of_all_copies_are_kept_and_where_they_differ_the_days_between_are_unverified(books):
    held = books(
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
        text("10/2015/TT-BXD", file="-scan", start=D(2015, 6, 4)),
    )
    found = standing_of(held, number("10/2015/TT-BXD"), D(2015, 5, 20))
    assert found.status is Status.UNVERIFIED
    assert {event.witness.document for event in found.conflicts[0].events} == {
        "10-2015-tt-bxd",
        "10-2015-tt-bxd-scan",
    }


# --- transitions ----------------------------------------------------------------------------------


def test_transitions_of_the_new_act_stand_beside_both_editions(books):
    rule = Transition(
        words="được áp dụng đến hết 31/12/2023",
        clause="dieu-3",
        page=2,
        until=D(2024, 1, 1),
        keeps=(number("QCVN 88:2015/BXD"),),
    )
    other = Transition(words="khác", clause="dieu-4", page=2, keeps=(number("QCVN 9:2012/BKHCN"),))
    held = books(
        text("QCVN 88:2015/BXD", start=D(2015, 5, 4)),
        text(
            "QCVN 88:2022/BXD",
            does(Verb.REPLACES, "QCVN 88:2015/BXD"),
            issued_with="12/2022/TT-BXD",
        ),
        text("12/2022/TT-BXD", start=D(2023, 1, 1), transitions=(rule, other)),
    )
    old = standing_of(held, number("QCVN 88:2015/BXD"), D(2023, 6, 1))
    new = standing_of(held, number("QCVN 88:2022/BXD"), D(2023, 6, 1))
    assert old.status is Status.ENDED
    assert [one.transition for one in old.transitions] == [rule]
    assert [one.transition for one in new.transitions] == [rule, other]


def test_events_stand_in_the_order_of_their_days(books):
    held = books(
        text("QCVN 88:2015/BXD", issued=D(2015, 3, 20), start=D(2015, 5, 4)),
        text("QCVN 88:2022/BXD", does(Verb.REPLACES, "QCVN 88:2015/BXD"), start=D(2023, 1, 1)),
        text("3/2019/TT-BXD", does(Verb.CORRECTS, "QCVN 88:2015/BXD")),
    )
    kinds = [event.kind for event in history_of(held, number("QCVN 88:2015/BXD")).events]
    assert kinds[:2] == [EventKind.ISSUED, EventKind.STARTED]
    assert kinds[-1] is EventKind.CORRECTED


# --- days counted from other days, and consolidated texts -----------------------------------------


def test_a_copy_without_the_day_of_signing_counts_from_the_day_that_another_copy_has(books):
    rule = EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45)
    blank = replace(starts(None), rule=rule)
    held = books(
        text("10/2015/TT-BXD", effects=(blank,)),
        text("10/2015/TT-BXD", file="-scan", issued=D(2015, 3, 20)),
    )
    found = standing_of(held, number("10/2015/TT-BXD"), D(2015, 5, 4))
    assert (found.status, found.start) == (Status.IN_FORCE, D(2015, 5, 4))
    assert "45 ngày" in found.reason.vi


def test_a_term_counts_from_the_start_that_the_issuing_act_gives(books):
    term = EffectStatement(
        kind=EffectKind.EXPIRES,
        day=None,
        rule=EffectRule(RuleKind.YEARS_AFTER_EFFECT, 2),
        words="trong thời hạn 02 năm",
        clause=None,
        page=1,
    )
    held = books(
        text("QCVN 88:2015/BXD", issued_with="10/2015/TT-BXD", effects=(term,)),
        text("10/2015/TT-BXD", start=D(2015, 5, 4)),
    )
    assert status(held, "QCVN 88:2015/BXD", D(2017, 5, 3)) is Status.IN_FORCE
    assert status(held, "QCVN 88:2015/BXD", D(2017, 5, 4)) is Status.ENDED


def test_what_a_consolidated_text_says_of_others_is_said_by_the_text_it_consolidates(books):
    both = text(
        "37/VBHN-BCT",
        does(Verb.CONSOLIDATES, "23/2024/TT-BCT"),
        does(Verb.REPEALS, "13/2018/TT-BCT"),
        start=D(2025, 1, 1),
    )
    held = books(replace(both, kind=Kind.CONSOLIDATED))
    assert standing_of(held, number("13/2018/TT-BCT"), D(2025, 1, 1)).ended_by == "23/2024/TT-BCT"


def test_a_consolidated_text_ends_with_the_text_it_consolidates(books):
    both = text("37/VBHN-BCT", does(Verb.CONSOLIDATES, "23/2024/TT-BCT"), start=D(2025, 1, 1))
    held = books(
        replace(both, kind=Kind.CONSOLIDATED),
        text("9/2026/TT-BCT", does(Verb.REPEALS, "23/2024/TT-BCT"), start=D(2026, 6, 1)),
    )
    assert status(held, "37/VBHN-BCT", D(2026, 5, 31)) is Status.IN_FORCE
    assert status(held, "37/VBHN-BCT", D(2026, 6, 1)) is Status.ENDED


# --- lists ----------------------------------------------------------------------------------------


def test_a_list_tells_of_a_text_that_is_not_held(library_of):
    library = library_of([text("10/2015/TT-BXD", start=D(2015, 5, 4))])
    records = [
        CatalogueRecord(
            number=number("QCVN 88:2015/BXD"),
            provenance=Provenance(source="danh-muc.csv", row=7),
            effective_from=D(2015, 5, 4),
        ),
        CatalogueRecord(
            number=number("QCVN 88:2022/BXD"),
            provenance=Provenance(source="danh-muc.csv", row=8),
            effective_from=D(2023, 1, 1),
            replaces=(number("QCVN 88:2015/BXD"),),
        ),
        CatalogueRecord(
            number=number("10/2015/TT-BXD"),
            provenance=Provenance(source="danh-muc.csv", row=9),
            ended_on=D(2020, 1, 1),
        ),
    ]
    loaded = LoadedList(
        name="danh-muc.csv",
        kind=ListKind.STANDARDS,
        file="danh-muc.csv",
        sha256="0" * 64,
        records=3,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    library.catalogue.load(loaded, records)
    held = shelf(library)
    old = standing_of(held, number("QCVN 88:2015/BXD"), D(2022, 12, 31))
    assert (old.status, old.end) == (Status.IN_FORCE, D(2023, 1, 1))
    assert "danh-muc.csv, dòng 7, chưa kiểm tra" in old.reason.vi
    ended = standing_of(held, number("10/2015/TT-BXD"), D(2020, 1, 1))
    assert ended.status is Status.ENDED
    assert "dòng 9" in ended.reason.vi
