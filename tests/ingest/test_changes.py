"""Amending instructions as they are drafted, and what is read from them."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from ingest.changes import read_changes
from ingest.reading import read_bytes, read_file
from samples.build import HERE, build
from samples.markup import read_content
from standards.document import Clause, Document, Kind
from standards.identifier import Identifier
from standards.part_names import places_at
from standards.relation import Change, Relation, Verb

BASE = Identifier.parse("01/2020/TT-BXD")
OWN = Identifier.parse("05/2023/TT-BXD")
HEAD = "Sửa đổi, bổ sung một số điều của Thông tư số 01/2020/TT-BXD như sau:"

INSTRUCTIONS = [
    ("Sửa đổi khoản 2 Điều 3 như sau:\n“2. Mới.”", "replace_text Điều 3/khoản 2 = 2. Mới."),
    ("Sửa đổi, bổ sung Điều 3 như sau:\n“Điều 3. Tên\n1. Một.\n2. Hai.”.",
     "replace_text Điều 3 = Điều 3. Tên\n1. Một.\n2. Hai."),
    ("Sửa đổi, bổ sung Điều 3 như sau:\n\"Điều 3. Tên\n1. Một \"hai\" ba.\".",
     'replace_text Điều 3 = Điều 3. Tên\n1. Một "hai" ba.'),
    ("Sửa đổi khoản 4 Điều 2 như sau:\n\"4. Mới.”.", "replace_text Điều 2/khoản 4 = 4. Mới."),
    ("Sửa đổi điểm a, khoản 1, Điều 5 như sau: “a) A;”",
     "replace_text Điều 5/khoản 1/điểm a = a) A;"),
    ("Sửa đổi khoản 2 và khoản 3 Điều 5 như sau:\n“2. Hai.\n3. Ba.”",
     "replace_text Điều 5/khoản 2 = 2. Hai. | replace_text Điều 5/khoản 3 = 3. Ba."),
    ("Sửa đổi khoản 2, bổ sung khoản 4 Điều 5 như sau:\n“2. Hai.”\n“4. Bốn.”",
     "replace_text Điều 5/khoản 2 = 2. Hai. | add Điều 5/khoản 4 = 4. Bốn."),
    ("Sửa đổi, bổ sung khoản 1, khoản 2 và bãi bỏ khoản 3 Điều 8 như sau:\n“1. Một.\n2. Hai.”",
     "replace_text Điều 8/khoản 1 = 1. Một. | replace_text Điều 8/khoản 2 = 2. Hai. | "
     "repeal Điều 8/khoản 3"),
    ("Sửa đổi, bổ sung khoản 2 Điều 3 (đã được sửa đổi, bổ sung tại khoản 1 Điều 1 Thông tư số "
     "09/2022/TT-BXD) như sau: “2. Mới.”", "replace_text Điều 3/khoản 2 = 2. Mới."),
    ("Sửa đổi, bổ sung một số khoản của Điều 5 như sau:\n“1. Một.\n3. Ba.”",
     "replace_text Điều 5/khoản 1 = 1. Một. | replace_text Điều 5/khoản 3 = 3. Ba."),
    ("Sửa đổi, bổ sung một số điểm, khoản của Điều 5 như sau:\n"
     "a) Sửa đổi điểm a khoản 1 như sau:\n“a) Nội dung;”\n"
     "b) Bổ sung điểm d vào sau điểm c khoản 1 như sau:\n“d) Nội dung.”\n"
     "c) Bãi bỏ khoản 3.",
     "replace_text Điều 5/khoản 1/điểm a = a) Nội dung; | "
     "add Điều 5/khoản 1/điểm d after Điều 5/khoản 1/điểm c = d) Nội dung. | "
     "repeal Điều 5/khoản 3"),
    ("Sửa đổi Điều 5 như sau:\na) Khoản 2 được sửa đổi như sau: “2. Hai.”\n"
     "b) Tại khoản 3, thay cụm từ “A” bằng cụm từ “B”.",
     "replace_text Điều 5/khoản 2 = 2. Hai. | replace_words Điều 5/khoản 3 A -> B"),
    ("Sửa đổi Điều 3 như sau:\nĐiều 3. Không có ngoặc.", "replace_text Điều 3"),
    ("Sửa đổi Điều 3 theo hướng mở rộng.", "replace_text Điều 3"),
    ("Sửa đổi khoản 2 Điều 3 như sau:\n“2. Ngoặc không đóng.", "replace_text Điều 3/khoản 2"),
    ("Điều 5 được sửa đổi, bổ sung như sau:\n“Điều 5. X.”", "replace_text Điều 5 = Điều 5. X."),
    ("Mục 2.1.3 được sửa đổi như sau:\n“2.1.3. Mới.”", "replace_text 2.1.3 = 2.1.3. Mới."),
    ("Điểm 2.1.3 sửa đổi thành: “2.1.3. Mới”", "replace_text 2.1.3 = 2.1.3. Mới"),
    ("Sửa đổi mục 2.1 và mục 2.2 như sau:\n“2.1. A\n2.2. B”",
     "replace_text 2.1 = 2.1. A | replace_text 2.2 = 2.2. B"),
    ("Sửa đổi mục A.1.2 Phụ lục A như sau: “A.1.2 Mới.”",
     "replace_text Phụ lục A/A.1.2 = A.1.2 Mới."),
    ("Sửa đổi tên Điều 5 như sau: “Điều 5. Tên mới”",
     "replace_text Điều 5/tên = Điều 5. Tên mới"),
    ("Sửa đổi đoạn thứ hai khoản 1 Điều 4 như sau: “Mới.”",
     "replace_text Điều 4/khoản 1/đoạn thứ hai = Mới."),
    ("Sửa đổi số thứ tự 5 Bảng 1 Phụ lục A như sau:\n5 | a | b",
     "replace_text Phụ lục A/Bảng 1/dòng 5"),
    ("Thay bảng 1 bằng bảng sau:\nTT | A\n1 | x", "replace_text Bảng 1"),
    ("Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Thông tư này.",
     "replace_text Phụ lục I"),
    ("Thay thế Phụ lục I ban hành kèm theo Thông tư số 01/2020/TT-BXD bằng Phụ lục I ban hành kèm "
     "theo Thông tư này.", "replace_text Phụ lục I"),
    ("Thay thế Mẫu số 01, Mẫu số 02 tại Phụ lục II bằng Mẫu số 01, Mẫu số 02 tại Phụ lục kèm theo "
     "Thông tư này.", "replace_text Phụ lục II/Mẫu 01 | replace_text Phụ lục II/Mẫu 02"),
    ("Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Tên\n1. Một.”",
     "add Điều 5a after Điều 5 = Điều 5a. Tên\n1. Một."),
    ("Bổ sung Điều 5a, Điều 5b vào sau Điều 5 như sau:\n“Điều 5a. A\nMột.\nĐiều 5b. B\nHai.”",
     "add Điều 5a after Điều 5 = Điều 5a. A\nMột. | add Điều 5b after Điều 5 = Điều 5b. B\nHai."),
    ("Bổ sung khoản 4 vào Điều 7 như sau: “4. Bốn.”", "add Điều 7/khoản 4 = 4. Bốn."),
    ("Bổ sung khoản 4 Điều 7 như sau: “4. Bốn.”", "add Điều 7/khoản 4 = 4. Bốn."),
    ("Bổ sung khoản 3a vào sau khoản 3 Điều 7 như sau: “3a. Mới.”",
     "add Điều 7/khoản 3a after Điều 7/khoản 3 = 3a. Mới."),
    ("Bổ sung vào sau khoản 3 Điều 7 khoản 3a như sau: “3a. Mới.”",
     "add Điều 7/khoản 3a after Điều 7/khoản 3 = 3a. Mới."),
    ("Bổ sung các khoản 5, 6 và 7 vào sau khoản 4 Điều 9 như sau:\n“5. E.\n6. F.\n7. G.”",
     "add Điều 9/khoản 5 after Điều 9/khoản 4 = 5. E. | "
     "add Điều 9/khoản 6 after Điều 9/khoản 4 = 6. F. | "
     "add Điều 9/khoản 7 after Điều 9/khoản 4 = 7. G."),
    ("Sửa đổi khoản 2, bổ sung các khoản 2a, 2b vào sau khoản 2 Điều 24 như sau: "
     "“2. Hai.\na) X.\n2a. Hai a.\n2b. Hai b.”",
     "replace_text Điều 24/khoản 2 = 2. Hai.\na) X. | "
     "add Điều 24/khoản 2a after Điều 24/khoản 2 = 2a. Hai a. | "
     "add Điều 24/khoản 2b after Điều 24/khoản 2 = 2b. Hai b."),
    ("Bổ sung đoạn cuối của mục 1.1 như sau: “Đoạn.”", "add 1.1/đoạn cuối = Đoạn."),
    ("Bổ sung QCVN 18:2021/BXD vào mục 1.4.", "other 1.4"),
    ("Bổ sung Danh mục\nTT | Tên\n5 | Đèn", "add Danh mục"),
    ("Bổ sung cụm từ “và B” vào sau cụm từ “A” tại khoản 2 Điều 9.",
     "replace_words Điều 9/khoản 2 A -> A và B"),
    ("Bổ sung “, thử nghiệm” vào sau từ “kiểm định” tại Điều 4.",
     "replace_words Điều 4 kiểm định -> kiểm định, thử nghiệm"),
    ("Bổ sung cụm từ “của Bộ” vào trước cụm từ “quy định” tại Điều 4.",
     "replace_words Điều 4 quy định -> của Bộ quy định"),
    ("Sau cụm từ “A” tại khoản 1 Điều 2 bổ sung cụm từ “B”.",
     "replace_words Điều 2/khoản 1 A -> A B"),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 2 Điều 9.",
     "replace_words Điều 9/khoản 2 A -> B"),
    ("Thay cụm từ “A b” thành cụm từ “B” tại các khoản 1, 2 Điều 9 và Điều 10.",
     "replace_words Điều 9/khoản 1 A b -> B | replace_words Điều 9/khoản 2 A b -> B | "
     "replace_words Điều 10 A b -> B"),
    ("Cụm từ “A” tại khoản 1 Điều 2 được thay thế bằng cụm từ “B”.",
     "replace_words Điều 2/khoản 1 A -> B"),
    ("Tại khoản 2 Điều 3, thay cụm từ “A” bằng cụm từ “B”.",
     "replace_words Điều 3/khoản 2 A -> B"),
    ("Thay thế các cụm từ: “A” bằng cụm từ “B”; “C” bằng cụm từ “D” tại Điều 3.",
     "replace_words Điều 3 A -> B | replace_words Điều 3 C -> D"),
    ("Thay thế số “15” bằng số “30” tại khoản 1 Điều 2.",
     "replace_words Điều 2/khoản 1 15 -> 30"),
    ("Thay thế cụm từ “Bộ Giao thông vận tải” bằng cụm từ “Bộ Xây dựng”.",
     "replace_words  Bộ Giao thông vận tải -> Bộ Xây dựng"),
    ("Đính chính cụm từ “A” thành “B” tại khoản 1 Điều 2.",
     "replace_words Điều 2/khoản 1 A -> B"),
    ("Bỏ cụm từ “hoặc tương đương” tại điểm a khoản 1 Điều 4.",
     "replace_words Điều 4/khoản 1/điểm a hoặc tương đương ->"),
    ("Bãi bỏ các cụm từ “A” và “B” tại Điều 4.",
     "replace_words Điều 4 A -> | replace_words Điều 4 B ->"),
    ("Bãi bỏ khoản 3 Điều 8.", "repeal Điều 8/khoản 3"),
    ("Khoản 3 Điều 8 bị bãi bỏ.", "repeal Điều 8/khoản 3"),
    ("Bãi bỏ điểm b khoản 2 Điều 6; khoản 3 Điều 7.",
     "repeal Điều 6/khoản 2/điểm b | repeal Điều 7/khoản 3"),
    ("Bãi bỏ Điều 3, Điều 4 và Phụ lục II.", "repeal Điều 3 | repeal Điều 4 | repeal Phụ lục II"),
    ("Bãi bỏ các khoản từ khoản 2 đến khoản 4 Điều 8.",
     "repeal Điều 8/khoản 2 | repeal Điều 8/khoản 3 | repeal Điều 8/khoản 4"),
    ("Hủy bỏ Mẫu số 02 Phụ lục III.", "repeal Phụ lục III/Mẫu 02"),
    ("Bãi bỏ khoản 2 Điều 3 Thông tư số 02/2019/TT-BXD; Điều 5 Thông tư số 03/2018/TT-BXD.",
     "repeal Điều 3/khoản 2 of 02/2019/TT-BXD | repeal Điều 5 of 03/2018/TT-BXD"),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại Điều 2 Thông tư số 03/2018/TT-BXD.",
     "replace_words Điều 2 A -> B of 03/2018/TT-BXD"),
    ("Thay thế TCVN 1:2010 bằng TCVN 1:2020 tại mục 2.1.",
     "replace_words 2.1 TCVN 1:2010 -> TCVN 1:2020"),
    ("Tại điểm 2.1.3: thay “A” bằng “B”; bỏ “C”.",
     "replace_words 2.1.3 A -> B | replace_words 2.1.3 C ->"),
    ("Bỏ mục 2.3; mục 2.4 đổi thành mục 2.3.", "repeal 2.3 | other 2.4"),
    ("Sửa đổi khoản 1, điểm a khoản 2 Điều 3 như sau:\n“1. Một.\n2. Hai:\na) A;”",
     "replace_text Điều 3/khoản 1 | replace_text Điều 3/khoản 2/điểm a"),
    ("Bổ sung nội dung sau vào cuối khoản 2 Điều 3: “Mới.”",
     "add Điều 3/khoản 2/đoạn cuối = Mới."),
    ("Bãi bỏ cụm từ “A” tại điểm h khoản 2 Điều 5; điểm e khoản 3, điểm m khoản 4 Điều 8.",
     "replace_words Điều 5/khoản 2/điểm h A -> | replace_words Điều 8/khoản 3/điểm e A -> | "
     "replace_words Điều 8/khoản 4/điểm m A ->"),
    ("Sửa đổi điểm b (ii) khoản 4 Điều 11 như sau: “(ii) Mới;”",
     "replace_text Điều 11/khoản 4/điểm b (ii) = (ii) Mới;"),
    ("Sửa đổi mục 2.1 Quy chuẩn kỹ thuật quốc gia ban hành kèm theo Thông tư số 03/2018/TT-BXD "
     "như sau: “2.1. Mới.”", "replace_text 2.1 of 03/2018/TT-BXD = 2.1. Mới."),
    ("Sửa đổi mục 2.1 Quy chuẩn ban hành kèm theo Thông tư số 03/2018/TT-BXD ngày 10 tháng 5 năm "
     "2018 của Bộ trưởng Bộ Xây dựng, ký hiệu QCVN 16:2019/BXD như sau: “2.1. Mới.”",
     "replace_text 2.1 of QCVN 16:2019/BXD = 2.1. Mới."),
    ("Mục 2.1 của QCVN 16:2019/BXD ban hành kèm theo Thông tư số 03/2018/TT-BXD được sửa đổi như "
     "sau: “2.1. Mới.”", "replace_text 2.1 of QCVN 16:2019/BXD = 2.1. Mới."),
    ("Bãi bỏ mục 2.3 Quy chuẩn ban hành kèm theo Thông tư số 03/2018/TT-BXD (QCVN 16:2019/BXD).",
     "repeal 2.3 of QCVN 16:2019/BXD"),
    ("Bổ sung mục 2.5 vào QCVN 16:2019/BXD như sau: “2.5. Mới.”",
     "add 2.5 of QCVN 16:2019/BXD = 2.5. Mới."),
    ("Bãi bỏ Điều 2 Thông tư số 03/2018/TT-BXD ban hành QCVN 16:2019/BXD.",
     "repeal Điều 2 of 03/2018/TT-BXD"),
    ("Khoản 2 Điều 3 Thông tư số 03/2018/TT-BXD ngày 10 tháng 5 năm 2018 của Bộ trưởng Bộ Xây "
     "dựng được sửa đổi như sau: “2. Mới.”",
     "replace_text Điều 3/khoản 2 of 03/2018/TT-BXD = 2. Mới."),
    ("Hết hiệu lực khoản 2 Điều 3.", "repeal Điều 3/khoản 2"),
    ("Khoản 2 Điều 3 hết hiệu lực thi hành kể từ ngày Thông tư này có hiệu lực.",
     "repeal Điều 3/khoản 2"),
    ("Các quy định tại khoản 2 Điều 3 Thông tư số 03/2018/TT-BXD hết hiệu lực kể từ ngày "
     "01/01/2027.", "repeal Điều 3/khoản 2 of 03/2018/TT-BXD"),
    ("Kể từ ngày Thông tư này có hiệu lực, bãi bỏ khoản 2 Điều 3.", "repeal Điều 3/khoản 2"),
    ("Khoản 2 Điều 3 hết hiệu lực khi có quy định mới.", ""),
    ("Khoản 2 Điều 3 Thông tư này hết hiệu lực kể từ ngày 01 tháng 01 năm 2027.", ""),
    ("Khoản 2 Điều 3 Thông tư số 03/2018/TT-BXD đã được sửa đổi, bổ sung tại khoản 1 Điều 1 Thông "
     "tư số 09/2022/TT-BXD.", ""),
    ("Bãi bỏ Thông tư số 02/2019/TT-BXD.", ""),
    ("Trường hợp sửa đổi, bổ sung giấy chứng nhận thì nộp hồ sơ theo Điều 5.", ""),
    ("Bổ sung hồ sơ trong thời hạn 5 ngày theo khoản 2 Điều 3.", ""),
    ("Điều 5 được sửa đổi theo quy định tại khoản 1 Điều 2 Thông tư số 09/2022/TT-BXD.", ""),
]  # fmt: skip


def clause(key: str, label: str, text: str, parent: str | None = None, heading: str = "") -> Clause:
    return Clause(
        key=key, label=label, heading=heading, text=text, page=1, last_page=1, parent=parent
    )


def amends(target: Identifier = BASE) -> Relation:
    return Relation(verb=Verb.AMENDS, target=target, clause="dieu-1", page=1, words=HEAD)


def read(*clauses: Clause) -> tuple[Change, ...]:
    return read_changes(OWN, Kind.CIRCULAR, "Sửa đổi", (amends(),), clauses)


def shown(change: Change) -> str:
    """A change on one line: kind, path, anchor, words, another target, text."""
    words = [change.kind.value, "/".join(change.path)]
    if change.after:
        words += ["after", "/".join(change.after)]
    if change.old_words:
        words += [change.old_words, "->", change.new_words]
    if change.target != BASE:
        words += ["of", str(change.target)]
    text = f" = {change.text}" if change.text is not None else ""
    return " ".join(words).rstrip() + text


@pytest.mark.parametrize(("words", "expected"), INSTRUCTIONS)
def test_an_instruction_is_read_as_drafted(words, expected):
    found = read(clause("dieu-1", "Điều 1", HEAD), clause("dieu-1.1", "1", words, "dieu-1"))
    assert " | ".join(map(shown, found)) == expected


def test_each_kind_of_part_is_found_by_its_example():
    text = resources.files("standards").joinpath("data/places.toml").read_text(encoding="utf-8")
    for row in tomllib.loads(text)["part"]:
        words, label = row["example"]
        places = places_at(words, 0)
        assert places is not None, words
        assert places.paths[0][-1] == label


def test_an_inner_part_takes_the_outer_one_named_behind_it():
    places = places_at("khoản 1 Điều 3 và các điểm a, b khoản 2 Điều 4 của Thông tư", 0)
    assert places is not None
    assert places.paths == (
        ("Điều 3", "khoản 1"),
        ("Điều 4", "khoản 2", "điểm a"),
        ("Điều 4", "khoản 2", "điểm b"),
    )


def test_the_amended_text_is_inherited_from_the_chapter_and_overruled_below():
    other = "QTKĐ: 01-2016/BXD"
    found = read(
        clause("chuong-i", "Chương I", "", heading="SỬA ĐỔI THÔNG TƯ SỐ 01/2020/TT-BXD"),
        clause("dieu-1", "Điều 1", "Bãi bỏ Điều 3.", "chuong-i"),
        clause("dieu-2", "Điều 2", f"Sửa đổi một số nội dung của Quy trình, ký hiệu {other}:"),
        clause("dieu-2.1", "1", "Sửa đổi mục 9.5.2 như sau:\n“9.5.2. Mới.”", "dieu-2"),
    )
    assert [(str(one.target), one.path) for one in found] == [
        ("01/2020/TT-BXD", ("Điều 3",)),
        ("QTKĐ 01-2016/BXD", ("9.5.2",)),
    ]


def test_a_quoted_article_cut_into_clauses_is_put_together_again():
    found = read(
        clause("dieu-1", "Điều 1", HEAD),
        clause("dieu-1.1", "1", "Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Tên", "dieu-1"),
        clause("dieu-1.1~2", "1", "Khoản một.", "dieu-1"),
        clause("dieu-6", "Điều 6", "", heading="Tên sáu"),
        clause("dieu-6.1", "1", "Khoản của sáu.”.", "dieu-6"),
        clause("dieu-6.2", "2", "Bãi bỏ Điều 9.", "dieu-6"),
    )
    assert [shown(one) for one in found] == [
        "add Điều 5a after Điều 5 = Điều 5a. Tên\n1. Khoản một.\nĐiều 6. Tên sáu\n"
        "1. Khoản của sáu.",
        "repeal Điều 9",
    ]
    assert found[1].clause == "dieu-6.2"


def test_a_text_that_amends_nothing_gives_no_instruction():
    clauses = (clause("2.1", "2.1", "Sửa đổi khoản 2 Điều 3 như sau: “2. Mới.”"),)
    assert read_changes(None, Kind.TCVN, None, (), clauses) == ()
    assert read_changes(OWN, Kind.CONSOLIDATED, None, (amends(),), clauses) == ()


def test_an_amendment_of_a_regulation_changes_its_base():
    own = Identifier.parse("Sửa đổi 1:2023 QCVN 16:2019/BXD")
    clauses = (clause("1", "1", "“2.1. Theo TCVN 9:2012.”", heading="Mục 2.1 sửa đổi thành:"),)
    found = read_changes(
        own, Kind.QCVN, None, (amends(Identifier.parse("QCVN 16:2019/BXD")),), clauses
    )
    assert [(str(one.target), one.path, one.text) for one in found] == [
        ("QCVN 16:2019/BXD", ("2.1",), "2.1. Theo TCVN 9:2012.")
    ]


def documents(name: str) -> tuple[Document, ...]:
    content = read_content(next((HERE / "content").glob(f"{name}*.txt")))
    return read_bytes(build(content).tobytes(), content.file).documents


def test_the_sample_amendment_says_what_it_changes_and_where():
    found = documents("sua-doi-1-2016")[0].changes
    assert [(one.kind.value, one.path, one.clause, one.page) for one in found] == [
        ("replace_text", ("3.1",), "1", 3),
        ("add", ("3.3",), "2", 3),
        ("replace_words", ("Phụ lục", "dòng 7"), "3", 3),
    ]
    assert found[0].words == "Sửa đổi mục 3.1 như sau:"
    assert found[2].new_words == "TCVN 5699-2-3:2010 (IEC 60335-2-3:2008)"


def test_a_circular_that_issues_an_amendment_changes_nothing_itself():
    circular, amendment = documents("tt-07-2018")
    assert circular.changes == ()
    assert [one.path for one in amendment.changes] == [
        ("1.1", "đoạn cuối"),
        ("2.3",),
        ("Danh mục",),
    ]


def test_a_real_circular_gives_its_fifteen_instructions(shared: Path):
    place = shared / "corpus/pdf/tt-42-2026-tt-bxd-sua-doi-kiem-dinh.rendered.pdf"
    found = read_file(place).documents[0].changes
    targets = {str(one.target) for one in found}
    assert len(found) == 15
    assert targets == {
        "29/2016/TT-BXD",
        "11/2017/TT-BXD",
        *(f"QTKĐ 0{n}-2016/BXD" for n in (1, 2, 3)),
        *(f"QTKĐ 0{n}-2017/BXD" for n in (4, 5)),
        "QTKĐ 01-2018/BXD",
    }
    struck = [one for one in found if one.old_words]
    assert [one.path for one in struck] == [("7.2.1",), ("7.2.1",), ("7.2.1.1",)]
    assert all(one.text.startswith("9.5.2. Khi") for one in found if one.path == ("9.5.2",))
