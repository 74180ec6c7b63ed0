"""The value of a printed number: what it is, how it is written, what it equals.

Two numbers are equal when a reader takes them for the same: case, blanks, zeros in front and the
spelling of the ministry do not count (``QCVN 09:2012/BKHCN`` is ``QCVN 9:2012/BKHCN``); series,
part, year and issuer do. An undated reference never equals a dated one, and an amendment never
equals what it amends (TT 26/2019/TT-BKHCN, Điều 13; TT 11/2021/TT-BKHCN, Điều 8).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from standards.acts import act_symbols, read_act
from standards.agencies import canonical_code, fold, printed_code
from standards.amendments import AMENDMENT, Amendment, amendment_after, amendment_before
from standards.errors import BadIdentifier
from standards.grammar import read_standard, series_words
from standards.reading import Reading, level
from standards.series import Family, act_types

__all__ = ["Family", "Identifier", "canonical_slug"]

_ZEROS = re.compile(r"(?<![\d.])0+(?=\d)")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Identifier:
    """A number of a standard, regulation, procedure or legal act.

    ``series`` is the series or the type of act (``TCVN ISO``, ``QCVN``, ``TT``; ``Sửa đổi`` for
    amendments, ``""`` for acts whose symbol names none); ``number`` the number with its parts as
    printed; ``year`` the year of this text; ``agency`` the issuer's sign as printed; ``tail`` the
    edition of a foreign standard (``:2017+A1:2024``) or the symbol of an act (``TT-BLĐTBXH``);
    ``base`` what an amendment amends; ``adopts`` the standards in brackets behind the number, which
    are no part of it. ``key`` is equal for equal identifiers and for no others.

    >>> number = Identifier.parse("QCVN 09 : 2012 / BKHCN")
    >>> str(number), number.slug, number.year
    ('QCVN 09:2012/BKHCN', 'qcvn-9-2012-bkhcn', 2012)
    >>> number == Identifier.parse("QCVN 9:2012/BKHCN")
    True
    >>> number == Identifier.parse("Sửa đổi 1:2018 QCVN 9:2012/BKHCN").base
    True
    >>> Identifier.parse("TCVN 7303-1:2009 (IEC 60601-1:2005)").adopts[0].key
    'iec 60601-1:2005'
    """

    _rank: str = field(init=False, repr=False)
    key: str = field(init=False, repr=False, compare=False)
    family: Family = field(compare=False)
    series: str = field(compare=False)
    number: str = field(compare=False)
    year: int | None = field(default=None, compare=False)
    agency: str | None = field(default=None, compare=False)
    tail: str = field(default="", compare=False)
    base: Identifier | None = field(default=None, compare=False)
    adopts: tuple[Identifier, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        key = self._key(dated=True)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "_rank", _DIGITS.sub(lambda run: run[0].zfill(8), key))

    @classmethod
    def parse(cls, text: str) -> Identifier:
        """Read one number in any printed spelling.

        Raises BadIdentifier if the text is no number, holds more than one, or is a placeholder.
        """
        wanted = " ".join(level(unicodedata.normalize("NFC", text)).split())
        found = _parse(wanted) or _parse(wanted.upper())
        if found is None:
            raise BadIdentifier(text, "no known series or symbol, or words beside the number")
        if isinstance(found, str):
            raise BadIdentifier(text, found)
        return found

    @classmethod
    def of(cls, reading: Reading) -> tuple[Identifier, ...]:
        """The identifiers of what the grammar read: several for a list or a range."""
        act = reading.family is Family.LEGAL_ACT
        agency = reading.agency and _printed_agency(reading.agency)
        return tuple(
            cls(
                family=reading.family,
                series=reading.series,
                number=number,
                year=reading.year,
                agency=agency,
                tail=_symbol(reading, agency or "") if act else reading.tail,
            )
            for number in reading.numbers
        )

    def amended_by(self, amendment: Amendment) -> Identifier:
        """The amendment of this text that those words name."""
        return Identifier(
            family=self.family,
            series=AMENDMENT,
            number=amendment.number,
            year=amendment.year,
            agency=self.agency,
            base=self,
        )

    @property
    def is_amendment(self) -> bool:
        """Whether it is a *sửa đổi* of another text."""
        return self.base is not None

    @property
    def is_dated(self) -> bool:
        """Whether it names one edition: it has a year."""
        return self.year is not None

    def without_year(self) -> Identifier:
        """The undated reference to the same work; acts keep their year, which is part of them."""
        if self.family is Family.LEGAL_ACT or not self.is_dated:
            return self
        return replace(self, year=None, tail="", adopts=())

    def undated(self) -> str:
        """The key without the year: equal for all editions of one work.

        >>> a, b = Identifier.parse("TCVN 6260:2020"), Identifier.parse("TCVN 6260")
        >>> a == b, a.undated() == b.undated()
        (False, True)
        """
        return self._key(dated=False)

    def same_work(self, other: Identifier) -> bool:
        """Whether both are editions of one work: equal but for the year.

        >>> Identifier.parse("TCVN 6260:2020").same_work(Identifier.parse("TCVN 6260:2009"))
        True
        """
        return self.undated() == other.undated()

    def matches_undated(self, other: Identifier) -> bool:
        """Whether one of the two is an undated reference to the other, or both are to the same.

        >>> Identifier.parse("TCVN 6260").matches_undated(Identifier.parse("TCVN 6260:2020"))
        True
        """
        return not (self.is_dated and other.is_dated) and self.same_work(other)

    @property
    def slug(self) -> str:
        """The number in a URL: ASCII, one for equal identifiers.

        >>> Identifier.parse("01/2021/TT-BLĐTBXH").slug
        '01-2021-tt-bldtbxh'
        """
        if self.base is not None:
            year = f"-{self.year}" if self.year else ""
            return f"sua-doi-{_ZEROS.sub('', self.number)}{year}-{self.base.slug}"
        return canonical_slug(self.key)

    def __str__(self) -> str:
        if self.base is not None:
            year = f":{self.year}" if self.year else ""
            return f"{AMENDMENT} {self.number}{year} {self.base}"
        if self.family is Family.LEGAL_ACT:
            return "/".join(str(p) for p in (self.number, self.year, self.tail) if p is not None)
        if self.family is Family.FOREIGN:
            return f"{self.series} {self.number}{self.tail}"
        mark = "-" if self.family is Family.PROCEDURE else ":"
        year = f"{mark}{self.year}" if self.year else ""
        return f"{self.series} {self.number}{year}" + (f"/{self.agency}" if self.agency else "")

    def _key(self, *, dated: bool) -> str:
        number = _ZEROS.sub("", re.sub(r"\s+", "", self.number)).casefold()
        year = f":{self.year}" if dated and self.year else ""
        if self.base is not None:
            return f"{self.base.key}+{number}{year}"
        if self.family is Family.LEGAL_ACT:
            year = f"/{self.year}" if self.year else ""
            return f"{number}{year}/{_act_key(self)}"
        series = re.sub(r"[\s/-]+", " ", self.series).casefold()
        if self.family is Family.FOREIGN:
            tail = re.sub(r"\s+", "", self.tail).casefold() if dated else ""
            return f"{series} {number.replace('/', '-')}{tail}"
        sign = f"/{canonical_code(self.agency).casefold()}" if self.agency else ""
        return f"{series} {number}{year}{sign}"


def _act_key(act: Identifier) -> str:
    signs = [canonical_code(sign) for sign in re.split(r"[-/]", act.agency or "") if sign]
    kind = act.series.casefold()
    if not kind and act.tail:
        return re.sub(r"[-/]", "-", act.tail).casefold()
    return "-".join([kind, *(sign.casefold() for sign in signs)]).strip("-")


def _printed_agency(text: str) -> str:
    """A sign, or several joined by dashes, with its Đ restored."""
    whole = printed_code(text)
    if fold(whole) != fold(text) or "-" not in text:
        return whole
    if canonical_code(text) != text.upper():
        return whole
    return "-".join(printed_code(part) for part in text.split("-"))


def _symbol(reading: Reading, agency: str) -> str:
    """The symbol of an act as print has it: type, joint, issuer."""
    if not reading.series:
        return agency if reading.tail == reading.agency else reading.tail.replace("QD", "QĐ")
    joint = reading.tail[len(reading.series) : len(reading.series) + 1]
    return f"{reading.series}{joint}{agency}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def canonical_slug(text: str) -> str:
    """The one slug of a number, from any spelling of the slug: lower case, no zeros in front.

    The number of a legal act below 10 is written with a zero (NĐ 30/2020/NĐ-CP, Phụ lục I).

    >>> canonical_slug("QCVN-09-2012-BKHCN"), canonical_slug("1-2021-tt-bldtbxh")
    ('qcvn-9-2012-bkhcn', '01-2021-tt-bldtbxh')
    """
    joined = re.sub(r"[^a-z0-9.]+", "-", _ascii(text).lower()).strip("-.")
    bare = _ZEROS.sub("", joined)
    return f"0{bare}" if re.match(r"\d[a-z]?-", bare) and not re.match(r"\d+-tcn-", bare) else bare


_BRACKET = re.compile(r"\s?[(\[](?P<inside>[^()\[\]]{4,120})[)\]]$")
_NAMED_ACT = re.compile(
    r"(?i)^(?:(?:"
    + "|".join(sorted((n for act in act_types() for n in act.names), key=len, reverse=True))
    + r")\s(?:số\s?:?\s?)?|số\s?:?\s?)(?=\d)"
)


def _parse(text: str) -> Identifier | str | None:
    """The identifier of the whole text, or why it is none, or None if nothing fits."""
    word = series_words().search(text)
    if word is None or text[word.start() - 1 : word.start()] in ("/", "-"):
        return _parse_act(text)
    reading = read_standard(text, word)
    if reading is None:
        return _parse_act(text)
    if len(reading.numbers) > 1:
        return "it names several texts; give one"
    if reading.agency and set(reading.agency.upper()) == {"X"}:
        return "the issuer is a placeholder"
    found = Identifier.of(reading)[0]
    start, end = reading.start, reading.end
    before, after = amendment_before(text, start), amendment_after(text, end)
    if before is not None:
        found, start = found.amended_by(before), before.start
    elif after is not None and not after.both:
        found, end = found.amended_by(after), after.end
    if start:
        return None
    return _with_adopted(found, text[end:])


def _with_adopted(found: Identifier, rest: str) -> Identifier | None:
    """The identifier with what it adopts, if nothing but that stands behind it."""
    if not rest:
        return found
    bracket = _BRACKET.fullmatch(rest)
    if bracket is None:
        return None
    inside = [_parse(part.strip()) for part in re.split(r"[;,]", bracket["inside"])]
    adopts = tuple(part for part in inside if isinstance(part, Identifier))
    return replace(found, adopts=adopts) if adopts else None


def _parse_act(text: str) -> Identifier | None:
    named = _NAMED_ACT.match(text)
    bare = text[named.end() :] if named else text
    for symbol in act_symbols().finditer(bare):
        reading = read_act(bare, symbol)
        if reading is not None and reading.start == 0 and reading.end == len(bare):
            return Identifier.of(reading)[0]
    return None
