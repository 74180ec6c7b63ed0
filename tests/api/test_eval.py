"""``trachuan eval`` on questions: a small representative run, kept, compared, held, shown."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from search.evaluation_run import read_run

QUESTIONS = Path(__file__).resolve().parents[2] / "samples" / "questions.jsonl"
DAY = "2026-07-15"


@pytest.fixture
def run(built, commands):
    """Run a command on the library of a few samples."""
    started = commands(built)
    return lambda *words: started(*map(str, words))


@pytest.fixture(scope="module")
def few(pdf_folder, tmp_path_factory) -> Path:
    """The questions about the few samples, and those that nothing answers."""
    held = {path.name for path in pdf_folder.glob("*.pdf")} | {None}
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    path = tmp_path_factory.mktemp("few") / "questions.jsonl"
    lines = [json.dumps(row) for row in rows if row["file"] in held]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def saved(run, few, tmp_path) -> Path:
    """A run of these questions."""
    kept = tmp_path / "run.json"
    assert run("eval", "--questions", few, "--as-of", DAY, "--save", kept)[0] == 0
    return kept


def test_questions_about_the_samples_are_answered(run, few):
    status, out, _ = run("eval", "--questions", few, "--as-of", DAY)
    shown = json.loads(out)
    assert status == 0
    assert shown["all"]["of"] >= 10
    assert shown["kind number"]["share"] == shown["kind hs"]["share"] == 1.0
    assert shown["all"]["share"] >= 0.75
    assert shown["all"]["mrr"] >= 0.7


def test_a_figure_below_its_floor_fails_and_is_named(run, saved, tmp_path):
    name = read_run(saved)[0].set
    floors = tmp_path / "floors.toml"
    entry = f'[[floor]]\nset = "{name}"\nmode = "ask"\nmetric = "mrr"\nleast = '
    floors.write_text(entry + "0.1\n", encoding="utf-8")
    assert run("eval", "--compare", saved, saved, "--floors", floors)[0] == 0
    body = json.loads(saved.read_text(encoding="utf-8"))
    for row in body["items"]:
        row["score"] = 0.0
    saved.write_text(json.dumps(body), encoding="utf-8")
    status, _, complaints = run("eval", "--compare", saved, saved, "--floors", floors)
    assert status == 1
    assert f"{name}, ask, all, mrr: 0.0000, below the floor 0.100" in complaints


def test_two_runs_are_compared_question_by_question(run, saved, tmp_path):
    items = read_run(saved)
    first = next(item for item in items if item.rank == 1)
    body = json.loads(saved.read_text(encoding="utf-8"))
    for row in body["items"]:
        if row["id"] == first.id:
            row |= {"rank": None, "score": 0.0, "right": False, "got": ["QCVN 0:2000/BXD@1"]}
    old = tmp_path / "old.json"
    old.write_text(json.dumps(body), encoding="utf-8")
    status, out, _ = run("eval", "--compare", old, saved)
    assert status == 0
    assert "gained 1, lost 0, p = 1.000" in " ".join(out.split())
    assert f"gained {first.id}" in out
    assert "then: rank none, score 0.000: QCVN 0:2000/BXD@1" in out
    _, out, _ = run("eval", "--compare", saved, old)
    assert f"lost {first.id}" in out


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_the_report_stands_alone_and_shows_what_was_asked_and_got(run, saved, tmp_path):
    items = read_run(saved)
    odd = items[0]
    body = json.loads(saved.read_text(encoding="utf-8"))
    body["items"][0] |= {"text": "<script>mũ</script>", "score": 0.0, "rank": None, "right": False}
    saved.write_text(json.dumps(body), encoding="utf-8")
    report = tmp_path / "report.html"
    assert run("eval", "--compare", saved, saved, "--report", report)[0] == 0
    text = report.read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not [v for name, v in page.attributes if name in {"src", "href"} and v[:1] != "#"]
    assert ("lang", "vi") in page.attributes
    assert ("lang", "en") in page.attributes
    targets = {value for name, value in page.attributes if name == "id"}
    assert {v[1:] for name, v in page.attributes if name == "href"} <= targets
    assert "&lt;script&gt;mũ" in text
    assert all(number in text for number in odd.wanted[:2])
    assert re.search(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC", text)


def test_one_thing_at_a_time_is_measured(run, saved):
    status, _, complaints = run("eval")
    assert (status, "--questions FILE" in complaints) == (2, True)
    assert run("eval", "somewhere", "--compare", saved, saved)[0] == 2
