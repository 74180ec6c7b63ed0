"""Amendments applied: printed base and printed amendments, read, and asked on several days."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.reading import read_bytes
from samples.build import build
from samples.markup import read_content
from search.amended import amended
from search.amended_model import ClauseState, DoubtKind
from search.amended_texts import replace_words, unlabelled
from search.amended_tree import Lost, item_span, order_of
from search.shelf import shelf
from standards.document import Clause, Document, Kind, Source
from standards.identifier import Identifier
from standards.relation import (
    Change,
    ChangeKind,
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Verb,
)

BASE = """+++
[letterhead]
agency = ["BỘ XÂY DỰNG"]
number = "Số: 11/2020/TT-BXD"
date = "Hà Nội, ngày 10 tháng 01 năm 2020"
+++
^^ THÔNG TƯ
^^ Quy định về kiểm định máy xây dựng
> Căn cứ Luật Chất lượng sản phẩm, hàng hóa ngày 21 tháng 11 năm 2007;
> Bộ trưởng Bộ Xây dựng ban hành Thông tư quy định về kiểm định máy xây dựng.
**Điều 1. Phạm vi điều chỉnh**
Thông tư này quy định về kiểm định máy xây dựng sử dụng trong thi công.
**Điều 2. Giải thích từ ngữ**
1. Máy xây dựng là máy dùng để thi công công trình.
2. Kiểm định là việc đánh giá máy theo quy chuẩn.
**Điều 3. Hồ sơ kiểm định**
1. Hồ sơ kiểm định gồm:
a) Đơn đề nghị;
b) Bản sao giấy chứng nhận hợp quy;
c) Hợp đồng mua máy.
2. Hồ sơ nộp tại Bộ Giao thông vận tải.
3. Thời hạn giải quyết là 15 ngày.
**Điều 4. Trách nhiệm của chủ máy**
1. Chủ máy phải đề nghị kiểm định trước khi đưa máy vào sử dụng.
2. Chủ máy phải lưu hồ sơ tại nơi thi công hoặc tại trụ sở.
**Điều 5. Hiệu lực thi hành**
1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2020.
2. Bộ Giao thông vận tải hướng dẫn thi hành Thông tư này.
@ ***Nơi nhận:***\\n- Công báo. || **KT. BỘ TRƯỞNG**\\n**THỨ TRƯỞNG**\\n\\n*(Đã ký)*
"""

FIRST = """+++
[letterhead]
agency = ["BỘ XÂY DỰNG"]
number = "Số: 21/2022/TT-BXD"
date = "Hà Nội, ngày 05 tháng 5 năm 2022"
+++
^^ THÔNG TƯ
^^ Sửa đổi, bổ sung một số điều của Thông tư số 11/2020/TT-BXD\\nquy định về kiểm định máy xây dựng
> Căn cứ Luật Chất lượng sản phẩm, hàng hóa ngày 21 tháng 11 năm 2007;
> Bộ trưởng Bộ Xây dựng ban hành Thông tư sửa đổi một số điều của Thông tư số 11/2020/TT-BXD.
**Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 11/2020/TT-BXD**
1. Sửa đổi khoản 2 Điều 2 như sau:
“2. Kiểm định là việc đánh giá máy theo quy chuẩn kỹ thuật quốc gia.”.
2. Sửa đổi, bổ sung một số điểm, khoản của Điều 3 như sau:
a) Sửa đổi điểm b khoản 1 như sau:
“b) Bản chính giấy chứng nhận hợp quy;”
b) Bổ sung điểm d vào sau điểm c khoản 1 như sau:
“d) Lý lịch máy.”
c) Bãi bỏ khoản 3.
3. Bổ sung Điều 4a vào sau Điều 4 như sau:
“Điều 4a. Trách nhiệm của tổ chức kiểm định
1. Tổ chức kiểm định phải được công nhận.
2. Tổ chức kiểm định chịu trách nhiệm về kết quả.”.
4. Bãi bỏ cụm từ “hoặc tại trụ sở” tại khoản 2 Điều 4.
5. Thay thế cụm từ “Bộ Giao thông vận tải” bằng cụm từ “Bộ Xây dựng”.
6. Sửa đổi khoản 7 Điều 9 như sau: “7. Không có chỗ.”.
**Điều 2. Hiệu lực thi hành**
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2022.
@ ***Nơi nhận:***\\n- Công báo. || **KT. BỘ TRƯỞNG**\\n**THỨ TRƯỞNG**\\n\\n*(Đã ký)*
"""

SECOND = """+++
[letterhead]
agency = ["BỘ XÂY DỰNG"]
number = "Số: 33/2024/TT-BXD"
date = "Hà Nội, ngày 02 tháng 02 năm 2024"
+++
^^ THÔNG TƯ
^^ Sửa đổi, bổ sung Thông tư số 11/2020/TT-BXD
> Bộ trưởng Bộ Xây dựng ban hành Thông tư sửa đổi, bổ sung Thông tư số 11/2020/TT-BXD.
**Điều 1. Sửa đổi, bổ sung Thông tư số 11/2020/TT-BXD**
1. Điều 4 được sửa đổi, bổ sung như sau:
“Điều 4. Trách nhiệm của chủ máy
1. Chủ máy phải đề nghị kiểm định trước khi đưa máy vào sử dụng.
2. Chủ máy phải lưu hồ sơ tại nơi thi công.
3. Chủ máy phải báo cáo hằng năm.”.
2. Sửa đổi khoản 1 Điều 4a như sau: “1. Tổ chức kiểm định phải được chỉ định.”.
3. Sửa đổi Điều 1 theo hướng mở rộng phạm vi.
**Điều 2. Hiệu lực thi hành**
Thông tư này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.
@ ***Nơi nhận:***\\n- Công báo. || **KT. BỘ TRƯỞNG**\\n**THỨ TRƯỞNG**\\n\\n*(Đã ký)*
"""


def sourced(document: Document) -> Document:
    """The document as if its file held its own name, as in the small library."""
    sha256 = hashlib.sha256(document.source.file.encode()).hexdigest()
    return replace(document, source=replace(document.source, sha256=sha256))


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> list[Document]:
    """Base and amendments, printed as PDF and read again."""
    folder: Path = tmp_path_factory.mktemp("printed")
    documents = []
    for name, content in (("base", BASE), ("first", FIRST), ("second", SECOND)):
        place = folder / f"{name}.txt"
        place.write_text(content, encoding="utf-8")
        data = build(read_content(place)).tobytes(garbage=4, no_new_id=True)
        documents.append(sourced(read_bytes(data, f"{name}.pdf").documents[0]))
    return documents


def words_of(result):
    """Key to state and words on the day, for clauses that changed."""
    return {
        one.key: (
            one.state.value,
            None if one.text is None else f"{one.heading} {one.text}".strip(),
        )
        for one in result.changed
    }


def test_before_the_first_amendment_every_clause_is_as_issued(library_of, printed):
    result = amended(shelf(library_of(printed)), printed[0], date(2022, 6, 30))
    assert (result.applied, result.changed, result.unplaced) == ((), (), ())
    assert [str(one.number) for one in result.others] == ["21/2022/TT-BXD", "33/2024/TT-BXD"]
    assert [one.text for one in result.clauses] == [one.base_text for one in result.clauses]


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2024, 3, 31)])
def test_between_the_amendments_the_first_one_is_worked_in(library_of, printed, day):
    result = amended(shelf(library_of(printed)), printed[0], day)
    assert [str(one.number) for one in result.applied] == ["21/2022/TT-BXD"]
    assert words_of(result) == {
        "dieu-2.2": (
            "amended",
            "Kiểm định là việc đánh giá máy theo quy chuẩn kỹ thuật quốc gia.",
        ),
        "dieu-3.1": (
            "amended",
            "Hồ sơ kiểm định gồm:\na) Đơn đề nghị;\nb) Bản chính giấy chứng nhận hợp quy;\n"
            "c) Hợp đồng mua máy.\nd) Lý lịch máy.",
        ),
        "dieu-3.2": ("words_replaced", "Hồ sơ nộp tại Bộ Xây dựng."),
        "dieu-3.3": ("repealed", ""),
        "dieu-4.2": ("words_replaced", "Chủ máy phải lưu hồ sơ tại nơi thi công."),
        "dieu-4a": (
            "added",
            "Trách nhiệm của tổ chức kiểm định 1. Tổ chức kiểm định phải được công nhận.\n"
            "2. Tổ chức kiểm định chịu trách nhiệm về kết quả.",
        ),
        "dieu-5.2": ("words_replaced", "Bộ Xây dựng hướng dẫn thi hành Thông tư này."),
    }


def test_what_fits_no_clause_is_listed_apart(library_of, printed):
    result = amended(shelf(library_of(printed)), printed[0], date(2022, 7, 1))
    assert [(one.kind, one.by.change.path) for one in result.unplaced] == [
        (DoubtKind.NOT_FOUND, ("Điều 9", "khoản 7"))
    ]
    assert not any("Không có chỗ" in (one.text or "") for one in result.clauses)


def test_after_both_the_second_one_restates_what_the_first_one_made(library_of, printed):
    result = amended(shelf(library_of(printed)), printed[0], date(2024, 4, 1))
    words = words_of(result)
    assert [str(one.number) for one in result.applied] == ["21/2022/TT-BXD", "33/2024/TT-BXD"]
    assert words["dieu-1"] == ("changed_not_quoted", None)
    assert words["dieu-4.2"] == ("amended", "Chủ máy phải lưu hồ sơ tại nơi thi công.")
    assert words["dieu-4.3"] == ("added", "Chủ máy phải báo cáo hằng năm.")
    assert "1. Tổ chức kiểm định phải được chỉ định." in (words["dieu-4a"][1] or "")
    assert "dieu-4" not in words
    assert "dieu-4.1" not in words


def test_each_change_tells_where_it_stands(library_of, printed):
    result = amended(shelf(library_of(printed)), printed[0], date(2022, 7, 1))
    one = next(each for each in result.clauses if each.key == "dieu-2.2").changes[0]
    assert (str(one.number), one.start) == ("21/2022/TT-BXD", date(2022, 7, 1))
    assert (one.change.clause, one.change.page) == ("dieu-1.1", 1)
    assert one.change.words == "Sửa đổi khoản 2 Điều 2 như sau:"


def test_added_articles_stand_behind_the_one_that_is_named(library_of, printed):
    result = amended(shelf(library_of(printed)), printed[0], date(2022, 7, 1))
    keys = [one.key for one in result.clauses]
    assert keys[keys.index("dieu-4.2") + 1] == "dieu-4a"
    assert keys[keys.index("dieu-4a") + 1] == "dieu-5"


# --- by hand -----------------------------------------------------------------------------------

NUMBER = Identifier.parse("QCVN 9:2012/BKHCN")


def text_of(name, number, *clauses, effective=None, changes=(), effects=()):
    parsed = Identifier.parse(number)
    targets = dict.fromkeys(change.target for change in changes)
    return sourced(
        Document(
            id=name,
            number=parsed,
            kind=Kind.QCVN,
            title=name,
            issuer=None,
            source=Source(file=f"{name}.pdf", sha256="", pages=9, first_page=1, last_page=9),
            effective_from=effective,
            clauses=clauses,
            changes=changes,
            effects=effects,
            relations=tuple(
                Relation(verb=Verb.AMENDS, target=one, clause=None, page=1, words=str(one))
                for one in targets
            ),
        )
    )


def clause(key, text, parent=None, heading="", label=None):
    return Clause(
        key=key,
        label=label or key,
        heading=heading,
        text=text,
        page=1,
        last_page=1,
        parent=parent,
    )


def change(kind, path, text=None, **more):
    more = {"words": "Sửa đổi", "clause": None, "page": 1, **more}
    return Change(kind=kind, target=NUMBER, path=path, text=text, **more)


BASE_CLAUSES = (
    clause("1", "", heading="Quy định chung"),
    clause("1.1", "Áp dụng cho thiết bị điện và thiết bị điện tử.", "1"),
    clause("2", "", heading="Yêu cầu"),
    clause("2.1", "Giới hạn theo Bảng 1.", "2", heading="Phát xạ"),
    clause("2.2", "Miễn nhiễm theo TCVN 1:2010 và TCVN 2:2010.", "2"),
    clause("phu-luc-a", "", heading="Danh mục", label="Phụ lục A"),
    clause("phu-luc-a.1", "Bàn là điện", "phu-luc-a", label="1"),
)


def after(library_of, *changes, more=(), day=date(2020, 1, 1)):
    base = text_of("base", "QCVN 9:2012/BKHCN", *BASE_CLAUSES, effective=date(2012, 1, 1))
    one = text_of(
        "sua-doi-1",
        "Sửa đổi 1:2018 QCVN 9:2012/BKHCN",
        effective=date(2018, 1, 1),
        changes=changes,
    )
    return amended(shelf(library_of([base, one, *more])), base, day)


def states(result):
    return {one.key: one.state.value for one in result.changed}


def test_a_restated_clause_without_its_parts_leaves_them_and_says_so(library_of):
    result = after(library_of, change(ChangeKind.REPLACE_TEXT, ("mục 2",), "2. Yêu cầu chung"))
    assert states(result) == {"2": "amended"}
    assert [one.kind for one in result.changed[0].doubts] == [DoubtKind.PARTS_NOT_QUOTED]


def test_a_restated_part_loses_what_is_not_quoted_and_gets_what_is_new(library_of):
    text = "2. Yêu cầu\n2.1. Phát xạ\nGiới hạn theo Bảng 1.\n2.3. Điều kiện thử."
    result = after(library_of, change(ChangeKind.REPLACE_TEXT, ("mục 2",), text))
    assert states(result) == {"2.2": "repealed", "2.3": "added"}


def test_words_that_stand_twice_are_not_replaced_by_guess(library_of):
    wording = {"old_words": "thiết bị", "new_words": "máy"}
    result = after(library_of, change(ChangeKind.REPLACE_WORDS, ("1.1",), **wording))
    assert states(result) == {"1.1": "changed_not_quoted"}
    assert result.changed[0].text is None
    assert result.changed[0].doubts[0].kind is DoubtKind.WORDS_SEVERAL


def test_words_that_stand_twice_are_replaced_where_all_are_meant(library_of):
    wording = {"old_words": "thiết bị", "new_words": "máy", "words": "Thay toàn bộ cụm từ"}
    result = after(library_of, change(ChangeKind.REPLACE_WORDS, ("1.1",), **wording))
    assert result.changed[0].text == "Áp dụng cho máy điện và máy điện tử."


def test_words_that_are_not_there_leave_the_clause_and_a_doubt(library_of):
    wording = {"old_words": "xe máy", "new_words": "mô tô"}
    result = after(library_of, change(ChangeKind.REPLACE_WORDS, ("1.1",), **wording))
    assert [(one.state, one.text) for one in result.changed] == [
        (ClauseState.UNCHANGED, BASE_CLAUSES[1].text)
    ]
    assert result.changed[0].doubts[0].kind is DoubtKind.WORDS_NOT_FOUND


def test_a_repealed_part_takes_all_below_with_it(library_of):
    result = after(library_of, change(ChangeKind.REPEAL, ("mục 2",)))
    assert states(result) == {"2": "repealed", "2.1": "repealed", "2.2": "repealed"}


def test_a_paragraph_is_added_at_the_end_and_nowhere_else(library_of):
    end = after(library_of, change(ChangeKind.ADD, ("1.1", "đoạn cuối"), "Trừ đồ chơi."))
    assert (end.changed[0].text or "").endswith("điện tử.\nTrừ đồ chơi.")
    middle = after(library_of, change(ChangeKind.ADD, ("1.1", "đoạn thứ hai"), "Trừ đồ chơi."))
    assert states(middle) == {"1.1": "changed_not_quoted"}


def test_a_part_is_added_by_its_number_or_not_at_all(library_of):
    placed = after(library_of, change(ChangeKind.ADD, ("2.3",), "2.3. Thử nghiệm."))
    assert [one.key for one in placed.clauses][3:7] == ["2.1", "2.2", "2.3", "phu-luc-a"]
    words = {"words": "Bổ sung mục 2.1a vào trước mục 2.1 như sau:"}
    first = after(library_of, change(ChangeKind.ADD, ("2.1a",), "2.1a. Đo.", **words))
    assert [one.key for one in first.clauses][2:5] == ["2", "2.1a", "2.1"]
    lost = after(library_of, change(ChangeKind.ADD, ("7.3",), "7.3. Thử nghiệm."))
    assert [one.kind for one in lost.unplaced] == [DoubtKind.NOT_FOUND]
    twice = after(library_of, change(ChangeKind.ADD, ("2.2",), "2.2. Thử nghiệm."))
    assert [one.kind for one in twice.changed[0].doubts] == [DoubtKind.ALREADY_THERE]


def test_new_text_with_another_label_is_not_taken(library_of):
    result = after(library_of, change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.4. Khác."))
    assert states(result) == {"2.1": "changed_not_quoted"}
    assert result.changed[0].doubts[0].kind is DoubtKind.OTHER_LABEL


def test_an_annex_that_is_not_quoted_is_changed_with_all_below(library_of):
    result = after(library_of, change(ChangeKind.REPLACE_TEXT, ("Phụ lục A",)))
    assert states(result) == {
        "phu-luc-a": "changed_not_quoted",
        "phu-luc-a.1": "changed_not_quoted",
    }


def test_two_texts_that_change_a_clause_from_one_day_are_both_shown(library_of):
    other = text_of(
        "sua-doi-2",
        "Sửa đổi 2:2018 QCVN 9:2012/BKHCN",
        effective=date(2018, 1, 1),
        changes=(change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.1. Lời hai."),),
    )
    first = change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.1. Lời một.")
    one = after(library_of, first, more=[other]).changed[0]
    assert (one.state, one.text) == (ClauseState.CHANGED_NOT_QUOTED, None)
    assert [str(each.number)[:9] for each in one.changes] == ["Sửa đổi 1", "Sửa đổi 2"]
    assert one.doubts[0].kind is DoubtKind.SAME_DAY


def test_a_text_that_repeals_what_another_one_changes_that_day_settles_nothing(library_of):
    other = text_of(
        "sua-doi-2",
        "Sửa đổi 2:2018 QCVN 9:2012/BKHCN",
        effective=date(2018, 1, 1),
        changes=(change(ChangeKind.REPEAL, ("mục 2",)),),
    )
    first = change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.1. Lời một.")
    result = after(library_of, first, more=[other])
    assert set(states(result).values()) == {"changed_not_quoted"}
    assert all(one.doubts for one in result.changed)


def test_what_was_repealed_before_is_no_place_any_more(library_of):
    later = text_of(
        "sua-doi-2",
        "Sửa đổi 2:2019 QCVN 9:2012/BKHCN",
        effective=date(2019, 1, 1),
        changes=(change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.1. Lời hai."),),
    )
    result = after(library_of, change(ChangeKind.REPEAL, ("2.1",)), more=[later])
    assert states(result) == {"2.1": "repealed"}
    assert [one.kind for one in result.unplaced] == [DoubtKind.NOT_FOUND]


def test_words_of_a_clause_that_cannot_be_had_stay_unknown(library_of):
    wording = {"old_words": "Phát xạ", "new_words": "Nhiễu"}
    result = after(
        library_of,
        change(ChangeKind.OTHER, ("2.1",)),
        change(ChangeKind.REPLACE_WORDS, (), **wording),
    )
    assert [(one.heading, one.text) for one in result.changed] == [("Nhiễu", None)]


def test_a_later_text_that_quotes_the_clause_whole_settles_it(library_of):
    later = text_of(
        "sua-doi-2",
        "Sửa đổi 2:2019 QCVN 9:2012/BKHCN",
        effective=date(2019, 1, 1),
        changes=(change(ChangeKind.REPLACE_TEXT, ("2.1",), "2.1. Phát xạ\nLời sau."),),
    )
    result = after(library_of, change(ChangeKind.OTHER, ("2.1",)), more=[later])
    assert [(one.heading, one.text, one.state.value) for one in result.changed] == [
        ("Phát xạ", "Lời sau.", "amended")
    ]


def test_an_amendment_whose_effect_nobody_states_is_not_worked_in(library_of):
    unknown = text_of(
        "sua-doi-2",
        "Sửa đổi 2:2019 QCVN 9:2012/BKHCN",
        changes=(change(ChangeKind.REPEAL, ("2.1",)),),
    )
    result = after(library_of, more=[unknown])
    assert result.changed == ()
    assert [(one.status.value, one.changes, one.applied) for one in result.others] == [
        ("unverified", 1, 0)
    ]


def test_a_part_of_an_amendment_may_start_later_than_the_rest(library_of):
    effect = EffectStatement(
        kind=EffectKind.PART_STARTS,
        day=date(2019, 7, 1),
        rule=EffectRule(RuleKind.STATED),
        words="khoản 2 Điều 1 có hiệu lực từ ngày 01/7/2019",
        clause=None,
        page=1,
        parts=("khoản 2 Điều 1",),
    )
    act = text_of(
        "thong-tu",
        "21/2018/TT-BKHCN",
        clause("dieu-1", "", label="Điều 1"),
        clause("dieu-1.1", "", "dieu-1", label="1"),
        clause("dieu-1.2", "", "dieu-1", label="2"),
        effective=date(2019, 1, 1),
        changes=(
            change(ChangeKind.REPEAL, ("1.1",), clause="dieu-1.1"),
            change(ChangeKind.REPEAL, ("2.1",), clause="dieu-1.2"),
        ),
        effects=(effect,),
    )
    before = after(library_of, more=[act], day=date(2019, 6, 30))
    assert states(before) == {"1.1": "repealed"}
    assert states(after(library_of, more=[act], day=date(2019, 7, 1))) == {
        "1.1": "repealed",
        "2.1": "repealed",
    }


def test_an_item_ends_where_the_next_one_of_its_shape_begins():
    text = "Gồm:\na) Một;\nb) Hai:\n- Chi tiết;\nc) Ba."
    span = item_span(text, ("điểm b",))
    assert span is not Lost.NOT_FOUND
    assert text[slice(*span)] == "b) Hai:\n- Chi tiết;"
    assert item_span(text, ("điểm đ",)) is Lost.NOT_FOUND
    assert item_span(f"{text}\na) Nữa.", ("điểm a",)) is Lost.AMBIGUOUS


def test_a_row_is_found_by_its_number_in_the_list(library_of):
    rows = clause("3", "TT | Tên\n7 | Theo TCVN 1:2006\n17 | Theo TCVN 1:2006", heading="Danh mục")
    base = text_of("base", "QCVN 9:2012/BKHCN", rows, effective=date(2012, 1, 1))
    wording = {"old_words": "TCVN 1:2006", "new_words": "TCVN 1:2010"}
    one = text_of(
        "sua-doi-1",
        "Sửa đổi 1:2018 QCVN 9:2012/BKHCN",
        effective=date(2018, 1, 1),
        changes=(change(ChangeKind.REPLACE_WORDS, ("mục 3", "dòng 7"), **wording),),
    )
    result = amended(shelf(library_of([base, one])), base, date(2020, 1, 1))
    assert result.clauses[0].text == "TT | Tên\n7 | Theo TCVN 1:2010\n17 | Theo TCVN 1:2006"


def test_labels_sort_as_the_law_counts():
    labels = ["khoản 10", "khoản 2a", "khoản 2", "khoản 3"]
    assert sorted(labels, key=order_of) == ["khoản 2", "khoản 2a", "khoản 3", "khoản 10"]
    assert sorted(["e", "đ", "d", "d1"], key=order_of) == ["d", "d1", "đ", "e"]


def test_words_are_replaced_whole_and_over_line_breaks():
    assert replace_words("Bộ Giao\nthông và Bộ Giao thông", "Giao thông", "X") == "Bộ X và Bộ X"
    assert replace_words("mũ, mũi", "mũ", "nón") == "nón, mũi"
    assert replace_words("nơi A hoặc B.", "hoặc B", "") == "nơi A."


def test_a_label_of_another_part_is_told_from_none():
    assert unlabelled("Không có số.", "khoản 2") == "Không có số."
    assert unlabelled("Điều 6. Khác", "Điều 5") is None


CIRCULAR = Identifier.parse("3/2012/TT-BKHCN")


def issued_by(*targets):
    relations = tuple(
        Relation(verb=Verb.ISSUES, target=one, clause="dieu-1", page=1, words=f"Ban hành {one}")
        for one in targets
    )
    articles = (clause("dieu-1", "Ban hành kèm theo Thông tư này.", label="Điều 1"),)
    act = text_of("circular", str(CIRCULAR), *articles, effective=date(2012, 1, 1))
    return replace(act, kind=Kind.CIRCULAR, relations=relations)


def naming_the_circular(path, kind=ChangeKind.REPEAL):
    one = replace(change(kind, path), target=CIRCULAR)
    return text_of("later", "8/2018/TT-BKHCN", effective=date(2018, 1, 1), changes=(one,))


def test_an_instruction_that_names_the_issuing_act_changes_what_it_issued(library_of):
    base = text_of("base", str(NUMBER), *BASE_CLAUSES, effective=date(2012, 1, 1))
    circular, later = issued_by(NUMBER), naming_the_circular(("2.1",))
    library = shelf(library_of([base, circular, later]))
    result = amended(library, base, date(2020, 1, 1))
    assert states(result) == {"2.1": "repealed"}
    assert [str(one.number) for one in result.applied] == ["8/2018/TT-BKHCN"]
    assert amended(library, base, date(2017, 1, 1)).changed == ()
    own = amended(library, circular, date(2020, 1, 1))
    assert (own.changed, own.unplaced) == ((), ())


def test_an_instruction_for_the_issuing_act_itself_leaves_what_it_issued(library_of):
    base = text_of("base", str(NUMBER), *BASE_CLAUSES, effective=date(2012, 1, 1))
    circular, later = issued_by(NUMBER), naming_the_circular(("Điều 1",))
    library = shelf(library_of([base, circular, later]))
    result = amended(library, base, date(2020, 1, 1))
    assert (result.applied, result.changed, result.unplaced) == ((), (), ())
    assert states(amended(library, circular, date(2020, 1, 1))) == {"dieu-1": "repealed"}


def test_a_place_that_two_issued_texts_have_is_not_guessed(library_of):
    other = Identifier.parse("QCVN 10:2012/BKHCN")
    base = text_of("base", str(NUMBER), *BASE_CLAUSES, effective=date(2012, 1, 1))
    twin = text_of("twin", str(other), *BASE_CLAUSES, effective=date(2012, 1, 1))
    acts = [issued_by(NUMBER, other), naming_the_circular(("2.1",))]
    result = amended(shelf(library_of([base, twin, *acts])), base, date(2020, 1, 1))
    assert result.changed == ()
    assert [one.kind for one in result.unplaced] == [DoubtKind.OTHER_TEXT]


def test_a_repealed_part_ends_on_the_day_that_the_words_state(library_of):
    words = "Mục 2.1 hết hiệu lực kể từ ngày 01/01/2019."
    one = change(ChangeKind.REPEAL, ("2.1",), words=words, clause="1")
    base = text_of("base", str(NUMBER), *BASE_CLAUSES, effective=date(2012, 1, 1))
    later = text_of("later", "8/2018/TT-BKHCN", effective=date(2018, 1, 1), changes=(one,))
    ends = Relation(
        verb=Verb.PARTLY_REPEALS,
        target=NUMBER,
        clause="1",
        page=1,
        words=words,
        day=date(2019, 1, 1),
        parts=("mục 2.1",),
    )
    library = shelf(library_of([base, replace(later, relations=(*later.relations, ends))]))
    assert amended(library, base, date(2018, 12, 31)).changed == ()
    assert states(amended(library, base, date(2019, 1, 1))) == {"2.1": "repealed"}
