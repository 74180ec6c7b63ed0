"""What applies to a product: rows, conditions, exclusions, days, duties, and the chain."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from index.catalogue import ListKind, LoadedList
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from search.answers import Negative
from search.applicability import applicable
from search.applicability_exclusions import Spoken, weigh
from search.applicability_model import (
    ConditionKind,
    DutyKind,
    LinkKind,
    MatchBy,
    Weight,
    Why,
)
from search.applicability_quantities import fits, quantities_of
from search.understood import Trade
from standards.catalogue import HsName, Provenance, RiskRow
from standards.document import (
    Document,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Relation,
    Source,
)
from standards.errors import BadQuestion
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import EffectKind, EffectRule, EffectStatement, RuleKind, Verb
from standards.risk import Measure, RiskLevel
from standards.validity import Force, Status

TODAY = date(2026, 11, 22)
FIRST = date(2026, 7, 1)


def goods(
    name: str,
    *codes: str,
    names: tuple[str, ...] = (),
    level: RiskLevel | None = None,
    measures: tuple[Measure, ...] = (),
    without: tuple[str, ...] = (),
) -> ProductRow:
    return ProductRow(
        name=name,
        hs=tuple(map(HsCode.parse, codes)),
        standards=tuple(map(Identifier.parse, names)),
        page=3,
        clause=None,
        boxes=(),
        text=f"{name} | {' '.join(codes)} | {' '.join(names)}",
        conditions=without,
        risk=level,
        measures=measures,
    )


def listed(number: str, since: date, *rows: ProductRow, **facts: object) -> Document:
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
        kind=Kind.CIRCULAR,
        title=f"Quy định Danh mục sản phẩm của {own.slug}",
        issuer="Bộ",
        source=Source(
            file=f"{own.slug}.pdf",
            sha256=hashlib.sha256(own.slug.encode()).hexdigest(),
            pages=3,
            first_page=1,
            last_page=3,
        ),
        effective_from=since,
        effects=(effect,),
        products=rows,
        **facts,  # type: ignore[arg-type]
    )


HELMET = goods(
    "Mũ an toàn công nghiệp cho người lao động",
    "6506.10.20",
    names=("QCVN 06:2012/BLĐTBXH", "TCVN 2603:1987"),
    level=RiskLevel.HIGH,
    measures=(Measure.INSPECTION,),
)
MASK = goods(
    "Khẩu trang lọc bụi cho người lao động",
    "6307.90.90",
    names=("QCVN 08:2012/BLĐTBXH",),
    level=RiskLevel.MEDIUM,
    without=("trừ khẩu trang y tế",),
)
HOIST = goods(
    "Pa lăng kéo tay có tải trọng nâng từ 1.000 kg trở lên",
    "8425.19.00",
    names=("QCVN 7:2012/BLĐTBXH",),
    level=RiskLevel.MEDIUM,
)
RIDER = goods("Mũ bảo hiểm cho người đi mô tô", "6506.10.10", names=("QCVN 2:2021/BKHCN",))
NOW = listed("50/2026/TT-BNV", FIRST, HELMET, MASK, HOIST)
OTHER = listed("51/2026/TT-BKHCN", FIRST, RIDER)
OLD = listed("01/2015/TT-BNV", date(2015, 1, 1), replace(HELMET, risk=None, measures=()))
LATER = listed("60/2026/TT-BNV", date(2027, 1, 1), goods("Kính bảo hộ", "9004.90.50"))
ENDS = Relation(
    verb=Verb.REPLACES,
    target=Identifier.parse("01/2015/TT-BNV"),
    clause=None,
    page=1,
    words="thay thế 01/2015/TT-BNV",
)


def library_of(*documents: Document) -> Library:
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
                pages=[replace(page, number=n) for n in (1, 2, 3)],
                reader="0",
            )
    return library


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(replace(NOW, relations=(ENDS,)), OTHER, OLD, LATER)


def ask(library, product="", *codes, day=TODAY, **more):
    return applicable(library, product, codes=tuple(map(HsCode.parse, codes)), as_of=day, **more)


def test_words_and_code_together_are_the_strongest_match(library):
    found = ask(library, "mũ an toàn công nghiệp", "6506.10.20")
    (item,) = found.items
    assert (item.by, item.level, item.number) == (MatchBy.BOTH, 8, NOW.number)
    assert [str(one.meant) for one in item.regulations] == ["QCVN 06:2012/BLĐTBXH"]
    assert [str(one.meant) for one in item.standards] == ["TCVN 2603:1987"]
    assert item.standards[0].force is Force.MANDATORY_BY_CITATION


def test_a_code_alone_and_words_alone_find_the_row_too(library):
    assert [one.by for one in ask(library, "", "6506.10.20").items] == [MatchBy.HS]
    assert [one.by for one in ask(library, "mũ an toàn công nghiệp").items] == [MatchBy.WORDS]


def test_a_neighbouring_code_sets_nothing(library):
    assert ask(library, "", "6506.10.30").items == ()
    found = ask(library, "mũ bảo hiểm cho người đi mô tô", "6506.10.20")
    assert all(item.code is not None for item in found.items)
    assert Why.OTHER_CODE in {one.why for one in found.aside}


def test_a_coarser_code_says_which_finer_one_the_row_has(library):
    (item,) = ask(library, "", "8425").items
    kinds = {one.kind: one.words for one in item.conditions}
    assert (item.level, kinds[ConditionKind.FINER_CODE]) == (4, "8425.19.00")


def test_other_goods_under_the_same_code_stand_apart(library):
    found = ask(library, "túi vải không dệt đi chợ", "6307.90.90")
    assert found.items == ()
    assert [one.why for one in found.aside] == [Why.OTHER_GOODS]


def test_goods_that_a_row_names_as_an_exception_are_taken_out_with_its_words(library):
    found = ask(library, "khẩu trang y tế", "6307.90.90")
    assert found.items == ()
    (one,) = [one for one in found.aside if one.why is Why.EXCLUDED]
    gap = one.item.excluded_by
    assert gap is not None
    assert (gap.words, gap.place.page) == ("trừ khẩu trang y tế", 3)


def test_an_exception_that_may_fit_is_a_warning(library):
    (item,) = ask(library, "khẩu trang lọc bụi", "6307.90.90").items
    assert [one.weight for one in item.exclusions] == [Weight.MAY]


def test_a_size_below_that_of_the_row_takes_it_out(library):
    assert ask(library, "pa lăng kéo tay 500 kg", "8425.19.00").items == ()
    (item,) = ask(library, "pa lăng kéo tay 2 tấn", "8425.19.00").items
    assert any("1.000 kg" in one.words for one in item.conditions)


def test_an_ended_list_never_answers_and_names_what_came_after(library):
    found = ask(library, "mũ an toàn công nghiệp")
    assert all(item.number != OLD.number for item in found.items)
    (ended,) = found.ended
    assert ended.standing.status is Status.ENDED
    assert [one.number for one in ended.replaced_by] == [NOW.number]
    before = ask(library, "mũ an toàn công nghiệp", day=date(2020, 1, 1))
    assert [item.number for item in before.items] == [OLD.number]


def test_a_list_that_does_not_bind_yet_says_from_when(library):
    found = ask(library, "kính bảo hộ", "9004.90.50")
    assert (found.items, found.reason) == ((), Negative.ENDED)
    (item,) = found.not_yet
    assert item.standing.start == date(2027, 1, 1)


def test_an_unknown_status_is_no_answer_for_who_asks_for_certainty(library):
    bare = replace(OTHER, effects=(), effective_from=None)
    found = ask(library_of(bare), "mũ bảo hiểm cho người đi mô tô", certain=True)
    assert (found.items, found.reason) == ((), Negative.UNVERIFIED)


def test_nothing_found_is_told_with_what_to_do(library):
    found = ask(library, "tàu ngầm hạt nhân")
    assert (found.answerable, found.reason) == (False, Negative.NO_MATCH)
    assert any("mã HS" in step.vi for step in found.next_steps)
    empty = ask(library_of(replace(OTHER, products=())), "mũ bảo hiểm")
    assert empty.reason is Negative.NOT_IN_LIBRARY


def test_duties_follow_the_level_and_the_trade(library):
    def kinds(trade):
        found = ask(library, "mũ an toàn công nghiệp", "6506.10.20", trade=trade)
        return [group.kind for group in found.groups]

    assert kinds(Trade.IMPORT) == [DutyKind.INSPECTION]
    assert kinds(Trade.DOMESTIC) == [DutyKind.CERTIFICATION]
    assert kinds(None) == [DutyKind.INSPECTION, DutyKind.CERTIFICATION]
    assert ask(library, "", "6506.10.20").trade_matters
    (medium,) = ask(library, "", "8425.19.00", trade=Trade.IMPORT).groups
    assert medium.kind is DutyKind.DECLARATION


def test_the_chain_leads_from_the_goods_to_the_duty_with_places(library):
    (item,) = ask(library, "mũ an toàn công nghiệp", "6506.10.20", trade=Trade.IMPORT).items
    kinds = [link.kind for link in item.chain]
    order = [kind for kind in LinkKind if kind in kinds]
    assert list(dict.fromkeys(kinds)) == order
    assert {LinkKind.ROW, LinkKind.REGULATION, LinkKind.STANDARD, LinkKind.DUTY} <= set(kinds)
    row = next(link for link in item.chain if link.kind is LinkKind.ROW)
    assert (row.words, row.place.document, row.place.page) == (item.text, NOW.id, 3)


def test_lists_that_differ_are_told():
    two = listed("52/2026/TT-BYT", FIRST, replace(HELMET, risk=RiskLevel.MEDIUM))
    found = ask(library_of(NOW, two), "", "6506.10.20")
    levels, work = found.opinions
    assert (levels.agree, work.agree) == (False, True)


def test_an_imported_row_answers_with_the_tariffs_name_of_its_code():
    library = library_of(OTHER)
    at = datetime(2026, 11, 22, tzinfo=UTC)

    def load(name, kind, *records):
        library.catalogue.load(
            LoadedList(name=name, kind=kind, file=name, sha256="", records=0, at=at), records
        )

    place = Provenance(source="x", row=1)
    code = HsCode.parse("8516.60.10")
    path = "Dụng cụ nhiệt điện gia dụng > Nồi cơm điện"
    load(
        "hs",
        ListKind.HS,
        HsName(
            code=code,
            provenance=place,
            name_vi="Nồi cơm điện",
            name_en="Rice cookers",
            path_vi=path,
            path_en="Appliances > Rice cookers",
        ),
    )
    load(
        "bkhcn",
        ListKind.RISK,
        RiskRow(
            listed_in=Identifier.parse("36/2026/TT-BKHCN"),
            provenance=place,
            name="Nồi cơm",
            hs=code,
            item="4.4",
            risk=RiskLevel.HIGH,
            measures=(Measure.INSPECTION,),
            page=13,
            is_cut=True,
        ),
    )
    found = ask(library, "nồi cơm điện", trade=Trade.IMPORT)
    assert [(str(line.code), line.is_sure) for line in found.lines] == [("8516.60.10", True)]
    (item,) = found.items
    assert (item.kinds, item.place.is_checked) == ((DutyKind.INSPECTION,), False)
    by_code = ask(library, "", "8516.60.10").items[0]
    assert by_code.tariff_name == path


def test_a_question_needs_a_product_or_a_code(library):
    with pytest.raises(BadQuestion):
        ask(library, "  ")


@pytest.mark.parametrize(
    ("words", "goods_text", "said", "weight"),
    [
        ("trừ khẩu trang y tế", "Khẩu trang", "khẩu trang y tế 3 lớp", Weight.EXCLUDES),
        ("trừ khẩu trang y tế", "Khẩu trang", "khẩu trang lọc bụi", Weight.MAY),
        ("trừ nồi hơi trên 16 bar ngành điện", "Nồi hơi", "nồi hơi 120 bar điện", Weight.EXCLUDES),
        ("trừ nồi hơi trên 16 bar ngành điện", "Nồi hơi", "nồi hơi 10 bar điện", Weight.MAY),
    ],
)
def test_an_exception_counts_if_it_names_the_goods(words, goods_text, said, weight):
    asked = Spoken(words=frozenset(said.split()), sizes=quantities_of(said), text=said)
    assert weigh(words, goods_text, asked) is weight


def test_sizes_are_compared_only_in_the_same_unit():
    row = quantities_of("áp suất trên 0,7 bar và tải trọng từ 1.000 kg trở lên")
    assert fits(quantities_of("500 kg"), row) is not None
    assert fits(quantities_of("2 tấn"), row) is None
    assert fits(quantities_of("220 V"), row) is None
    assert quantities_of("mạng 5G, 3 lớp") == ()


def test_limits_of_people_seats_and_reckoning_are_compared_too():
    row = quantities_of("xe chở từ 10 người trở lên")
    assert fits(quantities_of("xe 7 người"), row) is not None
    assert fits(quantities_of("xe 16 người"), row) is None
    fast = quantities_of("vi xử lý tốc độ trên 1 TFLOPS")
    assert fits(quantities_of("vi xử lý 500 GFLOPS"), fast) is not None
