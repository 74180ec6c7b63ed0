"""Two editions of one work: what stayed, changed, came, went, moved, got another number."""

import random
import time
from dataclasses import replace

import pytest

from search.comparison import PairState, RowState, compare
from search.comparison_words import edits, tokens
from standards.document import Clause, Document, Kind, ProductRow, Source
from standards.errors import SameDocument
from standards.hs import HsCode
from standards.identifier import Identifier


def clause(key, heading, text, parent=None, label=None):
    return Clause(
        key=key,
        label=key if label is None else label,
        heading=heading,
        text=text,
        page=1,
        last_page=1,
        parent=parent,
    )


def edition(year, *clauses, products=()):
    number = Identifier.parse(f"QCVN 99:{year}/BXD")
    return Document(
        id=number.slug,
        number=number,
        kind=Kind.QCVN,
        title="Quy chuẩn thử",
        issuer="Bộ Xây dựng",
        source=Source(file=f"{year}.pdf", sha256="0" * 64, pages=9, first_page=1, last_page=9),
        clauses=tuple(clauses),
        products=tuple(products),
    )


SCOPE = clause("1.1", "Phạm vi điều chỉnh", "Quy chuẩn này quy định về tấm lợp sợi ở nhà ở.", "1")
WHO = clause("1.2", "Đối tượng áp dụng", "Tổ chức sản xuất, nhập khẩu, kinh doanh tấm lợp.", "1")
GENERAL = clause("1", "QUY ĐỊNH CHUNG", "")
TECHNICAL = clause("2", "QUY ĐỊNH KỸ THUẬT", "")
BREAK = clause("2.1", "", "Tải trọng uốn gãy theo chiều rộng không nhỏ hơn 3500 N/m.", "2")
WATER = clause("2.2", "", "Tấm lợp ngâm trong nước 24 giờ không được có giọt nước rơi.", "2")
SIZE = clause("2.3", "", "Sai lệch chiều dày của tấm lợp không lớn hơn 0,5 mm.", "2")
OLD = edition(2019, GENERAL, SCOPE, WHO, TECHNICAL, BREAK, WATER, SIZE)


def states(made):
    return {
        (pair.one.key if pair.one else None, pair.other.key if pair.other else None): pair.state
        for pair in made.clauses
    }


def changed(pair):
    return [
        (pair.one.text[e.start : e.end], pair.other.text[e.other_start : e.other_end])
        for e in pair.text
    ]


def test_an_edition_that_says_the_same_has_no_differences():
    made = compare(OLD, replace(OLD, id="x", number=Identifier.parse("QCVN 99:2023/BXD")))
    assert set(states(made).values()) == {PairState.SAME}
    assert made.is_one_work
    assert made.clause_counts()[PairState.SAME] == len(OLD.clauses)


def test_a_document_is_not_compared_with_itself():
    with pytest.raises(SameDocument, match="QCVN 99:2019/BXD"):
        compare(OLD, OLD)


def test_documents_of_different_works_can_be_compared():
    other = replace(edition(2023, GENERAL, SCOPE), number=Identifier.parse("QCVN 7:2023/BXD"))
    assert not compare(OLD, other).is_one_work


def test_changed_words_are_marked_whole_with_their_unit():
    size = replace(SIZE, text="Sai lệch chiều dày của tấm lợp không lớn hơn 1,0 mm.")
    made = compare(OLD, edition(2023, GENERAL, SCOPE, WHO, TECHNICAL, BREAK, WATER, size))
    pair = next(pair for pair in made.clauses if pair.state is PairState.CHANGED)
    assert pair.one.key == "2.3"
    assert changed(pair) == [("0,5 mm", "1,0 mm")]


def test_a_clause_put_in_before_renumbers_those_after_it():
    new = clause("2.1", "", "Ghi nhãn phải bền màu, đọc được từ khoảng cách hai mét.", "2")
    later = [
        replace(each, key=key, label=key)
        for each, key in ((BREAK, "2.2"), (WATER, "2.3"), (SIZE, "2.4"))
    ]
    made = compare(OLD, edition(2023, GENERAL, SCOPE, WHO, TECHNICAL, new, *later))
    found = states(made)
    assert found[None, "2.1"] is PairState.ADDED
    assert [found[a, b] for a, b in (("2.1", "2.2"), ("2.2", "2.3"), ("2.3", "2.4"))] == [
        PairState.RENUMBERED
    ] * 3


def test_subclauses_follow_a_part_that_got_another_number():
    marks = clause("2", "QUY ĐỊNH VỀ GHI NHÃN", "Nhãn gắn trên bao bì của từng lô hàng tấm lợp.")
    technical = replace(TECHNICAL, key="3", label="3")
    below = [
        replace(each, key=f"3.{n}", label=f"3.{n}", parent="3")
        for n, each in enumerate((BREAK, WATER, SIZE), 1)
    ]
    made = compare(OLD, edition(2023, GENERAL, SCOPE, WHO, marks, technical, *below))
    found = states(made)
    assert found["2", "3"] is PairState.RENUMBERED
    assert [found[f"2.{n}", f"3.{n}"] for n in (1, 2, 3)] == [PairState.RENUMBERED] * 3


