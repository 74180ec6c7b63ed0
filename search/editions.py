"""Work, edition, file: which edition of a work is meant by a number without a year.

``QCVN 16/BXD`` is a work, ``QCVN 16:2023/BXD`` an edition of it, each PDF a file of that. A dated
reference stays what it is; an undated one means the edition in force on the day. A work goes on
under the sign of another ministry only where a text says so: that its edition replaces an edition
under the old sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from search.history import history_of, lives, standing_then
from search.shelf import Shelf
from standards.agencies import canonical_code, successors_of
from standards.history import EventKind, Reason, Standing
from standards.identifier import Family, Identifier
from standards.relation import Verb
from standards.validity import Status

__all__ = ["Edition", "Resolution", "Work", "resolve", "work_of"]

_BINDS = (Status.IN_FORCE, Status.PARTLY_ENDED)
_SIGNED = (Family.QCVN, Family.QCDP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a work; ``slugs`` are the held documents, one a file, none where the edition
    is only known; ``amended_by`` are the amendments in force on the day."""

    number: Identifier
    slugs: tuple[str, ...]
    standing: Standing
    amended_by: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All known editions of one work, newest first; ``name`` is its number without a year, under
    its newest sign."""

    key: str
    name: str
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a number means on a day: the edition, or None with the reason and the choices."""

    asked: Identifier
    edition: Edition | None
    reason: Reason
    choices: tuple[Edition, ...]


def work_of(shelf: Shelf, number: Identifier, day: date) -> Work:
    """The work that the number belongs to, with the standing of its editions on the day."""
    numbers = _numbers(shelf, number)
    newest = numbers[0] if numbers else number
    return Work(
        key=newest.undated(),
        name=str(newest.without_year()),
        editions=tuple(_edition(shelf, one, day) for one in numbers),
    )


def resolve(shelf: Shelf, number: Identifier, day: date) -> Resolution:
    """The edition that the number means on the day; a dated number means itself."""
    signed = _signed(shelf, number)
    if len(signed) > 1:
        return _unsigned(shelf, number, signed, day)
    meant = signed[0] if signed else number
    if meant.is_dated or meant.family is Family.LEGAL_ACT or meant.is_amendment:
        edition = _edition(shelf, meant, day)
        return Resolution(
            asked=number, edition=edition, reason=edition.standing.reason, choices=(edition,)
        )
    return _resolved(number, work_of(shelf, meant, day), day)


def _signed(shelf: Shelf, number: Identifier) -> tuple[Identifier, ...]:
    """The numbers that one without its issuer's sign may mean; nothing for any other number."""
    if number.agency is not None or number.is_amendment or number.family not in _SIGNED:
        return ()
    return lives(shelf).works.signed(number)


def _unsigned(
    shelf: Shelf, number: Identifier, signed: tuple[Identifier, ...], day: date
) -> Resolution:
    """Several issuers have that number: the reader must choose."""
    names = ", ".join(str(one) for one in signed)
    editions = [
        edition for one in signed for edition in ([one] if one.is_dated else _numbers(shelf, one))
    ]
    reason = Reason(
        f"Số {number} thiếu ký hiệu cơ quan ban hành, có thể là: {names}.",
        f"{number} lacks the sign of its issuer; it may be: {names}.",
    )
    choices = tuple(_edition(shelf, one, day) for one in dict.fromkeys(editions))
    return Resolution(asked=number, edition=None, reason=reason, choices=choices)


def _resolved(asked: Identifier, work: Work, day: date) -> Resolution:
    binding = tuple(e for e in work.editions if e.standing.status in _BINDS)
    if len(binding) == 1:
        return Resolution(
            asked=asked,
            edition=binding[0],
            reason=_one(asked, binding[0], day),
            choices=work.editions,
        )
    if not work.editions:
        reason = Reason(
            f"Thư viện không biết ấn bản nào của {asked}.",
            f"The library knows no edition of {asked}.",
        )
    elif binding:
        names = ", ".join(str(edition.number) for edition in binding)
        reason = Reason(
            f"Ngày {day:%d/%m/%Y} có nhiều ấn bản của {asked} cùng có hiệu lực: {names}.",
            f"On {day.isoformat()} several editions of {asked} are in force: {names}.",
        )
    else:
        reason = Reason(
            f"Ngày {day:%d/%m/%Y} không xác định được ấn bản nào của {asked} có hiệu lực.",
            f"On {day.isoformat()} no edition of {asked} is known to be in force.",
        )
    return Resolution(asked=asked, edition=None, reason=reason, choices=binding or work.editions)


def _one(asked: Identifier, edition: Edition, day: date) -> Reason:
    return Reason(
        f"{asked} không ghi năm: ngày {day:%d/%m/%Y} bản có hiệu lực là {edition.number}.",
        f"{asked} names no year: on {day.isoformat()} the edition in force is {edition.number}.",
    )


def _edition(shelf: Shelf, number: Identifier, day: date) -> Edition:
    standing = standing_then(shelf, history_of(shelf, number), day)
    amended = [
        e.by for e in standing.amendments if e.kind is EventKind.AMENDED and e.by is not None
    ]
    slugs = tuple(copy.id for copy in lives(shelf).copies(number))
    return Edition(
        number=number,
        slugs=slugs,
        standing=standing,
        amended_by=tuple(dict.fromkeys(by for by in amended if by is not None)),
    )


def _numbers(shelf: Shelf, number: Identifier) -> list[Identifier]:
    """The dated numbers of the work, under all its signs, newest first."""
    seen: dict[str, Identifier] = {}
    waiting = [number]
    while waiting:
        one = waiting.pop()
        same = lives(shelf).works.editions(one)
        fresh = [n for n in (*same, *([one] if one.is_dated else [])) if n.key not in seen]
        seen.update((n.key, n) for n in fresh)
        for edition in fresh:
            waiting += _continued(shelf, edition)
    return sorted(seen.values(), key=lambda n: (-(n.year or 0), n.key))


def _continued(shelf: Shelf, edition: Identifier) -> Iterable[Identifier]:
    """Editions of the same number under a predecessor's or successor's sign, where one says that it
    replaces the other."""
    if edition.agency is None:
        return
    store = lives(shelf)
    for copy in store.copies(edition):
        for relation in copy.relations:
            if relation.verb is Verb.REPLACES and _succeeds(edition, relation.target):
                yield relation.target
    for _, document_id in shelf.relations_to(edition):
        facts = store.facts(document_id)
        if facts is None or facts.number is None or facts.number == edition:
            continue
        said = any(r.verb is Verb.REPLACES and r.target == edition for r in facts.relations)
        if said and _succeeds(facts.number, edition):
            yield facts.number


def _succeeds(newer: Identifier, older: Identifier) -> bool:
    """Whether both have the same series and number, and the newer sign took over the older one."""
    same = (newer.series, newer.number.lstrip("0")) == (older.series, older.number.lstrip("0"))
    if not same or newer.agency is None or older.agency is None or newer.year is None:
        return False
    heirs = successors_of(older.agency, date(newer.year, 12, 31))
    sign = canonical_code(newer.agency)
    return sign in heirs and sign != canonical_code(older.agency)
