"""Numbers: parsing, printing, equality, slugs; the corpus of spellings and the lists of numbers."""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards.agencies import agencies
from standards.errors import BadIdentifier
from standards.identifier import Family, Identifier, canonical_slug
from standards.series import act_types, all_series

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
SHARED = ROOT.parent / "shared"
parse = Identifier.parse


def unescape(text: str) -> str:
    return re.sub(r"\\n|\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)) if m[1] else "\n", text)


def corpus_lines() -> list[tuple[str, str]]:
    raw = (CORPUS / "identifiers.txt").read_text("utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if "\t" in line]
    return [(unescape(spelling), wanted) for spelling, wanted in rows]


def table(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path


def same_number(text: str) -> str:
    """What two prints of one number share: no blanks, no zeros in front, no case."""
    upper = unicodedata.normalize("NFC", text).upper().replace("–", "-")
    return re.sub(r"(?<![\d.])0+(?=\d)", "", re.sub(r"\s+", "", upper))


# --- the corpus of spellings ------------------------------------------------------------------


def test_the_corpus_holds_at_least_400_spellings():
    assert sum(not wanted.startswith("!") for _, wanted in corpus_lines()) >= 400


@pytest.mark.parametrize(("spelling", "wanted"), corpus_lines())
def test_a_spelling_becomes_its_canonical_number_or_is_refused(spelling, wanted):
    if wanted.startswith("!"):
        with pytest.raises(BadIdentifier):
            parse(spelling)
        return
    found = parse(spelling)
    assert str(found) == wanted
    again = parse(str(found))
    assert again == found
    assert (str(again), again.slug) == (str(found), found.slug)


def test_different_numbers_of_the_corpus_have_different_keys_and_slugs():
    canonical = {wanted for _, wanted in corpus_lines() if not wanted.startswith("!")}
    numbers = {parse(wanted) for wanted in canonical}
    assert len({one.key for one in numbers}) == len(numbers)
    assert len({one.slug for one in numbers}) == len(numbers)


def test_the_refusal_says_what_is_wrong():
    with pytest.raises(BadIdentifier, match="placeholder"):
        parse("QCVN 04:2017/XXX")
    with pytest.raises(BadIdentifier, match="several"):
        parse("TCVN 8709-1,2:2011")


# --- equality and order -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QCVN 09:2012/BKHCN", "QCVN 9:2012/BKHCN"),  # zeros in front
        ("QCVN 02:2019/LĐTBXH", "QCVN 02:2019/BLĐTBXH"),  # two signs of one ministry
        ("64/2008/QĐ-LĐTBXH", "64/2008/QĐ-BLĐTBXH"),
        ("83/2009/TT-BNN", "83/2009/TT-BNNPTNT"),
        ("1/2021/TT-BLĐTBXH", "01/2021/TT-BLĐTBXH"),
        ("ISO 5666/3:1989", "ISO 5666-3:1989"),  # the old way to print parts
        ("EN/IEC 60529", "EN IEC 60529"),
        ("TCVN-ISO 9001:2015", "TCVN ISO 9001:2015"),
    ],
)
def test_spellings_of_one_number_are_equal(one, other):
    assert parse(one) == parse(other)
    assert hash(parse(one)) == hash(parse(other))
    assert parse(one).slug == parse(other).slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TCVN 6260", "TCVN 6260:2020"),  # undated is not dated
        ("QCVN 41:2016/BGTVT", "QCVN 41:2016/BTTTT"),  # two issuers of one number
        ("QCVN 41:2016", "QCVN 41:2016/BGTVT"),
        ("Sửa đổi 1:2018 QCVN 9:2012/BKHCN", "QCVN 9:2012/BKHCN"),
        ("Sửa đổi 1:2018 QCVN 9:2012/BKHCN", "Sửa đổi 2:2018 QCVN 9:2012/BKHCN"),
        ("TCVN 7303-1:2009", "TCVN 7303:2009"),
        ("TCVN 14552-1.2:2025", "TCVN 14552-1-2:2025"),
        ("TCVN ISO 9001:2015", "ISO 9001:2015"),
        ("01/2021/TT-BLĐTBXH", "01/2022/TT-BLĐTBXH"),
        ("16/2019/QĐ-TTg", "16/2019/QĐ-BXD"),
        ("QCXDVN 01:2008/BXD", "QCVN 01:2008/BXD"),
    ],
)
def test_different_numbers_are_unequal_and_have_their_own_slugs(one, other):
    assert parse(one) != parse(other)
    assert parse(one).slug != parse(other).slug


def test_an_undated_reference_goes_with_every_edition_and_equals_none():
    undated, old, new = parse("TCVN 6260"), parse("TCVN 6260:2009"), parse("TCVN 6260:2020")
    assert undated.matches_undated(old)
    assert old.matches_undated(undated)
    assert not old.matches_undated(new)
    assert old.same_work(new)
    assert old.undated() == new.undated() == undated.undated()
    assert new.without_year() == undated
    assert not undated.is_dated


