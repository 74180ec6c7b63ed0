"""How well a number as typed fits a number as printed.

What a person leaves out stays open: a QCVN typed without its issuer fits all issuers that use the
number, and the reader must be given the choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from standards.agencies import canonical_code, successors_of
from standards.identifier import Identifier
from standards.reading import YEARS, full_year, unmarked
from standards.series import Family

__all__ = ["EXACT", "LooseNumber", "resolve", "split_number"]

EXACT = 100
"""Strength of a match in every field that the identifier has."""

_UNDATED = 30
_NO_ISSUER = 15
_NO_PARTS = 40
_ADOPTED = 30
_HEIR = 20
_OTHER_LAYER = 60
_TYPO = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseNumber:
    """What a typed number says: None or empty where it says nothing.

    ``series`` is the code of a series (``TCVN``, ``TCVN ISO``), ``act_type`` the sign of a type of
    legal act (``TT``); ``number`` is without zeros in front, ``parts`` are as typed; ``years`` are
    the years it may mean; ``agency`` is a canonical sign; ``amendment`` is the number of the
    amendment and ``amendment_year`` its year. ``start`` and ``end`` count in the NFC form of the
    typed text.
    """

    series: str | None = None
    act_type: str | None = None
    number: str
    parts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    agency: str | None = None
    amendment: str | None = None
    amendment_year: int | None = None
    start: int
    end: int
    text: str

    def matches(self, identifier: Identifier) -> int:
        """How well an identifier fits: ``EXACT`` down to 1, or 0 if it is another number.

        All fields equal is best; then the year or the issuer not typed, a series of parts for its
        parts, the successor of the issuer, the base for an amendment; a mistyped year is weakest.

        >>> typed = LooseNumber(
        ...     series="QCVN", number="41", years=(2016,), start=0, end=12, text="qcvn 41:2016"
        ... )
        >>> typed.matches(Identifier.parse("QCVN 41:2016/BGTVT"))
        85
        >>> typed.matches(Identifier.parse("QCVN 41:2019/BGTVT"))
        0
        """
        lost = self._lost(identifier)
        return 0 if lost is None else max(1, EXACT - lost)

    def names_work(self, identifier: Identifier) -> bool:
        """Whether it names the same work, the year aside: another edition of what was typed.

        >>> typed = LooseNumber(
        ...     series="TCVN", number="6260", years=(2009,), start=0, end=14, text="tcvn 6260:2009"
        ... )
        >>> typed.names_work(Identifier.parse("TCVN 6260:2020"))
        True
        """
        if identifier.is_amendment or self._lost_in_name(identifier) is None:
            return False
        return (
            identifier.family is not Family.LEGAL_ACT
            and self._lost_in_issuer(identifier) is not None
        )

    def _lost(self, identifier: Identifier) -> int | None:
        base = identifier.base
        if self.number not in (base or identifier).number.casefold():
            return None
        if base is not None:
            layer = self._lost_in_amendment(identifier)
        else:
            layer = _OTHER_LAYER if self.amendment else 0
        year = self._lost_in_year((base or identifier).year)
        named = self._lost_in_name(base or identifier)
        issuer = self._lost_in_issuer(identifier)
        if named is None or issuer is None or year is None or layer is None:
            return None
        return layer + named + issuer + year

    def _lost_in_amendment(self, identifier: Identifier) -> int | None:
        if self.amendment is None:
            return _OTHER_LAYER
        if self.amendment != identifier.number.lstrip("0"):
            return None
        if self.amendment_year is None:
            return 0 if identifier.year is None else _NO_ISSUER
        return 0 if self.amendment_year == identifier.year else None

    def _lost_in_name(self, identifier: Identifier) -> int | None:
        """What series and number cost; None if they are others."""
        if identifier.family is Family.LEGAL_ACT:
            return self._lost_in_act(identifier)
        if self.act_type is not None:
            return None
        lost = 0
        typed, series = _plain(self.series or ""), _plain(identifier.series)
        if typed and typed != series:
            if not series.endswith(f" {typed}") or not series.startswith("tcvn "):
                return None
            lost = _ADOPTED
        number, parts = split_number(identifier.number)
        if number != self.number:
            return None
        wanted = split_number("-".join((self.number, *self.parts)))[1]
        if parts == wanted:
            return lost
        if not wanted:
            return lost + _NO_PARTS
        return lost if self._dash_year(identifier) and parts == wanted[:-1] else None

    def _lost_in_act(self, identifier: Identifier) -> int | None:
        kind = identifier.series or ("L" if (identifier.agency or "").startswith("QH") else "")
        if self.series is not None or self.parts:
            return None
        if self.act_type is not None and kind and kind != self.act_type:
            return None
        return 0 if identifier.number.lstrip("0").casefold() == self.number else None

    def _dash_year(self, identifier: Identifier) -> bool:
        """Whether the last part typed is the year in two digits: ``tcvn 4449-87``."""
        last = self.parts[-1]
        return (
            not self.years
            and len(last) == 2
            and last.isdigit()
            and full_year(last) == identifier.year
        )

    def _lost_in_year(self, year: int | None) -> int | None:
        if year is None:
            return _UNDATED if self.years else 0
        if not self.years:
            two = self.parts and len(self.parts[-1]) == 2 and self.parts[-1].isdigit()
            return 0 if two and full_year(self.parts[-1]) == year else _UNDATED
        if year in self.years:
            return 0
        return _TYPO if any(_mistyped(typed, year) for typed in self.years) else None

    def _lost_in_issuer(self, identifier: Identifier) -> int | None:
        """What the issuer costs; of several that signed together, some may be typed."""
        if identifier.agency is None or identifier.family in (Family.TCVN, Family.FOREIGN):
            without = identifier.family in (Family.TCVN, Family.FOREIGN)
            return 0 if self.agency is None or without else None
        if self.agency is None:
            return _NO_ISSUER
        signs = {canonical_code(one) for one in re.split(r"[-/]", identifier.agency)}
        bodies = signs | {one.rstrip("0123456789") for one in signs}
        typed = set(self.agency.split("-"))
        if typed <= bodies:
            return 0
        heirs = {heir for sign in signs for heir in successors_of(sign, date.max)}
        return _HEIR if typed <= heirs else None


def resolve(loose: LooseNumber, known: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Those of the known numbers that fit, the best first, the newest first among equals.

    >>> typed = LooseNumber(series="QCVN", number="41", start=0, end=7, text="qcvn 41")
    >>> known = [Identifier.parse(n) for n in ("QCVN 41:2016/BGTVT", "QCVN 41:2019/BGTVT")]
    >>> [str(one) for one in resolve(typed, known)]
    ['QCVN 41:2019/BGTVT', 'QCVN 41:2016/BGTVT']
    """
    scored = [(loose.matches(one), one) for one in dict.fromkeys(known)]
    fitting = sorted((pair for pair in scored if pair[0]), key=lambda pair: pair[1])
    fitting.sort(key=lambda pair: (-pair[0], -(pair[1].year or 0)))
    return tuple(one for _, one in fitting)


def split_number(number: str) -> tuple[str, tuple[str, ...]]:
    """A number and its parts, without zeros in front.

    >>> split_number("01-014")
    ('1', ('14',))
    """
    pieces = [piece.lstrip("0") or "0" for piece in re.split(r"[-./ ]", number.casefold()) if piece]
    return pieces[0], tuple(pieces[1:])


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", unmarked(text).lower()).strip()


def _mistyped(typed: int, year: int) -> bool:
    """Whether an impossible year is a slip for ``year``: two digits swapped, or one wrong.

    A possible year is taken at its word: 2018 is not a slip for 2008.

    >>> _mistyped(2107, 2017), _mistyped(2018, 2008), _mistyped(2917, 2017)
    (True, False, True)
    """
    if typed in YEARS:
        return False
    wrong, right = str(typed), str(year)
    if len(wrong) == len(right):
        places = [at for at, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        swapped = len(places) == 2 and sorted(wrong) == sorted(right)
        return len(places) == 1 or (swapped and places[1] == places[0] + 1)
    longer, shorter = sorted((wrong, right), key=len, reverse=True)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
