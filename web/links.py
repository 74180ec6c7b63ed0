"""Addresses of pages, with marks and choices in them.

Those of documents, clauses and pictures come from :mod:`api.urls`, so that pages and API agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote, urlencode

from api.models import BoxBody
from api.urls import (
    API,
    amended_url,
    clause_url,
    compare_url,
    file_url,
    graph_url,
    hs_url,
    ics_url,
    page_image_url,
    standard_url,
    work_url,
)

__all__ = [
    "amended_url",
    "ask_data_url",
    "ask_url",
    "clause_data_url",
    "clause_url",
    "compare_url",
    "file_url",
    "graph_url",
    "hs_url",
    "ics_url",
    "image_url",
    "mark_text",
    "on_day",
    "page_url",
    "reports_url",
    "standard_data_url",
    "standard_url",
    "standards_url",
    "with_choices",
    "with_pairs",
    "work_url",
]


def ask_url(q: str, as_of: date | None = None, limit: int | None = None) -> str:
    """The page that answers a question.

    >>> ask_url("mũ", date(2026, 7, 1))
    '/?q=m%C5%A9&as_of=2026-07-01'
    """
    return with_choices("/", q=q, as_of=as_of and as_of.isoformat(), limit=limit)


def ask_data_url(q: str, as_of: date, limit: int | None = None) -> str:
    """The same answer as JSON."""
    return with_choices(f"{API}/ask", q=q, as_of=as_of.isoformat(), limit=limit)


def standards_url(kind: str | None = None, number: str | None = None) -> str:
    """The list of documents, filtered."""
    return with_choices("/standards", kind=kind, number=number)


def standard_data_url(slug: str) -> str:
    """The record of a document as JSON."""
    return f"{API}{standard_url(slug)}"


def clause_data_url(slug: str, key: str) -> str:
    """A clause as JSON."""
    return f"{API}{clause_url(slug, key)}"


def page_url(slug: str, page: int, boxes: Iterable[BoxBody] = (), zoom: str = "") -> str:
    """The page view of a document with boxes marked; those of other pages go with it.

    >>> page_url("a", 4, [BoxBody(page=4, x0=70, y0=100.25, x1=300, y1=112)])
    '/standards/a/pages/4?mark=70,100.2,300,112'
    >>> page_url("a", 4, [BoxBody(page=5, x0=70, y0=40, x1=300, y1=52)], zoom="150")
    '/standards/a/pages/4?mark=5:70,40,300,52&zoom=150'
    """
    choices = [("mark", mark_text(box, page)) for box in boxes]
    choices += [("zoom", zoom)] if zoom else []
    address = f"{standard_url(slug)}/pages/{page}"
    return f"{address}?{urlencode(choices, safe=',:')}" if choices else address


def mark_text(box: BoxBody, page: int | None = None) -> str:
    """A mark as an address has it; its page stands before it unless it is ``page``.

    >>> mark_text(BoxBody(page=4, x0=70, y0=100.25, x1=300, y1=112))
    '4:70,100.2,300,112'
    """
    return _corners(box) if box.page == page else f"{box.page}:{_corners(box)}"


def image_url(slug: str, page: int, sha256: str) -> str:
    """The picture of a page without marks; marks are laid over it."""
    return page_image_url(slug, page, sha256=sha256)


def reports_url(slug: str, report: int | None = None, part: int | None = None) -> str:
    """What of a document was reported, and how it ended; with a number, at that report.

    >>> reports_url("a"), reports_url("a", 12)
    ('/standards/a/reports', '/standards/a/reports?report=12#r12')
    """
    address = with_choices(f"{standard_url(slug)}/reports", report=report, part=part)
    return f"{address}#r{report}" if report else address


def with_choices(path: str, **choices: object) -> str:
    """A path with those choices in its query that are set.

    >>> with_choices("/standards", kind="QCVN", cursor=None)
    '/standards?kind=QCVN'
    """
    chosen: Mapping[str, object] = {
        name: value for name, value in choices.items() if value not in (None, "")
    }
    return f"{path}?{urlencode(chosen, quote_via=quote, safe='')}" if chosen else path


def with_pairs(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with those pairs in its query that have a value; a name may stand there twice.

    >>> with_pairs("/standards", [("only", "kind:QCVN"), ("only", "year:2021"), ("number", "")])
    '/standards?only=kind%3AQCVN&only=year%3A2021'
    """
    chosen = [(name, value) for name, value in pairs if value]
    if not chosen:
        return path
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{urlencode(chosen, quote_via=quote, safe='')}"


def on_day(address: str, day: date | str | None) -> str:
    """An address of ours for the day asked about; as it is where no day was asked, or has one.

    >>> on_day("/standards/a?view=cites#x", date(2026, 7, 1))
    '/standards/a?view=cites&as_of=2026-07-01#x'
    """
    if not day or "as_of=" in address or not address.startswith("/"):
        return address
    path, mark, place = address.partition("#")
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}as_of={day}{mark}{place}"


def _corners(box: BoxBody) -> str:
    return ",".join(f"{round(value, 1):g}" for value in (box.x0, box.y0, box.x1, box.y1))
