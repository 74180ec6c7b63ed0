"""Numbers read from pictures: repaired only against known ones, otherwise kept and doubted."""

import random

import pytest

from ingest.citing import read_mentions
from ingest.confusions import confusions
from ingest.known_numbers import KnownNumbers
from ingest.parts import DocumentPart
from ingest.repair import NumbersRead, repair_numbers
from standards.document import Clause, Kind, Repair, RepairBasis
from standards.identifier import Identifier
from standards.place import Box, Line


def known(*numbers: str) -> KnownNumbers:
    """Numbers that the catalogue knows."""
    return KnownNumbers(catalogue=frozenset(map(Identifier.parse, numbers)))


def targets(read: NumbersRead) -> list[str]:
    return [str(one.identifier) for one in read.found]


@pytest.mark.parametrize(("damaged", "meant"), confusions().examples)
def test_each_confusion_of_the_table_is_repaired(damaged: str, meant: str) -> None:
    read = repair_numbers(f"theo {damaged}, và", known(meant, "TCVN 9999:1999"), 3)
    (made,) = read.repairs
    assert made == Repair(
        read=damaged, target=Identifier.parse(meant), basis=RepairBasis.CATALOGUE, page=3
    )
    assert targets(read) == [str(Identifier.parse(meant))]


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("TCVN 22572012", "TCVN 2257:2012"),
        ("TCVN 7548 :2O05", "TCVN 7548:2005"),
        ("TCVN 7 303-1:2009", "TCVN 7303-1:2009"),
        ("TONN 7756-\n1:2007", "TCVN 7756-1:2007"),
        ("CVN 11:2012/BLĐTBXH", "QCVN 11:2012/BLĐTBXH"),
        ("QCVN:01/2008/BLĐT\nBXH", "QCVN 01:2008/BLĐTBXH"),
        ("TCYN ISO 9001:2015", "TCVN ISO 9001:2015"),
        ("132/ 201 0/TT-BKHCN", "132/2010/TT-BKHCN"),
        ("I32/2008/NĐ-GP", "132/2008/NĐ-CP"),
        ("68/2006/QH1l", "68/2006/QH11"),
        ("03/2010/TT.BLĐTBKH", "03/2010/TT-BLĐTBXH"),
    ],
)
def test_a_damaged_number_becomes_the_known_one(damaged: str, meant: str) -> None:
    read = repair_numbers(f"Xem {damaged}.", known(meant), 1)
    assert targets(read) == [str(Identifier.parse(meant))]
    assert len(read.repairs) == 1


def test_the_words_and_their_place_stay_as_read() -> None:
    text = "theo TUVN 2257:2012 và"
    (found,) = repair_numbers(text, known("TCVN 2257:2012"), 1).found
    assert (found.text, text[found.start : found.end]) == ("TUVN 2257:2012", "TUVN 2257:2012")


@pytest.mark.parametrize(
    ("read", "neighbour"),
    [
        ("TCVN 6153:1996", "TCVN 6158:1996"),
        ("TCVN 6153:1996", "TCVN 6153:1986"),
        ("ISO 1119:2002", "ISO 11119:2002"),
        ("QCVN 01:2008/BXD", "QCVN 01:2008/BYT"),
        ("TCVN 16:2023", "QCVN 16:2023/BXD"),
        ("16/2008/QĐ-CP", "16/2008/NĐ-CP"),
        ("TCXD 198:1997", "TCXDVN 198:1997"),
    ],
)
def test_what_is_valid_as_read_is_never_changed(read: str, neighbour: str) -> None:
    found = repair_numbers(read, known(neighbour), 1)
    assert targets(found) == [str(Identifier.parse(read))]
    assert not found.repairs
    assert "chưa đối chiếu được" in found.doubts[0].what


def test_nothing_is_repaired_to_a_number_that_nobody_knows() -> None:
    read = repair_numbers("theo TUVN 2257:2012", known("TCVN 2258:2012"), 1)
    assert (read.found, read.repairs) == ((), ())


def test_two_known_numbers_as_near_leave_the_words_as_they_are() -> None:
    types = known("132/2008/NĐ-CP", "132/2008/NQ-CP")
    assert not repair_numbers("132/2008/NO-CP", types, 1).repairs
    parts = known("TCVN 7303-1:2009", "TCVN 73031:2009")
    assert not repair_numbers("TCVN 7303 12009", parts, 1).repairs


