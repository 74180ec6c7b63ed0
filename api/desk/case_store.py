"""Where cases are kept, and how they are found again.

Reads and writes the tables ``cases`` and ``case_moves``; what may be done to a case is said in
:mod:`api.desk.cases`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from api.desk.case_model import OPEN_STATES, Asker, Case, CaseState, Channel, Move
from api.desk.case_words import index_words, query_of
from api.desk.letters import LetterLanguage
from standards.errors import NotFound

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "SCHEMA",
    "CaseFilter",
    "case_numbered",
    "cases",
    "count_cases",
    "moves_of",
    "next_number",
    "note_move",
    "read_case",
    "reindex",
    "update_case",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE cases (
        number TEXT PRIMARY KEY,
        received TEXT NOT NULL,
        channel TEXT NOT NULL,
        language TEXT NOT NULL,
        subject TEXT NOT NULL,
        question TEXT NOT NULL,
        country TEXT NOT NULL,
        organisation TEXT NOT NULL,
        contact TEXT NOT NULL,
        days INTEGER NOT NULL,
        due TEXT NOT NULL,
        promised TEXT,
        state TEXT NOT NULL,
        assigned TEXT NOT NULL DEFAULT '',
        made_by TEXT NOT NULL,
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        erased_at TEXT,
        version INTEGER NOT NULL DEFAULT 0,
        approved_by TEXT NOT NULL DEFAULT '',
        approved_at TEXT,
        answered_on TEXT
    ) STRICT""",
    "CREATE INDEX cases_state ON cases (state, due)",
    """CREATE TABLE case_moves (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL REFERENCES cases (number),
        before TEXT,
        after TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX case_moves_number ON case_moves (number, id)",
)
_COLUMNS = (
    "number, received, channel, language, subject, question, country, organisation, contact, days, "
    "due, promised, state, assigned, made_by, made_at, changed_at, erased_at, version, "
    "approved_by, approved_at, answered_on"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are wanted; what is empty asks for nothing. ``late_on``: still owed that day."""

    q: str = ""
    states: tuple[CaseState, ...] = ()
    assigned: str = ""
    late_on: date | None = None


def case_numbered(desk: DeskDatabase, number: str) -> Case:
    """One case. Raises NotFound."""
    with desk.read() as cursor:
        return read_case(cursor, number)


def read_case(cursor: sqlite3.Cursor, number: str) -> Case:
    """One case, inside a change. Raises NotFound."""
    row = cursor.execute(
        f"SELECT {_COLUMNS} FROM cases WHERE number = ?", (number.strip().upper(),)
    ).fetchone()
    if row is None:
        raise NotFound(f"there is no case {number!r}")
    return _case(row)


def cases(desk: DeskDatabase, wanted: CaseFilter, *, start: int = 0, limit: int = 50) -> list[Case]:
    """Cases that are wanted: those still owed first, by the day they are due; then the newest."""
    where, values = _where(wanted)
    owed = ", ".join(f"'{state.value}'" for state in OPEN_STATES)
    order = (
        f"state NOT IN ({owed}), "
        f"CASE WHEN state IN ({owed}) THEN coalesce(promised, due) END, number DESC"
    )
    with desk.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM cases WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, limit, start),
        ).fetchall()
    return [_case(row) for row in rows]


def count_cases(desk: DeskDatabase, wanted: CaseFilter) -> int:
    """How many cases are wanted."""
    where, values = _where(wanted)
    with desk.read() as cursor:
        found = cursor.execute(f"SELECT count(*) FROM cases WHERE {where}", values).fetchone()
    return int(found[0])


def moves_of(desk: DeskDatabase, number: str) -> list[Move]:
    """The way of a case, oldest step first."""
    with desk.read() as cursor:
        rows = cursor.execute(
            "SELECT before, after, by, at, note FROM case_moves WHERE number = ? ORDER BY id",
            (number,),
        ).fetchall()
    return [
        Move(
            before=CaseState(row[0]) if row[0] else None,
            after=CaseState(row[1]),
            by=row[2],
            at=datetime.fromisoformat(row[3]),
            note=row[4],
        )
        for row in rows
    ]


