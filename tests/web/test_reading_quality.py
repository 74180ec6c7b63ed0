"""The pages say how well things were read: in words, in both languages, with links to the paper."""

import pytest
from fastapi.testclient import TestClient

from api.models_reading import PageEntry, ReadAs, ReadingBody
from api.settings import Settings
from standards.document import PageClass
from web.quality import manner_of, manners, notable, strip
from web.site import create_site

SLUG = "qcvn-2-2021-bkhcn"
HOME = f"/standards/{SLUG}"


@pytest.fixture(scope="module")
def weak_site(weak_library, weak):
    settings = Settings(library=weak_library, embedder="hashing")
    with TestClient(create_site(settings, service=weak)) as connected:
        yield connected


@pytest.fixture
def look(weak_site, read_page):
    """Open an address of the site over the file that was read with trouble."""

    def open_page(address):
        reply = weak_site.get(address)
        assert reply.status_code == 200
        page = read_page(reply.text)
        assert page.faults == []
        return page

    return open_page


def test_the_source_view_says_how_each_page_was_read(look):
    words = look(f"{HOME}?view=source").words
    assert "Có lớp chữ: trang 1, 4" in words
    assert "Nhận dạng từ ảnh: trang 2–3; độ tin cậy trung bình 77 %, thấp nhất 62 %" in words
    assert "Chuyển từ bảng mã cũ: trang 5" in words
    assert "Không đọc được: trang 6–8. Lý do: chưa cài Tesseract" in words
    assert "Trang trống: trang 9" in words


def test_the_strip_covers_all_pages_and_every_pattern_has_its_words(look):
    page = look(f"{HOME}?view=source")
    parts = [e for e in page.all("rect") if e.attributes.get("x", "").endswith("%")]
    assert sum(float(e.attributes["width"].rstrip("%")) for e in parts) == pytest.approx(100, abs=1)
    filled = {e.attributes["fill"] for e in parts}
    swatches = {e.attributes["fill"] for e in page.all("rect", width="100%", height="100%")}
    patterns = {f"url(#{e.attributes['id']})" for e in page.all("pattern")}
    assert filled <= swatches <= patterns


def test_doubts_stand_once_with_their_pages_linked(look):
    page = look(f"{HOME}?view=source")
    assert page.words.count("Trang quét, chữ nhận dạng từ ảnh") == 1
    links = {e.text: e.attributes["href"] for e in page.all("a")}
    assert links["2–3"] == f"{HOME}/pages/2"
    assert "Không tìm thấy ngày có hiệu lực (cả tệp)" in page.words


def test_the_account_comes_out_and_lists_what_was_left_out(look):
    page = look(f"{HOME}?view=source")
    assert "9 = 6 đọc được + 3 không đọc được" in page.words
    assert "7 = 5 giữ lại + 2 bỏ ra" in page.words
    assert "3 = 2 đọc được + 1 bỏ ra" in page.words
    (details,) = [each for each in page.all("details") if "6506.1" in each.text]
    assert "trang 4, ô mã HS: “6506.1” (không có mã HS nào năm chữ số)" in " ".join(
        details.text.split()
    )
    assert "Không khớp" not in page.words


def test_repaired_numbers_and_checks_are_shown(look):
    page = look(f"{HOME}?view=source")
    words = page.words
    cells = [" ".join(e.text.split()) for e in page.all("td")]
    assert cells == ["“TCVN 6979:2OO1”", "TCVN 6979:2001", "số hiệu có trong danh mục đã biết", "3"]
    assert "Đã kiểm Số hiệu (trang 1) QCVN 2:2021/BKHCN Trần Thị Lan, 20/11/2026" in words
    assert "Đã kiểm với giá trị khác Cơ quan ban hành" in words
    assert "Giá trị lúc kiểm: Bộ Khoa học, Công nghệ và Môi trường" in words
    assert "Đã kiểm, nay không còn đọc thấy product:9-mu-len" in words
    assert "đã sửa lại từ chữ đọc sai" in look(f"{HOME}?view=cites").words


