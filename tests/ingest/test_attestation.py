"""The number of a consolidated text, from the attestation below its last article."""

from dataclasses import replace
from datetime import date

from ingest.attestation import with_attested_number
from ingest.parts import DocumentPart
from standards.document import Clause, Kind


def clause(key: str, text: str) -> Clause:
    return Clause(key=key, label=key, heading="", text=text, page=1, last_page=1, parent=None)


PART = DocumentPart(
    number=None,
    kind=Kind.CONSOLIDATED,
    title="Quy định về quản lý vật liệu nổ",
    title_en=None,
    issuer=None,
    issued=None,
    effective_from=None,
    effective_words=None,
    issued_with=None,
    relations=(),
    preamble=clause("mo-dau", "Thông tư số 23/2024/TT-BCT ngày 07 tháng 11 năm 2024"),
    clauses=(
        clause(
            "dieu-20.4",
            "kịp thời phản ánh về Bộ Công Thương.\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
            "Số: 37/VBHN-BCT Hà Nội, ngày 26 tháng 5 năm 2026",
        ),
    ),
    first_page=1,
    last_page=9,
    doubts=(),
)


def test_number_and_day_come_from_the_attestation() -> None:
    found = with_attested_number(PART)
    assert (str(found.number), found.issued) == ("37/VBHN-BCT", date(2026, 5, 26))


def test_a_mention_inside_a_sentence_is_no_attestation() -> None:
    told = replace(PART, clauses=(clause("1", "Theo Văn bản hợp nhất số 12/VBHN-BCT ngày nay."),))
    assert with_attested_number(told).number is None


def test_other_kinds_and_numbered_texts_stay_as_they_are() -> None:
    circular = replace(PART, kind=Kind.CIRCULAR)
    assert with_attested_number(circular) is circular
