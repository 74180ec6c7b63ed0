"""Lists over the command line and over HTTP, on a copy of the small library."""

import gzip
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.assembly import open_library, open_service
from api.settings import Settings
from index.catalogue import ListKind

SAMPLE = Path(__file__).parents[1] / "index" / "data" / "standards-list.csv"
ISO = (
    "reference\ttitle_en\tics\tpublished\tstage\treplaces\n"
    "ISO 22301:2012\tSocietal security\t03.100.01\t2012-05\t95.99\t\n"
    "ISO 22301:2019\tBusiness continuity\t03.100.01;03.100.70\t2019-10\t90.60\tISO 22301:2012\n"
    "ISO 3873:1977\tIndustrial safety helmets\t13.340.20\t1977-03\t60.60\t\n"
)
TARIFF = (
    "level\ths\tname_vi\tname_en\n0\t6506\tMũ\tHeadgear\n1\t\tMũ bảo hộ\tSafety headgear\n"
    "2\t65061010\tMũ bảo hiểm xe máy\tMotorcycle helmets\n2\t65061020\tMũ công nghiệp\tIndustrial\n"
)
ICS = "code\tname_en\n13\tSafety\n13.340\tProtective clothing\n13.340.20\tHead protection\n"
RISK = (
    "hs\titem\tannex\tduty\trisk\tpage\tname_as_extracted\n"
    "65061020\tI.1\tPhụ lục\tKIEM_TRA_CHAT_LUONG\tCAO\t6\tMũ an toàn công nghiệp\n"
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    shutil.copy(SAMPLE, folder / "office.csv")
    (folder / "iso.tsv.gz").write_bytes(gzip.compress(ISO.encode()))
    (folder / "tariff.tsv").write_text(TARIFF, "utf-8")
    (folder / "ics.tsv").write_text(ICS, "utf-8")
    (folder / "16-2026-tt-bnv.tsv").write_text(RISK, "utf-8")
    return folder


@pytest.fixture
def library(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "library"))


@pytest.fixture(scope="module")
def full(built, lists, tmp_path_factory):
    """A library with all five lists, on a fixed day."""
    from api.cli import main

    folder = tmp_path_factory.mktemp("full") / "library"
    shutil.copytree(built, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        files = [str(path) for path in sorted(lists.iterdir())]
        assert main(["catalogue", "add", *files, "--library", str(folder)]) == 1
    settings = Settings(library=folder, embedder="hashing")
    service = open_service(settings, today=lambda: date(2026, 11, 22))
    return TestClient(create_app(settings, service=service))


def get(client, path, status=200):
    response = client.get(f"/api/v1{path}")
    assert response.status_code == status, response.text
    return response.json()


# --- the command line -------------------------------------------------------------------------


def test_a_list_is_added_and_its_bad_rows_are_named_on_standard_error(commands, library, lists):
    run = commands(library)
    status, out, err = run("catalogue", "add", str(lists / "office.csv"))
    assert status == 1
    assert "3 dòng được giữ" in out
    assert "rejected office.csv: row 2, column 'Ngày ban hành': '2099-13-01'" in err
    assert "row 6, column 'ICS'" in err
    assert "not used: 'Kệ'" in err


def test_a_list_without_bad_rows_ends_with_status_0_and_lists_as_json(commands, library, lists):
    run = commands(library)
    status, out, err = run("catalogue", "add", str(lists / "iso.tsv.gz"), "--json")
    assert (status, err) == (0, "")
    (added,) = json.loads(out)["added"]
    assert (added["kept"]["name"], added["kept"]["records"], added["replaced"]) == ("iso", 3, False)
    status, out, _ = run("catalogue", "add", str(lists / "iso.tsv.gz"), "--json")
    assert json.loads(out)["added"][0]["replaced"]
    status, out, _ = run("catalogue", "list", "--json")
    assert [one["name"] for one in json.loads(out)["items"]] == ["iso"]


def test_a_file_that_fits_no_form_is_rejected_and_the_others_are_added(
    commands, library, lists, tmp_path
):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2", "utf-8")
    run = commands(library)
    status, out, err = run("catalogue", "add", str(odd), str(lists / "ics.tsv"))
    assert status == 1
    assert "rejected" in err
    assert "its columns: 'a', 'b'" in err
    assert "phân loại ICS: 3 dòng" in out


def test_nothing_is_made_where_nothing_can_be_added(commands, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2", "utf-8")
    run = commands(tmp_path / "none")
    assert run("catalogue", "add", str(odd))[0] == 2
    assert run("catalogue", "add", str(tmp_path / "missing.csv"))[0] == 2
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("add", "a.csv", "b.csv", "--name", "n"),
        ("add", "a.csv", "--kind", "books"),
        ("check", "office", "0", "--by", "Lan"),
        ("check", "office", "1"),
        ("check", "office", "1", "--by", "Lan", "--undo"),
        (),
    ],
)
def test_wrong_usage_ends_with_status_2(commands, library, words):
    assert commands(library)("catalogue", *words)[0] == 2


