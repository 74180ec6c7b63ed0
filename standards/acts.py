"""Numbers of legal acts: ``number/year/symbol``.

The symbol is the sign of the act's type and of its issuer, ``TT-BLĐTBXH`` (NĐ 30/2020/NĐ-CP, Phụ
lục I; Luật 80/2015/QH13); laws carry the National Assembly and its term, ``QH11``. Decisions on a
single case carry no year: ``3945/QĐ-BKHCN``; old ones that are named after their issuer may
carry no sign of it either: *Quyết định số 487/QĐ*. Official letters carry the signs of the body and
of its unit alone: *Số: 1234/BXD-KHCN* (NĐ 30/2020/NĐ-CP, Phụ lục I); the body must be known.
"""

from __future__ import annotations

import re
from functools import cache

from standards.agencies import agency
from standards.reading import YEAR4, Reading, compact, full_year, unmarked
from standards.series import Family, act_types
from standards.vietnamese import sign_pattern

__all__ = ["act_symbols", "decrees", "read_act", "read_decree"]

_NUMBER = re.compile(
    rf"(?<![\d/.,:-])(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?[a-zA-Zđ]?)\.?[^\S\n]{{0,8}}\n?"
    rf"(?:/\s{{0,2}}(?P<year>{YEAR4}|[4-9]\d)\s{{0,2}})?$"
)
_NAMED = re.compile(r"(?i)(?:số|công văn|nghị định|nghị quyết|quyết định|NĐ|QĐ)\s*:?\s*$")
_DECISION = re.compile(r"(?i)quyết\s{1,2}định\s{1,2}(?:số\s{0,2}:?\s{0,2})?$")
_DECREE = re.compile(
    rf"(?i:nghị\s{{1,2}}định)\s{{1,2}}(?:[Ss]ố\s{{0,2}}:?\s{{0,2}})?"
    rf"(?P<number>\d{{1,3}})/(?P<year>{YEAR4})(?!\s?[/\d])"
)


@cache
def _signs() -> dict[str, str]:
    """Signs of types of acts, by the forms print has for them: ``QĐ``, ``QD``, ``TTR``."""
    signs = [act.sign for act in act_types()]
    spelled = {unmarked(sign).upper(): sign for sign in signs}
    return spelled | {sign.upper(): sign for sign in signs} | {sign: sign for sign in signs}


@cache
def act_symbols() -> re.Pattern[str]:
    """The trigger of legal acts: the slash before the symbol, and the symbol."""
    types = sorted(_signs(), key=len, reverse=True)
    body = sign_pattern()
    return re.compile(
        rf"/\s{{0,3}}(?P<symbol>"
        rf"(?P<type>{'|'.join(types)})\s{{0,2}}[-/]\s{{0,3}}"
        rf"(?P<agency>{body}(?:\s?-\s?[A-ZĐ][A-ZĐ&]{{1,11}}(?![a-zà-ỹ])){{0,5}})"
        rf"|(?P<body>QH\d{{1,2}}|UBTVQH\d{{1,2}}|CP|TTg|HĐBT|HĐCP|CTN)(?![\w-])"
        rf"|(?P<old>{body}\s?[-/]\s?(?:QĐ|TT|CT|NĐ|QD)(?![\w-]))"
        rf"|(?P<letter>(?P<by>[A-ZĐ][A-ZĐ&]{{1,11}})-\s?[A-ZĐ][A-ZĐ&]{{1,9}}(?:-[A-ZĐ]{{2,8}})?)"
        rf"(?![\w&-])"
        rf"|(?P<alone>QĐ|QD)(?![\w/&]|\s{{0,3}}-))"
    )


def read_act(text: str, symbol: re.Match[str]) -> Reading | None:
    """Read the act whose symbol the trigger found in a levelled text; None if no number precedes.

    A symbol that names no type (``175/CP``) needs a year or a word that says what it is.
    """
    floor = max(0, symbol.start() - 28)
    match = _NUMBER.search(text[floor : symbol.start()])
    if match is None:
        return None
    start = floor + match.start()
    if symbol["alone"] and start and not _DECISION.search(text[max(0, start - 28) : start]):
        return None
    bare = match["year"] is None and symbol["type"] is None and symbol["old"] is None
    if symbol["letter"] and agency(symbol["by"]) is None:
        return None
    if bare and start > 0 and not _NAMED.search(text[max(0, start - 16) : start]):
        return None
    old = re.split(r"[-/]", symbol["old"] or "")[0]
    sign = symbol["agency"] or symbol["body"] or symbol["by"] or old
    return Reading(
        family=Family.LEGAL_ACT,
        series=_signs().get(symbol["type"] or symbol["alone"] or "", ""),
        numbers=(match["number"],),
        year=full_year(match["year"]) if match["year"] else None,
        start=start,
        end=symbol.end(),
        agency=compact(sign) if sign else None,
        tail=compact(symbol["symbol"]),
    )


def decrees() -> re.Pattern[str]:
    """The trigger of decrees named without their symbol."""
    return _DECREE


def read_decree(match: re.Match[str]) -> Reading:
    """A decree named without its symbol (*Nghị định 132/2008*): only the Government makes them."""
    return Reading(
        family=Family.LEGAL_ACT,
        series="NĐ",
        numbers=(match["number"],),
        year=int(match["year"]),
        start=match.start("number"),
        end=match.end(),
        agency="CP",
        tail="NĐ-CP",
    )
