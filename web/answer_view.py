"""The answers of a page in groups, each with the sheet that proves it.

Mandatory stands before voluntary, voluntary before background. Answers that rest on the same words
of the same page share one proof: the first shows it, the others refer to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.models import AnswerBody, AskBody
from api.models_risk import RiskBody
from api.models_understood import NeedBody
from api.service import Service
from search.answers import QuestionKind
from standards.document import Kind
from standards.errors import NotFound
from standards.validity import Force
from web.sheet import Sheet, Sheets

__all__ = ["GROUPS", "SHEETS", "Group", "Section", "Shown", "group_answers", "sections_of"]

GROUPS = ("mandatory", "mandatory_by_citation", "voluntary", "legal_act", "unknown")
"""Groups of answers in the order of the page."""

SHEETS = 5
"""Proofs beyond this many are set shorter, and link to their page instead of carrying it."""

_LEGAL_ACTS = {Kind.CIRCULAR, Kind.DECREE, Kind.DECISION, Kind.LAW, Kind.CONSOLIDATED}
_Proof = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer with its number on the page and the sheet that proves it, if it has one.

    ``same_as`` is the number of the answer that shows the proof, if that is another one; ``far``
    whether that answer stands in another group. ``risk`` is what lists say of the risk of the
    goods, at the first answer on the page that it holds for.
    """

    number: int
    answer: AnswerBody
    sheet: Sheet | None
    same_as: int | None = None
    far: bool = False
    risk: RiskBody | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers of one group; ``name`` is one of ``GROUPS``."""

    name: str
    answers: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The answers to one need; ``need`` None where there is only one. ``duties`` is what lists say
    that has to be done with the goods, if anything does."""

    need: NeedBody | None
    groups: tuple[Group, ...]
    duties: RiskBody | None = None


def group_answers(
    service: Service, answers: Sequence[AnswerBody], *, best_first: bool = False
) -> tuple[Group, ...]:
    """Answers by force, mandatory first; the order inside a group is kept, but answers with the
    same proof stand together; empty groups are left out.

    ``best_first``: the group of the best answer first, as where a text was asked for by its number.

    Numbers run through all groups in the order of the page. Legal acts without a force of their
    own stand together, apart from what is unknown.
    """
    return _Grouping(service, answers).groups(best_first=best_first)


def sections_of(service: Service, body: AskBody) -> tuple[Section, ...]:
    """The answers by need; one section where the question has one need."""
    grouping = _Grouping(service, body.answers)
    asked = [need for need in body.understanding.needs if need.answerable is not None]
    if len(asked) < 2:
        by_number = body.kind is QuestionKind.NUMBER
        groups = grouping.groups(best_first=by_number)
        return (Section(need=None, groups=groups, duties=_duties(groups) or _acting(body.risk)),)
    found = []
    for need in asked:
        groups = grouping.groups(need.place, best_first=need.kind is QuestionKind.NUMBER)
        found.append(Section(need=need, groups=groups, duties=_duties(groups)))
    return tuple(found)


class _Grouping:
    """Puts the answers of a page into groups, one need after the other; numbers run through."""

    def __init__(self, service: Service, answers: Sequence[AnswerBody]) -> None:
        self._answers = tuple(enumerate(answers, 1))
        self._sheets = Sheets(service)
        self._number = 0
        self._risks = {n: one.risk for n, one in self._answers if one.risk is not None}
        self._proofs: dict[_Proof, int] = {}

    def groups(self, need: int | None = None, *, best_first: bool = False) -> tuple[Group, ...]:
        """The groups of a need's answers; of all answers for None."""
        meant = [pair for pair in self._answers if need in (None, pair[1].need)]
        ordered = [_group_of(answer) for _, answer in meant] if best_first else []
        found: list[Group] = []
        for name in dict.fromkeys([*ordered, *GROUPS]):
            before = self._number
            members = tuple(
                self._shown(place, answer, before)
                for place, answer in _together(
                    [pair for pair in meant if _group_of(pair[1]) == name]
                )
            )
            if members:
                found.append(Group(name=name, answers=members))
        return tuple(found)

    def _shown(self, place: int, answer: AnswerBody, before: int) -> Shown:
        self._number += 1
        proof = _proof(answer)
        same_as = self._proofs.setdefault(proof, self._number)
        own = same_as == self._number
        carried = own and len(self._proofs) <= SHEETS
        return Shown(
            number=self._number,
            answer=answer,
            sheet=_sheet(self._sheets, answer) if carried else None,
            same_as=None if own else same_as,
            far=same_as <= before,
            risk=self._risks.pop(answer.risk_of or place, None),
        )


def _together(pairs: Sequence[tuple[int, AnswerBody]]) -> Iterable[tuple[int, AnswerBody]]:
    """In their order, but those with one proof behind the first of them."""
    by_proof: dict[_Proof, list[tuple[int, AnswerBody]]] = {}
    for pair in pairs:
        by_proof.setdefault(_proof(pair[1]), []).append(pair)
    return (pair for members in by_proof.values() for pair in members)


def _proof(answer: AnswerBody) -> _Proof:
    """What makes two proofs one: the same words at the same place."""
    boxes = ";".join(f"{box.page},{box.x0},{box.y0},{box.x1},{box.y1}" for box in answer.boxes)
    return answer.slug, answer.page, boxes, answer.quote


def _duties(groups: Iterable[Group]) -> RiskBody | None:
    """The first that says what has to be done."""
    risks = (item.risk for group in groups for item in group.answers)
    return next((risk for risk in risks if _acting(risk)), None)


def _acting(risk: RiskBody | None) -> RiskBody | None:
    """It, if it tells anybody to do anything."""
    if risk is None:
        return None
    tells = any(one.covers and (one.duties or one.measures) for one in risk.findings)
    return risk if tells else None


def _group_of(answer: AnswerBody) -> str:
    if answer.force is Force.UNKNOWN and answer.kind in _LEGAL_ACTS:
        return "legal_act"
    return answer.force.value


def _sheet(sheets: Sheets, answer: AnswerBody) -> Sheet | None:
    """The sheet of an answer; none if its document went since the answer was made."""
    try:
        return sheets.of(answer.slug, answer.page, answer.boxes)
    except NotFound:
        return None
