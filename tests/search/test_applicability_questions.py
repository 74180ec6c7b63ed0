"""Asking back: what questions may do to the items, whatever the items are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from search.applicability_model import (
    Basis,
    DutyKind,
    ExclusionFound,
    Item,
    MatchBy,
    Named,
    Place,
    QuestionKind,
    Weight,
)
from search.applicability_questions import NONE, UNKNOWN, answered, narrowed, questions_of
from standards.document import Kind
from standards.history import Reason, Standing
from standards.identifier import Identifier
from standards.validity import Force, Status

_KNOWN = Standing(status=Status.IN_FORCE, reason=Reason("", ""))
_NAMES = (
    "Mũ an toàn dùng cho người lao động",
    "Mũ bảo hiểm dùng cho trẻ em bằng nhựa",
    "Nồi hơi bằng thép có áp suất trên 0,7 bar",
    "Nồi hơi có áp suất đến 16 bar",
    "Găng tay bằng cao su dùng trong y tế",
    "Thiết bị có điện áp danh định không quá 1000 V",
    "Kính nổi",
    "",
)
_GAPS = ("", "trừ khẩu trang y tế", "không bao gồm hàng tạm nhập")


def item(place: int, name: str, source: str, regulation: int, gap: str) -> Item:
    number = Identifier.parse(f"QCVN {regulation}:2020/BKHCN")
    where = Place(document=source, page=1)
    return Item(
        id=f"{source}.{place}",
        basis=Basis.ROW,
        by=MatchBy.WORDS,
        name=name,
        text=f"{place} | {name} | {number} | {gap}",
        number=None,
        title=source,
        kind=Kind.CIRCULAR,
        place=where,
        standing=_KNOWN,
        score=1.0,
        kinds=(DutyKind.COMPLY,),
        exclusions=(ExclusionFound(words=gap, number=None, place=where, weight=Weight.MAY),)
        if gap
        else (),
        regulations=(
            Named(
                number=number,
                edition=number,
                kind=Kind.QCVN,
                title=None,
                document=None,
                force=Force.MANDATORY,
                standing=_KNOWN,
            ),
        ),
    )


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(_NAMES),
        st.sampled_from(("danh-muc-a", "danh-muc-b")),
        st.integers(1, 4),
        st.sampled_from(_GAPS),
    ),
    max_size=9,
).map(lambda rows: tuple(item(n, *row) for n, row in enumerate(rows)))


def numbers(items: tuple[Item, ...]) -> set[str]:
    return {str(number) for one in items for number in one.numbers}


@settings(max_examples=120)
@given(_ROWS)
def test_questions_are_five_at_most_and_every_choice_stands_in_an_item(items):
    asked = questions_of(items, ())
    assert len(asked) <= 5
    for question in asked:
        for choice in question.choices:
            assert any(choice.words in one.text for one in items)
        assert question.splits >= 0
    assert [q.splits for q in asked] == sorted((q.splits for q in asked), reverse=True)


@settings(max_examples=120)
@given(_ROWS)
def test_an_answer_never_adds_and_keeps_as_many_as_it_said(items):
    for question in questions_of(items, ()):
        for choice, keeps in (
            *((one.id, one.keeps) for one in question.choices),
            (NONE, question.none_keeps),
        ):
            left = narrowed(items, [(question.id, choice)])
            assert set(left.items) <= set(items)
            assert numbers(left.items) <= numbers(items)
            assert len(left.items) == keeps
            assert len(left.items) + len(left.aside) == len(items)


@settings(max_examples=80)
@given(_ROWS)
def test_dont_know_to_everything_keeps_everything_and_ends_the_questions(items):
    answers: list[tuple[str, str]] = []
    for _ in range(5):
        asked = questions_of(items, answers)
        if not asked:
            break
        answers.append((asked[0].id, UNKNOWN))
    assert narrowed(items, answers).items == items
    assert len(answers) <= 5
    assert questions_of(items, answers) == () or len(answers) < 5


@settings(max_examples=80)
@given(_ROWS)
def test_a_question_is_asked_only_if_its_answers_differ(items):
    for question in questions_of(items, ()):
        results = {
            frozenset(numbers(narrowed(items, [(question.id, choice)]).items))
            | {len(narrowed(items, [(question.id, choice)]).items)}
            for choice in (*(one.id for one in question.choices), NONE)
        }
        assert len(results) > 1


@settings(max_examples=60)
@given(_ROWS)
def test_the_order_of_answers_does_not_matter(items):
    asked = questions_of(items, ())[:2]
    for choices in product(*([one.id for one in question.choices][:2] for question in asked)):
        answers = [(q.id, choice) for q, choice in zip(asked, choices, strict=True)]
        there = {one.id for one in narrowed(items, answers).items}
        assert there == {one.id for one in narrowed(items, answers[::-1]).items}


def test_names_rule_each_other_out_within_one_list_only():
    one, two = item(1, "Kính nổi", "a", 1, ""), item(2, "Kính dán nhiều lớp", "a", 2, "")
    other = item(3, "Kính", "b", 3, "")
    (question,) = questions_of((one, two, other), ())
    assert question.kind is QuestionKind.NAME
    left = narrowed((one, two, other), [(question.id, question.choices[0].id)])
    assert other in left.items
    assert len(left.items) == 2


def test_an_unknown_question_or_choice_changes_nothing():
    items = (item(1, "Kính nổi", "a", 1, ""), item(2, "Kính dán", "a", 2, ""))
    assert narrowed(items, [("nowhere", "x"), ("name-a", "no-such-choice")]).items == items


def test_what_was_said_is_not_asked_again():
    items = (
        item(1, "Mũ dùng cho trẻ em", "a", 1, ""),
        item(2, "Mũ dùng cho người lao động", "b", 2, ""),
    )
    assert [one.id for one in questions_of(items, ())] == ["use"]
    said = frozenset(["mũ", "cho", "trẻ", "em"])
    assert questions_of(items, (), said=said) == ()


def test_rows_that_differ_by_the_line_of_the_tariff_are_asked_apart_with_its_words():
    helmets = replace(item(1, "Mũ", "a", 1, ""), lines=("6506.10.10 Mũ bảo hiểm",))
    hats = replace(item(2, "Nón", "b", 2, ""), lines=("6506.10.20 Mũ bảo hộ",))
    (question,) = questions_of([helmets, hats], ())
    assert question.kind is QuestionKind.LINE
    assert {one.words for one in question.choices} == {*helmets.lines, *hats.lines}
    answer = next(one.id for one in question.choices if one.words == hats.lines[0])
    assert narrowed([helmets, hats], [("line", answer)]).items == (hats,)
    assert len(narrowed([helmets, hats], [("line", UNKNOWN)]).items) == 2


def test_what_was_answered_keeps_its_words_and_what_is_no_answer_is_left_out():
    some = (
        item(1, "Mũ an toàn dùng cho người lao động", "a", 1, ""),
        item(2, "Mũ bảo hiểm dùng cho trẻ em bằng nhựa", "a", 2, ""),
    )
    given = (("use", "tre-em"), ("material", UNKNOWN), ("use-of", NONE), ("use", "ca-heo"))
    found = answered(some, given)
    assert [(one.question, one.choice, one.choice_words) for one in found] == [
        ("use", "tre-em", "trẻ em"),
        ("material", UNKNOWN, ""),
    ]
    assert found[0].words == Reason(
        "Hàng dùng cho ai, vào việc gì?", "Whom or what are the goods for?"
    )
