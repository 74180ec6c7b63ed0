"""What imported lists add to a record: claims, classes, adopted standards, names of codes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from standards.catalogue import CatalogueRecord, ForeignRecord, HsName, IcsName, Provenance
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import AdoptionDegree

NUMBER = "TCVN 9000:2019"
RECORDS = {
    ListKind.STANDARDS: CatalogueRecord(
        number=Identifier.parse(NUMBER),
        provenance=Provenance(
            source="so", row=3, checked_by="Lê Văn An", checked_on=date(2026, 1, 2)
        ),
        title="Mũ",
        effective_from=date(2019, 5, 1),
        adopts=(Identifier.parse("ISO 3873:1977"),),
        degree=AdoptionDegree.IDENTICAL,
        ics=("13.340.20",),
    ),
    ListKind.FOREIGN: ForeignRecord(
        number=Identifier.parse("ISO 3873:1977"),
        provenance=Provenance(source="iso", row=7),
        title_en="Industrial safety helmets",
        ics=("13.340.20",),
        stage="95.99",
        is_withdrawn=True,
    ),
    ListKind.ICS: IcsName(
        code="13.340.20",
        provenance=Provenance(source="ics", row=1),
        name_en="Head protective equipment",
    ),
    ListKind.HS: HsName(
        code=HsCode("65061010"),
        provenance=Provenance(source="hs", row=1),
        name_vi="Mũ bảo hiểm xe máy",
        name_en="Motorcycle helmets",
    ),
}


@pytest.fixture
def listed(lived):
    """The service with four lists, which are taken away again."""
    catalogue = lived._library.catalogue
    for kind, record in RECORDS.items():
        name = record.provenance.source
        at = datetime(2026, 1, 1, tzinfo=UTC)
        catalogue.load(
            LoadedList(name=name, kind=kind, file=name, sha256="0", records=1, at=at), [record]
        )
    yield lived
    for record in RECORDS.values():
        catalogue.remove(record.provenance.source)


def test_claims_of_a_list_keep_their_row_and_who_checked_it(listed):
    body = listed.standard("tcvn-9000-2019", as_of=date(2020, 1, 1))
    (claim,) = body.records
    assert (claim.source, claim.row, claim.checked_by) == ("so", 3, "Lê Văn An")
    assert (claim.effective_from, claim.ended_on, claim.status) == (date(2019, 5, 1), None, None)
    assert body.status == "in_force"
    started = next(event for event in body.history if event.kind == "started")
    assert (started.witness.basis, started.witness.slug) == ("catalogue", None)
    assert (started.witness.source, started.witness.page) == ("so", 3)


def test_an_adopted_standard_gives_its_title_and_class_with_their_sources(listed):
    body = listed.standard("tcvn-9000-2019")
    (adoption,) = body.adoptions
    assert (adoption.target.number, adoption.degree) == ("ISO 3873:1977", "identical")
    assert (adoption.title_en, adoption.is_withdrawn) == ("Industrial safety helmets", True)
    assert (adoption.source, adoption.row, adoption.checked) == ("iso", 7, False)
    assert [(g.basis, g.source, g.page) for g in adoption.grounds] == [("catalogue", "so", 3)]
    (ics,) = body.ics
    assert (ics.code, ics.name_en) == ("13.340.20", "Head protective equipment")
    assert (ics.source, ics.row, ics.checked) == ("so", 3, True)
    assert [c.name_en for c in adoption.ics] == ["Head protective equipment"]


def test_a_product_row_has_its_risk_and_the_names_of_its_codes(listed):
    (row,) = listed.standard("12-2023-tt-bgtvt").products
    assert (row.risk, row.measures, row.risk_words) == ("high", ["inspection"], "mức độ rủi ro cao")
    (name,) = row.hs_names
    assert (name.code, name.name_en) == ("6506.10.10", "Motorcycle helmets")


def test_without_a_tariff_codes_have_no_names(lived):
    (row,) = lived.standard("12-2023-tt-bgtvt").products
    assert row.hs_names == []
    assert lived.standard("tcvn-9000-2019").records == []
