"""How well things were read, put together from the store: pages, accounts, repairs, checks.

Reads pages, documents, accounts and checks; writes bodies of :mod:`api.models_reading`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from api.models_reading import (
    FactBody,
    FactCheckBody,
    LeftOutBody,
    ReadAs,
    ReadingAccountBody,
    ReadingBody,
    ReasonBody,
    SumBody,
    SumsBody,
)
from index.facts import FactCheck, facts_of, recognised_pages, with_checks
from index.library_store import LibraryStore
from standards.account import Account, Counted
from standards.checked import CheckedFact
from standards.document import Citation, Document, PageClass, PageText, Repair

__all__ = [
    "account_body",
    "add_sums",
    "checked_facts",
    "fact_bodies",
    "is_repaired",
    "read_as",
    "reading_body",
    "readings_of",
    "rounded",
    "sums_body",
    "why_refused",
]

_UNREAD = {PageClass.SCAN, PageClass.BAD_LAYER}


def read_as(page: PageText, *, accounted: bool = True) -> ReadAs:
    """How the words of a page were had.

    ``accounted``: whether the library keeps an account of the file; readers that kept none left
    encodings from before Unicode as they stood.
    """
    if page.refused:
        return ReadAs.REFUSED
    if page.confidence is not None:
        return ReadAs.RECOGNISED
    if page.page_class in _UNREAD or (page.page_class is PageClass.LEGACY and not accounted):
        return ReadAs.REFUSED
    if page.page_class is PageClass.LEGACY:
        return ReadAs.CONVERTED
    return ReadAs.EMPTY if page.page_class is PageClass.EMPTY else ReadAs.TEXT


def why_refused(page: PageText, how: ReadAs) -> str | None:
    """Why a page could not be read; None for one that was."""
    return (page.refused or page.reason) if how is ReadAs.REFUSED else None


def readings_of(store: LibraryStore, document: Document, pages: Iterable[int]) -> list[ReadingBody]:
    """How pages of a document were read; those that the file has not are left out."""
    source = document.source
    known = store.file_record(source.file)
    accounted = known is not None and known.accounted
    return [
        reading_body(store.page(source.sha256, number), document, accounted=accounted)
        for number in pages
        if 1 <= number <= source.pages
    ]


def reading_body(page: PageText, document: Document, *, accounted: bool) -> ReadingBody:
    """How one page of a document was read, with the document's doubts about it."""
    how = read_as(page, accounted=accounted)
    return ReadingBody(
        page=page.number,
        page_class=page.page_class,
        read_as=how,
        confidence=rounded(page.confidence),
        refused=why_refused(page, how),
        doubts=[doubt.what for doubt in document.doubts if doubt.page == page.number],
    )


def account_body(account: Account) -> ReadingAccountBody:
    """The account of a file, everything left out included."""
    sums = sums_body(account)
    return ReadingAccountBody(
        even=sums.even,
        pages=sums.pages,
        rows=sums.rows,
        hs_cells=sums.hs_cells,
        left_out=[
            LeftOutBody(what=item.what, page=item.page, words=item.words, reason=item.reason)
            for item in account.left_out
        ],
    )


def sums_body(account: Account) -> SumsBody:
    """The three sums of a file."""
    return SumsBody(
        even=account.is_even,
        pages=_sum(account, Counted.PAGE, account.pages, account.pages_read),
        rows=_sum(account, Counted.ROW, account.rows, account.rows_kept),
        hs_cells=_sum(account, Counted.HS_CELL, account.hs_cells, account.hs_cells_read),
    )


def add_sums(sums: Sequence[SumBody]) -> SumBody:
    """Several sums as one; it is even only if each of them is."""
    reasons: Counter[str] = Counter()
    for one in sums:
        reasons.update({reason.reason: reason.count for reason in one.reasons})
    return SumBody(
        seen=sum(one.seen for one in sums),
        kept=sum(one.kept for one in sums),
        left_out=sum(one.left_out for one in sums),
        even=all(one.even for one in sums),
        reasons=_reasons(reasons),
    )


def fact_bodies(document: Document, store: LibraryStore) -> list[FactBody]:
    """Every fact of a document with its check, then checks of facts that are no longer read."""
    recognised = recognised_pages(store.pages(document.source.sha256))
    found = with_checks(facts_of(document, recognised), store.checks(document.id))
    return [_fact_body(one) for one in found]


def checked_facts(document: Document, store: LibraryStore) -> list[FactBody]:
    """The facts of a document that people have checked; most documents have none."""
    if not store.checks(document.id):
        return []
    return [fact for fact in fact_bodies(document, store) if fact.check is not None]


def is_repaired(citation: Citation, repairs: Iterable[Repair]) -> bool:
    """Whether the number of a citation was damaged on its page and has been repaired."""
    words = _plain(citation.text)
    return any(
        repair.page == citation.page
        and repair.target == citation.target
        and (_plain(repair.read) in words or words in _plain(repair.read))
        for repair in repairs
    )


def _fact_body(one: FactCheck) -> FactBody:
    fact, check = one.fact, one.check
    name = fact.name if fact else check.fact if check else ""
    return FactBody(
        name=name,
        label=fact.label if fact else name,
        label_en=fact.label_en if fact else name,
        value=fact.value if fact else None,
        page=fact.page if fact else None,
        state=one.state,
        check=_check_body(check),
    )


def _check_body(check: CheckedFact | None) -> FactCheckBody | None:
    if check is None:
        return None
    return FactCheckBody(value=check.value, by=check.by, at=check.at, note=check.note)


def _sum(account: Account, what: Counted, seen: int, kept: int) -> SumBody:
    left = account.left(what)
    return SumBody(
        seen=seen,
        kept=kept,
        left_out=len(left),
        even=seen == kept + len(left),
        reasons=_reasons(Counter(item.reason for item in left)),
    )


def _reasons(counted: Counter[str]) -> list[ReasonBody]:
    return [ReasonBody(reason=reason, count=count) for reason, count in counted.most_common()]


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def rounded(confidence: float | None) -> float | None:
    """A confidence as it is sent."""
    return None if confidence is None else round(confidence, 4)