def test_a_list_by_risk_needs_its_circular(commands, library, lists, tmp_path):
    shutil.copy(lists / "16-2026-tt-bnv.tsv", tmp_path / "rủi ro.tsv")
    run = commands(library)
    status, _, err = run("catalogue", "add", str(tmp_path / "rủi ro.tsv"))
    assert status == 2
    assert "--listed-in" in err
    given = ("--listed-in", "16/2026/TT-BNV", "--name", "Bộ Nội vụ")
    assert run("catalogue", "add", str(tmp_path / "rủi ro.tsv"), *given)[0] == 0
    assert "16/2026/TT-BNV, rủi ro cao" in run("catalogue", "show", "6506.10.20")[1]


def test_a_row_is_checked_and_the_check_taken_back(commands, library, lists):
    run = commands(library)
    run("catalogue", "add", str(lists / "office.csv"))
    status, out, _ = run("catalogue", "check", "office", "1", "--by", "Nguyễn  Bình", "--json")
    assert status == 0
    assert json.loads(out)["records"][0]["provenance"]["checked_by"] == "Nguyễn Bình"
    run("catalogue", "add", str(lists / "office.csv"))
    assert "Nguyễn Bình đã đối chiếu" in run("catalogue", "show", "TCVN 6407:1998")[1]
    assert run("catalogue", "check", "office", "1", "--undo")[0] == 0
    assert run("catalogue", "check", "office", "1", "--undo")[0] == 1
    assert "chưa ai đối chiếu" in run("catalogue", "show", "TCVN 6407:1998")[1]


def test_what_is_not_held_is_named_with_what_is(commands, library, lists):
    run = commands(library)
    run("catalogue", "add", str(lists / "ics.tsv"))
    for words in (("remove", "iso"), ("check", "iso", "1", "--by", "Lan")):
        status, _, err = run("catalogue", *words)
        assert status == 1
        assert "it holds: ics" in err
    assert run("catalogue", "check", "ics", "99", "--by", "Lan")[0] == 1
    assert run("catalogue", "show", "ISO 1:2016")[0] == 1
    assert run("catalogue", "remove", "ics")[0] == 0
    assert run("catalogue", "remove", "ics")[0] == 1
    assert run("catalogue", "remove", "ics", "--missing-ok")[0] == 0
    assert run("catalogue", "list")[1].startswith("chưa nạp danh mục nào")


def test_a_library_in_use_is_not_written_to(commands, library, lists):
    run = commands(library)
    other = open_library(Settings(library=library, embedder="hashing"))
    with other.writing():
        status, _, err = run("catalogue", "add", str(lists / "ics.tsv"))
    assert status == 2
    assert "another process is writing" in err
    assert other.catalogue.lists() == ()


def test_an_open_service_sees_what_another_process_adds(commands, library, lists):
    settings = Settings(library=library, embedder="hashing")
    service = open_service(settings, today=lambda: date(2026, 11, 22))
    assert service.hs("6506.10.10").state == "no_tariff"
    commands(library)("catalogue", "add", str(lists / "tariff.tsv"))
    assert service.hs("6506.10.10").state == "named"
    assert [one.kind for one in service.catalogue.lists().items] == [ListKind.HS]


# --- over HTTP --------------------------------------------------------------------------------


def test_lists_are_told_with_their_refused_rows(full):
    items = get(full, "/catalogue/lists")["items"]
    assert [one["name"] for one in items] == ["16-2026-tt-bnv", "ics", "iso", "office", "tariff"]
    office = items[3]
    assert (office["records"], len(office["refused"]), office["file"]) == (3, 2, "office.csv")


def test_records_are_searched_page_by_page(full):
    page = get(full, "/catalogue/records?q=22301&limit=2")
    seen = [item["number"] for item in page["items"]]
    while page["next"]:
        page = get(full, f"/catalogue/records?q=22301&limit=2&cursor={page['next']}")
        seen += [item["number"] for item in page["items"]]
    assert seen == [
        "ISO 22301:2012",
        "ISO 22301:2019",
        "TCVN ISO 22301:2018",
        "TCVN ISO 22301:2023",
    ]
    get(full, "/catalogue/records?cursor=!", 400)


