"""From a case and the blocks of its reply to letters, and to the receipt.

Reads values, gives values: nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from api.desk.case_model import Case, CaseEvidence
from api.desk.evidence import Passage
from api.desk.letters import (
    Addressee,
    Block,
    Heading,
    Letter,
    LetterLanguage,
    Office,
    Quote,
    Said,
)
from api.desk.replies import BlockKind, ReplyBlock
from api.desk.wording import formal_day, say
from api.desk.working_days import DueDay, due_day
from api.urls import clause_url, paper_url

__all__ = ["addressee_of", "letter_of", "receipt_of"]


def letter_of(
    case: Case,
    blocks: Sequence[ReplyBlock],
    evidence: Sequence[CaseEvidence],
    language: LetterLanguage,
    *,
    office: Office,
    site: str,
    day: date,
    approved_by: str = "",
) -> Letter:
    """The reply in one language. ``site`` is the address under which this site is reached, for
    links; ``approved_by`` is empty for a draft."""
    held = {each.id: each.passage for each in evidence}
    made = (_block(block, held, language, site) for block in blocks)
    return Letter(
        language=language,
        office=office,
        number=case.number,
        place_and_day=formal_day(day, language),
        title=say("letter.title", language, number=case.number),
        regarding=say("letter.regarding", language, subject=case.subject),
        blocks=tuple(block for block in made if block is not None),
        closing=say("letter.closing", language, day=day),
        signed_by=say("letter.signed", language, name=approved_by) if approved_by else "",
        is_draft=not approved_by,
        addressee=addressee_of(case),
    )


def addressee_of(case: Case) -> Addressee:
    """To whom the letter goes."""
    return Addressee(organisation=case.asker.organisation, country=case.asker.country)


def receipt_of(case: Case, office: Office, language: LetterLanguage) -> str:
    """The text that tells an asker of the receipt: number, day due, holidays that do not count."""
    counted = due_day(case.received, case.days)
    lines = [
        say(
            "receipt.text",
            language,
            office=office.name,
            received=case.received,
            number=case.number,
            subject=case.subject,
        ),
        _due(case, language),
        _holidays(counted, language),
        say("receipt.keep", language, number=case.number),
    ]
    title = say("receipt.title", language, number=case.number)
    return "\n\n".join([title, " ".join(line for line in lines if line), office.name])


def _due(case: Case, language: LetterLanguage) -> str:
    if case.promised is not None:
        return say("receipt.promised", language, due=case.promised)
    return say("receipt.due", language, due=case.due, days=case.days)


def _holidays(counted: DueDay, language: LetterLanguage) -> str:
    if not counted.skipped:
        return ""
    vietnamese = language is LetterLanguage.VI
    names = [
        f"{each.day:%d/%m} ({each.name})" if vietnamese else f"{each.day:%d %b} ({each.name_en})"
        for each in counted.skipped
    ]
    return say("receipt.holidays", language, names=", ".join(names))


def _block(
    block: ReplyBlock, held: Mapping[int, Passage], language: LetterLanguage, site: str
) -> Block | None:
    words = block.words if language is LetterLanguage.VI else block.words_en
    if block.kind is BlockKind.HEADING:
        return Heading(text=words) if words else None
    if block.kind is BlockKind.WORDS:
        return Said(text=words) if words else None
    passage = held[block.evidence or 0]
    return _quote(passage, block.words_en, language, site)


def _quote(passage: Passage, rendering: str, language: LetterLanguage, site: str) -> Quote:
    english = language is LetterLanguage.EN
    status = say(f"status.{passage.status}", language)
    file = say(
        "letter.file", language, file=passage.file, page=passage.page, sha=passage.sha256[:12]
    )
    path = (
        clause_url(passage.document, passage.clause)
        if passage.clause
        else paper_url(passage.document, passage.page)
    )
    return Quote(
        words=passage.quote,
        citation=passage.citation_en if english else passage.citation,
        standing=say("letter.standing", language, day=passage.day, status=status),
        source=say("letter.sources", language, source=file),
        link=f"{site.rstrip('/')}{path}" if site else "",
        rendering=rendering if english else "",
    )
