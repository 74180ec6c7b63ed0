"""Lines of the tariff for goods that it calls by other words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from search.applicability_tariff import tariff_lines
from search.concepts import read_question
from search.shelf import shelf
from standards.catalogue import HsName, Provenance
from standards.hs import HsCode

HATS = "Mũ và các vật đội đầu khác"
SWITCH = "Thiết bị để đóng ngắt mạch điện"
NAMES = (
    ("6506", HATS),
    ("6506.10", f"{HATS} > Mũ bảo hộ"),
    ("6506.10.10", f"{HATS} > Mũ bảo hộ > Mũ bảo hiểm cho người đi xe máy"),
    ("6506.10.20", f"{HATS} > Mũ bảo hộ > Mũ bảo hộ công nghiệp"),
    ("6506.91", f"{HATS} > Loại khác > Bằng cao su hoặc plastic"),
    ("6506.91.00", f"{HATS} > Loại khác > Bằng cao su hoặc plastic > Bằng plastic"),
    ("8516", "Dụng cụ nhiệt điện gia dụng"),
    ("8516.60", "Dụng cụ nhiệt điện gia dụng > Nồi nấu cơm"),
    ("8516.60.10", "Dụng cụ nhiệt điện gia dụng > Nồi nấu cơm > Nồi nấu cơm dung tích lớn"),
    ("8536", SWITCH),
    ("8536.50", f"{SWITCH} > Công tắc thích hợp dùng cho nồi nấu cơm"),
    ("2523", "Xi măng poóc lăng"),
    ("9849", "Linh kiện ô tô, mũ bảo hộ công nghiệp"),
)


@pytest.fixture(scope="module")
def books():
    library = Library.in_memory(HashingEmbedder())
    records = [
        HsName(
            code=HsCode.parse(code),
            provenance=Provenance(source="hs", row=row),
            name_vi=path.rpartition(" > ")[2],
            name_en="",
            path_vi=path,
            path_en="",
        )
        for row, (code, path) in enumerate(NAMES, 1)
    ]
    at = datetime(2026, 11, 22, tzinfo=UTC)
    library.catalogue.load(
        LoadedList(name="hs", kind=ListKind.HS, file="hs", sha256="", records=0, at=at), records
    )
    return shelf(library)


def lines(books, text):
    return tariff_lines(books, read_question(text, books.vocabulary))


def test_goods_that_the_tariff_calls_otherwise_find_their_subheading(books):
    first = lines(books, "mũ an toàn công nghiệp")[0]
    assert (str(first.code), first.is_sure) == ("6506.10", False)
    assert first.path == (HATS, "Mũ bảo hộ")


def test_what_follows_the_name_counts_less_than_the_name(books):
    assert lines(books, "nồi nấu cơm, nhựa, plastic")[0].code.digits[:4] == "8516"


def test_where_the_words_tell_no_subheading_apart_the_heading_is_named(books):
    assert str(lines(books, "vật đội đầu")[0].code) == "6506"


def test_special_chapters_and_services_give_no_line(books):
    found = lines(books, "mũ bảo hộ công nghiệp")
    assert {one.code.digits[:2] for one in found} == {"65"}
    assert lines(books, "dịch vụ nồi nấu cơm") == ()


def test_goods_of_which_no_word_stands_in_the_tariff_have_no_line(books):
    assert lines(books, "tên lửa vũ trụ") == ()
