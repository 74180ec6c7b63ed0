"""From numbers and keys to what a reader can open."""

from __future__ import annotations

from datetime import date

from api.documents import Documents
from api.models import CitingBody, ClauseEntry, ClauseRef, EditionRef, NumberLink
from api.urls import clause_url, work_url
from index.contracts import Citing
from search.citing import place_words
from search.editions import resolve
from search.history import history
from search.shelf import Shelf
from standards.document import Clause, Document
from standards.errors import NotFound
from standards.identifier import Family, Identifier
from standards.validity import Status

__all__ = ["Links", "Outline", "clause_ref"]


class Links:
    """Looks up numbers for one body, each once; with a shelf and a day it tells for that day what
    they are and which edition an undated one means."""

    def __init__(
        self, documents: Documents, shelf: Shelf | None = None, day: date | None = None
    ) -> None:
        self._documents = documents
        self._asked = (shelf, day) if shelf is not None and day is not None else None
        self._numbers: dict[str, NumberLink] = {}
        self._meant: dict[tuple[str, str], bool] = {}

    def number(self, target: Identifier) -> NumberLink:
        """The number, and the held document that has it; the newest where several do.

        An undated number leads to the edition that is in force that day, where one is known to be.
        """
        text = str(target)
        link = self._numbers.get(text)
        if link is None:
            link = self._numbers[text] = self._look_up(target, text)
        return link

    def document(self, slug: str) -> Document | None:
        """The document with that id, None if it went meanwhile."""
        try:
            return self._documents.document(slug)
        except NotFound:
            return None

    def means(self, target: Identifier, number: Identifier) -> bool:
        """Whether a mention of ``target`` means the text with that number on the day: an undated
        one means the edition in force, or the only one that is known."""
        if self._asked is None or not _leaves_open(target):
            return True
        mark = (target.key, number.key)
        if mark not in self._meant:
            found = resolve(self._asked[0], target, self._asked[1])
            sole = found.choices[0] if len(found.choices) == 1 else None
            edition = found.edition or sole
            self._meant[mark] = edition is not None and edition.number == number
        return self._meant[mark]

    def citing(self, mention: Citing) -> CitingBody | None:
        """A mention with its document and clause, None if the document went meanwhile."""
        document = self.document(mention.document)
        if document is None:
            return None
        clause = document.clause(mention.clause) if mention.clause else None
        place = place_words(document, clause)
        return CitingBody(
            number=str(document.number) if document.number else None,
            title=document.title,
            slug=document.id,
            clause=clause_ref(document.id, clause) if clause else None,
            place=place.vi if clause else "",
            place_en=place.en if clause else "",
            page=mention.page,
            text=mention.text,
            is_dated=not _leaves_open(mention.target),
        )

    def status(self, document: Document) -> Status | None:
        """What a held document is that day; None where no day is asked."""
        if self._asked is None:
            return None
        shelf, day = self._asked
        return history(shelf, document).on(day).status

    def known_status(self, target: Identifier) -> Status | None:
        """What the text with that number is that day, held or not; None where nothing tells."""
        if self._asked is None:
            return None
        shelf, day = self._asked
        edition = resolve(shelf, target, day).edition
        status = edition.standing.status if edition is not None else Status.UNVERIFIED
        return status if status is not Status.UNVERIFIED else None

    def is_waiting(self, slug: str) -> bool:
        """Whether a held document does not bind yet on the day."""
        document = self.document(slug) if self._asked is not None else None
        return document is not None and self.status(document) is Status.NOT_YET

    @property
    def day(self) -> date | None:
        """The day that is asked about."""
        return self._asked[1] if self._asked is not None else None

    def _look_up(self, target: Identifier, text: str) -> NumberLink:
        held = self._documents.store.by_number(target)
        edition = None
        work = None
        if self._asked is not None and _leaves_open(target):
            found = resolve(self._asked[0], target, self._asked[1]).edition
            work = work_url(target.slug) if held or found is not None else None
            if found is not None:
                held = found.slugs
                edition = EditionRef(number=str(found.number), slug=max(held) if held else None)
        document = self.document(max(held)) if held else None
        return NumberLink(
            number=text,
            held=document is not None,
            slug=document.id if document else None,
            title=document.title if document else None,
            edition=edition,
            status=self.status(document) if document else None,
            work_url=work,
        )


def _leaves_open(number: Identifier) -> bool:
    """Whether it is an undated reference to a Vietnamese work of which editions are counted."""
    return not number.is_dated and number.family not in (Family.LEGAL_ACT, Family.FOREIGN)


class Outline:
    """The tree of a document's clauses."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_key = {clause.key: clause for clause in document.clauses}

    def entries(self) -> list[ClauseEntry]:
        """All clauses in reading order."""
        return [self.entry(clause) for clause in self._document.clauses]

    def entry(self, clause: Clause) -> ClauseEntry:
        """A clause as a line of the outline."""
        return ClauseEntry(
            key=clause.key,
            label=clause.label,
            heading=clause.heading,
            page=clause.page,
            last_page=clause.last_page,
            parent=clause.parent,
            depth=len(self.above(clause)),
            url=clause_url(self._document.id, clause.key),
        )

    def above(self, clause: Clause) -> list[Clause]:
        """The clauses above, outermost first; a parent that is missing or circular ends it."""
        chain: list[Clause] = []
        parent = self._by_key.get(clause.parent or "")
        while parent is not None and parent not in chain and parent is not clause:
            chain.append(parent)
            parent = self._by_key.get(parent.parent or "")
        return chain[::-1]

    def below(self, clause: Clause) -> list[Clause]:
        """The clauses directly below, in reading order."""
        return [other for other in self._document.clauses if other.parent == clause.key]


def clause_ref(slug: str, clause: Clause) -> ClauseRef:
    """A clause by name and address."""
    return ClauseRef(label=clause.label, heading=clause.heading, url=clause_url(slug, clause.key))
