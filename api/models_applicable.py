"""What ``/applicable`` sends: what applies to a product on a day, with every step of the evidence.

Words of laws and lists are as printed, in Vietnamese; what the program says itself comes in both
languages. Unknown is null, never a guess.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body
from api.models_risk import DutyBody
from search.answers import Negative
from search.applicability_model import (
    Basis,
    ConditionKind,
    LinkKind,
    MatchBy,
    QuestionKind,
    Weight,
    Why,
)
from search.applicability_texts import DutyKind
from search.regimes import Party
from search.understood import Trade
from standards.document import Kind
from standards.risk import Measure, RiskLevel
from standards.validity import Force, Status

__all__ = [
    "AnsweredQuestionBody",
    "AppliesBody",
    "ApplicableBody",
    "AsideBody",
    "BatchRowBody",
    "QuestionChoiceBody",
    "CitedStandardBody",
    "ConditionBody",
    "CorrectionBody",
    "DutyGroupBody",
    "ExclusionFoundBody",
    "ItemBody",
    "LinkBody",
    "NamedBody",
    "OpinionBody",
    "OwnDutyBody",
    "PlaceBody",
    "QuestionBody",
    "SaidBody",
    "SuccessorNameBody",
    "TariffLineBody",
    "TextPair",
]


class TextPair(Body):
    """A sentence in both languages."""

    vi: str
    en: str


class PlaceBody(Body):
    """Where words stand: a clause and page of a held text (``slug``), or a row of an imported list
    (``list_name``, ``list_row``); ``url`` opens it. ``checked``: read from the text itself, or a
    person has compared the imported row."""

    slug: str | None
    clause: str | None
    label: str
    page: int | None
    url: str | None
    list_name: str | None
    list_row: int | None
    checked: bool


class LinkBody(Body):
    """One step of the chain from the goods to the duty; ``words`` are word for word.

    ``status`` is that of the text on the day, null for the goods and the tariff.
    """

    kind: LinkKind
    number: str | None
    title: str
    words: str
    note: TextPair | None
    place: PlaceBody
    status: Status | None
    status_reason: str
    status_reason_en: str


class SuccessorNameBody(Body):
    """A text that came after one that has ended."""

    number: str
    slug: str | None
    title: str | None
    status: Status


class CitedStandardBody(Body):
    """A standard that binds that day because the regulation cites it: in these ``words``, at
    ``place`` in the regulation; ``parts`` of the standard that it names; ``slug`` if it is held."""

    number: str
    title: str | None
    slug: str | None
    url: str | None
    words: str
    parts: list[str]
    place: PlaceBody


class OwnDutyBody(Body):
    """A duty in the words of the regulation ``number`` itself; ``party`` null: of both."""

    duty: DutyKind
    party: Party | None
    number: str | None
    words: str
    place: PlaceBody
    status: Status


class NamedBody(Body):
    """A regulation or standard that an item names. ``number`` is the edition of the day,
    ``printed`` how the item names it, ``slug`` the held text. ``cited`` are standards that it makes
    bind, ``more_cited`` how many more; ``own_duties`` what it lays down itself."""

    number: str | None
    printed: str | None
    kind: Kind
    title: str | None
    slug: str | None
    url: str | None
    force: Force
    status: Status
    status_reason: str
    status_reason_en: str
    replaced_by: list[SuccessorNameBody]
    cited: list[CitedStandardBody]
    more_cited: int
    own_duties: list[OwnDutyBody]


class ConditionBody(Body):
    """Words of the row that may make it narrower than its HS code."""

    kind: ConditionKind
    words: str


class ExclusionFoundBody(Body):
    """Words that take goods out: ``excludes`` those asked for, or ``may``."""

    words: str
    number: str | None
    weight: Weight
    place: PlaceBody


class CorrectionBody(Body):
    """``before`` is printed in the row, ``after`` stands there on the day, by these ``words`` of
    the text ``number``."""

    number: str | None
    before: str
    after: str
    words: str
    place: PlaceBody


class ItemBody(Body):
    """A row of a list, a scope or a clause that speaks of the goods, and what follows from it.

    ``match_level`` are the digits on which its code ``hs`` meets the one asked for, 0 if found by
    words; ``codes`` are all of its codes. ``narrower``: it covers less than its code, so its
    ``conditions`` must be met. ``duties`` are the kinds of group it stands in.
    """

    id: str
    basis: Basis
    by: MatchBy
    name: str
    words: str
    number: str | None
    title: str | None
    kind: Kind
    place: PlaceBody
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: date | None
    hs: str | None
    match_level: int = Field(description="8, 6 or 4 digits; 0 if found by words")
    codes: list[str]
    tariff: str
    is_cut: bool
    narrower: bool
    conditions: list[ConditionBody]
    exclusions: list[ExclusionFoundBody]
    regulations: list[NamedBody]
    standards: list[NamedBody]
    more_standards: int
    risk: RiskLevel | None
    group_2: bool
    measures: list[Measure]
    duties: list[DutyKind]
    chain: list[LinkBody]
    replaced_by: list[SuccessorNameBody]
    corrections: list[CorrectionBody]
    fact: str | None = Field(
        description="that row, clause or document, as `/reports` takes it; null if not held"
    )


class DutyGroupBody(Body):
    """What must be done, by the law's words (``duties``) and by those of the regulations
    themselves (``own``), and for which ``items`` (ids, best first)."""

    duty: DutyKind
    mandatory: bool
    duties: list[DutyBody]
    own: list[OwnDutyBody]
    items: list[str]


class AsideBody(Body):
    """An item that does not count, why, and the words that say so."""

    why: Why
    words: str
    item: ItemBody


class TariffLineBody(Body):
    """A line of the tariff that the goods may fall under: a hint, never the classification.

    ``sure`` false: several lines of the heading fit alike, so only its 4 digits are named.
    """

    hs: str
    name: str
    name_en: str
    path: list[str]
    score: float
    matched: list[str]
    sure: bool
    url: str
    list_name: str
    list_row: int


class QuestionChoiceBody(Body):
    """A possible answer: send ``answer=QUESTION:id``. ``keeps``: how many items stay then."""

    id: str
    words: str
    keeps: int


class QuestionBody(Body):
    """What the result depends on. Choices are word for word from the items; the answers ``none``
    (none of them) and ``unknown`` (don't know) are always possible."""

    id: str
    kind: QuestionKind
    words: str
    words_en: str
    choices: list[QuestionChoiceBody]
    none_keeps: int
    splits: float


class AnsweredQuestionBody(Body):
    """A question that was answered. ``choice_words`` are word for word from an item, empty for the
    choices ``none`` and ``unknown``."""

    question: str
    choice: str
    kind: QuestionKind
    words: str
    words_en: str
    choice_words: str


class SaidBody(Body):
    """What one item says."""

    item: str
    words: str


class OpinionBody(Body):
    """What several documents say of one thing, and whether they agree."""

    about: str
    about_en: str
    agree: bool
    says: list[SaidBody]


class AppliesBody(Body):
    """A text that applies, as far as the library knows: ``number`` is the edition of the day;
    ``through`` are the items that lead to it."""

    number: str
    kind: Kind
    title: str | None
    slug: str | None
    force: Force
    status: Status
    through: list[str]


class ApplicableBody(Body):
    """The body of ``GET /api/v1/applicable``.

    ``applies`` are the texts that apply, what binds first; ``groups`` the items by what must be
    done. ``ended``, ``not_yet``, ``suspended`` are items that do not answer for the day; ``aside``
    those that do not count for another reason. ``reason`` stands with ``answerable: false``.
    ``trade_matters``: the duties of importers and producers differ, and none was asked for.
    """

    product: str
    hs: list[str]
    as_of: date
    trade: Trade | None
    understood: str
    understood_en: str
    answerable: bool
    reason: Negative | None
    applies: list[AppliesBody]
    groups: list[DutyGroupBody]
    items: list[ItemBody]
    hs_lines: list[TariffLineBody]
    ended: list[ItemBody]
    not_yet: list[ItemBody]
    suspended: list[ItemBody]
    aside: list[AsideBody]
    opinions: list[OpinionBody]
    questions: list[QuestionBody]
    answers: list[str]
    answered: list[AnsweredQuestionBody]
    trade_matters: bool
    next_steps: list[TextPair]
    gone: list[str]
    law: str | None
    took_ms: float | None


class BatchRowBody(Body):
    """A row of a batch as JSON: at least one of ``product`` and ``hs``. Values may be any text;
    what is wrong with them is said in the row's own line of the result."""

    product: str = ""
    hs: str = ""
    as_of: str = ""
    trade: str = ""
