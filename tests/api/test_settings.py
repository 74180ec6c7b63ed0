"""Settings come from the environment, and the page about them tells the truth."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import VARIABLES, Settings
from standards.errors import BadInput

ROOT = Path(__file__).resolve().parents[2]


def test_an_empty_environment_gives_the_defaults_that_the_list_names():
    settings = Settings.from_environment({})
    assert settings == Settings()
    named = {variable.name: variable.default for variable in VARIABLES}
    assert named["TRACHUAN_LIBRARY"] == f"./{settings.library}"
    assert named["TRACHUAN_PORT"] == str(settings.port)
    assert named["TRACHUAN_HOST"] == settings.host


def test_every_field_has_its_variable_and_every_variable_its_field():
    names = {variable.name.removeprefix("TRACHUAN_").lower() for variable in VARIABLES}
    assert names == {field.name for field in fields(Settings)}


@pytest.mark.parametrize(
    ("name", "value", "field", "wanted"),
    [
        ("TRACHUAN_LIBRARY", "/tmp/thư viện", "library", Path("/tmp/thư viện")),
        ("TRACHUAN_MODEL", "other/model", "model", "other/model"),
        ("TRACHUAN_EMBEDDER", "hashing", "embedder", "hashing"),
        ("TRACHUAN_CACHE", "/tmp/c", "cache", Path("/tmp/c")),
        ("TRACHUAN_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("TRACHUAN_PORT", " 9000 ", "port", 9000),
        ("TRACHUAN_MAX_BODY", "10", "max_body", 10),
        ("TRACHUAN_MAX_ANSWERS", "3", "max_answers", 3),
    ],
)
def test_a_variable_sets_its_field(name, value, field, wanted):
    assert getattr(Settings.from_environment({name: value}), field) == wanted


@pytest.mark.parametrize("value", ["abc", "-1", "70000", "8000.5", "８０００"])
def test_a_port_that_is_none_is_refused_by_name(value):
    with pytest.raises(BadInput, match="TRACHUAN_PORT"):
        Settings.from_environment({"TRACHUAN_PORT": value})


def test_the_page_about_settings_lists_all_variables_with_their_defaults():
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `(TRACHUAN_\w+)` \| (?:`([^`]*)`)? ?\|", page, re.MULTILINE)
    assert rows == [(variable.name, variable.default) for variable in VARIABLES]
