"""``trachuan ask``: the answers as a page of text, mandatory before voluntary."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.text import Text

from api.assembly import open_service
from api.cli_output import Exit, console, indented, write_json
from api.models import AnswerBody, AskBody, NearestBody
from api.settings import Settings
from search.answers import Negative
from standards.validity import Force, Status

__all__ = ["clause_name", "print_answers", "run"]

_GROUPS = {
    Force.MANDATORY: "BẮT BUỘC",
    Force.MANDATORY_BY_CITATION: "TỰ NGUYỆN, BẮT BUỘC KHI ĐƯỢC VIỆN DẪN",
    Force.VOLUNTARY: "TỰ NGUYỆN",
    Force.UNKNOWN: "CHƯA RÕ TÍNH BẮT BUỘC",
}
_STATUS = {
    Status.IN_FORCE: ("còn hiệu lực", "green"),
    Status.NOT_YET: ("chưa có hiệu lực", "yellow"),
    Status.ENDED: ("hết hiệu lực", "red"),
    Status.PARTLY_ENDED: ("hết hiệu lực một phần", "yellow"),
    Status.SUSPENDED: ("tạm ngưng hiệu lực", "red"),
    Status.UNVERIFIED: ("chưa xác minh hiệu lực", "yellow"),
}
_REASONS = {
    Negative.NO_MATCH: "Thư viện không có căn cứ để trả lời câu hỏi này.",
    Negative.NOT_IN_LIBRARY: "Thư viện không giữ văn bản có số hiệu này.",
    Negative.ENDED: "Có văn bản phù hợp, nhưng không còn hiệu lực vào ngày này.",
    Negative.UNVERIFIED: "Có văn bản phù hợp, nhưng chưa xác minh được hiệu lực.",
}


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Ask, and print; a question without an answer is no failure."""
    service = open_service(settings)
    body = service.ask(
        " ".join(args.text), as_of=args.as_of, limit=args.limit, certain=args.certain
    )
    if args.json:
        write_json(body)
    else:
        print_answers(body, console())
    return Exit.DONE


def print_answers(body: AskBody, out: Console) -> None:
    """The whole page of text."""
    out.print(Text(f"Hiểu là: {body.understood} · ngày {body.as_of:%d/%m/%Y}", style="dim"))
    if body.choices:
        out.print(Text(f"Có thể là: {'; '.join(body.choices)}"))
    if body.reason is not None:
        out.print(Text(_REASONS[body.reason], style="bold"))
    place = 0
    for force, title in _GROUPS.items():
        answers = [answer for answer in body.answers if answer.force == force]
        if answers:
            out.print()
            out.print(Text(title, style="bold underline"))
        for answer in answers:
            place += 1
            _print_answer(place, answer, out)
    if body.nearest:
        out.print()
        out.print(Text("Gần nhất (không phải câu trả lời):", style="bold"))
        for find in body.nearest:
            _print_nearest(find, out)


def _print_answer(place: int, answer: AnswerBody, out: Console) -> None:
    words, colour = _STATUS[answer.status]
    head = Text(f"{place}. ")
    head.append(answer.number or "(không số hiệu)", style="bold")
    head.append(f"  ● {words}", style=colour)
    if not answer.held:
        head.append("  (thư viện chưa có văn bản này)", style="dim")
    out.print(head)
    if answer.title:
        out.print(indented(answer.title))
    out.print(indented(f"“{' '.join(answer.quote.split())}”", style="italic"))
    out.print(indented(_where(answer)))
    if answer.hs:
        codes = ", ".join(f"{code.code} (khớp {code.match_level} số)" for code in answer.hs)
        out.print(indented(f"Mã HS: {codes}"))
    out.print(indented(f"Vì: {answer.why}"))
    for exclusion in answer.exclusions:
        out.print(indented(f"Không áp dụng: {' '.join(exclusion.split())}", style="yellow"))
    out.print(indented(f"Trích dẫn: {answer.citation}", style="dim"))


def clause_name(label: str, heading: str) -> str:
    """A clause as people say it.

    >>> clause_name("2.1", "Yêu cầu kỹ thuật"), clause_name("Điều 3", "")
    ('mục 2.1 Yêu cầu kỹ thuật', 'Điều 3')
    """
    named = f"mục {label}" if len(label.split()) == 1 else label
    return " ".join(f"{named} {heading}".split())


def _where(answer: AnswerBody) -> str:
    parts = [f"{answer.file}, trang {answer.page}"]
    if answer.clause is not None:
        parts.insert(0, clause_name(answer.clause.label, answer.clause.heading))
    if answer.found_in and answer.found_in != answer.number:
        parts.append(f"trong {answer.found_in}")
    return " · ".join(parts)


def _print_nearest(find: NearestBody, out: Console) -> None:
    clause = f", {clause_name(find.clause.label, '')}" if find.clause else ""
    name = find.number or find.title or find.file
    out.print(indented(f"{name}{clause} ({find.file}, trang {find.page})"))
    out.print(indented(f"“{' '.join(find.quote.split())}”", style="dim", left=5))
