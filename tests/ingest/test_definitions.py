"""Definitions, in the two styles of acts and of standards."""

from ingest.definitions import read_definitions
from ingest.parts import DocumentPart
from standards.document import Clause, Kind


def clause(key: str, heading: str, text: str = "", *, parent: str | None = None) -> Clause:
    return Clause(
        key=key, label=key, heading=heading, text=text, page=3, last_page=3, parent=parent
    )


def part(*clauses: Clause) -> DocumentPart:
    return DocumentPart(
        number=None,
        kind=Kind.TCVN,
        title=None,
        title_en=None,
        issuer=None,
        issued=None,
        effective_from=None,
        effective_words=None,
        issued_with=None,
        relations=(),
        preamble=clause("mo-dau", ""),
        clauses=clauses,
        first_page=1,
        last_page=3,
        doubts=(),
    )


def test_an_act_says_what_a_word_is() -> None:
    (found,) = read_definitions(
        part(
            clause("1.3", "Giải thích từ ngữ", "Trong Quy chuẩn này:"),
            clause("1.3.3", "", "Mã HS là mã số phân loại\nhàng hoá.", parent="1.3"),
        )
    )
    assert (found.term, found.text, found.clause, found.page) == (
        "Mã HS",
        "mã số phân loại hàng hoá.",
        "1.3.3",
        3,
    )


def test_a_standard_sets_the_term_on_a_line_with_its_english() -> None:
    (found,) = read_definitions(
        part(
            clause("3", "Thuật ngữ và định nghĩa"),
            clause("3.1", "Cọc khoan nhồi (bored pile)", "Loại cọc tiết diện tròn.", parent="3"),
        )
    )
    assert (found.term, found.term_en, found.text) == (
        "Cọc khoan nhồi",
        "bored pile",
        "Loại cọc tiết diện tròn.",
    )


def test_a_bracket_that_is_not_english_gives_no_english_term() -> None:
    (found,) = read_definitions(
        part(
            clause("3", "Thuật ngữ và định nghĩa"),
            clause("3.2", "Bê tông (đã đóng rắn)", "Vật liệu.", parent="3"),
        )
    )
    assert found.term_en is None


def test_items_of_one_clause_are_definitions_each() -> None:
    text = "Trong văn bản này:\n1) Đô thị: là điểm dân cư tập trung.\n2) Đất ở: là diện tích nhà ở."
    found = read_definitions(part(clause("1.2", "Giải thích từ ngữ", text)))
    assert [(one.term, one.text) for one in found] == [
        ("Đô thị", "điểm dân cư tập trung."),
        ("Đất ở", "diện tích nhà ở."),
    ]


def test_other_clauses_define_nothing() -> None:
    assert read_definitions(part(clause("2", "Quy định kỹ thuật", "Mũ là vật đội đầu."))) == ()
