"""Bodies of what applies to a product, and how its parameters are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from api.models_applicable import (
    AnsweredQuestionBody,
    ApplicableBody,
    AppliesBody,
    AsideBody,
    CitedStandardBody,
    ConditionBody,
    CorrectionBody,
    DutyGroupBody,
    ExclusionFoundBody,
    ItemBody,
    LinkBody,
    NamedBody,
    OpinionBody,
    OwnDutyBody,
    PlaceBody,
    QuestionBody,
    QuestionChoiceBody,
    SaidBody,
    SuccessorNameBody,
    TariffLineBody,
    TextPair,
)
from api.models_risk import duty_body
from api.urls import catalogue_url, clause_url, hs_url, paper_url, standard_url
from search.answers import Successor
from search.applicability_model import Applicability, Basis, Item, Link, Question, TariffLine
from search.applicability_texts import CitedStandard, Named, OwnDuty, Place
from search.understood import Trade
from standards.errors import BadInput
from standards.history import Reason
from standards.hs import HsCode
from standards.validity import Force, Status

__all__ = ["applicable_body", "read_answers", "read_codes", "read_trade"]

_TRADES = {
    "import": Trade.IMPORT,
    "nhập khẩu": Trade.IMPORT,
    "nhap khau": Trade.IMPORT,
    "imported": Trade.IMPORT,
    "nk": Trade.IMPORT,
    "domestic": Trade.DOMESTIC,
    "trong nước": Trade.DOMESTIC,
    "trong nuoc": Trade.DOMESTIC,
    "sản xuất trong nước": Trade.DOMESTIC,
    "san xuat trong nuoc": Trade.DOMESTIC,
    "sxtn": Trade.DOMESTIC,
}
_ORDER = {
    Force.MANDATORY: 0,
    Force.MANDATORY_BY_CITATION: 1,
    Force.UNKNOWN: 2,
    Force.VOLUNTARY: 3,
}


def read_codes(text: str) -> tuple[HsCode, ...]:
    """HS codes, comma, semicolon or slash between; dots and blanks inside a code are left aside, as
    lists print them (``73.09.00.11``). Raises BadHsCode.

    >>> [str(code) for code in read_codes("6506.10.20; 73.09.00.11")]
    ['6506.10.20', '7309.00.11']
    """
    parts = [part for part in re.split(r"[;,/|]", text) if part.strip()]
    return tuple(dict.fromkeys(_code(part) for part in parts))


def _code(text: str) -> HsCode:
    plain = re.sub(r"[.\s\u00a0]", "", text)
    return HsCode.parse(plain if plain.isascii() and plain.isdigit() else text.strip())


def read_trade(text: str) -> Trade | None:
    """``import`` or ``domestic``, in English or Vietnamese; None for nothing. Raises BadInput."""
    plain = " ".join(text.split()).casefold()
    if not plain:
        return None
    if plain not in _TRADES:
        raise BadInput(f"trade={text!r} is unknown: give import or domestic")
    return _TRADES[plain]


def read_answers(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Answers ``QUESTION:CHOICE``, the last one of each question. Raises BadInput."""
    found: dict[str, str] = {}
    for text in texts:
        question, mark, choice = text.rpartition(":")
        if not mark or not question or not choice:
            raise BadInput(f"answer={text!r} is no answer: give QUESTION:CHOICE")
        found[question] = choice
    return tuple(found.items())


def applicable_body(made: Applicability) -> ApplicableBody:
    """The body of a result."""
    return ApplicableBody(
        product=made.product,
        hs=[str(code) for code in made.codes],
        as_of=made.as_of,
        trade=made.trade,
        understood=made.understood.vi,
        understood_en=made.understood.en,
        answerable=made.answerable,
        reason=made.reason,
        applies=_applies(made.items),
        groups=[
            DutyGroupBody(
                duty=group.kind,
                mandatory=group.is_mandatory,
                duties=[duty_body(duty) for duty in group.duties],
                own=[_own(duty) for duty in group.own],
                items=list(group.items),
            )
            for group in made.groups
        ],
        items=[_item(item) for item in made.items],
        hs_lines=[_line(line) for line in made.lines],
        ended=[_item(item) for item in made.ended],
        not_yet=[_item(item) for item in made.not_yet],
        suspended=[_item(item) for item in made.suspended],
        aside=[AsideBody(why=one.why, words=one.words, item=_item(one.item)) for one in made.aside],
        opinions=[
            OpinionBody(
                about=one.about.vi,
                about_en=one.about.en,
                agree=one.agree,
                says=[SaidBody(item=item, words=words) for item, words in one.says],
            )
            for one in made.opinions
        ],
        questions=[_question(one) for one in made.questions],
        answers=[f"{question}:{choice}" for question, choice in made.answers],
        answered=[
            AnsweredQuestionBody(
                question=one.question,
                choice=one.choice,
                kind=one.kind,
                words=one.words.vi,
                words_en=one.words.en,
                choice_words=one.choice_words,
            )
            for one in made.answered
        ],
        trade_matters=made.trade_matters,
        next_steps=[_pair(one) for one in made.next_steps],
        gone=[str(code) for code in made.gone],
        law=str(made.law) if made.law is not None else None,
        took_ms=made.took_ms,
    )


def _applies(items: Sequence[Item]) -> list[AppliesBody]:
    """Each text once, what binds first; those that are not in force that day are left out, and so
    are lists, which stand at the items."""
    found: dict[str, AppliesBody] = {}
    for item in items:
        for one in (*item.regulations, *item.standards):
            if one.meant is None or one.standing.status not in _MAY_BIND:
                continue
            number = str(one.meant)
            held = found.get(number)
            through = [*held.through, item.id] if held is not None else [item.id]
            found[number] = AppliesBody(
                number=number,
                kind=one.kind,
                title=one.title,
                slug=one.document,
                force=one.force,
                status=one.standing.status,
                through=list(dict.fromkeys(through)),
            )
    return sorted(found.values(), key=lambda one: _ORDER[one.force])


