"""Evidence of cases: passages that were found by searching and put into a case, as they stood then.

Reads and writes the table ``case_evidence``. A quote is never edited; it is chosen, taken out, or
looked up anew.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING

from api.desk.accounts import Account
from api.desk.case_model import CaseEvidence, CaseState
from api.desk.case_store import read_case, reindex
from api.desk.evidence import Passage
from standards.errors import BadInput, NotFound
from standards.validity import Status

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "SCHEMA",
    "drop_evidence",
    "evidence_of_case",
    "evidence_of_cases",
    "put_evidence",
    "read_evidence",
    "renew_evidence",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE case_evidence (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL REFERENCES cases (number),
        document TEXT NOT NULL,
        doc_number TEXT NOT NULL,
        title TEXT NOT NULL,
        clause TEXT,
        place TEXT NOT NULL,
        place_en TEXT NOT NULL,
        page INTEGER NOT NULL,
        quote TEXT NOT NULL,
        citation TEXT NOT NULL,
        citation_en TEXT NOT NULL,
        day TEXT NOT NULL,
        status TEXT NOT NULL,
        reason TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        ended_by TEXT,
        amended_by TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        words_hash TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX case_evidence_number ON case_evidence (number, id)",
    "CREATE INDEX case_evidence_document ON case_evidence (document)",
)
_KEPT = (
    "document, doc_number, title, clause, place, place_en, page, quote, citation, citation_en, "
    "day, status, reason, reason_en, ended_by, amended_by, file, sha256, words_hash"
)
_COLUMNS = f"id, number, {_KEPT}, by, at"
_PARTED = "\n"


def put_evidence(desk: DeskDatabase, number: str, passage: Passage, *, by: Account) -> CaseEvidence:
    """Put a passage into a case; the same words are put in once. Raises NotFound, BadInput."""
    where = f"{passage.document}{' ' + passage.clause if passage.clause else ''}"
    with desk.change(by.name, "case.evidence", f"case:{number}", where) as cursor:
        _must_be_open(cursor, number)
        held = cursor.execute(
            "SELECT id FROM case_evidence WHERE number = ? AND document = ? AND quote = ?",
            (number, passage.document, passage.quote),
        ).fetchone()
        found = held[0] if held else None
        if held is None:
            marks = ", ".join("?" for _ in _COLUMNS.split(", ")[1:])
            cursor.execute(
                f"INSERT INTO case_evidence (number, {_KEPT}, by, at) VALUES ({marks})",
                (number, *_values(passage), by.name, desk.now().isoformat()),
            )
            found = cursor.lastrowid
            reindex(cursor, number)
    return next(each for each in evidence_of_case(desk, number) if each.id == found)


def drop_evidence(desk: DeskDatabase, number: str, evidence: int, *, by: Account) -> None:
    """Take a passage out of a case. Raises BadInput while the reply quotes it."""
    with desk.change(by.name, "case.evidence_out", f"case:{number}", str(evidence)) as cursor:
        _must_be_open(cursor, number)
        _must_have(cursor, number, evidence)
        if cursor.execute("SELECT 1 FROM reply_blocks WHERE evidence = ?", (evidence,)).fetchone():
            raise BadInput("the reply quotes it; take it out of the reply first")
        cursor.execute("DELETE FROM case_flags WHERE evidence = ?", (evidence,))
        cursor.execute("DELETE FROM case_evidence WHERE id = ?", (evidence,))
        reindex(cursor, number)


def renew_evidence(
    desk: DeskDatabase, number: str, evidence: int, passage: Passage, *, by: Account
) -> None:
    """Write down how a passage stands now, in place of how it stood. Raises NotFound, BadInput."""
    with desk.change(by.name, "case.evidence_new", f"case:{number}", str(evidence)) as cursor:
        _must_be_open(cursor, number)
        _must_have(cursor, number, evidence)
        names = ", ".join(f"{name} = ?" for name in _KEPT.split(", "))
        cursor.execute(
            f"UPDATE case_evidence SET {names}, by = ?, at = ? WHERE id = ?",
            (*_values(passage), by.name, desk.now().isoformat(), evidence),
        )
        cursor.execute("DELETE FROM case_flags WHERE evidence = ?", (evidence,))
        reindex(cursor, number)


def evidence_of_case(desk: DeskDatabase, number: str) -> list[CaseEvidence]:
    """What was put into a case, in that order."""
    with desk.read() as cursor:
        return read_evidence(cursor, number)


def evidence_of_cases(desk: DeskDatabase) -> list[CaseEvidence]:
    """What stands in all cases that were not closed without an answer."""
    with desk.read() as cursor:
        rows = cursor.execute(
            f"SELECT {_COLUMNS} FROM case_evidence WHERE number IN (SELECT number FROM cases "
            "WHERE state <> ? OR answered_on IS NOT NULL) ORDER BY id",
            (CaseState.CLOSED.value,),
        ).fetchall()
    return [_evidence(row) for row in rows]


def read_evidence(cursor: sqlite3.Cursor, number: str) -> list[CaseEvidence]:
    """The same, inside a change."""
    rows = cursor.execute(
        f"SELECT {_COLUMNS} FROM case_evidence WHERE number = ? ORDER BY id", (number,)
    ).fetchall()
    return [_evidence(row) for row in rows]


def _must_be_open(cursor: sqlite3.Cursor, number: str) -> None:
    case = read_case(cursor, number)
    if case.is_approved:
        raise BadInput(f"the reply to {number} is approved; take the approval back first")
    if case.state is CaseState.CLOSED:
        raise BadInput(f"{number} is closed; open it again first")


def _must_have(cursor: sqlite3.Cursor, number: str, evidence: int) -> None:
    if not cursor.execute(
        "SELECT 1 FROM case_evidence WHERE id = ? AND number = ?", (evidence, number)
    ).fetchone():
        raise NotFound(f"{number} has no evidence {evidence}")


def _values(passage: Passage) -> tuple[str | int | None, ...]:
    return (
        passage.document,
        passage.number,
        passage.title,
        passage.clause,
        passage.place,
        passage.place_en,
        passage.page,
        passage.quote,
        passage.citation,
        passage.citation_en,
        passage.day.isoformat(),
        passage.status.value,
        passage.reason,
        passage.reason_en,
        passage.ended_by,
        _PARTED.join(passage.amended_by),
        passage.file,
        passage.sha256,
        passage.words_hash,
    )


def _evidence(row: tuple[str, ...]) -> CaseEvidence:
    return CaseEvidence(
        id=int(row[0]),
        case=row[1],
        passage=Passage(
            document=row[2],
            number=row[3],
            title=row[4],
            clause=row[5],
            place=row[6],
            place_en=row[7],
            page=int(row[8]),
            quote=row[9],
            citation=row[10],
            citation_en=row[11],
            day=date.fromisoformat(row[12]),
            status=Status(row[13]),
            reason=row[14],
            reason_en=row[15],
            ended_by=row[16],
            amended_by=tuple(part for part in row[17].split(_PARTED) if part),
            file=row[18],
            sha256=row[19],
            words_hash=row[20],
        ),
        by=row[21],
        at=datetime.fromisoformat(row[22]),
    )
