"""From numbers and keys to what a reader can open."""

from __future__ import annotations

from api.documents import Documents
from api.models import CitingBody, ClauseEntry, ClauseRef, NumberLink
from api.urls import clause_url
from index.contracts import Citing
from standards.document import Clause, Document
from standards.errors import NotFound
from standards.identifier import Identifier

__all__ = ["Links", "Outline"]


class Links:
    """Looks up numbers for one body, each once."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._numbers: dict[str, NumberLink] = {}

    def number(self, target: Identifier) -> NumberLink:
        """The number, and the held document that has it; the newest where several do."""
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

    def citing(self, mention: Citing) -> CitingBody | None:
        """A mention with its document and clause, None if the document went meanwhile."""
        document = self.document(mention.document)
        if document is None:
            return None
        clause = document.clause(mention.clause) if mention.clause else None
        return CitingBody(
            number=str(document.number) if document.number else None,
            title=document.title,
            slug=document.id,
            clause=clause_ref(document.id, clause) if clause else None,
            page=mention.page,
            text=mention.text,
        )

    def _look_up(self, target: Identifier, text: str) -> NumberLink:
        held = self._documents.store.by_number(target)
        document = self.document(max(held)) if held else None
        if document is None:
            return NumberLink(number=text, held=False, slug=None, title=None)
        return NumberLink(number=text, held=True, slug=document.id, title=document.title)


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
