"""What was understood of a question, as the band under the search box: each thing that was read,
the words that caused it, and addresses that set it right. Everything works without scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar
from urllib.parse import quote, urlencode

from api.models import AskBody
from api.models_understood import HeardBody, UnderstandingBody
from api.understanding import wish_of
from api.urls import API
from search.answers import QuestionKind
from search.understood import Trade, Wish
from standards.agencies import agency
from standards.document import Kind
from standards.errors import BadInput

__all__ = ["Band", "Chip", "Choices", "band", "choices_in"]

_KINDS: Final = tuple(QuestionKind)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the address of an answer page says: the question and what the asker set right."""

    q: str
    as_of: date | None = None
    limit: int | None = None
    kind: QuestionKind | None = None
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    in_force: bool | None = None
    trade: Trade | None = None
    need: int | None = None
    as_typed: bool = False
    only: tuple[str, ...] = ()

    @property
    def wish(self) -> Wish:
        """The same as the search takes it. Raises BadInput for a body that nobody knows."""
        return wish_of(
            kind=self.kind,
            agencies=self.agencies or None,
            years=self.years or None,
            kinds=self.kinds or None,
            in_force=self.in_force,
            trade=self.trade,
            need=self.need,
            as_typed=self.as_typed,
        )

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values for an address or for hidden fields."""
        in_force = None if self.in_force is None else str(self.in_force).lower()
        several = [
            *(("agency", code) for code in self.agencies),
            *(("year", str(year)) for year in self.years),
            *(("doc_kind", kind.value) for kind in self.kinds),
            *(("only", one) for one in self.only),
        ]
        single = (
            ("q", self.q),
            ("as_of", self.as_of.isoformat() if self.as_of else None),
            ("limit", str(self.limit) if self.limit else None),
            ("kind", self.kind.value if self.kind else None),
            ("in_force", in_force),
            ("trade", self.trade.value if self.trade else None),
            ("need", str(self.need) if self.need else None),
            ("as_typed", "true" if self.as_typed else None),
        )
        return (*((name, value) for name, value in single if value), *several)

    def others(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The pairs but those of these names: hidden fields of a form that has fields for them."""
        return tuple(pair for pair in self.pairs if pair[0] not in names)

    @property
    def address(self) -> str:
        """The page."""
        return f"/?{urlencode(self.pairs, quote_via=quote, safe='')}"

    @property
    def data_address(self) -> str:
        """The same as JSON."""
        return f"{API}/ask?{urlencode(self.pairs, quote_via=quote, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that was read: ``name`` is a key of strings, ``value`` what was read, ``heard`` the
    words that say so, ``drop`` the address without it."""

    name: str
    value: str
    value_en: str
    heard: tuple[str, ...]
    drop: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The whole band. ``readings`` are the other ways to read the text, ``trades`` the ways in
    which goods come to market with whether one is chosen, ``needs`` the addresses of each need
    alone, ``whole`` that of all needs, ``typed`` that without respelling, ``mended`` with it again.
    """

    choices: Choices
    chips: tuple[Chip, ...]
    readings: tuple[tuple[QuestionKind, str], ...]
    trades: tuple[tuple[Trade, str, bool], ...]
    needs: tuple[tuple[int, str], ...]
    whole: str | None
    typed: str | None
    mended: str | None
    as_read: str | None
    agency: str
    year: str
    in_force: bool

    def on(self, day: date) -> str:
        """The same question for another day."""
        return replace(self.choices, as_of=day).address


def choices_in(
    q: str, as_of: date | None, limit: int | None, query: Iterable[tuple[str, str]]
) -> Choices:
    """What an address sets right; empty fields of a form say nothing. Raises BadInput."""
    given: dict[str, list[str]] = {}
    for name, value in query:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    try:
        return Choices(
            q=q,
            as_of=as_of,
            limit=limit,
            kind=_last(given, "kind", QuestionKind),
            agencies=tuple(given.get("agency", ())),
            years=tuple(int(year) for year in given.get("year", ())),
            kinds=tuple(map(Kind, given.get("doc_kind", ()))),
            in_force=_yes(given),
            trade=_last(given, "trade", Trade),
            need=_last(given, "need", int),
            as_typed=given.get("as_typed", ["false"])[-1] == "true",
            only=tuple(dict.fromkeys(given.get("only", ()))),
        )
    except ValueError as error:
        raise BadInput(f"the address sets something that is not known: {error}") from error


