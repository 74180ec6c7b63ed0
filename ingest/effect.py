"""From when a document binds: the words that say so, and the day they mean.

Reads clauses; writes an :class:`Effect`, the main start: *Thông tư này có hiệu lực …*. A day is
computed only from a known one (:mod:`ingest.reckoning`); words from which none follows are kept
without a day. What stands in quotes is text of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.normalise import squeeze
from ingest.part_words import PART
from ingest.quoting import unquoted
from ingest.reckoning import SELF, Clock, reckon
from ingest.sentences import Sentence, page_at, sentences
from standards.document import Clause
from standards.relation import EffectKind, EffectRule, EffectStatement

__all__ = ["Effect", "annexes", "read_effect", "said_in", "speaks_of_part", "under"]

_FLAGS: Final = re.IGNORECASE
_IN_FORCE: Final = re.compile(
    rf"(?:(?<!ngày )(?<!khi ){SELF}(?:\s+(?:và|cùng)\s+[^.,;:]{{1,80}}?)?|"
    rf"{SELF}\s+thay\s+thế\s[^;]*?\s+và|"
    rf"{SELF}\s+(?:đã\s+)?được\s[^;]*?\s+thông\s+qua\s[^;]*?(?:\s+và|,)|"
    r"^\W*(?:Thông tư|Nghị định|Quyết định|Nghị quyết|Quy chuẩn))\s+(?:chính\s+thức\s+)?"
    r"(?P<verb>có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?|"
    r"(?:được\s+|bắt\s+buộc\s+)*áp\s+dụng)"
    r"\s*,?\s*(?P<rest>(?:kể\s+)?từ\b.*|sau\b.*|ngày\b.*)",
    _FLAGS,
)
_HEADINGS: Final = (
    re.compile(r"hiệu\s+lực", _FLAGS),
    re.compile(r"thi\s+hành", _FLAGS),
    re.compile(r""),
)
_ENDS: Final = re.compile(r"hết\s+hiệu\s+lực|\bthay\s+thế\b", _FLAGS)
_LASTS: Final = re.compile(r"\b(?:cho\s+)?(?:đến|tới)\b", _FLAGS)
_PART_OF_SELF: Final = re.compile(
    rf"^\W*(?:(?:các|những|riêng|đối\s+với)\s+)*(?:{PART}|quy\s+định\s+(?:nêu|sau|dưới)|"
    r"yêu\s+cầu\s+(?:tại|về))",
    _FLAGS,
)
_ALL_OF_SELF: Final = re.compile(
    r"\W*(?:(?:các|những|mọi)\s+)?quy\s+định\s+(?:tại|của|trong)\s*", _FLAGS
)
_IN_SELF: Final = re.compile(r"\b(?:quy\s+định|nêu|ghi)\s+(?:tại|trong|ở)\s*$", _FLAGS)
"""What stands in front of *Thông tư này* where only something that it regulates is meant."""
_RUNS_ON: Final = re.compile(r"[^\W_A-ZĐÀ-Ỹ]|\d")
_LONG_HEADING: Final = 10
"""Words: a longer heading is the begin of a sentence."""
_LABEL: Final = re.compile(r"^\W*Điều\s+\d+[a-zđ]?\s*[.:]\s*", _FLAGS)
_EXCEPT: Final = re.compile(r"[,(;]\s*(?:ngoại\s+)?(?:trừ|riêng)\b", _FLAGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The main start: from which day the document binds, None if none follows from ``words``."""

    day: date | None
    words: str
    rule: EffectRule
    clause: str | None
    page: int

    def statement(self) -> EffectStatement:
        """The same as a statement."""
        return EffectStatement(
            kind=EffectKind.STARTS,
            day=self.day,
            rule=self.rule,
            words=self.words,
            clause=self.clause,
            page=self.page,
        )


def read_effect(clauses: Iterable[Clause], issued: date | None) -> Effect | None:
    """The sentence that says when this document takes effect, and the day it means.

    Clauses under a heading on effect come first, then those on implementation, then all.
    """
    held = list(clauses)
    for heading in _HEADINGS:
        effect = _find(under(held, heading), issued)
        if effect is not None:
            return effect
    return None


def under(clauses: Sequence[Clause], heading: re.Pattern[str]) -> list[Clause]:
    """Clauses with such a heading, and those directly below them."""
    named = {clause.key for clause in clauses if heading.search(clause.heading)}
    return [clause for clause in clauses if clause.key in named or clause.parent in named]


def said_in(clause: Clause) -> tuple[str, int]:
    """The text of a clause, behind its heading where that is the begin of its sentence.

    With it comes how far offsets into it run ahead of those into the clause's text.
    """
    heading = clause.heading
    runs_on = _RUNS_ON.match(clause.text) is not None
    if heading and (runs_on or len(heading.split()) > _LONG_HEADING):
        return f"{heading}\n{clause.text}", len(heading) + 1
    return clause.text, 0


def annexes(clauses: Sequence[Clause]) -> set[str]:
    """Keys of the annexes and of all that stands in them: forms there speak of other acts."""
    keys: set[str] = set()
    for clause in clauses:
        if clause.label.lower().startswith("phụ lục") or clause.parent in keys:
            keys.add(clause.key)
    return keys


def _find(clauses: Iterable[Clause], issued: date | None) -> Effect | None:
    for clause in clauses:
        for sentence, at in _sentences(clause):
            match = _IN_FORCE.search(sentence.text)
            if match is None or speaks_of_part(sentence.text[: match.start()]):
                continue
            rest = _own_days(match["rest"])
            found = reckon(rest, Clock(issued=issued))
            names_day = match["verb"].lower().startswith("có") and "ngày" in rest
            if found.day is not None or names_day:
                return Effect(
                    day=found.day,
                    rule=found.rule,
                    words=squeeze(sentence.text[match.start() :]),
                    clause=clause.key if clause.label else None,
                    page=page_at(clause, max(sentence.start + match.start() - at, 0)),
                )
    return None


def speaks_of_part(subject: str) -> bool:
    """Whether words in front of a verb name a part: *quy định tại khoản 2 Điều 3 của*."""
    subject = _LABEL.sub("", subject)
    if _ALL_OF_SELF.fullmatch(subject):
        return False
    return _PART_OF_SELF.match(subject) is not None or _IN_SELF.search(subject) is not None


def _own_days(rest: str) -> str:
    """The words up to where they begin to speak of other texts or of parts."""
    for stop in (_ENDS, _EXCEPT, _LASTS):
        match = stop.search(rest)
        rest = rest[: match.start()] if match else rest
    return rest


def _sentences(clause: Clause) -> Iterator[tuple[Sentence, int]]:
    """The sentences of a clause, then those that begin in its heading and may run into its text.

    With each comes how far its offsets run ahead of those in the clause's text.
    """
    for sentence in sentences(unquoted(clause.text)):
        yield sentence, 0
    if clause.heading:
        for sentence in sentences(unquoted(f"{clause.heading}\n{clause.text}")):
            yield sentence, len(clause.heading) + 1
