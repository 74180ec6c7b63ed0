"""Statements of a report: what must be done, by duty and by the act that demands it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from api.check_proofs import Proofs
from api.models_applicable import DutyGroupBody, ItemBody, NamedBody
from api.models_check import CheckGroupBody, RegimeDutiesBody, StatementBody, StatementKind
from search.regimes import regime_on
from standards.history import Reason
from standards.validity import Force, Status

__all__ = ["Statements"]

_MAY_BIND = (Status.IN_FORCE, Status.PARTLY_ENDED, Status.UNVERIFIED)
_KINDS = {
    Force.MANDATORY: StatementKind.MEET,
    Force.MANDATORY_BY_CITATION: StatementKind.CITED,
    Force.VOLUNTARY: StatementKind.MAY,
    Force.UNKNOWN: StatementKind.OPEN,
}
_WORDS = {
    StatementKind.MEET: Reason("Đáp ứng {number}.", "Meet {number}."),
    StatementKind.CITED: Reason(
        "Đáp ứng {number}, bắt buộc vì được viện dẫn.",
        "Meet {number}, binding because it is cited.",
    ),
    StatementKind.MAY: Reason("Có thể áp dụng {number}, tự nguyện.", "{number} may be used."),
    StatementKind.OPEN: Reason(
        "Có nêu {number}; chưa rõ có bắt buộc không.",
        "{number} is named; whether it binds is not known.",
    ),
}


class Statements:
    """Makes the statements of one report on one day; ``law`` is the act of the regime then."""

    def __init__(self, proofs: Proofs, day: date, law: str | None) -> None:
        self._proofs = proofs
        self._law = law
        regime = regime_on(day)
        self._regime = regime.name if regime is not None else Reason("", "")

    def group(self, group: DutyGroupBody, items: Mapping[str, ItemBody]) -> CheckGroupBody:
        """A duty with what each act says of it: the law, then regulations in their own words, then
        the texts that must be met. Each statement once, with every place that says it."""
        acts: dict[str, RegimeDutiesBody] = {}
        for number, name, statement in (
            *self._by_law(group),
            *self._own(group),
            *self._texts(items[one] for one in group.items),
        ):
            act = acts.setdefault(
                number,
                RegimeDutiesBody(number=number, name=name.vi, name_en=name.en, statements=[]),
            )
            _add(act.statements, statement)
        return CheckGroupBody(
            duty=group.duty,
            mandatory=group.mandatory,
            regimes=list(acts.values()),
            goods=group.items,
        )

    def _by_law(self, group: DutyGroupBody) -> Iterable[tuple[str, Reason, StatementBody]]:
        for duty in group.duties:
            law = duty.ground.law
            name = self._regime if law == self._law else Reason("", "")
            yield (
                law,
                name,
                StatementBody(
                    kind=StatementKind.LAW,
                    party=duty.party,
                    words=duty.words,
                    words_en=duty.words_en,
                    quoted=False,
                    text=None,
                    slug=None,
                    force=None,
                    status=None,
                    proofs=[self._proofs.of_ground(duty.ground)],
                ),
            )

    def _own(self, group: DutyGroupBody) -> Iterable[tuple[str, Reason, StatementBody]]:
        for duty in group.own:
            number = duty.number or duty.place.slug or ""
            yield (
                number,
                Reason("", ""),
                StatementBody(
                    kind=StatementKind.OWN,
                    party=duty.party,
                    words=duty.words,
                    words_en=duty.words,
                    quoted=True,
                    text=None,
                    slug=None,
                    force=None,
                    status=duty.status,
                    proofs=[self._proofs.of_place(duty.place, duty.words, number)],
                ),
            )

    def _texts(self, items: Iterable[ItemBody]) -> Iterable[tuple[str, Reason, StatementBody]]:
        for item in items:
            proof = self._proofs.of_item(item)
            act = item.number or self._proofs.document(proof)
            title = Reason(item.title or "", item.title or "")
            name = title if item.title != act else Reason("", "")
            for one in (*item.regulations, *item.standards):
                number = one.number or one.title
                if number is None or one.status not in _MAY_BIND:
                    continue
                kind = _KINDS[one.force]
                yield act, name, _meet(kind, number, one.slug, one.force, one.status, proof)
                yield from self._cited(one, act, name)

    def _cited(
        self, one: NamedBody, act: str, name: Reason
    ) -> Iterable[tuple[str, Reason, StatementBody]]:
        for each in one.cited:
            proof = self._proofs.of_place(each.place, each.words, one.number or act)
            made = _meet(
                StatementKind.CITED,
                each.number,
                each.slug,
                Force.MANDATORY_BY_CITATION,
                None,
                proof,
            )
            yield act, name, made


def _meet(
    kind: StatementKind,
    number: str,
    slug: str | None,
    force: Force,
    status: Status | None,
    proof: int,
) -> StatementBody:
    words = _WORDS[kind]
    return StatementBody(
        kind=kind,
        party=None,
        words=words.vi.format(number=number),
        words_en=words.en.format(number=number),
        quoted=False,
        text=number,
        slug=slug,
        force=force,
        status=status,
        proofs=[proof],
    )


def _add(held: list[StatementBody], one: StatementBody) -> None:
    """A statement that was made before gets the further proof."""
    for place, each in enumerate(held):
        if (each.words, each.party) == (one.words, one.party):
            proofs = list(dict.fromkeys([*each.proofs, *one.proofs]))
            held[place] = each.model_copy(update={"proofs": proofs})
            return
    held.append(one)
