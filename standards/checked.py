"""Facts that a person has compared with the page: what was checked, by whom, when.

A check belongs to a fact of a document, not to one reading of it: it survives when the file is read
again. It remembers the value that was seen, so that a later reading which gives another value shows
the check as outdated instead of lending it to words that nobody has seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["CheckedFact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFact:
    """One check. ``fact`` names it inside the document: ``number``, ``title``, ``issuer``,
    ``issued``, ``effective_from``, ``clause:KEY``, ``product:ROW``, ``term:TERM`` (see
    :func:`index.facts.facts_of`); ``value`` is what was read when it was checked; ``at`` is in UTC.
    """

    document: str
    fact: str
    value: str
    by: str
    at: datetime
    note: str = ""
