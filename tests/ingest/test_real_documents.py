"""Whole real documents: every article in order, every part, and the labels of careful readers."""

import json

import pytest

from index.pdf import open_pdf
from ingest.page_sources import open_pages
from ingest.pages import read_pages
from ingest.parts import read_parts
from ingest.tables import drop_running_tables, read_page_tables
from ingest.tools import ReadingTools


def read(path, *, with_tables=False):
    with open_pdf(path.read_bytes(), path.name) as file:
        pages = read_pages(open_pages(file, ReadingTools()))
        numbers = range(1, file.page_count + 1) if with_tables else ()
        tables = [
            table for number in numbers for table in read_page_tables(file.page(number)).tables
        ]
    return read_parts(pages, drop_running_tables(tables))


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("luat-68-2006-tieu-chuan-va-quy-chuan-ky-thuat.pdf", 71),
        ("nd-175-2024-nd-cp-quan-ly-hoat-dong-xay-dung.pdf", 124),
        ("vbhn-37-bct-vat-lieu-no-cong-nghiep.pdf", 20),
        ("tt-11-2009-tt-bkhcn.pdf", 16),
    ],
)
def test_no_article_of_an_act_is_missed_and_none_is_made_up(shared, name, articles):
    (part,) = read(shared / "corpus" / "pdf" / name)
    labels = [clause.label for clause in part.clauses if clause.label.startswith("Điều")]
    assert labels == [f"Điều {number}" for number in range(1, articles + 1)]


def test_chapters_and_annexes_of_a_long_regulation_are_in_order(shared):
    (part,) = read(shared / "corpus" / "pdf" / "qcxdvn-01-2008-bxd-quy-hoach-xay-dung.pdf")
    labels = [clause.label for clause in part.clauses]
    romans = ("I", "II", "III", "IV", "V", "VI", "VII")
    assert [label for label in labels if label.startswith("Chương")] == [
        f"Chương {number}" for number in romans
    ]
    assert [label for label in labels if label.startswith("Phụ lục")] == [
        f"Phụ lục {number}" for number in range(1, 18)
    ]
    assert len(labels) == len({clause.key for clause in part.clauses})


def gold(shared, field):
    with (shared / "gold" / "documents.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if field not in (row.get("partial") or [])]


@pytest.mark.slow
def test_clauses_and_numbers_agree_with_careful_readers(shared):
    hit = found = true = 0
    for row in gold(shared, "clauses"):
        parts = read(shared / "corpus" / row["file"], with_tables=True)
        numbers = {str(part.number) for part in parts if part.number}
        assert numbers == set(row["numbers"]), row["file"]
        got = {(c.label.lower(), c.page) for part in parts for c in part.clauses if c.label}
        want = {(label.lower().rstrip("."), page) for label, page in row["clauses"]}
        hit, found, true = hit + len(got & want), found + len(got), true + len(want)
    assert 2 * hit / (found + true) >= 0.95
