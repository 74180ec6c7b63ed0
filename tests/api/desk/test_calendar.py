"""Deadlines as an iCalendar file, read back by lines and by a parser."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar

from api.desk.calendar import Deadline, DeadlineKind, calendar_of

CASE = Deadline(
    kind=DeadlineKind.CASE,
    key="TBT-2026-0001",
    day=date(2026, 11, 27),
    summary="Hạn trả lời TBT-2026-0001",
    description="mũ bảo hiểm, “chịu va đập”; " + "dài " * 40,
    link="https://tra.example/desk/cases/TBT-2026-0001",
    changed=datetime(2026, 11, 20, 8, 15, tzinfo=UTC),
)
COMMENTS = replace(CASE, kind=DeadlineKind.COMMENTS, key="g-tbt-n-vnm-7", day=date(2026, 11, 25))


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def test_a_calendar_has_what_the_standard_requires_in_lines_of_75_bytes():
    content = calendar_of([CASE, COMMENTS], name="Hạn", desk="d1")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"VERSION:2.0" in lines
    assert any(line.startswith(b"PRODID:") for line in lines)
    for event in events(content):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert event["DTSTAMP"].to_ical().endswith(b"Z")


def test_a_deadline_lasts_one_whole_day_and_keeps_nobody_busy():
    event = events(calendar_of([CASE], name="Hạn", desk="d1"))[0]
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.decoded("DTSTART") == CASE.day
    assert event.decoded("DTEND") == CASE.day + timedelta(days=1)
    assert event["TRANSP"] == "TRANSPARENT"
    assert str(event["DESCRIPTION"]) == CASE.description


def test_entries_stand_in_the_order_of_their_days_with_different_uids():
    both = events(calendar_of([CASE, COMMENTS], name="Hạn", desk="d1"))
    assert [str(each["UID"]) for each in both] == [
        "comments-g-tbt-n-vnm-7@d1.trachuan",
        "case-tbt-2026-0001@d1.trachuan",
    ]


def test_a_day_that_moves_keeps_its_uid_and_counts_on():
    moved = replace(CASE, day=date(2026, 12, 4), changed=CASE.changed + timedelta(hours=1))
    before, after = (events(calendar_of([each], name="H", desk="d1"))[0] for each in (CASE, moved))
    assert before["UID"] == after["UID"]
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"]) < 2**31
    assert after.decoded("DTSTART") == date(2026, 12, 4)


def test_what_is_done_is_cancelled_and_not_lost():
    assert events(calendar_of([replace(CASE, open=False)], name="H", desk="d"))[0]["STATUS"] == (
        "CANCELLED"
    )


def test_the_same_deadlines_make_the_same_bytes():
    assert calendar_of([CASE, COMMENTS], name="H", desk="d") == calendar_of(
        [COMMENTS, CASE], name="H", desk="d"
    )