def test_the_year_of_an_act_is_part_of_the_work():
    one, other = parse("01/2021/TT-BXD"), parse("01/2022/TT-BXD")
    assert not one.same_work(other)
    assert one.without_year() == one


def test_an_amendment_knows_its_base_and_shares_its_issuer():
    amendment = parse("Sửa đổi 1:2018 QCVN 9:2012/BKHCN")
    assert amendment.is_amendment
    assert amendment.base == parse("QCVN 9:2012/BKHCN")
    assert (amendment.number, amendment.year, amendment.agency) == ("1", 2018, "BKHCN")
    assert amendment.family is Family.QCVN
    assert not amendment.same_work(amendment.base)
    assert amendment.slug == "sua-doi-1-2018-qcvn-9-2012-bkhcn"


def test_numbers_sort_by_value_and_amendments_follow_their_base():
    wanted = [
        "QCVN 9:2012/BKHCN",
        "Sửa đổi 1:2018 QCVN 9:2012/BKHCN",
        "QCVN 16:2019/BXD",
        "QCVN 16:2023/BXD",
        "TCVN 6260",
        "TCVN 6260:2009",
        "TCVN 6396-3:2010",
        "TCVN 6396-20:2017",
        "TCVN 10118:2013",
    ]
    assert [str(one) for one in sorted(parse(text) for text in reversed(wanted))] == wanted


def test_an_adoption_in_brackets_is_kept_and_is_no_part_of_the_number():
    number = parse("TCVN 7303-1:2009 (IEC 60601-1:2005)")
    assert number == parse("TCVN 7303-1:2009")
    assert number.adopts == (parse("IEC 60601-1:2005"),)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("QCVN 16:2023/BXD", "qcvn-16-2023-bxd"),
        ("TCVN 7303-1:2009", "tcvn-7303-1-2009"),
        ("01/2021/TT-BLĐTBXH", "01-2021-tt-bldtbxh"),
        ("TCVN ISO/IEC 17025:2017", "tcvn-iso-iec-17025-2017"),
        ("10 TCN 512-2002", "10-tcn-512-2002"),
        ("3945/QĐ-BKHCN", "3945-qd-bkhcn"),
        ("ISO 9001:2015", "iso-9001-2015"),
    ],
)
def test_slugs_are_ascii_words_joined_by_dashes(text, slug):
    assert parse(text).slug == slug
    assert canonical_slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "family", "agency"),
    [
        ("TCVN 5574:2018", Family.TCVN, None),
        ("QCVN 16:2023/BXD", Family.QCVN, "BXD"),
        ("QCĐP 01:2020/TPHCM", Family.QCDP, "TP.HCM"),
        ("QCĐP 01:2022/BTr", Family.QCDP, "BTr"),
        ("QCVN QTĐ 7:2009/BCT", Family.QCVN, "BCT"),
        ("TCXDVN 356:2005", Family.OLD_SERIES, None),
        ("01/2021/TT-BLĐTBXH", Family.LEGAL_ACT, "BLĐTBXH"),
        ("68/2006/QH11", Family.LEGAL_ACT, "QH11"),
        ("QTKĐ 02-2021/BLĐTBXH", Family.PROCEDURE, "BLĐTBXH"),
        ("ASTM C33", Family.FOREIGN, None),
    ],
)
def test_family_and_issuer_are_read_off_the_number(text, family, agency):
    assert (parse(text).family, parse(text).agency) == (family, agency)


# --- round trips over generated numbers -------------------------------------------------------

SIGNS = st.sampled_from([body.code for body in agencies() if not body.has_terms])
YEARS = st.integers(1945, 2100)
PARTS = st.lists(st.integers(1, 99), max_size=2)
NUMBERS = st.builds(
    lambda number, zeros, parts: "-".join([f"{number:0{zeros}}", *map(str, parts)]),
    st.integers(1, 99999), st.integers(1, 3), PARTS,
)  # fmt: skip
TCVN = st.builds(
    lambda series, number, year: f"{series} {number}:{year}",
    st.sampled_from(["TCVN", "TCVN ISO", "TCVN ISO/IEC", "TCXDVN", "22 TCN"]), NUMBERS, YEARS,
)  # fmt: skip
QCVN = st.builds(
    lambda series, number, year, sign: f"{series} {number}:{year}/{sign}",
    st.sampled_from(["QCVN", "QCXDVN", "QCĐP"]), NUMBERS, YEARS, SIGNS,
)  # fmt: skip
AMENDMENTS = st.builds(
    lambda number, year, base: f"Sửa đổi {number}:{year} {base}", st.integers(1, 9), YEARS, QCVN
)
ACTS = st.builds(
    lambda number, year, kind, sign: f"{number:02}/{year}/{kind}-{sign}",
    st.integers(1, 9999), YEARS, st.sampled_from([act.sign for act in act_types()]), SIGNS,
)  # fmt: skip
ISO = st.builds(
    lambda series, number, year: f"{series} {number}:{year}",
    st.sampled_from(["ISO", "IEC", "ISO/IEC", "EN", "BS EN"]),
    st.integers(1000, 69999).map(str), st.integers(1945, 2099),
)  # fmt: skip
ANY = st.one_of(TCVN, QCVN, AMENDMENTS, ACTS, ISO)


