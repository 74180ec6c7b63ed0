"""Why a text is what it is on a day, in sentences: day, act and place, in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from standards.events import Basis, Event, EventKind, Reason
from standards.identifier import Identifier
from standards.relation import EffectRule, RuleKind
from standards.series import Family, act_types

__all__ = [
    "contradicted",
    "ended",
    "ended_by_then",
    "goes_on",
    "in_force",
    "name_of",
    "no_start",
    "not_issued",
    "not_yet",
    "part_ended",
    "part_not_yet",
    "part_started",
    "part_suspended",
    "partly",
    "suspended",
    "undated",
]

_DEEDS = {
    EventKind.ISSUED: ("ban hành", "issued"),
    EventKind.STARTED: ("có hiệu lực", "takes effect"),
    EventKind.PART_STARTED: ("một phần có hiệu lực", "part of it takes effect"),
    EventKind.AMENDED: ("sửa đổi, bổ sung", "amended"),
    EventKind.CORRECTED: ("đính chính", "corrected"),
    EventKind.PARTLY_REPEALED: ("bãi bỏ một phần", "repealed in part"),
    EventKind.SUSPENDED: ("ngưng hiệu lực", "suspended"),
    EventKind.RESUMED: ("có hiệu lực trở lại", "resumed"),
    EventKind.REPLACED: ("thay thế", "replaced"),
    EventKind.REPEALED: ("bãi bỏ", "repealed"),
    EventKind.EXPIRED: ("hết thời hạn", "expired"),
}
_UNITS = {
    RuleKind.DAYS_AFTER_ISSUE: ("ngày", "days"),
    RuleKind.MONTHS_AFTER_ISSUE: ("tháng", "months"),
    RuleKind.YEARS_AFTER_ISSUE: ("năm", "years"),
}


@cache
def name_of(number: Identifier) -> Reason:
    """What an officer calls the text: *Thông tư số 01/2021/TT-BLĐTBXH*, *QCVN 16:2023/BXD*.

    >>> name_of(Identifier.parse("01/2021/TT-BLĐTBXH"))
    Reason(vi='Thông tư số 01/2021/TT-BLĐTBXH', en='Circular No. 01/2021/TT-BLĐTBXH')
    >>> name_of(Identifier.parse("68/2006/QH11")).vi
    'Luật số 68/2006/QH11'
    """
    if number.family is not Family.LEGAL_ACT or number.is_amendment:
        return Reason(str(number), str(number))
    if number.tail.startswith("QH"):
        return Reason(f"Luật số {number}", f"Law No. {number}")
    kind = next((act for act in act_types() if act.sign == number.series), None)
    vi = kind.names[0] if kind is not None else "văn bản"
    en = kind.names_en[0] if kind is not None and kind.names_en else "Act"
    return Reason(f"{vi} số {number}", f"{en} No. {number}")


def in_force(starts: Sequence[Event], day: date) -> Reason:
    """In force, since when, and who says so."""
    first = _first(starts)
    if first.day is None:
        source = _source(first)
        latest = first.latest or day
        return Reason(
            f"Còn hiệu lực vào {_vi(latest)}{source.vi}; không rõ từ ngày nào.",
            f"In force on {latest.isoformat()}{source.en}; since when is not known.",
        )
    return _joined("Có hiệu lực từ", "In force since", first)


def goes_on(resumed: Event) -> Reason:
    """In force again: what ended it rests, or a text says that it goes on."""
    source = _source(resumed)
    day = resumed.day or date.max
    why_vi = why_en = ""
    if resumed.of is not None:
        of = name_of(resumed.of)
        why_vi = f" trong thời gian {of.vi} (đã chấm dứt hiệu lực văn bản này) bị ngưng hiệu lực"
        why_en = f" while {of.en}, which had ended it, is suspended"
    return Reason(
        f"Tiếp tục có hiệu lực từ {_vi(day)}{why_vi}{source.vi}.",
        f"Goes on in force from {day.isoformat()}{why_en}{source.en}.",
    )


def not_yet(starts: Sequence[Event], parts: Sequence[Event] = ()) -> Reason:
    """Not yet in force: from when, and which ``parts`` are in force already."""
    first = _first(starts)
    whole = _joined("Chưa có hiệu lực; có hiệu lực từ", "Not yet in force; in force from", first)
    told = [_joined(f"Riêng {_parts(e)} có hiệu lực từ", f"But {_parts(e)} from", e) for e in parts]
    return Reason(
        " ".join([whole.vi, *(one.vi for one in told)]),
        " ".join([whole.en, *(one.en for one in told)]),
    )


def _parts(event: Event) -> str:
    return ", ".join(event.parts)


def not_issued(issued: Sequence[Event]) -> Reason:
    """Before the day of issue a text cannot bind."""
    first = _first(issued)
    day, source = first.day or date.max, _source(first)
    return Reason(
        f"Chưa ban hành: ban hành ngày {_vi(day)}{source.vi}, trước ngày đó không thể có hiệu lực.",
        f"Not yet issued: issued on {day.isoformat()}{source.en}; it cannot bind before that day.",
    )


def no_start(starts: Sequence[Event]) -> Reason:
    """Nobody says from when; the words are there where they name no day."""
    if starts:
        first = starts[0]
        source = _source(first)
        return Reason(
            f"Không xác định được ngày có hiệu lực: “{first.witness.words}”{source.vi}.",
            f"The day of effect does not follow from the words “{first.witness.words}”{source.en}.",
        )
    return Reason(
        "Chưa xác minh: không nguồn nào trong thư viện cho biết ngày có hiệu lực.",
        "Unverified: no source in the library tells the day of effect.",
    )


def ended(events: Sequence[Event]) -> Reason:
    """Ended: since when, by whom, where it says so."""
    first = _first(events)
    deed = _deed(first)
    if first.day is None:
        latest = first.latest or date.max
        source = _source(first)
        return Reason(
            f"Đã hết hiệu lực vào {_vi(latest)}{source.vi}; không rõ từ ngày nào.",
            f"Had ended by {latest.isoformat()}{source.en}; since when is not known.",
        )
    return Reason(
        f"Hết hiệu lực từ {_vi(first.day)}{deed.vi}.",
        f"Ended on {first.day.isoformat()}{deed.en}.",
    )


def ended_by_then(events: Sequence[Event], earlier: Sequence[Event]) -> Reason:
    """Surely ended by a day, and perhaps before: what may have ended it has no day."""
    sure, perhaps = ended(events), _deed(earlier[0])
    return Reason(
        sure.vi.replace(" từ ", " chậm nhất từ ", 1)
        + f" Có thể sớm hơn{perhaps.vi}, không rõ từ ngày nào.",
        sure.en.replace("Ended on", "Ended at the latest on", 1)
        + f" Perhaps earlier{perhaps.en}; that day is not known.",
    )


def suspended(events: Sequence[Event]) -> Reason:
    """Suspended: since when, until when, by whom."""
    first = _first(events)
    deed = _deed(first)
    since_vi = f" từ {_vi(first.day)}" if first.day else ""
    since_en = f" since {first.day.isoformat()}" if first.day else ""
    until_vi = f" cho đến trước {_vi(first.until)}" if first.until else ""
    until_en = f" until {first.until.isoformat()}" if first.until else ""
    return Reason(
        f"Ngưng hiệu lực{since_vi}{until_vi}{deed.vi}.",
        f"Suspended{since_en}{until_en}{deed.en}.",
    )


def partly(events: Sequence[Event]) -> Reason:
    """In force but for some parts, each with the text that took it out."""

    def one(event: Event) -> Reason:
        deed = _deed(event)
        parts = ", ".join(event.parts)
        since = event.day
        halted = event.kind is EventKind.SUSPENDED
        vi = f"{parts or 'một phần'} {'ngưng' if halted else 'hết'} hiệu lực"
        en = f"{parts or 'a part'} {'suspended' if halted else 'ended'}"
        if since is not None:
            vi, en = f"{vi} từ {_vi(since)}", f"{en} on {since.isoformat()}"
        return Reason(vi + deed.vi, en + deed.en)

    told = [one(event) for event in events]
    return Reason(
        f"Hết hiệu lực một phần: {'; '.join(each.vi for each in told)}.",
        f"In force in part: {'; '.join(each.en for each in told)}.",
    )


def part_ended(part: str, event: Event) -> Reason:
    """A part has ended: which, since when, by whom, where it says so."""
    own = event.kind is EventKind.PARTLY_REPEALED
    deed = _deed(replace(event, kind=EventKind.REPEALED) if own else event)
    if event.day is None:
        return Reason(
            f"{_upper(part)} đã hết hiệu lực{deed.vi}; không rõ từ ngày nào.",
            f"{_upper(part)} has ended{deed.en}; since when is not known.",
        )
    return Reason(
        f"{_upper(part)} hết hiệu lực từ {_vi(event.day)}{deed.vi}.",
        f"{_upper(part)} ended on {event.day.isoformat()}{deed.en}.",
    )


def part_suspended(part: str, event: Event) -> Reason:
    """A part is suspended: which, since when, until when, by whom."""
    told = suspended([event])
    return Reason(
        f"{_upper(part)} {told.vi[:1].lower()}{told.vi[1:]}",
        f"{_upper(part)} {told.en[:1].lower()}{told.en[1:]}",
    )


def part_not_yet(part: str, event: Event) -> Reason:
    """A part starts later than the rest: which, and from when."""
    return _joined(
        f"{_upper(part)} chưa có hiệu lực; có hiệu lực từ",
        f"{_upper(part)} not yet in force; in force from",
        event,
    )


def part_started(part: str, event: Event) -> Reason:
    """A part is in force before the rest: which, and since when."""
    return _joined(f"{_upper(part)} có hiệu lực từ", f"{_upper(part)} in force since", event)


def _upper(part: str) -> str:
    return part[:1].upper() + part[1:]


def contradicted(events: Sequence[Event]) -> Reason:
    """Held texts give different days for one event; each with its source."""
    dated = sorted((e for e in events if e.day is not None), key=lambda e: e.day or date.max)
    words = _DEEDS[dated[0].kind if dated else events[0].kind]
    seen: dict[tuple[date | None, str], Reason] = {}
    for event in dated:
        source = _source(event, own="chính văn bản này", own_en="the text itself")
        seen.setdefault((event.day, source.vi), source)
    vi = "; ".join(f"{_vi(day)}{source.vi}" for (day, _), source in seen.items() if day)
    en = "; ".join(f"{day.isoformat()}{source.en}" for (day, _), source in seen.items() if day)
    return Reason(
        f"Chưa xác minh: các nguồn mâu thuẫn về ngày {words[0]}: {vi}.",
        f"Unverified: sources contradict each other on the day ({words[1]}): {en}.",
    )


def undated(events: Sequence[Event]) -> Reason:
    """Something happened or may have happened, and nobody names the day."""
    first = events[0]
    deed = _deed(first)
    _, en = _DEEDS[first.kind]
    if first.witness.basis is Basis.NUMBERING and first.by is not None:
        return Reason(
            f"Chưa xác minh: đã có bản mới hơn {name_of(first.by).vi}, nhưng không nguồn nào cho "
            "biết ngày bản đó có hiệu lực và thay thế bản này.",
            f"Unverified: there is a newer edition, {name_of(first.by).en}, but no source tells "
            "the day on which it takes effect and replaces this one.",
        )
    return Reason(
        f"Chưa xác minh: có thể đã hết hoặc ngưng hiệu lực{deed.vi}, nhưng không rõ từ ngày nào.",
        f"Unverified: it may have been {en}{deed.en}, but no source tells the day.",
    )


def _vi(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _first(events: Sequence[Event]) -> Event:
    return min(events, key=lambda event: event.day or date.max)


def _joined(vi: str, en: str, event: Event) -> Reason:
    source, rule = _source(event), _rule(event.rule)
    day = event.day or date.max
    return Reason(
        f"{vi} {_vi(day)}{rule.vi}{source.vi}.",
        f"{en} {day.isoformat()}{rule.en}{source.en}.",
    )


def _rule(rule: EffectRule | None) -> Reason:
    """How the day follows from the words."""
    if rule is None:
        return Reason("", "")
    if rule.kind is RuleKind.ON_ISSUE:
        return Reason(" (ngày ký ban hành)", " (the day of issue)")
    if rule.kind in _UNITS:
        vi, en = _UNITS[rule.kind]
        return Reason(
            f" (sau {rule.count} {vi} kể từ ngày ký)", f" ({rule.count} {en} after signing)"
        )
    return Reason("", "")


def _place(event: Event) -> Reason:
    """Clause and page of a held document, list and row of a record."""
    witness = event.witness
    if witness.basis is Basis.CATALOGUE:
        checked = Reason("", "") if witness.checked else Reason(", chưa kiểm tra", ", not checked")
        return Reason(
            f"danh mục {witness.source}, dòng {witness.page}{checked.vi}",
            f"list {witness.source}, row {witness.page}{checked.en}",
        )
    vi = [part for part in (witness.place, f"trang {witness.page}") if part]
    en = [part for part in (witness.place_en, f"page {witness.page}") if part]
    return Reason(", ".join(vi), ", ".join(en))


def _source(event: Event, *, own: str = "", own_en: str = "") -> Reason:
    """Who says it, in brackets or behind *theo*."""
    place = _place(event)
    if event.witness.basis is Basis.CATALOGUE:
        return Reason(f" (theo {place.vi})", f" (by {place.en})")
    if event.by is not None:
        by = name_of(event.by)
        return Reason(f", theo {by.vi} ({place.vi})", f", by {by.en} ({place.en})")
    vi = ", ".join(part for part in (own, place.vi) if part)
    en = ", ".join(part for part in (own_en, place.en) if part)
    return Reason(f" ({vi})", f" ({en})")


def _deed(event: Event) -> Reason:
    """By whom it was done and where it says so: *, do Thông tư số … thay thế (khoản 2 Điều 5)*."""
    place = _place(event)
    vi, en = _DEEDS[event.kind]
    if event.kind is EventKind.EXPIRED:
        return Reason(f", hết thời hạn ({place.vi})", f", expired ({place.en})")
    if event.witness.basis is Basis.NUMBERING and event.by is not None:
        by = name_of(event.by)
        return Reason(
            f", do bản mới hơn cùng số hiệu {by.vi} thay thế",
            f", replaced by the newer edition of the same number, {by.en}",
        )
    doer = name_of(event.by) if event.by is not None else _nameless(event)
    of = name_of(event.of) if event.of is not None else None
    vi_of = f" {of.vi}" if of is not None else ""
    en_of = f" ({of.en})" if of is not None else ""
    return Reason(
        f", do {doer.vi} {vi}{vi_of} ({place.vi})", f", {en}{en_of} by {doer.en} ({place.en})"
    )


def _nameless(event: Event) -> Reason:
    if event.witness.document is not None:
        return Reason("một văn bản không rõ số", "a text without a number")
    return Reason("văn bản khác", "another text")
