from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from search.editions import resolve, work_of
from search.shelf import Shelf, shelf
from standards.document import Document, Kind, Source
from standards.identifier import Identifier
from standards.relation import Relation, Verb
from standards.validity import Status

Books = Callable[..., Shelf]


def number(text: str) -> Identifier:
    return Identifier.parse(text)


def edition(
    name: str, start: date | None, *, replaces: str = "", amends: str = "", file: str = ""
) -> Document:
    own = number(name)
    held = f"{own.slug}{file}.pdf"
    done = ((Verb.REPLACES, replaces), (Verb.AMENDS, amends))
    return Document(
        id=f"{own.slug}{file}",
        number=own,
        kind=Kind.QCVN,
        title=name,
        issuer=None,
        source=Source(
            file=held,
            sha256=hashlib.sha256(held.encode()).hexdigest(),
            pages=1,
            first_page=1,
            last_page=1,
        ),
        effective_from=start,
        relations=tuple(
            Relation(verb=verb, target=number(target), clause=None, page=1, words=target)
            for verb, target in done
            if target
        ),
    )


@pytest.fixture
def books(library_of) -> Books:
    return lambda *documents: shelf(library_of(list(documents)))


OLD = edition("QCVN 16:2019/BXD", date(2020, 7, 1))
NEW = edition("QCVN 16:2023/BXD", date(2024, 1, 1), replaces="QCVN 16:2019/BXD")
WORK = number("QCVN 16/BXD")


def test_an_undated_number_means_the_edition_in_force_on_the_day(books):
    held = books(OLD, NEW)
    for day, meant in ((date(2023, 12, 31), OLD), (date(2024, 1, 1), NEW)):
        found = resolve(held, WORK, day)
        assert found.edition is not None
        assert found.edition.number == meant.number
        assert str(meant.number) in found.reason.vi
        assert f"{day:%d/%m/%Y}" in found.reason.vi


def test_a_dated_number_stays_what_it_is(books):
    found = resolve(books(OLD, NEW), number("QCVN 16:2019/BXD"), date(2026, 1, 1))
    assert found.edition is not None
    assert (found.edition.number, found.edition.standing.status) == (OLD.number, Status.ENDED)


def test_with_no_edition_in_force_there_is_none_and_the_choices_are_all(books):
    found = resolve(books(OLD, NEW), WORK, date(2019, 1, 1))
    assert found.edition is None
    assert [one.number for one in found.choices] == [NEW.number, OLD.number]
    assert "16/BXD" in found.reason.vi


def test_with_two_editions_in_force_the_reader_chooses(books):
    overlapping = edition("QCVN 16:2023/BXD", date(2024, 1, 1))
    later = Relation(
        verb=Verb.REPLACES,
        target=number("QCVN 16:2019/BXD"),
        clause=None,
        page=1,
        words="",
        day=date(2025, 1, 1),
    )
    held = books(OLD, replace(overlapping, relations=(later,)))
    found = resolve(held, WORK, date(2024, 6, 1))
    assert (found.edition, len(found.choices)) == (None, 2)


def test_a_number_that_nothing_knows_has_no_editions(books):
    found = resolve(books(OLD), number("QCVN 99/BXD"), date(2024, 1, 1))
    assert (found.edition, found.choices) == (None, ())


def test_a_work_has_its_editions_newest_first_with_their_files_and_amendments(books):
    copy = edition("QCVN 16:2023/BXD", date(2024, 1, 1), file="-scan")
    amendment = edition(
        "Sửa đổi 1:2025 QCVN 16:2023/BXD", date(2025, 7, 1), amends="QCVN 16:2023/BXD"
    )
    work = work_of(books(OLD, NEW, copy, amendment), number("QCVN 16:2019/BXD"), date(2025, 7, 1))
    assert (work.key, work.name) == ("qcvn 16/bxd", "QCVN 16/BXD")
    newest, oldest = work.editions
    assert (newest.number, newest.slugs) == (NEW.number, (NEW.id, copy.id))
    assert newest.amended_by == (amendment.number,)
    assert (oldest.number, oldest.amended_by) == (OLD.number, ())


def test_an_edition_that_is_only_named_has_no_files(books):
    work = work_of(books(NEW), WORK, date(2024, 1, 1))
    assert [(str(one.number), one.slugs) for one in work.editions][1] == ("QCVN 16:2019/BXD", ())


# --- issuers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["QCVN 41", "QCVN 41:2016"])
def test_a_number_without_its_issuer_is_a_choice_where_several_have_it(books, asked):
    held = books(
        edition("QCVN 41:2016/BGTVT", date(2016, 11, 1)),
        edition("QCVN 41:2016/BTTTT", date(2017, 1, 1)),
    )
    found = resolve(held, number(asked), date(2018, 1, 1))
    assert found.edition is None
    assert {str(one.number) for one in found.choices} == {
        "QCVN 41:2016/BGTVT",
        "QCVN 41:2016/BTTTT",
    }
    assert "BGTVT" in found.reason.vi


def test_a_number_without_its_issuer_means_the_only_one_that_has_it(books):
    found = resolve(books(OLD, NEW), number("QCVN 16"), date(2024, 1, 1))
    assert found.edition is not None
    assert found.edition.number == NEW.number


def test_a_work_goes_on_under_the_successor_where_a_text_says_so(books):
    old = edition("QCVN 26:2010/BTNMT", date(2011, 2, 15))
    new = edition("QCVN 26:2025/BNNMT", date(2026, 2, 1), replaces="QCVN 26:2010/BTNMT")
    held = books(old, new)
    for asked in ("QCVN 26/BTNMT", "QCVN 26/BNNMT"):
        found = resolve(held, number(asked), date(2026, 2, 1))
        assert found.edition is not None
        assert found.edition.number == new.number
    before = resolve(held, number("QCVN 26/BNNMT"), date(2026, 1, 31))
    assert before.edition is not None
    assert before.edition.number == old.number


def test_without_such_words_a_successors_number_is_another_work(books):
    old = edition("QCVN 26:2010/BTNMT", date(2011, 2, 15))
    new = edition("QCVN 26:2025/BNNMT", date(2026, 2, 1))
    found = work_of(books(old, new), number("QCVN 26/BTNMT"), date(2026, 2, 1))
    assert [one.number for one in found.editions] == [old.number]
    assert found.editions[0].standing.status is Status.IN_FORCE
