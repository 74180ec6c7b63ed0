"""One suite over both catalogues: records of lists, found by what they are about."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from index.catalogue import Catalogue, ListKind, LoadedList
from index.catalogue_keys import sort_of
from index.catalogue_memory import MemoryCatalogue
from index.catalogue_sqlite import SqliteCatalogue
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from standards.catalogue import (
    CatalogueRecord,
    ForeignRecord,
    HsName,
    IcsName,
    Provenance,
    RiskRow,
)
from standards.errors import CorruptLibrary, LibraryLocked, StaleIndex
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import AdoptionDegree
from standards.risk import Measure, RiskLevel
from standards.validity import Status

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def number(text):
    return Identifier.parse(text)


def place(row, **checked):
    return Provenance(source="whatever", row=row, **checked)


def helmet(row=1, **changed):
    facts = {
        "title": "Mũ an toàn công nghiệp",
        "ended_on": date(2012, 5, 16),
        "status": Status.ENDED,
        "replaced_by": (number("QCVN 6:2012/BLĐTBXH"),),
        "adopts": (number("ISO 3873:1977"),),
        "degree": AdoptionDegree.IDENTICAL,
        "ics": ("13.340.20",),
        "hs": (HsCode.parse("6506.10.20"),),
    }
    return CatalogueRecord(
        number=number("TCVN 6407:1998"), provenance=place(row), **{**facts, **changed}
    )


def continuity(row=2):
    return CatalogueRecord(
        number=number("TCVN ISO 22301:2018"),
        provenance=place(row, checked_by="Trần Thị Lan", checked_on=date(2026, 11, 20)),
        title="Hệ thống quản lý kinh doanh liên tục",
    )


def iso(text, row, title="Business continuity management systems", **more):
    return ForeignRecord(
        number=number(text), provenance=place(row), title_en=title, stage="60.60", **more
    )


def goods(digits, row, name):
    return HsName(
        code=HsCode.parse(digits), provenance=place(row), name_vi=name, name_en="", path_vi=name
    )


def risk(row, hs, name="Mũ an toàn công nghiệp"):
    return RiskRow(
        listed_in=number("16/2026/TT-BNV"),
        provenance=place(row),
        name=name,
        hs=HsCode.parse(hs) if hs else None,
        risk=RiskLevel.HIGH,
        measures=(Measure.INSPECTION,),
        page=6,
    )


def loaded(name, kind=ListKind.STANDARDS, at=AT, **more):
    return LoadedList(
        name=name, kind=kind, file=f"{name}.csv", sha256="0" * 64, records=0, at=at, **more
    )


@pytest.fixture(params=["memory", "sqlite"])
def catalogue(request, tmp_path):
    made = MemoryCatalogue() if request.param == "memory" else SqliteCatalogue(tmp_path)
    yield made
    made.close()


def test_both_are_catalogues(catalogue):
    assert isinstance(catalogue, Catalogue)


def test_an_empty_one_finds_nothing(catalogue):
    assert catalogue.lists() == ()
    assert catalogue.records(number("TCVN 6407:1998")) == ()
    assert catalogue.search("mũ") == ()
    assert catalogue.hs_name(HsCode.parse("6506")) is None
    assert not catalogue.has_tariff()
    assert not catalogue.remove("a")
    assert not catalogue.check("a", 1, by="Lan", at=AT)
    assert catalogue.generation() == 0


def test_a_record_comes_back_as_it_was_with_the_name_of_its_list(catalogue):
    catalogue.load(loaded("office"), [helmet()])
    (found,) = catalogue.records(number("TCVN 6407 : 1998"))
    assert found == replace(helmet(), provenance=Provenance(source="office", row=1))


def test_an_undated_number_finds_all_editions_and_a_dated_one_only_its_own(catalogue):
    catalogue.load(
        loaded("iso", ListKind.FOREIGN), [iso("ISO 22301:2012", 1), iso("ISO 22301:2019", 2)]
    )
    assert [r.number.year for r in catalogue.foreign(number("ISO 22301"))] == [2012, 2019]
    assert [r.number.year for r in catalogue.foreign(number("ISO 22301:2019"))] == [2019]
    assert catalogue.foreign(number("ISO 22301:2020")) == ()


def test_records_are_found_by_the_numbers_they_name(catalogue):
    catalogue.load(loaded("office"), [helmet(), continuity()])
    for named in ("QCVN 06:2012/BLĐTBXH", "ISO 3873:1977", "ISO 3873"):
        assert [r.provenance.row for r in catalogue.records_naming(number(named))] == [1]
    for taken_over in ("ISO 22301", "ISO 22301:2012"):
        assert [r.provenance.row for r in catalogue.records_naming(number(taken_over))] == [2]
    assert catalogue.records_naming(number("TCVN 6407:1998")) == ()


def test_records_are_found_by_their_class_goods_and_slug(catalogue):
    catalogue.load(loaded("office"), [helmet(), continuity()])
    assert len(catalogue.records_of_ics("13.340.20")) == 1
    assert len(catalogue.records_of_goods(HsCode.parse("6506.99"))) == 1
    assert [r.provenance.row for r in catalogue.with_slug("tcvn-iso-22301-2018")] == [2]


def test_a_search_wants_every_word_in_any_case_and_without_tone_marks(catalogue):
    catalogue.load(loaded("office"), [helmet(), continuity()])
    catalogue.load(loaded("iso", ListKind.FOREIGN), [iso("ISO 22301:2012", 1)])
    assert [str(r.number) for r in catalogue.search("AN TOAN mu")] == ["TCVN 6407:1998"]
    assert len(catalogue.search("22301")) == 2
    assert catalogue.search("mũ bảo hiểm") == ()


def test_a_search_goes_on_behind_what_was_seen_and_counts_as_people_do(catalogue):
    rows = [
        CatalogueRecord(number=number(f"TCVN {n}:2007"), provenance=place(n)) for n in (10, 9, 100)
    ]
    catalogue.load(loaded("office"), rows)
    first = catalogue.search("", limit=2)
    rest = catalogue.search("", after=sort_of(first[-1]), limit=2)
    assert [r.number.number for r in (*first, *rest)] == ["9", "10", "100"]


def test_codes_of_goods_have_names_and_what_stands_below(catalogue):
    catalogue.load(
        loaded("tariff", ListKind.HS),
        [
            goods("6506", 1, "Mũ"),
            goods("65061010", 2, "Mũ bảo hiểm"),
            goods("65061020", 3, "Mũ an toàn"),
            goods("65061020", 4, "Mũ an toàn, lần hai"),
            goods("6507", 5, "Băng lót"),
        ],
    )
    assert catalogue.has_tariff()
    assert catalogue.hs_name(HsCode.parse("6506.10.20")).name_vi == "Mũ an toàn"
    assert catalogue.hs_name(HsCode.parse("6506.10")) is None
    below = catalogue.hs_below(HsCode.parse("6506.10"))
    assert [str(name.code) for name in below] == ["6506.10.10", "6506.10.20"]
    assert catalogue.hs_below(HsCode.parse("6599")) == ()


def test_of_two_tariffs_the_one_loaded_last_names_a_code(catalogue):
    for name, days, says in (("b", 1, "mới"), ("a", 0, "cũ")):
        kept = loaded(name, ListKind.HS, AT + timedelta(days=days))
        catalogue.load(kept, [goods("6506", 1, says)])
    assert catalogue.hs_name(HsCode.parse("6506")).name_vi == "mới"


def test_classes_have_names_and_classes_below(catalogue):
    names = [
        IcsName(code=code, provenance=place(row), name_en=name)
        for row, (code, name) in enumerate(
            (("13", "Safety"), ("13.340", "Clothing"), ("13.340.20", "Head"), ("13.020", "Env")), 1
        )
    ]
    catalogue.load(loaded("ics", ListKind.ICS), names)
    assert catalogue.ics_name("13.340.20").name_en == "Head"
    assert [name.code for name in catalogue.ics_below("13")] == ["13.020", "13.340"]
    assert [name.code for name in catalogue.ics_below("")] == ["13"]


def test_risk_rows_are_found_by_heading_in_order(catalogue):
    rows = [risk(1, "65061020"), risk(1, "65061030"), risk(2, None, "Dịch vụ")]
    catalogue.load(loaded("risk", ListKind.RISK), rows)
    assert [str(r.hs) for r in catalogue.risk_rows(HsCode.parse("6506"))] == [
        "6506.10.20",
        "6506.10.30",
    ]
    assert len(catalogue.row("risk", 1)) == 2
    assert catalogue.risk_rows(HsCode.parse("6507")) == ()


def test_a_list_loaded_again_takes_the_place_of_its_older_self(catalogue):
    catalogue.load(loaded("office"), [helmet(), continuity()])
    before = catalogue.generation()
    catalogue.load(loaded("office", refused=("row 2: empty",)), [continuity(1)])
    assert catalogue.generation() > before
    assert catalogue.records(number("TCVN 6407:1998")) == ()
    (held,) = catalogue.lists()
    assert (held.records, held.refused, held.at) == (1, ("row 2: empty",), AT)


def test_a_load_that_breaks_off_leaves_the_older_list(catalogue):
    catalogue.load(loaded("office"), [helmet()])
    before = catalogue.generation()

    def broken():
        yield continuity()
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        catalogue.load(loaded("office"), broken())
    assert len(catalogue.records(number("TCVN 6407:1998"))) == 1
    assert catalogue.records(number("TCVN ISO 22301:2018")) == ()
    assert catalogue.generation() == before


def test_a_removed_list_takes_its_records_and_no_others(catalogue):
    catalogue.load(loaded("a"), [helmet()])
    catalogue.load(loaded("b"), [helmet()])
    assert catalogue.remove("a")
    assert [r.provenance.source for r in catalogue.records(number("TCVN 6407:1998"))] == ["b"]
    assert [held.name for held in catalogue.lists()] == ["b"]


def test_a_check_stands_with_the_words_of_the_row_wherever_the_row_moves(catalogue):
    catalogue.load(loaded("office"), [helmet()])
    assert catalogue.check("office", 1, by="Nguyễn Văn Bình", at=AT)
    assert not catalogue.check("office", 7, by="Nguyễn Văn Bình", at=AT)
    catalogue.load(loaded("office"), [continuity(1), helmet(9)])
    (found,) = catalogue.records(number("TCVN 6407:1998"))
    assert (found.provenance.row, found.provenance.checked_by) == (9, "Nguyễn Văn Bình")
    assert found.provenance.checked_on == AT.date()
    catalogue.load(loaded("office"), [helmet(title="Mũ khác")])
    (changed,) = catalogue.records(number("TCVN 6407:1998"))
    assert not changed.provenance.is_checked


def test_a_check_can_be_taken_back(catalogue):
    catalogue.load(loaded("office"), [helmet()])
    catalogue.check("office", 1, by="Lan", at=AT)
    assert catalogue.uncheck("office", 1)
    assert not catalogue.uncheck("office", 1)
    assert not catalogue.row("office", 1)[0].provenance.is_checked


def test_what_the_list_itself_says_of_checks_is_kept(catalogue):
    catalogue.load(loaded("office"), [continuity()])
    (found,) = catalogue.row("office", 2)
    assert found.provenance == Provenance(
        source="office", row=2, checked_by="Trần Thị Lan", checked_on=date(2026, 11, 20)
    )


def test_numbers_of_standards_are_given_once_in_order(catalogue):
    catalogue.load(loaded("a"), [helmet(), continuity()])
    catalogue.load(loaded("b"), [helmet()])
    catalogue.load(loaded("iso", ListKind.FOREIGN), [iso("ISO 22301:2012", 1)])
    assert [str(n) for n in catalogue.numbers()] == ["TCVN 6407:1998", "TCVN ISO 22301:2018"]


# --- in a folder ------------------------------------------------------------------------------


def test_no_file_is_made_before_a_list_is_loaded(tmp_path):
    catalogue = SqliteCatalogue(tmp_path)
    assert catalogue.search("mũ") == ()
    assert list(tmp_path.iterdir()) == []


def test_another_process_sees_a_list_when_it_is_there_whole(tmp_path):
    reader = SqliteCatalogue(tmp_path)
    writer = SqliteCatalogue(tmp_path)
    seen = []

    def rows():
        yield helmet()
        seen.append(reader.records(number("TCVN 6407:1998")))

    writer.load(loaded("office"), rows())
    assert seen == [()]
    assert len(reader.records(number("TCVN 6407:1998"))) == 1
    assert reader.generation() == writer.generation() == 1


def test_a_process_killed_while_it_loads_leaves_the_older_list(tmp_path):
    catalogue = SqliteCatalogue(tmp_path)
    catalogue.load(loaded("office"), [helmet()])
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from index.catalogue_sqlite import SqliteCatalogue\n"
        "catalogue = SqliteCatalogue(Path(sys.argv[1]))\n"
        "(held,) = catalogue.lists()\n"
        "(row,) = catalogue.row('office', 1)\n"
        "def rows():\n"
        "    yield from (row for _ in range(50_000))\n"
        "    os.kill(os.getpid(), 9)\n"
        "catalogue.load(held, rows())\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], env=environment, check=False
    )
    assert done.returncode == -9
    again = SqliteCatalogue(tmp_path)
    assert again.generation() == 1
    assert len(again.records(number("TCVN 6407:1998"))) == 1
    again.load(loaded("office"), [continuity()])
    assert len(again.numbers()) == 1


def test_a_file_of_another_version_is_not_touched(tmp_path):
    SqliteCatalogue(tmp_path).load(loaded("office"), [helmet()])
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StaleIndex, match="tables 99"):
        SqliteCatalogue(tmp_path)


def test_a_file_that_is_no_catalogue_is_named_with_the_cure(tmp_path):
    (tmp_path / "catalogue.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(CorruptLibrary, match="add the lists again"):
        SqliteCatalogue(tmp_path)


def test_a_list_that_misses_records_is_named(tmp_path):
    catalogue = SqliteCatalogue(tmp_path)
    catalogue.load(loaded("office"), [helmet(), continuity()])
    assert catalogue.integrity() == ()
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as db:
        db.execute("DELETE FROM records WHERE row = 2")
    assert catalogue.integrity() == ("the list office has 1 records, not 2",)


def test_a_library_has_a_catalogue_that_outlives_it(tmp_path):
    embedder = HashingEmbedder()
    library = Library.create_or_open(tmp_path / "library", embedder=embedder)
    with library.writing():
        library.catalogue.load(loaded("office"), [helmet()])
    library.close()
    again = Library.open(tmp_path / "library", embedder=embedder)
    assert [held.name for held in again.catalogue.lists()] == ["office"]
    assert Library.in_memory(embedder).catalogue.lists() == ()


def test_only_one_process_writes_to_the_catalogue_of_a_library(tmp_path):
    embedder = HashingEmbedder()
    one = Library.create_or_open(tmp_path / "library", embedder=embedder)
    other = Library.open(tmp_path / "library", embedder=embedder)
    with one.writing(), pytest.raises(LibraryLocked), other.writing():
        pass


def test_the_whole_tariff_and_all_risk_rows_are_had_at_once(catalogue):
    assert catalogue.tariff() == catalogue.risks() == ()
    for name, says, days in (("old", "cũ", 0), ("new", "mới", 1)):
        kept = loaded(name, ListKind.HS, AT + timedelta(days=days))
        catalogue.load(kept, [goods("6507", 2, says), goods("6506", 1, says)])
    rows = [risk(1, "65061020"), risk(1, "65061030"), risk(2, None, "Dịch vụ")]
    catalogue.load(loaded("risk", ListKind.RISK), rows)
    assert [(str(one.code), one.name_vi) for one in catalogue.tariff()] == [
        ("6506", "mới"),
        ("6507", "mới"),
    ]
    assert [row.provenance.row for row in catalogue.risks()] == [1, 1, 2]