@given(ANY)
def test_print_and_parse_are_inverse(text):
    number = parse(text)
    assert str(number) == text
    assert parse(str(number)) == number
    assert re.fullmatch(r"[a-z0-9.]+(-[a-z0-9.]+)*", number.slug)
    assert canonical_slug(number.slug) == number.slug


@given(ANY, ANY)
def test_slugs_are_equal_exactly_when_numbers_are(one, other):
    assert (parse(one).slug == parse(other).slug) == (parse(one) == parse(other))


@given(ANY)
def test_case_and_blanks_do_not_matter(text):
    assert parse(text.lower()) == parse(text)
    assert parse(text.replace(":", " : ").replace(" ", "  ")) == parse(text)


@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused(text):
    try:
        number = parse(text)
    except BadIdentifier:
        return
    assert parse(str(number)) == number


@given(st.text(alphabet="TCVNQISOEĐ0123456789-:/., ()÷&sửađổi\n", max_size=60))
def test_text_that_looks_like_numbers_parses_to_what_prints_back_or_is_refused(text):
    try:
        number = parse(text)
    except BadIdentifier:
        return
    assert parse(str(number)) == number
    assert parse(str(number)).slug == number.slug


# --- data files and lists ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [text for row in all_series() for text in row.examples], ids=lambda text: text
)
def test_every_example_of_a_series_prints_back(text):
    assert str(parse(text)) == text


def test_every_series_has_an_example_of_its_own():
    for row in all_series():
        assert row.examples
        for text in row.examples:
            number = parse(text)
            words = {re.sub(r"\W", "", word).casefold() for word in row.words}
            series = re.sub(r"\W", "", number.series).casefold()
            assert number.family is row.family
            assert any(word in series for word in words)


@pytest.mark.parametrize("act", act_types(), ids=lambda act: act.sign)
def test_every_type_of_act_has_an_example_of_its_own(act):
    number = parse(act.example)
    assert str(number) == act.example
    assert number.series == act.sign
    assert parse(f"{act.names[0]} số {act.example}") == number


def test_the_refused_numbers_are_refused_each_with_a_reason():
    for spelling, reason in table(CORPUS / "refused.tsv"):
        assert reason
        with pytest.raises(BadIdentifier):
            parse(spelling)


def test_the_cited_standards_of_the_catalogue_parse_or_are_on_the_list_of_refusals():
    rows = table(shared("catalogue", "vn-standards-cited", "standards_cited.tsv"))[1:]
    refused = {spelling for spelling, _ in table(CORPUS / "refused.tsv")}
    misprinted_issuer = {"QCVN 04-05:2022/TT-BNNPTNT", "QCVN 7:2012/TT-BLĐTBXH"}
    parsed = 0
    for row in rows:
        if row[0] in refused:
            continue
        number = parse(row[0])
        parsed += 1
        assert number == parse(str(number))
        assert number.year == int(row[2])
        if row[0] not in misprinted_issuer:
            assert same_number(str(number)) == same_number(row[0])
    assert parsed + len(refused) >= 1300


def test_the_circulars_that_issue_regulations_parse():
    path = shared("catalogue", "qcvn", "issuing_circulars.tsv")
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert rows
    for row in rows:
        act = parse(row["legal_doc"])
        assert act.family is Family.LEGAL_ACT
        assert same_number(str(act)) == same_number(row["legal_doc"])
        for text in filter(None, re.split(r"\s*;\s*", row["qcvn_in_title"])):
            assert same_number(str(parse(text))) == same_number(text)


@pytest.mark.parametrize("publisher", ["iso", "iec"])
def test_of_the_catalogue_of_iso_and_iec_99_of_100_references_print_back(publisher):
    path = shared("catalogue", "iso-iec", f"{publisher}.tsv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        references = [line.split("\t")[0] for line in lines][1::25]
    good = 0
    for reference in references:
        try:
            good += str(parse(reference)) == reference
        except BadIdentifier:
            continue
    assert good >= 0.99 * len(references)


def test_every_number_of_the_gold_labels_prints_back():
    gold = shared("gold", "documents.jsonl").read_text("utf-8").splitlines()
    seen = 0
    for line in gold:
        document = json.loads(line)
        lists = [document.get(name) or [] for name in ("numbers", "cites", "replaces", "amends")]
        lists += [document.get("repeals") or []]
        lists += [row.get("standards") or [] for row in document.get("products") or []]
        for text in (text for each in lists for text in each):
            assert same_number(str(parse(text))) == same_number(text)
            seen += 1
    assert seen > 200
