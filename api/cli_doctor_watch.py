"""What to look at on a day, as ``trachuan doctor`` prints it: a short section each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console

from api.cli_output import print_indented
from api.models_watch import (
    DisagreementBody,
    EndedCitationBody,
    GoneCodeBody,
    HappeningBody,
    MergedIssuerBody,
    UnclearBody,
    UnmetBody,
    WatchBody,
    WatchedDocumentBody,
)
from search.watch import HappeningKind

__all__ = ["FEW", "print_watch"]

FEW = 5
"""Items of a section, unless all are asked for."""

_NAMES = 3
_SAID = {
    HappeningKind.STARTED: "takes effect",
    HappeningKind.PART_STARTED: "takes effect in part",
    HappeningKind.AMENDED: "is amended",
    HappeningKind.CORRECTED: "is corrected",
    HappeningKind.PARTLY_REPEALED: "is repealed in part",
    HappeningKind.SUSPENDED: "is suspended",
    HappeningKind.RESUMED: "is in force again",
    HappeningKind.REPLACED: "is replaced",
    HappeningKind.REPEALED: "is repealed",
    HappeningKind.EXPIRED: "expires",
    HappeningKind.SUSPENSION_ENDS: "its suspension ends",
    HappeningKind.TRANSITION_ENDS: "its transitional period ends",
}


def print_watch(body: WatchBody, out: Console) -> None:
    """Sections with something in them, as many items as the body has; then those that are empty."""
    print_indented(
        out, f"To look at on {body.as_of}, {body.within} days ahead and back:", style="bold", left=0
    )
    empty: list[str] = []
    for title, total, lines in _sections(body):
        if not total:
            empty.append(title)
            continue
        print_indented(out, f"{title}: {total}", style="bold", left=4)
        shown = list(lines)
        for line in shown:
            print_indented(out, line, left=8)
        if total > len(shown):
            more = f"and {total - len(shown)} more: --verbose, or --json"
            print_indented(out, more, style="dim", left=8)
    if not body.has_tariff:
        empty.remove("HS codes gone from the tariff")
        print_indented(out, "HS codes gone from the tariff: no tariff is loaded", left=4)
    if empty:
        print_indented(out, f"Nothing under: {'; '.join(empty)}", style="dim", left=4)


def _sections(body: WatchBody) -> Iterator[tuple[str, int, Iterable[str]]]:
    ended, coming, recent = body.ended_cited, body.coming, body.recent
    yield "Citations of texts that ended or end soon", ended.total, map(_ended, ended.items)
    yield "Days to come", coming.total, map(_happening, coming.items)
    yield "Days just past", recent.total, map(_happening, recent.items)
    conflicts, unmet = body.conflicts, body.unmet
    yield "Sources that disagree", conflicts.total, map(_disagreement, conflicts.items)
    recorded = f" ({body.recorded} known by record only)" if body.recorded else ""
    yield f"Cited but not in the library{recorded}", unmet.total, map(_unmet, unmet.items)
    for title, page in (
        ("Status not verified", body.unverified),
        ("Documents without a number", body.unnumbered),
        ("Documents without a date", body.undated),
    ):
        yield title, page.total, map(_unclear, page.items)
    files, codes, issuers = body.empty_files, body.gone_codes, body.merged_issuers
    yield "Files in which no document was found", files.total, (each.file for each in files.items)
    yield "HS codes gone from the tariff", codes.total, map(_code, codes.items)
    yield "Issuers that were merged", issuers.total, map(_issuer, issuers.items)


def _name(document: WatchedDocumentBody) -> str:
    return document.number or document.file


def _names(documents: Iterable[WatchedDocumentBody], total: int) -> str:
    names = [_name(document) for document in documents][:_NAMES]
    more = f" and {total - len(names)} more" if total > len(names) else ""
    return ", ".join(names) + more


def _ended(each: EndedCitationBody) -> str:
    when = f"{'ended' if each.status == 'ended' else 'ends'} {each.end or 'on a day not known'}"
    if each.replaced_by is not None:
        when += f", replaced by {each.replaced_by.number}"
    elif each.repealed_by is not None:
        when += f", repealed by {each.repealed_by.number}"
    place = each.places[0]
    where = f"{place.clause.label}, p. {place.page}" if place.clause else f"p. {place.page}"
    more = f" and {each.mentions - 1} more" if each.mentions > 1 else ""
    return f"{_name(each.document)} ({where}{more}) cites {each.target.number}: {when}"


def _happening(each: HappeningBody) -> str:
    name = _name(each.documents[0]) if each.documents else f"{each.number} (not held)"
    by = each.event.by.number if each.event is not None and each.event.by is not None else ""
    parts = f": {'; '.join(each.event.parts)}" if each.event is not None else ""
    return f"{each.day}  {name} {_SAID[each.kind]}{f' ({by})' if by else ''}{parts.rstrip(': ')}"


def _disagreement(each: DisagreementBody) -> str:
    claims = "; ".join(
        f"{event.day or 'no day'} says {event.witness.number or event.witness.source}"
        for event in each.conflict.events
    )
    name = _name(each.documents[0]) if each.documents else each.number
    return f"{name}, {each.conflict.kind}: {claims}"


def _unmet(each: UnmetBody) -> str:
    recorded = ", known by record only" if each.is_recorded else ""
    cited = _names(each.documents, each.cited_in)
    return f"{each.mentions} × {each.number.number}{recorded}: in {cited}"


def _unclear(each: UnclearBody) -> str:
    return f"{_name(each.document)}: {each.reason_en}"


def _code(each: GoneCodeBody) -> str:
    documents = {place.document.slug: place.document for place in each.places}
    return f"{each.code}: {each.rows} rows, in {_names(documents.values(), len(documents))}"


def _issuer(each: MergedIssuerBody) -> str:
    heirs = ", ".join(each.heirs)
    return f"{each.code} → {heirs}: {_names(each.documents, each.texts)}"
