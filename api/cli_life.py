"""The life of a document as lines of text: what happened when, who says so, and its editions."""

from __future__ import annotations

from collections.abc import Iterator

from api.models import StandardBody
from api.models_time import EditionBody, EventBody, TransitionBody, TransitionPhase, WitnessBody
from standards.history import EventKind
from standards.relation import RuleKind
from standards.validity import Status

__all__ = ["STATUS_WORDS", "life_lines"]

STATUS_WORDS = {
    Status.IN_FORCE: "Còn hiệu lực",
    Status.NOT_YET: "Chưa có hiệu lực",
    Status.ENDED: "Hết hiệu lực",
    Status.PARTLY_ENDED: "Hết hiệu lực một phần",
    Status.SUSPENDED: "Tạm ngưng hiệu lực",
    Status.UNVERIFIED: "Chưa rõ hiệu lực",
}
"""What a status is called."""

_EVENTS = {
    EventKind.ISSUED: "ban hành",
    EventKind.STARTED: "có hiệu lực",
    EventKind.PART_STARTED: "một phần có hiệu lực",
    EventKind.AMENDED: "được sửa đổi",
    EventKind.CORRECTED: "được đính chính",
    EventKind.PARTLY_REPEALED: "bị bãi bỏ một phần",
    EventKind.SUSPENDED: "ngưng hiệu lực",
    EventKind.RESUMED: "có hiệu lực trở lại",
    EventKind.REPLACED: "bị thay thế",
    EventKind.REPEALED: "bị bãi bỏ",
    EventKind.EXPIRED: "hết thời hạn hiệu lực",
}


def life_lines(record: StandardBody) -> Iterator[str]:
    """History, conflicts, transitional rules, what makes it mandatory, and editions."""
    for event in record.history:
        yield f"Diễn biến: {_event(event)}"
    for conflict in record.conflicts:
        told = " ≠ ".join(_event(event) for event in conflict.events)
        yield f"Các nguồn nói khác nhau: {told}"
    for rule in record.transitions:
        until = _until(rule)
        where = ", ".join(part for part in (rule.place, rule.number, f"trang {rule.page}") if part)
        yield f"Chuyển tiếp{until}: {rule.words} [{where}]"
    for binding in record.mandatory_by:
        where = ", ".join(part for part in (binding.place, binding.number or binding.slug) if part)
        yield f"Bắt buộc vì được viện dẫn: {where}, trang {binding.page}"
    for edition in record.editions:
        if len(record.editions) > 1:
            yield f"Bản: {_edition(edition)}"


def _until(rule: TransitionBody) -> str:
    if rule.phase is TransitionPhase.OVER and rule.until is not None:
        return f" (đã hết từ {rule.until:%d/%m/%Y})"
    words = [f"đến trước {rule.until:%d/%m/%Y}"] if rule.until is not None else []
    words += ["chưa có hiệu lực"] if rule.phase is TransitionPhase.NOT_YET else []
    return f" ({', '.join(words)})" if words else ""


def _event(event: EventBody) -> str:
    day = f"{event.day:%d/%m/%Y}" if event.day else "chưa rõ ngày"
    parts = f" ({'; '.join(event.parts)})" if event.parts else ""
    until = f" đến {event.until:%d/%m/%Y}" if event.until else ""
    by = f" bởi {event.by.number}" if event.by else ""
    rule = ""
    if event.rule is not None and event.rule.kind is not RuleKind.STATED:
        rule = f", {event.rule.words}"
    return f"{day} {_EVENTS[event.kind]}{parts}{until}{by}{rule} [{_source(event.witness)}]"


def _source(witness: WitnessBody) -> str:
    if witness.slug is None:
        checked = "" if witness.checked else ", chưa ai kiểm"
        return f"danh mục {witness.source}, dòng {witness.page}{checked}"
    where = (witness.place, witness.number or witness.slug, f"trang {witness.page}")
    return ", ".join(part for part in where if part)


def _edition(edition: EditionBody) -> str:
    held = "" if edition.files else " (chưa có)"
    return f"{edition.number}{held}, {STATUS_WORDS[edition.status].lower()}"
