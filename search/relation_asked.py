"""Which neighbours of a named text a question asks for: *văn bản nào thay thế X*.

Who does it to whom follows from the order of the number, the question word and the verb, and from a
passive (*bị*, *được*, *was … by*). Where anything but names for texts stands between the number and
the verb, the deed is one inside the text (*QCVN X quy định thay thế phụ tùng thế nào*).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.cues import Heard, Typed, knowledge
from search.understood import RelationAsked

__all__ = ["relation_of"]

_ACTIVE: Final = {
    "replace": (RelationAsked.REPLACES, RelationAsked.REPLACED_BY),
    "amend": (RelationAsked.AMENDS, RelationAsked.AMENDED_BY),
    "issue": (None, RelationAsked.ISSUED_BY),
    "cite": (None, RelationAsked.CITED_BY),
}
"""For each deed: what is asked if the named text does it, and if it is done to it."""
_MOST: Final = 9
"""So many syllables may stand between a verb and the number or the question word."""


def relation_of(
    text: Typed, numbers: Sequence[tuple[int, int]]
) -> tuple[RelationAsked, str] | None:
    """The relation asked of the first number, and the words that say so; ``numbers`` are places of
    the numbers in the text, hidden in it. None if no relation is asked.

    >>> from search.cues import typed
    >>> def ask(words: str) -> str | None:
    ...     said = typed(words)
    ...     at = said.text.index("X")
    ...     said.hide(at, at + 1)
    ...     found = relation_of(said, [(at, at + 1)])
    ...     return found[0].value if found else None
    >>> ask("văn bản nào thay thế X"), ask("X thay thế văn bản nào"), ask("X bị thay thế bởi gì")
    ('replaced_by', 'replaces', 'replaced_by')
    >>> ask("Which standard does X replace"), ask("thông tư nào sửa đổi X"), ask("X nói gì về cát")
    ('replaces', 'amended_by', None)
    """
    if not numbers:
        return None
    for what, (does, suffers) in _ACTIVE.items():
        for verb in text.heard(what):
            number = _nearest(numbers, verb)
            if number is None or not _only_texts(text, verb, number):
                continue
            asked = suffers if _is_done_to(text, verb, number, len(numbers)) else does
            if asked is not None and (what == "replace" or _asks(text)):
                return asked, verb.words
    return None


def _asks(text: Typed) -> bool:
    """Whether there is a question word at all, or the sentence ends as a question."""
    words = text.heard("asks")
    return bool(words) or text.text.rstrip().endswith("?") or text.syllables[-1].folded == "khong"


def _nearest(numbers: Sequence[tuple[int, int]], verb: Heard) -> tuple[int, int] | None:
    """The number that the verb is about: the first one."""
    return numbers[0] if numbers else None


def _only_texts(text: Typed, verb: Heard, number: tuple[int, int]) -> bool:
    """Whether only names for texts stand between number and verb, and next to the verb."""
    start, end = number
    low, high = (end, verb.start) if end <= verb.start else (verb.end, start)
    between = [
        one
        for one in text.syllables
        if one.start >= low and one.end <= high and not text.is_hidden(one.start, one.end)
    ]
    if len(between) > _MOST:
        return False
    if not _are_texts(text, between[0].start if between else low, high):
        return False
    if end <= verb.start:
        return _object_is_text(text, verb)
    return True


def _object_is_text(text: Typed, verb: Heard) -> bool:
    """Whether what follows the verb is a text, a question word, another number, or nothing."""
    rest = text.syllables[verb.last :]
    if not rest or any(verb.end <= at <= verb.end + 40 for at, _ in text.hidden):
        return True
    first = text.follows(knowledge().cues["text"], verb.last)
    asks = text.follows(knowledge().cues["asks"], verb.last)
    return first is not None or asks is not None


def _are_texts(text: Typed, start: int, end: int) -> bool:
    if start >= end:
        return True
    said = text.heard("text", start, end)
    covered = sum(one.last - one.first for one in said)
    there = sum(
        1
        for one in text.syllables
        if one.start >= start and one.end <= end and not text.is_hidden(one.start, one.end)
    )
    return covered == there


def _is_done_to(text: Typed, verb: Heard, number: tuple[int, int], count: int) -> bool:
    """Whether the verb's deed is done to the number that is named, not by it."""
    start, _ = number
    passive = [
        one.start
        for one in text.heard("passive")
        if one.end <= verb.start and verb.first - one.last <= _MOST
    ]
    agent = text.follows(knowledge().cues["agent"], verb.last) is not None
    agent = agent or verb.words.lower().endswith("bằng")
    if start > verb.start:
        return not (agent or (passive and agent))
    if passive and passive[-1] < start:
        return False
    if passive or agent:
        return True
    if count > 1:
        return False
    if any(one.end <= start for one in text.heard("auxiliary")):
        return False
    asks = [one for one in text.heard("asks") if one.end <= verb.start]
    return bool(asks) and not any(one.end <= start for one in asks)
