"""Vietnamese text into terms, the same when writing an index and when asking it.

The base field has every syllable and every pair of neighbours (bigram), so a phrase that stands in
a text word for word is always found; tone marks are kept there. The words field has the compounds
that underthesea sees: alone it loses phrases (*bê tông* asked by itself is two words, inside a
sentence one), so it only adds weight. The folded field has syllables and bigrams without any
marks, for questions typed without accents.

Numbers of standards and legal acts, HS codes and quantities are taken out before words are split,
by the patterns in ``data/tokens.toml``, and become terms of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.spelling import fold, is_unaccented, normalise, same_spelling
from index.words import segment

__all__ = [
    "ANALYSIS_VERSION",
    "TokenPattern",
    "base_terms",
    "bigram_terms",
    "folded_terms",
    "is_unaccented",
    "syllable_terms",
    "token_patterns",
    "word_terms",
]

ANALYSIS_VERSION = 1
"""Changes whenever the terms of a text change; an index built with another one is stale."""

_TAKEN = re.compile(r"[a-zđửổíµμ°℃\d\s/:.,–-]")
"""Characters that a pattern of ``data/tokens.toml`` can take."""
_OTHER = re.compile(rf"[^{_TAKEN.pattern[1:]}")
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"[^\W\d_]+\d*|\d+(?:[.,]\d+)*|\w")
_LETTERS, _NO_LETTER = re.compile(r"\w+"), re.compile(r"[\d_]")
"""Finds the same pieces in half the time where there is no digit and no underscore."""


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A pattern of ``data/tokens.toml``; ``examples`` are texts it must take whole."""

    name: str
    regex: str
    examples: tuple[str, ...]


def base_terms(text: str) -> list[str]:
    """Syllables, numbers and codes of the text, then its bigrams (``bê_tông``).

    >>> base_terms("Mũ bê-tông")
    ['mũ', 'bê', 'tông', 'mũ_bê', 'bê_tông']
    """
    runs = _runs(normalise(text))
    return [*_flat(runs), *_pairs(runs)]


def syllable_terms(text: str) -> list[str]:
    """Syllables, numbers and codes of the text, in order."""
    return _flat(_runs(normalise(text)))


def bigram_terms(text: str) -> list[str]:
    """Pairs of neighbouring syllables; a number of a standard stands between and parts them."""
    return _pairs(_runs(normalise(text)))


def word_terms(text: str) -> list[str]:
    """Compounds of two or more syllables as underthesea sees them, joined by ``_``.

    >>> word_terms("Mũ bảo hiểm cho người đi mô tô theo TCVN 5756:2017")
    ['mũ_bảo_hiểm', 'mô_tô']
    """
    plain = _scanner().sub(" , ", normalise(text))
    spelled = re.sub(r"[^\W\d_]+", lambda match: same_spelling(match.group()), plain)
    words = (word.split() for word in segment(" ".join(spelled.split())))
    return ["_".join(syllables) for syllables in words if len(syllables) > 1]


def folded_terms(text: str) -> list[str]:
    """Syllables and bigrams without marks.

    >>> folded_terms("Đường ống")
    ['duong', 'ong', 'duong_ong']
    """
    return [fold(term) for term in base_terms(text)]


@cache
def token_patterns() -> tuple[TokenPattern, ...]:
    """The patterns in the order they are tried."""
    data = tomllib.loads((files("index") / "data" / "tokens.toml").read_text(encoding="utf-8"))
    return tuple(
        TokenPattern(entry["name"], entry["regex"], tuple(entry["examples"]))
        for entry in data["pattern"]
    )


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{p.name}>{p.regex})" for p in token_patterns()))


@dataclass(frozen=True, slots=True)
class _Run:
    """Terms next to each other; bigrams are made inside a run, unless it is a code's."""

    terms: tuple[str, ...]
    paired: bool


def _flat(runs: list[_Run]) -> list[str]:
    return [term for run in runs for term in run.terms]


def _pairs(runs: list[_Run]) -> list[str]:
    return [
        f"{left}_{right}"
        for run in runs
        if run.paired
        for left, right in zip(run.terms, run.terms[1:], strict=False)
    ]


def _runs(plain: str) -> list[_Run]:
    """Runs of the normalised text; a quantity stays in its run, as number and unit."""
    runs: list[_Run] = []
    words: list[str] = []
    last = 0
    for match in _tokens(plain):
        words.extend(_syllables(plain[last : match.start()]))
        last = match.end()
        if match.lastgroup == "quantity":
            words.extend(_syllables(_apart(match.group())))
            continue
        runs.append(_Run(tuple(words), paired=True))
        words = []
        runs.append(_Run(tuple(_code(str(match.lastgroup), match.group())), paired=False))
    words.extend(_syllables(plain[last:]))
    runs.append(_Run(tuple(words), paired=True))
    return [run for run in runs if run.terms]


def _tokens(plain: str) -> Iterator[re.Match[str]]:
    """What the patterns take, from the left.

    Each pattern takes a digit and nothing but characters of ``_TAKEN``, so only the stretches of
    such characters around digits are looked at, with the character behind them.
    """
    scanner = _scanner()
    done = 0
    while digit := _DIGIT.search(plain, done):
        start = digit.start()
        while start > done and _TAKEN.match(plain[start - 1]):
            start -= 1
        behind = _OTHER.search(plain, digit.end())
        stop = behind.end() if behind is not None else len(plain)
        yield from scanner.finditer(plain, start, stop)
        done = stop


def _syllables(plain: str) -> Iterator[str]:
    pieces = _PIECE if _NO_LETTER.search(plain) else _LETTERS
    return map(same_spelling, pieces.findall(plain))


def _apart(quantity: str) -> str:
    return re.sub(r"(\d)(?=[^\d.,\s])", r"\1 ", quantity, count=1)


def _code(name: str, text: str) -> Iterator[str]:
    """Terms of a code: its plain pieces, and joined forms from the shortest to the whole."""
    joined = re.sub(r"\s+", "", text)
    if name == "hs":
        digits = joined.replace(".", "")
        yield from (digits[:length] for length in (4, 6, 8) if length <= len(digits))
        return
    yield from _syllables(text)
    if name == "act":
        yield joined
        yield "/".join(joined.split("/")[:2])
        return
    joined = re.sub(r"(?<!\d)0+(?=\d)", "", joined)
    family = re.match(r"[^\d]*\d+(?:[-.]\d{1,3}(?!\d))*", joined)
    if family is not None:
        number = re.match(r"[^\d]*\d+", joined)
        forms = [number.group() if number else "", family.group(), joined.split("/")[0], joined]
        yield from dict.fromkeys(form for form in forms if form)
