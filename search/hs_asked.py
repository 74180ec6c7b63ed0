"""HS codes in a question: with dots, with spaces, or bare; of 4, 6, 8 or 10 digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from standards.errors import BadHsCode
from standards.hs import HsCode

__all__ = ["AskedHs", "asked_codes", "hs_codes"]

_TAIL: Final = r"(?![\w/:-]|\.\d|,\d)"
_HEAD: Final = r"(?<![\w./:,-])"
_EIGHT: Final = r"\d{4}[. ]?\d{2}[. ]?\d{2}"
_HS: Final = re.compile(rf"{_HEAD}(?:{_EIGHT}|\d{{4}}\.\d{{2}}|\d{{6}}){_TAIL}")
_NAMED: Final = re.compile(
    r"(?i)\b(?:m[ãa]\s*(?:s[ốo]\s*)?(?:hs|h[àa]ng(?:\s*h[óo][áa]?a?)?)|hs(?:\s*code)?s?"
    r"|ph[âa]n nh[óo]m|nh[óo]m hs|tariff (?:code|line|heading)|heading)\b"
    r"[\s:.=]*(\d{4}(?:[. ]?\d{2}){0,2})(?!\d|[/:-]\d|\.\d)"
)
_ONLY: Final = re.compile(r"^\s*(\d{4}(?:[. ]?\d{2}){0,2})\s*[?.]?\s*$")
_PAIRS: Final = re.compile(rf"{_HEAD}\d{{2}}(?:\.\d{{2}}){{3}}{_TAIL}")
"""A code dotted after every second digit (``84.15.81.91``), as some tariffs print it."""
_FOREIGN: Final = re.compile(
    rf"{_HEAD}(?:\d{{4}}\.\d{{2}}\.\d{{2}}[. ]?\d{{2}}|\d{{4}}\.\d{{2}}\.\d{{4}}"
    rf"|\d{{4}} \d{{2}} \d{{2}} \d{{2}}){_TAIL}"
)
_FOREIGN_BARE: Final = re.compile(
    r"(?i)\b(?:hs(?:\s*code)?|m[ãa](?:\s*s[ốo])?(?:\s*hs)?|hts|taric)[\s:.=]*(\d{10})(?!\d)"
)
"""Ten digits are a tariff line of the United States, China or the Union; the first eight stand
nearest to the eight of Southeast Asia, of which only six are the same everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHs:
    """A code and where it was typed; ``cut``: the ten digits that it was cut from."""

    code: HsCode
    start: int
    end: int
    cut: str = ""


def hs_codes(text: str) -> tuple[HsCode, ...]:
    """HS codes in a question: of 8 or 6 digits anywhere, of 4 if named or alone.

    >>> [str(code) for code in hs_codes("mã HS 8427 xe nâng")]
    ['8427']
    >>> [str(code) for code in hs_codes("65061020")], hs_codes("pin 10000mAh"), hs_codes("năm 2024")
    (['6506.10.20'], (), ())
    >>> [str(code) for code in hs_codes("84.15.81.91")], hs_codes("ngày 22.11.2026")
    (['8415.81.91'], ())
    """
    return tuple(one.code for one in asked_codes(text))


def asked_codes(text: str) -> tuple[AskedHs, ...]:
    """The same with their places, in the order of the text; each code once, and none that a finer
    one of the question begins with.

    >>> [(str(one.code), one.cut) for one in asked_codes("HS 8471.30.0100 và 6506.10")]
    [('8471.30.01', '8471.30.0100'), ('6506.10', '')]
    """
    found: list[AskedHs] = []
    for pattern in (_FOREIGN, _FOREIGN_BARE):
        for match in pattern.finditer(text):
            group = 1 if match.re.groups else 0
            _add(found, match[group], match.start(group), match.end(group), foreign=True)
    for pattern in (_ONLY, _NAMED, _HS, _PAIRS):
        for match in pattern.finditer(text):
            group = 1 if match.re.groups else 0
            _add(found, match[group], match.start(group), match.end(group))
    kept = [
        one
        for one in found
        if not any(
            other is not one and other.code.digits.startswith(one.code.digits) for other in found
        )
    ]
    return tuple(sorted(kept, key=lambda one: one.start))


def _add(found: list[AskedHs], typed: str, start: int, end: int, *, foreign: bool = False) -> None:
    if any(start < one.end and end > one.start for one in found):
        return
    digits = re.sub(r"\D", "", typed)
    try:
        code = HsCode.parse(digits[:8])
    except BadHsCode:
        return
    if not any(one.code == code for one in found):
        found.append(AskedHs(code=code, start=start, end=end, cut=typed if foreign else ""))
