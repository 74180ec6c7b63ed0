"""Citations in every form: the same words as answers, and files that other programs read."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from api.citation_forms import Reference, as_bibtex, as_csl, as_ris
from standards.document import Kind

DAY = date(2026, 7, 15)


SLUG = "/api/v1/standards/qcvn-2-2021-bkhcn/citation"
ACT = "/api/v1/standards/04-2021-tt-bkhcn/citation"
CSL = {
    *("id", "type", "title", "number", "genre", "authority", "publisher", "jurisdiction"),
    *("language", "issued", "section", "page", "URL", "accessed", "note"),
}
"""Variables of the schema of CSL-JSON 1.0.2 that we use; it allows no others."""
ODD = Reference(
    key="sơn-đặc biệt",
    kind=Kind.TCVN,
    number="TCVN 1_2:2020",
    title="Sơn & véc-ni {loại #1} 100% ~ ^ \\ $\n hai dòng",
    issuer="Bộ Y tế",
    issued=None,
    place="mục 1",
    page=3,
    note="",
    url="/standards/a%20b",
    accessed=DAY,
)


def entries(text: str) -> dict[str, str]:
    """The fields of the one entry; braces must pair."""
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE))


@pytest.mark.parametrize(
    "question", ["mũ bảo hiểm cho người đi mô tô", "QCVN 2:2021/BKHCN", "6506.10.10", "thép cốt"]
)
def test_the_address_of_an_answer_gives_the_very_words_of_its_citation(client, question):
    answers = client.get("/api/v1/ask", params={"q": question}).json()["answers"]
    assert answers
    for answer in answers:
        body = client.get(answer["citation_url"]).json()
        assert (body["vi"], body["en"]) == (answer["citation"], answer["citation_en"])


def test_an_act_named_the_first_time_has_its_day_body_and_subject(client):
    body = client.get(ACT).json()
    assert re.match(
        r"Thông tư số 04/2021/TT-BKHCN ngày \d\d tháng \d\d? năm 2021 của Bộ Khoa học và Công nghệ "
        r"\w",
        body["vi_full"],
    )
    assert "of the Ministry of Science and Technology, Viet Nam" in body["en_full"]
    assert body["vi"].startswith("Thông tư số 04/2021/TT-BKHCN, có hiệu lực từ ")


def test_a_clause_is_cited_from_the_smallest_part_to_the_whole(client):
    body = client.get(SLUG, params={"clause": "1.1"}).json()
    assert body["vi"].startswith("mục 1.1, ")
    assert body["vi_full"].startswith("mục 1.1, ")
    assert "ban hành kèm theo Thông tư số 04/2021/TT-BKHCN" in body["vi_full"]


@pytest.mark.parametrize(("address", "kind"), [(SLUG, "standard"), (ACT, "legislation")])
def test_csl_has_the_right_type_and_no_variable_that_csl_has_not(client, address, kind):
    reply = client.get(address, params={"form": "csl"})
    assert reply.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    (item,) = json.loads(reply.text)
    assert item["type"] == kind
    assert set(item) <= CSL
    assert None not in item.values()
    assert [item] == client.get(address).json()["csl"]
    assert all(isinstance(part, int) for part in item["issued"]["date-parts"][0])


def test_characters_that_tex_reads_otherwise_are_escaped():
    fields = entries(as_bibtex(ODD))
    assert fields["title"] == (
        r"{Sơn \& véc-ni \{loại \#1\} 100\% \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{} \$ hai dòng}"
    )
    assert fields["number"] == r"TCVN 1\_2:2020"
    assert fields["url"] == "/standards/a%20b"
    assert fields["year"] == "2020"
    assert as_bibtex(ODD).startswith("@techreport{son-dac-biet,\n")


def test_a_day_that_is_not_known_is_left_out_and_the_year_is_that_of_the_number():
    assert as_csl(ODD).model_dump(by_alias=True)["issued"] == {"date-parts": [[2020]]}
    assert "DA  -" not in as_ris(ODD)
    assert as_ris(ODD).endswith("\r\nER  - \r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in as_ris(ODD).split("\r\n")[:-1])


def test_an_act_is_legislation_and_a_form_alone_is_a_file(client):
    reply = client.get(ACT, params={"form": "bibtex"})
    assert reply.text.startswith("@legislation{04-2021-tt-bkhcn,")
    assert "04-2021-tt-bkhcn.bib" in reply.headers["content-disposition"]
    assert client.get(ACT, params={"form": "vi_full"}).text == client.get(ACT).json()["vi_full"]


@pytest.mark.parametrize(
    ("query", "status"),
    [({"clause": "99.9"}, 404), ({"row": 9999}, 404), ({"number": "xyz"}, 400)],
)
def test_what_is_not_there_cannot_be_cited(client, query, status):
    assert client.get(SLUG, params=query).status_code == status
