"""Words of held texts as evidence: what the library says of them on a day.

A :class:`Passage` is made only of words that stand in the library, at the place that is named: what
a form sends is looked up again, never believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.one_state import of_one_state
from search.citing import cite, place_words
from search.part_standing import part_standing
from search.shelf import Searchable, shelf
from search.status import standing
from standards.document import Clause, Document, ProductRow
from standards.errors import BadInput, NotFound
from standards.history import Standing
from standards.validity import Status

__all__ = ["Passage", "PassageNow", "Passages", "fingerprint"]

_MOST_QUOTED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a held text, where they stand, and what the text was on ``day``.

    ``clause`` is a key, None where the words stand in none; ``words_hash`` is of all words of the
    clause (of the row or page where there is none), ``amended_by`` the amendments in force that
    day.
    """

    document: str
    number: str
    title: str
    clause: str | None
    place: str
    place_en: str
    page: int
    quote: str
    citation: str
    citation_en: str
    day: date
    status: Status
    reason: str
    reason_en: str
    ended_by: str | None
    amended_by: tuple[str, ...]
    file: str
    sha256: str
    words_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNow:
    """What became of a passage: ``held`` and ``has_clause`` say whether its text and its clause are
    still there, ``stands`` whether the quote still stands in it; ``since`` is the day from which
    the status holds, None where unknown."""

    held: bool
    has_clause: bool = False
    stands: bool = False
    words_hash: str = ""
    words: str = ""
    sha256: str = ""
    status: Status | None = None
    since: date | None = None
    ended_by: str | None = None
    amended_by: tuple[tuple[str, date | None], ...] = ()


@of_one_state("_library.store")
class Passages:
    """Looks words up in one open library. For several threads."""

    def __init__(self, library: Searchable, find: Callable[[str], Document]) -> None:
        self._library = library
        self._find = find

    def pick(
        self, name: str, clause: str | None, quote: str, *, page: int | None, day: date
    ) -> Passage:
        """The passage of the text ``name`` (slug or number) with those words; all words of the
        clause where ``quote`` is empty.

        Raises NotFound for a text or clause that is not held, BadInput for words that do not stand
        there.
        """
        document = self._find(name)
        part = _clause(document, clause) if clause else None
        words = quote.strip() or (_whole(part) if part else "")
        if not words:
            raise BadInput("name a clause, or give the words to quote")
        if len(words) > _MOST_QUOTED:
            raise BadInput(f"{len(words)} characters are too many to quote; choose fewer words")
        row = _row(document, words)
        on_page = self._page(document, words, page) if part is None and row is None else None
        if row is None and on_page is None and not (part and _has(_whole(part), words)):
            where = f"{document.number or document.id}{', ' + part.label if part else ''}"
            raise BadInput(f"these words do not stand in {where}; quote them as they stand there")
        return self._passage(document, part, row, words, on_page or page, day)

    def now(self, passage: Passage, day: date) -> PassageNow:
        """What became of a passage by that day."""
        try:
            document = self._find(passage.document)
        except NotFound:
            return PassageNow(held=False)
        part = document.clause(passage.clause) if passage.clause else None
        row = _row(document, passage.quote)
        known = self._standing(document, part, day)
        if row is not None:
            held = row.text
        else:
            held = _whole(part) if part else self._page_text(document, passage)
        return PassageNow(
            held=True,
            has_clause=part is not None or passage.clause is None,
            stands=_has(held, passage.quote),
            words_hash=fingerprint(held),
            words=held,
            sha256=document.source.sha256,
            status=known.status,
            since=_since(known),
            ended_by=known.ended_by,
            amended_by=tuple(
                (str(each.by or each.witness.number or ""), each.day) for each in known.amendments
            ),
        )

    def _passage(
        self,
        document: Document,
        part: Clause | None,
        row: ProductRow | None,
        words: str,
        page: int | None,
        day: date,
    ) -> Passage:
        known = self._standing(document, part, day)
        start = row.page if row else (part.page if part else document.source.first_page)
        last = part.last_page if part else document.source.last_page
        shown = page if page is not None and start <= page <= last else start
        cited = cite(document, clause=part, quote=words, page=shown, start=known.start, row=row)
        place = place_words(document, part, words)
        whole = row.text if row else (_whole(part) if part else words)
        return Passage(
            document=document.id,
            number=str(document.number or document.title or document.source.file),
            title=document.title or "",
            clause=part.key if part else None,
            place=place.vi,
            place_en=place.en,
            page=shown,
            quote=words,
            citation=cited.vi,
            citation_en=cited.en,
            day=day,
            status=known.status,
            reason=known.reason.vi,
            reason_en=known.reason.en,
            ended_by=known.ended_by,
            amended_by=tuple(
                str(each.by or each.witness.number or "") for each in known.amendments
            ),
            file=document.source.file,
            sha256=document.source.sha256,
            words_hash=fingerprint(whole),
        )

    def _standing(self, document: Document, part: Clause | None, day: date) -> Standing:
        seen = shelf(self._library)
        if part is None:
            return standing(seen, document, day)
        return part_standing(seen, document, part.key, day)

    def _page(self, document: Document, words: str, page: int | None) -> int | None:
        source = document.source
        pages = [page] if page is not None else range(source.first_page, source.last_page + 1)
        for number in pages:
            if source.first_page <= number <= source.last_page and _has(
                self._library.store.page(source.sha256, number).text, words
            ):
                return number
        return None

    def _page_text(self, document: Document, passage: Passage) -> str:
        if passage.clause is not None:
            return ""
        try:
            return self._library.store.page(document.source.sha256, passage.page).text
        except NotFound:
            return ""


def fingerprint(text: str) -> str:
    """SHA-256 of a text, blanks evened: lines that break elsewhere change nothing."""
    return hashlib.sha256(_even(text).encode()).hexdigest()


def _clause(document: Document, name: str) -> Clause:
    found = document.clause(name) or next(
        (
            each
            for each in document.clauses
            if _even(each.label).casefold() == _even(name).casefold()
        ),
        None,
    )
    if found is None:
        raise NotFound(f"{document.number or document.id} has no clause {name!r}")
    return found


def _whole(clause: Clause) -> str:
    """Heading and words of a clause."""
    return "\n".join(part for part in (clause.heading, clause.text) if part) or clause.label


def _row(document: Document, words: str) -> ProductRow | None:
    wanted = _even(words)
    return next((row for row in document.products if _even(row.text) == wanted), None)


def _has(text: str, words: str) -> bool:
    return bool(words) and _even(words) in _even(text)


def _even(text: str) -> str:
    return " ".join(text.split())


def _since(known: Standing) -> date | None:
    """The first day of what the text is: the latest day among the events that decide it."""
    if known.status is Status.ENDED:
        return known.end
    days = [each.day for each in known.grounds if each.day is not None]
    return max(days) if days else known.start
