"""``trachuan applicable``: what applies to a product, or to each row of a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.applicable_batch import read_batch, write_batch
from api.assembly import open_service
from api.cli_ask_day import STATUS, since
from api.cli_output import Exit, console, print_indented, write_json
from api.models_applicable import ApplicableBody, BatchRowBody, ItemBody, NamedBody
from api.settings import Settings
from search.answers import Negative
from search.applicability_model import DutyKind, Weight, Why
from standards.errors import BadInput

__all__ = ["run"]

_DUTIES = {
    DutyKind.INSPECTION: "ĐĂNG KÝ KIỂM TRA NHÀ NƯỚC VỀ CHẤT LƯỢNG KHI NHẬP KHẨU",
    DutyKind.REGISTRATION: "ĐĂNG KÝ LƯU HÀNH, CẤP PHÉP THEO LUẬT CHUYÊN NGÀNH",
    DutyKind.CERTIFICATION: "CÔNG BỐ HỢP QUY THEO CHỨNG NHẬN CỦA TỔ CHỨC ĐƯỢC CHỈ ĐỊNH",
    DutyKind.DECLARATION: "CÔNG BỐ HỢP QUY",
    DutyKind.SELF_ASSESSMENT: "CÔNG BỐ HỢP QUY THEO TỰ ĐÁNH GIÁ",
    DutyKind.OTHER_LAW: "QUẢN LÝ THEO PHÁP LUẬT CHUYÊN NGÀNH",
    DutyKind.COMPLY: "TUÂN THỦ (chưa đọc được thủ tục nào)",
    DutyKind.GENERAL_SAFETY: "BẢO ĐẢM AN TOÀN, TỰ CẢNH BÁO RỦI RO",
    DutyKind.VOLUNTARY: "TỰ NGUYỆN ÁP DỤNG",
    DutyKind.NOT_READ: "CÓ TRONG DANH MỤC, CHƯA ĐỌC ĐƯỢC NGHĨA VỤ",
}
_REASONS = {
    Negative.NO_MATCH: "Không có dòng danh mục hay phạm vi nào khớp.",
    Negative.NOT_IN_LIBRARY: "Thư viện chưa có danh mục nào để trả lời.",
    Negative.ENDED: "Có dòng khớp, nhưng không có hiệu lực vào ngày này.",
    Negative.UNVERIFIED: "Có dòng khớp, nhưng chưa xác minh được hiệu lực.",
}
_ASIDE = {
    Why.OTHER_CODE: "mã HS khác",
    Why.OTHER_GOODS: "cùng mã, hàng khác",
    Why.QUANTITY: "không đạt thông số",
    Why.EXCLUDED: "bị trừ ra",
    Why.ANSWERED: "theo câu trả lời",
    Why.UNVERIFIED: "chưa xác minh hiệu lực",
}


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Answer for one product, or for a table; a product without an answer is no failure."""
    if args.batch is not None:
        return _batch(args.batch, settings)
    text = " ".join(args.text)
    if not text and not args.hs:
        raise BadInput("name a product, or give --hs CODE, or --batch FILE")
    service = open_service(settings)
    body = service.applicable(
        text, hs=args.hs or "", as_of=args.as_of, trade=args.trade or "", answers=args.answer
    )
    if args.json:
        write_json(body)
    else:
        _print(body, console())
    return Exit.DONE


def _batch(path: Path, settings: Settings) -> Exit:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    table = read_batch(content, is_json=path.suffix.casefold() == ".json")
    service = open_service(settings)
    wrong = 0

    def ask(row: BatchRowBody, day: date | None) -> ApplicableBody:
        return service.applicable(row.product, hs=row.hs, as_of=day, trade=row.trade)

    with _bar() as bar:
        task = bar.add_task("", total=len(table.rows))
        for place, line in enumerate(write_batch(table, ask)):
            sys.stdout.write(line)
            wrong += _has_error(line) if place else 0
            bar.update(task, completed=place)
    return Exit.SOME_REJECTED if wrong else Exit.DONE


