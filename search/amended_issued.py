"""Instructions that name a rule only by the act it was issued with.

*Mục 2.1 Quy chuẩn ban hành kèm theo Thông tư số 04/2023/TT-BXD* names the circular, and means the
regulation that the circular issued. Such an instruction belongs to the one held text, of the act
and all it issued, in which its place is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from search.acting import Facts
from search.amended_model import AppliedChange
from search.amended_steps import apply_change
from search.amended_tree import Tree
from search.history import lives
from search.own_claims import issuing_acts
from search.shelf import Shelf
from standards.document import Document
from standards.errors import NotFound
from standards.identifier import Identifier
from standards.relation import Change, Verb

__all__ = ["Belongs", "Issued"]


class Belongs(StrEnum):
    """Whether an instruction changes the text that is asked for."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Its place is in this text and in another one of the same act, or that act is not held."""


class Issued:
    """A text and those that it may be named by: the acts that issued it."""

    def __init__(self, shelf: Shelf, document: Document, number: Identifier) -> None:
        self._shelf = shelf
        self._document = document
        self._number = number
        known = lives(shelf)
        self.acts = issuing_acts(known, number, known.copies(number))
        """The acts that issued it."""

    def belongs(self, change: Change) -> Belongs:
        """Whether an instruction that names this text, or the act that issued it, changes it."""
        if change.target == self._number:
            others = tuple(self._texts(self._issues(self._number)))
            own = not others or fits(self._document, change)
            elsewhere = not own and sum(fits(other, change) for other in others) == 1
            return Belongs.NO if elsewhere else Belongs.YES
        if change.target not in self.acts or not fits(self._document, change):
            return Belongs.NO
        act = self._facts(change.target)
        if act is None:
            return Belongs.UNSURE
        texts = (change.target, *(one for one in self._issues(change.target)))
        rivals = self._texts(one for one in texts if one != self._number)
        return Belongs.UNSURE if any(fits(other, change) for other in rivals) else Belongs.YES

    def _facts(self, number: Identifier) -> Facts | None:
        return next(iter(lives(self._shelf).copies(number)), None)

    def _issues(self, act: Identifier) -> tuple[Identifier, ...]:
        """The numbers of the texts that an act says it issues."""
        facts = self._facts(act)
        issued = (r.target for r in (facts.relations if facts else ()) if r.verb is Verb.ISSUES)
        return tuple(dict.fromkeys(issued))

    def _texts(self, numbers: Iterator[Identifier] | tuple[Identifier, ...]) -> Iterator[Document]:
        """One held document of each number."""
        for number in numbers:
            for copy in lives(self._shelf).copies(number)[:1]:
                try:
                    yield self._shelf.document(copy.id)
                except NotFound:
                    continue


def fits(document: Document, change: Change) -> bool:
    """Whether the place of an instruction is found in a text as it was issued; articles only in a
    text that has articles."""
    if not change.path:
        return False
    names_article = any(label.startswith("Điều ") for label in change.path)
    if names_article and not any(one.label.startswith("Điều ") for one in document.clauses):
        return False
    by = AppliedChange(document="", number=None, start=None, change=change)
    return bool(apply_change(Tree(document), by).nodes)
