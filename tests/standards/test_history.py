from __future__ import annotations

from datetime import date

import pytest

from standards.claims import conflicts_of
from standards.history import Basis, Event, EventKind, History, Standing, Witness
from standards.identifier import Identifier
from standards.relation import EffectRule, RuleKind
from standards.validity import Status

K = EventKind
OWN = Identifier.parse("QCVN 88:2015/BXD")
ACT = Identifier.parse("12/2022/TT-BXD")
OTHER = Identifier.parse("13/2022/TT-BXD")


def witness(basis: Basis = Basis.TEXT, document: str = "a", page: int = 3) -> Witness:
    return Witness(
        basis=basis,
        document=document if basis is not Basis.CATALOGUE else None,
        number=None,
        clause="dieu-5.2",
        page=page,
        words="…",
        source="danh-muc.csv" if basis is Basis.CATALOGUE else "",
        place="khoản 2 Điều 5" if basis is not Basis.CATALOGUE else "",
        place_en="paragraph 2, Article 5" if basis is not Basis.CATALOGUE else "",
    )


def event(kind: EventKind, day: date | None, basis: Basis = Basis.TEXT, **more) -> Event:
    document = more.pop("document", "a")
    return Event(kind=kind, day=day, witness=witness(basis, document), **more)


def on(day: date, *events: Event) -> Standing:
    return History(number=OWN, events=events, conflicts=conflicts_of(events)).on(day)


START, END = date(2015, 5, 4), date(2023, 1, 1)
STARTED = event(K.STARTED, START)
REPLACED = event(K.REPLACED, END, by=ACT)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2015, 5, 3), Status.NOT_YET),
        (date(2015, 5, 4), Status.IN_FORCE),
        (date(2022, 12, 31), Status.IN_FORCE),
        (date(2023, 1, 1), Status.ENDED),
    ],
)
def test_the_interval_is_half_open(day, status):
    found = on(day, STARTED, REPLACED)
    assert (found.status, found.start, found.end, found.ended_by) == (status, START, END, str(ACT))


@pytest.mark.parametrize("kind", [K.REPLACED, K.REPEALED, K.EXPIRED])
def test_the_first_end_ends_it(kind):
    later = event(K.REPEALED, date(2025, 1, 1), by=OTHER)
    found = on(date(2023, 1, 1), STARTED, later, event(kind, END, by=ACT))
    assert (found.status, found.end) == (Status.ENDED, END)


def test_the_reason_of_an_end_names_day_act_and_clause():
    found = on(END, STARTED, REPLACED)
    assert found.reason.vi == (
        "Hết hiệu lực từ 01/01/2023, do Thông tư số 12/2022/TT-BXD thay thế "
        "(khoản 2 Điều 5, trang 3)."
    )
    assert found.reason.en == (
        "Ended on 2023-01-01, replaced by Circular No. 12/2022/TT-BXD "
        "(paragraph 2, Article 5, page 3)."
    )


def test_a_computed_start_shows_its_rule():
    rule = EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45)
    found = on(START, event(K.STARTED, START, rule=rule, by=ACT))
    assert "04/05/2015 (sau 45 ngày kể từ ngày ký)" in found.reason.vi
    assert "2015-05-04 (45 days after signing)" in found.reason.en


# --- what nobody knows --------------------------------------------------------------------------


def test_without_a_start_it_is_unverified_and_says_so():
    found = on(START, event(K.ISSUED, date(2015, 3, 20)))
    assert found.status is Status.UNVERIFIED
    assert "ngày có hiệu lực" in found.reason.vi


def test_before_its_day_of_issue_it_cannot_bind():
    found = on(date(2015, 3, 19), event(K.ISSUED, date(2015, 3, 20)))
    assert found.status is Status.NOT_YET
    assert "20/03/2015" in found.reason.vi


def test_an_end_that_has_come_counts_without_a_start():
    assert on(END, REPLACED).status is Status.ENDED
    assert on(date(2022, 12, 31), REPLACED).status is Status.UNVERIFIED


def test_words_that_name_no_day_are_quoted_in_the_reason():
    words = event(K.STARTED, None, rule=EffectRule(RuleKind.UNKNOWN))
    assert "“…”" in on(START, words).reason.vi


def test_an_end_of_unknown_day_leaves_it_in_doubt_from_the_day_on_which_it_may_have_come():
    perhaps = event(K.REPLACED, None, by=ACT, earliest=date(2022, 9, 15))
    assert on(date(2022, 9, 14), STARTED, perhaps).status is Status.IN_FORCE
    doubtful = on(date(2022, 9, 15), STARTED, perhaps)
    assert doubtful.status is Status.UNVERIFIED
    assert "12/2022/TT-BXD" in doubtful.reason.vi


