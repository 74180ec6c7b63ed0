"""What national standards adopt, from both sides, with who says so."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from search.adoption import adopters_of_ics, adopting, adoptions, adoptions_of
from search.shelf import shelf
from standards.catalogue import CatalogueRecord, ForeignRecord, IcsName, Provenance
from standards.document import Document, Kind, Source
from standards.history import Basis
from standards.identifier import Identifier
from standards.relation import AdoptionDegree, Relation, Verb

IDENTICAL = AdoptionDegree.IDENTICAL
MODIFIED = AdoptionDegree.MODIFIED


def number(text):
    return Identifier.parse(text)


def place(row):
    return Provenance(source="", row=row)


def tcvn(text, adopts=None, degree=None):
    """A held standard, with a foreword that says what it adopts."""
    relation = Relation(
        verb=Verb.ADOPTS,
        target=number(adopts or "ISO 1:2016"),
        clause=None,
        page=2,
        words=f"{text} hoàn toàn tương đương {adopts}",
        degree=degree,
    )
    own = number(text)
    file = f"{own.slug}.pdf"
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    return Document(
        id=own.slug,
        number=own,
        kind=Kind.TCVN,
        title="Tiêu chuẩn",
        issuer=None,
        source=Source(file=file, sha256=sha256, pages=1, first_page=1, last_page=1),
        relations=(relation,) if adopts else (),
    )


def iso(text, row, title="Safety helmets", ics=("13.340.20",), stage="60.60", replaced_by=()):
    return ForeignRecord(
        number=number(text),
        provenance=place(row),
        title_en=title,
        ics=ics,
        stage=stage,
        is_withdrawn=stage == "95.99",
        replaced_by=replaced_by,
    )


def listed(text, row=1, **facts):
    return CatalogueRecord(number=number(text), provenance=place(row), **facts)


@pytest.fixture
def shelf_of(library_of):
    """A shelf of held documents and of records, a list for each kind."""

    def make(*documents, foreign=(), records=(), classes=()):
        library = library_of(list(documents))
        kinds = (
            ("iso", ListKind.FOREIGN, foreign),
            ("office", ListKind.STANDARDS, records),
            ("ics", ListKind.ICS, classes),
        )
        for name, kind, rows in kinds:
            loaded = LoadedList(
                name=name, kind=kind, file=name, sha256="", records=0, at=datetime.now(UTC)
            )
            library.catalogue.load(loaded, rows)
        return shelf(library)

    return make


def test_an_identical_adoption_inherits_title_and_classes_each_with_its_source(shelf_of):
    held = tcvn("TCVN 6407:1998", "ISO 3873:1977", IDENTICAL)
    names = [IcsName(code="13.340.20", provenance=place(1), name_en="Head protection")]
    seen = shelf_of(held, foreign=[iso("ISO 3873:1977", 7)], classes=names)
    (adoption,) = adoptions(seen, held)
    assert adoption.degree is IDENTICAL
    assert adoption.title.title_en == "Safety helmets"
    assert (adoption.title.provenance.source, adoption.title.provenance.row) == ("iso", 7)
    assert [(c.code, c.name.name_en) for c in adoption.ics] == [("13.340.20", "Head protection")]
    assert [(g.basis, g.page) for g in adoption.grounds] == [(Basis.TEXT, 2)]


@pytest.mark.parametrize(
    ("degree", "classes"), [(MODIFIED, 1), (None, 1), (AdoptionDegree.NOT_EQUIVALENT, 0)]
)
def test_no_other_degree_inherits_the_title(shelf_of, degree, classes):
    held = tcvn("TCVN 6407:1998", "ISO 3873:1977", degree)
    seen = shelf_of(held, foreign=[iso("ISO 3873:1977", 1)])
    (adoption,) = adoptions(seen, held)
    assert (adoption.title, len(adoption.ics)) == (None, classes)


def test_sources_that_contradict_each_other_on_the_degree_are_kept_and_decide_nothing(shelf_of):
    held = tcvn("TCVN 6407:1998", "ISO 3873:1977", IDENTICAL)
    other = listed("TCVN 6407:1998", adopts=(number("ISO 3873:1977"),), degree=MODIFIED)
    seen = shelf_of(held, foreign=[iso("ISO 3873:1977", 1)], records=[other])
    (adoption,) = adoptions(seen, held)
    assert (adoption.degree, adoption.title) == (None, None)
    assert [ground.degree for ground in adoption.grounds] == [IDENTICAL, MODIFIED]


@pytest.mark.parametrize(
    ("text", "foreign", "degree"),
    [
        ("TCVN ISO 22301:2023", "ISO 22301", IDENTICAL),
        ("TCVN ISO 22301:2018", "ISO 22301", None),
        ("TCVN 1234:2024 (ISO 1035:2012)", "ISO 1035:2012", IDENTICAL),
        ("TCVN 7303-1:2009 (IEC 60601-1:2005)", "IEC 60601-1:2005", None),
    ],
)
def test_a_number_itself_names_what_is_adopted(shelf_of, text, foreign, degree):
    held = tcvn(text)
    (adoption,) = adoptions(shelf_of(held), held)
    assert (adoption.foreign, adoption.degree) == (number(foreign), degree)
    assert adoption.grounds[0].basis is Basis.NUMBERING


def test_a_number_without_the_years_edition_joins_the_edition_that_the_words_name(shelf_of):
    held = tcvn("TCVN ISO 22301:2018", "ISO 22301:2012", IDENTICAL)
    (adoption,) = adoptions(shelf_of(held), held)
    assert adoption.foreign == number("ISO 22301:2012")
    assert [ground.basis for ground in adoption.grounds] == [Basis.TEXT, Basis.NUMBERING]


def test_editions_with_different_titles_leave_the_title_of_an_undated_name_open(shelf_of):
    held = tcvn("TCVN ISO 22301:2023")
    rows = [iso("ISO 22301:2012", 1, "Societal security"), iso("ISO 22301:2019", 2, "Security")]
    (adoption,) = adoptions(shelf_of(held, foreign=rows), held)
    assert adoption.title is None
    assert len(adoption.records) == 2
    assert [ics.code for ics in adoption.ics] == ["13.340.20"]


def test_a_withdrawn_text_leads_to_the_one_in_its_place(shelf_of):
    held = tcvn("TCVN ISO 22301:2018", "ISO 22301:2012", IDENTICAL)
    rows = [
        iso("ISO 22301:2012", 1, stage="95.99", replaced_by=("ISO 22301:2019",)),
        iso("ISO 22301:2019", 2),
        iso("ISO 22301:2019/Amd 1:2024", 3),
        iso("ISO 22301:2027", 4, stage="40.20"),
    ]
    (adoption,) = adoptions(shelf_of(held, foreign=rows), held)
    assert adoption.is_withdrawn
    assert adoption.newer == (number("ISO 22301:2019"),)


def test_a_bundle_of_texts_is_no_newer_edition(shelf_of):
    held = tcvn("TCVN 7303-1:2009", "IEC 60601-1:2005", IDENTICAL)
    rows = [
        iso("IEC 60601-1:2005", 1),
        iso("IEC 60601-1:2005+AMD1:2012 CSV", 2),
        iso("IEC 60601-1:2026 SER", 3, stage="PUBLISHED"),
    ]
    (adoption,) = adoptions(shelf_of(held, foreign=rows), held)
    assert (adoption.newer, adoption.is_withdrawn, len(adoption.records)) == ((), False, 1)


def test_nothing_is_said_of_withdrawal_where_no_list_has_the_text(shelf_of):
    held = tcvn("TCVN 6407:1998", "ISO 3873:1977", IDENTICAL)
    (adoption,) = adoptions(shelf_of(held), held)
    assert (adoption.is_withdrawn, adoption.newer, adoption.ics) == (None, (), ())


def test_a_foreign_number_leads_to_held_and_listed_standards_that_adopt_it(shelf_of):
    held = tcvn("TCVN ISO 22301:2018", "ISO 22301:2012", IDENTICAL)
    record = listed("TCVN 9999:2020", adopts=(number("ISO 22301:2012"),), degree=MODIFIED)
    taken_over = listed("TCVN ISO 22301:2023", 2)
    seen = shelf_of(held, records=[record, taken_over])
    found = adopting(seen, number("ISO 22301:2012"))
    assert [(str(a.number), a.degree, bool(a.documents), len(a.records)) for a in found] == [
        ("TCVN 9999:2020", MODIFIED, False, 1),
        ("TCVN ISO 22301:2018", IDENTICAL, True, 0),
        ("TCVN ISO 22301:2023", IDENTICAL, False, 1),
    ]
    assert [str(a.number) for a in adopting(seen, number("ISO 22301:2019"))] == [
        "TCVN ISO 22301:2023"
    ]
    assert len(adopting(seen, number("ISO 22301"))) == 3
    assert adopting(seen, number("ISO 22302:2014")) == ()


def test_a_standard_that_only_replaces_one_with_a_foreign_number_does_not_adopt_it(shelf_of):
    record = listed("TCVN 9999:2020", replaces=(number("ISO 22301:2012"),))
    assert adopting(shelf_of(records=[record]), number("ISO 22301:2012")) == ()


def test_a_listed_number_adopts_without_a_held_text(shelf_of):
    record = listed("TCVN 6407:1998", adopts=(number("ISO 3873:1977"),), degree=IDENTICAL)
    seen = shelf_of(foreign=[iso("ISO 3873:1977", 1)], records=[record])
    (adoption,) = adoptions_of(seen, number("TCVN 6407:1998"))
    assert adoption.title.title_en == "Safety helmets"
    assert adoption.grounds[0].provenance == replace(place(1), source="office")


def test_a_class_leads_to_the_standards_that_inherit_it(shelf_of):
    held = tcvn("TCVN 6407:1998", "ISO 3873:1977", IDENTICAL)
    record = listed("TCVN 7000:2002", adopts=(number("ISO 9999:1999"),))
    rows = [iso("ISO 3873:1977", 1), iso("ISO 9999:1999", 2)]
    seen = shelf_of(held, foreign=rows, records=[record])
    found = adopters_of_ics(seen, "13.340.20")
    assert [str(one.number) for one in found] == ["TCVN 6407:1998", "TCVN 7000:2002"]
    assert adopters_of_ics(seen, "03.100") == ()
