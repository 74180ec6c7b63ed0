"""Two documents clause by clause: what stayed, what changed, what came, went, moved.

Made for two editions of one work; any two documents can be laid beside each other. A clause keeps
its identity through a new number, a new place and changed words: see
:mod:`search.comparison_align`. Words are compared one by one: see :mod:`search.comparison_words`.
Product rows are compared in :mod:`search.comparison_rows`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.comparison_align import Aligner, Item
from search.comparison_rows import RowPair, RowState, compare_rows
from search.comparison_words import Edit, Token, edits, rising, tokens
from standards.document import Clause, Document
from standards.errors import SameDocument

__all__ = ["ClausePair", "Comparison", "PairState", "RowPair", "RowState", "compare"]


class PairState(StrEnum):
    """What became of a clause. One with changed words is ``CHANGED`` wherever it stands now; of
    those with the same words ``MOVED`` stands elsewhere and ``RENUMBERED`` has another label."""

    SAME = "same"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePair:
    """A clause of one document and its counterpart in the other; one of them may be missing.

    ``heading`` and ``text`` are where the words differ, offsets into ``Clause.heading`` and
    ``Clause.text``. ``likeness`` is 0 to 1. ``split_from`` is the clause of ``one`` from which the
    words of an added clause were taken, ``merged_into`` the clause of ``other`` which took those of
    a removed one; keys.
    """

    state: PairState
    one: Clause | None
    other: Clause | None
    heading: tuple[Edit, ...] = ()
    text: tuple[Edit, ...] = ()
    is_renumbered: bool = False
    is_moved: bool = False
    likeness: float = 1.0
    split_from: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents side by side: clauses in the order of ``other``, those removed where they stood
    in ``one``; then the rows of their lists. ``is_one_work``: both are editions of one work.
    """

    one: Document
    other: Document
    clauses: tuple[ClausePair, ...]
    rows: tuple[RowPair, ...]
    is_one_work: bool

    def clause_counts(self) -> Mapping[PairState, int]:
        """How many clauses of each state there are."""
        found = Counter(pair.state for pair in self.clauses)
        return {state: found[state] for state in PairState}

    def row_counts(self) -> Mapping[RowState, int]:
        """How many rows of each state there are."""
        found = Counter(pair.state for pair in self.rows)
        return {state: found[state] for state in RowState}


def compare(one: Document, other: Document) -> Comparison:
    """Lay two documents beside each other; ``one`` is the older. Raises SameDocument."""
    if one.id == other.id:
        raise SameDocument(str(one.number or one.id))
    sides = _Side(one), _Side(other)
    return Comparison(
        one=one,
        other=other,
        clauses=tuple(_pairs(*sides)),
        rows=compare_rows(one.products, other.products),
        is_one_work=_is_one_work(one, other),
    )


def _is_one_work(one: Document, other: Document) -> bool:
    if one.number is None or other.number is None:
        return False
    return one.number.same_work(other.number)


class _Side:
    """The clauses of a document, their words and what the aligner asks of them."""

    def __init__(self, document: Document) -> None:
        self.clauses = document.clauses
        self.headings = [tokens(clause.heading) for clause in self.clauses]
        self.texts = [tokens(clause.text) for clause in self.clauses]
        places = {clause.key: at for at, clause in enumerate(self.clauses)}
        self.items = [
            Item(
                key=clause.key,
                label=_label(clause),
                heading=_words(self.headings[at]),
                words=_words(self.texts[at]),
                parent=places.get(clause.parent or "", -1),
            )
            for at, clause in enumerate(self.clauses)
        ]


def _label(clause: Clause) -> str:
    """The label as compared: without case, spaces and a last stop."""
    return "".join(clause.label.casefold().split()).rstrip(".")


def _words(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.word for token in found)


def _pairs(one: _Side, other: _Side) -> Iterator[ClausePair]:
    """The pairs in the order of ``other``; what was removed follows what stood before it."""
    aligner = Aligner(one.items, other.items)
    moved = _moved(one.items, other.items, aligner)
    after: dict[int, list[int]] = {}
    last = -1
    for at in range(len(one.items)):
        if at in aligner.pairs:
            last = aligner.pairs[at] if at not in moved else last
        else:
            after.setdefault(last, []).append(at)
    for at in after.get(-1, ()):
        yield _removed(one, other, aligner, at)
    for place in range(len(other.items)):
        partner = aligner.back.get(place)
        if partner is None:
            origin = aligner.origin(place)
            yield ClausePair(
                state=PairState.ADDED,
                one=None,
                other=other.clauses[place],
                likeness=0.0,
                split_from=None if origin is None else one.clauses[origin].key,
            )
        else:
            likeness = aligner.likeness(partner, place)
            yield _paired(one, other, (partner, place), likeness, is_moved=partner in moved)
        for at in after.get(place, ()):
            yield _removed(one, other, aligner, at)


def _removed(one: _Side, other: _Side, aligner: Aligner, at: int) -> ClausePair:
    taken = aligner.destination(at)
    return ClausePair(
        state=PairState.REMOVED,
        one=one.clauses[at],
        other=None,
        likeness=0.0,
        merged_into=None if taken is None else other.clauses[taken].key,
    )


def _paired(
    one: _Side, other: _Side, places: tuple[int, int], likeness: float, *, is_moved: bool
) -> ClausePair:
    at, place = places
    heading = edits(one.headings[at], other.headings[place])
    text = edits(one.texts[at], other.texts[place])
    is_renumbered = one.items[at].label != other.items[place].label
    if heading or text:
        state = PairState.CHANGED
    elif is_moved:
        state = PairState.MOVED
    else:
        state = PairState.RENUMBERED if is_renumbered else PairState.SAME
    return ClausePair(
        state=state,
        one=one.clauses[at],
        other=other.clauses[place],
        heading=heading,
        text=text,
        is_renumbered=is_renumbered,
        is_moved=is_moved,
        likeness=1.0 if not (heading or text) else round(likeness, 4),
    )


def _moved(one: Sequence[Item], other: Sequence[Item], aligner: Aligner) -> set[int]:
    """Positions in ``one`` of clauses that stand elsewhere in ``other``: under another part, or in
    another order among their neighbours with another label. What stands below a part that moved
    went with it, and has not moved itself.
    """
    moved: set[int] = set()
    below: dict[int, list[int]] = {}
    for at, place in sorted(aligner.pairs.items()):
        above, other_above = one[at].parent, other[place].parent
        partner = aligner.pairs.get(above, -1) if above >= 0 else -1
        if partner != other_above and not _is_same_place(one, other, (above, other_above), aligner):
            moved.add(at)
        else:
            below.setdefault(other_above, []).append(at)
    for family in below.values():
        places = [aligner.pairs[at] for at in family]
        kept = set(rising(places))
        moved.update(
            at
            for index, at in enumerate(family)
            if index not in kept and one[at].label != other[places[index]].label
        )
    return moved


def _is_same_place(
    one: Sequence[Item], other: Sequence[Item], above: tuple[int, int], aligner: Aligner
) -> bool:
    """Whether two parts above that are no pair are so because neither has a counterpart and both
    have one number: the part was written anew around what it kept."""
    at, place = above
    if at < 0 or place < 0 or at in aligner.pairs or place in aligner.back:
        return False
    return one[at].key == other[place].key
