"""Files of lists: every form is known by its headings, bad rows are named, nothing else is lost."""

import gzip
import re
from datetime import date
from pathlib import Path

import pytest

from index.catalogue import ListKind
from index.catalogue_forms import all_columns, find_sheet
from index.catalogue_import import number_of_name, read_list
from index.catalogue_table import rows_of, text_of
from index.stages import all_stages, stage_of
from standards.errors import BadInput
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import AdoptionDegree
from standards.risk import RiskLevel
from standards.validity import Status

HERE = Path(__file__).parent
SAMPLE = (HERE / "data" / "standards-list.csv").read_bytes()
SHARED = HERE.parents[1].parent / "shared" / "catalogue"


def read(text, name="list", **more):
    content = text if isinstance(text, bytes) else text.encode()
    return read_list(content, file=f"{name}.csv", name=name, **more)


def number(text):
    return Identifier.parse(text)


def test_an_offices_list_keeps_what_can_be_kept_and_names_the_rest():
    found = read(SAMPLE)
    assert found.kind is ListKind.STANDARDS
    assert [(r.provenance.row, str(r.number)) for r in found.parsed.records] == [
        (1, "TCVN 6407:1998"),
        (3, "TCVN ISO 22301:2023"),
        (5, "TCVN ISO 22301:2018"),
    ]
    assert [(r.row, r.column) for r in found.parsed.refused] == [(2, "Ngày ban hành"), (6, "ICS")]
    assert "2099-13-01" in str(found.parsed.refused[0])
    assert found.unused == ("Kệ",)


def test_every_cell_of_a_row_becomes_a_fact():
    record = read(SAMPLE).parsed.records[1]
    assert record.title.endswith('"kinh doanh liên tục"')
    assert record.issuer == "Bộ Khoa học và Công nghệ"
    assert (record.issued, record.effective_from) == (date(2023, 12, 28), date(2023, 12, 28))
    assert (record.ended_on, record.status) == (None, Status.IN_FORCE)
    assert record.replaces == (number("TCVN ISO 22301:2018"),)
    assert record.adopts == (number("ISO 22301:2019"),)
    assert record.degree is AdoptionDegree.IDENTICAL
    assert record.issued_with == number("3301/QĐ-BKHCN")
    assert record.ics == ("03.100.01", "03.100.70")
    assert record.provenance.checked_by == "Trần Thị Lan"
    assert record.provenance.checked_on == date(2026, 11, 22)
    assert read(SAMPLE).parsed.records[0].hs == (HsCode.parse("6506.10.20"),)


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: gzip.compress(text.encode()),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: "".join((" \n", text)).encode(),
        lambda text: ("Danh mục tiêu chuẩn của Sở\n\n" + text).encode(),
    ],
    ids=["bom", "utf-16", "gzip", "crlf", "empty line", "title above"],
)
def test_the_way_a_list_was_saved_makes_no_difference(encoded):
    text = SAMPLE.decode()
    assert read(encoded(text)).parsed == read(SAMPLE).parsed


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_are_parted_by_comma_semicolon_or_tab(mark):
    lines = [
        ["number", "title", "replaces"],
        ["TCVN 6260:2020", '"Xi măng, loại; hỗn hợp"', '"TCVN 6260:2009; TCVN 6260:1997"'],
    ]
    (record,) = read("\n".join(mark.join(line) for line in lines)).parsed.records
    assert [one.year for one in record.replaces] == [2009, 1997]
    assert "Xi măng, loại; hỗn hợp" in record.title


def test_a_title_in_a_table_with_tabs_may_begin_with_a_quote():
    text = 'number\ttitle\nTCVN 1:2007\t"Trà xanh" và chè\nTCVN 2:2007\tBa'
    assert [r.title for r in read(text).parsed.records] == ['"Trà xanh" và chè', "Ba"]


def test_text_that_is_not_utf8_names_the_line_and_the_cure():
    with pytest.raises(BadInput, match=r"line 2: not UTF-8; save the list as “CSV UTF-8”"):
        read(b"number,title\nTCVN 1:2007," + "Trà".encode("cp1252"))


@pytest.mark.parametrize(
    "content", [b"\x1f\x8bbroken", b"PK\x03\x04\0\0", b""], ids=["gzip", "zip", "empty"]
)
def test_what_is_no_list_is_refused(content):
    with pytest.raises(BadInput):
        read(content)


def test_a_list_of_no_form_is_told_its_columns_and_those_that_are_needed():
    with pytest.raises(BadInput) as told:
        read("tên,giá\nmũ,3")
    assert "'tên', 'giá'" in str(told.value)
    assert "standards needs 'number'" in str(told.value)
    assert "hs needs 'hs' and 'name_vi'" in str(told.value)


