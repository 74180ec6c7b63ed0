"""A desk with made-up work on it: enquiries, evidence, replies, notifications and reports.

For the pictures and for tests in a browser. Nobody in it is real: accounts are called by their
task, organisations are examples, addresses end on ``.example``. What is quoted stands in the
samples: QCVN 2:2021/BKHCN (helmets), QCVN 7:2019/BKHCN (steel) and TCVN 1651-2:2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from api.desk.accounts import Account, Role, account_named, add_account, set_password
from api.desk.answering import approve_reply
from api.desk.case_evidence import put_evidence
from api.desk.case_model import Asker, Case, CaseState, Channel, NewCase
from api.desk.case_store import case_numbered
from api.desk.cases import add_case, assign, move_case
from api.desk.database import DeskDatabase
from api.desk.deciding import answer_report
from api.desk.letters import LetterLanguage
from api.desk.notifications import Notification, add_notification
from api.desk.office import set_office
from api.desk.replies import Action, BlockKind, change_reply, reply_of
from api.desk.reported import reported_fact
from api.desk.reports import NewReport, ReportState, add_report
from api.desk.symbols import Symbol
from api.service import Service

__all__ = ["PASSWORD", "SITE", "Desk", "fill"]

PASSWORD = "một câu khó đoán"
"""Of every account but the reader's."""
SITE = "https://trachuan.example"
"""Where letters say that the site stands."""
_HELMET, _STEEL, _BARS = "QCVN 2:2021/BKHCN", "QCVN 7:2019/BKHCN", "TCVN 1651-2:2018"
_OFFICE = {
    "name_vi": "Điểm hỏi đáp TBT (mẫu)",
    "name_en": "TBT enquiry point (sample)",
    "contact_vi": "Thư điện tử: hoi-dap@tbt.example",
    "contact_en": "E-mail: hoi-dap@tbt.example",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What was put on the desk: accounts by role, numbers of cases, the key of an answered report.

    ``worked`` is a case with evidence and a draft, ``new`` one that nobody has begun, ``answered``
    one with approved letters.
    """

    officer: Account
    editor: Account
    admin: Account
    worked: str
    new: str
    answered: str
    report: str


def fill(desk: DeskDatabase, service: Service) -> Desk:
    """Put everything on an empty desk; days count back from the day of ``service``."""
    officer = _account(desk, "can-bo", Role.OFFICER, "Cán bộ hỏi đáp")
    editor = _account(desk, "bien-tap", Role.EDITOR, "Biên tập viên")
    admin = _account(desk, "quan-tri", Role.ADMIN, "Quản trị viên")
    _account(desk, "doc-gia", Role.READER, "Người xem")
    for one in (officer, editor, admin):
        set_password(desk, one.name, PASSWORD, by="sample")
    set_office(desk, _OFFICE, by=editor)
    answered = _answered(desk, service, officer, editor)
    worked = _worked(desk, service, officer)
    new = _new(desk, service, officer)
    _late(desk, service, officer)
    _notified(desk, service.today, officer)
    return Desk(
        officer=officer,
        editor=editor,
        admin=admin,
        worked=worked.number,
        new=new.number,
        answered=answered.number,
        report=_reported(desk, service, officer),
    )


def _account(desk: DeskDatabase, name: str, role: Role, full_name: str) -> Account:
    add_account(desk, name, role, full_name=full_name, by="sample")
    return account_named(desk, name).account


def _case(
    desk: DeskDatabase,
    by: Account,
    received: date,
    subject: str,
    question: str,
    *,
    language: LetterLanguage = LetterLanguage.EN,
    asker: Asker | None = None,
    days: int = 15,
) -> Case:
    new = NewCase(
        received=received,
        channel=Channel.EMAIL,
        language=language,
        subject=subject,
        question=question,
        asker=asker or Asker(country="JP", organisation="Example Trading Co.", contact=_contact(1)),
        days=days,
    )
    return add_case(desk, new, by=by)


def _contact(number: int) -> str:
    return f"enquiry{number}@trader.example"


def _put(
    desk: DeskDatabase, service: Service, case: Case, by: Account, name: str, clause: str
) -> None:
    passage = service.passages.pick(name, clause, "", page=None, day=service.today)
    put_evidence(desk, case.number, passage, by=by)


def _draft(
    desk: DeskDatabase, service: Service, case: Case, by: Account, renderings: list[str]
) -> None:
    """A draft with the officer's words, and renderings of the first quotes."""
    today = service.today
    change_reply(desk, case.number, version=0, texts={}, action=Action.DRAFT, today=today, by=by)
    left = iter(renderings)
    texts = {
        block.id: (block.words, next(left, ""))
        for block in reply_of(desk, case.number)
        if block.kind is BlockKind.QUOTE
    }
    change_reply(desk, case.number, version=1, texts=texts, today=today, by=by)


def _answered(desk: DeskDatabase, service: Service, officer: Account, editor: Account) -> Case:
    case = _case(
        desk,
        officer,
        service.today - timedelta(days=40),
        "Ghi nhãn mũ bảo hiểm nhập khẩu",
        "Which rules apply to the label of imported helmets?",
    )
    move_case(desk, case.number, CaseState.IN_WORK, by=officer, today=service.today)
    _put(desk, service, case, officer, _HELMET, "3.2")
    _draft(
        desk,
        service,
        case,
        officer,
        [
            "The label of a helmet shall be clear and hard to erase, and conform to Decree No. "
            "43/2017/ND-CP of 14 April 2017 on goods labels."
        ],
    )
    approve_reply(
        desk,
        service.passages,
        case.number,
        version=2,
        site=SITE,
        today=service.today,
        by=editor,
    )
    return move_case(
        desk, case.number, CaseState.ANSWERED, by=officer, note="E-mail", today=service.today
    )


def _worked(desk: DeskDatabase, service: Service, officer: Account) -> Case:
    case = _case(
        desk,
        officer,
        service.today - timedelta(days=6),
        "Quy chuẩn áp dụng cho mũ bảo hiểm mô tô",
        "We intend to export motorcycle helmets to Viet Nam. Which technical regulation applies, "
        "what must the shell and the chin strap withstand, and how is conformity declared?",
    )
    assign(desk, case.number, officer.name, by=officer)
    move_case(desk, case.number, CaseState.IN_WORK, by=officer, today=service.today)
    for clause in ("2.1.1", "3.1.1"):
        _put(desk, service, case, officer, _HELMET, clause)
    _draft(
        desk,
        service,
        case,
        officer,
        ["Helmets shall meet the requirements in clause 4 of TCVN 5756:2017."],
    )
    return case_numbered(desk, case.number)


def _new(desk: DeskDatabase, service: Service, officer: Account) -> Case:
    return _case(
        desk,
        officer,
        service.today,
        "Thép cốt bê tông: thử kéo",
        "Thép thanh vằn nhập khẩu làm cốt bê tông phải thử kéo theo tiêu chuẩn nào?",
        language=LetterLanguage.VI,
        asker=Asker(country="VN", organisation="Công ty TNHH Ví Dụ", contact=_contact(2)),
        days=10,
    )


def _late(desk: DeskDatabase, service: Service, officer: Account) -> None:
    case = _case(
        desk,
        officer,
        service.today - timedelta(days=45),
        "Dấu hợp quy trên mũ trẻ em",
        "Where must the CR mark stand on helmets for children?",
        asker=Asker(country="KR", organisation="Sample Goods Ltd.", contact=_contact(3)),
        days=10,
    )
    move_case(desk, case.number, CaseState.IN_WORK, by=officer, today=service.today)
    move_case(
        desk,
        case.number,
        CaseState.WAITING,
        by=officer,
        note="Đã hỏi ý kiến cơ quan quản lý chuyên ngành.",
        today=service.today,
    )


def _notified(desk: DeskDatabase, today: date, officer: Account) -> None:
    """Numbers far above those that were given, so that none is taken for a real one."""
    for number, title, document, since, until in (
        (9001, "Dự thảo quy chuẩn về mũ bảo hiểm (mẫu)", "qcvn-2-2021-bkhcn", -20, 40),
        (9002, "Dự thảo quy chuẩn về thép làm cốt bê tông (mẫu)", "qcvn-7-2019-bkhcn", -90, -30),
    ):
        add_notification(
            desk,
            Notification(
                symbol=Symbol(member="VNM", number=number),
                title=title,
                notified=today + timedelta(days=since),
                comments_until=today + timedelta(days=until),
                documents=(document,),
            ),
            by=officer.name,
        )


def _reported(desk: DeskDatabase, service: Service, officer: Account) -> str:
    """Two that wait and one that is answered; gives the key of the last."""

    def sent(name: str, fact: str, wrong: str, correction: str = "") -> tuple[int, str]:
        about = reported_fact(service, name, fact)
        told = NewReport(about=about, wrong=wrong, correction=correction)
        made = add_report(desk, told, address="192.0.2.1")
        return made.id, made.key

    number, key = sent(
        _HELMET, "title", "Tên trên trang này khác tên trên bản giấy tôi có.", "Bỏ dấu phẩy."
    )
    answer_report(
        desk,
        service,
        number,
        ReportState.REJECTED,
        "Đã đối chiếu bìa: tên được đọc đúng như in.",
        by=officer,
    )
    sent(_STEEL, "document", "Tìm “thép dự ứng lực” mà quy chuẩn này cũng hiện ra.")
    sent(_BARS, "clause:1", "Câu cuối của phạm vi áp dụng bị thiếu mấy chữ.")
    return key