def test_a_newer_edition_of_unknown_day_is_named_as_what_makes_it_doubtful():
    newer = Identifier.parse("QCVN 88:2022/BXD")
    perhaps = event(K.REPLACED, None, Basis.NUMBERING, by=newer, earliest=date(2022, 1, 1))
    found = on(date(2022, 1, 1), STARTED, perhaps)
    assert (found.status, found.end) == (Status.UNVERIFIED, None)
    assert "QCVN 88:2022/BXD" in found.reason.vi


# --- suspensions --------------------------------------------------------------------------------


def test_a_suspension_lasts_until_it_is_over():
    until = date(2020, 4, 15)
    halted = event(K.SUSPENDED, date(2020, 2, 4), by=OTHER, until=until)
    assert on(date(2020, 2, 3), STARTED, halted).status is Status.IN_FORCE
    stopped = on(date(2020, 4, 14), STARTED, halted)
    assert stopped.status is Status.SUSPENDED
    assert "04/02/2020" in stopped.reason.vi
    assert "13/2022/TT-BXD" in stopped.reason.vi
    assert on(until, STARTED, halted).status is Status.IN_FORCE


def test_a_suspension_ends_when_the_text_is_resumed_or_ends():
    halted = event(K.SUSPENDED, date(2020, 2, 4), by=OTHER)
    resumed = event(K.RESUMED, date(2021, 1, 1), by=ACT)
    assert on(date(2020, 12, 31), STARTED, halted, resumed).status is Status.SUSPENDED
    assert on(date(2021, 1, 1), STARTED, halted, resumed).status is Status.IN_FORCE
    assert on(END, STARTED, halted, REPLACED).status is Status.ENDED


def test_a_text_may_be_suspended_before_its_effect():
    halted = event(K.SUSPENDED, date(2015, 4, 1), by=OTHER)
    assert on(date(2015, 3, 31), STARTED, halted).status is Status.NOT_YET
    assert on(START, STARTED, halted).status is Status.SUSPENDED


# --- parts --------------------------------------------------------------------------------------


def test_a_repealed_part_leaves_the_rest_in_force():
    part = event(K.PARTLY_REPEALED, date(2020, 1, 1), by=OTHER, parts=("khoản 2 Điều 3",))
    assert on(date(2019, 12, 31), STARTED, part).status is Status.IN_FORCE
    found = on(date(2020, 1, 1), STARTED, part)
    assert found.status is Status.PARTLY_ENDED
    assert "khoản 2 Điều 3" in found.reason.vi
    assert on(END, STARTED, part, REPLACED).status is Status.ENDED


# --- contradictions -----------------------------------------------------------------------------


def test_held_texts_that_contradict_each_other_leave_the_days_between_unverified():
    other = event(K.STARTED, date(2015, 6, 1), document="b")
    assert on(date(2015, 5, 3), STARTED, other).status is Status.NOT_YET
    between = on(date(2015, 5, 31), STARTED, other)
    assert (between.status, between.start) == (Status.UNVERIFIED, None)
    assert "04/05/2015" in between.reason.vi
    assert "01/06/2015" in between.reason.vi
    assert on(date(2015, 6, 1), STARTED, other).status is Status.IN_FORCE
    assert [conflict.kind for conflict in between.conflicts] == [K.STARTED]


def test_copies_of_one_act_that_end_it_on_different_days_contradict_each_other():
    later = event(K.REPLACED, date(2023, 7, 1), by=ACT, document="b")
    assert on(date(2022, 12, 31), STARTED, REPLACED, later).status is Status.IN_FORCE
    between = on(date(2023, 6, 30), STARTED, REPLACED, later)
    assert (between.status, between.end) == (Status.UNVERIFIED, None)
    assert len(between.conflicts[0].events) == 2
    assert on(date(2023, 7, 1), STARTED, REPLACED, later).status is Status.ENDED


def test_a_later_act_that_ends_it_once_more_contradicts_nothing():
    again = event(K.REPLACED, date(2024, 1, 1), by=OTHER)
    found = on(date(2023, 6, 1), STARTED, REPLACED, again)
    assert (found.status, found.conflicts) == (Status.ENDED, ())


def test_a_held_text_beats_a_list_and_the_contradiction_is_kept():
    listed = event(K.EXPIRED, date(2021, 1, 1), Basis.CATALOGUE)
    found = on(date(2022, 1, 1), STARTED, REPLACED, listed)
    assert (found.status, found.end) == (Status.IN_FORCE, END)
    assert {claim.day for claim in found.conflicts[0].events} == {END, date(2021, 1, 1)}


def test_a_list_is_heard_where_no_held_text_speaks():
    listed = event(K.EXPIRED, date(2021, 1, 1), Basis.CATALOGUE)
    found = on(date(2021, 1, 1), STARTED, listed)
    assert found.status is Status.ENDED
    assert "danh-muc.csv" in found.reason.vi
    assert "chưa kiểm tra" in found.reason.vi


