"""What holds for the lives of any texts, whatever they do to each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.catalogue_memory import MemoryCatalogue
from index.embedder_hashing import HashingEmbedder
from index.keyword_memory import MemoryKeywordIndex
from index.passages import passages_of
from index.store_memory import MemoryStore
from index.vector_exact import ExactVectorIndex
from search.binding import bindings, bindings_not_in_force
from search.editions import resolve
from search.engine import ask
from search.history import history_of
from search.shelf import Shelf, shelf
from search.status import force_of, standing, standing_of
from standards.document import Citation, Clause, Document, Kind, Source
from standards.history import Standing
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Verb,
)
from standards.validity import Force, Status

BINDS = (Status.IN_FORCE, Status.PARTLY_ENDED)
KINDS = {"QCVN": Kind.QCVN, "TCVN": Kind.TCVN, "Sửa đổi": Kind.QCVN}
NUMBERS = tuple(
    map(
        Identifier.parse,
        (
            "1/2015/TT-BXD",
            "2/2018/TT-BXD",
            "3/2020/TT-BXD",
            "4/2020/NQ-CP",
            "QCVN 88:2015/BXD",
            "QCVN 88:2020/BXD",
            "Sửa đổi 1:2018 QCVN 88:2015/BXD",
            "TCVN 7455:2013",
        ),
    )
)
UNDATED = Identifier.parse("QCVN 88/BXD")
TCVN = NUMBERS[-1]
FIRST = date(2015, 1, 1)

days = st.integers(0, 40).map(lambda months: FIRST + timedelta(days=61 * months))
perhaps = st.none() | days
verbs = st.sampled_from([verb for verb in Verb if verb is not Verb.ADOPTS])


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    verb = draw(verbs)
    return Relation(
        verb=verb,
        target=draw(st.sampled_from((*NUMBERS, UNDATED))),
        clause=None,
        page=1,
        words=verb.value,
        day=draw(st.none() | days),
        until=draw(perhaps) if verb is Verb.SUSPENDS else None,
        parts=draw(st.sampled_from(((), (), ("khoản 1 Điều 2",)))),
    )


@st.composite
def effects(draw: st.DrawFn) -> EffectStatement:
    kind = draw(st.sampled_from((*(EffectKind.STARTS,) * 4, *EffectKind)))
    return EffectStatement(
        kind=kind,
        day=draw(perhaps),
        rule=EffectRule(RuleKind.STATED),
        words="có hiệu lực",
        clause=None,
        page=1,
    )


@st.composite
def documents(draw: st.DrawFn, place: int) -> Document:
    number = draw(st.sampled_from(NUMBERS))
    cites = number is not TCVN and draw(st.booleans())
    words = f"Kính lan can theo Điều 5 của {TCVN}."
    start = words.index(str(TCVN))
    return document(
        f"d{place}",
        number,
        issued=draw(perhaps),
        issued_with=draw(st.none() | st.sampled_from(NUMBERS[:4])),
        effects=tuple(draw(st.lists(effects(), max_size=2))),
        relations=tuple(draw(st.lists(relations(), max_size=3))),
        clauses=(clause(words),) if cites else (),
        citations=(cited(start, start + len(str(TCVN))),) if cites else (),
    )


def document(name: str, number: Identifier, **more) -> Document:
    return Document(
        id=name,
        number=number,
        kind=KINDS.get(number.series, Kind.CIRCULAR),
        title=str(number),
        issuer=None,
        source=Source(file=FILE, sha256=HASH, pages=1, first_page=1, last_page=1),
        **more,
    )


def clause(words: str) -> Clause:
    return Clause(key="2.1", label="2.1", heading="", text=words, page=1, last_page=1, parent=None)


def cited(start: int, end: int) -> Citation:
    return Citation(target=TCVN, text=str(TCVN), clause="2.1", page=1, start=start, end=end)


libraries = st.integers(1, 7).flatmap(
    lambda count: st.tuples(*(documents(place) for place in range(count)))
)


FILE = "van-ban.pdf"
HASH = hashlib.sha256(FILE.encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Held:
    """What a question needs of a library; without passages it costs a millisecond."""

    store: MemoryStore
    catalogue: MemoryCatalogue
    keywords: MemoryKeywordIndex
    vectors: ExactVectorIndex
    embedder: HashingEmbedder


def library_of(held: Iterable[Document], *, found_by_words: bool = False) -> Held:
    library = Held(
        MemoryStore(),
        MemoryCatalogue(),
        MemoryKeywordIndex(),
        ExactVectorIndex(16),
        HashingEmbedder(16),
    )
    documents = list(held)
    pieces = library.embedder.pieces
    passages = [p for one in documents for p in passages_of(one, pieces)] if found_by_words else []
    with library.store.batch() as batch:
        batch.put(
            original=FILE.encode(),
            documents=documents,
            pages=[],
            passages=passages,
            file=FILE,
            sha256=HASH,
            reader="1",
        )
    if passages:
        library.keywords.update(add=passages, remove=[])
        texts = [passage.text for passage in passages]
        vectors = library.embedder.passages(texts)
        library.vectors.update(add=[p.id for p in passages], vectors=vectors, remove=[])
    return library


def books_of(held: Iterable[Document]) -> Shelf:
    return shelf(library_of(held))


def turning_days(books: Shelf, number: Identifier) -> list[date]:
    """The days on which something may change, each with the day before it, in order."""
    events = history_of(books, number).events
    named = {d for e in events for d in (e.day, e.until, e.earliest, e.latest) if d is not None}
    return sorted({FIRST, *named, *(day - timedelta(days=1) for day in named)})


def inside(found: Standing, day: date) -> bool:
    return (found.start is None or found.start <= day) and (found.end is None or day < found.end)


quick = settings(max_examples=40)


@quick
@given(libraries)
def test_a_text_is_in_force_only_between_its_start_and_its_end(held):
    books = books_of(held)
    for number in NUMBERS:
        for day in turning_days(books, number):
            found = standing_of(books, number, day)
            if found.status is Status.IN_FORCE:
                assert inside(found, day), (number, day, found)
            if found.status is Status.ENDED and found.end is not None:
                assert day >= found.end


@quick
@given(libraries)
def test_every_status_has_a_reason_in_both_languages_and_grounds_that_are_held(held):
    books = books_of(held)
    names = {one.id for one in held}
    for number in NUMBERS:
        for day in turning_days(books, number):
            found = standing_of(books, number, day)
            assert found.reason.vi.endswith(".")
            assert found.reason.en.endswith(".")
            assert {event.witness.document for event in found.grounds} <= names


@quick
@given(libraries, st.permutations(NUMBERS))
def test_the_order_of_files_and_of_questions_changes_nothing(held, order):
    one, two = books_of(held), books_of(reversed(held))
    first = {number: history_of(one, number) for number in NUMBERS}
    second = {number: history_of(two, number) for number in order}
    for number in NUMBERS:
        for day in turning_days(one, number):
            assert first[number].on(day) == second[number].on(day)


@quick
@given(libraries)
def test_a_text_that_has_nothing_to_do_with_them_changes_nothing(held):
    other = document(
        "other",
        Identifier.parse("9/2019/TT-BYT"),
        effective_from=date(2019, 1, 1),
        relations=(
            Relation(
                verb=Verb.REPLACES,
                target=Identifier.parse("8/2016/TT-BYT"),
                clause=None,
                page=1,
                words="",
            ),
        ),
    )
    before, after = books_of(held), books_of((*held, other))
    for number in NUMBERS:
        assert history_of(before, number) == history_of(after, number)


@quick
@given(libraries)
def test_nothing_is_made_mandatory_by_a_text_that_is_not_in_force_that_day(held):
    books = books_of(held)
    named = {event for number in NUMBERS for event in turning_days(books, number)}
    for day in sorted(named):
        for one in bindings(books, TCVN, day):
            here = books.document(one.document)
            assert one.standing == standing(books, here, day)
            assert one.standing.status in BINDS
        for one in bindings_not_in_force(books, TCVN, day):
            assert one.standing.status not in BINDS
        mandatory = force_of(books, TCVN, Kind.TCVN, day) is Force.MANDATORY_BY_CITATION
        assert mandatory == bool(bindings(books, TCVN, day))


@quick
@given(libraries)
def test_an_undated_number_means_an_edition_in_force_or_none(held):
    books = books_of(held)
    for day in turning_days(books, NUMBERS[4]):
        found = resolve(books, UNDATED, day)
        if found.edition is not None:
            assert found.edition.standing.status in BINDS
        else:
            assert standing_of(books, UNDATED, day).status is Status.UNVERIFIED


@settings(max_examples=12)
@given(libraries, days)
def test_no_answer_rests_on_a_text_not_in_force_that_day_unless_it_says_so(held, day):
    library = library_of(held, found_by_words=True)
    books = shelf(library)
    for question in ("kính lan can", "QCVN 88:2015/BXD", "QCVN 88/BXD", "TCVN 7455:2013"):
        for one in ask(library, question, as_of=day, limit=20).answers:
            evidence = books.document(one.slug)
            told = standing(books, evidence, day)
            assert one.rests_on.standing == told
            assert one.status is one.standing.status
            if one.number == str(evidence.number):
                assert one.standing == told
            if one.status in BINDS:
                assert one.standing.reason.vi
            if one.force is Force.MANDATORY_BY_CITATION:
                assert all(by.standing.status in BINDS for by in one.mandatory_by)


@pytest.mark.parametrize("count", [12])
def test_texts_that_all_replace_each_other_get_an_answer_soon(count):
    names = [Identifier.parse(f"{place}/2020/TT-BXD") for place in range(1, count + 1)]
    held = [
        document(
            f"d{place}",
            name,
            effective_from=FIRST + timedelta(days=place),
            relations=tuple(
                Relation(verb=Verb.REPLACES, target=other, clause=None, page=1, words="")
                for other in names
                if other != name
            ),
        )
        for place, name in enumerate(names)
    ]
    assert history_of(books_of(held), names[0]).events
