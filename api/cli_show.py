"""``trachuan show``: a document's record and outline, or one clause, on a day."""

from __future__ import annotations

import argparse

from rich.console import Console

from api.assembly import open_service
from api.cli_ask import clause_name, reading_words
from api.cli_check import STATE_WORDS
from api.cli_life import STATUS_WORDS, life_lines
from api.cli_output import Exit, console, print_indented, write_json
from api.models import ClauseBody, NumberLink, StandardBody
from api.page_ranges import group_doubts, say_ranges
from api.settings import Settings
from standards.relation import Verb

__all__ = ["run"]

_VERBS: dict[str, tuple[str, str]] = {
    Verb.REPLACES: ("Thay thế", "Được thay thế bởi"),
    Verb.AMENDS: ("Sửa đổi", "Được sửa đổi bởi"),
    Verb.REPEALS: ("Bãi bỏ", "Bị bãi bỏ bởi"),
    Verb.PARTLY_REPEALS: ("Bãi bỏ một phần", "Bị bãi bỏ một phần bởi"),
    Verb.SUSPENDS: ("Ngưng hiệu lực", "Bị ngưng hiệu lực bởi"),
    Verb.RESUMES: ("Cho có hiệu lực trở lại", "Có hiệu lực trở lại theo"),
    Verb.CORRECTS: ("Đính chính", "Được đính chính bởi"),
    Verb.CONSOLIDATES: ("Hợp nhất", "Được hợp nhất trong"),
    Verb.ISSUES: ("Ban hành", "Ban hành kèm theo"),
    Verb.ADOPTS: ("Chấp nhận", "Được chấp nhận bởi"),
}


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Print the record, or the clause if one is named, as on the day asked for."""
    service = open_service(settings)
    if args.clause is not None:
        clause = service.clause(args.name, args.clause, as_of=args.as_of)
        if args.json:
            write_json(clause)
        else:
            _print_clause(clause, console())
        return Exit.DONE
    record = service.standard(args.name, as_of=args.as_of)
    if args.json:
        write_json(record)
    else:
        _print_record(record, console())
    return Exit.DONE


def _print_record(record: StandardBody, out: Console) -> None:
    print_indented(out, record.number or record.slug, style="bold", left=0)
    if record.title:
        print_indented(out, record.title, left=0)
    status = STATUS_WORDS[record.status]
    print_indented(out, f"Ngày {record.as_of:%d/%m/%Y}: {status}. {record.status_reason}", left=0)
    for name, value in _facts(record):
        print_indented(out, f"{name}: {value}")
    for line in life_lines(record):
        print_indented(out, line)
    print_indented(out, f"Tệp: {record.source.file}, {record.source.pages} trang")
    for group in group_doubts(record.doubts):
        where = f" (trang {say_ranges(group.ranges)})" if group.ranges else ""
        print_indented(out, f"Nghi ngờ: {group.what}{where}", style="yellow")
    for repair in record.repairs:
        told = f"“{repair.read}” → {repair.number} (trang {repair.page})"
        print_indented(out, f"Số hiệu sửa lại: {told}", style="yellow")
    if record.clauses:
        out.print()
    for entry in record.clauses:
        if not entry.label and not entry.heading:
            continue
        line = f"{entry.label} {entry.heading}".strip()
        print_indented(out, f"{line}  ·  tr. {entry.page}", left=3 + 2 * entry.depth)


def _facts(record: StandardBody) -> list[tuple[str, str]]:
    facts = [("Cơ quan ban hành", record.issuer or "chưa rõ")]
    if record.issued:
        facts.append(("Ngày ban hành", f"{record.issued:%d/%m/%Y}"))
    if record.effective_from:
        facts.append(("Có hiệu lực từ", f"{record.effective_from:%d/%m/%Y}"))
    if record.issued_with:
        facts.append(("Ban hành kèm theo", _name(record.issued_with)))
    facts += [(_VERBS[r.verb][0], _name(r.target)) for r in record.relations]
    told = dict.fromkeys((_VERBS[r.verb][1], r.number or r.slug) for r in record.related_by)
    facts += told
    if record.products:
        facts.append(("Dòng sản phẩm", str(len(record.products))))
    if record.cites:
        facts.append(("Viện dẫn", "; ".join(_name(cited.target) for cited in record.cites)))
    return facts


def _name(link: NumberLink) -> str:
    return link.number if link.held else f"{link.number} (chưa có)"


def _print_clause(clause: ClauseBody, out: Console) -> None:
    print_indented(
        out,
        f"{clause.name or clause_name(clause.label, '')}, {clause.number or clause.slug}",
        style="dim",
        left=0,
    )
    status = STATUS_WORDS[clause.status]
    print_indented(
        out,
        f"Ngày {clause.as_of:%d/%m/%Y}: {status}. {clause.status_reason}",
        style="dim",
        left=0,
    )
    for change in clause.amended:
        by = change.by.number if change.by else change.words
        told = f"Đã sửa đổi: {by}, {change.place or f'trang {change.page}'}"
        print_indented(out, told, style="yellow", left=0)
    print_indented(out, f"{clause.label} {clause.heading}".strip(), style="bold", left=0)
    if clause.text:
        print_indented(out, clause.text, left=0)
    for child in clause.children:
        print_indented(out, f"{child.label} {child.heading}".strip())
    print_indented(out, f"{clause.source.file}, trang {clause.page}", style="dim", left=0)
    for reading in clause.readings:
        how = reading_words(reading)
        if how:
            print_indented(out, f"Chú ý: {how}", style="yellow", left=0)
    if clause.check is not None and clause.check.check is not None:
        told, check = STATE_WORDS[clause.check.state], clause.check.check
        print_indented(out, f"{told}: {check.by}, {check.at:%d/%m/%Y}", left=0)
