"""Stretches of a recognised text that a known number must have been printed at.

Reads a text and the known numbers; writes :class:`Stretch` values. A stretch has the figures of the
known number, each as read or by a letter that is taken for it, and a series, type and issuer that
cannot be right as read unless they are that number's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ingest.confusions import confusions, distance, figures_meant
from ingest.known_numbers import Candidate, KnownNumbers, act_key, figure_key
from standards.agencies import agency, canonical_code
from standards.identifier import Family, Identifier
from standards.reading import YEARS, level
from standards.series import act_types, all_series

__all__ = ["Stretch", "damaged_stretches"]

_LETTER: Final = 1.0
"""One letter of a series of four or more may be read quite wrong."""
_SHORT: Final = 0.3
"""Shorter words may hold one confused letter."""
_SIGN_SHARE: Final = 0.3
"""An issuer's sign may differ by this share of its letters."""
_MARGIN: Final = 0.25
"""A second number this near makes the first one unsure."""
_FIGURE: Final = 0.1
_MARKS: Final = 0.25
_ONE_MARK: Final = 1.0
"""One mark of a number may be lost, added or read as another."""
_NO_SIGN: Final = 0.2
_LEAST: Final = 5
"""A number with its year has at least so many figures."""
_LEAST_SIGN: Final = 3

