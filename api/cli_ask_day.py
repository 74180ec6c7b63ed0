"""What the day says of an answer, as lines of text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from api.models import AnswerBody
from api.models_ask import AskedCodeBody, HsBody, NearestBody, RestsOnBody, SuccessorBody
from api.models_risk import RiskBody
from api.models_time import RecordClaimBody
from standards.risk import RiskLevel
from standards.validity import Status

__all__ = ["STATUS", "code_words", "day_lines", "record_lines", "risk_lines", "since"]

STATUS: Final = {
    Status.IN_FORCE: ("còn hiệu lực", "green"),
    Status.NOT_YET: ("chưa có hiệu lực", "yellow"),
    Status.ENDED: ("hết hiệu lực", "red"),
    Status.PARTLY_ENDED: ("hết hiệu lực một phần", "yellow"),
    Status.SUSPENDED: ("tạm ngưng hiệu lực", "red"),
    Status.UNVERIFIED: ("chưa xác minh hiệu lực", "yellow"),
}
_LEVELS: Final = {
    RiskLevel.HIGH: "rủi ro cao",
    RiskLevel.MEDIUM: "rủi ro trung bình",
    RiskLevel.LOW: "rủi ro thấp",
}
_MOST: Final = 3
_CODES: Final = 8


def since(status: Status, start: date | None, end: date | None) -> str:
    """The day that goes with a status: since when, or from when on.

    >>> since(Status.NOT_YET, date(2027, 1, 1), None)
    ' (có hiệu lực từ 01/01/2027)'
    """
    if status is Status.NOT_YET and start is not None:
        return f" (có hiệu lực từ {start:%d/%m/%Y})"
    day = end if status is Status.ENDED else start
    return f" (từ {day:%d/%m/%Y})" if day is not None and status is not Status.UNVERIFIED else ""


def day_lines(answer: AnswerBody | NearestBody) -> Iterator[str]:
    """Why the text has its status, what came after it, what the evidence stands in, who amends it
    and who makes it mandatory."""
    if answer.status is not Status.IN_FORCE and answer.status_reason:
        yield answer.status_reason
    if answer.replaced_by:
        yield f"Thay thế bởi: {' → '.join(map(_successor, answer.replaced_by))}"
    if isinstance(answer, AnswerBody) and answer.edition is not None:
        arrow = f"{answer.edition.asked} → {answer.edition.number}. "
        yield f"Bản áp dụng: {arrow if answer.edition.number else ''}{answer.edition.reason}"
        for choice in () if answer.edition.number else answer.edition.choices[:_MOST]:
            days = since(choice.status, choice.in_force_from, choice.ended_on)
            yield f"- {choice.number}: {STATUS[choice.status][0]}{days}"
    base = answer.rests_on
    if not base.is_itself or base.status is not answer.status:
        yield f"Dựa vào: {_base(base)}"
    if not base.is_itself:
        yield from _amending(base)
    if not isinstance(answer, AnswerBody):
        return
    yield from _amending(answer)
    for one in answer.mandatory_by[:_MOST]:
        clause = f"{one.clause.label}, " if one.clause is not None and one.clause.label else ""
        parts = f", phần {'; '.join(one.parts)}" if one.parts else ""
        place = f"{clause}{one.number or one.title}, trang {one.page}"
        yield f"Bắt buộc vì được viện dẫn: {place}{parts}"
    yield from _more(len(answer.mandatory_by))
    for rule in answer.transitions[:_MOST]:
        until = f" (đến trước {rule.until:%d/%m/%Y})" if rule.until is not None else ""
        place = f"{rule.number or rule.slug}, trang {rule.page}"
        yield f"Chuyển tiếp{until}: “{_cut(rule.words)}” ({place})"
    for conflict in answer.conflicts:
        days = "; ".join(
            f"{event.day:%d/%m/%Y} ({event.witness.number or event.witness.source or 'chính nó'})"
            for event in conflict.events
            if event.day is not None
        )
        yield f"Các nguồn nói khác nhau: {days}" if days else "Các nguồn nói khác nhau"
    yield from record_lines(answer.records)


def _amending(text: AnswerBody | RestsOnBody) -> Iterator[str]:
    """Who amends the text on the day, and who corrects it."""
    corrected = [link.number for link in text.corrected_by]
    amending = [link.number for link in text.amended_by if link.number not in corrected]
    if amending:
        yield f"Đang được sửa đổi bởi: {', '.join(amending)}"
    if corrected:
        yield f"Đính chính bởi: {', '.join(corrected)}"


def record_lines(records: Sequence[RecordClaimBody]) -> Iterator[str]:
    """What lists say of a number, each with its list and row."""
    for record in records[:_MOST]:
        checked = f"{record.checked_by} đã đối chiếu" if record.checked_by else "chưa đối chiếu"
        status = f"; ghi là {STATUS[record.status][0]}" if record.status is not None else ""
        title = record.title or record.title_en
        name = f": {title}" if title else ""
        row = f"{record.source}, dòng {record.row}; {checked}"
        stage = f"; {record.stage_words}" if record.stage_words else ""
        newer = ", ".join(link.number for link in record.replaced_by)
        after = f"; thay thế bởi {newer}" if newer else ""
        yield f"Theo danh mục: {record.number}{name}{status}{stage}{after} ({row})"
    yield from _more(len(records))


def risk_lines(risk: RiskBody) -> Iterator[str]:
    """The level of risk, what to do, who says so; or that no list is loaded."""
    levels = [_LEVELS[level] for level in risk.levels]
    if risk.group_2:
        levels.append("nhóm 2")
    if levels:
        yield f"Rủi ro: {', '.join(levels)}"
    for one in risk.findings[:_MOST]:
        place = one.number or one.list_name or ""
        page = f", trang {one.page}" if one.page else ""
        row = f", dòng {one.list_row} của {one.list_name}" if one.list_name else ""
        checked = "" if one.checked or not one.list_name else ", chưa đối chiếu"
        level = f", {_LEVELS[one.level]}" if one.level is not None else ""
        code = "".join(f" {code.hs}" for code in one.codes[:_CODES])
        yield f"- {_cut(one.full_name or one.name)}{code}{level} ({place}{page}{row}{checked})"
        for duty in one.duties[:_MOST] if one.covers else ():
            compared = "" if duty.ground.checked else ", chưa đối chiếu"
            yield f"  {duty.words} ({duty.ground.place}, {duty.ground.law}{compared})"
    yield from _more(len(risk.findings) + risk.more)
    if risk.note:
        yield f"Rủi ro: {risk.note}" if not levels else risk.note


def code_words(code: HsBody | AskedCodeBody) -> str:
    """A code with its match and its name in the tariff, or that the tariff has it no more."""
    match = f" (khớp {code.match_level} số)" if isinstance(code, HsBody) else ""
    if code.is_gone:
        return f"{code.code}{match}: biểu thuế đang nạp không còn mã này"
    return f"{code.code}{match}: {code.name_vi}" if code.name_vi else f"{code.code}{match}"


def _successor(one: SuccessorBody) -> str:
    words = STATUS[one.status][0]
    return f"{one.number}, {words}{since(one.status, one.in_force_from, None)}"


def _base(base: RestsOnBody) -> str:
    words = STATUS[base.status][0]
    day = since(base.status, base.in_force_from, base.ended_on)
    reason = "" if base.status is Status.IN_FORCE else f": {base.status_reason}"
    return f"{base.number or base.title or base.slug}, {words}{day}{reason}"


def _more(count: int) -> Iterator[str]:
    if count > _MOST:
        yield f"… và {count - _MOST} nơi khác"


def _cut(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= 160 else f"{text[:160].rsplit(' ', 1)[0]} …"