def test_a_clause_under_another_part_has_moved():
    moved = replace(WATER, key="1.3", label="1.3", parent="1")
    size = replace(SIZE, key="2.2", label="2.2")
    made = compare(OLD, edition(2023, GENERAL, SCOPE, WHO, moved, TECHNICAL, BREAK, size))
    found = states(made)
    assert found["2.2", "1.3"] is PairState.MOVED
    assert found["2.3", "2.2"] is PairState.RENUMBERED


def test_a_clause_that_went_stands_where_it_stood():
    made = compare(OLD, edition(2023, GENERAL, SCOPE, WHO, TECHNICAL, BREAK, SIZE))
    order = [(p.one.key if p.one else None, p.state) for p in made.clauses]
    assert order[4:7] == [
        ("2.1", PairState.SAME),
        ("2.2", PairState.REMOVED),
        ("2.3", PairState.SAME),
    ]


def test_a_clause_split_in_two_tells_where_its_words_come_from():
    long = clause(
        "2.1",
        "",
        "Mẫu thử được lấy ngẫu nhiên từ lô hàng, mỗi lô lấy năm tấm nguyên vẹn. "
        "Phòng thử nghiệm giữ mẫu lưu trong sáu tháng kể từ ngày trả kết quả cho khách hàng.",
        "2",
    )
    first, second = long.text.split(". ")
    halves = [
        replace(long, text=f"{first}."),
        replace(long, key="2.2", label="2.2", text=second),
    ]
    made = compare(edition(2019, TECHNICAL, long), edition(2023, TECHNICAL, *halves))
    added = next(pair for pair in made.clauses if pair.state is PairState.ADDED)
    assert added.split_from == "2.1"
    back = compare(edition(2019, TECHNICAL, *halves), edition(2023, TECHNICAL, long))
    removed = next(pair for pair in back.clauses if pair.state is PairState.REMOVED)
    assert removed.merged_into == "2.1"


def test_short_clauses_with_the_same_words_stay_under_their_parts():
    def part(key, word):
        return [
            clause(key, f"Phần {word}", f"Áp dụng cho {word} theo bảng riêng của phần này."),
            clause(f"{key}.1", "Yêu cầu", "", key),
            clause(f"{key}.2", "Phương pháp thử", "", key),
        ]

    old = edition(2019, *part("1", "gạch ốp lát"), *part("2", "kính phẳng tôi nhiệt"))
    new = edition(2023, *part("1", "kính phẳng tôi nhiệt"), *part("2", "gạch ốp lát"))
    assert {key for key in states(compare(old, new)) if None not in key} == {
        ("1", "2"), ("1.1", "2.1"), ("1.2", "2.2"), ("2", "1"), ("2.1", "1.1"), ("2.2", "1.2")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ("tấm lợp dày\n5 mm", "tấm  lợp dày 5mm", []),
        ("TCVN6909:2001 và", "TCVN 6909:2001 và", []),
        ("1 | Xi măng | 40", "1 Xi măng\n40", []),
        ("theo “mẫu”", 'theo "mẫu"', [("“", '"'), ("”", '"')]),
        ("Bộ Xây dựng", "bộ Xây dựng", [("Bộ", "bộ")]),
        ("ghi nhãn hàng hoá", "ghi nhan hàng hoá", [("nhãn", "nhan")]),
        ("theo TCVN 6260:2009.", "theo TCVN 6260:2020.", [("6260:2009", "6260:2020")]),
        ("không lớn hơn 2,5 %", "không lớn hơn 3 %", [("2,5", "3")]),
        ("a) thép; b) gang", "a) thép; b) gang; c) đồng", [("", "; c) đồng")]),
    ],
)
def test_words_differ_where_print_differs_and_nowhere_else(one, other, differing):
    found = [
        (one[e.start : e.end], other[e.other_start : e.other_end])
        for e in edits(tokens(one), tokens(other))
    ]
    assert found == differing


def test_a_row_put_into_a_table_is_marked_as_a_row():
    one = "Xi măng | 40\nGạch | 10"
    other = "Xi măng | 40\nXi măng trắng | 30\nGạch | 10"
    (edit,) = edits(tokens(one), tokens(other))
    assert other[edit.other_start : edit.other_end] == "Xi măng trắng | 30"


def row(ordinal, name, hs, standards):
    return ProductRow(
        name=name,
        hs=tuple(HsCode.parse(code) for code in hs),
        standards=tuple(Identifier.parse(number) for number in standards),
        page=3,
        clause=None,
        boxes=(),
        text=" | ".join([ordinal, name, *hs, *standards]),
        ordinal=ordinal,
    )