def test_a_status_that_a_list_states_on_a_day_tells_nothing_of_earlier_days():
    stated = event(K.STARTED, None, Basis.CATALOGUE, latest=date(2026, 5, 1))
    assert on(date(2026, 4, 30), stated).status is Status.UNVERIFIED
    found = on(date(2026, 5, 1), stated)
    assert (found.status, found.start) == (Status.IN_FORCE, None)


def test_numbering_ends_an_edition_only_where_no_text_does():
    newer = Identifier.parse("QCVN 88:2022/BXD")
    ruled = event(K.REPLACED, date(2022, 10, 1), Basis.NUMBERING, by=newer)
    assert on(date(2022, 10, 1), STARTED, ruled).status is Status.ENDED
    assert on(date(2022, 10, 1), STARTED, ruled, REPLACED).status is Status.IN_FORCE


# --- amendments and what is to come ---------------------------------------------------------------


def test_amendments_in_force_are_listed_once_and_named_before_the_act_that_issues_them():
    amendment = Identifier.parse("Sửa đổi 1:2018 QCVN 88:2015/BXD")
    act = Identifier.parse("05/2018/TT-BXD")
    day = date(2018, 7, 1)
    by_itself = event(K.AMENDED, day, by=amendment, act=act)
    by_act = event(K.AMENDED, day, by=act)
    corrected = event(K.CORRECTED, date(2019, 1, 1), by=OTHER)
    events = (STARTED, by_act, by_itself, by_itself, corrected, REPLACED)
    assert on(date(2018, 6, 30), *events).amendments == ()
    assert [e.by for e in on(day, *events).amendments] == [amendment]
    assert [e.by for e in on(date(2019, 1, 1), *events).amendments] == [amendment, OTHER]
    assert on(END, *events).amendments == ()


def test_what_is_still_to_come_is_told_soonest_first():
    part = event(K.PARTLY_REPEALED, date(2020, 1, 1), by=OTHER)
    found = on(START, REPLACED, part, STARTED)
    assert [event.day for event in found.upcoming] == [date(2020, 1, 1), END]


# --- when what ended it rests ---------------------------------------------------------------------


def test_a_text_goes_on_while_the_act_that_ended_it_rests():
    rests = event(K.RESUMED, date(2023, 2, 4), by=OTHER, of=ACT, until=date(2023, 4, 16))
    events = (STARTED, REPLACED, rests)
    assert on(date(2023, 2, 3), *events).status is Status.ENDED
    during = on(date(2023, 2, 4), *events)
    assert (during.status, during.end) == (Status.IN_FORCE, date(2023, 4, 16))
    assert on(date(2023, 4, 16), *events).status is Status.ENDED


def test_the_rest_of_one_act_does_not_revive_what_another_ended():
    rests = event(K.RESUMED, date(2023, 2, 4), by=OTHER, of=ACT)
    repealed = event(K.REPEALED, date(2022, 6, 1), by=OTHER)
    assert on(date(2023, 2, 4), STARTED, REPLACED, repealed, rests).status is Status.ENDED


def test_the_reason_tells_what_lets_an_ended_text_go_on():
    rests = event(K.RESUMED, date(2023, 2, 4), by=OTHER, of=ACT)
    found = on(date(2023, 2, 4), STARTED, REPLACED, rests)
    assert "12/2022/TT-BXD" in found.reason.vi
    assert "13/2022/TT-BXD" in found.reason.vi
    said = event(K.RESUMED, date(2023, 2, 4), by=OTHER)
    assert on(date(2023, 2, 4), STARTED, REPLACED, said).status is Status.IN_FORCE


def test_a_part_that_binds_before_the_whole_is_told():
    part = event(K.PART_STARTED, date(2015, 4, 1), parts=("Điều 5",))
    assert "Riêng" not in on(date(2015, 3, 31), STARTED, part).reason.vi
    found = on(date(2015, 4, 1), STARTED, part)
    assert found.status is Status.NOT_YET
    assert "Riêng Điều 5 có hiệu lực từ 01/04/2015" in found.reason.vi


def test_an_end_that_may_have_come_earlier_has_no_day_but_has_surely_come():
    newer = Identifier.parse("QCVN 88:2022/BXD")
    perhaps = event(K.REPLACED, None, by=ACT, earliest=date(2019, 12, 31))
    ruled = event(K.REPLACED, END, Basis.NUMBERING, by=newer)
    found = on(END, STARTED, perhaps, ruled)
    assert (found.status, found.end, found.ended_by) == (Status.ENDED, None, str(ACT))
    assert "chậm nhất từ 01/01/2023" in found.reason.vi
    assert "12/2022/TT-BXD" in found.reason.vi
    assert on(date(2022, 12, 31), STARTED, perhaps, ruled).status is Status.UNVERIFIED
