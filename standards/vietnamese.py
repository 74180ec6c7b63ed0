"""Numbers of TCVN, QCVN, QCĐP, the old series and inspection procedures.

The rules: TT 11/2021/TT-BKHCN, Điều 8 (TCVN ``number[-part]:year``, ``TCVN ISO number:year``);
NĐ 127/2007/NĐ-CP, Điều 8 and TT 26/2019/TT-BKHCN, Điều 13 (QCVN ``number:year/ministry``, QCĐP
``number:year/province``). Before 2007 a dash stood before the year, often with two digits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from importlib import resources

from standards.agencies import agencies
from standards.reading import YEAR4, YEARS, Reading, compact, full_year
from standards.series import Family, Series

__all__ = ["expand_parts", "read_vietnamese", "sign_pattern"]

_BODY = r"""
    ISO\s?/\s?IEC (?: \s?/\s?IEEE | [\s/] (?:TS|TR|GUIDE|Guide) )?
    | ISO (?: [\s/] (?:TS|TR|PAS|IWA|GUIDE|Guide|HL7|ASTM) )?
    | IEC (?: [\s/] (?:TS|TR|PAS) )? | CISPR | OHSAS | HACCP | ASTM | EN | CAC
"""
_LETTER = r"(?:[A-Z](?![^\W\d_]))?"

_NUMBER = re.compile(
    rf"""
    (?: \s{{0,2}} [-/]? \s{{0,2}} (?P<body> {_BODY} ) \s{{0,2}} (?=[:\d]) )?   # TCVN ISO/IEC
    (?P<gap> \s{{0,3}} (?: [:-] \s{{0,2}} | [Ss]ố \s{{0,2}} :? \s{{0,2}} )? )  # TCVN: 6774-2000
    (?P<number>
        (?: [IVX]{{1,4}} (?=-\d) | \d{{1,6}} {_LETTER} )                       # 7303, I
        (?: \s{{0,2}} - \s{{0,2}} \d{{1,6}} {_LETTER}                           # -2-1, - 1
          | \. \d{{1,2}} (?!\d) )*                                             # .2
        (?: - \s{{0,2}} [A-Z]{{2}} (?= \s? : \s? \d) )? )                      # 61-MT
    (?P<more>                                                                  # ,2  ÷3  và 4
        (?: \s? (?: [,;÷-] | \.{{2,3}} | và | đến ) \s? -? \d{{1,6}} ){{1,24}}
        (?= \s{{0,3}} : \s{{0,3}} \d{{2,4}} ) )?
    (?: \s{{0,3}} : \s{{0,3}} (?P<year> \d{{4}} | \d{{2}} ) (?: (?=\d\)) | (?!\d) )
      | (?: [;.] | \s năm \s ) (?P<misprint> {YEAR4} ) (?!\d)                  # 334;2005
      | \s{{0,2}} / \s{{0,2}} (?P<slash> {YEAR4} ) (?= \s{{0,2}} [/ ] \s{{0,3}} [A-ZĐ]{{2}} ) )?
    """,
    re.VERBOSE,
)
_COUNTED = re.compile(r"\s{1,2}n[ăa]m(?!\w)")
_BRANCH = re.compile(r"(?<![\d.,/-])(\d{1,2})\s{0,2}-?\s?$")
_LOOSE_DASH = re.compile(r"\s-|-[ \t]")
_ITEM = re.compile(r"(?P<mark>[,;÷-]|\.{2,3}|và|đến)\s*-?\s*(?P<item>\d+)")
_BRANCH_STYLE = ("TCN", "TCXD", "TCVS")


@cache
def sign_pattern() -> str:
    """Signs of issuing bodies: the known ones in any of their spellings, else capitals."""
    known = [word for body in agencies() for word in (body.code, *body.spellings)]
    known += [word.replace("Đ", "D") for word in known if "Đ" in word]
    joined = "|".join(
        re.escape(word).replace(r"\ ", r"\s?") for word in sorted(set(known), key=len, reverse=True)
    )
    return (
        rf"(?:(?:{joined})\d{{0,2}}(?![A-ZĐ&]|[a-zà-ỹ](?![a-zà-ỹ]))"
        r"|TP\.?\s?[A-ZĐ]{2,5}|[A-ZĐ]{2,3}[a-z]{1,2}(?!\w)|[A-ZĐ][A-ZĐ&]{1,11}(?:-[A-ZĐ][A-ZĐ&]{1,9})?(?![a-zà-ỹA-ZĐ]))"
    )


@cache
def _sign_after() -> re.Pattern[str]:
    known = "|".join(
        re.escape(word)
        for body in agencies()
        if not body.has_terms
        for word in dict.fromkeys((body.code, body.code.replace("Đ", "D")))
        if len(word) > 2
    )
    return re.compile(
        rf"\s{{0,2}}/\s{{0,3}}(?:(?:TT|QĐ)-)?(?P<sign>{sign_pattern()})"
        rf"|\s{{1,2}}(?P<bare>{known})(?![\w&])"
    )


def read_vietnamese(text: str, word: re.Match[str], series: Series) -> Reading | None:
    """Read the number behind the series word ``word`` in a levelled text; None if there is none.

    A loose dash (``TCVN 4453 - 3 mẫu``) belongs to the number only if a year follows.
    """
    match = _NUMBER.match(text, word.end())
    if match is None:
        return None
    code, start = _series_code(text, word, series)
    if match["body"]:
        if series.family not in (Family.TCVN, Family.QCVN):
            return None
        code = f"{code} {_body_code(match['body'])}"
    printed = match["year"] or match["slash"] or match["misprint"]
    year = full_year(printed) if printed else None
    if year is not None:
        number, end = compact(match["number"]), match.end()
    else:
        number, year = _split_dash_year(compact(match["number"]), series, code)
        end = match.end("number")
        loose = _LOOSE_DASH.search(match["number"])
        if year is None and loose is not None:
            number = compact(match["number"][: loose.start()])
            end = match.start("number") + loose.start()
    if not number.strip("0-.") or (year is None and _is_chance(text, match, end)):
        return None
    agency = None
    if series.family is not Family.TCVN:
        sign = _sign_after().match(text, end)
        if sign is not None and (year is not None or sign["sign"]):
            agency, end = sign["sign"] or sign["bare"], sign.end()
    listed = match["more"] if year is not None and printed and match["more"] else ""
    return Reading(
        family=series.family,
        series=code,
        numbers=expand_parts(number, listed, colon=bool(printed)),
        year=year,
        start=start,
        end=end,
        agency=agency,
    )


def _is_chance(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a number only happens to follow the word: a row's ordinal, *QCVN 5 năm*, a year."""
    number = match["number"]
    if text.startswith("/", end) and len(number) == 4 and number.isdigit() and full_year(number):
        return True
    below = "\n" in match["gap"] and number.isdigit() and len(number) < 4
    return below or _COUNTED.match(text, end) is not None


