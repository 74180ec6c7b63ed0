"""Citations are written as Vietnamese drafting rules write them."""

import pytest

from search.citing import place_words
from standards.document import Clause, Document, Kind, Source
from standards.identifier import Identifier


def clause(key: str, label: str, parent: str | None = None) -> Clause:
    return Clause(key=key, label=label, heading="", text="", page=1, last_page=1, parent=parent)


ACT = Document(
    id="175-2024-nd-cp",
    number=Identifier.parse("175/2024/NĐ-CP"),
    kind=Kind.DECREE,
    title=None,
    issuer=None,
    source=Source(file="a.pdf", sha256="0", pages=1, first_page=1, last_page=1),
    clauses=(
        clause("mo-dau", ""),
        clause("dieu-58", "Điều 58"),
        clause("dieu-58.3", "3", "dieu-58"),
        clause("phu-luc-i", "Phụ lục I"),
        clause("phu-luc-i.2", "2", "phu-luc-i"),
    ),
)


@pytest.mark.parametrize(
    ("key", "quote", "vi", "en"),
    [
        ("dieu-58", "", "Điều 58", "Article 58"),
        ("dieu-58.3", "", "khoản 3 Điều 58", "paragraph 3, Article 58"),
        (
            "dieu-58.3",
            "b) Đối với nhà ở",
            "điểm b khoản 3 Điều 58",
            "point b, paragraph 3, Article 58",
        ),
        ("phu-luc-i.2", "", "mục 2, Phụ lục I", "clause 2, Annex I"),
        ("mo-dau", "", "phần mở đầu", "the opening"),
    ],
)
def test_a_place_is_named_from_the_smallest_part_to_the_whole(key, quote, vi, en):
    words = place_words(ACT, ACT.clause(key), quote)
    assert (words.vi, words.en) == (vi, en)