def test_the_title_block_warns_before_anything_is_read(look):
    page = look(HOME)
    links = page.all("a", class_="badge")
    assert [" ".join(e.text.split()) for e in links] == [
        "2 trang nhận dạng từ ảnh",
        "3 trang không đọc được",
    ]
    assert all(e.attributes["href"].endswith("view=source") for e in links)
    assert any("từ ảnh" in e.text for e in page.all("p", class_="where"))


def test_a_clause_says_that_its_words_were_recognised_and_who_checked_them(look):
    words = look(f"{HOME}/clauses/2.1.1").words
    assert "Nhận dạng từ ảnh, độ tin cậy 62 %" in words
    assert "hãy đối chiếu với hình trang" in words
    assert "Đã kiểm: Trần Thị Lan, 20/11/2026" in words
    assert "đã sửa lại từ chữ đọc sai" in look(f"{HOME}/clauses/2.1.2").words


def test_an_answer_from_a_recognised_page_says_so_in_words(look, weak):
    clause = next(c for c in weak.document(SLUG).clauses if c.page == 3 and len(c.text) > 60)
    page = look(f"/?q={' '.join(clause.text[:150].split())}")
    badges = page.all("span", class_="read")
    assert badges
    assert "Nhận dạng từ ảnh, độ tin cậy" in " ".join(badges[0].text.split())
    assert badges[0].attributes["tabindex"] == "0"


def test_a_page_says_how_it_was_read_or_why_not(look):
    assert "Nhận dạng từ ảnh, độ tin cậy 62 %" in look(f"{HOME}/pages/3").words
    refused = look(f"{HOME}/pages/7").words
    assert "Lý do: chưa cài Tesseract" in refused
    assert "Chưa đọc được chữ trên trang này" in refused
    assert "độ tin cậy" not in look(f"{HOME}/pages/1").words


@pytest.mark.parametrize("path", [f"{HOME}?view=source", f"{HOME}/pages/7", HOME])
def test_the_same_in_english(look, path):
    words = look(f"{path}{'&' if '?' in path else '?'}lang=en").words
    assert "could not be read" in words.lower()


def test_a_document_read_well_has_no_badge_and_an_unknown_account_is_told(show):
    page = show(f"{HOME}?view=source")
    assert not page.all("a", class_="badge")
    assert "Chưa ai đối chiếu" in page.words
    assert f"trachuan check {SLUG}" in page.words


def entry(number, read_as, confidence=None, refused=None):
    return PageEntry(
        number=number,
        width=1.0,
        height=1.0,
        page_class=PageClass.TEXT,
        image_url="",
        reason="",
        read_as=read_as,
        confidence=confidence,
        refused=refused,
    )


def test_pages_refused_for_different_reasons_stand_apart():
    pages = [
        entry(1, ReadAs.REFUSED, refused="a"),
        entry(2, ReadAs.REFUSED, refused="b"),
        entry(3, ReadAs.REFUSED, refused="a"),
        entry(4, ReadAs.RECOGNISED, 0.9),
        entry(5, ReadAs.RECOGNISED, 0.5),
    ]
    told = [(m.reason, m.ranges, m.least, m.worst) for m in manners(pages)]
    assert told == [
        ("a", ((1, 1), (3, 3)), None, None),
        ("b", ((2, 2),), None, None),
        ("", ((4, 5),), 0.5, 5),
    ]
    assert [(s.x, s.width) for s in strip(pages)] == [(0.0, 60.0), (60.0, 40.0)]
    assert strip([]) == manners([]) == ()
    assert manner_of([entry(1, ReadAs.TEXT), entry(2, ReadAs.CONVERTED)]) == {2: ReadAs.CONVERTED}


def test_of_several_pages_the_weakest_is_named():
    def reading(page, read_as, confidence=None):
        return ReadingBody(
            page=page,
            page_class=PageClass.SCAN,
            read_as=read_as,
            confidence=confidence,
            refused=None,
            doubts=[],
        )

    told = notable(
        [
            reading(1, ReadAs.TEXT),
            reading(2, ReadAs.RECOGNISED, 0.9),
            reading(3, ReadAs.RECOGNISED, 0.4),
            reading(4, ReadAs.REFUSED),
        ]
    )
    assert [(one.read_as, one.page) for one in told] == [
        (ReadAs.REFUSED, 4),
        (ReadAs.RECOGNISED, 3),
    ]