def reindex(cursor: sqlite3.Cursor, number: str, reply: str = "") -> None:
    """Keep the words of a case for searches: enquiry, evidence and reply."""
    case = read_case(cursor, number)
    kept = cursor.execute(
        "SELECT words, words_en FROM reply_blocks WHERE number = ? ORDER BY place", (number,)
    ).fetchall()
    quoted = cursor.execute(
        "SELECT doc_number, citation, quote FROM case_evidence WHERE number = ?", (number,)
    ).fetchall()
    words = [case.number, case.subject, case.question, case.asker.organisation, reply]
    words += [part for row in (*kept, *quoted) for part in row]
    index_words(cursor, number, "\n".join(words))


def next_number(cursor: sqlite3.Cursor, prefix: str, year: int) -> str:
    """The number after the last one of a year: ``TBT-2026-0001``."""
    start = f"{prefix}-{year}-"
    row = cursor.execute(
        "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM cases WHERE substr(number, 1, ?) = ?",
        (len(start) + 1, len(start), start),
    ).fetchone()
    return f"{start}{(row[0] or 0) + 1:04d}"


def note_move(
    cursor: sqlite3.Cursor,
    number: str,
    before: CaseState | None,
    after: CaseState,
    by: str,
    at: datetime,
    note: str,
) -> None:
    """Write a step down."""
    cursor.execute(
        "INSERT INTO case_moves (number, before, after, by, at, note) VALUES (?, ?, ?, ?, ?, ?)",
        (number, before.value if before else None, after.value, by, at.isoformat(), note),
    )


def update_case(cursor: sqlite3.Cursor, now: datetime, number: str, **columns: str | None) -> None:
    """Write columns of a case, and when."""
    written = {**columns, "changed_at": now.isoformat()}
    names = ", ".join(f"{name} = ?" for name in written)
    cursor.execute(f"UPDATE cases SET {names} WHERE number = ?", (*written.values(), number))


def _where(wanted: CaseFilter) -> tuple[str, list[str]]:
    terms, values = ["1"], list[str]()
    if wanted.q.strip():
        query = query_of(wanted.q)
        if not query:
            return "0", []
        terms.append("number IN (SELECT number FROM case_words WHERE case_words MATCH ?)")
        values.append(query)
    if wanted.states:
        terms.append(f"state IN ({', '.join('?' for _ in wanted.states)})")
        values += [state.value for state in wanted.states]
    if wanted.assigned:
        terms.append("assigned = ?")
        values.append(wanted.assigned)
    if wanted.late_on is not None:
        owed = ", ".join(f"'{state.value}'" for state in OPEN_STATES)
        terms.append(f"state IN ({owed}) AND coalesce(promised, due) < ?")
        values.append(wanted.late_on.isoformat())
    return " AND ".join(terms), values


def _case(row: tuple[str, ...]) -> Case:
    return Case(
        number=row[0],
        received=date.fromisoformat(row[1]),
        channel=Channel(row[2]),
        language=LetterLanguage(row[3]),
        subject=row[4],
        question=row[5],
        asker=Asker(country=row[6], organisation=row[7], contact=row[8]),
        days=int(row[9]),
        due=date.fromisoformat(row[10]),
        promised=date.fromisoformat(row[11]) if row[11] else None,
        state=CaseState(row[12]),
        assigned=row[13],
        made_by=row[14],
        made_at=datetime.fromisoformat(row[15]),
        changed_at=datetime.fromisoformat(row[16]),
        erased_at=datetime.fromisoformat(row[17]) if row[17] else None,
        version=int(row[18]),
        approved_by=row[19],
        approved_at=datetime.fromisoformat(row[20]) if row[20] else None,
        answered_on=date.fromisoformat(row[21]) if row[21] else None,
    )