@pytest.mark.parametrize(
    "scrap",
    ["TCVN 2", "0/TT-BLĐTBXH", "số2/2010/TT-BLĐTBXH", "số /2009/TT-BKHCN", "3/2010/TT-BLĐKBXH"],
)
def test_a_scrap_of_a_number_is_doubted_and_not_cited(scrap: str) -> None:
    read = repair_numbers(scrap, known(), 4)
    assert read.found == ()
    assert all(doubt.page == 4 and "không khôi phục được" in doubt.what for doubt in read.doubts)


def test_a_letter_among_figures_before_a_slash_is_read() -> None:
    assert targets(repair_numbers("TCVN 346P/2019", known(), 1)) == ["TCVN 346P"]


def test_signs_of_departments_are_no_scraps() -> None:
    assert targets(repair_numbers("492/QĐ-TT-QLCL", known(), 1)) == ["492/QĐ-TT-QLCL"]


def test_an_undated_number_of_a_known_work_is_not_doubted() -> None:
    assert not repair_numbers("TCVN 6153", known("TCVN 6153:1996"), 1).doubts


def test_two_readings_that_agree_make_a_number_known_and_one_vouches_for_its_figures() -> None:
    one = Identifier.parse("TCVN 6260:2020")
    twice = KnownNumbers.of([], [one, one], frozenset())
    once = KnownNumbers.of([], [one], frozenset())
    assert repair_numbers("TCVN 626O:2020", twice, 1).repairs[0].basis is RepairBasis.DOCUMENT
    assert not repair_numbers("TCVN 626O:2020", once, 1).repairs
    assert repair_numbers("TOVN 6260:2020", once, 1).repairs
    assert repair_numbers("TCVN 6260:2020", once, 1).doubts


def test_a_damaged_number_does_not_vouch_for_itself() -> None:
    right, wrong = Identifier.parse("16/2009/TT-BKHCN"), Identifier.parse("16/2009/TT-BKIICN")
    stated = KnownNumbers.of([], [right, right, wrong, wrong], frozenset())
    assert targets(repair_numbers(str(wrong), stated, 1)) == ["16/2009/TT-BKHCN"]


def clause(text: str, *pages: int) -> Clause:
    """A clause with one printed line a page."""
    lines: list[Line] = []
    start = 0
    for page, line in zip(pages, text.split("\n"), strict=True):
        lines.append(Line(start, start + len(line), Box(page, 60, 100, 500, 118)))
        start += len(line) + 1
    return Clause(
        key="1",
        label="1",
        heading="",
        text=text,
        page=pages[0],
        last_page=pages[-1],
        parent=None,
        lines=tuple(lines),
    )


def part(one: Clause) -> DocumentPart:
    return DocumentPart(
        number=None,
        kind=Kind.OTHER,
        title=None,
        title_en=None,
        issuer=None,
        issued=None,
        effective_from=None,
        effective_words=None,
        issued_with=None,
        relations=(),
        preamble=clause("", 1),
        clauses=(one,),
        first_page=1,
        last_page=2,
        doubts=(),
    )


def test_only_pages_read_from_pictures_are_repaired() -> None:
    text = "theo TCVN 6260:2020\ntheo TCYN 6260:2020"
    number = Identifier.parse("TCVN 6260:2020")
    mixed = KnownNumbers.of([number], [], frozenset(), frozenset({2}))
    read = read_mentions(part(clause(text, 1, 2)), [], mixed)
    assert [(str(c.target), c.text, c.page) for c in read.citations] == [
        ("TCVN 6260:2020", "TCVN 6260:2020", 1),
        ("TCVN 6260:2020", "TCYN 6260:2020", 2),
    ]
    assert [(made.read, made.page) for made in read.repairs] == [("TCYN 6260:2020", 2)]


def test_confused_letters_never_make_another_number_among_twenty_thousand() -> None:
    """Numbers so crowded that every one has neighbours in every figure."""
    chance = random.Random(7)
    numbers = [f"TCVN {1000 + at}:{2000 + at % 25}" for at in range(14_000)]
    numbers += [f"TCVN {5000 + at}-{1 + at % 3}:{2000 + at % 25}" for at in range(6_000)]
    catalogue = known(*numbers)
    seen_as: dict[str, str] = {}
    for char, figures in confusions().figures.items():
        seen_as.setdefault(figures[0], char)
    repaired = 0
    for meant in chance.sample(numbers, 200):
        damaged = list(meant)
        for at in chance.sample(range(len(meant)), 2):
            other = meant[at] if meant[at].isdigit() else chance.choice("TCVNQGYU:-/ ")
            damaged[at] = seen_as.get(meant[at], other)
        for made in repair_numbers("".join(damaged), catalogue, 1).repairs:
            repaired += 1
            assert str(made.target) == meant, "".join(damaged)
    assert repaired > 60