def test_the_kind_can_be_chosen_but_not_against_the_columns():
    text = "code,name_en,number\n13.340,Protective clothing,TCVN 1:2007"
    assert read(text).kind is ListKind.ICS
    assert read(text, kind=ListKind.STANDARDS).kind is ListKind.STANDARDS
    with pytest.raises(BadInput, match="foreign needs"):
        read(text, kind=ListKind.FOREIGN)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("number", "", "empty"),
        ("number", "mũ", "no number"),
        ("issued", "30/02/2020", "no day of the calendar"),
        ("effective_from", "2020", "no day; write"),
        ("status", "mới", "no status"),
        ("replaces", "TCVN 1:2007; tất cả", "no number"),
        ("adopts", "ISO 1:2016 (IDT); ISO 2:2016 (MOD)", "more than one degree"),
        ("degree", "gần giống", "no degree"),
        ("ics", "13.34", "no ICS code"),
        ("hs", "12345", "not an HS code"),
        ("checked_on", "2026-11-22", "nobody who did"),
    ],
)
def test_a_row_with_a_bad_cell_is_refused_with_column_and_reason(column, cell, why):
    headings = ["number", "title", column] if column != "number" else ["title", "number"]
    bad = ["TCVN 5:2007", "Năm", cell] if column != "number" else ["Năm", cell]
    good = ["TCVN 6:2007", "Sáu", ""] if column != "number" else ["Sáu", "TCVN 6:2007"]
    found = read("\n".join("\t".join(row) for row in (headings, bad, good)))
    assert [str(r.number) for r in found.parsed.records] == ["TCVN 6:2007"]
    (refusal,) = found.parsed.refused
    assert (refusal.row, refusal.column) == (1, column)
    assert why in refusal.why


def test_every_bad_cell_of_a_row_is_named():
    found = read("number,issued,ics\nTCVN 1:2007,x,y\nTCVN 2:2007,,")
    assert [refusal.column for refusal in found.parsed.refused] == ["issued", "ics"]


def test_a_row_with_more_cells_than_headings_is_refused():
    found = read("number,title\nTCVN 1:2007,Mũ, loại một\nTCVN 2:2007,Hai")
    assert "3 cells under 2 headings" in str(found.parsed.refused[0])
    assert len(found.parsed.records) == 1


def test_cells_that_say_nothing_are_no_facts():
    (record,) = read("number,title,replaces,status\nTCVN 1:2007,–,Không,-").parsed.records
    assert (record.title, record.replaces, record.status) == (None, (), None)


def test_a_list_without_one_good_row_is_no_list():
    with pytest.raises(BadInput, match="no row can be kept: row 1, column 'number'"):
        read("number,title\nmũ,mũ")


def test_the_documented_columns_and_their_example_are_read():
    page = (HERE.parents[1] / "docs" / "catalogue.md").read_text("utf-8")
    named = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.M)
    columns = {c.name: c for c in all_columns() if c.kind is ListKind.STANDARDS}
    assert [name for name, _ in named] == list(columns)
    for name, vietnamese in named:
        assert vietnamese.strip().lower() in [h.lower() for h in columns[name].headings]
    (example,) = re.findall(r"```\n(Số hiệu,.*?)```", page, re.S)
    parsed = read(example).parsed
    assert (len(parsed.records), parsed.refused) == (2, ())
    assert parsed.records[1].replaces == (parsed.records[0].number,)


# --- other forms ------------------------------------------------------------------------------

ISO = (
    "reference\ttitle_en\tics\tcommittee\tpublished\tstage\treplaced_by\treplaces\trelation_updates\n"
    "ISO 22301:2012\tSocietal security\t03.100.01\tISO/TC 292\t2012-05\t95.99\t\t\tISO 22301:2019\n"
    "ISO 22301:2019\tSecurity\t03.100.01;03.100.70\tISO/TC 292\t2019-10\t90.60\t\tISO 22301:2012\t"
    "ISO 22301:2024\n"
    "CD IWA 45\tDraft\t\t\t\t30.99\t\t\t\n"
)


def test_a_publishers_catalogue_tells_what_is_withdrawn_and_what_replaces_it():
    found = read(ISO)
    old, new = found.parsed.records
    assert (old.is_withdrawn, old.replaced_by) == (True, ("ISO 22301:2019",))
    assert (new.is_withdrawn, new.replaced_by) == (False, ())
    assert new.ics == ("03.100.01", "03.100.70")
    assert [(r.row, r.column) for r in found.parsed.refused] == [(3, "reference")]


@pytest.mark.parametrize("stage", all_stages(), ids=lambda stage: stage.starts or "none")
def test_every_stage_is_found_by_its_examples(stage):
    assert {stage_of(example) for example in stage.examples} == {stage}