def _series_code(text: str, word: re.Match[str], series: Series) -> tuple[str, int]:
    """The series and where it starts; the branch number before TCN (``22 TCN``) is part of it."""
    start = word.start()
    if series.code != "TCN":
        return series.code, start
    floor = max(0, start - 6)
    branch = _BRANCH.search(text[floor:start])
    return (f"{branch[1]} TCN", floor + branch.start()) if branch else (series.code, start)


def _body_code(body: str) -> str:
    joined = re.sub(r"\s*/\s*", "/", body)
    return re.sub(r"\s+", " ", joined).replace("Guide", "GUIDE")


def expand_parts(number: str, more: str, *, colon: bool = False) -> tuple[str, ...]:
    """The numbers that a list or range means; ``colon`` says that a year follows a colon.

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
    found = [number]
    for match in _ITEM.finditer(more):
        item = match["item"]
        stem = f"{head}-" if dash and len(item) < 4 else ""
        before = found[-1].rpartition("-")[2]
        spans = match["mark"] not in (",", ";", "và")
        if spans and before.isdigit() and 0 < int(item) - int(before) <= 99:
            found += [f"{stem}{n}" for n in range(int(before) + 1, int(item) + 1)]
        else:
            found.append(f"{stem}{item}")
    return tuple(found)


def _is_range(first: str, last: str) -> bool:
    if not (first.isdigit() and last.isdigit()) or len(first) < 3 or len(first) != len(last):
        return False
    return 0 < int(last) - int(first) <= 60


def _split_dash_year(number: str, series: Series, code: str) -> tuple[str, int | None]:
    """Take a year off the end of a number whose year follows a dash: ``6774-2000``, ``4449-87``."""
    head, dash, last = number.rpartition("-")
    if not dash or not last.isdigit():
        return number, None
    if len(last) == 4 and int(last) in YEARS:
        return head, int(last)
    branch = series.family is Family.OLD_SERIES and code.split()[-1] in _BRANCH_STYLE
    if len(last) == 2 and (branch or short_year_possible(head, last)):
        return head, full_year(last)
    return number, None


@cache
def _reached() -> tuple[tuple[int, ...], tuple[int, ...]]:
    raw = resources.files("standards").joinpath("data/tcvn_reached.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    return tuple(int(number) for number, _ in rows), tuple(int(year) for _, year in rows)


def short_year_possible(number: str, short: str) -> bool:
    """Whether ``TCVN number-short`` can be a year: that number was in use by that year.

    TCVN numbers were given in turn, so a number tells the earliest year it can carry. Where both
    readings are possible the year is taken: parts came with the adoptions of the 1990s.

    >>> short_year_possible("4449", "87"), short_year_possible("6396", "58")
    (True, False)
    """
    if not number.isdigit() or not 45 <= int(short) <= 99:
        return False
    numbers, years = _reached()
    at = bisect_right(numbers, int(number)) - 1
    return at >= 0 and years[at] <= 1900 + int(short) <= 1999
