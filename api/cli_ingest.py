"""``trachuan ingest``: files in, a report out; each rejected input is named on standard error."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from api.accounting import add_sums
from api.cli_output import Exit, complain, console, print_indented, write_json
from api.ingest_job import FileBody, IngestBody, ingest
from api.models_reading import SumsBody
from api.page_ranges import group_doubts, say_ranges
from api.settings import Settings

__all__ = ["print_report", "run"]

_WORDS = {
    "read": "đã đọc",
    "replaced": "đọc lại, vì tệp hoặc trình đọc đã đổi",
    "unchanged": "không đổi, bỏ qua",
    "rejected": "bị loại",
}
_SHOWN_DOUBTS = 8
_LONGEST = 180


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Read the files; status 1 if some were rejected."""
    report = ingest(args.paths, settings, jobs=args.jobs)
    if args.json:
        write_json(report)
    else:
        print_report(report, console())
    rejected = [file for file in report.files if file.outcome == "rejected"]
    for file in rejected:
        complain(f"rejected {file.path}: {file.reason}")
    return Exit.SOME_REJECTED if rejected else Exit.DONE


def print_report(report: IngestBody, out: Console) -> None:
    """What was read, what is doubtful, and how many files of each sort there were."""
    for file in report.files:
        if file.outcome in {"read", "replaced"}:
            _print_read(file, out)
    doubtful = [file for file in report.files if file.doubts]
    if doubtful:
        print_indented(out, "Cần xem lại:", style="bold yellow", left=0)
    for file in doubtful:
        print_indented(out, file.file)
        groups = group_doubts(file.doubts)
        for group in groups[:_SHOWN_DOUBTS]:
            where = f"trang {say_ranges(group.ranges)}: " if group.ranges else ""
            print_indented(out, f"{where}{_cut(group.what)}", left=6)
        if len(groups) > _SHOWN_DOUBTS:
            more = len(groups) - _SHOWN_DOUBTS
            print_indented(out, f"và {more} điều nữa: trachuan show, hoặc --json", left=6)
    counts = Counter(file.outcome for file in report.files)
    told = ", ".join(f"{counts[name]} {words}" for name, words in _WORDS.items() if counts[name])
    pages = sum(file.pages for file in report.files if file.outcome in {"read", "replaced"})
    print_indented(out, f"{len(report.files)} tệp: {told}; {pages} trang", style="bold", left=0)
    accounts = [file.account for file in report.files if file.account is not None]
    if accounts:
        _print_sums(accounts, out)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip(' ,;')} …"


def _print_sums(accounts: Sequence[SumsBody], out: Console) -> None:
    """What came in and what came of it; rows and codes only where there were any."""
    sums = (
        ("Trang", add_sums([one.pages for one in accounts]), "đọc được", "không đọc được"),
        ("Dòng bảng", add_sums([one.rows for one in accounts]), "giữ lại", "bỏ ra"),
        ("Ô mã HS", add_sums([one.hs_cells for one in accounts]), "đọc được", "bỏ ra"),
    )
    for name, one, kept, left in sums:
        if one.seen:
            sign = "=" if one.even else "≠"
            print_indented(
                out, f"{name}: {one.seen} {sign} {one.kept} {kept} + {one.left_out} {left}"
            )
    if any(one.left_out for _, one, _, _ in sums):
        print_indented(out, "Từng thứ bị bỏ ra và lý do: trachuan doctor --verbose", style="dim")


def _print_read(file: FileBody, out: Console) -> None:
    print_indented(out, f"{file.file} ({file.pages} trang)", left=0)
    for document in file.documents:
        name = document.number or "(không số hiệu)"
        title = f" {document.title}" if document.title else ""
        print_indented(out, f"{name}{title}")
        facts = f"{document.clauses} điều khoản, {document.citations} viện dẫn"
        if document.products:
            facts += f", {document.products} dòng sản phẩm"
        print_indented(out, facts, style="dim")