def test_a_tariff_keeps_codes_and_puts_headings_into_their_paths():
    found = read(
        "level\ths\tname_vi\tname_en\n0\t6506\tMũ\tHeadgear\n1\t\tMũ bảo hộ\tSafety\n"
        "2\t65061010\tMũ xe máy\tMotorcycle\n1\t6506910\tSai\tWrong\n"
    )
    assert found.kind is ListKind.HS
    heading, line = found.parsed.records
    assert (line.name_vi, line.path_vi) == ("Mũ xe máy", "Mũ > Mũ bảo hộ > Mũ xe máy")
    assert heading.path_en == "Headgear"
    assert [(r.row, r.column) for r in found.parsed.refused] == [(4, "hs")]


def test_dashes_before_names_tell_the_level_where_no_column_does():
    found = read("Mã HS\tMô tả hàng hóa\n6506\tMũ\n\t- Mũ bảo hộ:\n65061010\t- - Mũ xe máy\n")
    assert found.parsed.records[1].path_vi == "Mũ > Mũ bảo hộ: > Mũ xe máy"


def test_a_list_of_classes_has_one_code_a_row():
    found = read("code\tname_en\n13.340.20\tHead protective equipment\n13.x\tWrong\n")
    assert [name.code for name in found.parsed.records] == ["13.340.20"]
    assert len(found.parsed.refused) == 1


RISK = "hs\titem\tannex\tduty\trisk\tname_as_extracted\n65061020\tI.1\tPhụ lục\t\tCAO\tMũ an toàn"


def test_a_list_by_risk_belongs_to_the_circular_of_its_name_or_the_one_given():
    (row,) = read(RISK, name="16-2026-tt-bnv").parsed.records
    assert (row.listed_in, row.risk) == (number("16/2026/TT-BNV"), RiskLevel.HIGH)
    given = read(RISK, name="mũ", listed_in=number("36/2026/TT-BKHCN"))
    assert given.parsed.records[0].listed_in == number("36/2026/TT-BKHCN")
    with pytest.raises(BadInput, match="--listed-in"):
        read(RISK, name="mũ")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("36-2026-tt-bkhcn", "36/2026/TT-BKHCN"),
        ("01-2021-tt-bldtbxh", "01/2021/TT-BLĐTBXH"),
        ("danh-muc-2026", None),
    ],
)
def test_a_name_may_be_the_number_of_a_circular(name, meant):
    assert number_of_name(name) == (number(meant) if meant else None)


@pytest.mark.parametrize("column", all_columns(), ids=lambda c: f"{c.kind.value}-{c.name}")
def test_every_heading_of_the_data_leads_to_its_column_and_to_no_other(column):
    needed = [c.headings[0] for c in all_columns() if c.kind is column.kind and c.needed]
    for heading in column.headings:
        headings = (heading.upper(), *[h for h in needed if h not in column.headings])
        sheet = find_sheet([headings, ("x",) * len(headings)], "list", column.kind)
        assert sheet.places[column.name] == 0


# --- the real thing ---------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/catalogue")
@pytest.mark.parametrize(
    ("file", "kind", "kept", "refused"),
    [
        ("iso-iec/ics.tsv", ListKind.ICS, 1381, 0),
        ("vn-hs-tariff/hs_vn.tsv.gz", ListKind.HS, 15115, 4),
        ("risk-lists-2026/36-2026-tt-bkhcn.tsv", ListKind.RISK, 396, 0),
        ("risk-lists-2026/24-2026-tt-byt.tsv", ListKind.RISK, 1, 0),
    ],
)
def test_public_lists_are_read_and_every_row_is_accounted_for(file, kind, kept, refused):
    path = SHARED / file
    name = path.name.split(".")[0]
    found = read_list(path.read_bytes(), file=path.name, name=name)
    assert (found.kind, len(found.parsed.records), len(found.parsed.refused)) == (
        kind,
        kept,
        refused,
    )
    rows = find_sheet(rows_of(text_of(path.read_bytes(), path.name)), path.name).table.rows
    headings = [row for row in rows if kind is ListKind.HS and not row.cells[1]]
    assert len(rows) == kept + refused + len(headings)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/catalogue")
@pytest.mark.parametrize("file", ["iso.tsv.gz", "iec.tsv.gz"])
def test_nearly_all_numbers_of_publishers_are_read(file):
    lines = gzip.decompress((SHARED / "iso-iec" / file).read_bytes()).splitlines()
    some = b"\n".join([lines[0], *lines[1::20]])
    parsed = read(some).parsed
    assert len(parsed.records) + len(parsed.refused) == len(lines[1::20])
    assert len(parsed.refused) < 0.01 * len(parsed.records)
    assert any(record.is_withdrawn for record in parsed.records)
