"""``trachuan ask``: the answers as a page of text, mandatory before voluntary."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.assembly import open_service
from api.cli_ask_day import STATUS, code_words, day_lines, record_lines, risk_lines, since
from api.cli_ask_read import need_title, read_lines
from api.cli_output import Exit, console, print_indented, write_json
from api.models import AnswerBody, AskBody, NearestBody
from api.models_reading import ReadAs, ReadingBody
from api.models_risk import RiskBody
from api.settings import Settings
from api.understanding import wish_of
from search.answers import Negative, QuestionKind
from search.understood import Trade, Wish
from standards.document import Kind
from standards.validity import Force

__all__ = ["clause_name", "print_answers", "reading_words", "run"]

_GROUPS = {
    Force.MANDATORY: "BẮT BUỘC",
    Force.MANDATORY_BY_CITATION: "TỰ NGUYỆN, BẮT BUỘC KHI ĐƯỢC VIỆN DẪN",
    Force.VOLUNTARY: "TỰ NGUYỆN",
    Force.UNKNOWN: "CHƯA RÕ TÍNH BẮT BUỘC",
}
_READ_AS = {
    ReadAs.RECOGNISED: "được nhận dạng từ ảnh",
    ReadAs.CONVERTED: "được chuyển từ bảng mã cũ",
    ReadAs.REFUSED: "không đọc được",
}
_REASONS = {
    Negative.NO_MATCH: "Thư viện không có căn cứ để trả lời câu hỏi này.",
    Negative.NOT_IN_LIBRARY: "Thư viện không giữ văn bản có số hiệu này.",
    Negative.ENDED: "Có văn bản phù hợp, nhưng không có hiệu lực vào ngày này.",
    Negative.UNVERIFIED: "Có văn bản phù hợp, nhưng chưa xác minh được hiệu lực.",
}


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Ask, and print; a question without an answer is no failure."""
    service = open_service(settings)
    body = service.ask(
        " ".join(args.text),
        as_of=args.as_of,
        limit=args.limit,
        certain=args.certain,
        wish=_wish(args),
    )
    if args.json:
        write_json(body)
    else:
        print_answers(body, console())
    return Exit.DONE


def _wish(args: argparse.Namespace) -> Wish:
    """What the options set right."""
    return wish_of(
        kind=QuestionKind(args.kind) if args.kind else None,
        agencies=args.agency,
        years=args.year,
        kinds=[Kind(kind) for kind in args.doc_kind] if args.doc_kind else None,
        in_force=args.in_force,
        trade=Trade(args.trade) if args.trade else None,
        need=args.need,
        as_typed=args.as_typed,
    )


def print_answers(body: AskBody, out: Console) -> None:
    """The whole page of text."""
    print_indented(
        out, f"Hiểu là: {body.understood} · ngày {body.as_of:%d/%m/%Y}", style="dim", left=0
    )
    for line in read_lines(body):
        print_indented(out, line, style="dim", left=0)
    if body.choices:
        print_indented(out, f"Có thể là: {'; '.join(body.choices)}", left=0)
    for code in body.codes:
        print_indented(out, f"Mã HS {code_words(code)}", left=0)
    if body.reason is not None:
        print_indented(out, _REASONS[body.reason], style="bold", left=0)
    needs = [need for need in body.understanding.needs if need.answerable is not None]
    place = 0
    for need in needs:
        if len(needs) > 1:
            out.print()
            print_indented(out, need_title(need), style="bold", left=0)
        answers = [answer for answer in body.answers if answer.need == need.place]
        place = _print_groups(answers, place, out)
    if body.risk is not None:
        out.print()
        _print_risk(body.risk, out)
    for line in record_lines(body.records):
        print_indented(out, line, left=0)
    if body.nearest:
        out.print()
        print_indented(out, "Gần nhất (không phải câu trả lời):", style="bold", left=0)
        for find in body.nearest:
            _print_nearest(find, out)


def _print_groups(answers: Sequence[AnswerBody], place: int, out: Console) -> int:
    """The answers of one need, mandatory first; ``place`` counts on, and comes back."""
    for force, title in _GROUPS.items():
        group = [answer for answer in answers if answer.force == force]
        if group:
            out.print()
            print_indented(out, title, style="bold underline", left=0)
        for answer in group:
            place += 1
            _print_answer(place, answer, out)
            if answer.risk is not None:
                _print_risk(answer.risk, out)
    return place


def _print_answer(place: int, answer: AnswerBody, out: Console) -> None:
    words, colour = STATUS[answer.status]
    words += since(answer.status, answer.in_force_from, answer.ended_on)
    head = Text(f"{place}. ")
    head.append(answer.number or "(không số hiệu)", style="bold")
    head.append(f"  ● {words}", style=colour)
    if not answer.held:
        head.append("  (thư viện chưa có văn bản này)", style="dim")
    print_indented(out, head, left=0)
    if answer.title:
        print_indented(out, answer.title)
    for line in day_lines(answer):
        print_indented(out, line)
    print_indented(out, f"“{' '.join(answer.quote.split())}”", style="italic")
    print_indented(out, _where(answer))
    how = reading_words(answer.reading)
    if how:
        print_indented(out, f"Chú ý: {how}", style="yellow")
    if answer.hs:
        print_indented(out, f"Mã HS: {'; '.join(map(code_words, answer.hs))}")
    print_indented(out, f"Vì: {answer.why}")
    for exclusion in answer.exclusions:
        print_indented(out, f"Không áp dụng: {' '.join(exclusion.split())}", style="yellow")
    print_indented(out, f"Trích dẫn: {answer.citation}", style="dim")


def _print_risk(risk: RiskBody, out: Console) -> None:
    for line in risk_lines(risk):
        print_indented(out, line)


def clause_name(label: str, heading: str) -> str:
    """A clause as people say it.

    >>> clause_name("2.1", "Yêu cầu kỹ thuật"), clause_name("Điều 3", "")
    ('mục 2.1 Yêu cầu kỹ thuật', 'Điều 3')
    """
    named = f"mục {label}" if len(label.split()) == 1 else label
    return " ".join(f"{named} {heading}".split())


def reading_words(reading: ReadingBody | None) -> str:
    """How a page was read, where that is worth a warning; else nothing."""
    if reading is None or reading.read_as not in _READ_AS:
        return ""
    told = f"trang {reading.page} {_READ_AS[reading.read_as]}"
    if reading.confidence is not None:
        told += f", độ tin cậy {100 * reading.confidence:.0f} %"
    return f"{told}; hãy đối chiếu với hình trang"


def _where(answer: AnswerBody) -> str:
    parts = [f"{answer.file}, trang {answer.page}"]
    if answer.clause is not None and answer.clause.label:
        parts.insert(0, clause_name(answer.clause.label, answer.clause.heading))
    if answer.found_in and answer.found_in != answer.number:
        parts.append(f"trong {answer.found_in}")
    return " · ".join(parts)


def _print_nearest(find: NearestBody, out: Console) -> None:
    clause = f", {clause_name(find.clause.label, '')}" if find.clause and find.clause.label else ""
    name = find.number or find.title or find.file
    words = STATUS[find.status][0] + since(find.status, find.in_force_from, find.ended_on)
    print_indented(out, f"{name}{clause}, {words} ({find.file}, trang {find.page})")
    for line in day_lines(find):
        print_indented(out, line, left=5)
    print_indented(out, f"“{' '.join(find.quote.split())}”", style="dim", left=5)
