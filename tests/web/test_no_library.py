"""The site before there is a library: it runs, and says what to do."""

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from web.site import create_site


@pytest.fixture
def client(tmp_path):
    settings = Settings(library=tmp_path / "none", embedder="hashing")
    with TestClient(create_site(settings), raise_server_exceptions=False) as connected:
        yield connected


def test_the_home_page_says_how_to_fill_the_library(client, read_page):
    reply = client.get("/")
    assert reply.status_code == 200
    assert "trachuan ingest" in read_page(reply.text).words


@pytest.mark.parametrize(
    "address", ["/?q=mũ", "/standards", "/standards/a", "/standards/a/pages/1"]
)
def test_other_pages_say_that_the_library_is_missing(client, read_page, address, tmp_path):
    reply = client.get(address)
    page = read_page(reply.text)
    assert reply.status_code == 503
    assert page.faults == []
    assert "trachuan ingest" in page.words
    assert str(tmp_path) not in reply.text
    assert int(reply.headers["retry-after"]) > 0
