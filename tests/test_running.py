"""What is written about running a server is true: settings, unit, container, threats."""

from __future__ import annotations

import ast
import configparser
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from api.cli_parser import build_parser
from api.settings import VARIABLES, Settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DEPLOY = ROOT / "deploy"
NAMES = {variable.name for variable in VARIABLES}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def words(command):
    """Every command that the command line has."""
    (actions,) = (one for one in command._actions if getattr(one, "choices", None))
    return set(actions.choices)


COMMANDS = words(build_parser())


@pytest.mark.parametrize(
    "page",
    [
        "docs/running.md",
        "docs/threats.md",
        "docs/problems.md",
        "deploy/Containerfile",
        "deploy/trachuan.service",
    ],
)
def test_every_setting_that_is_named_exists(page):
    text = (ROOT / page).read_text("utf-8")
    assert set(re.findall(r"TRACHUAN_[A-Z_]+", text)) <= NAMES


def test_every_command_that_is_named_exists():
    text = (DOCS / "running.md").read_text("utf-8")
    named = set(re.findall(r"(?<![/-])\btrachuan ([a-z]+)\b", text))
    assert {"serve", "ingest", "backup", "restore"} <= named <= COMMANDS


def test_every_metric_on_the_page_is_told_and_every_one_told_is_on_the_page():
    page = (DOCS / "running.md").read_text("utf-8")
    source = (ROOT / "api" / "metrics.py").read_text("utf-8")
    told = set(re.findall(r'"trachuan_([a-z_]+)"', source))
    told |= set(re.findall(r'_gauge\(\s*"([a-z_]+)"', source))
    full = page.replace("`…_", "`trachuan_library_")
    named = {name.removesuffix("_total") for name in re.findall(r"`trachuan_([a-z_]+)`", full)}
    assert named == told
    assert len(named) >= 8


@pytest.fixture(scope="module")
def unit():
    """The unit of systemd; what stands twice is kept as lines."""

    class Many(dict):
        def __setitem__(self, key, value):
            if isinstance(value, list) and key in self:
                value = [*self[key], *value]
            super().__setitem__(key, value)

    read = configparser.ConfigParser(
        interpolation=None, strict=False, dict_type=Many, delimiters=("=",)
    )
    read.optionxform = str
    read.read(DEPLOY / "trachuan.service", encoding="utf-8")
    return read


def test_the_service_starts_a_command_that_exists_with_settings_that_can_be_used(unit):
    program, *given = shlex.split(unit["Service"]["ExecStart"])
    assert Path(program).name in PROJECT["project"]["scripts"]
    build_parser().parse_args(given)
    pairs = dict(
        pair.split("=", 1)
        for line in unit["Service"]["Environment"].split("\n")
        for pair in shlex.split(line)
    )
    chosen = Settings.from_environment({k: v for k, v in pairs.items() if k in NAMES})
    state, cache = (unit["Service"][f"{name}Directory"] for name in ("State", "Cache"))
    assert chosen.library.is_relative_to(f"/var/lib/{state}")
    assert chosen.cache == Path(f"/var/cache/{cache}")


def test_the_service_may_do_nothing_but_serve(unit):
    service = unit["Service"]
    assert service["User"] not in ("", "root", "0")
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[name] == "true"
    assert service["MemoryMax"]
    assert int(service["TimeoutStopSec"]) > Settings().stop_seconds


@pytest.fixture(scope="module")
def container():
    """The steps of the container file: word and argument."""
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ").splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def test_the_container_is_made_of_what_is_there(container):
    (base,) = (what for step, what in container if step == "FROM")
    assert base == "python:3.11-slim"
    copied = {name for step, what in container if step == "COPY" for name in what.split()[:-1]}
    for name in copied:
        assert (ROOT / name).exists(), name
    assert copied >= {name.split(".")[0] for name in PROJECT["tool"]["setuptools"]["packages"]}
    assert {"pyproject.toml", PROJECT["project"]["readme"]} <= copied


def test_the_container_installs_pytorch_first_and_in_the_version_of_the_project(container):
    installs = [what for step, what in container if step == "RUN" and "pip install" in what]
    (pinned,) = (one for one in PROJECT["project"]["dependencies"] if one.startswith("torch"))
    assert pinned in installs[0].split()
    assert not [
        step for step, _ in container[: container.index(("RUN", installs[0]))] if step == "COPY"
    ]
    extras = re.search(r"\.\[([a-z,]+)\]", installs[1])[1].split(",")
    assert set(extras) <= PROJECT["project"]["optional-dependencies"].keys()


def test_the_container_has_the_system_packages_of_the_makefile(container):
    told = " ".join(what for step, what in container if step == "RUN")
    wanted = re.search(r"APT_PACKAGES := (.+)", (ROOT / "Makefile").read_text("utf-8"))[1].split()
    for package in set(wanted) - {"chromium"}:
        assert package in told


def test_the_container_runs_without_rights_commands_that_exist(container):
    steps = [step for step, _ in container]
    (user,) = (what for step, what in container if step == "USER")
    assert user not in ("root", "0")
    assert steps.index("USER") < steps.index("ENTRYPOINT")
    held = dict(container)
    assert ast.literal_eval(held["ENTRYPOINT"]) == ["trachuan"]
    build_parser().parse_args(ast.literal_eval(held["CMD"]))
    prepared = [what for step, what in container if what.startswith("trachuan ")]
    assert [what.split()[1] for what in prepared] == ["model"]
    python, flag, code = ast.literal_eval(held["HEALTHCHECK"].split("CMD", 1)[1].strip())
    assert (python, flag) == ("python", "-c")
    compile(code, "healthcheck", "exec")
    assert "http://127.0.0.1:8000/healthz" in code
    chosen = Settings.from_environment(
        {k: v for k, v in (pair.split("=", 1) for pair in held["ENV"].split()) if k in NAMES}
    )
    assert chosen.port == 8000
    assert chosen.library.is_relative_to(held["VOLUME"])


def test_every_threat_has_a_defence_and_tests_that_exist():
    page = (DOCS / "threats.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| ") and "::" in line
    ]
    assert len(rows) > 30
    held: dict[str, set[str]] = {}
    for threat, _, defence, tests in rows:
        assert threat
        assert defence
        named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", tests)
        assert named, threat
        for file, test in named:
            if file not in held:
                tree = ast.parse((ROOT / file).read_text("utf-8"))
                held[file] = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
            assert test in held[file], f"{file}::{test}"
    tables = [line for line in page.splitlines() if line.startswith("| threat")]
    assert len(tables) == 6
