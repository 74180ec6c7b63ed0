"""What can be taken away, as a page."""

import re

import pytest

from web.language import Language, Words


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_bulk_file_is_named_with_rows_and_checksum(client, lang):
    page = client.get("/data", params={"lang": lang}).text
    body = client.get("/api/v1/bulk").json()
    assert len(body["files"]) == 6
    for file in body["files"]:
        assert f'href="{file["url"]}"' in page
        assert file["sha256"] in page
        assert file["about" if lang == "vi" else "about_en"] in page
    assert body["changes_url"] in page
    for right in body["rights"]:
        assert right["source"] in page


def test_every_link_of_the_page_leads_somewhere(client):
    page = client.get("/data").text
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'href="(/[^"#]*)"', main))
    assert len(links) > 8
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_sizes_are_said_in_the_language():
    vi, en = Words(Language.VI), Words(Language.EN)
    assert vi.size(999) == "999\N{NO-BREAK SPACE}B"
    assert vi.size(1_234_567) == "1,2\N{NO-BREAK SPACE}MB"
    assert en.size(1_234_567) == "1.2\N{NO-BREAK SPACE}MB"
    assert en.size(45_600) == "46\N{NO-BREAK SPACE}kB"
