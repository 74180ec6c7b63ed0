"""Exclusions: what a document says it does not apply to."""

import pytest

from ingest.exclusions import read_exclusions
from ingest.parts import DocumentPart
from standards.document import Clause, Kind
from standards.place import Box, Line


def clause(
    key: str, heading: str, text: str, *, page: int = 1, parent: str | None = None
) -> Clause:
    lines: list[Line] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        lines.append(Line(start, start + len(line), Box(page + number // 3, 60, 100, 500, 112)))
        start += len(line) + 1
    return Clause(
        key=key,
        label=key,
        heading=heading,
        text=text,
        page=page,
        last_page=page,
        parent=parent,
        lines=tuple(lines),
    )


def part(*clauses: Clause, preamble: str = "") -> DocumentPart:
    return DocumentPart(
        number=None,
        kind=Kind.QCVN,
        title=None,
        title_en=None,
        issuer=None,
        issued=None,
        effective_from=None,
        effective_words=None,
        issued_with=None,
        relations=(),
        preamble=clause("mo-dau", "", preamble),
        clauses=clauses,
        first_page=1,
        last_page=9,
        doubts=(),
    )


def texts(document: DocumentPart) -> list[str]:
    return [exclusion.text for exclusion in read_exclusions(document)]


@pytest.mark.parametrize("says", ["không đề cập đến", "không bao trùm", "không dùng cho"])
def test_standards_have_other_words_for_what_they_leave_out(says: str) -> None:
    sentence = f"Tiêu chuẩn này {says} an toàn sản phẩm."
    assert texts(part(clause("1", "Phạm vi áp dụng", sentence))) == [sentence]
    other = "Tiêu chuẩn này không có tài liệu viện dẫn."
    assert texts(part(clause("2", "Tài liệu viện dẫn", other))) == []


def test_a_sentence_in_which_the_document_speaks_of_itself_counts_anywhere() -> None:
    found = read_exclusions(
        part(
            clause("1.1", "Phạm vi điều chỉnh", "Quy chuẩn này quy định về mũ.", page=2),
            clause(
                "1.2", "", "Quy chuẩn này không áp dụng\nđối với mũ của lực lượng vũ trang.", page=3
            ),
        )
    )
    assert [(one.text, one.clause, one.page) for one in found] == [
        ("Quy chuẩn này không áp dụng đối với mũ của lực lượng vũ trang.", "1.2", 3)
    ]


def test_a_list_after_the_colon_belongs_to_the_sentence() -> None:
    text = "1. Quy trình này không áp dụng đối với thang máy:\na) Chở hàng;\nb) Trên tàu."
    text += "\nÁp dụng từ nay."
    (found,) = texts(part(clause("2", "", text)))
    assert found.endswith("a) Chở hàng; b) Trên tàu.")


def test_words_that_take_out_count_in_the_scope_only() -> None:
    words = "Áp dụng cho cọc khoan nhồi trừ những công trình có hang các-tơ."
    assert texts(part(clause("2", "Phạm vi áp dụng", words))) == [words]
    assert texts(part(clause("5", "Thi công", words))) == []


def test_clauses_under_the_scope_are_of_the_scope() -> None:
    words = "Không bao gồm kính ô tô."
    under = clause("1.1.2", "", words, parent="1.1")
    assert texts(part(clause("1.1", "Phạm vi điều chỉnh", ""), under)) == [words]


def test_a_heading_without_a_full_stop_is_no_part_of_the_sentence() -> None:
    preamble = "Đối tượng không thuộc phạm vi\nQuy chuẩn này không áp dụng cho hàng mẫu."
    assert texts(part(preamble=preamble)) == ["Quy chuẩn này không áp dụng cho hàng mẫu."]


def test_what_the_document_says_of_other_things_is_no_exclusion() -> None:
    words = "Ngày thực hiện thủ tục quy định trong Nghị định này không bao gồm ngày nghỉ lễ."
    assert texts(part(clause("7", "Giải thích từ ngữ", words))) == []
    assert (
        texts(part(clause("3", "Phạm vi áp dụng", "1 | Thi công (không bao gồm điện) | x"))) == []
    )
