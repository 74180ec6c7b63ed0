"""The account of a whole library: every file's sums, pages refused or weakly read, repairs.

Reads the store; writes what ``trachuan doctor`` prints. A file whose sums do not come out has lost
something in silence, and that is a fault of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.accounting import account_body, add_sums, read_as, rounded, why_refused
from api.models_base import Body
from api.models_reading import ReadingAccountBody, SumBody
from index.contracts import FileRecord
from index.facts import CheckState, facts_of, recognised_pages, with_checks
from index.library_store import LibraryStore
from standards.account import Account
from standards.document import Document, PageText

__all__ = [
    "LOW_CONFIDENCE",
    "ChecksBody",
    "FileAccountBody",
    "LibraryAccountBody",
    "RefusedBody",
    "RepairedBody",
    "WeakPageBody",
    "library_account",
]

LOW_CONFIDENCE = 0.75
"""Recognised pages below this mean confidence are listed: about every fourth word is in doubt."""


class RefusedBody(Body):
    """A page that could not be read, and why."""

    page: int
    reason: str


class WeakPageBody(Body):
    """A recognised page with low confidence."""

    page: int
    confidence: float


class RepairedBody(Body):
    """A repaired number; ``document`` is a slug."""

    document: str
    read: str
    number: str
    basis: str
    page: int


class ChecksBody(Body):
    """How many facts people have checked, by what the checks are worth today; ``unheld`` belong
    to documents that are not in the library."""

    checked: int
    outdated: int
    gone: int
    unheld: int


class FileAccountBody(Body):
    """One file. ``older``: read by an older reader than the one in use; ``incomplete`` says what
    the reader lacked (``without OCR``); ``account`` is null where none was kept. ``uneven`` says in
    words which sums do not come out."""

    file: str
    sha256: str
    pages: int
    reader: str
    older: bool
    incomplete: str
    account: ReadingAccountBody | None
    uneven: list[str]
    refused: list[RefusedBody]
    recognised: int
    weak: list[WeakPageBody]
    repairs: list[RepairedBody]
    doubts: int


class LibraryAccountBody(Body):
    """All files; the sums are over those that have an account."""

    pages: SumBody
    rows: SumBody
    hs_cells: SumBody
    even: bool
    without_account: int
    older: int
    incomplete: int
    checks: ChecksBody
    files: list[FileAccountBody]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the store holds of one file."""

    record: FileRecord
    account: Account | None
    pages: tuple[PageText, ...]
    documents: tuple[Document, ...]


def library_account(
    store: LibraryStore, *, reader: str, file: str | None = None
) -> LibraryAccountBody:
    """The account of all files, or of one; ``reader`` is the version of the reader in use."""
    records = [record for record in store.files() if file in (None, record.file)]
    files: list[FileAccountBody] = []
    states: list[CheckState] = []
    for record in records:
        read = _Read(
            record=record,
            account=store.account(record.file),
            pages=store.pages(record.sha256),
            documents=tuple(map(store.document, record.documents)),
        )
        files.append(_file(read, reader))
        states += _states(read, store)
    accounts = [one.account for one in files if one.account is not None]
    return LibraryAccountBody(
        pages=add_sums([account.pages for account in accounts]),
        rows=add_sums([account.rows for account in accounts]),
        hs_cells=add_sums([account.hs_cells for account in accounts]),
        even=not any(one.uneven for one in files),
        without_account=len(files) - len(accounts),
        older=sum(one.older for one in files),
        incomplete=sum(bool(one.incomplete) and not one.older for one in files),
        checks=_checks(states, store if file is None else None),
        files=files,
    )


def _file(read: _Read, reader: str) -> FileAccountBody:
    record = read.record
    account = None if read.account is None else account_body(read.account)
    refused = [
        RefusedBody(page=page.number, reason=why)
        for page in read.pages
        if (why := why_refused(page, read_as(page, accounted=account is not None))) is not None
    ]
    return FileAccountBody(
        file=record.file,
        sha256=record.sha256,
        pages=record.pages,
        reader=record.reader,
        older=record.reader.split(" ")[0] != reader,
        incomplete=record.reader.removeprefix(reader).strip() if " " in record.reader else "",
        account=account,
        uneven=[] if account is None else list(_uneven(account, read.pages, refused)),
        refused=refused,
        recognised=sum(page.confidence is not None for page in read.pages),
        weak=[
            WeakPageBody(page=page.number, confidence=rounded(page.confidence) or 0.0)
            for page in read.pages
            if page.confidence is not None and page.confidence < LOW_CONFIDENCE
        ],
        repairs=[
            RepairedBody(
                document=document.id,
                read=repair.read,
                number=str(repair.target),
                basis=repair.basis.value,
                page=repair.page,
            )
            for document in read.documents
            for repair in document.repairs
        ],
        doubts=sum(len(document.doubts) for document in read.documents),
    )


def _uneven(
    account: ReadingAccountBody, pages: Sequence[PageText], refused: Sequence[RefusedBody]
) -> Iterable[str]:
    """Sums that do not come out, and sums that the pages kept contradict."""
    named = (("pages", account.pages), ("table rows", account.rows), ("HS cells", account.hs_cells))
    for name, one in named:
        if not one.even:
            yield f"{name}: {one.seen} in, {one.kept} kept, {one.left_out} left out"
    if account.pages.seen != len(pages):
        yield f"pages: {account.pages.seen} in the account, {len(pages)} in the store"
    if account.pages.left_out != len(refused):
        yield f"pages: {account.pages.left_out} left out, {len(refused)} refused in the store"


def _states(read: _Read, store: LibraryStore) -> list[CheckState]:
    found: list[CheckState] = []
    for document in read.documents:
        checks = store.checks(document.id)
        if checks:
            facts = facts_of(document, recognised_pages(read.pages))
            found += [one.state for one in with_checks(facts, checks)]
    return found


def _checks(states: Sequence[CheckState], store: LibraryStore | None) -> ChecksBody:
    held = set() if store is None else {summary.id for summary in store.documents()}
    unheld = 0 if store is None else sum(one.document not in held for one in store.checks())
    return ChecksBody(
        checked=states.count(CheckState.CHECKED),
        outdated=states.count(CheckState.OUTDATED),
        gone=states.count(CheckState.GONE),
        unheld=unheld,
    )
