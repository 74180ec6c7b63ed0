"""What a regulation cites into force and lays down itself stands under it, with place and words."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from index.embedder_hashing import HashingEmbedder
from index.library import Library
from search.applicability import applicable
from search.applicability_model import LinkKind, Why
from search.applicability_own_duties import duty_words, read_duties
from search.applicability_texts import DutyKind
from search.regimes import Party
from search.understood import Trade
from standards.citations import find_identifiers
from standards.document import (
    Citation,
    Clause,
    Document,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Verb,
)

TODAY = date(2026, 11, 22)


def clause(key: str, text: str, heading: str = "", parent: str | None = None) -> Clause:
    return Clause(
        key=key, label=key, heading=heading, text=text, page=1, last_page=1, parent=parent
    )


def held(
    number: str, kind: Kind, *clauses: Clause, since: date = date(2020, 1, 1), **facts: object
) -> Document:
    own = Identifier.parse(number)
    effect = EffectStatement(
        kind=EffectKind.STARTS,
        day=since,
        rule=EffectRule(RuleKind.STATED),
        words=f"có hiệu lực từ {since:%d/%m/%Y}",
        clause=None,
        page=1,
    )
    return Document(
        id=own.slug,
        number=own,
        kind=kind,
        source=Source(
            file=f"{own.slug}.pdf",
            sha256=hashlib.sha256(own.slug.encode()).hexdigest(),
            pages=1,
            first_page=1,
            last_page=1,
        ),
        issuer="Bộ",
        effective_from=since,
        effects=(effect,),
        clauses=clauses,
        citations=tuple(
            Citation(
                target=one.identifier,
                text=where.text[one.start : one.end],
                clause=where.key,
                page=1,
                start=one.start,
                end=one.end,
            )
            for where in clauses
            for one in find_identifiers(where.text)
        ),
        **facts,  # type: ignore[arg-type]
    )


RULE = held(
    "QCVN 06:2012/BLĐTBXH",
    Kind.QCVN,
    clause("1.2", "TCVN 6407:1998 Mũ an toàn công nghiệp.", "Tài liệu viện dẫn"),
    clause("2.1", "Độ bền đâm xuyên phải theo mục 4.2 của TCVN 6407:1998 (ISO 3873:1977)."),
    clause("2.2", "Dây đeo cằm thử theo TCVN 2603:1987."),
    clause("1.3", "Công bố hợp quy là việc tự công bố phù hợp.", "Giải thích từ ngữ"),
    clause("3", "", "Quy định về quản lý"),
    clause("3.1", "Mũ phải được công bố hợp quy. Màu sắc tùy chọn.", "", "3"),
    clause(
        "3.2",
        "Chứng nhận hợp quy theo phương thức 5 hoặc phương thức 7.",
        "Mũ sản xuất trong nước",
        "3",
    ),
    clause("3.3", "Mũ nhập khẩu phải được kiểm tra nhà nước về chất lượng.", "", "3"),
    clause("3.4", "Cơ quan quản lý kiểm tra nhà nước về chất lượng hàng nhập khẩu.", "", "3"),
    title="Mũ an toàn công nghiệp",
)
LISTED = held(
    "50/2026/TT-BNV",
    Kind.CIRCULAR,
    title="Danh mục sản phẩm",
    products=(
        ProductRow(
            name="Mũ an toàn công nghiệp cho người lao động",
            hs=(),
            standards=(Identifier.parse("QCVN 06:2012/BLĐTBXH"),),
            page=1,
            clause=None,
            boxes=(),
            text="Mũ an toàn công nghiệp cho người lao động | QCVN 06:2012/BLĐTBXH",
        ),
    ),
)


def library_with(*documents: Document) -> Library:
    library = Library.in_memory(HashingEmbedder())
    page = PageText(
        number=1, width=595.0, height=842.0, page_class=PageClass.TEXT, reason="", text="Trang"
    )
    with library.batch() as batch:
        for document in documents:
            batch.add(
                file=document.source.file,
                original=document.id.encode(),
                sha256=document.source.sha256,
                documents=[document],
                pages=[page],
                reader="0",
            )
    return library


@pytest.fixture(scope="module")
def library() -> Library:
    return library_with(RULE, LISTED)


def ask(library: Library, trade: Trade | None = None):
    found = applicable(library, "mũ an toàn công nghiệp", as_of=TODAY, trade=trade)
    (item,) = [one for one in found.items if one.number == LISTED.number]
    return found, item


def test_standards_that_the_regulation_cites_stand_under_it_with_its_words(
    library,
):
    _, item = ask(library)
    (rule,) = item.regulations
    cited = {str(one.number): (one.place.clause, one.words, one.parts) for one in rule.cited}
    assert set(cited) == {"TCVN 6407:1998", "TCVN 2603:1987"}
    assert cited["TCVN 6407:1998"] == ("2.1", RULE.clauses[1].text, ("mục 4.2",))
    assert rule.more_cited == 0
    steps = [link for link in item.chain if link.kind is LinkKind.STANDARD]
    assert {str(link.number) for link in steps} == set(cited)
    assert {link.place.document for link in steps} == {RULE.id}


def test_duties_of_the_regulation_itself_join_the_groups(library):
    found, item = ask(library)
    kinds = {group.kind: [one.words for one in group.own] for group in found.groups}
    assert kinds[DutyKind.DECLARATION] == ["Mũ phải được công bố hợp quy."]
    assert kinds[DutyKind.CERTIFICATION] == [RULE.clauses[6].text]
    assert kinds[DutyKind.INSPECTION] == [RULE.clauses[7].text]
    assert DutyKind.COMPLY not in item.kinds
    assert found.trade_matters


def test_words_and_headings_say_whose_duty_it_is(library):
    parties = {one.kind: one.party for one in ask(library)[1].regulations[0].own_duties}
    assert parties == {
        DutyKind.DECLARATION: None,
        DutyKind.CERTIFICATION: Party.PRODUCER,
        DutyKind.INSPECTION: Party.IMPORTER,
    }
    home = {group.kind for group in ask(library, Trade.DOMESTIC)[0].groups}
    assert home == {DutyKind.DECLARATION, DutyKind.CERTIFICATION}


def test_before_the_regulation_is_in_force_it_neither_binds_nor_obliges(library):
    found = applicable(library, "mũ an toàn công nghiệp", as_of=date(2019, 12, 31))
    named = [one for item in found.not_yet for one in item.regulations]
    assert named
    assert all(not one.cited and not one.own_duties for one in named)


@pytest.mark.parametrize("one", duty_words().duties, ids=lambda one: one.means)
def test_each_duty_is_read_in_its_examples(one):
    for example in one.examples:
        assert DutyKind(one.means) in read_duties(example), example


@pytest.mark.parametrize("example", [e for one in duty_words().others for e in one.examples])
def test_sentences_about_others_are_no_duties(example):
    assert read_duties(example) == ()


def test_headings_and_parties_have_their_words():
    for one in (*duty_words().headings, *duty_words().parties):
        assert all(one.pattern.search(example) for example in one.examples), one.means


def correcting(words: str) -> Document:
    return held(
        "9/2021/QĐ-BNV",
        Kind.DECISION,
        clause("Điều 1", words),
        since=date(2021, 1, 1),
        title="Đính chính Thông tư 51/2020/TT-BNV",
        relations=(
            Relation(
                verb=Verb.CORRECTS,
                target=Identifier.parse("51/2020/TT-BNV"),
                clause=None,
                page=1,
                words="Đính chính Thông tư 51/2020/TT-BNV",
            ),
        ),
    )


def listing(*rows: tuple[str, str, str]) -> Document:
    return held(
        "51/2020/TT-BNV",
        Kind.CIRCULAR,
        title="Danh mục",
        products=tuple(
            ProductRow(
                name=name,
                hs=(HsCode.parse(code),),
                standards=(),
                page=1,
                clause=None,
                boxes=(),
                text=f"{ordinal} | {name} | {code}",
                ordinal=ordinal,
            )
            for ordinal, name, code in rows
        ),
    )


ROWS = (("3", "Kính hàn", "9004.90.10"), ("4", "Nồi cơm điện", "8516.60.10"))
WORDS = "Tại dòng 4, đã in là “8516.60.10”, nay sửa lại là “8516.60.90”."


def test_a_corrected_code_answers_and_shows_both_with_the_words():
    library = library_with(listing(*ROWS), correcting(WORDS))
    (item,) = by_code(library, "8516.60.90", TODAY).items
    (one,) = item.corrections
    assert (one.before, one.after, one.words) == ("8516.60.10", "8516.60.90", WORDS.rstrip("."))
    assert ([str(code) for code in item.codes], "8516.60.10" in item.text) == (["8516.60.90"], True)
    old = by_code(library, "8516.60.10", TODAY)
    assert (old.items, [one.why for one in old.aside]) == ((), [Why.OTHER_CODE])


def test_a_corrected_name_is_found_by_its_new_words():
    words = "Tại dòng 3, đã in là “Kính hàn”, nay sửa lại là “Mặt nạ hàn”."
    library = library_with(listing(*ROWS), correcting(words))
    (item,) = applicable(library, "mặt nạ hàn", as_of=TODAY).items
    assert (item.name, [one.before for one in item.corrections]) == ("Mặt nạ hàn", ["Kính hàn"])


def test_before_its_day_or_where_the_row_is_not_plain_nothing_is_corrected():
    library = library_with(listing(*ROWS), correcting(WORDS))
    assert [i.corrections for i in by_code(library, "8516.60.10", date(2020, 6, 1)).items] == [()]
    twice = (*ROWS, ("5", "Nồi áp suất điện", "8516.60.10"))
    vague = correcting(WORDS.replace("Tại dòng 4, ", "").capitalize())
    found = by_code(library_with(listing(*twice), vague), "8516.60.10", TODAY)
    assert [item.corrections for item in found.items] == [(), ()]


def by_code(library: Library, code: str, day: date):
    return applicable(library, codes=(HsCode.parse(code),), as_of=day)
