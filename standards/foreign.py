"""Numbers of foreign and international standards: one pattern for each way of numbering.

A publisher's house rules fix the number, the mark before the year and the supplements; which series
follows which rules is in ``data/series.toml``. What follows the number is kept as printed
(``:2017+A1:2024``, ``-18e1``), since it names the edition.
"""

from __future__ import annotations

import re

from standards.reading import YEAR4, Reading, full_year
from standards.series import Family, Series

__all__ = ["STYLES", "read_foreign"]

_WORD = r"(?![^\W\d_])"
_PART = (
    rf"(?:-(?!{YEAR4}(?![\dA-Z]))[A-Z]?\d{{1,5}}(?:[A-Za-z]{_WORD})?(?![a-z])"
    rf"|\s?-\s{{0,2}}\d{{1,2}}(?=\s?:\s?{YEAR4}))"
)
_COLON_YEAR = rf"\s?:\s{{0,2}}(?P<y>{YEAR4})(?!\d)(?:-\d\d(?!\d))?"
_SUPPLEMENT = (
    r"(?:\s?[+/]\s?(?:(?:CD|WD|AWI|PWI|DIS|PRF)\s)?"
    r"(?:AMD|Amd|COR|Cor|DAM|FDAM|DCOR|Add|Suppl|ISH|AC|A|C)\.?"
    rf"\s?\d{{1,3}}(?:\s?:\s?{YEAR4})?)"
)
_BUNDLE = r"(?:\s(?:CSV|RLV|SER|EXV-RLV|EXV-CMV|EXV|CMV)\b)?"
_ANY_YEAR = rf"(?:\s?[-:]\s{{0,2}}(?P<y>{YEAR4})(?!\d))?"

STYLES: dict[str, str] = {
    # ISO 5666/3:1989, EN 300 220-1, IEC 62560:2011+AMD1:2015
    "iso": rf"(?P<num>(?:\d{{3}}\s\d{{3}}(?=-\d)|\d{{1,6}})(?:\.\d{{1,3}}(?!\d))?(?:[A-Z]{_WORD})?"
    rf"{_PART}*(?:/\d{{1,3}}(?![\d/]))?)"
    rf"(?P<ed>(?:{_COLON_YEAR}|-(?P<y2>{YEAR4})(?![\d-]))?{_SUPPLEMENT}*{_BUNDLE}(?:/NA\b)?)",
    # ASTM D1586/D1586M-18e1
    "astm": r"(?P<num>[A-G][\s-]{0,2}\d{1,5}M?(?:\s?/\s?[A-G]?\s?\d{1,5}M?)?)"
    r"(?P<ed>(?:\s?[-:]\s{0,2}(?P<y>(?:19|20)?\d\d)(?![\d:])(?:[a-z](?!\d))?(?:\s?\(\d{4}\))?(?:e\d)?)?)",
    # JIS G 3112:2010, ITU-R M.1371-5
    "lettered": rf"(?P<num>[A-Z]{{1,4}}[\s.-]?\d{{1,5}}(?:[A-Z]{_WORD})?(?:\.\d{{1,4}}|{_PART})*)"
    rf"(?P<ed>{_ANY_YEAR})",
    # API 5L, AOAC 991.20, ASME B31.3
    "mixed": rf"(?P<num>(?:[A-Z]{{1,4}}[\s.-]?)?\d{{1,5}}(?:[A-Z]{_WORD})?(?:\.\d{{1,4}}|{_PART})*)"
    rf"(?P<ed>{_ANY_YEAR})",
    # API 5L; bare numbers behind that word count other things
    "api": rf"(?P<num>\d{{1,2}}[A-Z]{{1,2}}{_WORD})(?P<ed>{_ANY_YEAR})",
    # IEEE 802.11ac, NIST SP 800-38A
    "plain": rf"(?P<num>\d{{1,5}}(?:\.\d{{1,4}})*(?:[A-Za-z]{{1,2}}{_WORD})?{_PART}*)"
    rf"(?P<ed>{_ANY_YEAR})",
    # UIC 505-1; shorter numbers after such words mean other things
    "long": rf"(?P<num>\d{{3,6}}(?:[A-Z]{_WORD})?{_PART}*)(?P<ed>{_ANY_YEAR})",
    # GOST 13015-2012
    "gost": r"(?P<num>\d{1,5}(?:\.\d{1,5})*(?:-\d{1,3}(?=-\d))?)"
    r"(?P<ed>(?:\s?[-:]\s?(?P<y>(?:19|20)\d\d|\d\d)(?!\d))?)",
    # SP 28.13330.2012
    "sp": r"(?P<num>\d{1,3}(?:[.-]\d{1,5})+?)(?P<ed>[.-](?P<y>(?:19|20)\d\d)(?!\d))",
    # GB/T 1499.2-2018
    "gb": rf"(?P<num>\d{{1,5}}(?:\.\d{{1,3}})*)(?P<ed>{_ANY_YEAR})",
    # ETSI EN 300 113-1 V1.7.1 (2011-11)
    "etsi": r"(?P<num>(?:\d{3}\s?\d{3}|\d{5,6})(?:-\d{1,3})*)"
    r"(?P<ed>(?:,?\s?\(?V\s?\d{1,2}\.\d{1,2}\.\d{1,2}\)?)?(?:\s?\((?P<y>(?:19|20)\d\d)-\d\d\))?)",
    # SMEWW 4500-NH3 F:2017
    "smeww": rf"(?P<num>\d{{4}}(?:\s?-\s?[A-Z][A-Za-z0-9]{{0,4}}[+-]?(?=\s|[:,;.)]|$))?"
    rf"(?:\s?\.?\s?[A-H]{_WORD})?)(?P<ed>(?:\s?:\s?(?P<y>{YEAR4}))?)",
}
"""How numbers are built, by style: group ``num``, then ``ed``, the edition with its year ``y``."""