_TOKEN: Final = re.compile(r"(?<![^\W_])[^\W_]{2,14}")
_GLUED: Final = re.compile(r"(?P<word>.*?[^\W\d_])(?=\d)")
_GAP: Final = re.compile(r"\s{0,3}(?:[:.,;'’-]\s{0,2})?")
_SIGN: Final = re.compile(
    r"\s{0,2}[/|!lI1\\]?\s{0,3}(?P<sign>[^\W\d_&]{2}[^\W\d_]{0,8}(?:&[^\W\d_]{1,6})?)(?P<below>\n[^\W\d_]{2,6}\b)?"
)
_BEFORE: Final = re.compile(r"(?P<word>[^\W_]{2,7})[\s/]{1,3}$")
_TAIL: Final = r"(?P<type>[^\W\d_]{2,5})\s{0,2}[-.,_~/]?\s{0,3}(?P<sign>[^\W\d_]{2}[^\W\d_&]{0,10})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """``start``..``end`` of a text, where the candidate must have been printed; ``cost`` says how
    far the words as read are from it.
    """

    start: int
    end: int
    candidate: Candidate
    cost: float


def damaged_stretches(text: str, known: KnownNumbers) -> tuple[Stretch, ...]:
    """Stretches that read as exactly one known number, in reading order, none over another."""
    flat = level(text)
    found = [*_standards(flat, known), *_acts(flat, known)]
    apart: list[Stretch] = []
    for one in sorted(found, key=lambda one: (one.start, one.cost, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart)


def _nearest(found: Iterable[Stretch]) -> Stretch | None:
    """The one with the least cost, if no other number is as near."""
    ranked = sorted(found, key=lambda one: one.cost)
    if not ranked:
        return None
    first = ranked[0]
    others = (one for one in ranked[1:] if one.candidate.target != first.candidate.target)
    second = next(others, None)
    return first if second is None or second.cost - first.cost >= _MARGIN else None


# --- standards --------------------------------------------------------------------------------


@cache
def _figures_run() -> re.Pattern[str]:
    figure = "[0-9" + "".join(map(re.escape, confusions().figures)) + "]"
    return re.compile(rf"{figure}+(?:\s{{0,2}}[-:;.,/'_]{{0,2}}\s{{0,2}}{figure}+){{0,5}}")


@cache
def _series_tokens() -> frozenset[str]:
    """Words of letters that series are made of."""
    words = (word for row in all_series() for word in row.words)
    tokens = (token.upper() for word in words for token in re.split(r"[\s/,-]+", word))
    return frozenset(token for token in tokens if token.isalpha())


@lru_cache(maxsize=4096)
def _is_like_series(word: str) -> bool:
    return any(_word_cost(word, token) is not None for token in _series_tokens())


def _word_cost(read: str, meant: str) -> float | None:
    """How far a series word is from the one meant; None if too far, or if it is another series."""
    if read.upper() == meant.upper():
        return 0.0
    if read.upper() in _series_tokens() or len(meant) < 3:
        return None
    letters = sum(char.isalpha() for char in read)
    if letters < 2 or sum(char.isupper() for char in read) < 0.5 * letters:
        return None
    if len(read) != len(meant) and len(meant) < 4:
        return None
    cost = distance(read, meant)
    return cost if cost <= (_LETTER if len(meant) >= 4 else _SHORT) else None


def _standards(flat: str, known: KnownNumbers) -> Iterator[Stretch]:
    for token in _TOKEN.finditer(flat):
        words = [(token[0], token.end())]
        if glued := _GLUED.match(token[0]):
            words.append((glued["word"], token.start() + glued.end()))
        for word, end in words:
            if not _is_like_series(word):
                continue
            gap = _GAP.match(flat, end)
            run = _figures_run().match(flat, gap.end() if gap else end)
            if run is not None and (one := _standard(flat, (token.start(), word), run, known)):
                yield one


def _standard(
    flat: str, word: tuple[int, str], run: re.Match[str], known: KnownNumbers
) -> Stretch | None:
    """The known number at a series word and the figures behind it; the longest run that is one."""
    for cut in _cuts(run):
        figures = flat[run.start() : cut]
        keys = {figure_key(each) for each in figures_meant(figures)}
        found = [
            one
            for key in keys
            if len(key) >= _LEAST
            for candidate in known.with_figures(key)
            if (one := _weigh(flat, word, (run.start(), cut), candidate)) is not None
        ]
        if found:
            nearest = _nearest(found)
            target = nearest.candidate.target if nearest else None
            return nearest if target and _marks_apart(figures, target) <= _ONE_MARK else None
    return None


def _cuts(run: re.Match[str]) -> list[int]:
    """Where the figures may end, the longest first."""
    ends = {run.start() + group.end() for group in re.finditer(r"[^\s\-:;.,/'_]+", run[0])}
    ends |= {run.start() + figure.end() for figure in re.finditer(r"\d(?=\D|$)", run[0])}
    return sorted(ends, reverse=True)


def _weigh(
    flat: str, word: tuple[int, str], span: tuple[int, int], candidate: Candidate
) -> Stretch | None:
    target = candidate.target
    if target.family is Family.LEGAL_ACT:
        return None
    start, cost = _series_cost(flat, word, target)
    figures = re.sub(r"\s+", "", flat[slice(*span)])
    letters = sum(not char.isdecimal() and char in confusions().figures for char in figures)
    if cost is None or (letters and not candidate.is_sure):
        return None
    end, sign = _sign_cost(flat, span[1], candidate)
    if sign is None:
        return None
    return Stretch(
        start=start,
        end=end,
        candidate=candidate,
        cost=cost + sign + _FIGURE * letters + _MARKS * _marks_apart(figures, target),
    )


def _marks_apart(figures: str, target: Identifier) -> float:
    """How far the marks among figures as read are from those of a number."""
    return distance(_marks(figures), _marks(str(target).removeprefix(target.series)))


def _marks(figures: str) -> str:
    """Where marks stand among figures: ``0000:0000``; a dash year is the same as one after a
    colon, and the issuer does not count.
    """
    plain = re.sub(r"/[^\W\d].*", "", re.sub(r"\s+", "", figures))
    return re.sub(r"[^-:;.,/'_]", "0", plain).replace("-", ":").lstrip(":;.,")


def _series_cost(flat: str, word: tuple[int, str], target: Identifier) -> tuple[int, float | None]:
    """Where the series begins and how far its words are from the target's."""
    tokens = re.split(r"[\s/]+", target.series)
    start, cost = word[0], _word_cost(word[1], tokens[-1])
    for token in reversed(tokens[:-1]):
        before = _BEFORE.search(flat, max(0, start - 12), start)
        more = _word_cost(before["word"], token) if before else None
        if cost is None or more is None or before is None:
            return start, None
        start, cost = before.start("word"), cost + more
    before = _BEFORE.search(flat, max(0, start - 12), start)
    if cost is not None and before is not None and _word_cost(before["word"], "TCVN") is not None:
        return start, None
    return start, cost


