"""A case from the enquiry to the reply, and what happens when a quoted text changes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.assembly import create_or_open_library, open_service
from api.desk import audit
from api.desk.accounts import Account, Role, add_account
from api.desk.case_evidence import (
    drop_evidence,
    evidence_of_case,
    put_evidence,
    renew_evidence,
)
from api.desk.case_model import Asker, CaseState, Channel, NewCase
from api.desk.case_store import CaseFilter, case_numbered, cases, count_cases, moves_of
from api.desk.cases import (
    add_case,
    assign,
    correct_case,
    erase_asker,
    move_case,
    promise_day,
)
from api.desk.database import DeskDatabase
from api.desk.docx_writing import docx_of, docx_words
from api.desk.feed_addresses import address_of, make_address, owner_of, revoke_address
from api.desk.flags import FlagKind, flags, flags_of, settle
from api.desk.letters import LetterLanguage, Quote, letter_from_json
from api.desk.office import office, set_office
from api.desk.replies import (
    Action,
    BlockKind,
    approve,
    change_reply,
    kept_letters,
    lacking,
    reply_of,
    take_back,
)
from api.desk.reply_letters import addressee_of, letter_of, receipt_of
from api.service import Service
from api.settings import Settings
from standards.errors import BadInput, NotFound, NotPermitted, Outdated

DAY = date(2026, 7, 15)
NOW = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)
SLUG = "qcvn-2-2021-bkhcn"
ASKER = Asker(country="jp", organisation="Công ty Ánh Dương", contact="sun@firm.example")
NEW = NewCase(
    received=DAY,
    channel=Channel.EMAIL,
    language=LetterLanguage.EN,
    subject="Mũ bảo hiểm nhập khẩu",
    question="Which regulation applies to helmets?\nLàm ơn trả lời.",
    asker=ASKER,
    days=5,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskDatabase]:
    held = DeskDatabase(tmp_path / "desk.sqlite3", now=lambda: NOW)
    yield held
    held.close()


@pytest.fixture
def officer(desk: DeskDatabase) -> Account:
    return add_account(desk, "lan", Role.OFFICER, full_name="Trần Thị Lan", by="cli:test").account


@pytest.fixture
def editor(desk: DeskDatabase) -> Account:
    return add_account(desk, "minh", Role.EDITOR, by="cli:test").account


@pytest.fixture
def number(desk: DeskDatabase, officer: Account) -> str:
    return add_case(desk, NEW, by=officer).number


@pytest.fixture
def pick(service: Service) -> Callable[..., object]:
    def passage(clause: str | None = "2.1.1", quote: str = "", day: date = DAY, slug: str = SLUG):
        return service.passages.pick(slug, clause, quote, page=None, day=day)

    return passage


def full_reply(desk, number, officer):
    """A draft with a rendering beside its quote."""
    change_reply(desk, number, version=0, texts={}, action=Action.DRAFT, today=DAY, by=officer)
    texts = {b.id: (b.words, b.words_en or "Helmets shall …") for b in reply_of(desk, number)}
    change_reply(desk, number, version=1, texts=texts, today=DAY, by=officer)


def letters(desk, number, approved_by=""):
    case, blocks = case_numbered(desk, number), reply_of(desk, number)
    return [
        letter_of(
            case,
            blocks,
            evidence_of_case(desk, number),
            language,
            office=office(desk, language),
            site="https://tra.example",
            day=DAY,
            approved_by=approved_by,
        )
        for language in LetterLanguage
    ]


def test_a_case_gets_a_number_a_due_day_and_a_receipt_in_both_languages(desk, officer):
    case = add_case(desk, NEW, by=officer)
    assert (case.number, case.due) == ("TBT-2026-0001", date(2026, 7, 22))
    assert add_case(desk, NEW, by=officer).number == "TBT-2026-0002"
    for language, words in ((LetterLanguage.VI, "22/07/2026"), (LetterLanguage.EN, "22 July 2026")):
        receipt = receipt_of(case, office(desk, language), language)
        assert "TBT-2026-0001" in receipt
        assert words in receipt
        assert ASKER.contact not in receipt


def test_a_receipt_names_the_holidays_that_do_not_count(desk, officer):
    case = add_case(desk, replace(NEW, received=date(2026, 4, 24)), by=officer)
    assert "27 Apr (Hung Kings' Commemoration Day" in receipt_of(
        case, office(desk, LetterLanguage.EN), LetterLanguage.EN
    )


@pytest.mark.parametrize(
    "wrong",
    [
        replace(NEW, subject=" "),
        replace(NEW, question=""),
        replace(NEW, received=date(2026, 7, 20)),
        replace(NEW, asker=Asker(country="Japan")),
        replace(NEW, subject="a" * 301),
        replace(NEW, days=0),
    ],
)
def test_an_enquiry_that_cannot_be_kept_is_refused_whole(desk, officer, wrong):
    with pytest.raises(BadInput):
        add_case(desk, wrong, by=officer)
    assert count_cases(desk, CaseFilter()) == 0


def test_a_case_moves_only_where_it_may_and_says_who_moved_it(desk, officer, editor, number):
    with pytest.raises(BadInput, match="from there it goes to: in_work, closed"):
        move_case(desk, number, CaseState.ANSWERED, by=officer, today=DAY)
    move_case(desk, number, CaseState.IN_WORK, by=officer, today=DAY)
    move_case(desk, number, CaseState.WAITING, by=officer, note="hỏi Bộ Công an", today=DAY)
    with pytest.raises(NotPermitted):
        move_case(desk, number, CaseState.CLOSED, by=officer, note="rút", today=DAY)
    with pytest.raises(BadInput, match="say in the note"):
        move_case(desk, number, CaseState.CLOSED, by=editor, today=DAY)
    move_case(desk, number, CaseState.CLOSED, by=editor, note="người hỏi rút", today=DAY)
    assert [(each.after, each.by, each.note) for each in moves_of(desk, number)] == [
        (CaseState.RECEIVED, "lan", ""),
        (CaseState.IN_WORK, "lan", ""),
        (CaseState.WAITING, "lan", "hỏi Bộ Công an"),
        (CaseState.CLOSED, "minh", "người hỏi rút"),
    ]


def test_a_case_is_given_to_somebody_who_works_on_cases(desk, officer, number):
    add_account(desk, "hoa", Role.READER, by="cli:test")
    assert assign(desk, number, "lan", by=officer).assigned == "lan"
    for name in ("hoa", "nobody"):
        with pytest.raises(BadInput, match="no account that works on cases"):
            assign(desk, number, name, by=officer)
    assert assign(desk, number, "", by=officer).assigned == ""


def test_a_later_day_is_promised_with_a_reason_and_told_in_the_receipt(desk, officer, number):
    with pytest.raises(BadInput, match="not after the due day"):
        promise_day(desk, number, date(2026, 7, 22), by=officer, note="bận")
    with pytest.raises(BadInput, match="why more time"):
        promise_day(desk, number, date(2026, 7, 30), by=officer, note="")
    case = promise_day(desk, number, date(2026, 7, 30), by=officer, note="chờ Bộ")
    assert (case.due, case.until) == (date(2026, 7, 22), date(2026, 7, 30))
    assert "30 July" in receipt_of(case, office(desk, LetterLanguage.EN), LetterLanguage.EN)


def test_evidence_is_kept_word_for_word_with_its_place_status_and_hash(desk, officer, number, pick):
    held = put_evidence(desk, number, pick(), by=officer).passage
    assert held.document == SLUG
    assert held.clause == "2.1.1"
    assert "QCVN 2:2021/BKHCN" in held.citation
    assert held.status == "in_force"
    assert len(held.sha256) == 64
    put_evidence(desk, number, pick(), by=officer)
    assert len(evidence_of_case(desk, number)) == 1


def test_words_that_do_not_stand_in_the_text_are_refused(pick, service):
    whole = pick().quote
    some = " ".join(whole.split()[2:9])
    assert pick(quote=some).quote == some
    with pytest.raises(BadInput, match="do not stand in"):
        pick(quote=some + " bịa")
    with pytest.raises(NotFound):
        pick(clause="99.9")
    with pytest.raises(BadInput, match="name a clause"):
        pick(clause=None)


def test_answers_of_a_search_can_all_be_put_into_a_case(service):
    asked = service.ask("mũ bảo hiểm cho người đi xe máy", as_of=DAY)
    assert asked.answers
    for answer in asked.answers:
        key = answer.clause.url.rpartition("/")[2] if answer.clause else None
        made = service.passages.pick(answer.slug, key, answer.quote, page=answer.page, day=DAY)
        assert (made.quote, made.page, made.file) == (answer.quote, answer.page, answer.file)


def test_a_draft_quotes_the_evidence_and_without_evidence_says_so(desk, officer, number, pick):
    change_reply(desk, number, version=0, texts={}, action=Action.DRAFT, today=DAY, by=officer)
    assert "we have found no basis" in reply_of(desk, number)[0].words_en
    other = add_case(desk, NEW, by=officer).number
    put_evidence(desk, other, pick(), by=officer)
    change_reply(desk, other, version=0, texts={}, action=Action.DRAFT, today=DAY, by=officer)
    assert [each.kind for each in reply_of(desk, other)] == [
        BlockKind.WORDS,
        BlockKind.QUOTE,
        BlockKind.WORDS,
    ]


def test_blocks_are_moved_and_taken_out_and_quotes_cannot_be_edited(desk, officer, number, pick):
    put_evidence(desk, number, pick(), by=officer)
    change_reply(desk, number, version=0, texts={}, action=Action.DRAFT, today=DAY, by=officer)
    first, quote, last = (each.id for each in reply_of(desk, number))
    change_reply(
        desk,
        number,
        version=1,
        texts={quote: ("lời khác", "A rendering"), first: ("Xin chào", "Hello")},
        action=Action.UP,
        target=quote,
        today=DAY,
        by=officer,
    )
    blocks = reply_of(desk, number)
    assert [each.id for each in blocks] == [quote, first, last]
    assert (blocks[0].words, blocks[0].words_en) == ("", "A rendering")
    assert (blocks[1].words, blocks[1].words_en) == ("Xin chào", "Hello")
    change_reply(
        desk, number, version=2, texts={}, action=Action.REMOVE, target=last, today=DAY, by=officer
    )
    with pytest.raises(NotFound):
        change_reply(
            desk, number, version=3, texts={}, action=Action.UP, target=last, today=DAY, by=officer
        )
    with pytest.raises(BadInput, match="the reply quotes it"):
        drop_evidence(desk, number, evidence_of_case(desk, number)[0].id, by=officer)


def test_two_officers_do_not_overwrite_each_other(desk, officer, number):
    change_reply(desk, number, version=0, texts={}, action=Action.WORDS, today=DAY, by=officer)
    with pytest.raises(Outdated):
        change_reply(desk, number, version=0, texts={}, action=Action.WORDS, today=DAY, by=officer)
    assert len(reply_of(desk, number)) == 1


def test_a_reply_is_approved_only_when_complete_in_the_askers_language(
    desk, officer, editor, number, pick
):
    put_evidence(desk, number, pick(), by=officer)
    change_reply(desk, number, version=0, texts={}, action=Action.DRAFT, today=DAY, by=officer)
    assert [each.what for each in lacking(reply_of(desk, number), LetterLanguage.EN)] == [
        "rendering"
    ]
    assert lacking(reply_of(desk, number), LetterLanguage.VI) == []
    with pytest.raises(BadInput, match="not complete in en"):
        approve(desk, number, version=1, letters=[], by=editor)


def test_the_whole_way_from_receipt_to_letters(desk, officer, editor, number, pick):
    set_office(desk, {"name_en": "TBT Viet Nam", "prefix": "VN"}, by=editor)
    put_evidence(desk, number, pick(), by=officer)
    move_case(desk, number, CaseState.IN_WORK, by=officer, today=DAY)
    full_reply(desk, number, officer)
    made = letters(desk, number, approved_by="Minh")
    approve(desk, number, version=2, letters=made, by=editor)
    with pytest.raises(BadInput, match="approved"):
        change_reply(desk, number, version=2, texts={}, today=DAY, by=officer)
    move_case(desk, number, CaseState.ANSWERED, by=officer, today=DAY)
    case = case_numbered(desk, number)
    assert (case.answered_on, case.approved_by) == (DAY, "minh")
    version, language, text, _ = kept_letters(desk, number)[0]
    assert (version, language) == (2, LetterLanguage.VI)
    for _, language, text, _ in kept_letters(desk, number):
        words = docx_words(docx_of(letter_from_json(text, addressee_of(case))))
        assert pick().quote.splitlines()[0] in words
        assert any("Công ty Ánh Dương" in line for line in words)
        assert ("Unofficial translation" in words) == (language is LetterLanguage.EN)
    assert "Công ty" not in text
    with pytest.raises(BadInput, match="open it again"):
        take_back(desk, number, by=editor)
    assert add_case(desk, NEW, by=officer).number == "TBT-2026-0002"
    told = [each.action for each in audit.entries(desk, audit.LogFilter(subject="case:"))]
    assert {"case.add", "case.move", "case.evidence", "case.reply", "case.approve"} <= set(told)
    log = audit.entries(desk, audit.LogFilter())
    assert not any("Ánh Dương" in each.detail or "firm.example" in each.detail for each in log)


def test_an_english_letter_keeps_the_vietnamese_words_and_links_to_the_clause(
    desk, officer, number, pick
):
    put_evidence(desk, number, pick(), by=officer)
    full_reply(desk, number, officer)
    vietnamese, english = letters(desk, number)
    quote = next(each for each in english.blocks if isinstance(each, Quote))
    assert quote.words == pick().quote
    assert quote.rendering == "Helmets shall …"
    assert quote.link == f"https://tra.example/standards/{SLUG}/clauses/2.1.1"
    assert next(each for each in vietnamese.blocks if isinstance(each, Quote)).rendering == ""
    assert english.is_draft


def test_past_answers_are_found_with_accents_and_without(desk, officer, number, pick):
    put_evidence(desk, number, pick(), by=officer)
    full_reply(desk, number, officer)

    def found(q):
        return [each.number for each in cases(desk, CaseFilter(q=q))]

    for q in ("mũ bảo hiểm", "mu bao hiem", "MŨ BẢO", "helmets shall", "qcvn 2 2021", "nhap kh"):
        assert found(q) == [number], q
    for q in ("mù bảo hiểm", "xi măng", '"', "mũ AND"):
        assert found(q) == [], q


def test_late_cases_come_first_and_are_counted(desk, officer):
    for day in (date(2026, 7, 15), date(2026, 7, 1), date(2026, 7, 8)):
        add_case(desk, replace(NEW, received=day), by=officer)
    assert [each.received.day for each in cases(desk, CaseFilter())] == [1, 8, 15]
    assert count_cases(desk, CaseFilter(late_on=date(2026, 7, 16))) == 2
    assert count_cases(desk, CaseFilter(states=(CaseState.CLOSED,))) == 0


def test_who_asked_is_forgotten_after_closing_and_found_no_more(desk, officer, editor, number):
    assert cases(desk, CaseFilter(q="anh duong"))
    with pytest.raises(BadInput, match="close it before"):
        erase_asker(desk, number, question="x", by=editor)
    move_case(desk, number, CaseState.CLOSED, by=editor, note="rút", today=DAY)
    case = erase_asker(desk, number, question="Which regulation applies?", by=editor)
    assert (case.asker.country, case.asker.is_known) == ("JP", False)
    assert case.erased_at == NOW
    assert not cases(desk, CaseFilter(q="anh duong"))
    with pytest.raises(BadInput, match="open it again"):
        correct_case(desk, number, subject="a", question="b", asker=ASKER, by=officer)
    desk.close()
    kept = desk.path.read_bytes()
    for words in ("Ánh Dương", "dương", "duong", "firm.example"):
        assert words.encode() not in kept, words


@pytest.fixture
def changed(built: Path, tmp_path: Path) -> Callable[..., Service]:
    """The library with one text read again, as if its file had been replaced."""

    def library(**facts: object) -> Service:
        folder = tmp_path / f"changed-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(built, folder)
        held = create_or_open_library(Settings(library=folder, embedder="hashing"))
        document = held.store.document(SLUG)
        content = held.store.original(document.source.sha256) + b"\n"
        sha = hashlib.sha256(content).hexdigest()
        pages = held.store.pages(document.source.sha256)
        words = facts.get("words")
        clauses = tuple(
            replace(each, text=str(words), lines=()) if each.key == "2.1.1" and words else each
            for each in document.clauses
            if not (facts.get("without") and each.key == "2.1.1")
        )
        with held.batch() as batch:
            batch.add(
                file=document.source.file,
                original=content,
                sha256=sha,
                documents=[
                    replace(document, clauses=clauses, source=replace(document.source, sha256=sha))
                ],
                pages=pages,
                reader="0",
            )
        held.close()
        return open_service(Settings(library=folder, embedder="hashing"), today=lambda: DAY)

    return library


def test_nothing_is_flagged_while_nothing_changed(desk, officer, number, pick, service):
    put_evidence(desk, number, pick(), by=officer)
    assert flags(desk, service.passages, DAY) == []


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"words": "Mũ phải khác."}, FlagKind.QUOTE),
        ({"without": True}, FlagKind.GONE),
        ({}, FlagKind.FILE),
    ],
)
def test_a_quoted_text_that_changes_flags_the_case(
    desk, officer, number, pick, changed, facts, kind
):
    put_evidence(desk, number, pick(), by=officer)
    after = changed(**facts)
    flag = flags(desk, after.passages, DAY)[0]
    assert (flag.change.kind, flag.evidence.case, flag.seen_at) == (kind, number, NOW)
    if kind is FlagKind.QUOTE:
        assert "Mũ phải khác." in flag.words_now
    again = flags(desk, after.passages, DAY)
    assert [each.id for each in again] == [flag.id]
    settle(desk, number, flag.id, by=officer)
    assert flags(desk, after.passages, DAY) == []
    assert flags_of(desk, after.passages, number, DAY)[0].settled_by == "lan"


def test_words_added_beside_the_quote_flag_the_clause_and_not_the_quote(
    desk, officer, number, pick, changed
):
    some = " ".join(pick().quote.split()[-6:])
    put_evidence(desk, number, pick(quote=some), by=officer)
    after = changed(words=f"{pick().quote} Thêm một câu.")
    assert [each.change.kind for each in flags(desk, after.passages, DAY)] == [FlagKind.WORDS]


def lived_pick(lived, day):
    return lived.passages.pick("qcvn-88-2021-bgtvt", "2.1", "", page=None, day=day)


def test_a_text_that_was_amended_and_repealed_flags_old_answers_with_the_days(
    desk, officer, number, lived
):
    put_evidence(desk, number, lived_pick(lived, date(2022, 6, 1)), by=officer)
    assert flags(desk, lived.passages, date(2022, 12, 1)) == []
    amended = flags(desk, lived.passages, date(2023, 3, 1))
    assert [(each.change.kind, each.change.after, each.change.since) for each in amended] == [
        (FlagKind.AMENDED, "Sửa đổi 1:2023 QCVN 88:2021/BGTVT", date(2023, 3, 1))
    ]
    ended = flags(desk, lived.passages, date(2026, 7, 1))[0]
    assert (ended.change.kind, ended.change.since) == (FlagKind.REPLACED, date(2026, 1, 1))
    assert ended.change.after == "13/2026/TT-BXD"


def test_a_text_that_came_into_force_since_is_flagged_by_its_status(desk, officer, number, lived):
    put_evidence(desk, number, lived_pick(lived, date(2021, 8, 1)), by=officer)
    flag = flags(desk, lived.passages, date(2021, 9, 1))[0]
    assert (flag.change.before, flag.change.after) == ("not_yet", "in_force")
    assert flag.change.since == date(2021, 9, 1)


def test_evidence_is_renewed_to_how_it_stands_now(desk, officer, number, lived):
    held = put_evidence(desk, number, lived_pick(lived, date(2022, 6, 1)), by=officer)
    now = lived_pick(lived, date(2026, 7, 1))
    assert flags(desk, lived.passages, date(2026, 7, 1))
    renew_evidence(desk, number, held.id, now, by=officer)
    assert flags(desk, lived.passages, date(2026, 7, 1)) == []
    assert evidence_of_case(desk, number)[0].passage.status == "ended"


def test_a_calendar_address_is_secret_and_ends_when_taken_back(desk, officer):
    first = make_address(desk, officer)
    assert owner_of(desk, first) == "lan"
    second = make_address(desk, officer)
    assert (owner_of(desk, first), owner_of(desk, second)) == (None, "lan")
    desk.close()
    assert second.encode() not in desk.path.read_bytes()
    revoke_address(desk, officer)
    assert owner_of(desk, second) is None
    assert address_of(desk, officer) is None
    assert owner_of(desk, "\udc80") is None
