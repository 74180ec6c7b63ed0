"""A general dictionary of Vietnamese: which syllables are words, and which stand side by side.

A library of standards knows the words of standards; that *nghêu* is a word too, and *lâp* is none,
a dictionary says. It is the list of 39,000 words that underthesea (Apache-2.0) brings; it is read
from the installed package and not copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from index.spelling import normalise, same_spelling

__all__ = ["Lexicon", "lexicon"]

_LIST = Path("corpus", "data", "Viet39K.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Syllables that are words or parts of words, and pairs of neighbours in words (``bê_tông``),
    in the spelling of the index.
    """

    syllables: frozenset[str]
    pairs: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The dictionary, read once; empty where the installed segmenter brings none.

    >>> "thép" in lexicon().syllables, "thẻp" in lexicon().syllables, "công_nhân" in lexicon().pairs
    (True, False, True)
    """
    syllables: set[str] = set()
    pairs: set[str] = set()
    for line in _lines():
        word = [same_spelling(part) for part in normalise(line).split()]
        if all(part.isalpha() for part in word):
            syllables.update(word)
            pairs.update(f"{left}_{right}" for left, right in pairwise(word))
    return Lexicon(syllables=frozenset(syllables), pairs=frozenset(pairs))


def _lines() -> list[str]:
    found = find_spec("underthesea")
    for folder in found.submodule_search_locations or () if found is not None else ():
        path = Path(folder) / _LIST
        if path.is_file():
            return path.read_text(encoding="utf-8").splitlines()
    return []
