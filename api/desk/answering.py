"""Letters of a case as files: made from the reply as it stands, or as it was approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.desk.accounts import Account
from api.desk.case_evidence import evidence_of_case
from api.desk.case_model import Case
from api.desk.case_store import case_numbered
from api.desk.database import DeskDatabase
from api.desk.evidence import Passages
from api.desk.flags import flags_of
from api.desk.letters import Letter, LetterLanguage, letter_from_json
from api.desk.office import office
from api.desk.replies import approve, kept_letters, lacking, reply_of
from api.desk.reply_letters import addressee_of, letter_of
from standards.errors import BadInput, NotFound

__all__ = ["approve_reply", "drafted_letter", "kept_letter", "letter_now"]


def drafted_letter(
    desk: DeskDatabase,
    number: str,
    language: LetterLanguage,
    *,
    site: str,
    today: date,
    approved_by: str = "",
) -> Letter:
    """The reply as it stands, in one language. Raises NotFound."""
    case = case_numbered(desk, number)
    return letter_of(
        case,
        reply_of(desk, case.number),
        evidence_of_case(desk, case.number),
        language,
        office=office(desk, language),
        site=site,
        day=today,
        approved_by=approved_by,
    )


def kept_letter(desk: DeskDatabase, number: str, language: LetterLanguage, version: int) -> Letter:
    """A letter as it was approved, addressed as the case says today. Raises NotFound."""
    case = case_numbered(desk, number)
    for kept, spoken, text, _ in kept_letters(desk, case.number):
        if (kept, spoken) == (version, language):
            return letter_from_json(text, addressee_of(case))
    raise NotFound(f"{number} has no approved letter {version} in {language.value}")


def letter_now(
    desk: DeskDatabase, number: str, language: LetterLanguage, *, site: str, today: date
) -> Letter:
    """The letter as it was approved, while the approval stands and for a language that was complete
    then; else as it is drafted. Raises NotFound."""
    case = case_numbered(desk, number)
    kept = {(version, spoken) for version, spoken, _, _ in kept_letters(desk, case.number)}
    if case.is_approved and (case.version, language) in kept:
        return kept_letter(desk, case.number, language, case.version)
    return drafted_letter(desk, case.number, language, site=site, today=today)


def approve_reply(
    desk: DeskDatabase,
    passages: Passages,
    number: str,
    *,
    version: int,
    site: str,
    today: date,
    by: Account,
) -> Case:
    """Approve the reply and keep its letters in each language in which it is complete.

    Raises BadInput where a quoted text has changed since and nobody has looked at it.
    """
    blocks = reply_of(desk, number)
    quoted = {block.evidence for block in blocks}
    open_flags = [
        flag
        for flag in flags_of(desk, passages, number, today)
        if flag.evidence.id in quoted and not flag.settled_by
    ]
    if open_flags:
        raise BadInput(
            f"{number} quotes a text that has changed since; look at the change first, then renew "
            "the evidence or mark the change as seen"
        )
    letters: Sequence[Letter] = [
        drafted_letter(
            desk, number, language, site=site, today=today, approved_by=by.full_name or by.name
        )
        for language in LetterLanguage
        if not lacking(blocks, language)
    ]
    return approve(desk, number, version=version, letters=letters, by=by)
