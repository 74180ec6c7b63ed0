"""Citations: by clause, with their span and page; cells kept apart; short forms made whole."""

from collections.abc import Sequence

from ingest.citing import mentions, read_mentions
from ingest.parts import DocumentPart
from ingest.table_join import JoinedRow, JoinedTable
from standards.document import Clause, Kind
from standards.identifier import Identifier
from standards.place import Box, Line


def clause(key: str, text: str, *, heading: str = "", page: int = 1) -> Clause:
    """A clause of 20-point lines from the top of its page, three lines a page."""
    lines: list[Line] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        top = 100.0 + 20 * (number % 3)
        lines.append(
            Line(start, start + len(line), Box(page + number // 3, 60, top, 500, top + 18))
        )
        start += len(line) + 1
    return Clause(
        key=key,
        label=key,
        heading=heading,
        text=text,
        page=page,
        last_page=page,
        parent=None,
        lines=tuple(lines),
    )


def part(*clauses: Clause, preamble: str = "", number: str | None = None) -> DocumentPart:
    return DocumentPart(
        number=None if number is None else Identifier.parse(number),
        kind=Kind.QCVN,
        title=None,
        title_en=None,
        issuer=None,
        issued=None,
        effective_from=None,
        effective_words=None,
        issued_with=None,
        relations=(),
        preamble=clause("mo-dau", preamble),
        clauses=clauses,
        first_page=1,
        last_page=9,
        doubts=(),
    )


def table(*rows: Sequence[str], page: int = 1, top: float = 100) -> JoinedTable:
    joined = tuple(
        JoinedRow(
            cells=tuple(row),
            own=(True,) * len(row),
            wide=1,
            boxes=(Box(page, 60, top + 20 * n, 500, top + 20 * n + 18),),
        )
        for n, row in enumerate(rows)
    )
    box = Box(page, 60, top, 500, top + 20 * len(rows))
    return JoinedTable(caption="", header=(), rows=joined, box=box, last_box=box)


def read_citations(held, tables):
    """Mentions in a document without pictures."""
    return read_mentions(held, tables).citations


def test_a_mention_knows_its_clause_page_words_and_span() -> None:
    one = clause("2.1", "Thử theo\nTCVN 6260:2020\nvà các tài liệu\nsau: ISO 9001.", page=4)
    found = read_citations(part(one), [])
    assert [(str(c.target), c.clause, c.page) for c in found] == [
        ("TCVN 6260:2020", "2.1", 4),
        ("ISO 9001", "2.1", 5),
    ]
    assert all(one.text[c.start : c.end] == c.text for c in found)


def test_preamble_and_headings_are_read_too() -> None:
    held = part(
        clause("3", "", heading="Sửa đổi theo QCVN 7:2019/BKHCN", page=2),
        preamble="Căn cứ Luật số 68/2006/QH11;",
    )
    assert [(str(c.target), c.clause) for c in read_citations(held, [])] == [
        ("68/2006/QH11", "mo-dau"),
        ("QCVN 7:2019/BKHCN", "3"),
    ]


def test_the_documents_own_number_is_no_citation() -> None:
    held = part(
        clause("1", "QCVN 7:2019/BKHCN thay thế QCVN 7:2011/BKHCN."), number="QCVN 07:2019/BKHCN"
    )
    assert [str(c.target) for c in read_citations(held, [])] == ["QCVN 7:2011/BKHCN"]


def test_cells_and_items_in_them_do_not_grow_together() -> None:
    row = "1 | - TCVN 10118:2013 - TCVN 10120:2013 | 2013"
    owner = clause("phu-luc", row)
    grid = table(("1", "- TCVN 10118:2013\n- TCVN 10120:2013", "2013"))
    found = read_citations(part(owner), [(grid, "phu-luc")])
    assert [str(c.target) for c in found] == ["TCVN 10118:2013", "TCVN 10120:2013"]
    assert all(c.start is not None and owner.text[c.start : c.end] == c.text for c in found)


def test_a_number_broken_over_the_lines_of_a_cell_is_whole() -> None:
    found = read_citations(part(clause("1", "")), [(table(("1", "TCVN 7572-\n2:2006")), "1")])
    assert [str(c.target) for c in found] == ["TCVN 7572-2:2006"]


def test_a_table_before_the_first_clause_belongs_to_the_preamble() -> None:
    (found,) = read_citations(part(), [(table(("1", "TCVN 6260:2020")), None)])
    assert found.clause == "mo-dau"


def test_a_short_form_means_the_one_full_form_of_the_document() -> None:
    held = part(
        clause("1", "Theo QCVN 02:2019/BLĐTBXH."),
        clause("2", "Theo điểm 2.1 QCVN 02:2019 và QCVN 41:2016."),
    )
    assert [str(c.target) for c in read_citations(held, [])] == [
        "QCVN 02:2019/BLĐTBXH",
        "QCVN 02:2019/BLĐTBXH",
        "QCVN 41:2016",
    ]


def test_a_short_form_with_two_full_forms_stays_short() -> None:
    held = part(clause("1", "QCVN 41:2016/BGTVT; QCVN 41:2016/BTTTT; QCVN 41:2016."))
    assert str(read_citations(held, [])[2].target) == "QCVN 41:2016"


def test_an_undated_number_beside_its_edition_adds_nothing() -> None:
    found = mentions("Phụ lục A TCVN 11833; TCVN 11833:2017; TCVN 6017")
    assert [str(one.identifier) for one in found] == ["TCVN 11833:2017", "TCVN 6017"]
