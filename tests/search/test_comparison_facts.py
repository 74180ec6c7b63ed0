"""What a comparison comes to: documents cited, HS codes and values that differ."""

import tomllib
from importlib.resources import files

import pytest

from search.comparison import compare
from search.comparison_facts import facts
from standards.document import Citation, Clause, Document, Kind, ProductRow, Source
from standards.hs import HsCode
from standards.identifier import Identifier

DATA = tomllib.loads(files("search").joinpath("data/number_references.toml").read_text("utf-8"))[
    "reference"
]


def edition(year, text="", cites=(), rows=()):
    number = Identifier.parse(f"QCVN 99:{year}/BXD")
    clause = Clause(
        key="2.1", label="2.1", heading="Yêu cầu", text=text, page=3, last_page=3, parent=None
    )
    return Document(
        id=number.slug,
        number=number,
        kind=Kind.QCVN,
        title="Quy chuẩn thử",
        issuer="Bộ Xây dựng",
        source=Source(file=f"{year}.pdf", sha256="0" * 64, pages=9, first_page=1, last_page=9),
        clauses=(clause,),
        citations=tuple(
            Citation(
                target=Identifier.parse(each),
                text=each,
                clause="2.1",
                page=3,
                start=text.find(each) if each in text else None,
                end=text.find(each) + len(each) if each in text else None,
            )
            for each in cites
        ),
        products=tuple(
            ProductRow(
                name=name,
                hs=tuple(HsCode.parse(code) for code in codes),
                standards=tuple(Identifier.parse(each) for each in standards),
                page=5,
                clause=None,
                boxes=(),
                text=name,
            )
            for name, codes, standards in rows
        ),
    )


def values(old, new, cites=((), ())):
    made = compare(edition(2019, old, cites[0]), edition(2023, new, cites[1]))
    return [(each.old, each.new) for each in facts(made).values]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "Chiều dày kính không nhỏ hơn 4 mm ở mọi điểm đo.",
            "Chiều dày kính không nhỏ hơn 5 mm ở mọi điểm đo.",
            [("4 mm", "5 mm")],
        ),
        (
            "Hàm lượng clo không lớn hơn 0,1 % khối lượng.",
            "Hàm lượng clo không lớn hơn 0,05 % khối lượng.",
            [("0,1", "0,05")],
        ),
        ("Thử theo Điều 5, 6 và 7 của văn bản.", "Thử theo Điều 5, 8 và 7 của văn bản.", []),
        ("Ban hành tại Hà Nội 2019 cho cả nước.", "Ban hành tại Hà Nội 2023 cho cả nước.", []),
        ("Gạch | 1. Độ hút nước | 10 | ướt", "Gạch | 1. Hàm lượng muối | 12 | ướt", []),
        ("Gạch | 1. Độ hút nước | 10 | ướt", "Gạch | 1. Độ hút nước | 12 | ướt", [("10", "12")]),
    ],
)
def test_a_value_is_told_where_another_takes_its_place_and_not_where_a_number_is_a_name(
    old, new, found
):
    assert values(old, new) == found


def test_the_words_around_a_value_are_those_of_the_newer_text():
    old, new = "dày không nhỏ hơn 4 mm ở mép", "dày không nhỏ hơn 5 mm ở mép"
    (value,) = facts(compare(edition(2019, old), edition(2023, new))).values
    assert (value.before, value.after) == ("dày không nhỏ hơn ", " ở mép")


def test_a_number_inside_a_citation_is_no_value():
    old, new = (
        "mẫu thử theo tiêu chuẩn TCXDVN 170 thì đạt",
        "mẫu thử theo tiêu chuẩn TCXDVN 171 thì đạt",
    )
    assert values(old, new, (("TCXDVN 170",), ("TCXDVN 171",))) == []


@pytest.mark.parametrize("example", [one for entry in DATA for one in entry["examples"]])
def test_an_example_of_a_reference_word_holds_no_value(example):
    shifted = "".join(str((int(sign) + 1) % 10) if sign.isdigit() else sign for sign in example)
    assert values(f"Xem {example} nhé", f"Xem {shifted} nhé") == []


def test_a_newer_edition_of_a_cited_standard_is_one_change_and_stands_first():
    old = edition(2019, cites=("TCVN 6238-3:2011", "TCVN 7:2000", "TCVN 9:2001"))
    new = edition(
        2023,
        cites=("TCVN 6238-3:2023", "TCVN 9:2001", "TCVN 8:2020", "QCVN 99:2019/BXD"),
        rows=[("Xi măng", (), ("TCVN 8:2020",))],
    )
    found = facts(compare(old, new)).cited
    assert [(str(each.old), str(each.new)) for each in found] == [
        ("TCVN 6238-3:2011", "TCVN 6238-3:2023"),
        ("None", "TCVN 8:2020"),
        ("TCVN 7:2000", "None"),
    ]
    assert (found[1].other.mentions, found[1].other.clause, found[1].one) == (2, "2.1", None)


def test_codes_are_those_that_rows_of_only_one_side_have():
    old = edition(2019, rows=[("Gạch", ("6907.21.91",), ()), ("Kính", ("7007.19.90",), ())])
    new = edition(2023, rows=[("Gạch lát", ("6907.21.91", "6907.23.91"), ())])
    found = facts(compare(old, new)).codes
    assert [(str(each.code), each.is_new, each.row.name) for each in found] == [
        ("6907.23.91", True, "Gạch lát"),
        ("7007.19.90", False, "Kính"),
    ]
