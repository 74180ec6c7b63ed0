"""``trachuan catalogue``: lists of standards, classes, tariffs and risks, beside the documents.

Reads files of lists; writes the catalogue of the library, under the library's lock. The documents
and the indexes are not touched.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from api.assembly import create_or_open_library, open_library
from api.catalogue import Lookups, list_body
from api.cli_catalogue_show import print_goods, print_ics, print_lists, print_record, print_rows
from api.cli_output import Exit, complain, console, write_json
from api.documents import Documents
from api.models_catalogue import AddedBody, AddedListBody, CheckedRowBody, ListsBody
from api.provenance import row_body
from api.settings import Settings
from index.catalogue import ListKind, LoadedList
from index.catalogue_import import ReadList, read_list
from index.catalogue_table import MOST_BYTES
from index.library import Library
from standards.errors import BadHsCode, BadInput, NotFound
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.today import today_in_vietnam

__all__ = ["list_name", "run"]

_ENDINGS = (".gz", ".csv", ".tsv", ".txt")


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """One of the subcommands. Raises BadInput, NotFound, LibraryError."""
    return _DOES[args.does](args, settings)


def list_name(file: str) -> str:
    """What a list is called unless somebody names it: its file without endings.

    >>> list_name("iso.tsv.gz")
    'iso'
    """
    name = file
    while name.lower().endswith(_ENDINGS):
        name = name[: name.rindex(".")]
    return name


def _add(args: argparse.Namespace, settings: Settings) -> Exit:
    """Read every file, then keep those that could be read; each refused row and file is named."""
    if args.name is not None and len(args.files) > 1:
        raise BadInput("--name names one list; give one file with it")
    if not any(path.is_file() for path in args.files):
        raise BadInput(f"there is no such file: {', '.join(map(str, args.files))}")
    listed_in = Identifier.parse(args.listed_in) if args.listed_in else None
    kind = ListKind(args.kind) if args.kind else None
    library: Library | None = None
    added: list[AddedListBody] = []
    rejected: dict[str, str] = {}
    for path in args.files:
        name = " ".join((args.name or list_name(path.name)).split())
        try:
            content = _content(path)
            read = read_list(content, file=path.name, name=name, kind=kind, listed_in=listed_in)
        except BadInput as error:
            rejected[str(path)] = str(error)
            continue
        library = library or create_or_open_library(settings)
        added.append(_keep(library, path.name, name, content, read))
    body = AddedBody(added=added, rejected=rejected)
    _report(body, as_json=args.json)
    refused = bool(rejected) or any(one.kept.refused for one in added)
    if not added:
        return Exit.WRONG_USAGE
    return Exit.SOME_REJECTED if refused else Exit.DONE


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{path} is larger than {MOST_BYTES // 1024**2} MiB; split the list")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}") from error


def _keep(library: Library, file: str, name: str, content: bytes, read: ReadList) -> AddedListBody:
    """Put a list in place of the one of that name."""
    loaded = LoadedList(
        name=name,
        kind=read.kind,
        file=file,
        sha256=hashlib.sha256(content).hexdigest(),
        records=len(read.parsed.records),
        at=datetime.now(UTC).replace(microsecond=0),
        refused=tuple(map(str, read.parsed.refused)),
    )
    with library.writing():
        replaced = any(held.name == name for held in library.catalogue.lists())
        library.catalogue.load(loaded, read.parsed.records)
    return AddedListBody(kept=list_body(loaded), replaced=replaced, unused=list(read.unused))


def _report(body: AddedBody, *, as_json: bool) -> None:
    if as_json:
        write_json(body)
    else:
        print_lists(ListsBody(items=[one.kept for one in body.added]), console())
    for path, why in body.rejected.items():
        complain(f"rejected {path}: {why}")
    for one in body.added:
        for refusal in one.kept.refused:
            complain(f"rejected {one.kept.file}: {refusal}")
        if one.unused:
            complain(f"{one.kept.file}: not used: {', '.join(map(repr, one.unused))}")


def _list(args: argparse.Namespace, settings: Settings) -> Exit:
    body = _lookups(open_library(settings)).lists()
    if args.json:
        write_json(body)
    else:
        print_lists(body, console(), refused=True)
    return Exit.DONE


def _remove(args: argparse.Namespace, settings: Settings) -> Exit:
    """Forget lists; what is not held is named."""
    library = open_library(settings)
    status = Exit.DONE
    with library.writing():
        for name in args.names:
            if not library.catalogue.remove(name) and not args.missing_ok:
                complain(_unknown(library, name))
                status = Exit.SOME_REJECTED
    return status


def _show(args: argparse.Namespace, settings: Settings) -> Exit:
    """A code of goods, a class (``13.340.20``, or with ``ICS`` before it), else a number."""
    lookups = _lookups(open_library(settings))
    text = " ".join(args.what)
    day: date | None = args.as_of
    out = console()
    if text.upper().startswith("ICS ") or _is_class(text):
        ics = lookups.ics(text.upper().removeprefix("ICS ").strip(), as_of=day)
        write_json(ics) if args.json else print_ics(ics, out)
    elif _is_goods(text):
        goods = lookups.hs(text.upper().removeprefix("HS ").strip(), as_of=day)
        write_json(goods) if args.json else print_goods(goods, out)
    else:
        record = lookups.record(text, as_of=day)
        write_json(record) if args.json else print_record(record, out)
    return Exit.DONE


def _is_class(text: str) -> bool:
    """Whether it can only be a class: two digits, three, two, with dots between."""
    parts = text.split(".")
    digits = all(part.isascii() and part.isdigit() for part in parts)
    return digits and [len(part) for part in parts] == [2, 3, 2][: len(parts)]


def _is_goods(text: str) -> bool:
    try:
        HsCode.parse(text.upper().removeprefix("HS "))
    except BadHsCode:
        return False
    return True


def _check(args: argparse.Namespace, settings: Settings) -> Exit:
    """Note, or take back, that a person compared a row with the original."""
    by = " ".join((args.by or "").split())
    if not by and not args.undo:
        raise BadInput("who has checked it? add --by NAME")
    if by and args.undo:
        raise BadInput("--undo takes a check back; it goes without --by")
    library = open_library(settings)
    if not any(held.name == args.name for held in library.catalogue.lists()):
        raise NotFound(_unknown(library, args.name))
    if not library.catalogue.row(args.name, args.row):
        raise NotFound(f"{args.name} keeps no row {args.row}")
    with library.writing():
        if not args.undo:
            library.catalogue.check(args.name, args.row, by=by, at=datetime.now(UTC))
        elif not library.catalogue.uncheck(args.name, args.row):
            raise NotFound(f"{args.name}, row {args.row}: nobody has checked it here")
    rows = [row_body(record) for record in library.catalogue.row(args.name, args.row)]
    body = CheckedRowBody(source=args.name, row=args.row, records=rows)
    if args.json:
        write_json(body)
    else:
        print_rows(body, console())
    return Exit.DONE


def _unknown(library: Library, name: str) -> str:
    names = ", ".join(held.name for held in library.catalogue.lists()) or "none"
    return f"the catalogue holds no list {name!r}; it holds: {names}"


def _lookups(library: Library) -> Lookups:
    return Lookups(library, Documents(library.store), today_in_vietnam)


_DOES: Mapping[str, Callable[[argparse.Namespace, Settings], Exit]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "show": _show,
    "check": _check,
}
