"""The line that export prints: every field of the contract, unknown as null."""

import json
from datetime import date

from api.export import export_line
from standards.document import (
    Citation,
    Clause,
    Document,
    Doubt,
    Exclusion,
    Kind,
    ProductRow,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import (
    Change,
    ChangeKind,
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)
from standards.risk import Measure, RiskLevel

CONTRACT = {
    "number",
    "kind",
    "title",
    "issuer",
    "issued",
    "effective_from",
    "replaces",
    "amends",
    "repeals",
    "file",
    "sha256",
    "pages",
    "clauses",
    "cites",
    "products",
    "exclusions",
    "doubts",
}
SOURCE = Source(file="a.pdf", sha256="0" * 64, pages=3, first_page=1, last_page=3)
NUMBER = Identifier.parse("QCVN 7:2019/BKHCN")


def clause(key: str, label: str, parent: str | None = None) -> Clause:
    return Clause(
        key=key, label=label, heading="", text="words", page=1, last_page=2, parent=parent
    )


def test_a_document_that_states_nothing_has_null_and_empty_fields() -> None:
    bare = Document(id="a", number=None, kind=Kind.OTHER, title=None, issuer=None, source=SOURCE)
    line = export_line(bare)
    assert set(line) >= CONTRACT
    assert [line["number"], line["title"], line["issued"], line["effective_from"]] == [None] * 4
    assert line["clauses"] == line["cites"] == line["products"] == []
    assert (line["file"], line["pages"]) == ("a.pdf", 3)


def test_places_are_told_by_the_printed_label_of_the_clause() -> None:
    old = Identifier.parse("QCVN 7:2011/BKHCN")
    document = Document(
        id="qcvn-7-2019-bkhcn",
        number=NUMBER,
        kind=Kind.QCVN,
        title="Thép",
        issuer=None,
        source=SOURCE,
        issued=date(2019, 11, 15),
        relations=(
            Relation(verb=Verb.REPLACES, target=old, clause="dieu-4.1", page=2, words="thay thế"),
            Relation(
                verb=Verb.PARTLY_REPEALS,
                target=Identifier.parse("02/2020/TT-BXD"),
                clause="dieu-4",
                page=2,
                words="bãi bỏ Điều 3",
                day=date(2020, 7, 1),
                parts=("Điều 3",),
            ),
        ),
        effects=(
            EffectStatement(
                kind=EffectKind.STARTS,
                day=date(2019, 12, 30),
                rule=EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45),
                words="sau 45 ngày kể từ ngày ký",
                clause="dieu-4",
                page=2,
            ),
        ),
        transitions=(Transition(words="được tiếp tục áp dụng", clause=None, page=3, keeps=(old,)),),
        changes=(
            Change(
                kind=ChangeKind.REPLACE_TEXT,
                target=old,
                path=("Điều 3", "khoản 2"),
                text="2. Lời mới.",
                clause="dieu-4.1",
                page=2,
                words="Sửa đổi khoản 2 Điều 3",
            ),
        ),
        clauses=(
            clause("mo-dau", ""),
            clause("dieu-4", "Điều 4"),
            clause("dieu-4.1", "1", "dieu-4"),
        ),
        citations=(
            Citation(target=old, text="QCVN 7:2011", clause="dieu-4.1", page=2),
            Citation(target=old, text="QCVN 7:2011", clause="mo-dau", page=1),
        ),
        products=(
            ProductRow(
                name="Thép thanh",
                hs=(HsCode.parse("72142031"),),
                standards=(Identifier.parse("TCVN 1651-2:2018"),),
                page=3,
                clause="dieu-4",
                boxes=(),
                text="",
                risk=RiskLevel.HIGH,
                measures=(Measure.INSPECTION,),
                risk_words="rủi ro cao",
            ),
        ),
        exclusions=(Exclusion(text="Không áp dụng …", clause="dieu-4", page=2),),
        doubts=(Doubt(what="scan", page=3),),
    )
    line = json.loads(json.dumps(export_line(document), ensure_ascii=False))
    assert (line["number"], line["kind"], line["issued"]) == (
        "QCVN 7:2019/BKHCN",
        "QCVN",
        "2019-11-15",
    )
    assert line["replaces"] == ["QCVN 7:2011/BKHCN"]
    assert line["amends"] == ["02/2020/TT-BXD"]
    assert [(one["verb"], one["clause"], one["day"]) for one in line["relations"]] == [
        ("replaces", "1", None),
        ("partly_repeals", "Điều 4", "2020-07-01"),
    ]
    assert line["relations"][1]["parts"] == ["Điều 3"]
    assert line["effects"] == [
        {
            "kind": "starts",
            "day": "2019-12-30",
            "rule": "days_after_issue",
            "count": 45,
            "words": "sau 45 ngày kể từ ngày ký",
            "clause": "Điều 4",
            "page": 2,
            "parts": [],
        }
    ]
    assert line["transitions"][0]["keeps"] == ["QCVN 7:2011/BKHCN"]
    assert line["transitions"][0]["until"] is None
    assert line["changes"][0]["path"] == ["Điều 3", "khoản 2"]
    assert line["changes"][0]["text"] == "2. Lời mới."
    assert [(c["label"], c["parent"], c["key"]) for c in line["clauses"]] == [
        ("Điều 4", None, "dieu-4"),
        ("1", "Điều 4", "dieu-4.1"),
    ]
    assert line["cites"] == [
        {"number": "QCVN 7:2011/BKHCN", "clause": "1", "page": 2, "repaired": False},
        {"number": "QCVN 7:2011/BKHCN", "clause": None, "page": 1, "repaired": False},
    ]
    assert line["products"] == [
        {
            "name": "Thép thanh",
            "hs": ["7214.20.31"],
            "standards": ["TCVN 1651-2:2018"],
            "page": 3,
            "clause": "Điều 4",
            "risk": "high",
            "measures": ["inspection"],
            "risk_words": "rủi ro cao",
        }
    ]
    assert line["exclusions"] == [{"text": "Không áp dụng …", "clause": "Điều 4", "page": 2}]
    assert line["doubts"] == [{"what": "scan", "page": 3}]
