"""Days that are to be kept: answers to cases, comments on notifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from api.desk.calendar import Deadline, DeadlineKind, calendar_of
from api.desk.case_model import OPEN_STATES, CaseState
from api.desk.case_store import CaseFilter, cases
from api.desk.database import DeskDatabase
from api.desk.letters import LetterLanguage
from api.desk.notifications import Notification, notifications
from api.desk.office import desk_id
from api.desk.wording import say

__all__ = ["case_deadlines", "comment_deadlines", "deadline_calendar"]

_MOST = 2000


def case_deadlines(desk: DeskDatabase, language: LetterLanguage, *, site: str) -> list[Deadline]:
    """When answers are due; without what the case is about, for calendars are shared."""
    wanted = CaseFilter(states=(*OPEN_STATES, CaseState.ANSWERED))
    return [
        Deadline(
            kind=DeadlineKind.CASE,
            key=case.number,
            day=case.until,
            summary=say("calendar.case", language, number=case.number),
            description="",
            link=f"{site}/desk/cases/{case.number}",
            changed=case.changed_at,
            open=case.is_open,
        )
        for case in cases(desk, wanted, limit=_MOST)
    ]


def comment_deadlines(
    found: Iterable[Notification], language: LetterLanguage, *, site: str
) -> list[Deadline]:
    """When comments on notifications close."""
    return [
        Deadline(
            kind=DeadlineKind.COMMENTS,
            key=each.symbol.slug,
            day=each.comments_until,
            summary=say("calendar.comments", language, symbol=each.symbol),
            description=each.title,
            link=f"{site}/notifications/{each.symbol.slug}",
            changed=each.changed_at or datetime(2020, 1, 1, tzinfo=UTC),
        )
        for each in found
        if each.comments_until is not None
    ]


def deadline_calendar(
    desk: DeskDatabase,
    language: LetterLanguage,
    *,
    site: str,
    since: date,
    with_cases: bool,
) -> bytes:
    """The calendar: comments that close on ``since`` or later, and with ``with_cases`` the days
    on which answers are due."""
    told = comment_deadlines(notifications(desk, open_on=since), language, site=site)
    owed = case_deadlines(desk, language, site=site) if with_cases else []
    return calendar_of([*owed, *told], name=say("calendar.name", language), desk=desk_id(desk))
