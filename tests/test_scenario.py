"""One regulation through its whole life, asked on eleven days.

Issued by a circular, in effect 45 days later, amended, replaced by a new edition with a transition,
and at last repealed with its circular. The six files are PDFs, set from ``tests/scenario`` and read
like any other; no sentence of them is official.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from index.embedder_hashing import HashingEmbedder
from index.library import Library
from ingest.reading import read_bytes
from samples.build import write
from samples.markup import read_content
from search.answers import Answer
from search.binding import bindings
from search.engine import ask
from search.shelf import Shelf, shelf
from search.status import standing_of
from standards.history import EventKind, Standing
from standards.identifier import Identifier
from standards.validity import Status

CONTENTS = Path(__file__).parent / "scenario"
OLD, NEW = Identifier.parse("QCVN 88:2015/BXD"), Identifier.parse("QCVN 88:2022/BXD")
AMENDMENT = "Sửa đổi 1:2018 QCVN 88:2015/BXD"
UNDATED = Identifier.parse("QCVN 88/BXD")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The six files, read."""
    folder = tmp_path_factory.mktemp("scenario")
    library = Library.in_memory(HashingEmbedder(256))
    with library.batch() as batch:
        for path in sorted(CONTENTS.glob("*.txt")):
            file = write(read_content(path), folder)
            content = file.read_bytes()
            reading = read_bytes(content, file.name)
            batch.add(
                file=file.name,
                original=content,
                sha256=hashlib.sha256(content).hexdigest(),
                documents=reading.documents,
                pages=reading.pages,
                reader="1",
            )
    return library


@pytest.fixture(scope="module")
def books(library: Library) -> Shelf:
    return shelf(library)


@dataclass(frozen=True)
class Day:
    """A day, what both editions are on it, and which amendment is in force."""

    day: date
    old: Status
    new: Status
    amended: bool
    what: str


NOT, IN, ENDED = Status.NOT_YET, Status.IN_FORCE, Status.ENDED
DAYS = (
    Day(date(2015, 3, 19), NOT, NOT, False, "the day before it is issued"),
    Day(date(2015, 3, 20), NOT, NOT, False, "issued"),
    Day(date(2015, 5, 3), NOT, NOT, False, "the last day before its effect"),
    Day(date(2015, 5, 4), IN, NOT, False, "45 days after signing"),
    Day(date(2018, 6, 30), IN, NOT, False, "the last day without the amendment"),
    Day(date(2018, 7, 1), IN, NOT, True, "amended"),
    Day(date(2022, 12, 31), IN, NOT, True, "the last day of the old edition"),
    Day(date(2023, 1, 1), ENDED, IN, False, "replaced"),
    Day(date(2024, 1, 1), ENDED, IN, False, "the transition is over"),
    Day(date(2026, 2, 28), ENDED, IN, False, "the last day of the new edition"),
    Day(date(2026, 3, 1), ENDED, ENDED, False, "repealed"),
)
days = pytest.mark.parametrize("on", DAYS, ids=[day.what for day in DAYS])


def itself(library: Library, number: str, day: date) -> Answer:
    """The answer that is about the text asked for."""
    result = ask(library, number, as_of=day, limit=10)
    assert result.as_of == day
    return next(one for one in result.answers if one.number == number)


@days
def test_asking_for_the_old_edition_tells_its_status_that_day(library: Library, on: Day) -> None:
    assert itself(library, str(OLD), on.day).status is on.old


@days
def test_asking_for_the_new_edition_tells_its_status_that_day(library: Library, on: Day) -> None:
    assert itself(library, str(NEW), on.day).status is on.new


@days
def test_the_standing_agrees_and_names_the_amendment_in_force(books: Shelf, on: Day) -> None:
    old = standing_of(books, OLD, on.day)
    assert (old.status, standing_of(books, NEW, on.day).status) == (on.old, on.new)
    amended = [str(event.by) for event in old.amendments if event.kind is EventKind.AMENDED]
    assert amended == ([AMENDMENT] if on.day >= date(2018, 7, 1) and on.old is not ENDED else [])


@days
def test_a_number_without_a_year_means_the_edition_in_force(books: Shelf, on: Day) -> None:
    found = standing_of(books, UNDATED, on.day)
    binding = {on.old: OLD, on.new: NEW}.get(IN)
    if binding is None:
        assert found.status is Status.UNVERIFIED
        assert "88/BXD" in found.reason.vi
    else:
        assert found == standing_of(books, binding, on.day)


@pytest.fixture(scope="module")
def standing(books: Shelf) -> Callable[[Identifier, date], Standing]:
    return lambda number, day: standing_of(books, number, day)


def test_each_date_has_its_rule_its_act_and_its_place(standing) -> None:
    assert standing(OLD, date(2015, 5, 4)).reason.vi == (
        "Có hiệu lực từ 04/05/2015 (sau 45 ngày kể từ ngày ký), theo Thông tư số 10/2015/TT-BXD "
        "(khoản 1 Điều 2, trang 1)."
    )
    assert standing(OLD, date(2023, 1, 1)).reason.vi == (
        "Hết hiệu lực từ 01/01/2023, do QCVN 88:2022/BXD thay thế (trang 2)."
    )
    assert standing(NEW, date(2026, 3, 1)).reason.vi == (
        "Hết hiệu lực từ 01/03/2026, do Thông tư số 30/2026/TT-BXD bãi bỏ Thông tư số "
        "12/2022/TT-BXD (Điều 1, trang 1)."
    )
    issued = standing(OLD, date(2015, 3, 19))
    assert (issued.start, issued.status) == (date(2015, 5, 4), NOT)


def test_the_interval_is_known_before_it_ends(standing) -> None:
    old = standing(OLD, date(2018, 7, 1))
    assert (old.start, old.end, old.ended_by) == (date(2015, 5, 4), date(2023, 1, 1), str(NEW))
    assert {event.day for event in old.upcoming} == {date(2023, 1, 1)}


def test_the_transition_is_shown_beside_the_status_of_both(standing) -> None:
    for number in (OLD, NEW):
        shown = standing(number, date(2023, 6, 1)).transitions
        assert [(str(one.number), one.transition.until) for one in shown] == [
            ("12/2022/TT-BXD", date(2024, 1, 1))
        ]
        assert shown[0].transition.words.startswith("Kính lan can đã được công bố hợp quy")


def test_nothing_contradicts_anything(standing) -> None:
    assert standing(OLD, date(2023, 1, 1)).conflicts == ()
    assert standing(NEW, date(2023, 1, 1)).conflicts == ()


def test_the_standard_is_mandatory_while_a_regulation_cites_it(books: Shelf) -> None:
    cited = Identifier.parse("TCVN 7455:2013")
    told = {
        on.day: [(str(one.number), one.clause, one.parts) for one in bindings(books, cited, on.day)]
        for on in DAYS
    }
    assert told[date(2015, 5, 3)] == []
    assert told[date(2015, 5, 4)] == [(str(OLD), "2.1", ("mục 7.3",))]
    assert told[date(2023, 1, 1)] == [(str(NEW), "2.1", ("mục 7.3",))]
    assert told[date(2026, 3, 1)] == []
