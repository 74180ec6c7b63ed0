"""What was understood of a question, and what the asker sets right: from and to the interface."""

from __future__ import annotations

from collections.abc import Sequence

from api.models_understood import (
    FiltersBody,
    HeardBody,
    NeedBody,
    NoteBody,
    RespelledBody,
    UnderstandingBody,
)
from search.answers import AskResult, QuestionKind
from search.understood import Filters, Trade, Wish
from standards.agencies import agency
from standards.document import Kind
from standards.errors import BadInput

__all__ = ["understanding_body", "wish_of"]


def understanding_body(result: AskResult) -> UnderstandingBody:
    """The body of what was understood, with what became of each need."""
    read = result.understanding
    known = {one.place: one for one in result.needs}
    needs: list[NeedBody] = []
    for place, need in enumerate(read.needs, 1):
        one = known.get(place)
        needs.append(
            NeedBody(
                place=place,
                text=need.text,
                kind=need.kind,
                why=need.why,
                why_en=need.why_en,
                numbers=list(need.numbers),
                codes=list(need.codes),
                answerable=one.answerable if one is not None else None,
                reason=one.reason if one is not None else None,
            )
        )
    chosen = read.filters
    return UnderstandingBody(
        language=read.language,
        needs=needs,
        filters=FiltersBody(
            agencies=list(chosen.agencies),
            years=list(chosen.years),
            kinds=list(chosen.kinds),
            in_force=chosen.in_force,
        ),
        trade=read.trade,
        relation=read.relation,
        respelled=[
            RespelledBody(typed=one.typed, read=one.read, why=one.why) for one in read.respelled
        ],
        heard=[HeardBody(what=what, words=words) for what, words in read.heard],
        notes=[NoteBody(text=note.vi, text_en=note.en) for note in result.notes],
    )


def wish_of(
    *,
    kind: QuestionKind | None = None,
    agencies: Sequence[str] | None = None,
    years: Sequence[int] | None = None,
    kinds: Sequence[Kind] | None = None,
    in_force: bool | None = None,
    trade: Trade | None = None,
    need: int | None = None,
    as_typed: bool = False,
) -> Wish:
    """What the asker set. If any filter is given, all four are taken as given, and those left out
    narrow nothing; so ``in_force=False`` alone drops every filter that was read.

    Raises BadInput for a body that nobody knows.
    """
    given = any(one is not None for one in (agencies, years, kinds, in_force))
    filters = None
    if given:
        filters = Filters(
            agencies=tuple(dict.fromkeys(map(_code, agencies or ()))),
            years=tuple(dict.fromkeys(years or ())),
            kinds=tuple(dict.fromkeys(kinds or ())),
            in_force=bool(in_force),
        )
    return Wish(kind=kind, filters=filters, trade=trade, need=need, as_typed=as_typed)


def _code(name: str) -> str:
    body = agency(name)
    if body is None:
        raise BadInput(
            f"agency={name!r} is no body that is known: give a sign such as BXD, or a name; "
            "/api/v1/agencies lists them"
        )
    return body.code
