"""What has changed since a passage was put into a case: words, file, status, amendments.

Compares how the passage stood with how it stands on a day. The table ``case_flags`` remembers when
a change was first seen, and who has looked at it; a flag is settled for one change, and a further
change raises another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from api.desk.accounts import Account
from api.desk.case_evidence import evidence_of_case, evidence_of_cases
from api.desk.case_model import CaseEvidence
from api.desk.evidence import PassageNow, Passages
from standards.errors import NotFound
from standards.validity import Status

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = ["SCHEMA", "Changed", "Flag", "FlagKind", "changes_of", "flags", "flags_of", "settle"]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE case_flags (
        id INTEGER PRIMARY KEY,
        evidence INTEGER NOT NULL REFERENCES case_evidence (id),
        kind TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        settled_by TEXT NOT NULL DEFAULT '',
        settled_at TEXT,
        UNIQUE (evidence, kind, before, after)
    ) STRICT""",
)


class FlagKind(StrEnum):
    """What has changed, gravest first."""

    GONE = "gone"
    REPLACED = "replaced"
    STATUS = "status"
    QUOTE = "quote"
    WORDS = "words"
    AMENDED = "amended"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One change: ``before`` and ``after`` are what was and what is (a status, a number, a hash);
    ``since`` the day from which it holds by law, None where only the library changed."""

    kind: FlagKind
    before: str
    after: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A change of a passage in a case. ``seen_at`` is when the desk first saw it (UTC);
    ``settled_by`` who has looked at it, empty while nobody has; ``words_now`` the words of the
    clause as they are now, where they changed."""

    id: int
    evidence: CaseEvidence
    change: Changed
    seen_at: datetime
    settled_by: str
    settled_at: datetime | None
    words_now: str = ""


def changes_of(evidence: CaseEvidence, now: PassageNow) -> tuple[Changed, ...]:
    """What is other than it was, gravest first.

    A text that is gone says nothing more; a file read from other bytes with the same words is told
    as such, and one whose words changed is told by the words.
    """
    was = evidence.passage
    if not now.held or not now.has_clause:
        return (Changed(kind=FlagKind.GONE, before=was.number, after="clause" if now.held else ""),)
    found: list[Changed] = []
    if now.status is not None and now.status is not was.status:
        ended = now.status is Status.ENDED and now.ended_by
        found.append(
            Changed(
                kind=FlagKind.REPLACED if ended else FlagKind.STATUS,
                before=was.status.value,
                after=str(now.ended_by) if ended else now.status.value,
                since=now.since,
            )
        )
    if not now.stands:
        found.append(Changed(kind=FlagKind.QUOTE, before=was.words_hash, after=now.words_hash))
    elif was.clause is not None and now.words_hash != was.words_hash:
        found.append(Changed(kind=FlagKind.WORDS, before=was.words_hash, after=now.words_hash))
    elif now.sha256 != was.sha256:
        found.append(Changed(kind=FlagKind.FILE, before=was.sha256, after=now.sha256))
    found += [
        Changed(kind=FlagKind.AMENDED, before="", after=number, since=day)
        for number, day in now.amended_by
        if number not in was.amended_by
    ]
    return tuple(found)


def flags(desk: DeskDatabase, passages: Passages, day: date) -> list[Flag]:
    """What has changed in cases that are open or were answered, and nobody has looked at yet."""
    found = _flags(desk, passages, day, evidence_of_cases(desk))
    return [flag for flag in found if not flag.settled_by]


def flags_of(desk: DeskDatabase, passages: Passages, number: str, day: date) -> list[Flag]:
    """What has changed in one case, settled or not."""
    return _flags(desk, passages, day, evidence_of_case(desk, number))


def settle(desk: DeskDatabase, number: str, flag: int, *, by: Account) -> None:
    """Note that somebody has looked at a change. Raises NotFound."""
    with desk.change(by.name, "case.flag_seen", f"case:{number}", str(flag)) as cursor:
        found = cursor.execute(
            "UPDATE case_flags SET settled_by = ?, settled_at = ? WHERE id = ? AND evidence IN "
            "(SELECT id FROM case_evidence WHERE number = ?)",
            (by.name, desk.now().isoformat(), flag, number),
        )
        if found.rowcount == 0:
            raise NotFound(f"{number} has no flag {flag}")


def _flags(
    desk: DeskDatabase, passages: Passages, day: date, held: Sequence[CaseEvidence]
) -> list[Flag]:
    found: list[tuple[CaseEvidence, Changed, PassageNow]] = []
    for evidence in held:
        now = passages.now(evidence.passage, day)
        found += [(evidence, change, now) for change in changes_of(evidence, now)]
    known = _remembered(desk)
    new = [(each, change) for each, change, _ in found if _key(each, change) not in known]
    if new:
        _remember(desk, new)
        known = _remembered(desk)
    made = [
        _flag(each, change, now, known[_key(each, change)])
        for each, change, now in found
        if _key(each, change) in known  # else it was taken out meanwhile
    ]
    return sorted(made, key=lambda flag: (tuple(FlagKind).index(flag.change.kind), -flag.id))


_Key = tuple[int, str, str, str]
_Kept = tuple[int, str, str, str | None]


def _key(evidence: CaseEvidence, change: Changed) -> _Key:
    return evidence.id, change.kind.value, change.before, change.after


def _remembered(desk: DeskDatabase) -> dict[_Key, _Kept]:
    with desk.read() as cursor:
        rows = cursor.execute(
            "SELECT evidence, kind, before, after, id, seen_at, settled_by, settled_at "
            "FROM case_flags"
        ).fetchall()
    return {(row[0], row[1], row[2], row[3]): (row[4], row[5], row[6], row[7]) for row in rows}


def _remember(desk: DeskDatabase, new: Sequence[tuple[CaseEvidence, Changed]]) -> None:
    cases = ", ".join(sorted({evidence.case for evidence, _ in new}))
    with desk.change("system", "case.flag", "cases", cases) as cursor:
        cursor.executemany(
            "INSERT OR IGNORE INTO case_flags (evidence, kind, before, after, seen_at) "
            "SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM case_evidence WHERE id = ?)",
            [(*_key(each, change), desk.now().isoformat(), each.id) for each, change in new],
        )


def _flag(evidence: CaseEvidence, change: Changed, now: PassageNow, kept: _Kept) -> Flag:
    words = change.kind in (FlagKind.QUOTE, FlagKind.WORDS)
    return Flag(
        id=kept[0],
        evidence=evidence,
        change=change,
        seen_at=datetime.fromisoformat(kept[1]),
        settled_by=kept[2],
        settled_at=datetime.fromisoformat(kept[3]) if kept[3] else None,
        words_now=now.words if words else "",
    )
