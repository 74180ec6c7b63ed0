"""``trachuan check``: the facts of a document, and which of them a person has compared with the
page.

Reads documents and checks from the store; writes checks there. The indexes are not touched.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from api.accounting import fact_bodies
from api.assembly import open_library
from api.cli_output import Exit, console, print_indented, write_json
from api.documents import Documents
from api.models_reading import FactBody, FactsBody
from api.numbers import resolve
from api.settings import Settings
from index.facts import CheckState, facts_of, find_fact, recognised_pages
from index.library import Library
from standards.checked import CheckedFact
from standards.document import Document
from standards.errors import BadInput, NotFound

__all__ = ["STATE_WORDS", "run"]

STATE_WORDS = {
    CheckState.UNCHECKED: "Chưa kiểm",
    CheckState.CHECKED: "Đã kiểm",
    CheckState.OUTDATED: "Đã kiểm với giá trị khác",
    CheckState.GONE: "Đã kiểm, nay không còn đọc thấy",
}
"""What a check is worth, in words."""

_SIGNS = {
    CheckState.UNCHECKED: ("·", ""),
    CheckState.CHECKED: ("✓", "green"),
    CheckState.OUTDATED: ("!", "yellow"),
    CheckState.GONE: ("?", "yellow"),
}
_SHOWN = 160


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """List, mark or take back. Raises BadInput for options that do not fit together."""
    if args.fact is None and (args.by or args.note or args.undo):
        raise BadInput("which fact? name one; trachuan check NUMBER lists them")
    if args.fact is not None and not args.undo and not (args.by or "").strip():
        raise BadInput("who has checked it? add --by NAME")
    if args.undo and (args.by or args.note):
        raise BadInput("--undo takes a check back; it goes without --by and --note")
    library = open_library(settings)
    document = resolve(Documents(library.store), args.name)
    changed = None
    if args.undo:
        changed = _undo(library, document, args.fact)
    elif args.fact is not None:
        changed = _mark(library, document, args)
    facts = fact_bodies(document, library.store)
    if changed is not None:
        facts = [fact for fact in facts if fact.name == changed]
    body = FactsBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        facts=facts,
    )
    if args.json:
        write_json(body)
    else:
        _print(body, console())
    return Exit.DONE


def _mark(library: Library, document: Document, args: argparse.Namespace) -> str:
    """Keep the check; returns the name of the fact."""
    recognised = recognised_pages(library.store.pages(document.source.sha256))
    fact = find_fact(facts_of(document, recognised), args.fact)
    check = CheckedFact(
        document=document.id,
        fact=fact.name,
        value=fact.value,
        by=" ".join(args.by.split()),
        at=datetime.now(UTC).replace(microsecond=0),
        note=" ".join(args.note.split()),
    )
    with library.batch() as batch:
        batch.mark(check)
    return fact.name


def _undo(library: Library, document: Document, name: str) -> str:
    """Take a check back, also one of a fact that is no longer read; returns the fact's name."""
    held = [check.fact for check in library.store.checks(document.id)]
    if name not in held:
        recognised = recognised_pages(library.store.pages(document.source.sha256))
        name = find_fact(facts_of(document, recognised), name).name
    if name not in held:
        raise NotFound(f"{document.number or document.id}: nobody has checked {name!r}")
    with library.batch() as batch:
        batch.unmark(document.id, name)
    return name


def _print(body: FactsBody, out: Console) -> None:
    print_indented(out, body.number or body.slug, style="bold", left=0)
    for fact in body.facts:
        _print_fact(fact, out)


def _print_fact(fact: FactBody, out: Console) -> None:
    sign, colour = _SIGNS[fact.state]
    head = Text(f"{sign} ", style=colour)
    head.append(fact.name, style="bold")
    where = f"  tr. {fact.page}" if fact.page is not None else ""
    head.append(f"  {fact.label}{where}" if fact.label != fact.name else where, style="dim")
    print_indented(out, head, left=0)
    if fact.value is not None:
        print_indented(out, _cut(fact.value) or "(văn bản không nêu)", left=4)
    if fact.check is not None:
        note = f" ({fact.check.note})" if fact.check.note else ""
        who = (
            f"{STATE_WORDS[fact.state]}: {fact.check.by}, {fact.check.at:%d/%m/%Y %H:%M} UTC{note}"
        )
        print_indented(out, who, style=colour, left=4)
        if fact.state is not CheckState.CHECKED:
            print_indented(out, f"giá trị lúc kiểm: {_cut(fact.check.value)}", left=4)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"
