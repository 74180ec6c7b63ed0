"""From cases to what is sent of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from api.desk.accounts import Account
from api.desk.case_evidence import evidence_of_case
from api.desk.case_model import ALLOWED, Case, CaseEvidence, CaseState, needed_role
from api.desk.case_store import CaseFilter, case_numbered, cases, count_cases, moves_of
from api.desk.case_words import snippet_of
from api.desk.database import DeskDatabase
from api.desk.evidence import Passages
from api.desk.flags import Flag, flags, flags_of
from api.desk.letters import LetterLanguage
from api.desk.office import office
from api.desk.replies import kept_letters, lacking, reply_of
from api.desk.reply_letters import receipt_of
from api.desk.working_days import due_day, working_days_left
from api.models_cases import (
    AskerBody,
    BlockBody,
    CaseBody,
    CaseLine,
    CasesBody,
    EvidenceBody,
    FlagBody,
    FlagsBody,
    HolidayBody,
    KeptBody,
    LackingBody,
    MoveBody,
)
from api.urls import API, clause_url, page_image_url, paper_url

__all__ = ["case_body", "case_url", "cases_body", "evidence_body", "flags_body"]


def case_url(number: str) -> str:
    """The page of a case.

    >>> case_url("TBT-2026-0001")
    '/desk/cases/TBT-2026-0001'
    """
    return f"/desk/cases/{number}"


def cases_body(
    desk: DeskDatabase, wanted: CaseFilter, *, today: date, start: int = 0, limit: int = 50
) -> CasesBody:
    """One page of cases."""
    total = count_cases(desk, wanted)
    found = cases(desk, wanted, start=start, limit=limit)
    return CasesBody(
        total=total,
        items=[_line(case, today, wanted.q) for case in found],
        next=start + limit if start + limit < total else None,
    )


def case_body(
    desk: DeskDatabase, passages: Passages, number: str, *, account: Account, today: date
) -> CaseBody:
    """One case with everything in it. Raises NotFound."""
    case = case_numbered(desk, number)
    counted = due_day(case.received, case.days)
    blocks = reply_of(desk, case.number)
    url = case_url(case.number)
    receipts = {
        language: receipt_of(case, office(desk, language), language) for language in LetterLanguage
    }
    return CaseBody(
        line=_line(case, today),
        channel=case.channel,
        question=case.question,
        asker=AskerBody(
            country=case.asker.country,
            organisation=case.asker.organisation,
            contact=case.asker.contact,
        ),
        days=case.days,
        holidays=[
            HolidayBody(day=each.day, name=each.name, name_en=each.name_en)
            for each in counted.skipped
        ],
        unsettled=list(counted.unsettled),
        receipt=receipts[LetterLanguage.VI],
        receipt_en=receipts[LetterLanguage.EN],
        made_by=case.made_by,
        made_at=case.made_at,
        erased_at=case.erased_at,
        moves=[
            MoveBody(before=each.before, after=each.after, by=each.by, at=each.at, note=each.note)
            for each in moves_of(desk, case.number)
        ],
        may_move=_may_move(case, account),
        evidence=[evidence_body(each) for each in evidence_of_case(desk, case.number)],
        blocks=[
            BlockBody(
                id=each.id,
                kind=each.kind,
                words=each.words,
                words_en=each.words_en,
                evidence=each.evidence,
            )
            for each in blocks
        ],
        version=case.version,
        lacking=[
            LackingBody(language=language, block=each.block, what=each.what)
            for language in LetterLanguage
            for each in lacking(blocks, language)
        ],
        approved_by=case.approved_by,
        approved_at=case.approved_at,
        kept=[
            KeptBody(
                version=version,
                language=language,
                at=at,
                docx_url=f"{url}/letters/{version}-{language}.docx",
                pdf_url=f"{url}/letters/{version}-{language}.pdf",
            )
            for version, language, _, at in kept_letters(desk, case.number)
        ],
        flags=_flag_bodies(flags_of(desk, passages, case.number, today)),
        url=f"{API}{url}",
    )


def flags_body(desk: DeskDatabase, passages: Passages, *, today: date) -> FlagsBody:
    """What has changed and nobody has looked at yet."""
    return FlagsBody(as_of=today, flags=_flag_bodies(flags(desk, passages, today)))


def evidence_body(held: CaseEvidence) -> EvidenceBody:
    """Evidence as it is sent."""
    passage = held.passage
    image = page_image_url(passage.document, passage.page, sha256=passage.sha256)
    return EvidenceBody(
        id=held.id,
        document=passage.document,
        number=passage.number,
        title=passage.title,
        clause=passage.clause,
        place=passage.place,
        place_en=passage.place_en,
        page=passage.page,
        quote=passage.quote,
        citation=passage.citation,
        citation_en=passage.citation_en,
        day=passage.day,
        status=passage.status,
        status_reason=passage.reason,
        status_reason_en=passage.reason_en,
        ended_by=passage.ended_by,
        amended_by=list(passage.amended_by),
        file=passage.file,
        sha256=passage.sha256,
        by=held.by,
        at=held.at,
        url=clause_url(passage.document, passage.clause)
        if passage.clause
        else paper_url(passage.document, passage.page),
        page_url=image,
    )


def _may_move(case: Case, account: Account) -> list[CaseState]:
    return [
        state
        for state in ALLOWED[case.state]
        if account.role >= needed_role(case.state, state)
        and (state is not CaseState.ANSWERED or case.is_approved)
    ]


def _line(case: Case, today: date, q: str = "") -> CaseLine:
    found = snippet_of(f"{case.subject}. {case.question}", q) if q.strip() else ""
    return CaseLine(
        number=case.number,
        subject=case.subject,
        received=case.received,
        due=case.due,
        promised=case.promised,
        until=case.until,
        days_left=working_days_left(today, case.until) if case.is_open else None,
        state=case.state,
        language=case.language,
        country=case.asker.country,
        assigned=case.assigned,
        answered_on=case.answered_on,
        found=found,
        url=case_url(case.number),
    )


def _flag_bodies(found: Iterable[Flag]) -> list[FlagBody]:
    return [
        FlagBody(
            id=each.id,
            case=each.evidence.case,
            case_url=case_url(each.evidence.case),
            evidence=evidence_body(each.evidence),
            kind=each.change.kind,
            before=each.change.before,
            after=each.change.after,
            since=each.change.since,
            seen_at=each.seen_at,
            settled_by=each.settled_by,
            settled_at=each.settled_at,
            words_now=each.words_now,
        )
        for each in found
    ]
