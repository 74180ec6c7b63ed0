"""What lets machines find the site: sitemap, robots.txt, OpenSearch, DCAT."""

from __future__ import annotations

import re
import shutil
import time
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS

from api.app import create_app
from api.assembly import create_or_open_library, open_service
from api.bulk_files import BULK_FILES
from api.dcat import dcat_body
from api.models_bulk import BulkBody, BulkState
from api.settings import Settings
from api.sitemap import PAGES, Sitemap
from standards.errors import NotFound

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OS = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
BASE = "http://testserver"


@pytest.fixture
def own(built, tmp_path):
    """Settings over a library of one's own."""
    shutil.copytree(built, tmp_path / "library")
    return Settings(library=tmp_path / "library", embedder="hashing")


def urls(content: bytes) -> dict[str, str | None]:
    """Addresses of a sitemap, or of its index, with their moments."""
    return {
        one.findtext("s:loc", namespaces=NS): one.findtext("s:lastmod", namespaces=NS)
        for one in ElementTree.fromstring(content)
    }


def test_the_sitemap_names_every_document_and_work_with_the_moment_of_its_last_change(client):
    (part,) = urls(client.get("/sitemap.xml").content)
    told = urls(client.get(part.removeprefix(BASE)).content)
    records = client.get("/api/v1/standards", params={"limit": 500}).json()["items"]
    changes = client.get("/api/v1/changes", params={"limit": 500}).json()["items"]
    last = {one["slug"]: one["at"] for one in changes}
    for record in records:
        assert told[f"{BASE}{record['url']}"] == last[record["slug"]]
    assert f"{BASE}/works/qcvn-16-bxd" in told
    assert len(told) == len(set(told)) > len(records)
    for page in PAGES:
        assert told[f"{BASE}{page}"] is None


def test_a_sitemap_is_cut_into_parts_that_hold_every_address_once(own, built):
    store = create_or_open_library(own).store
    whole = urls(Sitemap(store).part(1, BASE))
    cut = Sitemap(store, most=4)
    parts = list(urls(cut.index(BASE)))
    assert len(parts) == -(-len(whole) // 4) > 2
    met = [urls(cut.part(number, BASE)) for number in range(1, len(parts) + 1)]
    assert max(map(len, met)) == 4
    assert [address for one in met for address in one] == list(whole)
    with pytest.raises(NotFound, match="there are"):
        cut.part(len(parts) + 1, BASE)


def test_a_document_that_goes_leaves_the_sitemap(own, commands):
    with TestClient(create_app(own, service=open_service(own))) as client:
        before = urls(client.get("/sitemaps/1.xml").content)
        status, _, _ = commands(own.library)("delete", "qcvn-7-2019-bkhcn-thep-cot-be-tong.pdf")
        assert status == 0
        client.get("/api/v1/standards")
        after = urls(client.get("/sitemaps/1.xml").content)
    gone = before.keys() - after.keys()
    assert f"{BASE}/standards/qcvn-7-2019-bkhcn" in gone


def test_robots_may_read_what_is_public_and_not_the_desk(client):
    text = client.get("/robots.txt").text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    for path in ("/", "/standards/qcvn-2-2021-bkhcn", "/api/v1/standards", "/check"):
        assert rules.can_fetch("anybot", path)
    for path in ("/desk", "/desk/cases", "/api/v1/desk/me", "/report/abc", "/check/report"):
        assert not rules.can_fetch("anybot", path)
    assert rules.site_maps() == [f"{BASE}/sitemap.xml"]


def test_opensearch_leads_to_the_page_and_to_json(client):
    reply = client.get("/opensearch.xml")
    assert reply.headers["content-type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(reply.content)
    assert len(root.findtext("o:ShortName", namespaces=OS)) <= 16
    assert len(root.findtext("o:LongName", namespaces=OS)) <= 48
    assert len(root.findtext("o:Description", namespaces=OS)) <= 1024
    templates = {one.get("type"): one.get("template") for one in root.findall("o:Url", OS)}
    address = templates["application/json"].replace("{count?}", "3")
    address = address.replace("{searchTerms}", "mũ bảo hiểm").removeprefix(BASE)
    assert client.get(address).json()["q"] == "mũ bảo hiểm"
    assert templates["text/html"] == f"{BASE}/?q={{searchTerms}}"


def test_dcat_is_a_catalogue_of_the_bulk_files_in_terms_that_exist(own):
    with TestClient(create_app(own, service=open_service(own))) as client:
        bulk = client.get("/api/v1/bulk").json()
        deadline = time.monotonic() + 20
        while bulk["state"] != "ready" and time.monotonic() < deadline:
            time.sleep(0.1)
            bulk = client.get("/api/v1/bulk").json()
        reply = client.get("/api/v1/dcat.jsonld")
    assert reply.headers["content-type"] == "application/ld+json"
    graph = rdflib.Graph().parse(data=reply.text, format="json-ld")
    known = {str(DCAT): DCAT, str(DCTERMS): DCTERMS, str(RDF): RDF, str(RDFS): RDFS}
    for _, term, value in graph:
        for name in (term, value) if term == RDF.type else (term,):
            space = re.match(r".*[/#]", name)[0]
            assert space == str(SPDX) or name in known[space], name
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    (dataset,) = graph.objects(catalogue, DCAT.dataset)
    found = {
        str(graph.value(one, DCTERMS.title)): one
        for one in graph.objects(dataset, DCAT.distribution)
    }
    assert set(found) == {file.name for file in BULK_FILES}
    for file in bulk["files"]:
        one = found[file["name"]]
        assert str(graph.value(one, DCAT.downloadURL)) == BASE + file["url"]
        assert graph.value(one, DCAT.byteSize).toPython() == file["bytes"]
        checksum = graph.value(one, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file["sha256"]
    assert graph.value(dataset, DCTERMS.license) is None
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    assert graph.value(service, DCAT.servesDataset) == dataset


def test_dcat_names_no_file_that_was_not_made_and_no_licence_that_was_not_granted():
    nothing = BulkBody(
        state=BulkState.NONE,
        built_at=None,
        version=None,
        cursor=None,
        changes_url=None,
        documents=None,
        licence=None,
        rights=[],
        files=[],
    )
    told = dcat_body(nothing, BASE).dataset[0]
    assert told.distribution == []
    assert told.modified is None
    granted = dcat_body(nothing.model_copy(update={"licence": "CC BY 4.0"}), BASE).dataset[0]
    assert granted.rights[0].label == ["CC BY 4.0"]
