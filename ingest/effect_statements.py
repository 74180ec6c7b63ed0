"""All that a document says of its own days: starts, ends, and those of its parts.

Reads clauses; writes :class:`standards.relation.EffectStatement` values, the main start first. Only
what the text says of itself counts: *Thông tư này*, or a part of it (*Điều 5*, *quy định tại khoản
2 Điều này*); a sentence that names another act speaks of that act. The steps of a road map (*lộ
trình*) are starts of parts, ``parts`` being what starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.effect import annexes, read_effect, said_in, speaks_of_part, under
from ingest.normalise import squeeze
from ingest.part_words import parts_in
from ingest.quoting import without_quotes
from ingest.reckoning import DATE, SELF, Clock, Reckoned, last_day_after, reckon
from ingest.sentences import page_at, sentences
from standards.citations import find_identifiers
from standards.document import Clause
from standards.identifier import Identifier
from standards.relation import EffectKind, EffectStatement, RuleKind

__all__ = ["read_statements"]

_FLAGS: Final = re.IGNORECASE
_BEHIND: Final = (
    r"(?:(?:kể\s+)?từ\b|sau\b|vào\b|(?:cho\s+)?(?:đến|tới)\b|ngày\s+\d|(?:trong|với)\s+thời\s+(?:hạn|gian)|"
    r"trong\s+(?:vòng\s+)?\d)"
)
_VERB: Final = re.compile(
    r"(?P<ends>\b(?:hết|chấm\s+dứt)\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?)"
    r"|(?P<lasts>\bthời\s+(?:hạn|gian)\s+(?:hiệu\s+lực|thực\s+hiện|áp\s+dụng)\s+(?:của\s+)?(?=[^,;.]{0,60}?này\s+là))"
    r"|(?P<binds>\bcó\s+(?:thời\s+hạn\s+)?hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?|"
    rf"(?P<weak>(?:\b(?:được|bắt\s+buộc)\s+)*\b(?:áp\s+dụng|thực\s+hiện|thi\s+hành)))(?=\s*,?\s*{_BEHIND})",
    _FLAGS,
)
_BOUNDARY: Final = re.compile(
    r";|:(?=\s)|[,(]?\s*\b(?:ngoại\s+)?trừ\b(?:\s+(?:các\s+)?trường\s+hợp)?|[,.(]\s*riêng\b(?:\s+đối\s+với)?|^\W*riêng\b(?:\s+đối\s+với)?",
    _FLAGS,
)
_DAYS_BEFORE: Final = re.compile(rf"^\W*(?:kể\s+)?từ\s+{DATE}\s*(?:,|và|,\s*và)\s*(?=\S)", _FLAGS)
_IS_SELF: Final = re.compile(rf"(?<!ngày )(?<!khi )(?:{SELF})\W*$", _FLAGS)
_BEGINS_SELF: Final = re.compile(rf"^\W*(?:[a-zđ]\)|\d+[.)])?\s*{SELF}", _FLAGS)
_OF_SELF: Final = re.compile(rf"(?:\s+quy\s+định)?\s+(?:tại|của|trong)\s+{SELF}\W*$", _FLAGS)
_LISTED: Final = re.compile(
    r"(?:quy\s+định|nội\s+dung|điều|khoản|điểm|điều\s+khoản)\s+(?:(?:dưới|sau)\s+đây|sau)\W*$",
    _FLAGS,
)
_UNTIL: Final = re.compile(
    rf"\b(?:cho\s+)?(?:đến|tới)\s+(?=(?:hết\s+)?(?:trước\s+)?(?:{DATE}|tháng\s*\d|năm\s*\d))",
    _FLAGS,
)
_FOR: Final = re.compile(
    r"\b(?:trong\s+(?:thời\s+(?:hạn|gian)\s+|vòng\s+)?|với\s+thời\s+hạn\s+|này\s+là\s+|hiệu\s+lực\s+)(?=\d|\w+\s+(?:\(|tháng|năm))",
    _FLAGS,
)
_STEP: Final = re.compile(
    rf"(?:kể\s+)?từ\s+(?P<day>{DATE})|(?P<after>sau\s+\S+(?:\s+\S+)?\s*(?:\([^)]*\)\s*)?(?:ngày|tháng|năm)\s*,?\s*"
    rf"(?:kể\s+)?từ\s+ngày\s+{SELF}\s+có\s+hiệu\s+lực)",
    _FLAGS,
)
_WITH_SELF: Final = re.compile(rf"từ\s+ngày\s+{SELF}\s+có\s+hiệu\s+lực", _FLAGS)
_ROAD_MAP: Final = re.compile(r"lộ\s+trình", _FLAGS)
_MAX_PART: Final = 240


def read_statements(
    clauses: Sequence[Clause],
    clock: Clock,
    own: Identifier | None = None,
    issues: Sequence[Identifier] = (),
) -> tuple[EffectStatement, ...]:
    """Statements in reading order, the main start first.

    ``clock`` has the day of issue; ``own`` is the number of this text, ``issues`` are those of what
    it issues, which are parts of it.
    """
    held = without_quotes(clauses)
    main = read_effect(held, clock.issued)
    clock = Clock(issued=clock.issued, effective=main.day if main else None)
    found = [main.statement()] if main else []
    names = _Names(own.key if own else "", frozenset(each.key for each in issues))
    road = {clause.key for clause in under(held, _ROAD_MAP)}
    annexed = annexes(held)
    for clause, below in zip(held, [*held[1:], None], strict=False):
        if clause.key not in annexed:
            found += _of_clause(clause, below, clock, names)
        if clause.key in road:
            found += _steps(clause, clock)
    return tuple(_each_once(found))


@dataclass(frozen=True, slots=True)
class _Names:
    """Keys of the numbers by which a text speaks of itself, and of what it issues."""

    own: str
    issued: frozenset[str]


def _each_once(found: Sequence[EffectStatement]) -> Iterator[EffectStatement]:
    seen: set[tuple[EffectKind, date | None, tuple[str, ...]]] = set()
    for one in found:
        key = (one.kind, one.day, one.parts)
        if key not in seen:
            seen.add(key)
            yield one


def _of_clause(
    clause: Clause, below: Clause | None, clock: Clock, names: _Names
) -> Iterator[EffectStatement]:
    text, shift = said_in(clause)
    for sentence in sentences(text):
        words = sentence.text
        begin = 0
        for verb in _VERB.finditer(words):
            bounds = [match.end() for match in _BOUNDARY.finditer(words, 0, verb.start())]
            subject = _DAYS_BEFORE.sub("", words[max([begin, *bounds]) : verb.start()])
            behind = _behind(words, verb)
            begin = verb.end()
            named = {one.identifier.key for one in find_identifiers(subject)}
            if not named <= {names.own, *names.issued}:
                continue
            others = {one.identifier.key for one in find_identifiers(words)}
            alone = others <= {names.own, *names.issued}
            issued = bool(named & names.issued)
            for kind, found in _meant(
                verb, subject, behind, words, clock, issued=issued, alone=alone
            ):
                if kind is EffectKind.STARTS or (
                    found.day is not None and found.day == clock.effective
                ):
                    continue
                parts: tuple[str, ...] = ()
                if kind in (EffectKind.PART_STARTS, EffectKind.PART_EXPIRES):
                    items = [one.text for one in sentences(text) if one.start >= sentence.end]
                    parts = _parts(subject, items, clause, below)
                yield EffectStatement(
                    kind=kind,
                    day=found.day,
                    rule=found.rule,
                    words=squeeze(words),
                    clause=clause.key if clause.label else None,
                    page=page_at(clause, max(sentence.start + verb.start() - shift, 0)),
                    parts=parts,
                )


def _behind(words: str, verb: re.Match[str]) -> str:
    """What stands behind a verb, up to the next verb or the end of its part of the sentence."""
    following = _VERB.search(words, verb.end())
    stop = following.start() if following else len(words)
    cut = re.compile(r";|,\s*(?:ngoại\s+)?(?:trừ|riêng)\b|\bvà\s+thay\s+thế\b").search(
        words, verb.end(), stop
    )
    return words[verb.end() : cut.start() if cut else stop]


def _meant(
    verb: re.Match[str],
    subject: str,
    behind: str,
    words: str,
    clock: Clock,
    *,
    issued: bool,
    alone: bool,
) -> Iterator[tuple[EffectKind, Reckoned]]:
    """What a verb says: that the text, or the part that is its subject, starts or ends."""
    named = _IS_SELF.search(subject)
    begins = _BEGINS_SELF.match(subject) is not None
    part = not begins and speaks_of_part(subject[: named.start()] if named else subject)
    part = part or (issued and not begins)
    whole = not part and (named is not None or bool(verb["lasts"]))
    whole = whole or (not part and bool(_BEGINS_SELF.match(words)) and _continues(subject))
    if not part and not whole:
        return
    of_own = whole or issued or "này" in subject.lower()
    if verb["ends"]:
        found = reckon(behind.lstrip(" ,"), clock)
        if of_own and found.day is not None:
            yield (EffectKind.PART_EXPIRES if part else EffectKind.EXPIRES), found
        return
    until = _UNTIL.search(behind)
    lasting = None if until else _FOR.search(words, verb.start())
    last = behind[until.start() :] if until else words[lasting.end() :] if lasting else ""
    if last and (of_own or alone):
        found = last_day_after(last, clock) if until else _for_time(last, clock)
        if found.day is not None:
            yield (EffectKind.PART_EXPIRES if part else EffectKind.EXPIRES), found
    if part and not verb["lasts"]:
        start = behind[: until.start()] if until else behind
        found = reckon(start.lstrip(" ,"), clock)
        names_day = not verb["weak"] and not until and "ngày" in start
        counted = found.rule.kind is not RuleKind.UNKNOWN
        if found.day is not None or counted or (names_day and not _WITH_SELF.search(start)):
            yield EffectKind.PART_STARTS, found


def _continues(subject: str) -> bool:
    """Whether a subject is left out: *Nghị quyết này có hiệu lực từ … và được thực hiện đến …*."""
    return re.search(r"(?:\bvà|,)\s*$", subject) is not None and "này" not in subject.lower()


def _for_time(words: str, clock: Clock) -> Reckoned:
    """A time that begins with the effect where the words do not say from when it is counted."""
    found = last_day_after(words, clock)
    if found.day is None and clock.effective is not None and not re.search(r"\btừ\b", words):
        found = last_day_after(f"{words.rstrip(' ./;')} kể từ ngày có hiệu lực", clock)
    return found


def _parts(
    subject: str, behind: Sequence[str], clause: Clause, below: Clause | None
) -> tuple[str, ...]:
    """The parts that a subject names, or the items of the list that it opens."""
    if _LISTED.search(subject):
        items = list(behind)
        if not items and below is not None and below.parent == clause.key:
            items = [below.text]
        listed = tuple(part for item in items for part in parts_in(item, vague=False))
        if listed:
            return listed
    named = () if find_identifiers(subject) else parts_in(subject, vague=False)
    return named or (squeeze(_OF_SELF.sub("", subject).strip(" ,;:-"))[:_MAX_PART],)


def _steps(clause: Clause, clock: Clock) -> Iterator[EffectStatement]:
    """The steps of a road map that begin on another day than the text itself."""
    for sentence in sentences(clause.text):
        at = 0
        for piece in re.findall(r"[^;]*;?", sentence.text):
            step = _STEP.search(piece)
            if step is not None and not _VERB_OF_SELF.search(piece):
                found = reckon(step[0], clock)
                what = (piece[: step.start()] + piece[step.end() :]).strip(" ,.;:-")
                if found.day is not None and found.day != clock.effective and what:
                    yield EffectStatement(
                        kind=EffectKind.PART_STARTS,
                        day=found.day,
                        rule=found.rule,
                        words=squeeze(sentence.text),
                        clause=clause.key if clause.label else None,
                        page=page_at(clause, sentence.start + at + step.start()),
                        parts=(squeeze(what)[:_MAX_PART],),
                    )
            at += len(piece)


_VERB_OF_SELF: Final = re.compile(rf"{SELF}\s+có\s+hiệu\s+lực.{{0,20}}từ\s+ngày\s+\d", _FLAGS)
