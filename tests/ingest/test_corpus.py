"""Real documents, where they stand beside the checkout: what a careful reader found in them."""

import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from api.export import ExportLine, export_line
from ingest.reading import FileReading, read_file

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold/documents.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the shared corpus is not beside it")


@dataclass(frozen=True)
class Labels:
    """What the labels say of a file."""

    file: str
    numbers: frozenset[str]
    clauses: frozenset[tuple[str, int]]
    cites: frozenset[str]
    products: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    partial: tuple[str, ...]


def number(text: str) -> str:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFC", text).upper().replace("–", "-"))
    return re.sub(r"(?<![\d.])0+(?=\d)", "", plain)


def labelled() -> list[Labels]:
    if not GOLD.exists():
        return []
    found: list[Labels] = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        own = frozenset(map(number, entry["numbers"]))
        found.append(
            Labels(
                file=entry["file"],
                numbers=own,
                clauses=frozenset((label.lower(), page) for label, page in entry["clauses"]),
                cites=frozenset(map(number, entry["cites"])) - own,
                products=tuple(
                    (p["name"].lower(), frozenset(p["hs"]), frozenset(map(number, p["standards"])))
                    for p in entry["products"]
                ),
                partial=tuple(entry.get("partial") or ()),
            )
        )
    return found


@cache
def reading(file: str) -> FileReading:
    return read_file(SHARED / "corpus" / file)


def lines(file: str) -> list[ExportLine]:
    return [export_line(document) for document in reading(file).documents]


def f1(found: frozenset[object], true: frozenset[object]) -> float:
    if not found and not true:
        return 1.0
    return 2 * len(found & true) / (len(found) + len(true))


def check(labels: Labels) -> None:
    read = lines(labels.file)
    own = frozenset(number(line["number"]) for line in read if line["number"])
    assert own == labels.numbers
    clauses = frozenset((c["label"].lower(), c["page"]) for line in read for c in line["clauses"])
    assert f1(clauses, labels.clauses) >= 0.85
    cites = frozenset(number(c["number"]) for line in read for c in line["cites"]) - own
    if labels.cites or cites:
        assert f1(cites, labels.cites) >= 0.85
    rows = [
        (p["name"].lower(), frozenset(p["hs"]), frozenset(map(number, p["standards"])))
        for line in read
        for p in line["products"]
    ]
    right = sum(any(same_row(row, wanted) for row in rows) for wanted in labels.products)
    assert right >= 0.8 * len(labels.products)
    if labels.products or "products" not in labels.partial:
        assert len(rows) <= 1.25 * len(labels.products)


def same_row(
    row: tuple[str, frozenset[str], frozenset[str]],
    wanted: tuple[str, frozenset[str], frozenset[str]],
) -> bool:
    return row[1:] == wanted[1:] and SequenceMatcher(None, row[0], wanted[0]).ratio() > 0.8


SMALL = (
    "pdf/tt-28-2026-tt-bkhcn-danh-muc-dich-vu-vien-thong.pdf",
    "pdf/qcvn-16-bxd-vat-lieu-xay-dung.rendered.pdf",
    "pdf/tt-01-2021-tt-bldtbxh-danh-muc-nhom-2.pdf",
    "pdf/tt-42-2026-tt-bxd-sua-doi-kiem-dinh.rendered.pdf",
)


@pytest.mark.parametrize(
    "labels", [one for one in labelled() if one.file in SMALL], ids=lambda labels: labels.file
)
def test_a_few_labelled_files_are_read_as_a_careful_reader_reads_them(labels: Labels) -> None:
    check(labels)


@pytest.mark.slow
@pytest.mark.parametrize("labels", labelled(), ids=lambda labels: labels.file)
def test_every_labelled_file_is_read_as_a_careful_reader_reads_it(labels: Labels) -> None:
    check(labels)


@pytest.mark.slow
@pytest.mark.parametrize(
    "file", sorted((SHARED / "corpus").glob("pdf*/*.pdf")), ids=lambda path: path.name
)
def test_every_file_gives_documents_whose_facts_point_into_it(file: Path) -> None:
    found = reading(str(file.relative_to(SHARED / "corpus")))
    assert found.documents
    assert len({document.id for document in found.documents}) == len(found.documents)
    for document in found.documents:
        keys = [clause.key for clause in document.clauses]
        assert len(set(keys)) == len(keys)
        for citation in document.citations:
            assert 1 <= citation.page <= len(found.pages)
            if citation.start is not None:
                clause = document.clause(citation.clause or "")
                assert clause is not None
                assert clause.text[citation.start : citation.end] == citation.text
        for row in document.products:
            assert row.name
            assert row.boxes
            assert row.clause is None or row.clause in keys
    text = any(page.page_class.value == "text" for page in found.pages)
    assert text or found.doubts