def _has_error(line: str) -> bool:
    """Whether the last cell of a line says an error."""
    return not line.rstrip("\r\n").endswith(",")


def _bar() -> Progress:
    return Progress(
        TextColumn("rows"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _print(body: ApplicableBody, out: Console) -> None:
    print_indented(out, f"{body.understood} Ngày {body.as_of:%d/%m/%Y}.", style="dim", left=0)
    if body.reason is not None:
        print_indented(out, _REASONS[body.reason], style="bold", left=0)
    items = {item.id: item for item in body.items}
    shown: set[str] = set()
    for group in body.groups:
        out.print()
        print_indented(out, _DUTIES[group.duty], style="bold underline", left=0)
        for duty in group.duties:
            print_indented(out, f"{duty.words} ({duty.ground.place}, {duty.ground.law})", left=1)
        for name in group.items:
            if name in shown:
                print_indented(out, f"· cũng như: {items[name].name}", style="dim")
            else:
                shown.add(name)
                _print_item(items[name], out)
    for line in _behind(body):
        print_indented(out, line, style="yellow", left=0)
    if body.hs_lines:
        out.print()
        print_indented(out, "Mã HS có thể là (khai theo phân loại hải quan):", left=0)
        for one in body.hs_lines:
            unsure = "" if one.sure else " (nhóm)"
            print_indented(out, f"{one.hs}{unsure}  {one.name}")
    for question in body.questions:
        out.print()
        print_indented(out, f"? {question.words}", style="bold", left=0)
        for choice in question.choices:
            print_indented(out, f"--answer {question.id}:{choice.id}  {choice.words}")
    if body.trade_matters:
        print_indented(out, "? Nhập khẩu hay sản xuất trong nước (--trade)?", left=0)
    for step in body.next_steps:
        print_indented(out, f"→ {step.vi}", style="dim", left=0)


def _print_item(item: ItemBody, out: Console) -> None:
    words, colour = STATUS[item.status]
    place = f"{item.number or item.title or item.id}, {item.place.label}".rstrip(", ")
    page = f", trang {item.place.page}" if item.place.page else ""
    print_indented(out, f"● {item.name or item.tariff}", style="bold")
    code = f" · mã {item.hs} khớp {item.match_level} số" if item.hs else ""
    print_indented(out, f"{place}{page} · {words}{code}", style=colour, left=5)
    for one in item.conditions:
        print_indented(out, f"Điều kiện: {one.words}", left=5)
    for gap in item.exclusions:
        sure = "Loại trừ" if gap.weight is Weight.EXCLUDES else "Có thể loại trừ"
        print_indented(out, f"{sure}: {' '.join(gap.words.split())}", style="yellow", left=5)
    for text in (*item.regulations, *item.standards):
        print_indented(out, f"→ {_text_line(text)}", left=5)
    if item.more_standards:
        print_indented(out, f"→ và {item.more_standards} tiêu chuẩn khác", left=5)


def _text_line(text: NamedBody) -> str:
    words = STATUS[text.status][0] + since(text.status, None, None)
    after = ", ".join(one.number for one in text.replaced_by)
    return f"{text.number or text.title} ({words})" + (f"; thay thế bởi {after}" if after else "")


def _behind(body: ApplicableBody) -> Iterator[str]:
    """What does not answer, one line each."""
    for item in (*body.ended, *body.not_yet, *body.suspended):
        words = STATUS[item.status][0] + since(item.status, item.in_force_from, None)
        after = ", ".join(one.number for one in item.replaced_by)
        yield f"Không tính: {item.name} ({item.number or item.title}: {words})" + (
            f"; thay thế bởi {after}" if after else ""
        )
    for one in body.aside[:8]:
        yield f"Không tính ({_ASIDE[one.why]}): {one.item.name} [{one.words[:120]}]"