def test_a_record_is_found_by_slug_and_by_number_with_its_source(full):
    for name in ("tcvn-iso-22301-2023", "TCVN ISO 22301 : 2023"):
        body = get(full, f"/catalogue/records/{name}")
        assert (body["number"], body["status"]) == ("TCVN ISO 22301:2023", "in_force")
        (row,) = body["listed"]
        assert (row["source"], row["row"], row["checked_by"]) == ("office", 3, "Trần Thị Lan")
    get(full, "/catalogue/records/iso-1-2016", 404)


def test_the_status_of_a_record_is_that_of_the_day(full):
    before = get(full, "/catalogue/records/tcvn-iso-22301-2023?as_of=2023-12-27")
    after = get(full, "/catalogue/records/tcvn-iso-22301-2023?as_of=2023-12-28")
    assert (before["status"], after["status"]) == ("not_yet", "in_force")


def test_an_adopting_standard_gets_english_title_and_classes_with_their_source(full):
    (adopted,) = get(full, "/catalogue/records/tcvn-iso-22301-2023")["adopts"]
    assert (adopted["title_en"], adopted["degree"]) == ("Business continuity", "identical")
    assert (adopted["source"], adopted["row"], adopted["checked"]) == ("iso", 2, False)
    assert [ics["code"] for ics in adopted["ics"]] == ["03.100.01", "03.100.70"]


def test_an_international_standard_leads_to_what_adopts_it(full):
    body = get(full, "/catalogue/records/iso-22301-2012")
    assert [one["target"]["number"] for one in body["adopted_by"]] == ["TCVN ISO 22301:2018"]
    (row,) = body["foreign"]
    assert (row["is_withdrawn"], row["stage_words_en"]) == (True, "withdrawn")
    assert [link["number"] for link in row["replaced_by"]] == ["ISO 22301:2019"]
    undated = get(full, "/catalogue/records/iso-22301")
    assert len(undated["foreign"]) == len(undated["adopted_by"]) == 2


def test_a_code_has_its_names_and_the_rows_of_held_lists_with_their_standing(full):
    body = get(full, "/hs/65061010?as_of=2026-07-15")
    assert (body["code"], body["state"]) == ("6506.10.10", "named")
    assert body["name"]["path"] == ["Mũ", "Mũ bảo hộ", "Mũ bảo hiểm xe máy"]
    assert body["name"]["name_en"] == "Motorcycle helmets"
    assert [one["code"] for one in body["above"]] == ["6506"]
    assert {row["number"] for row in body["rows"] if row["covers"]} >= {"QCVN 2:2021/BKHCN"}
    assert all(row["status"] and row["status_reason"] for row in body["rows"])
    early = get(full, "/hs/65061010?as_of=2000-01-01")
    changed = {(r["slug"], r["status"]) for r in early["rows"]}
    assert changed != {(r["slug"], r["status"]) for r in body["rows"]}


@pytest.mark.parametrize(
    ("code", "state"),
    [("6506", "named"), ("6506.10", "heading"), ("6506.10.90", "gone"), ("8504", "gone")],
)
def test_a_tariff_tells_what_a_code_is(full, code, state):
    body = get(full, f"/hs/{code}")
    assert body["state"] == state
    assert bool(body["below"]) == (code in ("6506", "6506.10"))


def test_rows_of_lists_by_risk_keep_their_source(full):
    (row,) = [one for one in get(full, "/hs/6506.10.20")["risk"] if one["provenance"]]
    assert (row["listed_in"]["number"], row["level"]) == ("16/2026/TT-BNV", "high")
    assert row["provenance"] == {
        "source": "16-2026-tt-bnv",
        "row": 1,
        "checked_by": None,
        "checked_on": None,
    }


def test_a_class_has_its_name_and_the_standards_that_inherit_it(full):
    body = get(full, "/ics/13.340.20")
    assert (body["name"]["name_en"], [one["code"] for one in body["above"]]) == (
        "Head protection",
        ["13", "13.340"],
    )
    assert [one["target"]["number"] for one in body["inherited"]] == ["TCVN 6407:1998"]
    assert [one["number"] for one in body["stated"]] == ["TCVN 6407:1998"]
    get(full, "/ics/13.999", 404)
    get(full, "/ics/13.x", 400)


def test_a_library_without_lists_answers_that_none_is_loaded(client):
    assert get(client, "/catalogue/lists") == {"items": []}
    assert get(client, "/hs/8504.40.90")["state"] == "no_tariff"
    assert not get(client, "/ics/13.340.20")["has_names"]
    get(client, "/hs/12345", 400)
