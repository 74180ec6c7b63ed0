"""What the interface sends on the risk of goods: regime, findings, duties, each with its source.

Bodies are made of :class:`search.risk.RiskAnswer` by :func:`risk_body`. Words of laws and lists are
as printed, in Vietnamese; what the program says itself comes in both languages.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body
from api.urls import clause_url, paper_url
from search.risk import Duty, FindingBasis, Ground, Party, RiskAnswer, RiskFinding, RowCode
from standards.risk import Measure, RiskLevel
from standards.validity import Status

__all__ = [
    "DutyBody",
    "GroundBody",
    "RiskBody",
    "RiskCodeBody",
    "RiskFindingBody",
    "duty_body",
    "risk_body",
]


class GroundBody(Body):
    """Where a rule is written. ``quote`` is word for word, empty where no text of the act was at
    hand (``checked`` false); ``slug``, ``clause`` and ``url`` lead to the act where it is held."""

    law: str
    place: str
    place_en: str
    quote: str
    checked: bool
    slug: str | None
    clause: str | None
    page: int | None
    url: str | None


class DutyBody(Body):
    """What somebody must do."""

    party: Party
    words: str
    words_en: str
    ground: GroundBody


class RiskCodeBody(Body):
    """A code of an item that meets one asked for; see ``RiskFindingBody``."""

    hs: str
    match_level: int = Field(description="8, 6 or 4 digits")
    covers: bool
    tariff: str
    tariff_en: str
    list_row: int | None


class RiskFindingBody(Body):
    """What one item of a list says of the goods; ``codes`` are all its codes that meet one asked
    for, ``hs`` the first of them.

    ``number`` is the list's, ``status`` its own on that day. A row of a held list has ``slug``,
    ``row`` (position in its product rows), ``clause`` and ``url``; a row of an imported list
    ``list_name`` and ``list_row``. ``name`` is as the list has it; ``full_name`` the heading of the
    tariff that goes on where it was cut short; ``tariff`` and ``tariff_en`` the tariff's own words.
    """

    basis: FindingBasis
    level: RiskLevel | None
    group_2: bool
    measures: list[Measure]
    words: str
    name: str
    is_cut: bool
    full_name: str
    tariff: str
    tariff_en: str
    condition: str
    hs: str | None = Field(description="the code of the row that meets the one asked for")
    match_level: int | None = Field(description="8, 6 or 4 digits")
    covers: bool = Field(description="false where both codes only share a heading")
    codes: list[RiskCodeBody]
    number: str | None
    status: Status
    slug: str | None
    row: int | None
    clause: str | None
    page: int | None
    annex: str
    item: str
    reference: str
    url: str | None
    list_name: str | None
    list_row: int | None
    checked: bool
    checked_by: str
    at_odds: bool = Field(description="the list demands what its level does not")
    duties: list[DutyBody]


class RiskBody(Body):
    """What is known of the risk of goods on ``as_of``.

    ``level`` is what the row that was asked about states, else what all rows with the code itself
    agree on; ``levels`` are all that they state, more than one if they differ.
    ``lists`` is how many lists were asked, ``more`` how many findings were left out, ``former`` are
    lists of nhóm 2 that name the goods on a day on which groups count no more.
    """

    as_of: date
    regime: str | None
    regime_name: str
    regime_name_en: str
    since: date | None
    until: date | None
    law: str | None
    grounds: list[GroundBody]
    level: RiskLevel | None
    levels: list[RiskLevel]
    group_2: bool
    findings: list[RiskFindingBody]
    more: int
    lists: int
    former: list[str]
    note: str
    note_en: str


def risk_body(answer: RiskAnswer) -> RiskBody:
    """The body of an answer."""
    regime = answer.regime
    has_levels = regime is not None and regime.has_levels
    return RiskBody(
        as_of=answer.day,
        regime=regime.key if regime is not None else None,
        regime_name=regime.name.vi if regime is not None else "",
        regime_name_en=regime.name.en if regime is not None else "",
        since=answer.since,
        until=regime.until if regime is not None else None,
        law=str(answer.law) if answer.law is not None else None,
        grounds=[_ground(one) for one in (regime.grounds if regime is not None else ())],
        level=answer.level,
        levels=list(answer.levels),
        group_2=answer.is_group_2,
        findings=[_finding(one) for one in answer.findings],
        more=answer.more,
        lists=answer.lists.with_levels if has_levels else len(answer.lists.group_2),
        former=list(answer.former),
        note=answer.note.vi,
        note_en=answer.note.en,
    )


def _finding(one: RiskFinding) -> RiskFindingBody:
    return RiskFindingBody(
        basis=one.basis,
        level=one.level,
        group_2=one.is_group_2,
        measures=list(one.measures),
        words=one.words,
        name=one.name,
        is_cut=one.is_cut,
        full_name=one.full_name,
        tariff=one.tariff_vi,
        tariff_en=one.tariff_en,
        condition=one.condition,
        hs=str(one.match.code) if one.match is not None else None,
        match_level=one.match.level if one.match is not None else None,
        covers=one.match is None or one.match.covers,
        codes=[_code(code) for code in one.codes],
        number=str(one.number) if one.number is not None else None,
        status=one.status,
        slug=one.document,
        row=one.row,
        clause=one.clause,
        page=one.page or None,
        annex=one.annex,
        item=one.item,
        reference=one.reference,
        url=_place(one.document, one.clause, one.page),
        list_name=one.source or None,
        list_row=one.source_row or None,
        checked=one.is_checked,
        checked_by=one.checked_by,
        at_odds=one.is_at_odds,
        duties=[duty_body(duty) for duty in one.duties],
    )


def _code(code: RowCode) -> RiskCodeBody:
    return RiskCodeBody(
        hs=str(code.match.code),
        match_level=code.match.level,
        covers=code.match.covers,
        tariff=code.tariff_vi,
        tariff_en=code.tariff_en,
        list_row=code.source_row or None,
    )


def duty_body(duty: Duty) -> DutyBody:
    """The body of a duty."""
    return DutyBody(
        party=duty.party,
        words=duty.words.vi,
        words_en=duty.words.en,
        ground=_ground(duty.ground),
    )


def _ground(ground: Ground) -> GroundBody:
    return GroundBody(
        law=str(ground.law),
        place=ground.place.vi,
        place_en=ground.place.en,
        quote=ground.quote,
        checked=ground.is_checked,
        slug=ground.document,
        clause=ground.clause,
        page=ground.page,
        url=_place(ground.document, ground.clause, ground.page),
    )


def _place(slug: str | None, clause: str | None, page: int | None) -> str | None:
    """The address of a place in a held document: its clause, else its page."""
    if slug is None:
        return None
    if clause is not None:
        return clause_url(slug, clause)
    return paper_url(slug, page) if page else None
