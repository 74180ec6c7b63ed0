"""What stands in one cell of a list: numbers, days, codes, names of classes.

Each reader takes the words of a cell and gives the value, or raises BadCell that says why not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.catalogue_forms import is_nothing, meaning
from standards.errors import BadHsCode, BadIdentifier
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import AdoptionDegree
from standards.validity import Status

__all__ = [
    "BadCell",
    "adopted",
    "day",
    "degree",
    "goods_codes",
    "ics_codes",
    "number",
    "numbers",
    "parts",
    "status",
]

_BETWEEN = re.compile(r"[;,\n|]")
_BETWEEN_CLASSES = re.compile(r"[;,\n|\s]+")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_OF_DAY = re.compile(r",?\s+ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$")
_ICS = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")
_DEGREE = re.compile(r"[(\[]?\s*\b(?P<code>IDT|MOD|NEQ)\b\s*[)\]]?")


class BadCell(Exception):
    """Why a cell cannot be used; the words found there are in it."""


def number(text: str) -> Identifier:
    """One number of a standard or legal act, in any printed spelling; the day of an act may stand
    behind it.

    >>> str(number("3301/QĐ-BKHCN ngày 28/12/2023"))
    '3301/QĐ-BKHCN'
    """
    try:
        return Identifier.parse(_OF_DAY.sub("", text))
    except BadIdentifier as error:
        raise BadCell(f"{text!r} is no number: {error.why}") from error


def numbers(text: str) -> tuple[Identifier, ...]:
    """Numbers with ``;``, a comma or a line's end between, each once.

    >>> [str(one) for one in numbers("TCVN 6260:1997; TCVN 2682:2009")]
    ['TCVN 6260:1997', 'TCVN 2682:2009']
    """
    return tuple(dict.fromkeys(number(part) for part in parts(text)))


def parts(text: str) -> Iterator[str]:
    """The parts of a cell that holds several, empty ones left out."""
    for part in () if is_nothing(text) else _BETWEEN.split(text):
        if not is_nothing(part.strip()):
            yield part.strip()


def adopted(text: str) -> tuple[tuple[Identifier, ...], AdoptionDegree | None]:
    """What is adopted, and how near if ``IDT``, ``MOD`` or ``NEQ`` stands beside it.

    >>> found, degree = adopted("ISO 22301:2012 (IDT)")
    >>> str(found[0]), degree
    ('ISO 22301:2012', <AdoptionDegree.IDENTICAL: 'identical'>)
    """
    read = [_without_degree(part) for part in parts(text)]
    degrees = {degree(code) for _, code in read if code}
    with_their_own = {bool(code) for bare, code in read if bare}
    for_all = {degree(code) for bare, code in read if not bare}
    if len(degrees) > 1 or (len(with_their_own) > 1 and not for_all):
        raise BadCell(f"{text!r} adopts in more than one degree; give each text a row")
    found = dict.fromkeys(number(bare) for bare, _ in read if bare)
    return tuple(found), next(iter(degrees), None)


def _without_degree(text: str) -> tuple[str, str]:
    match = _DEGREE.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}".strip(" ,:-"), match["code"]


def degree(text: str) -> AdoptionDegree:
    """How near an adoption is."""
    found = meaning("degree", text)
    if found is None:
        raise BadCell(f"{text!r} is no degree of adoption; write IDT, MOD or NEQ")
    return AdoptionDegree(found)


def status(text: str) -> Status:
    """What a list states of a text's force."""
    found = meaning("status", text)
    if found is None:
        raise BadCell(f"{text!r} is no status; write “còn hiệu lực”, “hết hiệu lực” …")
    return Status(found)


def day(text: str) -> date:
    """A day written ``2018-11-30`` or ``30/11/2018``.

    >>> day("30/11/2018")
    datetime.date(2018, 11, 30)
    """
    iso, written = _ISO_DAY.fullmatch(text), _DAY.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
    except ValueError as error:
        raise BadCell(f"{text!r} is no day of the calendar: {error}") from error
    raise BadCell(f"{text!r} is no day; write 2018-11-30 or 30/11/2018")


def goods_codes(text: str) -> tuple[HsCode, ...]:
    """HS codes of 4, 6 or 8 digits, each once."""
    try:
        return tuple(dict.fromkeys(HsCode.parse(part) for part in parts(text)))
    except BadHsCode as error:
        raise BadCell(str(error)) from error


def ics_codes(text: str) -> tuple[str, ...]:
    """Classes of the International Classification for Standards, each once.

    >>> ics_codes("13.340.20; 03.100")
    ('13.340.20', '03.100')
    """
    found = [part for part in _BETWEEN_CLASSES.split("" if is_nothing(text) else text) if part]
    wrong = next((part for part in found if not _ICS.fullmatch(part)), None)
    if wrong is not None:
        raise BadCell(f"{wrong!r} is no ICS code; write 13, 13.340 or 13.340.20")
    return tuple(dict.fromkeys(found))
