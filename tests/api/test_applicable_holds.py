"""What must hold of every answer, on lists and regulations that were read from real files."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.assembly import open_library
from api.cli import main
from api.settings import Settings
from search.applicability import applicable
from search.applicability_model import LinkKind
from search.applicability_questions import UNKNOWN
from search.shelf import shelf
from standards.hs import HsCode
from standards.validity import Status

FILES = (
    "tt-01-2021-tt-bldtbxh-danh-muc-nhom-2.pdf",
    "tt-03-2010-tt-bldtbxh-danh-muc-nhom-2.word.pdf",
    "tt-04-2010-tt-bnnptnt-qcvn-01-14-va-01-15.pdf",
)
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "pdf"
GOODS = (
    ("mũ an toàn công nghiệp", ""),
    ("găng tay cách điện", ""),
    ("khẩu trang y tế", "6307.90.90"),
    ("phương tiện bảo vệ", ""),
    ("thang máy", "8428.10"),
    ("nồi hơi 10 bar", "8402"),
    ("trại nuôi lợn an toàn sinh học", ""),
    ("", "6506.10.20"),
    ("dây an toàn", ""),
)
DAYS = (date(2010, 6, 1), date(2015, 1, 1), date(2022, 3, 1), date(2026, 11, 22))
OUT = (Status.ENDED, Status.NOT_YET, Status.SUSPENDED)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    if not all((CORPUS / name).is_file() for name in FILES):
        pytest.skip("no shared folder with these real documents beside the checkout")
    folder = tmp_path_factory.mktemp("real")
    (folder / "pdf").mkdir()
    for name in FILES:
        shutil.copy(CORPUS / name, folder / "pdf" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACHUAN_EMBEDDER", "hashing")
        place = str(folder / "library")
        main(["ingest", str(folder / "pdf"), "--library", place, "--jobs", "1"])
    return open_library(Settings(library=folder / "library", embedder="hashing"))


def ask(library, goods, day, answers=()):
    product, code = goods
    codes = (HsCode.parse(code),) if code else ()
    return applicable(library, product, codes=codes, as_of=day, answers=answers)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(goods=st.sampled_from(GOODS), day=st.sampled_from(DAYS), pick=st.data())
def test_answers_only_take_away_and_not_knowing_keeps_all(library, goods, day, pick):
    before = ask(library, goods, day)
    ids = {item.id for item in before.items}
    if not before.questions:
        return
    question = pick.draw(st.sampled_from(before.questions))
    choice = pick.draw(st.sampled_from([*(one.id for one in question.choices), "none"]))
    after = ask(library, goods, day, ((question.id, choice),))
    assert {item.id for item in after.items} <= ids
    same = ask(library, goods, day, ((question.id, UNKNOWN),))
    assert {item.id for item in same.items} == ids


@pytest.mark.parametrize("day", DAYS)
def test_what_is_not_in_force_stands_in_no_group(library, day):
    for goods in GOODS:
        found = ask(library, goods, day)
        grouped = {name for group in found.groups for name in group.items}
        assert grouped == {item.id for item in found.items}
        assert all(item.standing.status not in OUT for item in found.items)
        apart = {item.id for item in (*found.ended, *found.not_yet, *found.suspended)}
        assert not grouped & apart


def test_the_words_of_every_step_stand_on_its_page(library):
    books = shelf(library)
    seen = 0
    for goods in GOODS:
        for item in ask(library, goods, DAYS[-1]).items:
            for link in item.chain:
                document = link.place.document
                named = link.words == str(link.number)
                if document is None or not link.place.page or named:
                    continue
                source = books.document(document).source
                # A row carries the heading of its group, which may stand pages before.
                back = 12 if link.kind is LinkKind.ROW else 0
                pages = [
                    page.text
                    for page in books.store.pages(source.sha256)
                    if link.place.page - back <= page.number <= link.place.page + 1
                ]
                said = letters(" ".join(pages))
                words = [word for word in terms_of(link.words) if len(word) > 1]
                held = sum(letters(word) in said for word in words)
                assert held >= 0.9 * len(words), (link.kind, link.words, link.place)
                seen += 1
    assert seen > 20


def terms_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
