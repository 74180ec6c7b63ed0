"""The page of a base text with its amendments, and the same as data."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.assembly import open_service
from api.cli import main
from api.settings import Settings
from samples.build import build
from samples.markup import read_content
from standards.relation import ChangeKind
from web.site import create_site

FOOT = "@ ***Nơi nhận:***\\n- Công báo. || **KT. BỘ TRƯỞNG**\\n**THỨ TRƯỞNG**\\n\\n*(Đã ký)*\n"


def act(number: str, day: str, title: str, body: str) -> str:
    return (
        '+++\n[letterhead]\nagency = ["BỘ XÂY DỰNG"]\n'
        f'number = "Số: {number}"\ndate = "Hà Nội, {day}"\n+++\n'
        f"^^ THÔNG TƯ\n^^ {title}\n"
        "> Căn cứ Luật Chất lượng sản phẩm, hàng hóa ngày 21 tháng 11 năm 2007;\n"
        f"{body}{FOOT}"
    )


BASE = act(
    "12/2020/TT-BXD",
    "ngày 10 tháng 01 năm 2020",
    "Quy định về kính <nổi> xây dựng",
    "**Điều 1. Phạm vi điều chỉnh**\nThông tư này quy định về kính xây dựng.\n"
    "**Điều 2. Yêu cầu**\n1. Chiều dày kính không nhỏ hơn 4 mm.\n2. Kính phải có nhãn.\n"
    "**Điều 3. Hiệu lực thi hành**\n"
    "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2020.\n",
)
CHANGE = act(
    "22/2022/TT-BXD",
    "ngày 05 tháng 5 năm 2022",
    "Sửa đổi, bổ sung một số điều của Thông tư số 12/2020/TT-BXD",
    "**Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 12/2020/TT-BXD**\n"
    "1. Sửa đổi khoản 1 Điều 2 như sau:\n“1. Chiều dày kính không nhỏ hơn 5 mm.”.\n"
    "2. Bãi bỏ khoản 2 Điều 2.\n"
    "3. Bổ sung khoản 3 vào Điều 2 như sau: “3. Kính phải có dấu CR.”.\n"
    "4. Sửa đổi khoản 4 Điều 8 như sau: “4. Không có chỗ.”.\n"
    "**Điều 2. Hiệu lực thi hành**\n"
    "Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2022.\n",
)
ADDRESS = "/standards/12-2020-tt-bxd/amended"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A reader of a site with a text and one that amends it."""
    folder = tmp_path_factory.mktemp("amended")
    for name, content in (("base", BASE), ("change", CHANGE)):
        place = folder / f"{name}.txt"
        place.write_text(content, encoding="utf-8")
        build(read_content(place)).save(folder / f"{name}.pdf")
    library = folder / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        assert main(["ingest", str(folder), "--library", str(library)]) == 0
    settings = Settings(library=library, embedder="hashing")
    service = open_service(settings)
    with TestClient(create_site(settings, service=service)) as client:
        yield client


def opened(reader, read_page, address):
    response = reader.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text[:400]
    page = read_page(response.text)
    assert page.faults == []
    return page


def test_changed_clauses_stand_side_by_side_with_their_words_marked(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01")
    assert next(one.text for one in page.all("del")).endswith("4 mm")
    assert next(one.text for one in page.all("ins")).endswith("5 mm")
    states = [one.text for one in page.all("span", class_="state")]
    assert states == ["Được sửa đổi", "Bị bãi bỏ", "Được bổ sung"]
    assert len(page.all("article")) == 3


def test_the_page_says_what_is_worked_in_for_which_day_and_that_it_is_not_official(
    reader, read_page
):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01")
    assert "Đã ghép 1 văn bản sửa đổi có hiệu lực ngày 01/07/2022" in page.words
    assert "không phải văn bản hợp nhất chính thức" in page.words
    english = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01&lang=en")
    assert "no official consolidated text" in english.words


def test_each_change_leads_to_the_clause_and_page_that_give_it(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01&lang=vi")
    link = next(one for one in page.all("a") if one.text == "khoản 1 Điều 1")
    assert link.attributes["href"].startswith("/standards/22-2022-tt-bxd/clauses/dieu-1.1")
    assert reader.get(link.attributes["href"]).status_code == 200
    pages = [one.attributes["href"] for one in page.all("a") if one.text == "trang 1"]
    assert pages
    assert reader.get(pages[0]).headers["content-type"] == "image/png"


def test_an_instruction_without_a_place_is_shown_apart(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01")
    section = page.all("section", aria_labelledby="unplaced")[0]
    assert "Sửa đổi khoản 4 Điều 8 như sau" in section.text
    assert "Không có chỗ" in section.text


def test_before_its_day_the_amendment_is_named_but_not_worked_in(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-06-30")
    assert page.all("article") == []
    assert "Văn bản sửa đổi không ghép vào ngày này (1)" in page.words
    assert "22/2022/TT-BXD" in page.words


def test_all_clauses_are_shown_on_request(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01&show=all")
    assert len(page.all("article")) == 6
    assert "Như văn bản gốc." in page.words


def test_the_page_is_the_data_of_its_address(reader, read_page):
    page = opened(reader, read_page, f"{ADDRESS}?as_of=2022-07-01")
    data = reader.get(page.all("link", rel="alternate")[0].attributes["href"]).json()
    assert data["is_official"] is False
    assert data["counts"] == {"unchanged": 3, "amended": 1, "added": 1, "repealed": 1}
    first = data["clauses"][0]
    assert (first["name"], first["state"]) == ("khoản 1 Điều 2", "amended")
    assert first["text"] == "Chiều dày kính không nhỏ hơn 5 mm."
    assert first["changes"][0]["kind"] == ChangeKind.REPLACE_TEXT
    edit = first["text_edits"][0]
    assert first["base_text"][edit["a_start"] : edit["a_end"]] == "4 mm"
    assert len(data["unplaced"]) == 1


def test_other_spellings_lead_to_the_address_and_wrong_ones_are_told(reader):
    there = reader.get("/standards/12%2F2020%2FTT-BXD/amended", follow_redirects=False)
    assert there.status_code in (307, 404)
    assert reader.get(f"{ADDRESS}?show=some").status_code == 400
    assert reader.get(f"{ADDRESS}?part=9").status_code == 404
    assert reader.get("/api/v1/standards/nothing/amended").status_code == 404