_STYLES = {name: re.compile(pattern) for name, pattern in STYLES.items()}
_BETWEEN = re.compile(r"\s{0,3}(?:[Ss]ố\s)?")
_UNIT = re.compile(r"\s?(?:[kMG]?Hz|dB|mm|cm|km|m|kg|kV|V|kW|W|%|°|kN|MPa|bit|byte)(?!\w)")
_SHORT = 2


def read_foreign(text: str, word: re.Match[str], series: Series, code: str) -> Reading | None:
    """Read the number behind the series word ``word`` in a levelled text; None if there is none.

    ``code`` is the series as printed here (``BS EN``). A quantity (``EN 50 mm``) is no number, nor
    is a formula (``NF3``).
    """
    between = _BETWEEN.match(text, word.end())
    at = word.end() if between is None else between.end()
    match = _STYLES[series.style].match(text, at)
    if match is None or not match["num"].strip("0"):
        return None
    if at == word.end() and len(word[0]) <= _SHORT and len(match["num"]) <= _SHORT:
        return None
    if not match["ed"] and _UNIT.match(text, match.end()):
        return None
    digits = match.groupdict().get("y") or match.groupdict().get("y2")
    tail = _tight(match["ed"])
    if match.groupdict().get("y2"):
        tail = f":{tail[1:]}"
    number = _tight(match["num"])
    if series.style in ("astm", "smeww"):
        number = re.sub(r"(?<=[A-G])[ -](?=\d)|(?<=^\d{4}) (?=[A-H]$)", "", number)
    return Reading(
        family=Family.FOREIGN,
        series=code,
        numbers=(number,),
        year=full_year(digits) if digits else None,
        start=word.start(),
        end=match.end(),
        tail=tail,
    )


def _tight(text: str) -> str:
    """One blank at most between words, none around marks."""
    return re.sub(r"\s*([:+/-])\s*", r"\1", re.sub(r"\s+", " ", text))
