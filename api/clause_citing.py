"""Who cites a clause: documents that name this very clause, or its document as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from api.documents import Documents
from api.links import Links
from api.models import ClauseCitingBody
from api.one_state import of_one_state
from index.contracts import Citing
from index.library import Library
from search.citing_words import citing_sentence, parts_cited
from search.shelf import shelf
from standards.document import Clause, Document

__all__ = ["MOST_MENTIONS", "CitedClauses", "clause_citing", "names_clause", "named_parts"]

MOST_MENTIONS = 400
"""Mentions of a document that are looked through for its clauses at once."""

_LETTERED = re.compile(r"(?i)^(phụ lục|bảng|hình)\s+(\S+)$")
_OTHER_UNITS = r"(?<!khoản )(?<!điểm )(?<!phụ lục )(?<!bảng )(?<!hình )(?<![\w.])"


def clause_citing(
    document: Document, clause: Clause, documents: Documents, links: Links
) -> list[ClauseCitingBody]:
    """Mentions of the clause in other documents, those that name it first; undated ones where they
    mean this edition on the day."""
    if document.number is None:
        return []
    found: list[ClauseCitingBody] = []
    for mention in documents.store.citing(document.number):
        body = links.citing(mention) if mention.document != document.id else None
        other = links.document(mention.document)
        if body is None or other is None or not links.means(mention.target, document.number):
            continue
        parts = named_parts(mention, other)
        named = _names(parts, document, clause)
        if named or not parts:
            found.append(ClauseCitingBody(**body.model_dump(), clause_named=named))
    return sorted(found, key=lambda each: not each.clause_named)


@of_one_state("_library.store")
class CitedClauses:
    """Who names the clauses of a document, for all of them at once."""

    def __init__(
        self,
        library: Library,
        documents: Documents,
        today: Callable[[], date],
        find: Callable[[str], Document],
    ) -> None:
        self._library = library
        self._documents = documents
        self._today = today
        self._find = find

    def of(
        self, slug: str, *, as_of: date | None = None
    ) -> Mapping[str, Sequence[ClauseCitingBody]]:
        """The mentions in other documents that name a clause of this one, by the clause's key.

        Looks at the first ``MOST_MENTIONS`` mentions; :func:`clause_citing` looks at all. Raises
        NotFound.
        """
        document = self._find(slug)
        found: dict[str, list[ClauseCitingBody]] = {}
        if document.number is None:
            return found
        links = Links(self._documents, shelf(self._library), as_of or self._today())
        for mention in self._documents.store.citing(document.number)[:MOST_MENTIONS]:
            other = links.document(mention.document) if mention.document != document.id else None
            parts = named_parts(mention, other) if other is not None else ()
            body = links.citing(mention) if parts else None
            if body is None or not links.means(mention.target, document.number):
                continue
            for clause in document.clauses:
                if _names(parts, document, clause):
                    named = ClauseCitingBody(**body.model_dump(), clause_named=True)
                    found.setdefault(clause.key, []).append(named)
        return found


def names_clause(mention: Citing, other: Document, document: Document, clause: Clause) -> bool:
    """Whether a mention in ``other`` names this clause of ``document``."""
    return _names(named_parts(mention, other), document, clause)


def named_parts(mention: Citing, other: Document) -> tuple[str, ...]:
    """The parts of the mentioned document that stand beside its number, as printed."""
    where = other.clause(mention.clause) if mention.clause else None
    if where is None or mention.start is None or mention.end is None:
        return ()
    sentence, first = citing_sentence(where, mention.start)
    return parts_cited(sentence, mention.start - first, mention.end - first)


def _names(parts: tuple[str, ...], document: Document, clause: Clause) -> bool:
    words = " ".join(parts).casefold()
    if not words or not clause.label:
        return False
    label = clause.label.casefold().rstrip(".")
    lettered = _LETTERED.match(label)
    if lettered:
        return _has(words, rf"{lettered[1]}\s+{re.escape(lettered[2])}")
    bare = label.removeprefix("điều ").removeprefix("mục ")
    above = document.clause(clause.parent) if clause.parent else None
    if above is not None and above.label.casefold().startswith("điều"):
        article = re.escape(above.label.casefold())
        return _has(words, rf"khoản\s+{re.escape(bare)}") and _has(words, article)
    return _has(words, _OTHER_UNITS + re.escape(bare))


def _has(words: str, pattern: str) -> bool:
    return re.search(rf"{pattern}(?![\w.]*\w)", words) is not None
