"""Pages of lists, numbers, codes and classes, over a copy of the small library with lists."""

import gzip
import shutil
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.assembly import open_service
from api.cli import main
from api.settings import Settings
from web.site import create_site

SAMPLE = Path(__file__).parents[1] / "index" / "data" / "standards-list.csv"
LISTS = {
    "iso.tsv.gz": "reference\ttitle_en\tics\tstage\n"
    "ISO 22301:2019\tBusiness <continuity>\t03.100.01\t90.60\n",
    "tariff.tsv": "hs\tname_vi\tname_en\n6506\tMũ\tHeadgear\n65061010\tMũ xe máy\tHelmets\n",
    "ics.tsv": "code\tname_en\n03.100\tManagement\n03.100.01\tManagement in general\n",
    "16-2026-tt-bnv.tsv": "hs\trisk\tname_as_extracted\n65061010\tCAO\tMũ an toàn\n",
}


@pytest.fixture(scope="module")
def listed(built, tmp_path_factory):
    """The site over a library with lists."""
    folder = tmp_path_factory.mktemp("listed")
    library = Path(shutil.copytree(built, folder / "library"))
    shutil.copy(SAMPLE, folder / "office.csv")
    for name, text in LISTS.items():
        content = text.encode()
        (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        files = [str(folder / name) for name in ("office.csv", *LISTS)]
        assert main(["catalogue", "add", *files, "--library", str(library)]) == 1
    settings = Settings(library=library, embedder="hashing")
    service = open_service(settings, today=lambda: date(2026, 11, 22))
    return create_site(settings, service=service)


@pytest.fixture
def look(listed, read_page):
    """Open an address and take the page apart; every page must be well formed."""
    with TestClient(listed, raise_server_exceptions=False) as client:

        def open_page(address, status=200):
            response = client.get(address, headers={"Accept": "text/html"})
            assert response.status_code == status, response.text[:400]
            page = read_page(response.text)
            assert page.faults == []
            return page

        yield open_page


ADDRESSES = (
    "/catalogue",
    "/catalogue?q=22301",
    "/catalogue?q=nothing+at+all",
    "/catalogue/tcvn-iso-22301-2023",
    "/catalogue/iso-22301-2019",
    "/catalogue/qcvn-2-2021-bkhcn",
    "/hs/6506.10.10",
    "/hs/6506.10",
    "/hs/9999",
    "/ics/03.100.01",
    "/ics/03.100",
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_well_formed_and_offers_its_data(look, listed, address, language):
    page = look(f"{address}{'&' if '?' in address else '?'}lang={language}")
    (data,) = page.all("link", rel="alternate")
    with TestClient(listed) as client:
        assert client.get(data.attributes["href"]).status_code == 200
    assert page.all("html", lang=language)


def test_the_lists_are_named_with_what_was_not_accepted(look):
    page = look("/catalogue")
    for name in ("office", "iso", "tariff", "ics", "16-2026-tt-bnv"):
        assert name in page.words
    assert "row 2, column 'Ngày ban hành'" in page.words
    assert not page.all("a", rel="next")


def test_a_search_finds_records_and_goes_on(look):
    page = look("/catalogue?q=22301&as_of=2024-01-01")
    links = [a.attributes["href"] for a in page.all("a") if a.text == "TCVN ISO 22301:2023"]
    assert links == ["/catalogue/tcvn-iso-22301-2023?as_of=2024-01-01"]
    assert "Không danh mục nào" in look("/catalogue?q=nothing+at+all").words


def test_a_number_tells_its_status_of_the_day_its_source_and_that_no_file_is_held(look):
    page = look("/catalogue/tcvn-iso-22301-2023?as_of=2023-12-01")
    assert "Chưa có hiệu lực" in page.words
    assert "danh mục office, dòng 3, Trần Thị Lan đã đối chiếu" in page.words
    assert "Kho không có tệp văn bản" in page.words
    assert "Business <continuity>" in page.words
    (ics,) = {a.attributes["href"] for a in page.all("a") if a.text == "03.100.01"}
    assert ics == "/ics/03.100.01?as_of=2023-12-01"


def test_an_international_number_leads_to_what_adopts_it_and_back(look):
    page = look("/catalogue/iso-22301-2019")
    (adopter,) = [a for a in page.all("a") if a.text == "TCVN ISO 22301:2023"]
    back = look(adopter.attributes["href"])
    assert "/catalogue/iso-22301-2019" in {a.attributes.get("href") for a in back.all("a")}


def test_a_number_in_another_spelling_leads_to_its_page(listed):
    with TestClient(listed, follow_redirects=False) as client:
        answer = client.get("/catalogue/TCVN ISO 22301 : 2023?as_of=2024-01-01")
        assert answer.status_code == 307
        assert answer.headers["location"] == "/catalogue/tcvn-iso-22301-2023?as_of=2024-01-01"
        assert client.get("/hs/65061010").headers["location"] == "/hs/6506.10.10"


def test_a_held_number_leads_to_its_document(look):
    page = look("/catalogue/qcvn-2-2021-bkhcn")
    assert "/standards/qcvn-2-2021-bkhcn" in {a.attributes.get("href") for a in page.all("a")}
    assert "Kho không có tệp" not in page.words


def test_a_code_shows_names_held_rows_and_risk_with_their_sources(look):
    page = look("/hs/6506.10.10?lang=en")
    assert "Helmets" in page.words
    assert "/standards/qcvn-2-2021-bkhcn" in {a.attributes.get("href") for a in page.all("a")}
    assert "High risk" in page.words
    assert "list 16-2026-tt-bnv, row 1" in page.words


def test_a_code_that_is_gone_says_so(look):
    assert "Biểu thuế đã nạp không có mã này" in look("/hs/9999").words


def test_a_class_shows_what_inherits_it_and_the_classes_around(look):
    page = look("/ics/03.100.01")
    assert "TCVN ISO 22301:2023" in page.words
    assert "/ics/03.100" in {a.attributes.get("href") for a in page.all("a")}
    assert "/ics/03.100.01" in {a.attributes.get("href") for a in look("/ics/03.100").all("a")}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/catalogue/iso-1-2016", 404), ("/hs/650", 400), ("/ics/1", 400), ("/ics/99.999", 404)],
)
def test_what_is_not_there_is_a_designed_page(look, address, status):
    look(address, status)


def test_without_lists_the_page_says_how_they_are_added(show):
    assert "trachuan catalogue add" in show("/catalogue").words
    assert "Chưa nạp biểu thuế nào" in show("/hs/6506.10.10").words
    assert "Chưa nạp danh mục tên các lớp ICS" in show("/ics/13.340.20").words
