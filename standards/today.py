"""The day in Vietnam, whose law counts days: UTC+7 all year round since 13 June 1975.

Whether a text is in force is a matter of that day, wherever the server stands.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

__all__ = ["VIETNAM", "today_in_vietnam"]

VIETNAM: Final = timezone(timedelta(hours=7), "UTC+7")


def today_in_vietnam(now: datetime | None = None) -> date:
    """The calendar day in Vietnam; ``now`` (with its time zone) is this moment if none is given.

    >>> from datetime import UTC
    >>> today_in_vietnam(datetime(2026, 6, 30, 17, 0, tzinfo=UTC))
    datetime.date(2026, 7, 1)
    """
    return (now or datetime.now(VIETNAM)).astimezone(VIETNAM).date()
