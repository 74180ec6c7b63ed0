"""Cases: an enquiry is taken in, worked on, answered and closed, each step with who and when.

Each function is one change of the desk. What names a person stands only in columns that
:func:`erase_asker` empties; the audit log never gets it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from api.desk.accounts import Account
from api.desk.case_model import ALLOWED, Asker, Case, CaseState, NewCase, needed_role
from api.desk.case_store import (
    case_numbered,
    next_number,
    note_move,
    read_case,
    reindex,
    update_case,
)
from api.desk.case_words import forget_words
from api.desk.working_days import due_day
from standards.errors import BadInput, NotPermitted

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = [
    "add_case",
    "assign",
    "correct_case",
    "erase_asker",
    "move_case",
    "promise_day",
]

_LONGEST = {"subject": 300, "question": 20_000, "organisation": 200, "contact": 300, "note": 2000}


def add_case(desk: DeskDatabase, new: NewCase, *, by: Account, prefix: str = "TBT") -> Case:
    """Take an enquiry in. Raises BadInput for what is missing, too long, or a day to come."""
    told = _checked(new)
    due = due_day(told.received, told.days).due
    now = desk.now()
    if told.received > now.date() + timedelta(days=1):
        raise BadInput(f"received on {told.received} is still to come; correct the day")
    with desk.change(by.name, "case.add", "case") as cursor:
        number = next_number(cursor, prefix, told.received.year)
        cursor.subject = f"case:{number}"
        cursor.detail = f"{told.channel}, due {due}"
        cursor.execute(
            "INSERT INTO cases (number, received, channel, language, subject, question, country, "
            "organisation, contact, days, due, state, made_by, made_at, changed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                told.received.isoformat(),
                told.channel.value,
                told.language.value,
                told.subject,
                told.question,
                told.asker.country,
                told.asker.organisation,
                told.asker.contact,
                told.days,
                due.isoformat(),
                CaseState.RECEIVED.value,
                by.name,
                now.isoformat(),
                now.isoformat(),
            ),
        )
        note_move(cursor, number, None, CaseState.RECEIVED, by.name, now, "")
        reindex(cursor, number)
    return case_numbered(desk, number)


def move_case(
    desk: DeskDatabase, number: str, after: CaseState, *, by: Account, note: str = "", today: date
) -> Case:
    """Move a case on. Raises BadInput for a step that is not allowed, NotPermitted for one that
    takes a higher role."""
    with desk.change(by.name, "case.move", f"case:{number}", after.value) as cursor:
        case = read_case(cursor, number)
        if after not in ALLOWED[case.state]:
            steps = ", ".join(ALLOWED[case.state])
            raise BadInput(f"{number} is {case.state}; from there it goes to: {steps}")
        role = needed_role(case.state, after)
        if by.role < role:
            raise NotPermitted(f"this needs the role {role} or a higher one")
        if after is CaseState.ANSWERED and not case.is_approved:
            raise BadInput(f"the reply to {number} is not approved yet; an editor approves it")
        words = _text("note", note)
        if after is CaseState.CLOSED and case.is_open and not words:
            raise BadInput(f"{number} was not answered: say in the note why it is closed")
        answered = today.isoformat() if after is CaseState.ANSWERED else None
        cursor.execute(
            "UPDATE cases SET state = ?, changed_at = ?, answered_on = coalesce(?, answered_on) "
            "WHERE number = ?",
            (after.value, desk.now().isoformat(), answered, number),
        )
        if after is CaseState.IN_WORK and case.is_approved:
            cursor.execute(
                "UPDATE cases SET approved_at = NULL, approved_by = '' WHERE number = ?", (number,)
            )
        note_move(cursor, number, case.state, after, by.name, desk.now(), words)
    return case_numbered(desk, number)


def assign(desk: DeskDatabase, number: str, name: str, *, by: Account) -> Case:
    """Give a case to somebody, or to nobody. Raises NotFound, BadInput."""
    with desk.change(by.name, "case.assign", f"case:{number}", name) as cursor:
        read_case(cursor, number)
        if (
            name
            and not cursor.execute(
                "SELECT 1 FROM accounts WHERE name = ? AND disabled = 0 AND role <> 'reader'",
                (name,),
            ).fetchone()
        ):
            raise BadInput(f"{name!r} is no account that works on cases")
        update_case(cursor, desk.now(), number, assigned=name)
    return case_numbered(desk, number)


def promise_day(
    desk: DeskDatabase, number: str, day: date | None, *, by: Account, note: str
) -> Case:
    """Note a later day that the asker was told, or take it back. Raises BadInput."""
    told = day.isoformat() if day else "none"
    with desk.change(by.name, "case.promise", f"case:{number}", told) as cursor:
        case = read_case(cursor, number)
        if day is not None and day <= case.due:
            raise BadInput(f"{day} is not after the due day {case.due}; give a later day")
        words = _text("note", note)
        if day is not None and not words:
            raise BadInput("say in the note why more time is needed")
        update_case(cursor, desk.now(), number, promised=day.isoformat() if day else None)
        note_move(cursor, number, case.state, case.state, by.name, desk.now(), words)
    return case_numbered(desk, number)


def correct_case(
    desk: DeskDatabase, number: str, *, subject: str, question: str, asker: Asker, by: Account
) -> Case:
    """Set right what was written down of an enquiry. Raises NotFound, BadInput."""
    with desk.change(by.name, "case.correct", f"case:{number}") as cursor:
        case = read_case(cursor, number)
        if case.state is CaseState.CLOSED:
            raise BadInput(f"{number} is closed; open it again to change it")
        told = _asker(asker)
        update_case(
            cursor,
            desk.now(),
            number,
            subject=_needed("subject", subject),
            question=_needed("question", question),
            country=told.country,
            organisation=told.organisation,
            contact=told.contact,
        )
        reindex(cursor, number)
    return case_numbered(desk, number)


def erase_asker(desk: DeskDatabase, number: str, *, question: str, by: Account) -> Case:
    """Forget who asked, once the case is closed; ``question`` is the enquiry with what names a
    person taken out. Country and question stay, for statistics and for later answers."""
    with desk.change(by.name, "case.erase", f"case:{number}") as cursor:
        case = read_case(cursor, number)
        if case.state is not CaseState.CLOSED:
            raise BadInput(f"{number} is still open; close it before the asker is forgotten")
        now = desk.now()
        update_case(
            cursor,
            now,
            number,
            organisation="",
            contact="",
            question=_needed("question", question),
            erased_at=now.isoformat(),
        )
        reindex(cursor, number)
        forget_words(cursor)
    return case_numbered(desk, number)


def _checked(new: NewCase) -> NewCase:
    return replace(
        new,
        subject=_needed("subject", new.subject),
        question=_needed("question", new.question),
        asker=_asker(new.asker),
    )


def _asker(asker: Asker) -> Asker:
    country = asker.country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadInput(f"country {asker.country!r} is no code of two letters (ISO 3166-1)")
    return Asker(
        country=country,
        organisation=_text("organisation", asker.organisation),
        contact=_text("contact", asker.contact),
    )


def _needed(name: str, text: str) -> str:
    words = _text(name, text)
    if not words:
        raise BadInput(f"the {name} is missing; write it down")
    return words


def _text(name: str, text: str) -> str:
    """A text in NFC; on one line, but for questions and notes."""
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if name not in ("question", "note"):
        words = " ".join(words.split())
    if len(words) > _LONGEST[name]:
        raise BadInput(f"the {name} has {len(words)} characters; give at most {_LONGEST[name]}")
    return words