def _sign_cost(flat: str, end: int, candidate: Candidate) -> tuple[int, float | None]:
    """Where the issuer's sign ends and how far it is from the target's; None if it is another."""
    meant = candidate.target.agency
    if meant is None:
        return end, 0.0
    read = _SIGN.match(flat, end)
    if read is None or not read["sign"].isupper():
        return end, _NO_SIGN if candidate.basis == "document" else None
    found = [(read.end("sign"), _one_sign_cost(read["sign"], meant))]
    if read["below"]:
        found.append((read.end(), _one_sign_cost(read["sign"] + read["below"].strip(), meant)))
    fitting = [(at, cost) for at, cost in found if cost is not None]
    return min(fitting, key=lambda each: each[1], default=(end, None))


def _one_sign_cost(read: str, meant: str) -> float | None:
    """How far a sign is from the one meant; None if too far, or if it is another body's."""
    if canonical_code(read) == canonical_code(meant):
        return 0.0
    if agency(read) is not None:
        return None
    if len(read) >= _LEAST_SIGN and meant.upper().startswith(read.upper()):
        return _SIGN_SHARE * len(meant)
    cost = distance(read, meant)
    return cost if cost <= _SIGN_SHARE * max(len(meant), 1) else None


# --- legal acts -------------------------------------------------------------------------------


@cache
def _act_pattern() -> re.Pattern[str]:
    figure = "[0-9" + "".join(map(re.escape, confusions().figures)) + "]"
    return re.compile(
        rf"(?<![^\W_])(?P<number>{figure}{{1,5}})\s{{0,2}}(?P<slash>[/\\|]?)\s{{0,2}}"
        rf"(?P<year>{figure}(?:\s?{figure}){{3}})\s{{0,2}}(?:[/\\|]|(?=[^\W\d_]))\s{{0,3}}"
        rf"(?:(?P<term>[^\W\d_]{{2}}\s?{figure}{{1,2}})(?!\w)|{_TAIL})"
    )


@cache
def _types() -> frozenset[str]:
    return frozenset(act.sign.upper() for act in act_types())


def _acts(flat: str, known: KnownNumbers) -> Iterator[Stretch]:
    for match in _act_pattern().finditer(flat):
        found = [
            one
            for number in figures_meant(match["number"])
            for year in figures_meant(match["year"])
            if int(year) in YEARS
            for candidate in known.with_figures(act_key(number, year))
            if (one := _weigh_act(match, candidate)) is not None
        ]
        if (nearest := _nearest(found)) is not None:
            yield nearest


def _weigh_act(match: re.Match[str], candidate: Candidate) -> Stretch | None:
    target = candidate.target
    figures = match["number"] + match["year"]
    letters = sum(not char.isdecimal() and not char.isspace() for char in figures)
    if target.family is not Family.LEGAL_ACT or (letters and not candidate.is_sure):
        return None
    if match["term"]:
        cost = _term_cost(match["term"], target.tail)
    else:
        cost = _symbol_cost(match["type"], match["sign"], target)
    if cost is None:
        return None
    lost = 0.0 if match["slash"] else _MARKS
    return Stretch(
        start=match.start(),
        end=match.end(),
        candidate=candidate,
        cost=cost + _FIGURE * letters + lost,
    )


def _term_cost(read: str, meant: str) -> float | None:
    """``QH1l`` for ``QH11``; None if it is another term, or no assembly's sign."""
    body, _, _ = meant.partition(meant.lstrip("QHUBTV"))
    figures = meant[len(body) :]
    same = bool(figures) and figures in figures_meant(read[len(body) :].strip())
    cost = distance(read[: len(body)], body)
    return cost if body and same and cost <= 2 * _SHORT else None


def _symbol_cost(kind: str, sign: str, target: Identifier) -> float | None:
    """How far type and issuer are from the target's; None if one of them is another one."""
    if not target.series or not target.agency or not (kind + sign).isupper():
        return None
    valid = kind.upper() in _types()
    if valid and kind.upper() != target.series.upper():
        return None
    cost = distance(kind, target.series)
    if cost > 2 * _SHORT:
        return None
    issuer = _one_sign_cost(sign, target.agency)
    return None if issuer is None else cost + issuer
