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
    Relation,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier

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
        relations=(Relation(verb="replaces", target=old, clause="1", page=1, words="thay thế"),),
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
        }
    ]
    assert line["exclusions"] == [{"text": "Không áp dụng …", "clause": "Điều 4", "page": 2}]
    assert line["doubts"] == [{"what": "scan", "page": 3}]