def _last(
    given: Mapping[str, Sequence[str]], name: str, read: Callable[[str], Value]
) -> Value | None:
    return read(given[name][-1]) if name in given else None


def _yes(given: Mapping[str, Sequence[str]]) -> bool | None:
    values = given.get("in_force")
    return None if values is None else values[-1] == "true"


def band(body: AskBody, choices: Choices) -> Band:
    """The band for an answer."""
    read = body.understanding
    chosen = read.filters
    stated = replace(
        choices,
        limit=None,
        only=(),
        agencies=tuple(chosen.agencies),
        years=tuple(chosen.years),
        kinds=tuple(chosen.kinds),
        in_force=chosen.in_force,
    )
    plain = replace(choices, limit=None, only=())
    wished = choices.kind is not None
    several = len(read.needs) > 1
    return Band(
        choices=plain,
        chips=_chips(read, stated, body),
        readings=tuple(
            (kind, replace(plain, kind=kind, need=None).address)
            for kind in _KINDS
            if kind is not body.kind and _can_be(kind, body)
        ),
        trades=tuple(
            (trade, replace(plain, trade=trade).address, read.trade is trade) for trade in Trade
        ),
        needs=tuple(
            (one.place, replace(plain, need=one.place).address) for one in read.needs if several
        ),
        whole=replace(plain, need=None).address if choices.need is not None else None,
        typed=replace(plain, as_typed=True).address if read.respelled else None,
        mended=replace(plain, as_typed=False).address if choices.as_typed else None,
        as_read=Choices(q=choices.q, as_of=choices.as_of).address if wished else None,
        agency=chosen.agencies[0] if chosen.agencies else "",
        year=str(chosen.years[0]) if chosen.years else "",
        in_force=chosen.in_force,
    )


def _can_be(kind: QuestionKind, body: AskBody) -> bool:
    """Whether a text may be read so: as a number or a code only where it holds one."""
    if kind is QuestionKind.NUMBER:
        return any(need.numbers for need in body.understanding.needs)
    if kind is QuestionKind.HS:
        return any(need.codes for need in body.understanding.needs)
    return True


def _chips(read: UnderstandingBody, stated: Choices, body: AskBody) -> tuple[Chip, ...]:
    """What narrows the answers, each with its own address without it."""
    found: list[Chip] = []
    for code in stated.agencies:
        body_of = agency(code)
        found.append(
            Chip(
                name="agency",
                value=body_of.name_vi if body_of is not None else code,
                value_en=body_of.name_en if body_of is not None else code,
                heard=_words(read.heard, "agencies"),
                drop=replace(
                    stated, agencies=tuple(c for c in stated.agencies if c != code)
                ).address,
            )
        )
    if stated.years:
        years = str(stated.years[0])
        if len(stated.years) > 1:
            years = f"{min(stated.years)}-{max(stated.years)}"
        found.append(_chip("year", years, read, "years", replace(stated, years=()).address))
    for kind in stated.kinds:
        kept = tuple(one for one in stated.kinds if one is not kind)
        found.append(
            _chip("doc_kind", kind.value, read, "kinds", replace(stated, kinds=kept).address)
        )
    if stated.in_force:
        found.append(
            _chip("in_force", "", read, "in_force", replace(stated, in_force=False).address)
        )
    if read.relation is not None and body.kind is QuestionKind.NUMBER:
        number = replace(stated, kind=QuestionKind.NUMBER)
        found.append(_chip("relation", read.relation.value, read, "relation", number.address))
    return tuple(found)


def _chip(name: str, value: str, read: UnderstandingBody, what: str, drop: str | None) -> Chip:
    return Chip(name=name, value=value, value_en=value, heard=_words(read.heard, what), drop=drop)


def _words(heard: Iterable[HeardBody], what: str) -> tuple[str, ...]:
    return tuple(one.words for one in heard if one.what == what)
