"""What readers say is wrong: bound to one fact of one document as it was read.

Reads and writes the table ``reports``. A report keeps the fact word for word with its page and the
hash of the file, so that it can be understood after the file was read anew.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from api.desk.limits import Limit, count_try, network
from standards.errors import BadInput, NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "BY_SENDER",
    "KEEP_CONTACT",
    "MOST_CONTACT",
    "MOST_WORDS",
    "SCHEMA",
    "Decision",
    "NewReport",
    "Outcome",
    "Report",
    "ReportState",
    "Reported",
    "add_report",
    "answered",
    "count_reports",
    "decide",
    "outcomes",
    "report_by_key",
    "report_numbered",
    "reports",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        document TEXT NOT NULL,
        number TEXT NOT NULL,
        fact TEXT NOT NULL,
        label TEXT NOT NULL,
        label_en TEXT NOT NULL,
        value TEXT NOT NULL,
        page INTEGER NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        question TEXT NOT NULL,
        wrong TEXT NOT NULL,
        correction TEXT NOT NULL,
        contact TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '',
        decided_by TEXT NOT NULL DEFAULT '',
        decided_at TEXT,
        checked INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX reports_state ON reports (state, id)",
    "CREATE INDEX reports_document ON reports (document, id)",
    "ALTER TABLE reports ADD COLUMN seen TEXT NOT NULL DEFAULT ''",
)
MOST_WORDS = 2000
"""Most characters of what is wrong, of what would be right, and of an answer."""
MOST_CONTACT = 200
"""Most characters of how to reach a reader."""
MOST_OPEN = 5000
"""Most reports that wait; more are refused until the desk has answered some."""
KEEP_CONTACT = timedelta(days=90)
"""How long after its answer a report keeps how to reach its reader."""
BY_SENDER = Limit(scope="report", free=10, first=60, most=3600, forget=3600)
"""Reports from one address."""
_COLUMNS = (
    "id, key, at, document, number, fact, label, label_en, value, page, file, sha256, question, "
    "wrong, correction, contact, language, state, answer, decided_by, decided_at, checked, seen"
)


class Outcome(StrEnum):
    """How a report ended, for everybody: the reader was right; the reader was right and an editor
    has put down what the page says; the fact stands as it is."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    DECLINED = "declined"


