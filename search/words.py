"""Words of questions and passages, as sets that can be compared, and the language of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from index.analysis import syllable_terms
from index.spelling import fold

__all__ = [
    "Language",
    "Words",
    "is_vietnamese_syllable",
    "language_of",
    "pairs_of",
    "terms",
    "words_of",
]

_ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RHYME = (
    "ach|ac|ai|am|anh|ang|an|ao|ap|at|au|ay|a|ech|ec|em|enh|eng|en|eo|ep|et|eu|e|"
    "ich|iec|iem|ieng|ien|iep|iet|ieu|ia|im|inh|in|ip|it|iu|i|"
    "oach|oac|oai|oam|oanh|oang|oan|oao|oap|oat|oay|oa|oc|oen|oeo|oet|oe|oi|om|oong|ong|on|op|ot|o|"
    "uang|uan|uat|uau|uay|ua|uc|uech|uenh|ue|ui|um|ung|un|uoc|uoi|uom|uong|uon|uop|uot|uou|uo|"
    "up|ut|uu|uya|uych|uyen|uyet|uynh|uyt|uyu|uy|u|yem|yen|yet|yeu|y"
)
_SYLLABLE = re.compile(rf"^(?:{_ONSET})?(?:{_RHYME})$")


class Language:
    """How a question was typed; plain names for the three cases."""

    ACCENTED = "accented"
    UNACCENTED = "unaccented"
    ENGLISH = "english"


class Words:
    """The syllables of a text, in order and as a set.

    Whether two stand side by side is seen in ``line``, where each stands between blanks; a set of
    all pairs would take longer to make than all that is asked of it.
    """

    __slots__ = ("line", "singles")

    singles: frozenset[str]
    line: str

    def __init__(self, syllables: Sequence[str]) -> None:
        self.singles = frozenset(syllables)
        self.line = f" {' '.join(syllables)} "

    def followed_by(self, others: Words) -> Words:
        """These words with others behind them.

        >>> Words(("mũ", "an")).followed_by(Words(("toàn",))).beside("an", "toàn")
        True
        """
        if not self.singles or not others.singles:
            return others if not self.singles else self
        both = Words.__new__(Words)
        both.singles = self.singles | others.singles
        both.line = self.line + others.line[1:]
        return both

    def beside(self, left: str, right: str) -> bool:
        """Whether the two stand side by side, in that order.

        >>> Words(("mũ", "an", "toàn")).beside("an", "toàn")
        True
        """
        return left in self.singles and f" {left} {right} " in self.line

    @property
    def pairs(self) -> frozenset[str]:
        """Its pairs of neighbours (``bê_tông``)."""
        return frozenset(pairs_of(self.line.split()))


def terms(text: str) -> tuple[str, ...]:
    """Syllables, numbers and codes of a text in order, in the spelling of the index.

    >>> terms("Mũ an toàn 10m")
    ('mũ', 'an', 'toàn', '10', 'm')
    """
    return tuple(syllable_terms(text))


def pairs_of(syllables: Sequence[str]) -> tuple[str, ...]:
    """Neighbouring syllables joined by ``_``.

    >>> pairs_of(("mũ", "an", "toàn"))
    ('mũ_an', 'an_toàn')
    """
    return tuple(f"{a}_{b}" for a, b in pairwise(syllables))


@lru_cache(maxsize=16384)
def words_of(text: str, folded: bool = False) -> Words:
    """The words of a passage; ``folded`` without any marks, for questions typed without them."""
    syllables: tuple[str, ...] = terms(text)
    if folded:
        syllables = tuple(fold(syllable) for syllable in syllables)
    return Words(syllables)


def is_vietnamese_syllable(folded: str) -> bool:
    """Whether letters without marks can be read as one syllable of Vietnamese.

    >>> [is_vietnamese_syllable(word) for word in ("nghieng", "train", "metro", "tan")]
    [True, False, False, True]
    """
    return bool(_SYLLABLE.match(folded))


def language_of(text: str, english: Iterable[str]) -> str:
    """ACCENTED, UNACCENTED (Vietnamese without marks) or ENGLISH.

    ``english``: words that are surely English (a set is quickest). A text with any Vietnamese mark
    is accented; else the share of words that can be Vietnamese syllables decides.

    >>> language_of("metro train requirements", {"train"})
    'english'
    >>> language_of("mu an toan cong nghiep", set())
    'unaccented'
    """
    syllables = [term for term in terms(text) if term.isalpha()]
    if any(fold(term) != term for term in syllables):
        return Language.ACCENTED
    known = set(english)
    foreign = sum(
        1
        for term in syllables
        if not is_vietnamese_syllable(term) or (len(term) > 3 and term in known)
    )
    if syllables and foreign / len(syllables) >= 0.55:
        return Language.ENGLISH
    return Language.UNACCENTED
