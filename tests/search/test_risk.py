"""The risk of goods on a day: regimes through time, rows held and imported, what silence means."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from index.catalogue import ListKind, LoadedList
from search.regimes import Ground, is_group_2_title, regime_on, regimes
from search.risk import FindingBasis, Party, RiskAnswer, risk_of
from search.shelf import shelf
from standards.catalogue import HsName, Provenance, RiskRow
from standards.document import Clause, Document, Kind, ProductRow, Relation, Source
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box
from standards.relation import Verb
from standards.risk import Measure, RiskLevel
from standards.validity import Status

LAST_OLD = date(2026, 6, 30)
FIRST_NEW = date(2026, 7, 1)
TODAY = date(2026, 11, 22)
SHARED = Path(__file__).resolve().parents[3] / "shared"
DECREE = SHARED / "corpus/pdf-more/nd-37-2026-nd-cp-chat-luong-san-pham-hang-hoa.rendered.pdf"


def code(text: str) -> HsCode:
    return HsCode.parse(text)


def source(file: str) -> Source:
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    return Source(file=file, sha256=sha256, pages=9, first_page=1, last_page=9)


def goods(
    name: str, *codes: str, level: RiskLevel | None = None, measures: tuple[Measure, ...] = ()
) -> ProductRow:
    return ProductRow(
        name=name,
        hs=tuple(map(code, codes)),
        standards=(),
        page=3,
        clause="phu-luc-i",
        boxes=(Box(3, 60.0, 200.0, 540.0, 240.0),),
        text=name,
        risk=level,
        measures=measures,
        risk_words="Mức độ rủi ro: Cao" if level else "",
    )


def listed(number: str, *rows: ProductRow, title: str, since: date | None) -> Document:
    found = Identifier.parse(number)
    return Document(
        id=found.slug,
        number=found,
        kind=Kind.CIRCULAR,
        title=title,
        issuer=None,
        source=source(f"{found.slug}.pdf"),
        effective_from=since,
        products=rows,
    )


NEW = listed(
    "41/2026/TT-BXD",
    goods("Kính phẳng tôi nhiệt", "7007.19.90", level=RiskLevel.HIGH),
    goods("Xi măng", "2523.29.90", level=RiskLevel.MEDIUM, measures=(Measure.INSPECTION,)),
    goods("Đá ốp lát", "6802", level=RiskLevel.MEDIUM, measures=(Measure.DECLARATION,)),
    goods("Bê tông khí", "6810.99.00"),
    title="Danh mục sản phẩm, hàng hóa có mức độ rủi ro trung bình, mức độ rủi ro cao",
    since=FIRST_NEW,
)
OLD = listed(
    "01/2021/TT-BLĐTBXH",
    goods("Mũ an toàn công nghiệp", "6506.10.20", measures=(Measure.INSPECTION,)),
    goods("Thang cuốn", "8428.40.00"),
    title="Quy định Danh mục sản phẩm, hàng hóa có khả năng gây mất an toàn",
    since=date(2021, 7, 18),
)


def record(row: int, text: str | None, name: str, level: RiskLevel | None, **more) -> RiskRow:
    return RiskRow(
        listed_in=Identifier.parse("36/2026/TT-BKHCN"),
        provenance=Provenance(source="36-2026-tt-bkhcn", row=row),
        name=name,
        hs=code(text) if text else None,
        risk=level,
        **more,
    )


IMPORTED = (
    record(
        31,
        "8516.10.19",
        "a) Bình đun nước",
        RiskLevel.HIGH,
        measures=(Measure.INSPECTION,),
        condition="trừ loại dùng trong công nghiệp",
        page=12,
        annex="Phụ lục I",
    ),
    record(230, "8516.10.19", "Thiết bị làm nóng nước uống", RiskLevel.MEDIUM, page=52),
    record(40, "8516.31.00", "Máy sấy tóc dùng", RiskLevel.HIGH, is_cut=True),
    record(41, "3004", "Thuốc tiêm", RiskLevel.HIGH, measures=(Measure.REGISTRATION,)),
    record(42, "9018.90.90", "Thiết bị y tế", None, measures=(Measure.OTHER,)),
)
TARIFF = HsName(
    code=code("8516.31.00"),
    provenance=Provenance(source="bieu-thue", row=9),
    name_vi="Máy sấy khô tóc",
    name_en="Hair dryers",
    path_vi="Dụng cụ điện > Máy sấy tóc dùng trong gia đình",
    path_en="Electric appliances > Hair dryers",
)


@pytest.fixture
def ask(library_of):
    """Asks a library of these documents, with or without the imported list."""

    def run(
        day: date, *codes: str, documents=(NEW, OLD), imported: bool = False, rows=IMPORTED, **more
    ) -> RiskAnswer:
        library = library_of(list(documents))
        if imported:
            for kind, records in ((ListKind.RISK, rows), (ListKind.HS, (TARIFF,))):
                loaded = LoadedList(
                    name="36-2026-tt-bkhcn" if kind is ListKind.RISK else "bieu-thue",
                    kind=kind,
                    file="list.tsv",
                    sha256="",
                    records=len(records),
                    at=datetime(2026, 11, 20, tzinfo=UTC),
                )
                library.catalogue.load(loaded, records)
        return risk_of(shelf(library), day, codes=tuple(map(code, codes)), **more)

    return run


# --- regimes ------------------------------------------------------------------------------------


def test_regimes_follow_each_other_without_a_gap():
    found = regimes().regimes
    for one, other in pairwise(found):
        assert one.until == other.since
    assert found[-1].until is None
    first = found[0].since
    assert regime_on(first - timedelta(days=1)) is None
    assert regime_on(LAST_OLD) is found[0]
    assert regime_on(FIRST_NEW) is found[1]


def test_every_level_says_what_importer_and_producer_must_do():
    new = regime_on(FIRST_NEW)
    assert new is not None
    for level in RiskLevel:
        fitting = [duty for duty in new.duties if duty.fits(level, ())]
        assert {duty.party for duty in fitting} == set(Party)


def test_what_is_not_checked_quotes_nothing_and_what_is_checked_does():
    for ground in all_grounds():
        assert bool(ground.quote) == ground.is_checked


def test_quotes_are_the_words_of_the_decree():
    if not DECREE.is_file():
        pytest.skip("no shared folder with real documents beside the checkout")
    from ingest.reading import read_file

    (decree,) = read_file(DECREE).documents
    texts = {clause.key: " ".join(clause.text.split()) for clause in decree.clauses}
    quoted = [ground for ground in all_grounds() if ground.is_checked]
    assert len(quoted) >= 10
    for ground in quoted:
        assert ground.law == decree.number
        assert ground.quote in texts[ground.key], ground.place.vi


def all_grounds() -> list[Ground]:
    found = regimes().regimes
    grounds = [ground for regime in found for ground in regime.grounds]
    return grounds + [duty.ground for regime in found for duty in regime.duties]


@pytest.mark.parametrize("title", [one for t in regimes().titles for one in t.examples])
def test_titles_of_lists_of_group_2_are_known(title):
    assert is_group_2_title(title)


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "Danh mục sản phẩm, hàng hóa có mức độ rủi ro trung bình, mức độ rủi ro cao",
        "Quy định về hàng hóa nguy hiểm nhóm 2",
        "Sửa đổi Nghị định về chất lượng sản phẩm, hàng hóa",
    ],
)
def test_other_titles_are_no_lists_of_group_2(title):
    assert not is_group_2_title(title)


# --- held lists -----------------------------------------------------------------------------------


def test_high_risk_goods_are_inspected_on_import_and_certified_at_home(ask):
    found = ask(TODAY, "7007.19.90")
    assert (found.levels, found.since, str(found.law)) == (
        (RiskLevel.HIGH,),
        FIRST_NEW,
        "37/2026/NĐ-CP",
    )
    (one,) = found.findings
    assert (one.basis, one.document, one.row, one.page) == (
        FindingBasis.LIST,
        "41-2026-tt-bxd",
        0,
        3,
    )
    assert one.match is not None
    assert (one.match.level, one.match.covers) == (8, True)
    assert {duty.ground.article for duty in one.on_import} == {82, 83}
    assert [duty.ground.place.vi for duty in one.at_home] == ["điểm b khoản 2 Điều 66"]


def test_the_codes_of_one_item_are_one_finding(ask):
    item = {"item": "4.4", "annex": "Phụ lục I", "measures": (Measure.INSPECTION,)}
    records = [
        record(35, "8516.60.10", "a) Nồi cơm điện", RiskLevel.HIGH, **item),
        record(36, "8516.79.10", "a) Nồi cơm điện", RiskLevel.HIGH, **item),
        record(37, "8516.60.90", "b) Nồi khác", RiskLevel.HIGH, **item),
    ]
    found = ask(TODAY, "8516", imported=True, rows=records)
    assert [[str(one.match.code) for one in finding.codes] for finding in found.findings] == [
        ["8516.60.10", "8516.79.10"],
        ["8516.60.90"],
    ]
    assert [one.source_row for one in found.findings[0].codes] == [35, 36]


def test_all_codes_of_a_held_row_that_are_asked_for_are_told(ask):
    grains = goods("Cát", "2505.10.00", "2517.10.00", "7007.19.90", level=RiskLevel.HIGH)
    held = listed("42/2026/TT-BXD", grains, title="Danh mục rủi ro", since=FIRST_NEW)
    (found,) = ask(TODAY, "2505.10.00", "2517", documents=(held,)).findings
    assert [str(one.match.code) for one in found.codes] == ["2505.10.00", "2517.10.00"]


def test_a_list_says_nothing_before_its_first_day(ask):
    before = ask(LAST_OLD, "7007.19.90")
    assert before.findings == ()
    assert "nhóm 2" in before.note.vi
    assert ask(FIRST_NEW, "7007.19.90").levels == (RiskLevel.HIGH,)


def test_a_code_of_four_digits_covers_finer_ones(ask):
    (one,) = ask(TODAY, "6802.23.00").findings
    assert one.match is not None
    assert (str(one.match.code), one.match.level, one.match.covers) == ("6802", 4, True)


def test_neighbours_under_a_heading_decide_nothing(ask):
    found = ask(TODAY, "7007.11.10")
    assert found.levels == ()
    (near,) = found.findings
    assert near.match is not None
    assert (near.match.level, near.match.covers) == (4, False)
    assert (near.level, near.duties) == (None, ())
    assert found.note.vi.startswith("Không dòng nào của 1 danh mục rủi ro đã nạp mang mã này.")


def test_the_row_that_was_asked_about_speaks_first_and_once(ask):
    found = ask(TODAY, document=NEW, row=NEW.products[0])
    assert [one.basis for one in found.findings] == [FindingBasis.ROW]
    other = listed(
        "42/2026/TT-BXD",
        goods("Kính trang trí", "7007.19.90", level=RiskLevel.MEDIUM),
        title=NEW.title or "",
        since=FIRST_NEW,
    )
    both = ask(TODAY, documents=(NEW, other), document=NEW, row=NEW.products[0])
    assert (both.level, both.levels) == (RiskLevel.HIGH, (RiskLevel.HIGH, RiskLevel.MEDIUM))


def test_a_row_that_states_nothing_has_no_level(ask):
    found = ask(TODAY, document=NEW, row=NEW.products[3])
    assert (found.findings, found.levels) == ((), ())
    assert "không có nghĩa là" in found.note.vi


def test_inspection_of_medium_risk_goods_is_shown_as_at_odds_with_the_decree(ask):
    found = ask(TODAY, "2523.29.90")
    assert found.findings[0].is_at_odds
    assert "khoản 1 Điều 82" in found.note.vi


def test_a_list_that_another_one_replaced_is_silent(ask):
    later = replace(
        listed("60/2026/TT-BXD", title="Danh mục mới", since=date(2026, 10, 1)),
        relations=(
            Relation(
                verb=Verb.REPLACES,
                target=Identifier.parse("41/2026/TT-BXD"),
                clause=None,
                page=1,
                words="thay thế Thông tư số 41/2026/TT-BXD",
            ),
        ),
    )
    assert ask(date(2026, 9, 30), "7007.19.90", documents=(NEW, later)).levels
    assert ask(TODAY, "7007.19.90", documents=(NEW, later)).findings == ()


def test_a_list_of_unknown_standing_speaks_and_says_so(ask):
    undated = replace(NEW, effective_from=None)
    found = ask(TODAY, "7007.19.90", documents=(undated,))
    assert found.findings[0].status is Status.UNVERIFIED
    assert "Chưa xác minh" in found.note.vi


# --- nhóm 2 -------------------------------------------------------------------------------------


def test_before_the_change_a_row_of_such_a_list_is_group_2(ask):
    found = ask(LAST_OLD, "6506.10.20")
    assert found.is_group_2
    assert found.levels == ()
    (one,) = found.findings
    assert (str(one.number), one.measures) == ("01/2021/TT-BLĐTBXH", (Measure.INSPECTION,))
    assert {duty.ground.article for duty in one.duties} == {28, 34}
    assert not any(duty.ground.is_checked for duty in one.duties)


def test_since_the_change_a_list_of_group_2_states_no_level(ask):
    found = ask(FIRST_NEW, "6506.10.20")
    assert (found.is_group_2, found.levels, found.findings) == (False, (), ())
    assert found.former == ("01/2021/TT-BLĐTBXH",)
    assert "không cho biết mức độ rủi ro" in found.note.vi


def test_days_before_all_that_is_known_have_no_regime(ask):
    found = ask(date(2005, 1, 1), "6506.10.20")
    assert (found.regime, found.findings) == (None, ())
    assert found.note.vi


# --- imported lists -----------------------------------------------------------------------------


def test_without_any_list_the_answer_says_that_none_is_loaded(ask):
    found = ask(TODAY, "8516.10.19", documents=())
    assert found.note.vi.startswith("Chưa nạp danh mục rủi ro của bộ nào")
    assert found.levels == ()


def test_rows_that_contradict_each_other_are_both_kept(ask):
    found = ask(TODAY, "8516.10.19", imported=True)
    assert found.levels == (RiskLevel.HIGH, RiskLevel.MEDIUM)
    assert found.level is None
    first = found.findings[0]
    assert (first.basis, first.source, first.source_row, first.page) == (
        FindingBasis.CATALOGUE,
        "36-2026-tt-bkhcn",
        31,
        12,
    )
    assert first.condition == "trừ loại dùng trong công nghiệp"
    assert (first.is_checked, first.status) == (False, Status.UNVERIFIED)
    assert "mức khác nhau" in found.note.vi
    assert "chưa ai đối chiếu" in found.note.vi


def test_the_tariff_gives_the_full_name_of_one_that_was_cut(ask):
    (one,) = ask(TODAY, "8516.31.00", imported=True).findings
    assert (one.name, one.full_name) == ("Máy sấy tóc dùng", "Máy sấy tóc dùng trong gia đình")
    assert one.tariff_en == "Electric appliances > Hair dryers"


def test_goods_under_a_sector_licence_follow_the_law_of_the_sector(ask):
    (one,) = ask(TODAY, "3004.90.99", imported=True).findings
    assert (82, 3) in {(duty.ground.article, duty.ground.paragraph) for duty in one.on_import}
    (other,) = ask(TODAY, "9018.90.90", imported=True).findings
    assert other.level is None
    assert [(d.ground.article, d.ground.paragraph) for d in other.duties] == [(82, 3)]


def test_a_code_in_none_of_the_lists_is_not_said_to_be_free(ask):
    found = ask(TODAY, "3920.10.10", imported=True)
    assert (found.findings, found.levels, found.lists.with_levels) == ((), (), 2)
    assert found.note.en.startswith("No row of the 2 lists loaded has this code.")
    assert "low risk" in found.note.en


def test_imported_levels_do_not_reach_back_before_the_change(ask):
    assert ask(LAST_OLD, "8516.10.19", imported=True).findings == ()


# --- the act itself -----------------------------------------------------------------------------


def decree(text: str, **more) -> Document:
    found = Identifier.parse("37/2026/NĐ-CP")
    clause = Clause(
        key="dieu-82.2", label="2", heading="", text=text, page=57, last_page=57, parent=None
    )
    return Document(
        id=found.slug,
        number=found,
        kind=Kind.DECREE,
        title="Quy định chi tiết",
        issuer=None,
        source=source("nd-37.pdf"),
        effective_from=date(2026, 1, 23),
        clauses=(clause,),
        **more,
    )


def test_a_held_decree_is_evidence_found_by_its_number(ask):
    words = (
        "Đối với hàng hóa nhập khẩu có mức độ rủi ro cao, tổ chức, cá nhân nhập khẩu phải\nthực "
        "hiện đăng ký kiểm tra chất lượng theo quy định tại Điều 83 Nghị định này."
    )
    found = ask(TODAY, "7007.19.90", documents=(NEW, decree(words)))
    grounds = {duty.ground.key: duty.ground for duty in found.findings[0].duties}
    linked = grounds["dieu-82.2"]
    assert (linked.document, linked.clause, linked.page) == ("37-2026-nd-cp", "dieu-82.2", 57)
    assert grounds["dieu-83.5"].document is None


def test_a_held_text_that_says_otherwise_is_not_pointed_to(ask):
    found = ask(TODAY, "7007.19.90", documents=(NEW, decree("Nội dung khác.")))
    assert all(duty.ground.document is None for duty in found.findings[0].duties)
