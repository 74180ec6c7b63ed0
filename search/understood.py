"""What was understood of a question, and what the asker set right.

A question may hold several needs (*kính xây dựng, và thêm cả xi măng nữa*), numbers and HS codes
inside its sentences, and words that narrow it: a ministry, a year, *còn hiệu lực*, *thay thế*,
*nhập khẩu*. All of it is in the answer, and all of it can be corrected by a :class:`Wish`, which
goes before what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from search.question_kind import QuestionKind
from standards.document import Kind

__all__ = ["Filters", "Need", "RelationAsked", "Respelling", "Trade", "Understood", "Wish"]


class Trade(StrEnum):
    """How goods come to the market: from abroad, or made in the country."""

    IMPORT = "import"
    DOMESTIC = "domestic"


class RelationAsked(StrEnum):
    """Which neighbours of a named text are asked for: *văn bản nào thay thế X* asks for those that
    X is replaced by, *X thay thế văn bản nào* for those that X replaces.
    """

    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    AMENDED_BY = "amended_by"
    AMENDS = "amends"
    ISSUED_BY = "issued_by"
    CITED_BY = "cited_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that is asked for: its words, how they were read, and why, in both languages."""

    text: str
    kind: QuestionKind
    why: str
    why_en: str
    numbers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A word that was read as another: ``why`` is ``accents``, ``typo``, ``telex`` or ``tone``."""

    typed: str
    read: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a question; empty does not narrow.

    ``agencies`` are codes (``BXD``; a predecessor counts for its successor), ``years`` those in
    which a text was issued or that stand in its number, ``in_force``: only what binds on the day.
    """

    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    in_force: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out by them."""
        return bool(self.agencies or self.years or self.kinds or self.in_force)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question as it was understood; ``needs`` holds at least one, the most pressing first.

    ``heard`` are the words of the question by which each filter, the trade and the relation were
    set (``("agencies", "Bộ Xây dựng")``).
    """

    language: str
    needs: tuple[Need, ...]
    filters: Filters = Filters()
    trade: Trade | None = None
    relation: RelationAsked | None = None
    respelled: tuple[Respelling, ...] = ()
    heard: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the asker set; None leaves it to the words of the question.

    ``kind`` reads the whole text as that kind; ``filters`` take the place of those that were read;
    ``need`` (from 1) answers that need alone; ``as_typed`` takes no word for another.
    """

    kind: QuestionKind | None = None
    filters: Filters | None = None
    trade: Trade | None = None
    need: int | None = None
    as_typed: bool = False
