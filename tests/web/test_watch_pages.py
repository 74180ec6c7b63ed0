"""The page of what an office has to look at."""

import pytest

from api.models_watch import WatchSection


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
