"""Points in time as people at the desk read them: Vietnam's clock, seven hours ahead of UTC."""

from __future__ import annotations

from datetime import date, datetime

from standards.today import VIETNAM
from web.language import Words

__all__ = ["VIETNAM", "as_said", "day_there", "moment"]


def day_there(at: datetime) -> date:
    """The day in Vietnam.

    >>> from datetime import UTC
    >>> day_there(datetime(2026, 11, 22, 18, 5, tzinfo=UTC))
    datetime.date(2026, 11, 23)
    """
    return at.astimezone(VIETNAM).date()


def moment(words: Words, at: datetime) -> str:
    """Day, hour and minute.

    >>> from datetime import UTC
    >>> from web.language import Language
    >>> moment(Words(Language.VI), datetime(2026, 11, 22, 18, 5, tzinfo=UTC))
    '23/11/2026, 01:05'
    """
    there = at.astimezone(VIETNAM)
    return f"{words.day(there.date())}, {there:%H:%M}"


def as_said(words: Words, value: str) -> str:
    """The value of a fact as people write it: days in their usual form, all else as it is.

    >>> from web.language import Language
    >>> as_said(Words(Language.VI), "2026-07-30")
    '30/07/2026'
    """
    try:
        return words.day(date.fromisoformat(value)) if len(value) == 10 else value
    except ValueError:
        return value
