"""Records in the forms of the field: valid, and saying what the record says."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pydantic.v1
import pydantic.v1.dataclasses
import pydantic.v1.datetime_parse
import pytest
import schema_org
import yaml
from lxml import etree

from api.forms import MEDIA_TYPES, forms_of
from api.jsonld import jsonld_body
from api.models_forms import RecordForm
from api.niso_sts import niso_sts_xml
from api.relaton import relaton_body
from api.relaton_xml import relaton_xml
from standards.document import Kind
from standards.errors import NotFound
from standards.validity import Status

BASE = "http://testserver"
ROOT = "/api/v1/standards"
NEW, OLD = f"{ROOT}/qcvn-16-2023-bxd", f"{ROOT}/qcvn-16-2019-bxd"
HELMET = f"{ROOT}/qcvn-2-2021-bkhcn"
ACT, TCVN = f"{ROOT}/04-2021-tt-bkhcn", f"{ROOT}/tcvn-1651-2-2018"
GRAMMARS = Path(__file__).parent / "forms"


@pytest.fixture(scope="module")
def relaton_item():
    """The model of an item by the makers of Relaton, which asks for the first pydantic."""
    first = {
        "pydantic": pydantic.v1,
        "pydantic.dataclasses": pydantic.v1.dataclasses,
        "pydantic.datetime_parse": pydantic.v1.datetime_parse,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, module in first.items():
            patch.setitem(sys.modules, name, module)
        from relaton.models.bibdata import BibliographicItem
    return BibliographicItem


@pytest.fixture(scope="module")
def records(service):
    """The record of every document of the library."""
    return [service.standard(item.slug) for item in service.standards(limit=500).items]


def read(node: dict) -> schema_org.Thing:
    """A node of JSON-LD as a strict model of schema.org; what that does not know is refused."""
    model = getattr(schema_org, node["@type"])
    ranges = {one.schema_name: one.ranges for one in model.SCHEMA_PROPERTIES}

    def value(name, given):
        if isinstance(given, list):
            return [value(name, one) for one in given]
        if isinstance(given, dict):
            return read(given)
        if "LegalForceStatus" in ranges[name]:
            return schema_org.LegalForceStatus(given)
        return date.fromisoformat(given) if "Date" in ranges[name] else given

    return model(**{name: value(name, one) for name, one in node.items() if name[0] != "@"})


def ld(body, **choices) -> dict:
    """The record as JSON-LD, as it is sent."""
    made = jsonld_body(body, BASE, **choices)
    return json.loads(made.model_dump_json(by_alias=True, exclude_none=True))


def test_every_record_is_valid_in_the_words_of_schema_org(records):
    kinds = {node["@type"] for node in map(ld, records)}
    assert kinds == {"Legislation", "CreativeWork"}
    for body in records:
        read(ld(body))


def test_a_property_that_schema_org_has_not_is_refused():
    with pytest.raises(KeyError):
        read({"@type": "Legislation", "legislationColour": "red"})
    with pytest.raises(ValueError, match="legislationAmends"):
        read({"@type": "Legislation", "legislationAmends": {"@type": "CreativeWork", "name": "a"}})


def test_json_ld_says_force_days_issuer_and_file(client):
    reply = client.get(f"{HELMET}/jsonld")
    assert reply.headers["content-type"] == "application/ld+json"
    node, record = reply.json(), client.get(HELMET).json()
    assert node["@context"] == "https://schema.org"
    assert node["@id"] == f"{BASE}{record['url']}"
    assert node["legislationIdentifier"] == "QCVN 2:2021/BKHCN"
    assert node["legislationDateVersion"] == record["as_of"] == "2026-07-15"
    assert node["legislationLegalForce"] == "https://schema.org/InForce"
    assert node["temporalCoverage"] == f"{record['in_force_from']}/.."
    assert node["legislationPassedBy"]["alternateName"] == "BKHCN"
    assert node["encoding"]["sha256"] == record["source"]["sha256"]
    assert len(node["citation"]) == len(record["cites"])
    replaced = client.get(f"{NEW}/jsonld").json()["legislationRepeals"]
    assert "QCVN 16:2019/BXD" in {one["legislationIdentifier"] for one in replaced}


@pytest.mark.parametrize(
    ("status", "force"),
    [
        (Status.IN_FORCE, "InForce"),
        (Status.PARTLY_ENDED, "PartiallyInForce"),
        (Status.ENDED, "NotInForce"),
        (Status.NOT_YET, "NotInForce"),
        (Status.SUSPENDED, "NotInForce"),
        (Status.UNVERIFIED, None),
    ],
)
def test_force_follows_the_status_and_is_left_out_where_that_is_not_verified(
    service, status, force
):
    body = service.standard("qcvn-2-2021-bkhcn").model_copy(update={"status": status})
    node = ld(body)
    told = node.get("legislationLegalForce")
    assert told == (f"https://schema.org/{force}" if force else None)
    assert node["creativeWorkStatus"]["termCode"] == status
    read(node)


def test_json_ld_is_for_the_day_that_is_asked(client):
    before = client.get(f"{HELMET}/jsonld", params={"as_of": "2021-07-01"}).json()
    assert before["legislationDateVersion"] == "2021-07-01"
    assert before["creativeWorkStatus"]["termCode"] == "not_yet"


def test_an_act_sets_into_force_what_it_issues_and_a_standard_is_no_legislation(client):
    act = client.get(f"{ACT}/jsonld").json()
    assert "QCVN 2:2021/BKHCN" in {
        one["legislationIdentifier"] for one in act["legislationCommences"]
    }
    standard = client.get(f"{TCVN}/jsonld").json()
    assert standard["@type"] == "CreativeWork"
    assert not [name for name in standard if name.startswith("legislation")]
    assert standard["encoding"]["@type"] == "MediaObject"


def test_the_brief_form_leaves_out_citations_and_terms_alone(records):
    body = next(one for one in records if one.definitions and one.cites)
    whole, brief = ld(body), ld(body, brief=True)
    assert whole.keys() - brief.keys() == {"citation", "hasPart"}
    assert {name: whole[name] for name in brief} == brief


def test_every_relaton_item_is_one_for_the_models_of_relaton(records, relaton_item):
    for body in records:
        made = relaton_body(body, BASE)
        told = json.loads(made.model_dump_json(by_alias=True, exclude_none=True))
        item = relaton_item.parse_obj(told)
        assert [one.id for one in item.docid] == [one.id for one in made.docid]
        assert [one.type for one in item.relation] == [one.type for one in made.relation]
        assert {one.type: one.value for one in item.date} == {
            one.type: one.value for one in made.date
        }
    with pytest.raises(ValueError, match="docid"):
        relaton_item.parse_obj({"docid": [{"id": "QCVN 2:2021/BKHCN"}]})


def test_relaton_as_xml_is_in_the_order_of_its_grammar_and_says_the_same(records):
    grammar = etree.RelaxNG(etree.parse(GRAMMARS / "relaton.rng"))
    for body in records:
        item = relaton_body(body, BASE)
        root = etree.fromstring(relaton_xml(item))
        grammar.assertValid(root)
        assert [one.text for one in root.findall("docidentifier")] == [one.id for one in item.docid]
        assert root.findtext("status/stage") == body.status
        assert {one.get("type"): one.findtext("on") for one in root.findall("date")} == {
            one.type: one.value.isoformat() for one in item.date
        }
        assert [
            (one.get("type"), one.findtext("bibitem/docidentifier"))
            for one in root.findall("relation")
        ] == [(one.type, one.bibitem.docid[0].id) for one in item.relation]


def test_relaton_tells_what_replaces_a_text_and_is_read_as_yaml(client):
    reply = client.get(f"{HELMET}/relaton")
    told = yaml.load(reply.text, yaml.BaseLoader)
    assert told["docid"][0] == {"id": "QCVN 2:2021/BKHCN", "type": "QCVN", "primary": "true"}
    assert told["validity"] == {"begins": client.get(HELMET).json()["in_force_from"]}
    assert told["docstatus"] == {"stage": {"value": "in_force"}}
    assert told["biblionote"][0]["content"].startswith("in_force on 2026-07-15: ")
    assert "instanceOf" in {one["type"] for one in told["relation"]}
    old = client.get(f"{OLD}/relaton").json()
    by = {one["type"]: one["bibitem"]["docid"][0]["id"] for one in old["relation"]}
    assert by["obsoletedBy"] == "QCVN 16:2023/BXD"
    assert "null" not in reply.text


def test_every_standard_has_valid_metadata_of_niso_sts(records):
    grammar = etree.RelaxNG(etree.parse(GRAMMARS / "niso_sts.rng"))
    seen = 0
    for body in records:
        if body.kind in (Kind.QCVN, Kind.TCVN):
            grammar.assertValid(etree.fromstring(niso_sts_xml(body, BASE)))
            seen += 1
        else:
            with pytest.raises(NotFound, match="JSON-LD or Relaton"):
                niso_sts_xml(body, BASE)
    assert seen > 2


def test_niso_sts_splits_the_number_and_tells_the_day_of_the_status(client):
    meta = ElementTree.fromstring(client.get(f"{TCVN}/sts.xml").content).find("front/std-meta")
    assert meta.findtext("std-ident/doc-number") == "1651"
    assert meta.findtext("std-ident/part-number") == "2"
    assert [one.text for one in meta.findall("std-ref")] == ["TCVN 1651-2:2018", "TCVN 1651-2"]
    custom = {
        one.findtext("meta-name"): one.findtext("meta-value")
        for one in meta.findall("custom-meta-group/custom-meta")
    }
    assert custom["status-on"] == "2026-07-15"
    old = ElementTree.fromstring(client.get(f"{OLD}/sts.xml").content).find("front/std-meta")
    refs = {one.get("type"): one.findtext("std-ref") for one in old.findall("std-xref")}
    assert refs["superseded-by"] == "QCVN 16:2023/BXD"
    assert client.get(f"{ACT}/sts.xml").status_code == 404


@pytest.mark.parametrize("address", [NEW, ACT, TCVN])
def test_the_record_and_its_link_header_lead_to_every_form(client, address):
    reply = client.get(address, params={"as_of": "2026-07-01"})
    links = reply.json()["links"]
    named = re.findall(r'<([^>]+)>; rel="(\w+)"; type="([^"]+)"', reply.headers["link"])
    assert named == [(one["url"], one["rel"], one["type"]) for one in links]
    assert ("sts" in {one["form"] for one in links}) is (address != ACT)
    for one in links:
        form = client.get(one["url"])
        assert form.status_code == 200, one
        assert form.headers["content-type"].split(";")[0] == one["type"]


def test_every_form_has_a_media_type_and_a_place():
    assert set(MEDIA_TYPES) == set(RecordForm)
    assert len({one.url for one in forms_of("a", Kind.QCVN)}) == len(RecordForm)
