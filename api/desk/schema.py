"""The one list of what the desk's database is made of.

Each module gives its tables as ``SCHEMA``, a tuple of single SQL statements that only grows: a
statement once released is never changed, a new one behind it brings older files up to date. The
version of a desk is the number of statements it has taken (``PRAGMA user_version``).
"""

from __future__ import annotations

from api.desk.accounts import SCHEMA as ACCOUNTS
from api.desk.audit import SCHEMA as AUDIT
from api.desk.case_evidence import SCHEMA as CASE_EVIDENCE
from api.desk.case_store import SCHEMA as CASES
from api.desk.case_words import SCHEMA as CASE_WORDS
from api.desk.database import SCHEMA as DATABASE
from api.desk.feed_addresses import SCHEMA as FEED_ADDRESSES
from api.desk.flags import SCHEMA as FLAGS
from api.desk.limits import SCHEMA as LIMITS
from api.desk.notifications import SCHEMA as NOTIFICATIONS
from api.desk.office import SCHEMA as OFFICE
from api.desk.replies import SCHEMA as REPLIES
from api.desk.reports import SCHEMA as REPORTS
from api.desk.sessions import SCHEMA as SESSIONS
from api.jobs import SCHEMA as JOBS
from api.keys import SCHEMA as KEYS

__all__ = ["MODULES", "version"]

MODULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("database", DATABASE),
    ("audit", AUDIT),
    ("accounts", ACCOUNTS),
    ("sessions", SESSIONS),
    ("limits", LIMITS),
    ("reports", REPORTS),
    ("cases", CASES),
    ("case_words", CASE_WORDS),
    ("case_evidence", CASE_EVIDENCE),
    ("flags", FLAGS),
    ("replies", REPLIES),
    ("office", OFFICE),
    ("feed_addresses", FEED_ADDRESSES),
    ("notifications", NOTIFICATIONS),
    ("keys", KEYS),
    ("jobs", JOBS),
)
"""Name of the module and its statements, in the order in which they are run."""


def version() -> int:
    """The version of a desk that is up to date."""
    return sum(len(statements) for _, statements in MODULES)
