"""Answers a report, and marks its fact as checked where the editor says so."""

from __future__ import annotations

import re

from api.desk.accounts import Account, Role
from api.desk.database import DeskDatabase
from api.desk.reported import fact_now
from api.desk.reports import Report, ReportState, decide, report_numbered
from api.service import Service
from standards.errors import BadInput, NotPermitted

__all__ = ["answer_report", "as_kept"]

_DAYS = ("issued", "effective_from")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def answer_report(
    desk: DeskDatabase,
    service: Service,
    number: int,
    state: ReportState,
    answer: str,
    *,
    by: Account,
    checked_value: str | None = None,
) -> Report:
    """Accept or reject a report, or open it again.

    ``checked_value`` is what an editor has seen on the page: it is kept as a check of the fact,
    with the editor's name and the number of the report. A report that is rejected can only be
    checked with the value that is read now.

    Raises NotFound, BadInput, LibraryLocked, and NotPermitted where somebody who is no editor
    marks a fact.
    """
    report = report_numbered(desk, number)
    if not answer.strip() and state is not ReportState.OPEN:
        raise BadInput("the answer is empty; say it in a sentence")
    seen = ""
    if checked_value is not None:
        seen = _check(desk, service, report, state, checked_value, by)
    checked = checked_value is not None
    return decide(desk, number, state, answer, by=by.name, checked=checked, seen=seen)


def as_kept(fact: str, value: str) -> str:
    """A value as facts have it: on one line, and days as ``YYYY-MM-DD``.

    >>> as_kept("issued", "16/6/2021"), as_kept("title", " Mũ   bảo hiểm")
    ('2021-06-16', 'Mũ bảo hiểm')
    """
    told = " ".join(value.split())
    day = _DAY.fullmatch(told) if fact in _DAYS else None
    return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else told


def _check(
    desk: DeskDatabase,
    service: Service,
    report: Report,
    state: ReportState,
    value: str,
    by: Account,
) -> str:
    """Keep what was seen as a check of the fact; gives it as it was kept."""
    about = report.sent.about
    if by.role < Role.EDITOR:
        raise NotPermitted(f"to mark a fact as checked needs the role {Role.EDITOR}")
    if state is ReportState.OPEN:
        raise BadInput("accept or reject the report; an open one marks no fact")
    now = fact_now(service, about)
    if now is None:
        raise BadInput(f"{about.fact} is none of the facts that are read from {about.document} now")
    seen = as_kept(about.fact, value)
    if not seen:
        raise BadInput("what does the page say? give the value that is right")
    if state is ReportState.ACCEPTED and seen == now.value == about.value:
        raise BadInput("that is the value that was misread; give what the page says, or reject")
    if state is ReportState.REJECTED and seen != now.value:
        raise BadInput("the file has been read anew; look at the report again")
    with desk.change(by.name, "fact.check", f"{about.document} {about.fact}", seen[:500]):
        service.mark(
            about.document,
            about.fact,
            value=seen,
            by=by.shown,
            at=desk.now(),
            note=f"báo sai số {report.id}",
        )
    return seen
