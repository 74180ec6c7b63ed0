"""What is known of a code of goods, and of a class of standards, on a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from api.links import Links, clause_ref
from api.models_catalogue import (
    AdopterBody,
    CodeHitBody,
    GoodsCodeBody,
    GoodsNameBody,
    GoodsRowBody,
    IcsClassBody,
    IcsNameBody,
    ProvenanceBody,
    RiskRowBody,
    TariffState,
)
from api.provenance import provenance_body, record_line
from api.urls import hs_url, ics_url, paper_url
from index.catalogue import Catalogue, ListKind
from search.adoption import Adopter, adopters_of_ics
from search.goods_codes import HsFind, hs_finds
from search.risk import RiskFinding, risk_of
from search.shelf import Shelf
from search.status import standing
from standards.catalogue import HsName, IcsName
from standards.errors import BadInput, NotFound
from standards.hs import HsCode
from standards.validity import Status

__all__ = ["goods_code_body", "ics_class_body"]

_MOST_ROWS = 60
_ICS = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")
_ENDED_LAST = (Status.IN_FORCE, Status.PARTLY_ENDED, Status.NOT_YET, Status.UNVERIFIED)


def goods_code_body(code: HsCode, seen: Shelf, links: Links, day: date) -> GoodsCodeBody:
    """The names of a code, the rows of held lists that name it, and the rows of lists by risk."""
    catalogue = seen.catalogue
    name = catalogue.hs_name(code)
    below = catalogue.hs_below(code)
    rows = sorted(
        (_row(find, code, seen, links, day) for find in hs_finds(seen, [code], ())), key=_row_order
    )
    risk = risk_of(seen, day, codes=[code])
    records = [
        record
        for record in catalogue.records_of_goods(code)
        if any(_is_part(code, other) for other in record.hs)
    ]
    return GoodsCodeBody(
        code=str(code),
        level=code.level,
        as_of=day,
        state=_state(catalogue, name, below),
        name=_name(name) if name else None,
        above=[_name(one) for one in _above(catalogue, code)],
        below=[_name(one) for one in below],
        tariffs=[held.name for held in catalogue.lists() if held.kind is ListKind.HS],
        rows=rows[:_MOST_ROWS],
        more_rows=max(0, len(rows) - _MOST_ROWS),
        risk=[_risk(finding, links) for finding in risk.findings],
        risk_note=risk.note.vi,
        risk_note_en=risk.note.en,
        records=[record_line(record, seen.store) for record in records],
        url=hs_url(str(code)),
    )


def ics_class_body(
    code: str, seen: Shelf, day: date, adopter: Callable[[Adopter], AdopterBody]
) -> IcsClassBody:
    """A class, and the standards that belong to it. Raises BadInput, NotFound."""
    if not _ICS.fullmatch(code):
        raise BadInput(f"{code!r} is no ICS code; write 13, 13.340 or 13.340.20")
    catalogue = seen.catalogue
    name = catalogue.ics_name(code)
    inherited = adopters_of_ics(seen, code)
    stated = catalogue.records_of_ics(code)
    has_names = any(held.kind is ListKind.ICS for held in catalogue.lists())
    if has_names and not (name or inherited or stated):
        raise NotFound(f"no list of the library has the class {code}; see: /catalogue")
    steps = code.split(".")[:-1]
    above = (catalogue.ics_name(".".join(steps[: n + 1])) for n in range(len(steps)))
    return IcsClassBody(
        code=code,
        as_of=day,
        name=_class(name) if name else None,
        has_names=has_names,
        above=[_class(one) for one in above if one is not None],
        below=[_class(one) for one in catalogue.ics_below(code)],
        inherited=[adopter(one) for one in inherited],
        stated=[record_line(record, seen.store) for record in stated],
        url=ics_url(code),
    )


def _state(catalogue: Catalogue, name: HsName | None, below: tuple[HsName, ...]) -> TariffState:
    if name is not None:
        return TariffState.NAMED
    if below:
        return TariffState.HEADING
    return TariffState.GONE if catalogue.has_tariff() else TariffState.NO_TARIFF


def _above(catalogue: Catalogue, code: HsCode) -> list[HsName]:
    """The heading and the subheading of a code, those that the tariff has."""
    levels = [level for level in (4, 6) if level < code.level]
    found = (catalogue.hs_name(HsCode(code.digits[:level])) for level in levels)
    return [name for name in found if name is not None]


def _name(name: HsName) -> GoodsNameBody:
    return GoodsNameBody(
        code=str(name.code),
        name=name.name_vi,
        name_en=name.name_en,
        path=[part for part in name.path_vi.split(" > ") if part],
        path_en=[part for part in name.path_en.split(" > ") if part],
        provenance=provenance_body(name.provenance),
        url=hs_url(str(name.code)),
    )


def _is_part(one: HsCode, other: HsCode) -> bool:
    """Whether one of two codes lies within the other."""
    return one.digits.startswith(other.digits) or other.digits.startswith(one.digits)


def _row(find: HsFind, code: HsCode, seen: Shelf, links: Links, day: date) -> GoodsRowBody:
    reference = find.reference
    document = seen.document(reference.document)
    product = reference.product
    status = standing(seen, document, day)
    clause = document.clause(product.clause) if product.clause else None
    return GoodsRowBody(
        slug=document.id,
        number=str(document.number) if document.number else None,
        title=document.title,
        status=status.status,
        status_reason=status.reason.vi,
        status_reason_en=status.reason.en,
        row=reference.row,
        name=product.name,
        group=product.group or None,
        text=product.text,
        codes=[CodeHitBody(code=hit.code, match_level=hit.match_level) for hit in find.matches],
        covers=any(_is_part(code, HsCode.parse(hit.code)) for hit in find.matches),
        standards=[links.number(number) for number in product.standards],
        clause=clause_ref(document.id, clause) if clause else None,
        page=product.page,
        url=paper_url(document.id, product.page),
    )


def _row_order(row: GoodsRowBody) -> tuple[bool, int, int, str, int]:
    """What covers the code first, then the finest match; what has ended last."""
    known = _ENDED_LAST.index(row.status) if row.status in _ENDED_LAST else len(_ENDED_LAST)
    return not row.covers, -max(hit.match_level for hit in row.codes), known, row.slug, row.row


def _risk(finding: RiskFinding, links: Links) -> RiskRowBody:
    match = finding.match
    others = [one.match for one in finding.also]
    listed = None
    if finding.source:
        listed = ProvenanceBody(
            source=finding.source,
            row=finding.source_row,
            checked_by=finding.checked_by or None,
            checked_on=None,
        )
    url = paper_url(finding.document, finding.page) if finding.document else None
    return RiskRowBody(
        listed_in=links.number(finding.number) if finding.number else None,
        status=finding.status,
        name=finding.name,
        full_name=finding.full_name or None,
        is_cut=finding.is_cut,
        level=finding.level,
        measures=list(finding.measures),
        code=CodeHitBody(code=str(match.code), match_level=match.level) if match else None,
        also=[CodeHitBody(code=str(m.code), match_level=m.level) for m in others],
        condition=finding.condition or None,
        reference=finding.reference or None,
        annex=finding.annex or None,
        item=finding.item or None,
        page=finding.page or None,
        provenance=listed,
        url=url,
    )


def _class(name: IcsName) -> IcsNameBody:
    return IcsNameBody(
        code=name.code,
        name_en=name.name_en,
        full_name_en=name.full_name_en or None,
        provenance=provenance_body(name.provenance),
        url=ics_url(name.code),
    )
