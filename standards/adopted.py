"""What the number of a national standard itself says of the international standard it adopts.

TT 11/2021/TT-BKHCN, Điều 8: identical adoption puts the international number in brackets behind
the national one (``TCVN 1234:2018 (ISO 1035:2012)``), or takes the international number as its own
(``TCVN ISO 22301:2018``); the year of such a number is the national one. Numbers given before that
rule took effect (06/01/2022) name what is adopted in the same way, but not how near it is.
"""

from __future__ import annotations

from dataclasses import replace

from standards.identifier import Identifier
from standards.relation import AdoptionDegree
from standards.series import Family

__all__ = ["adopted_by_number", "degree_by_number"]

_RULE_FROM = 2022
_TCVN = "TCVN "


def adopted_by_number(number: Identifier) -> tuple[Identifier, ...]:
    """The international standards that the number names as adopted; undated where it is taken over.

    >>> [str(n) for n in adopted_by_number(Identifier.parse("TCVN ISO/IEC 27001:2019"))]
    ['ISO/IEC 27001']
    >>> [str(n) for n in adopted_by_number(Identifier.parse("TCVN 7303-1:2009 (IEC 60601-1:2005)"))]
    ['IEC 60601-1:2005']
    """
    if number.family is not Family.TCVN or number.base is not None:
        return number.adopts
    if number.adopts or not number.series.startswith(_TCVN):
        return number.adopts
    return (
        replace(
            number,
            family=Family.FOREIGN,
            series=number.series.removeprefix(_TCVN),
            year=None,
        ),
    )


def degree_by_number(number: Identifier) -> AdoptionDegree | None:
    """How near the number says that it is; None if it tells nothing.

    >>> degree_by_number(Identifier.parse("TCVN ISO 22301:2023"))
    <AdoptionDegree.IDENTICAL: 'identical'>
    >>> degree_by_number(Identifier.parse("TCVN ISO 22301:2018"))
    """
    if number.year is None or number.year < _RULE_FROM:
        return None
    return AdoptionDegree.IDENTICAL if adopted_by_number(number) else None
