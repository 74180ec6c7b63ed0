"""The words of the command line: commands, options, help with examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.cli_parser_desk import add_desk
from api.cli_parser_eval import add_eval_options
from api.cli_parser_keys import add_keys
from api.cli_parser_library import add_library
from api.cli_values import count, day, days, port, row, year
from standards.document import Kind

__all__ = ["build_parser"]

_LIBRARY = "folder of the library; else TRACHUAN_LIBRARY, else ./library"


def build_parser() -> argparse.ArgumentParser:
    """The parser; ``command`` names what was asked for."""
    parser = argparse.ArgumentParser(
        prog="trachuan",
        description="Which of Vietnam's standards (TCVN) and technical regulations (QCVN) apply, "
        "and the clause, page and words that say so.",
        epilog="Exit status: 0 done; 1 done, but some inputs were rejected (each named on "
        "standard error); 2 wrong usage or configuration, nothing changed.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_asking(commands)
    _add_keeping(commands)
    add_library(commands, _command)
    _add_catalogue(commands)
    _add_running(commands)
    add_desk(commands, _command)
    add_keys(commands, _command)
    return parser


_Commands = argparse._SubParsersAction  # the type has no public name


def _command(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    does: str,
    examples: str,
    *,
    library: bool = True,
    json: bool = False,
) -> argparse.ArgumentParser:
    lines = "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    command = commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=f"examples:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if library:
        command.add_argument("--library", type=Path, metavar="DIR", help=_LIBRARY)
    if json:
        command.add_argument("--json", action="store_true", help="print JSON, for programs")
    return command


def _add_asking(commands: _Commands[argparse.ArgumentParser]) -> None:
    ask = _command(
        commands,
        "ask",
        "answer a question: a product, a clause, a number in any spelling, an HS code",
        """
        trachuan ask "mũ an toàn công nghiệp nhập khẩu"
        trachuan ask 6506.10.20 --as-of 2026-07-01
        trachuan ask "qcvn 06 2012 bldtbxh" --json
        """,
        json=True,
    )
    ask.add_argument("text", nargs="+", metavar="TEXT", help="the question")
    ask.add_argument("--as-of", type=day, metavar="DATE", help="the day to answer for; else today")
    ask.add_argument("--limit", type=count, default=10, metavar="N", help="most answers (10)")
    ask.add_argument(
        "--certain", action="store_true", help="only documents whose status that day is known"
    )
    _add_wish(ask)
    _add_applicable(commands)
    show = _command(
        commands,
        "show",
        "show a document's record and outline, or the words of one clause",
        """
        trachuan show "QCVN 06:2012/BLĐTBXH"
        trachuan show qcvn-06-2012-bldtbxh 2.1
        trachuan show "QCVN 16:2019/BXD" --as-of 2023-06-30
        trachuan show "TCVN 7303-1:2009" "Phụ lục A" --json
        """,
        json=True,
    )
    show.add_argument("name", metavar="NUMBER_OR_SLUG")
    show.add_argument("clause", nargs="?", metavar="CLAUSE", help="label as printed, or key")
    show.add_argument("--as-of", type=day, metavar="DATE", help="the day to show; else today")
    text = _command(
        commands,
        "text",
        "print the text of pages as read; a form feed ends each page",
        """
        trachuan text "QCVN 06:2012/BLĐTBXH" --pages 2-5
        trachuan text quy-chuan.pdf
        """,
    )
    text.add_argument("name", metavar="NUMBER_OR_FILE")
    text.add_argument("--pages", metavar="2-5", help="pages of the file: 3, 2-5, 4- or 1,3-4")
    _add_check(commands)


def _add_applicable(commands: _Commands[argparse.ArgumentParser]) -> None:
    applicable = _command(
        commands,
        "applicable",
        "what applies to a product on a day, and what an importer or a producer must do",
        """
        trachuan applicable "mũ an toàn công nghiệp" --hs 6506.10.20 --trade import
        trachuan applicable --hs 8516.10.19 --as-of 2026-07-01 --json
        trachuan applicable --batch hang.csv > ket-qua.csv
        """,
        json=True,
    )
    applicable.add_argument("text", nargs="*", metavar="TEXT", help="the goods in words")
    applicable.add_argument("--hs", metavar="CODE", help="HS codes of 4, 6 or 8 digits")
    applicable.add_argument("--as-of", type=day, metavar="DATE", help="the day; else today")
    applicable.add_argument("--trade", choices=("import", "domestic"), help="else both")
    applicable.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION:CHOICE",
        help="an answer to a question that was asked back; none and unknown are choices too",
    )
    applicable.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help="a table with product, hs, as_of, trade (CSV, JSON; 1,000 rows); CSV comes out",
    )


def _add_wish(ask: argparse.ArgumentParser) -> None:
    """Options that set right how a question is read."""
    kinds = ("product", "clause", "number", "hs")
    ask.add_argument("--kind", choices=kinds, help="read the whole text as this")
    ask.add_argument("--agency", action="append", metavar="CODE", help="only texts of this body")
    ask.add_argument(
        "--year", action="append", type=year, metavar="YEAR", help="only texts of this year"
    )
    doc_kinds = [kind.value for kind in Kind]
    ask.add_argument(
        "--doc-kind", action="append", choices=doc_kinds, help="only texts of this kind"
    )
    ask.add_argument(
        "--in-force",
        action=argparse.BooleanOptionalAction,
        help="only what binds that day; --no-in-force alone drops all filters that were read",
    )
    ask.add_argument("--trade", choices=("import", "domestic"), help="whose duties to show")
    ask.add_argument("--need", type=count, metavar="N", help="answer this need alone, from 1")
    ask.add_argument("--as-typed", action="store_true", help="take no word for another")


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _command(
        commands,
        "check",
        "list the facts of a document, or mark one as compared with the page by a person",
        """
        trachuan check "QCVN 06:2012/BLĐTBXH"
        trachuan check "QCVN 06:2012/BLĐTBXH" issued --by "Trần Thị Lan"
        trachuan check qcvn-6-2012-bldtbxh clause:2.1 --by Lan --note "đối chiếu Công báo"
        trachuan check qcvn-6-2012-bldtbxh clause:2.1 --undo
        """,
        json=True,
    )
    check.add_argument("name", metavar="NUMBER_OR_ID")
    check.add_argument("fact", nargs="?", metavar="FACT", help="name of a fact, as the list has it")
    check.add_argument("--by", metavar="WHO", help="who compared the fact with the page")
    check.add_argument("--note", metavar="TEXT", default="", help="anything worth remembering")
    check.add_argument("--undo", action="store_true", help="take the check of FACT back")


def _add_keeping(commands: _Commands[argparse.ArgumentParser]) -> None:
    ingest = _command(
        commands,
        "ingest",
        "read PDF files, and folders of them, into the library; unchanged files are skipped",
        """
        trachuan ingest ./quy-chuan
        trachuan ingest a.pdf b.pdf --library ./library
        """,
        json=True,
    )
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="PDF file or folder")
    ingest.add_argument(
        "--jobs",
        type=count,
        metavar="N",
        help="processes that read (one a processor)",
    )


def _add_catalogue(commands: _Commands[argparse.ArgumentParser]) -> None:
    catalogue = _command(
        commands,
        "catalogue",
        "keep lists beside the documents: an office's standards, ISO and IEC, ICS, tariff, risks",
        """
        trachuan catalogue add danh-muc.csv
        trachuan catalogue add 36-2026-tt-bkhcn.tsv --listed-in 36/2026/TT-BKHCN
        trachuan catalogue show 6506.10.20
        """,
        library=False,
    )
    does = catalogue.add_subparsers(dest="does", required=True, metavar="WHAT")
    add = _command(
        does,
        "add",
        "read lists (CSV or TSV, plain or gzip) in place of older ones of the same names",
        """
        trachuan catalogue add danh-muc.csv --name "Danh mục của Sở"
        trachuan catalogue add iso.tsv.gz iec.tsv.gz ics.tsv hs_vn.tsv.gz
        """,
        json=True,
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--name", metavar="N", help="what the list is called; else as its file")
    kinds = ("standards", "foreign", "ics", "hs", "risk")
    add.add_argument("--kind", choices=kinds, help="what it lists; else its headings tell")
    add.add_argument(
        "--listed-in", metavar="NUMBER", help="the circular that a list of goods by risk belongs to"
    )
    _command(does, "list", "the lists that are kept", "trachuan catalogue list", json=True)
    remove = _command(
        does,
        "remove",
        "forget lists, with what was checked of them",
        "trachuan catalogue remove iso",
    )
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.add_argument("--missing-ok", action="store_true", help="say nothing of what is not kept")
    show = _command(
        does,
        "show",
        "all that lists say of a number, of an HS code or of an ICS class",
        """
        trachuan catalogue show "ISO 22301:2019"
        trachuan catalogue show 6506.10.20 --as-of 2026-07-01
        trachuan catalogue show 13.340.20
        """,
        json=True,
    )
    show.add_argument("what", nargs="+", metavar="NUMBER|HS|ICS")
    show.add_argument("--as-of", type=day, metavar="DATE", help="the day to answer for")
    check = _command(
        does,
        "check",
        "note that a person has compared a row of a list with the original",
        """
        trachuan catalogue check iso 19267 --by "Trần Thị Lan"
        trachuan catalogue check iso 19267 --undo
        """,
        json=True,
    )
    check.add_argument("name", metavar="NAME")
    check.add_argument("row", type=row, metavar="ROW", help="its number; headings do not count")
    check.add_argument("--by", metavar="WHO", help="who compared the row with the original")
    check.add_argument("--undo", action="store_true", help="take the check back")


def _add_running(commands: _Commands[argparse.ArgumentParser]) -> None:
    serve = _command(
        commands,
        "serve",
        "serve the web pages and the HTTP interface",
        """
        trachuan serve
        trachuan serve --host 0.0.0.0 --port 8080
        """,
    )
    serve.add_argument("--host", metavar="H", help="address to listen on; else 127.0.0.1")
    serve.add_argument("--port", type=port, metavar="P", help="port to listen on; else 8000")
    evaluate = _command(
        commands,
        "eval",
        "measure retrieval on a benchmark folder, or answers on a file of questions, as JSON",
        """
        trachuan eval ./bench/xquad-vi
        trachuan eval ./bench/xquad-vi --modes keyword,hybrid --query-field text_en
        trachuan eval --questions questions.jsonl --save now.json --report report.html
        trachuan eval --compare before.json now.json
        """,
    )
    add_eval_options(evaluate, day=day)
    doctor = _command(
        commands,
        "doctor",
        "check the library, the programs and the model, account for what was read, and say what "
        "to look at and what to do",
        """
        trachuan doctor --library ./library
        trachuan doctor --as-of 2026-07-01 --within 90
        trachuan doctor --file quy-chuan.pdf
        trachuan doctor --json
        """,
        json=True,
    )
    doctor.add_argument(
        "--verbose", action="store_true", help="list everything that was left out, and why"
    )
    doctor.add_argument(
        "--file", metavar="NAME", help="only this file of the library, with what was left out"
    )
    doctor.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day of what to look at; else today"
    )
    doctor.add_argument(
        "--within",
        type=days,
        default=60,
        metavar="DAYS",
        help="days ahead and back in which texts start, end or change (60)",
    )
    _command(
        commands,
        "mcp",
        "give a language model read-only tools, over standard input and output",
        "trachuan mcp --library ./library",
    )
    _command(
        commands,
        "model",
        "prepare the embedding model; done once, safe to repeat",
        "trachuan model",
        library=False,
    )
