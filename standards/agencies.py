"""Who issues: the signs of ministries and other bodies, their spellings, years and successors.

The sign stands in every number: after the slash of a QCVN (Nghị định 127/2007/NĐ-CP, Điều 8), after
the type of a legal act (Luật 80/2015/QH13). Ministries merge; their numbers live on under the
successor, so a question about *Bộ Xây dựng* today means numbers of *Bộ Giao thông vận tải* too, and
did not in 2023. The tables are ``data/agencies.toml`` and ``data/successions.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

__all__ = [
    "Agency",
    "Succession",
    "agencies",
    "agency",
    "answering_for",
    "canonical_code",
    "successions",
    "successors_of",
]

_TERM = re.compile(r"^(?P<code>[A-ZĐa-z]+?)(?P<term>\d{1,2})$")
_KEY_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that issues standards or legal acts.

    ``code`` is its sign in numbers, ``spellings`` are other signs found in print for it.
    ``valid_from`` and ``valid_to`` bound the days on which it could issue, half open; None is open
    or unknown. ``successors`` are the codes of those that took its work over, in the order of
    ``data/successions.toml``. ``has_terms`` marks bodies whose sign carries the number of the term
    (``QH11``). ``example`` is a printed number of theirs.
    """

    code: str
    name_vi: str
    name_en: str
    spellings: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    has_terms: bool
    example: str

    def in_office(self, day: date) -> bool:
        """Whether it could issue on that day; unknown bounds count as open.

        >>> found = agency("BGTVT")
        >>> found is not None and found.in_office(date(2024, 1, 1))
        True
        >>> found is not None and found.in_office(date(2025, 3, 1))
        False
        """
        after = self.valid_from is None or day >= self.valid_from
        return after and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One body took over from another on ``day``, as the act ``source`` says.

    ``old`` and ``new`` are codes; ``takes`` and ``takes_en`` say which part of the work, empty for
    all of it. ``seen`` is an act that shows it, ``is_checked`` whether a person has compared the
    entry with ``source``; ``example`` is a number of the old body.
    """

    old: str
    new: str
    day: date
    source: str
    takes: str
    takes_en: str
    seen: str
    is_checked: bool
    example: str


def fold(text: str) -> str:
    """Lower case ASCII letters, digits and nothing else: the form in which signs and names compare.

    >>> fold("BLĐTB&XH"), fold("Bộ Y tế")
    ('bldtbxh', 'boyte')
    """
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = plain.replace("Ð", "D").replace("ð", "d")
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _KEY_MARKS.sub("", kept).lower()


@cache
def agencies() -> tuple[Agency, ...]:
    """All bodies of the table, in its order."""
    raw = resources.files("standards").joinpath("data/agencies.toml").read_text("utf-8")
    heirs: dict[str, list[str]] = {}
    for one in successions():
        heirs.setdefault(one.old, []).append(one.new)
    return tuple(
        Agency(
            code=row["code"],
            name_vi=row["vi"],
            name_en=row["en"],
            spellings=tuple(row["spellings"]),
            valid_from=row.get("from"),
            valid_to=row.get("to"),
            successors=tuple(heirs.get(row["code"], ())),
            has_terms=row.get("terms", False),
            example=row["example"],
        )
        for row in tomllib.loads(raw)["agency"]
    )


@cache
def successions() -> tuple[Succession, ...]:
    """All that is known of who took over from whom, latest first."""
    raw = resources.files("standards").joinpath("data/successions.toml").read_text("utf-8")
    return tuple(
        Succession(
            old=row["from"],
            new=row["to"],
            day=row["day"],
            source=row["source"],
            takes=row.get("takes", ""),
            takes_en=row.get("takes_en", ""),
            seen=row.get("seen", ""),
            is_checked=row["checked"],
            example=row["example"],
        )
        for row in tomllib.loads(raw)["succession"]
    )


@cache
def _by_fold() -> dict[str, Agency]:
    table: dict[str, Agency] = {}
    for body in agencies():
        for word in (body.code, *body.spellings, body.name_vi, body.name_en):
            table.setdefault(fold(word), body)
        for name in (body.name_vi, body.name_en):
            short = fold(name).removeprefix("bo").removeprefix("ministryof")
            table.setdefault(short, body)
    return table


@cache
def agency(code_or_name: str) -> Agency | None:
    """The body with that sign or name, in any spelling, with tone marks or without; else None.

    >>> found = agency("bldtbxh")
    >>> found and found.name_vi
    'Bộ Lao động - Thương binh và Xã hội'
    >>> agency("Bộ Khoa học và Công nghệ") is agency("BKH&CN")
    True
    >>> agency("QH11") is agency("Quốc hội")
    True
    """
    found = _by_fold().get(fold(code_or_name))
    if found is not None:
        return found
    with_term = _TERM.match(code_or_name.strip())
    if with_term is None:
        return None
    found = _by_fold().get(fold(with_term["code"]))
    return found if found is not None and found.has_terms else None


@cache
def canonical_code(text: str) -> str:
    """The sign to compare by: the table's code, with its term; an unknown sign in upper case.

    >>> canonical_code("BLĐTB&XH"), canonical_code("LĐTBXH"), canonical_code("qh11")
    ('BLĐTBXH', 'BLĐTBXH', 'QH11')
    >>> canonical_code("xyz")
    'XYZ'
    """
    found = agency(text)
    if found is None:
        return unicodedata.normalize("NFC", text).strip().replace("Ð", "Đ").upper()
    term = _TERM.match(text.strip()) if found.has_terms else None
    return found.code + (term["term"] if term else "")


def printed_code(text: str) -> str:
    """The sign as print has it, with tone marks and joints restored, but another sign never put in.

    >>> printed_code("BLDTBXH"), printed_code("BLĐTB&XH"), printed_code("LĐTBXH")
    ('BLĐTBXH', 'BLĐTBXH', 'LĐTBXH')
    """
    found = agency(text)
    code = canonical_code(text)
    if found is None or fold(text) == fold(code):
        return code
    for word in found.spellings:
        if fold(word) == fold(text):
            return word
    return code


def successors_of(code: str, day: date) -> tuple[str, ...]:
    """Codes of the bodies that answer on that day for what ``code`` issued; itself while in office.

    Unknown signs answer for themselves.

    >>> successors_of("BGTVT", date(2023, 1, 1)), successors_of("BGTVT", date(2026, 1, 1))
    (('BGTVT',), ('BXD',))
    >>> successors_of("BTS", date(2026, 1, 1))
    ('BNNMT',)
    """
    body = agency(code)
    if body is None:
        return (canonical_code(code),)
    if body.valid_to is None or day < body.valid_to or not body.successors:
        return (body.code,)
    heirs = [heir for next_code in body.successors for heir in successors_of(next_code, day)]
    return tuple(dict.fromkeys(heirs))


def answering_for(code: str, day: date) -> frozenset[str]:
    """Codes of all bodies for whose numbers ``code`` answers on that day, itself among them.

    A body out of office answers for its own numbers only: nobody has to know who took over to find
    what *Bộ Giao thông vận tải* issued.

    >>> sorted(answering_for("BXD", date(2026, 1, 1)))
    ['BGTVT', 'BXD']
    >>> sorted(answering_for("BXD", date(2023, 1, 1)))
    ['BXD']
    """
    wanted = canonical_code(code)
    return frozenset(
        {wanted} | {body.code for body in agencies() if wanted in successors_of(body.code, day)}
    )
