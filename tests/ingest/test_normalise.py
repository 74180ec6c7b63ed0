"""One encoding for one letter: each trap that real files were seen to set."""

import unicodedata

import pytest

from ingest.normalise import normalise, plain_line, squeeze


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("đ\u01a3ợc, ph\u01a3ơng, \u01a2U", "được, phương, ƯU"),
        ("\u00d0iều 1, \u0189iều 2, \u00f0ến, \u0256ến", "Điều 1, Điều 2, đến, đến"),
        ("Tie\u0302u chua\u0302\u0309n", "Tiêu chuẩn"),
        ("vie\u0323\u0302t, vi\u1eb9\u0302t", "việt, việt"),
        ("TCVN\u00a06260, 5\u202fmm, 5\u2009mm", "TCVN 6260, 5 mm, 5 mm"),
        ("tiêu\u200bchuẩn\ufeff \u2060quốc\u200e gia", "tiêuchuẩn quốc gia"),
        ("QCVN 01\u2011189, 01\u2010189, \u22125 °C", "QCVN 01-189, 01-189, -5 °C"),
        ("tiêu\u00adchuẩn, 01\u00ad189, TT\u00adBKHCN", "tiêuchuẩn, 01-189, TT-BKHCN"),
        ("một \u2013 hai \u2014 ba", "một \u2013 hai \u2014 ba"),
        ("10⁻³ m², SO₂, ½, ﬁ", "10⁻³ m², SO₂, ½, ﬁ"),
        ("hoá, hóa, uỷ, ủy, kỹ, kĩ", "hoá, hóa, uỷ, ủy, kỹ, kĩ"),
        ("một\tdòng\x0bhai", "một dònghai"),
        ("dòng một\ndòng hai", "dòng một\ndòng hai"),
    ],
)
def test_letters_blanks_and_hyphens_are_made_one_and_words_stay(printed, meant):
    found = normalise(printed)
    assert found == meant
    assert unicodedata.is_normalized("NFC", found)
    assert normalise(found) == found


def test_runs_of_blanks_are_one():
    assert plain_line("  một   hai ") == "một hai"
    assert squeeze(" một \n\n hai\t ba ") == "một hai ba"
