"""A part of a text ends, rests and starts by what is said of it; the rest goes with the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from search.amended_tree import Tree
from search.answers import Negative
from search.binding import bindings, bindings_not_in_force
from search.engine import ask
from search.part_standing import part_standing, places_of
from search.shelf import Shelf, shelf
from search.status import force_of, standing
from standards.document import Clause, Document, Kind, ProductRow, Source
from standards.history import Standing
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box
from standards.relation import EffectKind, EffectRule, EffectStatement, Relation, RuleKind, Verb
from standards.validity import Force, Status

LIST = "33/2019/TT-BTTTT"
TCVN = Identifier.parse("TCVN 7455:2013")
BEFORE, AFTER = date(2022, 12, 14), date(2022, 12, 15)


def part(label: str, key: str, parent: str | None = None, text: str = "", head: str = "") -> Clause:
    return Clause(key=key, label=label, heading=head, text=text, page=1, last_page=1, parent=parent)


def goods(name: str, code: str, clause: str, *standards: Identifier) -> ProductRow:
    return ProductRow(
        name=name,
        hs=(HsCode.parse(code),),
        standards=standards,
        page=2,
        clause=clause,
        boxes=(Box(2, 60.0, 200.0, 540.0, 240.0),),
        text=f"{name} | {code} | {' '.join(map(str, standards))}",
        ordinal="1",
    )


def text(
    name: str,
    *relations: Relation,
    start: date = date(2020, 2, 1),
    kind: Kind = Kind.CIRCULAR,
    clauses: tuple[Clause, ...] = (),
    rows: tuple[ProductRow, ...] = (),
    effects: tuple[EffectStatement, ...] = (),
) -> Document:
    own = Identifier.parse(name)
    held = f"{own.slug}.pdf"
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        title=f"Quy định theo {name}",
        issuer=None,
        source=Source(
            file=held,
            sha256=hashlib.sha256(held.encode()).hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=start,
        relations=relations,
        effects=effects,
        clauses=clauses,
        products=rows,
    )


def the_list(*effects: EffectStatement) -> Document:
    """A circular whose list has two parts; the second makes a standard bind."""
    return text(
        LIST,
        clauses=(
            part("Điều 3", "dieu-3", head="Nguyên tắc quản lý"),
            part("1", "dieu-3.1", "dieu-3", "Hàng hóa thuộc Mục I phải chứng nhận hợp quy."),
            part("2", "dieu-3.2", "dieu-3", "a) Công bố hợp quy;\nb) Ghi nhãn."),
            part("Mục I", "muc-i", text="Chứng nhận"),
            part("Mục II", "muc-ii", text="Công bố"),
            part("2.1", "muc-ii.2.1", "muc-ii", "Thiết bị đầu cuối"),
        ),
        rows=(
            goods("Pin lithi cho máy tính xách tay", "8507.60.31", "muc-i"),
            goods("Đầu thu tín hiệu vệ tinh", "8528.71.91", "muc-ii", TCVN),
        ),
        effects=effects,
    )


def does(verb: Verb, *parts: str, until: date | None = None) -> Document:
    """A circular in force from 15/12/2022 that does something to parts of the list."""
    relation = Relation(
        verb=verb,
        target=Identifier.parse(LIST),
        clause=None,
        page=1,
        words=f"{verb.value} {', '.join(parts)}",
        parts=parts,
        until=until,
    )
    return text("14/2022/TT-BTTTT", relation, start=AFTER)


@pytest.fixture
def put(library_of: Callable[..., object]) -> Callable[..., object]:
    def make(*documents: Document) -> object:
        return library_of(list(documents))

    return make


def on(books: Shelf, clause: str | None, day: date) -> Standing:
    return part_standing(books, books.document(Identifier.parse(LIST).slug), clause, day)


def test_a_repealed_part_ends_on_the_day_with_all_below_it_and_the_reason_names_it(put) -> None:
    books = shelf(put(the_list(), does(Verb.PARTLY_REPEALS, "khoản 2 Điều 3", "Mục II")))
    for key in ("dieu-3.2", "muc-ii", "muc-ii.2.1"):
        assert on(books, key, BEFORE).status is Status.IN_FORCE
        assert on(books, key, AFTER).status is Status.ENDED
    for key in (None, "dieu-3", "dieu-3.1", "muc-i"):
        assert on(books, key, AFTER).status is Status.PARTLY_ENDED
    ended = on(books, "muc-ii.2.1", AFTER)
    assert ended.reason.vi == (
        "Mục II hết hiệu lực từ 15/12/2022, do Thông tư số 14/2022/TT-BTTTT bãi bỏ (trang 1)."
    )
    assert ended.reason.en == (
        "Mục II ended on 2022-12-15, repealed by Circular No. 14/2022/TT-BTTTT (page 1)."
    )
    assert (ended.end, ended.ended_by) == (AFTER, "14/2022/TT-BTTTT")


def test_a_part_is_suspended_until_its_time_is_over(put) -> None:
    until = date(2023, 7, 1)
    books = shelf(put(the_list(), does(Verb.SUSPENDS, "Mục II", until=until)))
    rests = on(books, "muc-ii", AFTER)
    assert rests.status is Status.SUSPENDED
    assert rests.reason.vi.startswith(
        "Mục II ngưng hiệu lực từ 15/12/2022 cho đến trước 01/07/2023"
    )
    assert on(books, "muc-i", AFTER).status is Status.PARTLY_ENDED
    assert on(books, "muc-ii", until).status is Status.IN_FORCE


@pytest.mark.parametrize(
    ("starts", "before", "after"),
    [
        (date(2021, 1, 1), Status.NOT_YET, Status.IN_FORCE),
        (date(2019, 6, 1), Status.IN_FORCE, Status.IN_FORCE),
    ],
)
def test_a_part_with_a_day_of_its_own_starts_on_it(put, starts, before, after) -> None:
    effect = EffectStatement(
        kind=EffectKind.PART_STARTS,
        day=starts,
        rule=EffectRule(RuleKind.STATED),
        words="Mục II có hiệu lực từ",
        clause="dieu-3",
        page=1,
        parts=("Mục II",),
    )
    books = shelf(put(the_list(effect)))
    day = min(date(2020, 6, 1), starts) if before is Status.NOT_YET else starts
    assert on(books, "muc-ii", day).status is before
    assert on(books, "muc-ii", date(2021, 1, 1)).status is after
    if before is Status.IN_FORCE:
        assert on(books, "muc-i", day).status is Status.NOT_YET
    else:
        assert on(books, "muc-i", day).status is Status.IN_FORCE


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("Mục II của Danh mục", ("muc-ii",)),
        ("Mục II Danh mục ban hành kèm theo Thông tư số 33/2019/TT-BTTTT", ("muc-ii",)),
        ("các khoản 1 và 2 Điều 3", ("dieu-3.1", "dieu-3.2")),
        ("mục 2.1", ("muc-ii.2.1",)),
        ("2.1", ("muc-ii.2.1",)),
        ("điểm a khoản 2 Điều 3", ()),
        ("Điều 3 đối với hàng hóa nhập khẩu", ()),
        ("một số quy định của Điều 3", ()),
        ("cụm từ “hợp quy” tại Điều 3", ()),
        ("Mục V", ()),
        ("mục 2", ()),
        ("một phần", ()),
        ("Danh mục", ()),
    ],
)
def test_a_part_as_printed_leads_to_its_clauses_or_nowhere(printed, keys) -> None:
    assert places_of(Tree(the_list()), printed) == keys


@pytest.mark.parametrize("printed", ["điểm a khoản 2 Điều 3", "Mục V", "một phần"])
def test_a_part_that_fits_no_clause_changes_only_what_the_text_is(put, printed) -> None:
    books = shelf(put(the_list(), does(Verb.PARTLY_REPEALS, printed)))
    document = books.document(Identifier.parse(LIST).slug)
    whole = standing(books, document, AFTER)
    assert whole.status is Status.PARTLY_ENDED
    assert all(on(books, clause.key, AFTER) == whole for clause in document.clauses)


def test_the_end_of_the_whole_ends_its_parts(put) -> None:
    books = shelf(put(the_list(), does(Verb.REPEALS)))
    whole = on(books, None, AFTER)
    assert whole.status is Status.ENDED
    assert on(books, "muc-i", AFTER) == whole


def test_rows_of_a_part_that_ended_answer_no_question_on_that_day(put) -> None:
    library = put(the_list(), does(Verb.PARTLY_REPEALS, "Mục II"))
    assert LIST in [one.number for one in ask(library, "8528.71.91", as_of=BEFORE).answers]
    for question in ("8528.71.91", "đầu thu tín hiệu vệ tinh"):
        after = ask(library, question, as_of=AFTER)
        assert (after.answers, after.reason) == ((), Negative.ENDED)
        find = next(one for one in after.nearest if one.number == LIST)
        assert find.standing.status is Status.PARTLY_ENDED
        assert find.rests_on.standing.status is Status.ENDED
        assert find.rests_on.standing.reason.vi.startswith("Mục II hết hiệu lực từ 15/12/2022")
    kept = ask(library, "8507.60.31", as_of=AFTER).answers
    assert [one.number for one in kept] == [LIST]


def test_what_only_a_part_that_ended_cites_is_voluntary_again(put) -> None:
    books = shelf(put(the_list(), does(Verb.PARTLY_REPEALS, "Mục II")))
    assert force_of(books, TCVN, Kind.TCVN, BEFORE) is Force.MANDATORY_BY_CITATION
    assert force_of(books, TCVN, Kind.TCVN, AFTER) is Force.VOLUNTARY
    assert [one.clause for one in bindings(books, TCVN, BEFORE)] == ["muc-ii"]
    assert bindings(books, TCVN, AFTER) == ()
    (out,) = bindings_not_in_force(books, TCVN, AFTER)
    assert (out.clause, out.standing.status) == ("muc-ii", Status.ENDED)
