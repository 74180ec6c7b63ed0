"""Numbers in what people type: any case, no tone marks, parts missing, words in between.

``loose_numbers`` reads what a question says about a number and leaves open what it does not say;
``resolve`` finds the known numbers that fit it. Words for goods must not read as numbers, so a
number always needs the word of a series, of a type of act, or the sign of an issuer beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from standards.agencies import agencies, canonical_code
from standards.amendments import amendment_after, amendment_before
from standards.grammar import read_standard, series_words
from standards.matching import EXACT, LooseNumber, resolve, split_number
from standards.reading import YEARS, full_year, level, unmarked
from standards.series import ActType, Family, Series, act_types, all_series

__all__ = ["EXACT", "LooseNumber", "loose_numbers", "resolve"]


def loose_numbers(text: str) -> tuple[LooseNumber, ...]:
    """The numbers that a typed text names, in its order.

    >>> typed = loose_numbers("qcvn 06 2012 bldtbxh")[0]
    >>> typed.series, typed.number, typed.years, typed.agency
    ('QCVN', '6', (2012,), 'BLĐTBXH')
    >>> typed = loose_numbers("nghị định số 175 năm 2024 của Chính phủ")[0]
    >>> typed.act_type, typed.number, typed.years, typed.agency
    ('NĐ', '175', (2024,), 'CP')
    >>> loose_numbers("xe nâng 2,5 tấn, mũ bảo hiểm 2026, cáp 10000mAh")
    ()
    """
    printed = level(unicodedata.normalize("NFC", text))
    plain = unmarked(printed).lower()
    found: list[LooseNumber] = []
    for one in sorted(_candidates(printed, plain), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _candidates(printed: str, plain: str) -> Iterator[LooseNumber]:
    for word in _series_pattern().finditer(plain):
        standard = _standard(printed, plain, word)
        if standard is not None:
            yield _with_amendment(printed, plain, standard)
    for match in _act_pattern().finditer(plain):
        act = _act(printed, plain, match)
        if act is not None:
            yield act


# --- standards --------------------------------------------------------------------------------


def _words(words: Iterable[str]) -> str:
    """A pattern for any of the words without tone marks, the longest first."""
    folded = sorted({unmarked(word).lower() for word in words}, key=lambda w: (-len(w), w))
    return "|".join(re.sub(r"[\s,-]+", r"[\\s,-]+", re.sub(r"[.&]", ".?", word)) for word in folded)


@cache
def _series_by_word() -> dict[str, Series]:
    table: dict[str, Series] = {}
    for row in all_series():
        for word in (*row.words, *row.typed):
            table.setdefault(_word_key(word), row)
    return table


def _word_key(word: str) -> str:
    return re.sub(r"[\s,/-]+", " ", unmarked(word).lower()).strip(" .")


@cache
def _series_pattern() -> re.Pattern[str]:
    words = (word for row in all_series() for word in (*row.words, *row.typed))
    joined = _words(words).replace("/", r"[/\s-]{1,2}")
    return re.compile(
        rf"(?<![a-z0-9])(?:(?P<branch>\d{{1,2}})\s?(?=tcn))?(?P<word>{joined})(?![a-z])"
        r"(?:[\s/-]{0,2}(?P<body>iso[\s/]?iec|iso|iec|ohsas|cispr)(?![a-z]))?(?:[\s/](?P<kind>ts|tr))?"
        r"[\s:.,/-]{0,3}(?P<so>(?:so|no\.?)\s?:?\s?)?"
        r"(?P<letter>[a-z]{1,2}[\s.-]?(?=\d))?(?P<number>\d{1,6}(?:[a-z](?![a-z]))?)"
    )


_PIECE = re.compile(
    r"(?P<mark>\s{0,2}[-.:/,]?\s{0,2}(?:nam\s|year\s)?)(?P<digits>\d{1,5})(?P<letter>[a-z](?![a-z]))?(?![a-z0-9])"
)
_MORE = re.compile(r"(?:[\s.-]+\d{1,3})*\s?[\s:/-]\s?\d{4}(?!\d)|\s*(?:$|[?!.;)])")


def _standard(printed: str, plain: str, word: re.Match[str]) -> LooseNumber | None:
    series = _series_by_word().get(_word_key(word["word"]))
    code = None if series is None else _code(series, word)
    if series is None or code is None:
        return None
    foreign = series.family is Family.FOREIGN
    if word["letter"] and not foreign:
        return None
    number, parts, years, end = _number(printed, plain, word, foreign)
    agency, end = (None, end) if foreign else _issuer(plain, end)
    by_name = " " in word["word"].strip() and not foreign
    if (by_name and not (years or (agency and word["so"]))) or not number.strip("0"):
        return None
    if foreign and not _is_meant(printed, word, parts, years):
        return None
    return LooseNumber(
        series=code,
        number=number.lstrip("0").casefold(),
        parts=parts,
        years=years,
        agency=agency,
        start=word.start(),
        end=end,
        text=printed[word.start() : end],
    )


def _number(
    printed: str, plain: str, word: re.Match[str], foreign: bool
) -> tuple[str, tuple[str, ...], tuple[int, ...], int]:
    """Number, parts, years and end of what stands behind a series word.

    Foreign numbers have too many forms for guesses: they are read as print has them, in any case.
    """
    number = f"{word['letter'] or ''}{word['number']}".replace(" ", "")
    if not foreign:
        return number, *_pieces(plain, word.end("number"))
    shouted = "".join(char.upper() if len(char.upper()) == 1 else char for char in printed)
    start = series_words().match(shouted, word.start("word"))
    reading = read_standard(shouted, start) if start is not None else None
    if reading is None:
        return number, *_pieces(plain, word.end("number"))
    number, read = split_number(reading.numbers[0])
    if reading.year is not None:
        return number, read, (reading.year,), reading.end
    parts, years, end = _pieces(plain, reading.end)
    return number, (*read, *parts), years, end


def _code(series: Series, word: re.Match[str]) -> str | None:
    if series.family is Family.FOREIGN:
        return re.sub(r"[\s-]+", " ", word["word"].replace("/", " ")).upper() + (
            f" {word['kind'].upper()}" if word["kind"] else ""
        )
    if word["body"]:
        body = (
            "ISO/IEC" if word["body"].startswith("iso") and "iec" in word["body"] else word["body"]
        )
        return f"{series.code} {body.upper()}" if series.family is Family.TCVN else None
    return f"{word['branch']} TCN" if word["branch"] and series.code == "TCN" else series.code


def _is_meant(
    printed: str, word: re.Match[str], parts: tuple[str, ...], years: tuple[int, ...]
) -> bool:
    """Whether a short word is the series it looks like: ``EN 81-20``, and not *en 3 cái*."""
    typed = printed[word.start("word") : word.end("word")]
    return len(word["word"]) > 2 or typed.isupper() or bool(parts or years)


def _pieces(plain: str, at: int) -> tuple[tuple[str, ...], tuple[int, ...], int]:
    """Parts and year behind a number: ``-20:2017``, `` 20 2107``, ``-2023``, ``/2021``."""
    parts: list[str] = []
    while piece := _PIECE.match(plain, at):
        mark, digits = piece["mark"].strip(), piece["digits"]
        if mark == ",":
            break
        if len(digits) >= 4:
            year = int(digits)
            if year in YEARS or (1900 < year < 10000 and mark in ("", ":")) or mark == ":":
                return tuple(parts), (year,), piece.end()
            break
        if mark == ":":
            short = full_year(digits) if len(digits) == 2 else None
            return tuple(parts), (short,) if short else (), piece.end()
        if mark in ("", "nam", "year") and not _MORE.match(plain, piece.end()):
            break
        parts.append(digits + (piece["letter"] or ""))
        at = piece.end()
    return tuple(parts), (), at


# --- issuers ----------------------------------------------------------------------------------


@cache
def _issuer_words() -> str:
    signs = {word for body in agencies() for word in (body.code, *body.spellings)}
    short = {f"Bộ {sign[1:]}" for sign in signs if sign.startswith("B") and sign[1:].isupper()}
    names = {name for body in agencies() for name in (body.name_vi, body.name_en)}
    terms = "|".join(unmarked(body.code).lower() for body in agencies() if body.has_terms)
    return rf"(?:{terms})\d{{1,2}}|{_words(signs | short | names)}"


@cache
def _issuers() -> re.Pattern[str]:
    return re.compile(
        r"[\s/,(.-]{0,3}(?:tt[\s/-])?(?:(?:do|cua|of|by)\s{1,2}(?:the\s)?)?"
        rf"(?P<issuer>{_issuer_words()})(?![a-z0-9])"
    )


_YEAR_LATER = re.compile(r",?\s(?:nam|in|of)\s(?P<year>\d{4})(?!\d)")


def _issuer(plain: str, at: int) -> tuple[str | None, int]:
    """The canonical sign of the issuer named at a place, and where its name ends."""
    match = _issuers().match(plain, at)
    if match is None:
        return None, at
    named = re.sub(r"^bo\s(?=[a-z&]+$)", "b", match["issuer"]) if " " in match["issuer"] else ""
    for candidate in (match["issuer"], named):
        code = canonical_code(candidate) if candidate else ""
        if code and (code != candidate.upper() or any(body.code == code for body in agencies())):
            return code, match.end()
    return canonical_code(match["issuer"]), match.end()


def _with_amendment(printed: str, plain: str, typed: LooseNumber) -> LooseNumber:
    before = amendment_before(plain, typed.start)
    after = amendment_after(plain, typed.end, typed=True)
    found = before or after
    if found is None:
        return typed
    start, end = min(typed.start, found.start), max(typed.end, found.end)
    return replace(
        typed,
        amendment=found.number,
        amendment_year=found.year,
        start=start,
        end=end,
        text=printed[start:end],
    )


# --- legal acts -------------------------------------------------------------------------------


@cache
def _act_by_word() -> dict[str, ActType]:
    return {
        _word_key(word): act
        for act in act_types()
        for word in (act.sign, *act.names, *act.names_en)
    }


def _act_words(act: ActType) -> tuple[str, ...]:
    """What people call such an act; its sign only where that is a word of its own."""
    return (*act.names, *act.names_en, *((act.sign,) if act.spoken_sign else ()))


@cache
def _act_pattern() -> re.Pattern[str]:
    words = _words(word for act in act_types() for word in _act_words(act))
    signs = _words(act.sign for act in act_types())
    terms = "|".join(unmarked(body.code).lower() for body in agencies() if body.has_terms)
    return re.compile(
        rf"(?<![a-z0-9/.,:-])(?:(?P<name>{words})(?:\s(?:do\s|cua\s)?(?P<owner>{_issuer_words()})(?=\s))?"
        r"[\s.]{0,2}(?:(?:so|no\.?)\s?)?:?\s?)?"
        r"(?P<number>\d{1,5}(?:[a-z](?![a-z0-9]))?)"
        r"(?:\s?[/-]\s?(?P<year>\d{4})|\s(?:nam\s|of\s|year\s)?(?P<spoken>\d{4}))?(?![\d,.]\d|\d)"
        rf"(?:\s?[/-]\s?(?:(?P<kind>{signs})(?:\s?[/-]\s?(?P<sign>[a-z&]{{1,12}}\d{{0,2}}(?:-[a-z&]{{2,12}})*))?"
        rf"|(?P<body>(?:{terms})\d{{1,2}}|cp|ttg))(?![a-z0-9]))?"
    )


def _act(printed: str, plain: str, match: re.Match[str]) -> LooseNumber | None:
    """An act, if its type, its symbol, or year and issuer together say that it is one."""
    act = _act_by_word().get(_word_key(match["name"] or match["kind"] or ""))
    digits = match["year"] or match["spoken"]
    end = match.end()
    sign = match["sign"] or match["body"]
    agency: str | None = "-".join(canonical_code(one) for one in sign.split("-")) if sign else None
    if sign and canonical_code(sign) != sign.upper():
        agency = canonical_code(sign)
    if agency is None and match["owner"]:
        agency, _ = _issuer(plain, match.start("owner"))
    elif agency is None:
        agency, end = _issuer(plain, end)
    later = None if digits else _YEAR_LATER.match(plain, end)
    if later is not None:
        digits, end = later["year"], later.end()
    by_symbol = bool(match["kind"] or match["body"])
    if act is None and not (by_symbol or (match["year"] and agency)):
        return None
    full_name = bool(match["name"]) and len(match["name"]) > 4
    if act is not None and not (by_symbol or digits or agency or (act.bare and full_name)):
        return None
    if match["spoken"] and not match["name"]:
        return None
    return LooseNumber(
        act_type=act.sign if act else None,
        number=match["number"].lstrip("0") or "0",
        years=(int(digits),) if digits else (),
        agency=agency,
        start=match.start(),
        end=end,
        text=printed[match.start() : end],
    )
