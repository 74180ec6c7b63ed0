"""How printed numbers are built, as patterns over a levelled text.

``level`` makes dashes, blanks and Đ alike without moving a character, so that spans found in the
levelled text hold in the text as given. A trigger finds the word of a series; the *style* of the
series says what may follow. The rules come from

- TT 11/2021/TT-BKHCN, Điều 8: TCVN, parts, adoptions, amendments;
- NĐ 127/2007/NĐ-CP, Điều 8 and TT 26/2019/TT-BKHCN, Điều 13: QCVN, QCĐP, amendments;
- NĐ 30/2020/NĐ-CP, Phụ lục I and Luật 80/2015/QH13: legal acts;
- the publishers' own practice for foreign standards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from standards.agencies import agencies
from standards.series import Family, Series, act_types, all_series, words_pattern

__all__ = ["Reading", "expand_parts", "level", "read_act", "read_standard", "series_words"]

YEARS = range(1945, 2101)
YEAR4 = r"(?:19[4-9]\d|20\d\d|2100)"

_DASHES = "‐‑‒–—―−﹣－\u00ad"
_BLANKS = "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\ufeff"


def level(text: str) -> str:
    """The text with one kind of dash, of blank, of Đ and of colon; no character moves.

    >>> level("TCVN\\u00a07303–1：2009/BLÐTBXH")
    'TCVN 7303-1:2009/BLĐTBXH'
    """
    for char in _DASHES:
        text = text.replace(char, "-")
    for char in _BLANKS:
        text = text.replace(char, " ")
    return text.replace("Ð", "Đ").replace("ð", "đ").replace("：", ":").replace("∕", "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number as read from ``text[start:end]``: several ``numbers`` if a list or range was printed.

    ``tail`` is what is printed after number and year: the edition of a foreign standard
    (``:2017+A1:2024``), the symbol of a legal act (``TT-BLĐTBXH``).
    """

    family: Family
    series: str
    numbers: tuple[str, ...]
    year: int | None
    start: int
    end: int
    agency: str | None = None
    tail: str = ""


# --- words that start a number ----------------------------------------------------------------------


@cache
def _series_by_word() -> dict[str, Series]:
    return {_word_key(word): row for row in all_series() for word in row.words}


