"""Made-up requests for every operation of the OpenAPI document: no fault of the server, no answer
that the document does not tell of. Behind the login and with a key, too.

Requests are made from the schemas (schemathesis): right ones and wrong ones; half of them are about
things that the library holds, for a made-up slug ends at 404. The same ones each time.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from datetime import date

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import content_type_conformance, response_schema_conformance
from schemathesis.config import SchemathesisConfig

from api.assembly import open_service
from api.desk.accounts import Role, add_account
from api.desk.opening import DeskOpener
from api.desk.sessions import find_session, start_session
from api.jobs import add_job, begin_job, end_job
from api.keys import KeyRole, add_key
from api.models_jobs import JobFileBody, JobState
from api.problems import known_codes
from api.settings import Settings
from web.site import create_site

FEW, MANY = 2, 60
CLOSED = ("login", "api-key")
FORMS = ("/api/", "/healthz", "/readyz", "/metrics", "/feeds/")
OWN_HEADERS = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
"""Who asks is not made up."""

RIGHT_BODIES = {
    "POST /api/v1/uploads": ("application/pdf", b"%PDF-1.7", {"name": "mau.pdf"}),
    "PUT /api/v1/standards/{slug}/facts/{fact}": (
        "application/json",
        {"value": "QCVN 2:2021/BKHCN"},
        {},
    ),
}
"""What no schema can say."""


@schemathesis.serializer("application/pdf")
def as_it_is(_, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def office(built, tmp_path_factory):
    """A site over a copy of the built library with a desk of its own, and the headers of an
    administrator and of a keeper. Another has the turn of its jobs: they wait."""
    folder = tmp_path_factory.mktemp("office")
    chosen = Settings(library=shutil.copytree(built, folder / "library"), embedder="hashing")
    app = create_site(chosen, service=open_service(chosen, today=lambda: date(2026, 7, 15)))
    app.state.desk = DeskOpener(folder / "desk.sqlite3")
    desk = app.state.desk()
    add_account(desk, "lan", Role.ADMIN, full_name="Trần Thị Lan", by="test")
    token = start_session(desk, "lan", address="192.0.2.7")
    session = find_session(desk, token)
    desk_headers = {"Cookie": f"desk={token}", "X-CSRF-Token": session.csrf}
    secret = add_key(desk, "portal", KeyRole.KEEPER, by="test")
    spool = app.state.jobs.spool
    spool.folder.mkdir()
    failed_job(desk)
    with spool.turn():
        yield app, {"login": desk_headers, "api-key": {"Authorization": f"Bearer {secret}"}}


def failed_job(desk):
    file = JobFileBody(file="mau.pdf", sha256="0" * 64, bytes=9)
    job = add_job(desk, folder="gone", key="portal", files=[file])
    begin_job(desk, job)
    end_job(desk, job, JobState.FAILED)


def examples_of(operation):
    """The first example of each parameter, by place and name."""
    return {
        (place, parameter["name"]): next(iter(parameter["examples"].values()))["value"]
        for parameter in operation.definition.raw.get("parameters", [])
        if "examples" in parameter
        for place in [{"path": "path_parameters", "query": "query"}.get(parameter["in"])]
    }


def about_something_held(case, held, mode):
    """The same request with parameters that an example of the document gives."""
    for (place, name), value in held.items():
        container = getattr(case, place)
        if container and name in container:
            container[name] = value
    if case.operation.label in RIGHT_BODIES and mode is GenerationMode.POSITIVE:
        case.media_type, case.body, named = RIGHT_BODIES[case.operation.label]
        case.query = {**(case.query or {}), **named}


def check(case, response):
    words = response.content[:500].decode("utf-8", "replace")
    told = f"{case.method} {response.request.url}: {response.status_code} {words}"
    assert response.status_code < 500, told
    if response.status_code >= 400 and case.operation.path.startswith(FORMS):
        body = json.loads(response.text)
        assert response.headers["content-type"] == ["application/problem+json"], told
        assert body["code"] in known_codes(), told
        assert body["status"] == response.status_code, told
    checks = [response_schema_conformance]
    if response.status_code < 300:
        checks.append(content_type_conformance)
    case.validate_response(response, checks=checks)


def ask_one(operation, mode, headers, most):
    """Send ``most`` requests to an operation; the statuses that came."""
    statuses, held = set(), examples_of(operation)

    @seed(20261123)
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_held=st.sampled_from([True, False]))
    def send(case, is_held):
        if is_held:
            about_something_held(case, held, mode)
        response = case.call(headers=headers)
        check(case, response)
        statuses.add(response.status_code)

    try:
        send()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, operation.label  # there is nothing to do wrong
    return statuses


def ask_all(app, headers, most):
    """Send ``most`` right and ``most`` wrong requests to each operation; the statuses that came,
    by what the operation needs. ``headers`` are given by the same."""
    document = schemathesis.openapi.from_asgi("/openapi.json", app, config=OWN_HEADERS)
    statuses = defaultdict(set)
    found = [one.ok() for one in document.get_all_operations()]
    for operation in sorted(found, key=takes_away):
        needs = operation.definition.raw.get("x-needs")
        sent = headers.get(needs, headers.get("login", {}))
        came = ask_one(operation, GenerationMode.POSITIVE, sent, most)
        if can_be_wrong(operation.definition.raw):
            came |= ask_one(operation, GenerationMode.NEGATIVE, sent, most)
        statuses[needs] |= came
    return statuses


def takes_away(operation):
    """What others are asked about goes last."""
    return operation.method.upper() == "DELETE", operation.path == "/api/v1/files/{name}"


def can_be_wrong(told):
    """Whether more than a path is sent: any text may stand in a path."""
    return "requestBody" in told or any(p["in"] == "query" for p in told.get("parameters", []))


def test_no_operation_fails_whatever_everybody_sends(office):
    app, _ = office
    statuses = ask_all(app, {}, FEW)
    assert {200, 404, 422} <= statuses[None]
    for needs in CLOSED:
        assert 401 in statuses[needs] <= {400, 401, 404, 422}


def test_no_operation_fails_whatever_an_administrator_or_a_keeper_sends(office):
    app, headers = office
    statuses = ask_all(app, headers, FEW)
    assert {200, 404, 422} <= statuses["login"]
    assert {200, 202, 404, 422} <= statuses["api-key"]
    assert not {401, 403} & set().union(*statuses.values())


@pytest.mark.slow
def test_no_operation_fails_on_many_requests(office):
    app, headers = office
    ask_all(app, {}, MANY)
    ask_all(app, headers, MANY)
