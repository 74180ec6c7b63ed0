"""Symbols of notifications in the spellings that people send."""

import pytest

from api.desk.symbols import Symbol, find_symbols
from standards.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("G/TBT/N/VNM/123", "G/TBT/N/VNM/123"),
        ("g/tbt/n/vnm/123", "G/TBT/N/VNM/123"),
        (" G / TBT / N / VNM / 123 ", "G/TBT/N/VNM/123"),
        ("GTBTNVNM123", "G/TBT/N/VNM/123"),
        ("G-TBT-N-VNM-123", "G/TBT/N/VNM/123"),
        ("G/TBT/N/VNM/0123", "G/TBT/N/VNM/123"),
        ("G/TBT/N/VNM/123/Add.1", "G/TBT/N/VNM/123/Add.1"),
        ("G/TBT/N/VNM/123/add1", "G/TBT/N/VNM/123/Add.1"),
        ("g-tbt-n-vnm-123-corr-2", "G/TBT/N/VNM/123/Corr.2"),
        ("G/TBT/N/EU/1045/Rev.1", "G/TBT/N/EU/1045/Rev.1"),
        ("G/TBT/N/USA/25/Rev.1/Add.3", "G/TBT/N/USA/25/Rev.1/Add.3"),
        ("G/TBT/N/TPKM/512/Suppl.1", "G/TBT/N/TPKM/512/Suppl.1"),
    ],
)
def test_a_symbol_has_one_form_however_it_is_typed(typed, canonical):
    symbol = Symbol.parse(typed)
    assert str(symbol) == canonical
    assert Symbol.parse(symbol.slug) == symbol
    assert Symbol.parse(str(symbol)) == symbol


@pytest.mark.parametrize(
    "typed",
    ["", "G/TBT/N/VNM", "G/TBT/N/VNM/0", "G/SPS/N/VNM/12", "G/TBT/N/VNM/12/Ed.1", "VNM/123",
     "G/TBT/N/VNM/123/Add.0", "G/TBT/N/VNM/1234567", "G/TBT/N/VIETNAM/1", "xG/TBT/N/VNM/1"],
)  # fmt: skip
def test_what_is_no_symbol_is_refused(typed):
    with pytest.raises(BadInput, match="no symbol of a notification"):
        Symbol.parse(typed)


def test_what_hangs_on_a_notification_leads_back_to_it():
    addendum = Symbol.parse("G/TBT/N/VNM/123/Rev.1/Add.2")
    assert str(addendum.base) == "G/TBT/N/VNM/123"
    assert addendum.is_domestic
    assert not Symbol.parse("G/TBT/N/KOR/9").is_domestic


def test_symbols_stand_in_the_order_of_members_numbers_and_parts():
    typed = ["G/TBT/N/VNM/20", "G/TBT/N/VNM/3/Add.1", "G/TBT/N/EU/9", "G/TBT/N/VNM/3"]
    assert [str(each) for each in sorted(map(Symbol.parse, typed))] == [
        "G/TBT/N/EU/9", "G/TBT/N/VNM/3", "G/TBT/N/VNM/3/Add.1", "G/TBT/N/VNM/20",
    ]  # fmt: skip


def test_each_symbol_of_a_text_is_found_once():
    text = "Theo G/TBT/N/VNM/77, G/TBT/N/ARE/5 và G/TBT/N/VNM/77 (xem G/TBT/N/VNM/77/Add.1)."
    assert [str(each) for each in find_symbols(text)] == [
        "G/TBT/N/VNM/77", "G/TBT/N/ARE/5", "G/TBT/N/VNM/77/Add.1",
    ]  # fmt: skip