def _word_key(word: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", word)).upper().replace("Đ", "D")


@cache
def series_words() -> re.Pattern[str]:
    """The trigger: any word of any series, the longest first, in the case its entry allows."""
    words = [(word, row.any_case) for row in all_series() for word in row.words]
    words.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return re.compile("|".join(words_pattern((word,), any_case=case) for word, case in words))


# --- Vietnamese standards ---------------------------------------------------------------------------

_BODIES = (
    r"ISO\s?/\s?IEC(?:\s?/\s?IEEE|[\s/](?:TS|TR|GUIDE|Guide))?|ISO(?:[\s/](?:TS|TR|PAS|IWA|GUIDE|Guide|HL7|ASTM))?"
    r"|IEC(?:[\s/](?:TS|TR|PAS))?|CISPR|OHSAS|HACCP|ASTM|EN|CAC"
)


@cache
def _sign_pattern() -> str:
    """Signs of issuing bodies: the known ones in any of their spellings, else capitals."""
    known = [word for body in agencies() for word in (body.code, *body.spellings)]
    known += [word.replace("Đ", "D") for word in known if "Đ" in word]
    joined = "|".join(
        re.escape(word).replace(r"\ ", r"\s?") for word in sorted(set(known), key=len, reverse=True)
    )
    return (
        rf"(?:(?:{joined})\d{{0,2}}(?![A-ZĐa-zà-ỹ&])"
        r"|TP\.?\s?[A-ZĐ]{2,5}|[A-ZĐ][A-ZĐ&]{1,11}(?:-[A-ZĐ][A-ZĐ&]{1,9})?(?![a-zà-ỹA-ZĐ]))"
    )


@cache
def _vietnamese() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?: \s{{0,2}} [-/]? \s{{0,2}} (?P<body> {_BODIES} ) \s{{0,2}} (?=[:\d]) )?
        \s{{0,3}} (?: : \s{{0,2}} | (?i:số) \s{{0,2}} :? \s{{0,2}} | \.\s? )?
        (?P<number> (?: [IVX]{{1,4}} (?=-\d) | \d{{1,6}} (?:[A-Z](?![^\W\d_]))? )
            (?: (?: \s{{0,2}} - \s{{0,2}} | \. ) \d{{1,6}} (?:[A-Z](?![^\W\d_]))? )* )
        (?P<more> (?: \s? (?: [,;÷] | - | \.{{2,3}} | và ) \s? -? \d{{1,6}} ){{1,24}}
            (?= \s{{0,3}} : \s{{0,3}} \d{{2,4}} ) )?
        (?: \s{{0,3}} : \s{{0,3}} (?P<year> \d{{4}} | \d{{2}} ) (?: (?=\d\)) | (?!\d) ) )?
        """,
        re.VERBOSE,
    )


@cache
def _sign_after() -> re.Pattern[str]:
    known = "|".join(
        re.escape(word)
        for body in agencies()
        if not body.has_terms
        for word in (body.code, body.code.replace("Đ", "D"))
        if len(word) > 2
    )
    return re.compile(
        rf"\s{{0,2}}/\s{{0,3}}(?:(?:TT|QĐ)-)?(?P<sign>{_sign_pattern()})"
        rf"|\s{{1,2}}(?P<bare>{known})(?![\w&])"
    )


_FIRST_ISSUED = (
    (1, 1962), (500, 1970), (1000, 1971), (1450, 1973), (1650, 1975), (1900, 1976), (2150, 1977),
    (2300, 1978), (2700, 1979), (3200, 1979), (3300, 1980), (3620, 1981), (3700, 1982),
    (3780, 1983), (3850, 1984), (4050, 1985), (4220, 1986), (4350, 1986), (4390, 1987),
    (4500, 1988), (4680, 1989), (4900, 1989), (5020, 1990), (5240, 1991), (5640, 1992),
    (5700, 1993), (5760, 1994), (5860, 1995), (6060, 1996), (6235, 1997), (6330, 1998),
    (6440, 1999), (6560, 2000),
)  # fmt: skip


def _short_year_possible(number: str, short: str) -> bool:
    """Whether ``TCVN number-short`` can be a year: that number was in use by that year.

    TCVN numbers were given in turn, so a number tells the earliest year it can carry: 4449 was
    reached in 1987, so 4449-87 is a year; 6396 in 1998, so 6396-58 is part 58.
    """
    if not number.isdigit() or len(short) != 2 or not short.isdigit():
        return False
    first = max(year for reached, year in _FIRST_ISSUED if int(number) >= min(reached, int(number)))
    return first <= 1900 + int(short) <= 1999


def _full_year(digits: str) -> int | None:
    if len(digits) == 2:
        short = int(digits)
        return 1900 + short if short >= 45 else 2000 + short
    return int(digits) if int(digits) in YEARS else None


def _split_dash_year(number: str, series: Series, code: str) -> tuple[str, int | None]:
    """Take a year off the end of a number whose year follows a dash: ``6774-2000``, ``4449-87``."""
    head, dash, last = number.rpartition("-")
    if not dash or not last.isdigit():
        return number, None
    if len(last) == 4 and int(last) in YEARS:
        return head, int(last)
    old = series.family is Family.OLD_SERIES and code.split()[-1] in ("TCN", "TCXD", "TCVS")
    if len(last) == 2 and (old or ("-" not in head and _short_year_possible(head, last))):
        return head, _full_year(last)
    return number, None


def _read_vietnamese(text: str, word: re.Match[str], series: Series) -> Reading | None:
    match = _vietnamese().match(text, word.end())
    if match is None:
        return None
    code, start = series.code, word.start()
    if code == "TCN":
        branch = re.search(r"(?<![\d.,/-])(\d{1,2})\s{0,2}-?\s?$", text[max(0, start - 6) : start])
        if branch:
            code, start = f"{branch[1]} TCN", start - len(branch[0])
    if match["body"]:
        if series.family not in (Family.TCVN, Family.QCVN):
            return None
        body = re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", match["body"])).replace("Guide", "GUIDE")
        code = f"{code} {body}"
    number, end, year = match["number"], match.end(), None
    if match["year"]:
        year = _full_year(match["year"])
        if year is None:
            end = match.end("more") if match["more"] else match.end("number")
    compact = re.sub(r"\s+", "", number)
    if year is None:
        compact, year = _split_dash_year(compact, series, code)
        end = match.end("number")
        spaced = re.search(r"\s-|-[ \t]", number)
        if year is None and spaced:
            compact = re.sub(r"\s+", "", number[: spaced.start()])
            end = match.start("number") + spaced.start()
    if not compact.strip("0-."):
        return None
    numbers = expand_parts(compact, match["more"] or "" if year else "", colon=bool(match["year"]))
    agency = None
    if series.family is not Family.TCVN:
        sign = _sign_after().match(text, end)
        if sign and (year is not None or sign["sign"]):
            agency, end = sign["sign"] or sign["bare"], sign.end()
    return Reading(
        family=series.family, series=code, numbers=numbers, year=year, start=start, end=end,
        agency=agency,
    )  # fmt: skip


_ITEM = re.compile(r"(?P<mark>[,;÷-]|\.{2,3}|và)\s*-?\s*(?P<item>\d+)")


def expand_parts(number: str, more: str, *, colon: bool = False) -> tuple[str, ...]:
    """The numbers that a list or range means.

    >>> expand_parts("8709-1", ",2")
    ('8709-1', '8709-2')
    >>> expand_parts("7802-1", "÷3")
    ('7802-1', '7802-2', '7802-3')
    >>> expand_parts("10367-10368", "", colon=True)
    ('10367', '10368')
    """
    head, dash, last = number.rpartition("-")
    if colon and not more and dash and _is_range(head, last):
        return tuple(str(n) for n in range(int(head), int(last) + 1))
    if not more:
        return (number,)
    found = [number]
    for match in _ITEM.finditer(more):
        item = match["item"]
        whole = not dash or len(item) >= 4
        before = found[-1].rpartition("-")[2]
        stem = "" if whole else f"{head}-"
        spans = match["mark"] in "÷-" or match["mark"].startswith(".")
        if spans and before.isdigit() and 0 < int(item) - int(before) <= 99:
            found += [f"{stem}{n}" for n in range(int(before) + 1, int(item) + 1)]
        else:
            found.append(f"{stem}{item}")
    return tuple(found)


def _is_range(first: str, last: str) -> bool:
    if not (first.isdigit() and last.isdigit()) or len(first) < 3 or len(first) != len(last):
        return False
    return 0 < int(last) - int(first) <= 60


# --- foreign standards ------------------------------------------------------------------------------

_PART = rf"-(?!{YEAR4}(?![\dA-Z]))\d{{1,4}}[A-Z]?(?![a-z])"
_COLON_YEAR = rf"\s?:\s{{0,2}}(?P<y>{YEAR4})(?!\d)(?:-\d\d(?!\d))?"
_SUPPLEMENT = (
    rf"(?:\s?[+/]\s?(?:AMD|Amd|COR|Cor|Add|Suppl|AC|A|C)\.?\s?\d{{1,2}}(?:\s?:\s?{YEAR4})?)"
)
_DASH_YEAR = rf"\s?[-:]\s?(?P<y>{YEAR4})(?![\d])"

STYLES: dict[str, str] = {
    "iso": rf"(?P<num>(?:\d{{3}}\s\d{{3}}(?=-\d)|\d{{1,6}})(?:\.\d{{1,3}}(?!\d))?[A-Z]?(?![a-z])"
    rf"(?:{_PART})*(?:/\d{{1,3}}(?![\d/]))?)"
    rf"(?P<ed>(?:{_COLON_YEAR}|-(?P<y2>{YEAR4})(?![\d-]))?{_SUPPLEMENT}*(?:/NA\b)?)",
    "astm": r"(?P<num>[A-G]\s?\d{1,5}M?(?:\s?/\s?[A-G]?\s?\d{1,5}M?)?)"
    r"(?P<ed>(?:\s?[-:]\s?(?P<y>(?:19|20)?\d\d)(?!\d)[a-z]?(?:\s?\(\d{4}\))?(?:e\d)?)?)",
    "lettered": rf"(?P<num>[A-Z]{{1,4}}[\s.-]?\d{{1,5}}[A-Z]?(?:\.\d{{1,4}}|{_PART})*)"
    rf"(?P<ed>(?:{_DASH_YEAR})?)",
    "mixed": rf"(?P<num>(?:[A-Z]{{1,4}}[\s.-]?)?\d{{1,5}}[A-Z]?(?:\.\d{{1,4}}|{_PART})*)"
    rf"(?P<ed>(?:{_DASH_YEAR})?)",
    "plain": rf"(?P<num>\d{{1,5}}(?:\.\d{{1,4}})*[A-Za-z]?(?![a-z])(?:{_PART})*)"
    rf"(?P<ed>(?:{_DASH_YEAR})?)",
    "gost": r"(?P<num>(?:IEC\s|ISO\s)?\d{1,5}(?:\.\d{1,5})*(?:-\d{1,3}(?=-\d))?)"
    r"(?P<ed>(?:\s?[-:]\s?(?P<y>(?:19|20)\d\d|\d\d)(?!\d))?)",
    "sp": r"(?P<num>\d{1,3}(?:[.-]\d{1,5})+?)(?P<ed>(?:[.-](?P<y>(?:19|20)\d\d)(?!\d)))",
    "gb": rf"(?P<num>\d{{1,5}}(?:\.\d{{1,3}})*)(?P<ed>(?:{_DASH_YEAR})?)",
    "etsi": r"(?P<num>(?:\d{3}\s?\d{3}|\d{5,6})(?:-\d{1,3})*)"
    r"(?P<ed>(?:,?\s?\(?V\s?\d{1,2}\.\d{1,2}\.\d{1,2}\)?)?(?:\s?\((?P<y>(?:19|20)\d\d)-\d\d\))?)",
    "smeww": rf"(?P<num>\d{{4}}(?:\s?-\s?[A-Z][A-Za-z0-9]{{0,4}}[+-]?(?=\s|[:,;.)]|$))?"
    rf"(?:\s?\.?\s?[A-H](?![^\W\d_]))?)(?P<ed>(?:\s?:\s?(?P<y>{YEAR4}))?)",
}
_STYLES = {name: re.compile(pattern) for name, pattern in STYLES.items()}
_UNIT = re.compile(r"\s?(?:[kMG]?Hz|dB|mm|cm|km|m|kg|kV|V|kW|W|%|°|kN|MPa|bit|byte)(?!\w)")


def _read_foreign(text: str, word: re.Match[str], series: Series, code: str) -> Reading | None:
    blank = re.compile(r"\s{0,3}(?:(?i:số)\s)?").match(text, word.end())
    at = blank.end() if blank else word.end()
    if at == word.end() and series.style in ("plain", "iso", "sp") and text[at : at + 1].isalpha():
        return None
    match = _STYLES[series.style].match(text, at)
    if match is None or not match["num"].strip("0"):
        return None
    if not match["ed"] and _UNIT.match(text, match.end()):
        return None
    groups = match.groupdict()
    digits = groups.get("y") or groups.get("y2")
    tail = re.sub(r"\s*([:+/-])\s*", r"\1", re.sub(r"\s+", " ", match["ed"]))
    if groups.get("y2"):
        tail = f":{tail[1:]}"
    number = re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\s+", " ", match["num"]))
    if series.style in ("astm", "smeww"):
        number = re.sub(r"(?<=[A-G]) (?=\d)|(?<=\d) (?=[A-H]$)", "", number)
    return Reading(
        family=Family.FOREIGN, series=code, numbers=(number,),
        year=_full_year(digits) if digits else None, start=word.start(), end=match.end(), tail=tail,
    )  # fmt: skip


def read_standard(text: str, word: re.Match[str]) -> Reading | None:
    """Read the standard whose series word the trigger found; None if no number follows it.

    ``text`` is levelled, ``word`` a match of ``series_words()`` in it.
    """
    before = text[word.start() - 1 : word.start()]
    series = _series_by_word()[_word_key(word[0])]
    if before.isalnum() and not (series.any_case and before.islower() and word[0].isupper()):
        glued_branch = series.code == "TCN" and before.isdigit()
        if not glued_branch:
            return None
    if series.style == "vn":
        return _read_vietnamese(text, word, series)
    code = re.sub(r"\s+", " ", re.sub(r"\s*/\s*", "/", word[0]))
    return _read_foreign(text, word, series, code)


# --- legal acts -------------------------------------------------------------------------------------


@cache
def _symbol() -> re.Pattern[str]:
    types = sorted({act.sign for act in act_types()}, key=len, reverse=True)
    signs = "|".join(types + ["QD", "ND", "CD"])
    body = _sign_pattern()
    return re.compile(
        rf"/\s{{0,3}}(?P<symbol>(?P<type>{signs})(?P<joint>\s{{0,2}}[-/]\s{{0,3}})(?P<agency>{body}"
        rf"(?:\s?-\s?[A-ZĐ][A-ZĐ&]{{1,11}}(?![a-zà-ỹ])){{0,5}})"
        rf"|(?P<body>QH\d{{1,2}}|UBTVQH\d{{1,2}}|CP|TTg|HĐBT|HĐCP|CTN)(?![\w-])"
        rf"|(?P<old>{body}\s?[-/]\s?(?:QĐ|TT|CT|NĐ|QD)(?![\w-])))"
    )


_ACT_NUMBER = re.compile(
    rf"(?<![\d/.,:-])(?P<number>\d{{1,5}}[a-zA-Zđ]?)\s{{0,2}}"
    rf"(?:/\s{{0,2}}(?P<year>{YEAR4}|[4-9]\d)\s{{0,2}})?$"
)
_NAMED = re.compile(r"(?i)(?:số|nghị định|nghị quyết|quyết định|NĐ|QĐ)\s*:?\s*$")


def act_symbols() -> re.Pattern[str]:
    """The trigger of legal acts: the slash before the symbol, and the symbol."""
    return _symbol()


def read_act(text: str, symbol: re.Match[str]) -> Reading | None:
    """Read the legal act whose symbol the trigger found; None if no number stands before it."""
    floor = max(0, symbol.start() - 16)
    match = _ACT_NUMBER.search(text[floor : symbol.start()])
    if match is None:
        return None
    start = floor + match.start()
    if match["year"] is None and symbol["type"] is None:
        named = _NAMED.search(text[max(0, start - 16) : start])
        if symbol["old"] is None and start > 0 and not named:
            return None
    tail = re.sub(r"\s+", "", symbol["symbol"])
    sign = symbol["agency"] or symbol["body"] or re.split(r"[-/]", symbol["old"])[0]
    return Reading(
        family=Family.LEGAL_ACT, series=_act_sign(symbol["type"] or ""), numbers=(match["number"],),
        year=_full_year(match["year"]) if match["year"] else None, start=start, end=symbol.end(),
        agency=re.sub(r"\s+", "", sign), tail=tail,
    )  # fmt: skip


def _act_sign(sign: str) -> str:
    """The sign of an act's type with its Đ restored."""
    return {"ND": "NĐ", "QD": "QĐ", "CD": "CĐ"}.get(sign, sign)