def test_rows_of_lists_are_known_by_their_goods():
    old = edition(
        2019,
        products=[
            row("1", "Gạch gốm ốp lát ép bán khô", ["6907.21.91"], ["TCVN 6415-3:2016"]),
            row("2", "Kính phẳng tôi nhiệt", ["7007.19.90"], ["TCVN 8261:2009"]),
            row("3", "Tấm thạch cao", ["6809.11.00"], ["TCVN 8257-3:2009"]),
        ],
    )
    new = edition(
        2023,
        products=[
            row("1", "Xi măng poóc lăng", ["2523.29.90"], ["TCVN 2682:2020"]),
            row("2", "Gạch gốm ốp lát ép bán khô", ["6907.21.91", "6907.22.91"], ["TCVN 6415-3"]),
            row("3", "Kính phẳng tôi nhiệt", ["7007.19.90"], ["TCVN 8261:2009"]),
        ],
    )
    made = compare(old, new)
    found = {(p.one or p.other).name: p for p in made.rows}
    assert found["Xi măng poóc lăng"].state is RowState.ADDED
    assert found["Tấm thạch cao"].state is RowState.REMOVED
    assert found["Kính phẳng tôi nhiệt"].state is RowState.SAME
    tiles = found["Gạch gốm ốp lát ép bán khô"]
    assert tiles.state is RowState.CHANGED
    assert [str(code) for code in tiles.hs_added] == ["6907.22.91"]
    assert [str(number) for number in tiles.standards_removed] == ["TCVN 6415-3:2016"]
    assert [str(number) for number in tiles.standards_added] == ["TCVN 6415-3"]
    assert made.row_counts() == {
        RowState.SAME: 1, RowState.CHANGED: 1, RowState.ADDED: 1, RowState.REMOVED: 1
    }  # fmt: skip


# --- editions made at random, with known truth ----------------------------------------------------

ONSETS = ("b", "c", "d", "g", "h", "k", "l", "m", "n", "t", "th", "tr", "v", "x")
SYLLABLES = [onset + rime for onset in ONSETS for rime in ("a", "ê", "i", "ôn", "ưng")]


def sentence(rng, words):
    common = SYLLABLES[:14]
    return " ".join(rng.choice(common if rng.random() < 0.4 else SYLLABLES) for _ in range(words))


def work(rng, parts, below):
    clauses = []
    for part in range(1, parts + 1):
        clauses.append(clause(f"{part}", sentence(rng, 4), ""))
        for n in range(1, below + 1):
            text = sentence(rng, rng.randrange(10, 40))
            clauses.append(clause(f"{part}.{n}", "", text, str(part)))
    return clauses


def mutated(rng, clauses):
    """Another edition: clauses edited, gone, put in, moved, parts in another order; and for each
    old key the new one."""
    groups = [[c for c in clauses if c.parent == top.key] for top in clauses if top.parent is None]
    tops = [c for c in clauses if c.parent is None]
    for group in groups:
        for each in list(group):
            chance = rng.random()
            if chance < 0.08:
                group.remove(each)
            elif chance < 0.16:
                group.insert(group.index(each), clause("new", "", sentence(rng, 25)))
            elif chance < 0.24:
                group.remove(each)
                rng.choice(groups).append(each)
    order = list(range(len(tops)))
    rng.shuffle(order)
    made, truth = [], {}
    for part, old in enumerate(order, 1):
        made.append(replace(tops[old], key=str(part), label=str(part)))
        truth[tops[old].key] = str(part)
        for n, each in enumerate(groups[old], 1):
            words = [rng.choice(SYLLABLES) if rng.random() < 0.15 else w for w in each.text.split()]
            key = f"{part}.{n}"
            text = " ".join(words)
            made.append(replace(each, key=key, label=key, parent=str(part), text=text))
            if each.key != "new":
                truth[each.key] = key
    return made, truth


def test_clauses_of_mutated_editions_find_their_counterparts():
    right = predicted = true = 0
    for seed in range(4):
        rng = random.Random(seed)
        clauses = work(rng, 8, 12)
        new, truth = mutated(rng, clauses)
        made = compare(edition(2019, *clauses), edition(2023, *new))
        found = {p.one.key: p.other.key for p in made.clauses if p.one and p.other}
        right += sum(truth.get(key) == other for key, other in found.items())
        predicted += len(found)
        true += len(truth)
    assert right / predicted >= 0.99
    assert right / true >= 0.99


def test_a_thousand_clauses_are_compared_in_seconds():
    rng = random.Random(1)
    clauses = work(rng, 25, 40)
    new, _ = mutated(rng, clauses)
    start = time.process_time()
    compare(edition(2019, *clauses), edition(2023, *new))
    assert time.process_time() - start < 4