_MAY_BIND = (Status.IN_FORCE, Status.PARTLY_ENDED, Status.UNVERIFIED)


def _item(item: Item) -> ItemBody:
    return ItemBody(
        id=item.id,
        basis=item.basis,
        by=item.by,
        name=item.name,
        words=item.text,
        number=str(item.number) if item.number is not None else None,
        title=item.title,
        kind=item.kind,
        place=_place(item.place),
        status=item.standing.status,
        status_reason=item.standing.reason.vi,
        status_reason_en=item.standing.reason.en,
        in_force_from=item.standing.start,
        hs=str(item.code) if item.code is not None else None,
        match_level=item.level,
        codes=[str(code) for code in item.codes],
        tariff=item.tariff_name,
        is_cut=item.is_cut,
        narrower=bool(item.conditions),
        conditions=[ConditionBody(kind=one.kind, words=one.words) for one in item.conditions],
        exclusions=[
            ExclusionFoundBody(
                words=one.words,
                number=str(one.number) if one.number is not None else None,
                weight=one.weight,
                place=_place(one.place),
            )
            for one in item.exclusions
        ],
        regulations=[_named(one) for one in item.regulations],
        standards=[_named(one) for one in item.standards],
        more_standards=item.more_standards,
        risk=item.risk,
        group_2=item.is_group_2,
        measures=list(item.measures),
        duties=list(item.kinds),
        chain=[_link(one) for one in item.chain],
        replaced_by=_successors(item.replaced_by),
        corrections=[
            CorrectionBody(
                number=str(one.number) if one.number is not None else None,
                before=one.before,
                after=one.after,
                words=one.words,
                place=_place(one.place),
            )
            for one in item.corrections
        ],
        fact=_fact(item),
    )


def _fact(item: Item) -> str | None:
    """The held row, clause or document that an item is, as reports name it."""
    if item.place.document is None:
        return None
    if item.basis is Basis.ROW:
        return f"row:{item.id.rpartition('.')[2]}"
    return f"clause:{item.place.clause}" if item.place.clause else "document"


def _named(one: Named) -> NamedBody:
    return NamedBody(
        number=str(one.meant) if one.meant is not None else None,
        printed=str(one.number) if one.number is not None else None,
        kind=one.kind,
        title=one.title,
        slug=one.document,
        url=standard_url(one.document) if one.document is not None else None,
        force=one.force,
        status=one.standing.status,
        status_reason=one.standing.reason.vi,
        status_reason_en=one.standing.reason.en,
        replaced_by=_successors(one.replaced_by),
        cited=[_cited(cited) for cited in one.cited],
        more_cited=one.more_cited,
        own_duties=[_own(duty) for duty in one.own_duties],
    )


def _cited(one: CitedStandard) -> CitedStandardBody:
    return CitedStandardBody(
        number=str(one.number),
        title=one.title,
        slug=one.document,
        url=standard_url(one.document) if one.document is not None else None,
        words=one.words,
        parts=list(one.parts),
        place=_place(one.place),
    )


def _own(duty: OwnDuty) -> OwnDutyBody:
    return OwnDutyBody(
        duty=duty.kind,
        party=duty.party,
        number=str(duty.number) if duty.number is not None else None,
        words=duty.words,
        place=_place(duty.place),
        status=duty.standing.status,
    )


def _successors(some: Sequence[Successor]) -> list[SuccessorNameBody]:
    return [
        SuccessorNameBody(
            number=str(one.number), slug=one.slug, title=one.title, status=one.standing.status
        )
        for one in some
    ]


def _link(one: Link) -> LinkBody:
    return LinkBody(
        kind=one.kind,
        number=str(one.number) if one.number is not None else None,
        title=one.title,
        words=one.words,
        note=_pair(one.note) if one.note is not None else None,
        place=_place(one.place),
        status=one.standing.status if one.standing is not None else None,
        status_reason=one.standing.reason.vi if one.standing is not None else "",
        status_reason_en=one.standing.reason.en if one.standing is not None else "",
    )


def _place(place: Place) -> PlaceBody:
    return PlaceBody(
        slug=place.document,
        clause=place.clause,
        label=place.label,
        page=place.page or None,
        url=_url(place),
        list_name=place.source or None,
        list_row=place.row or None,
        checked=place.is_checked,
    )


def _url(place: Place) -> str | None:
    if place.document is not None:
        if place.clause is not None:
            return clause_url(place.document, place.clause)
        return paper_url(place.document, place.page) if place.page else None
    return catalogue_url() if place.source else None


def _line(line: TariffLine) -> TariffLineBody:
    return TariffLineBody(
        hs=str(line.code),
        name=line.name,
        name_en=line.name_en,
        path=list(line.path),
        score=line.score,
        matched=list(line.matched),
        sure=line.is_sure,
        url=hs_url(str(line.code)),
        list_name=line.place.source,
        list_row=line.place.row,
    )


def _question(one: Question) -> QuestionBody:
    return QuestionBody(
        id=one.id,
        kind=one.kind,
        words=one.words.vi,
        words_en=one.words.en,
        choices=[
            QuestionChoiceBody(id=choice.id, words=choice.words, keeps=choice.keeps)
            for choice in one.choices
        ],
        none_keeps=one.none_keeps,
        splits=one.splits,
    )


def _pair(one: Reason) -> TextPair:
    return TextPair(vi=one.vi, en=one.en)