class ReportState(StrEnum):
    """What became of a report: it waits, the reader was right, or the fact stands as it is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The fact that a report is about, word for word as read.

    ``fact`` is its name inside the document, ``number`` the document's number or title,
    ``question`` what had been asked where an answer is reported.
    """

    document: str
    number: str
    fact: str
    label: str
    label_en: str
    value: str
    page: int
    file: str
    sha256: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What a reader sends: what is wrong, what would be right, and perhaps how to reach them."""

    about: Reported
    wrong: str
    correction: str = ""
    contact: str = ""
    language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The desk's answer. ``checked``: the fact was marked as checked with it; ``seen`` is what
    stands on the page then."""

    state: ReportState
    answer: str
    by: str
    at: datetime
    checked: bool
    seen: str = ""

    @property
    def outcome(self) -> Outcome:
        """How the report ended."""
        if self.state is ReportState.REJECTED:
            return Outcome.DECLINED
        return Outcome.CORRECTED if self.checked else Outcome.ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that was received; ``key`` opens its page for whoever sent it. Times in UTC."""

    id: int
    key: str
    at: datetime
    sent: NewReport
    state: ReportState
    decision: Decision | None


def add_report(desk: DeskDatabase, new: NewReport, *, address: str) -> Report:
    """Receive a report. Raises BadInput for texts missing or too long, TooOften."""
    sent = _evened(new)
    count_try(desk, BY_SENDER, network(address))
    key, now, about = secrets.token_urlsafe(16), desk.now(), sent.about
    with desk.change("public", "report.add", "", f"{about.document} {about.fact}") as cursor:
        _forget_contacts(cursor, now)
        held = cursor.execute("SELECT count(*) FROM reports WHERE state = 'open'").fetchone()[0]
        if held >= MOST_OPEN:
            raise BadInput("too many reports wait for an answer; send it another day")
        cursor.execute(
            "INSERT INTO reports (key, at, document, number, fact, label, label_en, value, page, "
            "file, sha256, question, wrong, correction, contact, language, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')",
            (
                key,
                now.isoformat(),
                about.document,
                about.number,
                about.fact,
                about.label,
                about.label_en,
                about.value,
                about.page,
                about.file,
                about.sha256,
                about.question,
                sent.wrong,
                sent.correction,
                sent.contact,
                sent.language,
            ),
        )
        number = cursor.lastrowid or 0
        cursor.subject = f"report:{number}"
    return Report(id=number, key=key, at=now, sent=sent, state=ReportState.OPEN, decision=None)


def decide(
    desk: DeskDatabase,
    number: int,
    state: ReportState,
    answer: str,
    *,
    by: str,
    checked: bool,
    seen: str = "",
) -> Report:
    """Answer a report, or open it again. Raises BadInput for an answer missing or too long,
    NotFound."""
    words = _text(answer, "the answer", MOST_WORDS, needed=state is not ReportState.OPEN)
    done = state is not ReportState.OPEN
    with desk.change(by, f"report.{state}", f"report:{number}", words[:200]) as cursor:
        _forget_contacts(cursor, desk.now())
        cursor.execute(
            "UPDATE reports SET state = ?, answer = ?, decided_by = ?, decided_at = ?, "
            "checked = ?, seen = ? WHERE id = ?",
            (
                state.value,
                words,
                by if done else "",
                desk.now().isoformat() if done else None,
                int(checked),
                seen,
                number,
            ),
        )
        if cursor.rowcount != 1:
            raise NotFound(f"there is no report {number}")
    return report_numbered(desk, number)


def reports(
    desk: DeskDatabase,
    *,
    state: ReportState | None = None,
    document: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[Report]:
    """The newest reports of that state and document, newest first; ``before`` goes on from an
    id."""
    terms, values = ["1"], list[str | int]()
    for term, value in (
        ("state = ?", state.value if state else None),
        ("document = ?", document or None),
        ("id < ?", before),
    ):
        if value is not None:
            terms.append(term)
            values.append(value)
    return _found(desk, f"{' AND '.join(terms)} ORDER BY id DESC LIMIT ?", (*values, limit))


def answered(desk: DeskDatabase, document: str, *, limit: int = 50) -> list[Report]:
    """The reports of a document that have an answer, newest answer first."""
    return _found(
        desk,
        "document = ? AND state != 'open' ORDER BY decided_at DESC, id DESC LIMIT ?",
        (document, limit),
    )


def outcomes(desk: DeskDatabase, document: str) -> dict[Outcome, int]:
    """How the reports of a document ended, and how many of each."""
    with desk.read() as cursor:
        rows = cursor.execute(
            "SELECT state, checked, count(*) FROM reports WHERE document = ? AND state != 'open' "
            "GROUP BY state, checked",
            (document,),
        ).fetchall()
    found = dict.fromkeys(Outcome, 0)
    for state, checked, number in rows:
        ended = ReportState(state) is ReportState.REJECTED
        right = Outcome.CORRECTED if checked else Outcome.ACCEPTED
        found[Outcome.DECLINED if ended else right] += int(number)
    return found


def count_reports(desk: DeskDatabase) -> dict[ReportState, int]:
    """How many reports there are in each state."""
    with desk.read() as cursor:
        rows = cursor.execute("SELECT state, count(*) FROM reports GROUP BY state").fetchall()
    held = {ReportState(state): int(number) for state, number in rows}
    return {state: held.get(state, 0) for state in ReportState}


def report_numbered(desk: DeskDatabase, number: int) -> Report:
    """One report. Raises NotFound."""
    return _one(_found(desk, "id = ?", (number,)), f"there is no report {number}")


def report_by_key(desk: DeskDatabase, key: str) -> Report:
    """One report, for whoever holds its key. Raises NotFound."""
    return _one(_found(desk, "key = ?", (key,)), "there is no report at this address")


def _forget_contacts(cursor: sqlite3.Cursor, now: datetime) -> None:
    """Take out how to reach readers whose reports were answered long ago."""
    cursor.execute(
        "UPDATE reports SET contact = '' WHERE contact != '' AND decided_at < ?",
        ((now - KEEP_CONTACT).isoformat(),),
    )


def _one(found: list[Report], why: str) -> Report:
    if not found:
        raise NotFound(why)
    return found[0]


def _found(desk: DeskDatabase, where: str, values: tuple[str | int, ...]) -> list[Report]:
    with desk.read() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM reports WHERE {where}", values).fetchall()
    return [_report(row) for row in rows]


def _evened(new: NewReport) -> NewReport:
    return NewReport(
        about=new.about,
        wrong=_text(new.wrong, "what is wrong", MOST_WORDS, needed=True),
        correction=_text(new.correction, "what would be right", MOST_WORDS),
        contact=_text(new.contact, "the contact", MOST_CONTACT),
        language=new.language,
    )


def _text(text: str, name: str, most: int, *, needed: bool = False) -> str:
    """Text as it is kept: lines stay, other control characters go. Raises BadInput."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign == "\n" or sign.isprintable()).strip()
    if needed and not kept:
        raise BadInput(f"{name} is empty; say it in a sentence")
    if len(kept) > most:
        raise BadInput(f"{name} has {len(kept)} characters; give at most {most}")
    return kept


_Row = tuple[
    int, str, str, str, str, str, str, str, str, int, str, str, str,
    str, str, str, str, str, str, str, str | None, int, str,
]  # fmt: skip


def _report(row: _Row) -> Report:
    about = Reported(
        document=row[3],
        number=row[4],
        fact=row[5],
        label=row[6],
        label_en=row[7],
        value=row[8],
        page=row[9],
        file=row[10],
        sha256=row[11],
        question=row[12],
    )
    sent = NewReport(
        about=about, wrong=row[13], correction=row[14], contact=row[15], language=row[16]
    )
    state, decision = ReportState(row[17]), None
    if row[20] is not None:
        decision = Decision(
            state=state,
            answer=row[18],
            by=row[19],
            at=datetime.fromisoformat(row[20]),
            checked=bool(row[21]),
            seen=row[22],
        )
    return Report(
        id=row[0],
        key=row[1],
        at=datetime.fromisoformat(row[2]),
        sent=sent,
        state=state,
        decision=decision,
    )
