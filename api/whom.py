"""Whom to ask about a text: the body that answers on the day for what its issuer issued.

The sign in the number says who issued it; of national standards it is the Ministry of Science and
Technology that announces them (Luật 68/2006/QH11, Điều 11 khoản 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from api.models_ask import WhomBody
from search.answers import AskResult, Negative
from search.narrowing import sign_of
from standards.agencies import agency, successions, successors_of

__all__ = ["whom_body", "whom_to_ask"]

_MOST: Final = 6
_TCVN: Final = ("TCVN", "BKHCN")


def whom_to_ask(result: AskResult) -> list[WhomBody]:
    """For a question without an answer: who answers for the numbers asked for, or for the texts
    that matched but do not bind; nobody where nothing says whose matter it is."""
    if result.answerable:
        return []
    numbers = [number for need in result.understanding.needs for number in need.numbers]
    if result.reason in (Negative.ENDED, Negative.UNVERIFIED):
        numbers += [find.number for find in result.nearest if find.number is not None]
    return list(_each(dict.fromkeys((*numbers, *result.choices)), result.as_of))[:_MOST]


def _each(numbers: Iterable[str], day: date) -> Iterable[WhomBody]:
    seen: set[tuple[str, str]] = set()
    for number in numbers:
        for one in whom_body(number, day):
            if (one.issued_by, one.code) not in seen:
                seen.add((one.issued_by, one.code))
                yield one


def whom_body(number: str, day: date) -> list[WhomBody]:
    """Who answers on that day for the text with that number; nobody for an unknown sign.

    >>> [one.code for one in whom_body("QCVN 41:2016/BGTVT", date(2026, 1, 1))]
    ['BXD']
    """
    sign = sign_of(number, None)
    if sign is None and number.startswith(_TCVN[0]):
        sign = _TCVN[1]
    issuer = agency(sign or "")
    if issuer is None:
        return []
    found: list[WhomBody] = []
    for code in successors_of(issuer.code, day):
        body = agency(code)
        if body is None:
            continue
        step = next(
            (one for one in successions() if (one.old, one.new) == (issuer.code, code)), None
        )
        found.append(
            WhomBody(
                number=number,
                issued_by=issuer.code,
                issued_by_name=issuer.name_vi,
                issued_by_name_en=issuer.name_en,
                code=body.code,
                name=body.name_vi,
                name_en=body.name_en,
                since=step.day if step is not None else None,
                takes=step.takes or None if step is not None else None,
                takes_en=step.takes_en or None if step is not None else None,
                source=step.source if step is not None else None,
            )
        )
    return found
