"""What applies to a product: the shape of the answer, for :mod:`search.applicability`.

An answer is a set of items: rows of lists, scopes and clauses that speak of the goods, each with
the chain of evidence from the product to the duty. Items that bind on the day stand in groups by
what somebody must do; those that do not stand apart, with the reason, and are never mixed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from search.answers import Negative, Successor
from search.applicability_texts import (
    CitedStandard,
    Correction,
    DutyKind,
    Named,
    OwnDuty,
    Place,
)
from search.regimes import Duty
from search.understood import Trade
from standards.document import Kind
from standards.history import Reason, Standing
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "Answered",
    "Applicability",
    "Basis",
    "Choice",
    "CitedStandard",
    "Condition",
    "ConditionKind",
    "Correction",
    "DutyGroup",
    "DutyKind",
    "ExclusionFound",
    "Item",
    "Link",
    "LinkKind",
    "MatchBy",
    "Named",
    "Opinion",
    "OwnDuty",
    "Place",
    "Question",
    "QuestionKind",
    "SetAside",
    "TariffLine",
    "Weight",
    "Why",
]


class MatchBy(StrEnum):
    """How an item meets the product: by both its words and its HS code (the strongest), by its code
    alone, or by its words alone."""

    BOTH = "both"
    HS = "hs"
    WORDS = "words"


class Basis(StrEnum):
    """What an item is: a row of a held list or of an imported one, the scope (or title) of a
    regulation or standard, or a clause that states the code."""

    ROW = "row"
    RECORD = "record"
    SCOPE = "scope"
    CODE = "code"


class LinkKind(StrEnum):
    """The steps of a chain, from the goods to the duty."""

    PRODUCT = "product"
    TARIFF = "tariff"
    ROW = "row"
    REGULATION = "regulation"
    STANDARD = "standard"
    DUTY = "duty"


class Weight(StrEnum):
    """What an exclusion does to the goods that were asked for: it names them, or it may."""

    EXCLUDES = "excludes"
    MAY = "may"


class ConditionKind(StrEnum):
    """Why a row may cover less than its code: its name says more than the tariff's, words of it
    narrow it, or its code is finer than the one asked for."""

    NARROWER_NAME = "narrower_name"
    WORDS = "words"
    FINER_CODE = "finer_code"


class QuestionKind(StrEnum):
    """What a question asks after."""

    NAME = "name"
    USE = "use"
    MATERIAL = "material"
    QUANTITY = "quantity"
    EXCEPTION = "exception"
    LINE = "line"


class Why(StrEnum):
    """Why an item stands apart: its HS code is another one, its goods are others under the same
    code, a quantity of it is not met, an exclusion names the goods, an answer rules it out, or its
    status is not verified where only certain ones were asked for."""

    OTHER_CODE = "other_code"
    OTHER_GOODS = "other_goods"
    QUANTITY = "quantity"
    EXCLUDED = "excluded"
    ANSWERED = "answered"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of a chain: what says it (``number``, ``title``), where, in which words, and what
    that text is on the day (None for what has no life of its own: the tariff, the product)."""

    kind: LinkKind
    number: Identifier | None
    title: str
    words: str
    place: Place
    standing: Standing | None = None
    note: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionFound:
    """Words that take goods out, and whether they name the goods that were asked for."""

    words: str
    number: Identifier | None
    place: Place
    weight: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Words of a row that narrow it, as printed."""

    kind: ConditionKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffLine:
    """A line of the tariff that the goods may fall under: never a classification.

    ``score`` is the share of what was asked that its own words and its headings' cover, 0 to 1;
    ``matched`` the words that met. ``is_sure`` false: only the heading (4 digits) can be named.
    """

    code: HsCode
    name: str
    name_en: str
    path: tuple[str, ...]
    score: float
    matched: tuple[str, ...]
    place: Place
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that speaks of the goods, with all that follows from it on the day.

    ``id`` is stable over readings of the same library. ``level`` is the digits on which its code
    ``code`` meets the one asked for, 0 where it was found by words. ``risk``, ``measures`` and
    ``duties`` are what the list states and what follows from it for the trade asked for.
    ``standing`` is that of the part of the text in which it stands. ``text`` are all its words as
    printed, from which every choice of a question is taken; ``name`` and ``codes`` are those of the
    day where ``corrections`` changed them. ``lines`` are its codes with the tariff's names, where
    they are few.
    """

    id: str
    basis: Basis
    by: MatchBy
    name: str
    text: str
    number: Identifier | None
    title: str | None
    kind: Kind
    place: Place
    standing: Standing
    score: float
    codes: tuple[HsCode, ...] = ()
    code: HsCode | None = None
    level: int = 0
    tariff_name: str = ""
    lines: tuple[str, ...] = ()
    is_cut: bool = False
    conditions: tuple[Condition, ...] = ()
    exclusions: tuple[ExclusionFound, ...] = ()
    regulations: tuple[Named, ...] = ()
    standards: tuple[Named, ...] = ()
    more_standards: int = 0
    risk: RiskLevel | None = None
    is_group_2: bool = False
    measures: tuple[Measure, ...] = ()
    risk_words: str = ""
    kinds: tuple[DutyKind, ...] = ()
    duties: tuple[Duty, ...] = ()
    chain: tuple[Link, ...] = ()
    replaced_by: tuple[Successor, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def is_verified(self) -> bool:
        """Whether it is known what its text is on the day."""
        return self.standing.status is not Status.UNVERIFIED

    @property
    def excluded_by(self) -> ExclusionFound | None:
        """What takes the goods out, if anything does."""
        return next((one for one in self.exclusions if one.weight is Weight.EXCLUDES), None)

    @property
    def numbers(self) -> tuple[Identifier, ...]:
        """All regulations and standards that it leads to, as they are meant on the day."""
        named = (one.meant for one in (*self.regulations, *self.standards))
        return tuple(dict.fromkeys(number for number in named if number is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    """Items for which the same must be done; an item may stand in several groups. ``items`` are
    their ids, best first. ``duties`` say it with the law's words and place, ``own`` with those of
    the regulations themselves."""

    kind: DutyKind
    is_mandatory: bool
    duties: tuple[Duty, ...]
    items: tuple[str, ...]
    own: tuple[OwnDuty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An item that does not count, and why; ``words`` are its own that say so, or the answer."""

    item: Item
    why: Why
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to a question: ``id`` for the address, ``words`` as an item has them; ``keeps`` is
    how many items stay if it is chosen."""

    id: str
    words: str
    keeps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the answer depends on and nobody said: made of how the items differ.

    ``none_keeps``: how many stay if none of the choices fits; *don't know* keeps all.
    ``splits`` is how many items an answer takes away on average.
    """

    id: str
    kind: QuestionKind
    words: Reason
    choices: tuple[Choice, ...]
    none_keeps: int
    splits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that was answered: its words, and those of the choice, ``""`` where it was *none
    of them* or *don't know*."""

    question: str
    choice: str
    kind: QuestionKind
    words: Reason
    choice_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What several documents say of one thing: a level of risk, or which text applies.

    ``says``: what each says (item id, words); they agree or they do not.
    """

    about: Reason
    agree: bool
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """What applies to a product on a day.

    ``items`` bind, or may: nothing says that their text is not in force; ``groups`` put them in
    order. ``ended``, ``not_yet`` and ``suspended`` texts never answer for the day; ``aside`` are
    items that do not count for another reason. ``reason`` says why there are no items: the four
    honest negatives; ``next_steps`` what to do then, or what else to look at. ``answered`` are the
    answers that belong to a question. ``trade_matters``: the duties differ between imports and
    goods made at home, and nobody said which.
    """

    product: str
    codes: tuple[HsCode, ...]
    as_of: date
    trade: Trade | None
    understood: Reason
    lines: tuple[TariffLine, ...]
    items: tuple[Item, ...]
    groups: tuple[DutyGroup, ...]
    ended: tuple[Item, ...] = ()
    not_yet: tuple[Item, ...] = ()
    suspended: tuple[Item, ...] = ()
    aside: tuple[SetAside, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    answered: tuple[Answered, ...] = ()
    reason: Negative | None = None
    next_steps: tuple[Reason, ...] = ()
    gone: tuple[HsCode, ...] = ()
    law: Identifier | None = None
    trade_matters: bool = False
    took_ms: float | None = None

    @property
    def answerable(self) -> bool:
        """Whether anything applies, as far as the library knows."""
        return bool(self.items)
