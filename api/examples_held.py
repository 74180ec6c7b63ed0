"""Questions that this very library answers, chosen from what it holds and tried before they are
shown.

Goods come from rows of product lists, codes from the same rows, questions in English from English
titles, questions about a clause from headings of clauses. A question is kept if an answer rests on
the text from which it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from api.faces import status_on
from api.models import AskBody
from api.models_holdings import AskedBy, ExampleBody
from index.contracts import DocumentSummary
from search.shelf import Shelf
from standards.document import Document, Kind
from standards.errors import BadQuestion, NotFound
from standards.validity import Force, Status

__all__ = ["examples_of"]

_TRIED: Final = 5
_READ: Final = 12
_FIRST: Final = 3
_RULES: Final = (Kind.QCVN, Kind.TCVN)
_SUBJECT: Final = re.compile(
    r"^(?:viet\s*nam\s+)?national\s+technical\s+regulation\s+(?:(?:on|for|of)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"\([^()]*\)")
"""What stands in brackets in the name of goods."""

_LETTERS: Final = re.compile(r"[^\W\d_]")
_GENERAL: Final = re.compile(
    r"phạm vi|đối tượng|giải thích|thuật ngữ|tài liệu viện dẫn|quy định chung|tổ chức thực hiện|"
    r"trách nhiệm|hiệu lực|điều khoản|lời nói đầu|thi hành|quy định (?:về )?(?:kỹ thuật|quản lý)",
    re.IGNORECASE,
)
_Candidate = tuple[str, str]


def examples_of(seen: Shelf, day: date, ask: Callable[[str], AskBody]) -> list[ExampleBody]:
    """One question for each sort of asker, where one was found that is answered."""
    books = _Books(seen, day)
    sources = {
        AskedBy.BUSINESS: books.goods,
        AskedBy.CUSTOMS: books.codes,
        AskedBy.ENQUIRY: books.english,
        AskedBy.ENGINEER: books.clauses,
    }
    found: list[ExampleBody] = []
    for asked_by, candidates in sources.items():
        tried = (_tried(asked_by, q, slug, ask) for q, slug in islice(candidates(), _TRIED))
        answered = [example for example in tried if example is not None]
        if answered:
            found.append(max(answered, key=_telling))
    return found


def _telling(example: ExampleBody) -> tuple[bool, int, int]:
    """How much a question shows: that something binds, words enough, several answers."""
    return example.binds, min(len(example.q.split()), 3), min(example.answers, 5)


def _tried(
    asked_by: AskedBy, q: str, slug: str, ask: Callable[[str], AskBody]
) -> ExampleBody | None:
    """The question, if one of the first answers rests on that document."""
    try:
        body = ask(q)
    except BadQuestion:
        return None
    answer = next((one for one in body.answers[:_FIRST] if one.slug == slug), None)
    if answer is None:
        return None
    return ExampleBody(
        asked_by=asked_by,
        q=q,
        kind=body.kind,
        number=answer.number,
        binds=any(one.force is Force.MANDATORY for one in body.answers),
        answers=body.total,
    )


class _Books:
    """The documents of a library from which questions are taken: those that bind first, and of
    each sort only a few."""

    def __init__(self, seen: Shelf, day: date) -> None:
        self._seen = seen
        status_of = status_on(seen, day)
        self._rows = sorted(
            seen.summaries.values(), key=lambda one: (not _binds(status_of(one.id)), one.id)
        )

    def goods(self) -> Iterator[_Candidate]:
        """Names of goods as rows have them."""
        for document in self._documents(lambda one: one.products > 0):
            for row in sorted(document.products, key=lambda row: (not row.standards, row.name)):
                name = _PLAIN.sub("", row.name.split(":")[-1].split(";")[0]).strip(" -.,")
                name = " ".join(name.split())
                if 2 <= len(name.split()) <= 10 and not re.search(r"[\d/()]", name):
                    yield name[:1].lower() + name[1:], document.id
                    break

    def codes(self) -> Iterator[_Candidate]:
        """HS codes of rows, the finest first."""
        for document in self._documents(lambda one: one.products > 0):
            codes = [str(code) for row in document.products for code in row.hs]
            if codes:
                yield max(codes, key=len), document.id

    def english(self) -> Iterator[_Candidate]:
        """Questions about the subject of a document with an English title."""
        for document in self._documents(lambda one: one.kind in _RULES):
            if document.title_en:
                subject = _SUBJECT.sub("", " ".join(document.title_en.split())).rstrip(".")
                if 1 < len(subject.split()) <= 14:
                    small = subject[:1].lower() + subject[1:]
                    yield f"Which regulation applies to {small}?", document.id
        for document in self._documents(lambda one: one.kind in _RULES):
            for definition in document.definitions:
                if definition.term_en:
                    yield f"What is meant by {definition.term_en.strip()}?", document.id
                    break

    def clauses(self) -> Iterator[_Candidate]:
        """Headings of clauses that rule on something."""
        for document in self._documents(lambda one: one.kind in _RULES and one.clauses > 3):
            for clause in document.clauses:
                heading = " ".join(clause.heading.split()).strip(" .:;")
                if (
                    3 <= len(heading.split()) <= 9
                    and len(clause.text) > 80
                    and not _GENERAL.search(heading)
                    and not heading.isupper()
                    and len(_LETTERS.findall(heading)) > 0.7 * len(heading.replace(" ", ""))
                ):
                    yield heading[:1].lower() + heading[1:], document.id
                    break

    def _documents(self, wanted: Callable[[DocumentSummary], bool]) -> Iterator[Document]:
        for one in islice(filter(wanted, self._rows), _READ):
            try:
                yield self._seen.document(one.id)
            except NotFound:
                continue


def _binds(status: Status) -> bool:
    return status in (Status.IN_FORCE, Status.PARTLY_ENDED)
