"""The audit log in words: every action that the program writes down has a name."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from api.desk.reports import ReportState
from api.models_jobs import JobState
from web.desk.audit_pages import CALLED

ROOT = Path(__file__).resolve().parents[3]
PLACES = ("api/*.py", "api/desk/*.py", "web/desk/*.py")
WRITTEN = re.compile(
    r'(?:\.change|_told)\(\s*(?:desk, key|[^,()]+(?:\.\w+)?), f?"([a-z][a-z.{}_-]+)"'
)
STATES = {
    "report.{state}": [f"report.{one}" for one in ReportState],
    "upload.{state}": [f"upload.{one}" for one in JobState if one.has_ended],
}


def actions():
    """What stands in the source as the action of a change."""
    texts = [path.read_text("utf-8") for path in chain.from_iterable(map(ROOT.glob, PLACES))]
    return set(chain.from_iterable(map(WRITTEN.findall, texts)))


def test_every_action_has_a_name_in_words():
    found = actions()
    assert {"login", "upload.add", "fact.uncheck", "key.role-too-low"} <= found
    kept = found - STATES.keys() | set(chain.from_iterable(STATES.values()))
    assert kept - CALLED.keys() == set()
