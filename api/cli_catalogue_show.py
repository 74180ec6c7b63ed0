"""How ``trachuan catalogue`` shows lists, records, codes of goods and classes to people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from api.cli_output import print_indented
from api.models_base import NumberLink
from api.models_catalogue import (
    AdopterBody,
    CheckedRowBody,
    ForeignBody,
    GoodsCodeBody,
    GoodsNameBody,
    IcsClassBody,
    ListedBody,
    ListsBody,
    ProvenanceBody,
    RecordBody,
    RecordLine,
    RiskRowBody,
    TariffState,
)
from api.models_time import AdoptionBody

__all__ = ["print_goods", "print_ics", "print_lists", "print_record", "print_rows"]

_KINDS = {
    "standards": "tiêu chuẩn, văn bản",
    "foreign": "tiêu chuẩn quốc tế",
    "ics": "phân loại ICS",
    "hs": "biểu thuế (mã HS)",
    "risk": "danh mục theo mức độ rủi ro",
}
_STATES = {
    TariffState.HEADING: "biểu thuế đã nạp có các mã dài hơn bắt đầu bằng mã này",
    TariffState.GONE: "biểu thuế đã nạp không có mã này",
    TariffState.NO_TARIFF: "chưa nạp biểu thuế nào, nên không nói được tên mã",
}
_STATUS = {
    "in_force": "còn hiệu lực",
    "not_yet": "chưa có hiệu lực",
    "ended": "hết hiệu lực",
    "partly_ended": "hết hiệu lực một phần",
    "suspended": "tạm ngưng hiệu lực",
    "unverified": "chưa rõ hiệu lực",
}
_DEGREES = {
    "identical": "hoàn toàn tương đương",
    "modified": "tương đương có sửa đổi",
    "not_equivalent": "không tương đương",
    None: "chưa rõ mức tương đương",
}
_LEVELS = {"high": "rủi ro cao", "medium": "rủi ro trung bình", "low": "rủi ro thấp", None: ""}
_SHOWN = 20


def print_lists(body: ListsBody, out: Console, *, refused: bool = False) -> None:
    """The lists; with ``refused`` also the rows that were not kept."""
    for one in body.items:
        print_indented(out, one.name, style="bold", left=0)
        print_indented(out, f"{_KINDS[one.kind]}: {one.records} dòng được giữ, từ {one.file}")
        print_indented(out, f"nạp lúc {one.at:%d/%m/%Y %H:%M} UTC")
        if one.refused:
            print_indented(out, f"{len(one.refused)} dòng bị loại", style="yellow")
        for line in one.refused[:_SHOWN] if refused else ():
            print_indented(out, line, left=6)
        if refused and len(one.refused) > _SHOWN:
            print_indented(out, f"và {len(one.refused) - _SHOWN} dòng nữa: --json", left=6)
    if not body.items:
        print_indented(out, "chưa nạp danh mục nào: trachuan catalogue add FILE", left=0)


def print_rows(body: CheckedRowBody, out: Console) -> None:
    """A row of a list and who checked it."""
    for record in body.records:
        print_indented(out, f"{record.about or '—'}  {record.name or ''}".rstrip(), left=0)
        print_indented(out, _from(record.provenance))


def print_record(body: RecordBody, out: Console) -> None:
    """All that lists say of a number."""
    print_indented(out, body.number, style="bold", left=0)
    if body.status is not None:
        told = f"{_STATUS[body.status]} ngày {body.as_of:%d/%m/%Y}"
        print_indented(out, f"{told}: {body.status_reason}" if body.status_reason else told)
    if body.target.held:
        print_indented(out, f"kho có văn bản: {body.target.slug}")
    for listed in body.listed:
        _print_listed(listed, out)
    for foreign in body.foreign:
        _print_foreign(foreign, out)
    for adoption in body.adopts:
        _print_adoption(adoption, out)
    _print_adopters(body.adopted_by, out)


def _print_listed(record: ListedBody, out: Console) -> None:
    for title in (record.title, record.title_en):
        if title:
            print_indented(out, title)
    days = (
        ("ban hành", record.issued),
        ("hiệu lực từ", record.effective_from),
        ("hết hiệu lực từ", record.ended_on),
    )
    told = [f"{name} {day:%d/%m/%Y}" for name, day in days if day is not None]
    if record.status is not None:
        told.append(f"danh mục ghi: {_STATUS[record.status]}")
    lines = (
        "; ".join(told),
        _named("thay thế", record.replaces),
        _named("được thay thế bởi", record.replaced_by),
        _named("sửa đổi", record.amends),
    )
    for line in filter(None, lines):
        print_indented(out, line, left=6)
    provenance = ProvenanceBody(
        source=record.source,
        row=record.row,
        checked_by=record.checked_by,
        checked_on=record.checked_on,
    )
    print_indented(out, _from(provenance), left=6)


def _print_foreign(record: ForeignBody, out: Console) -> None:
    print_indented(out, f"{record.number}  {record.title_en}")
    parts = (
        f"{record.stage_words} ({record.stage})" if record.stage else "",
        f"công bố {record.published}" if record.published else "",
        f"ICS {', '.join(record.ics)}" if record.ics else "",
        _named("được thay thế bởi", record.replaced_by),
    )
    print_indented(out, "; ".join(filter(None, parts)), left=6)
    print_indented(out, _from(record.provenance), left=6)


def _print_adoption(adoption: AdoptionBody, out: Console) -> None:
    print_indented(out, f"chấp nhận {adoption.target.number}: {_DEGREES[adoption.degree]}")
    if adoption.title_en:
        print_indented(out, f"{adoption.title_en} ({adoption.source}, dòng {adoption.row})", left=6)
    if adoption.newer:
        print_indented(out, f"bản mới hơn: {', '.join(adoption.newer)}", left=6)
    for ics in adoption.ics:
        print_indented(out, f"ICS {ics.code} {ics.name_en or ''}".rstrip(), left=6)


def _print_adopters(adopters: Sequence[AdopterBody], out: Console) -> None:
    for one in adopters:
        title = f"  {one.title}" if one.title else ""
        print_indented(
            out, f"được chấp nhận bởi {one.target.number}: {_DEGREES[one.degree]}{title}"
        )


def print_goods(body: GoodsCodeBody, out: Console) -> None:
    """What is known of a code of goods."""
    print_indented(out, f"HS {body.code}", style="bold", left=0)
    if body.name is not None:
        _print_name(body.name, out)
    else:
        print_indented(out, _STATES[body.state])
    for name in body.below[:_SHOWN]:
        print_indented(out, f"{name.code}  {name.name}", left=6)
    if len(body.below) > _SHOWN:
        print_indented(out, f"và {len(body.below) - _SHOWN} mã nữa: --json", left=6)
    for row in body.rows[:_SHOWN]:
        codes = ", ".join(hit.code for hit in row.codes)
        status = f"{_STATUS[row.status]} ngày {body.as_of:%d/%m/%Y}"
        print_indented(out, f"{row.number or row.slug} ({status}), tr. {row.page}: {codes}")
        print_indented(out, row.name, left=6)
    more = len(body.rows) - _SHOWN + body.more_rows
    if more > 0:
        print_indented(out, f"và {more} dòng nữa: --json")
    print_indented(out, body.risk_note)
    for risk in body.risk[:_SHOWN]:
        _print_risk(risk, out)
    _print_lines(body.records, out)


def _print_name(name: GoodsNameBody, out: Console) -> None:
    print_indented(out, " › ".join(name.path) or name.name)
    if name.name_en:
        print_indented(out, " › ".join(name.path_en) or name.name_en)
    print_indented(out, _from(name.provenance), left=6)


def _print_risk(risk: RiskRowBody, out: Console) -> None:
    where = risk.listed_in.number if risk.listed_in else "văn bản không số"
    codes = " ".join(hit.code for hit in (risk.code, *risk.also) if hit is not None)
    parts = (where, _LEVELS[risk.level], codes)
    print_indented(out, ", ".join(filter(None, parts)))
    print_indented(out, risk.full_name or risk.name, left=6)
    if risk.provenance is not None:
        print_indented(out, _from(risk.provenance), left=6)


def print_ics(body: IcsClassBody, out: Console) -> None:
    """A class of standards and what belongs to it."""
    print_indented(out, f"ICS {body.code}", style="bold", left=0)
    if body.name is not None:
        print_indented(out, body.name.full_name_en or body.name.name_en)
        print_indented(out, _from(body.name.provenance), left=6)
    else:
        known = "không có lớp này" if body.has_names else "chưa được nạp"
        print_indented(out, f"danh mục ICS {known}")
    for name in body.below[:_SHOWN]:
        print_indented(out, f"{name.code}  {name.name_en}", left=6)
    for one in body.inherited[:_SHOWN]:
        title = f"  {one.title}" if one.title else ""
        print_indented(out, f"{one.target.number} (theo {one.foreign}){title}")
    _print_lines(body.stated, out)


def _print_lines(lines: Sequence[RecordLine], out: Console) -> None:
    for line in lines[:_SHOWN]:
        print_indented(out, f"{line.number}  {line.title or line.title_en or ''}".rstrip())
        print_indented(out, _from(line.provenance), left=6)


def _named(verb: str, links: Sequence[NumberLink]) -> str:
    return f"{verb} {', '.join(link.number for link in links)}" if links else ""


def _from(provenance: ProvenanceBody) -> str:
    """List, row, and who checked it."""
    checked = "chưa ai đối chiếu"
    if provenance.checked_by:
        day = f" ngày {provenance.checked_on:%d/%m/%Y}" if provenance.checked_on else ""
        checked = f"{provenance.checked_by} đã đối chiếu{day}"
    return f"theo {provenance.source}, dòng {provenance.row}; {checked}"
