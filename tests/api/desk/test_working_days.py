"""When an answer is due, counted by hand from the calendars of 2024 to 2026."""

from datetime import date

import pytest

from api.desk.working_days import SETTLED_UNTIL, due_day, is_working_day, working_days_left
from standards.errors import BadInput


def test_the_day_of_receipt_is_not_counted():
    assert due_day(date(2026, 11, 2), 1).due == date(2026, 11, 3)
    assert due_day(date(2026, 11, 2), 5).due == date(2026, 11, 9)


@pytest.mark.parametrize("received", [date(2026, 11, 6), date(2026, 11, 7), date(2026, 11, 8)])
def test_a_term_from_the_end_of_a_week_begins_on_monday(received):
    assert due_day(received, 2).due == date(2026, 11, 10)


def test_the_lunar_new_year_is_skipped_by_name():
    found = due_day(date(2026, 2, 13), 5)
    assert found.due == date(2026, 2, 27)
    assert [each.day.day for each in found.skipped] == [16, 17, 18, 19, 20]
    assert found.skipped[1].name == "Tết Nguyên Đán"
    assert found.skipped[1].name_en == "Lunar New Year"


def test_a_day_off_given_in_lieu_is_skipped_and_the_saturday_worked_for_it_counts():
    off = due_day(date(2026, 8, 28), 1)
    assert off.due == date(2026, 9, 3)
    assert off.skipped[0].day == date(2026, 8, 31)
    worked = due_day(date(2026, 8, 21), 1)
    assert (worked.due, worked.made_up) == (date(2026, 8, 22), (date(2026, 8, 22),))


def test_a_holiday_on_a_sunday_moves_to_monday():
    assert not is_working_day(date(2026, 4, 27))
    assert due_day(date(2026, 4, 24), 1).due == date(2026, 4, 28)


def test_a_weekend_holiday_is_not_told_as_skipped():
    assert due_day(date(2024, 4, 12), 4).skipped[0].name_en == "Hung Kings' Commemoration Day"
    assert all(each.day.weekday() < 5 for each in due_day(date(2026, 2, 13), 20).skipped)


def test_years_whose_days_off_may_still_be_set_are_named():
    assert due_day(date(SETTLED_UNTIL, 11, 2)).unsettled == ()
    assert due_day(date(SETTLED_UNTIL, 12, 30)).unsettled == (SETTLED_UNTIL + 1,)


@pytest.mark.parametrize("day", [date(1960, 1, 4), date(2300, 1, 4)])
def test_a_year_that_is_not_known_is_refused_and_not_guessed(day):
    with pytest.raises(BadInput, match="not known"):
        due_day(day)


@pytest.mark.parametrize("days", [0, -1, 251])
def test_a_term_that_makes_no_sense_is_refused(days):
    with pytest.raises(BadInput, match="cannot be counted"):
        due_day(date(2026, 11, 2), days)


def test_days_left_are_working_days_and_negative_when_late():
    assert working_days_left(date(2026, 11, 23), date(2026, 11, 27)) == 3
    assert working_days_left(date(2026, 11, 27), date(2026, 11, 27)) == 0
    assert working_days_left(date(2026, 11, 28), date(2026, 11, 27)) == 0
    assert working_days_left(date(2026, 11, 30), date(2026, 11, 27)) == -1
