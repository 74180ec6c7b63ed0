"""The page of what an office has to look at."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from api.assembly import create_or_open_library, open_service
from api.models_watch import WatchSection
from api.settings import Settings
from index.catalogue import ListKind, LoadedList
from standards.catalogue import HsName, Provenance
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
    Transition,
    Verb,
)
from web.site import create_site


@pytest.mark.parametrize(
    "address",
    ["/watch", "/watch?as_of=2021-08-15&lang=en", *[f"/watch?section={s}" for s in WatchSection]],
)
def test_the_page_is_well_formed_and_light(client, show, address):
    assert show(address).faults == []
    assert len(client.get(address).content) < 100_000


def test_counts_come_first_and_lead_to_their_sections(show, client):
    page = show("/watch?as_of=2021-08-15")
    counts = client.get("/api/v1/watch", params={"as_of": "2021-08-15"}).json()["counts"]
    told = [int(dd.text.replace(".", "")) for dd in page.all("dd")]
    assert told == [counts[section] for section in WatchSection]
    leads = [a.attributes["href"] for a in page.all("a")]
    ids = {section.attributes["id"] for section in page.all("section") if section.attributes}
    for section in WatchSection:
        assert f"#{section}" in leads
        assert section in ids


def test_a_section_with_nothing_in_it_says_so(show):
    page = show("/watch?as_of=2021-08-15")
    assert "Các nguồn không mâu thuẫn với nhau." in page.words
    assert "Chưa nạp biểu thuế" in page.words


def test_what_happened_stands_with_its_day_and_the_words(show):
    page = show("/watch?as_of=2021-08-15")
    assert "30/07/2021 · Bắt đầu có hiệu lực: QCVN 2:2021/BKHCN" in page.words
    assert "sau 45 ngày kể từ ngày ký ban hành" in page.words


def test_a_section_goes_on_page_by_page(show):
    page = show("/watch?section=unmet")
    total = int(page.all("h2")[0].text.rsplit("(", 1)[1].rstrip(")"))
    assert total > 0
    assert "Về mọi mục" in page.words


def test_the_day_is_chosen_without_a_script(show):
    page = show("/watch?as_of=2021-08-15&within=90")
    (day,) = page.all("input", type="date")
    assert (day.attributes["name"], day.attributes["value"]) == ("as_of", "2021-08-15")
    (chosen,) = [option for option in page.all("option") if "selected" in option.attributes]
    assert chosen.attributes["value"] == "90"


def test_every_page_leads_there(show):
    assert "/watch" in [a.attributes["href"] for a in show("/").all("a")]


@pytest.mark.parametrize("query", ["section=all", "as_of=mai", "section=unmet&cursor=x"])
def test_a_choice_that_does_not_exist_is_an_error(client, query):
    response = client.get(f"/watch?{query}", headers={"Accept": "text/html"})
    assert response.status_code == 400


# --- a library with something in every section ----------------------------------------------------


def made(number, slug, *, starts=None, cites="", **more):
    """A text made by hand that may cite a number in its clause 2.1."""
    text = f"Thử theo {cites} trong phòng thử nghiệm."
    at = text.index(cites)
    quoted = Citation(
        target=Identifier.parse(cites or "TCVN 1:1963"),
        text=cites,
        clause="2.1",
        page=1,
        start=at,
        end=at + len(cites),
    )
    body = Clause(key="2.1", label="2.1", heading="", text=text, page=1, last_page=1, parent=None)
    effect = EffectStatement(
        kind=EffectKind.STARTS,
        day=starts,
        rule=EffectRule(RuleKind.STATED),
        words="có hiệu lực",
        clause=None,
        page=1,
    )
    sha256 = hashlib.sha256(f"{slug}.pdf".encode()).hexdigest()
    whole = {
        "id": slug,
        "number": Identifier.parse(number) if number else None,
        "kind": Kind.QCVN,
        "title": f"Văn bản {slug}",
        "issuer": None,
        "source": Source(file=f"{slug}.pdf", sha256=sha256, pages=1, first_page=1, last_page=1),
        "effects": (effect,) if starts else (),
        "clauses": (body,) if cites else (),
        "citations": (quoted,) if cites else (),
    }
    return Document(**{**whole, **more})


def ending(target, day):
    return Relation(
        verb=Verb.REPLACES,
        target=Identifier.parse(target),
        clause=None,
        page=1,
        words=f"thay thế {target}",
        day=day,
    )


def documents():
    row = ProductRow(
        name="Mũ bảo hộ",
        hs=(HsCode.parse("6506.99.99"),),
        standards=(),
        page=1,
        clause=None,
        boxes=(),
        text="1 | Mũ bảo hộ",
    )
    rule = Transition(words="đến hết 31/08/2026", clause=None, page=1, until=date(2026, 9, 1))
    return [
        made("QCVN 41:2019/BGTVT", "cu", starts=date(2020, 7, 1), products=(row,)),
        made(
            "QCVN 41:2024/BGTVT",
            "moi",
            starts=date(2026, 7, 1),
            relations=(ending("QCVN 41:2019/BGTVT", date(2026, 7, 1)),),
            transitions=(rule,),
        ),
        made("QCVN 7:2021/BXD", "nhac", starts=date(2021, 1, 1), cites="QCVN 41:2019/BGTVT"),
        made("QCVN 8:2021/BXD", "khac", starts=date(2021, 1, 1), cites="TCVN 9999:2020"),
        made("QCVN 5:2010/BXD", "bi", starts=date(2010, 1, 1)),
        made(
            "1/2026/TT-BXD",
            "mot",
            starts=date(2026, 1, 1),
            relations=(ending("QCVN 5:2010/BXD", date(2026, 2, 1)),),
        ),
        made(
            "2/2026/TT-BXD",
            "hai",
            starts=date(2026, 1, 1),
            relations=(ending("QCVN 5:2010/BXD", date(2026, 9, 1)),),
        ),
        made(None, "khong-so"),
    ]


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """The site over texts made by hand and a tariff of one code, on 15/07/2026."""
    settings = Settings(library=tmp_path_factory.mktemp("busy") / "library", embedder="hashing")
    library = create_or_open_library(settings)
    page = PageText(
        number=1,
        width=595.0,
        height=842.0,
        page_class=PageClass.TEXT,
        reason="",
        text="",
    )
    with library.batch() as batch:
        for document in documents():
            batch.add(
                file=document.source.file,
                original=document.source.file.encode(),
                sha256=document.source.sha256,
                documents=[document],
                pages=[page],
                reader="0",
            )
    helmet = HsName(
        code=HsCode.parse("6506.10.20"),
        provenance=Provenance(source="biểu thuế", row=1),
        name_vi="Mũ bảo hộ",
        name_en="Safety helmets",
    )
    loaded = LoadedList(
        name="biểu thuế",
        kind=ListKind.HS,
        file="hs.tsv",
        sha256="0" * 64,
        records=1,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    library.catalogue.load(loaded, [helmet])
    library.close()
    service = open_service(settings, today=lambda: date(2026, 7, 15))
    with TestClient(create_site(settings, service=service)) as client:
        yield client


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_find_is_shown_in_both_languages(busy, read_page, language):
    response = busy.get("/watch", params={"lang": language}, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text[:300]
    page = read_page(response.text)
    assert page.faults == []
    empty = {"empty_files"}
    for section in WatchSection:
        (shown,) = [part for part in page.all("section") if part.attributes["id"] == section]
        assert ("(0)" in shown.text) is (section in empty), section


def test_finds_say_what_where_and_what_now(busy, read_page):
    busy.cookies.clear()
    page = read_page(busy.get("/watch", headers={"Accept": "text/html"}).text)
    for words in (
        "QCVN 7:2021/BXD viện dẫn QCVN 41:2019/BGTVT",
        "hết hiệu lực từ 01/07/2026",
        "thay bằng QCVN 41:2024/BGTVT",
        "Thử theo QCVN 41:2019/BGTVT trong phòng thử nghiệm.",
        "01/09/2026 · Hết thời gian chuyển tiếp: QCVN 41:2024/BGTVT",
        "TCVN 9999:2020 · 1 lần",
        "6506.99.99 · 1 dòng sản phẩm",
        "Bộ Giao thông vận tải (BGTVT) → BXD",
    ):
        assert words in page.words
    links = {a.attributes["href"] for a in page.all("a")}
    assert "/standards/nhac/clauses/2.1" in links
