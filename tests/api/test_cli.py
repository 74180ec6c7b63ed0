"""The command line, through its entry point: output, exit statuses, complaints."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli_doctor_engines import engines_advice
from api.cli_text import parse_pages
from index.engines import Choice
from standards.errors import BadInput

EXPORTED = {
    "number", "kind", "title", "issuer", "issued", "effective_from", "replaces", "amends",
    "repeals", "file", "sha256", "pages", "clauses", "cites", "products", "exclusions", "doubts",
}  # fmt: skip


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """A copy of the library, to be written to."""
    return Path(shutil.copytree(built, tmp_path / "library"))


@pytest.fixture
def run(built, commands):
    """Run a command on the library; gives status, output, complaints."""
    return commands(built)


@pytest.fixture
def small(pdf_folder: Path) -> Path:
    """One PDF."""
    return next(pdf_folder.glob("tt-04-2021*.pdf"))


# --- ask


def test_ask_prints_the_body_of_the_http_interface(run, client):
    status, out, _ = run("ask", "mũ bảo hiểm", "--as-of", "2026-07-15", "--json")
    body = json.loads(out)
    sent = client.get("/api/v1/ask", params={"q": "mũ bảo hiểm", "as_of": "2026-07-15"}).json()
    body.pop("took_ms")
    sent.pop("took_ms")
    assert status == 0
    assert body == sent


def test_ask_for_people_shows_clause_page_words_file_and_reason(run):
    status, out, _ = run("ask", "mũ", "bảo", "hiểm")
    assert status == 0
    assert "Hiểu là:" in out
    assert "BẮT BUỘC" in out
    assert "QCVN 2:2021/BKHCN" in out
    assert "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf, trang" in out
    assert "“" in out
    assert "Vì:" in out
    assert "Trích dẫn:" in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_mandatory_answers_come_before_voluntary_ones(run):
    _, out, _ = run("ask", "thép làm cốt bê tông")
    heads = [line for line in out.splitlines() if line.isupper() and len(line) > 5]
    order = ["BẮT BUỘC", "TỰ NGUYỆN, BẮT BUỘC KHI ĐƯỢC VIỆN DẪN", "TỰ NGUYỆN"]
    met = [head for head in heads if head in order]
    assert met == sorted(met, key=order.index)
    assert met[0] == "BẮT BUỘC"


def test_a_question_without_an_answer_is_no_failure_and_says_why(run):
    status, out, err = run("ask", "QCVN 98:2021/BGTVT")
    assert status == 0
    assert "không giữ" in out
    assert not err


@pytest.mark.parametrize(
    "words",
    [
        ("ask",),
        ("ask", "mũ", "--as-of", "hôm nay"),
        ("ask", "mũ", "--limit", "0"),
        ("ask", " "),
        ("text", "x.pdf", "--pages", "b"),
        ("ingest",),
        ("serve", "--port", "99999"),
        ("eval", "no-such-folder"),
        ("nothing",),
        (),
    ],
)
def test_wrong_usage_is_status_2_and_one_complaint(run, words):
    status, out, err = run(*words)
    assert status == 2
    assert not out
    assert "trachuan" in err


@pytest.mark.parametrize(
    "words", [("ask", "mũ"), ("export",), ("show", "x"), ("text", "x"), ("rebuild",)]
)
def test_without_a_library_the_status_is_2_and_the_cure_is_named(run, tmp_path, words):
    status, out, err = run(*words, "--library", str(tmp_path / "none"))
    assert status == 2
    assert not out
    assert "trachuan ingest" in err
    assert not (tmp_path / "none").exists()


# --- show, text, export


def test_show_prints_record_and_outline(run):
    status, out, _ = run("show", "QCVN 2:2021/BKHCN")
    assert status == 0
    assert "1.1 Phạm vi điều chỉnh" in out
    assert "Ban hành kèm theo: 04/2021/TT-BKHCN" in out


def test_show_prints_the_words_of_a_clause(run):
    status, out, _ = run("show", "qcvn-2-2021-bkhcn", "2.1.1")
    assert status == 0
    assert "TCVN 5756:2017" in " ".join(out.split())
    status, out, _ = run("show", "qcvn-2-2021-bkhcn", "2.1.1", "--json")
    assert json.loads(out)["label"] == "2.1.1"


def test_show_of_what_is_not_held_is_status_1_and_named(run):
    status, out, err = run("show", "QCVN 98:2021/BGTVT")
    assert status == 1
    assert not out
    assert "QCVN 98:2021/BGTVT" in err


def test_text_prints_pages_by_number_by_file_name_and_by_path(run, pdf_folder):
    name = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"
    by_number = run("text", "QCVN 2:2021/BKHCN")
    assert by_number[0] == 0
    assert "Vỏ mũ" in by_number[1]
    assert run("text", name) == by_number
    assert run("text", str(pdf_folder / name)) == by_number


def test_text_prints_the_pages_asked_for(run):
    whole = run("text", "QCVN 2:2021/BKHCN")[1].split("\f")
    status, out, _ = run("text", "QCVN 2:2021/BKHCN", "--pages", "2-3")
    assert status == 0
    assert out.split("\f") == [*whole[1:3], ""]
    assert run("text", "QCVN 2:2021/BKHCN", "--pages", "500")[0] == 1


def test_ranges_of_pages_are_read():
    assert parse_pages("1,3-4,9-")[:2] == [(1, 1), (3, 4)]
    assert parse_pages("9-")[0][1] > 10_000
    for wrong in ("0", "5-2", "-3", "a", "1;2", ""):
        with pytest.raises(BadInput):
            parse_pages(wrong)


def test_export_prints_one_line_a_document_with_every_field(run, pdf_folder):
    status, out, _ = run("export")
    assert status == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert {line["file"] for line in lines} == {path.name for path in pdf_folder.glob("*.pdf")}
    for line in lines:
        assert line.keys() >= EXPORTED
    helmet = next(line for line in lines if line["number"] == "QCVN 2:2021/BKHCN")
    assert helmet["replaces"] == ["QCVN 2:2008/BKHCN"]
    assert helmet["clauses"][0].keys() >= {
        "label",
        "heading",
        "text",
        "page",
        "last_page",
        "parent",
    }
    assert helmet["products"][0]["hs"] == ["6506.10.10"]


def test_a_reader_that_stops_early_is_no_error(built):
    command = [sys.executable, "-m", "api.cli", "export", "--library", str(built)]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" | head -c 10', "sh", *command],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
    assert len(done.stdout) == 10
    assert not done.stderr


# --- ingest, delete, rebuild


def test_ingest_reads_then_skips_what_is_unchanged(run, small, tmp_path):
    target = tmp_path / "new"
    status, out, err = run("ingest", str(small), "--library", str(target))
    assert (status, err) == (0, "")
    assert small.name in out
    assert "04/2021/TT-BKHCN" in out
    status, out, _ = run("ingest", str(small), "--library", str(target), "--json")
    assert status == 0
    told = json.loads(out)
    assert [(item["file"], item["outcome"]) for item in told["files"]] == [
        (small.name, "unchanged")
    ]


def test_ingest_names_each_rejected_file_and_reads_the_others(run, small, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(small, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "letter.pdf").write_text("no PDF at all", "utf-8")
    target = tmp_path / "new"
    status, out, err = run("ingest", str(folder), "--library", str(target))
    assert status == 1
    assert "broken.pdf" in err
    assert "letter.pdf" in err
    assert small.name not in err
    assert "04/2021/TT-BKHCN" in out
    assert run("show", "04/2021/TT-BKHCN", "--library", str(target))[0] == 0


def test_ingest_of_a_path_that_is_not_there_names_it(run, small, tmp_path):
    target = tmp_path / "new"
    status, _, err = run("ingest", str(tmp_path / "gone.pdf"), "--library", str(target))
    assert status == 2
    assert "gone.pdf" in err
    assert not target.exists()
    status, _, err = run("ingest", str(tmp_path / "gone"), str(small), "--library", str(target))
    assert status == 1
    assert "gone" in err
    assert run("show", "04/2021/TT-BKHCN", "--library", str(target))[0] == 0


def test_no_progress_bar_is_drawn_where_nobody_looks(run, small, tmp_path):
    _, out, err = run("ingest", str(small), "--library", str(tmp_path / "new"))
    assert "\x1b" not in out + err
    assert "━" not in out + err


def test_delete_takes_a_file_out_by_name_or_by_number(run, library):
    status, out, _ = run("delete", "04/2021/TT-BKHCN", "--library", str(library))
    assert status == 0
    assert "tt-04-2021" in out
    assert run("show", "04/2021/TT-BKHCN", "--library", str(library))[0] == 1
    name = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"
    assert run("delete", name, "--library", str(library))[0] == 0
    status, out, _ = run("ask", "QCVN 2:2021/BKHCN", "--library", str(library), "--json")
    assert json.loads(out)["reason"] == "not_in_library"


def test_delete_of_what_is_not_held_is_status_1_and_the_rest_goes(run, library):
    status, out, err = run("delete", "none.pdf", "04/2021/TT-BKHCN", "--library", str(library))
    assert status == 1
    assert "none.pdf" in err
    assert "tt-04-2021" in out


def test_delete_may_be_told_that_missing_things_are_fine(run, library, tmp_path):
    words = ("delete", "none.pdf", "--missing-ok", "--library")
    assert run(*words, str(library)) == (0, "", "")
    assert run(*words, str(tmp_path / "none")) == (0, "", "")


def test_rebuild_makes_the_indexes_anew_and_answers_stay(run, library):
    before = run("ask", "mũ bảo hiểm", "--library", str(library), "--json")[1]
    assert run("rebuild", "--library", str(library))[0] == 0
    after = run("ask", "mũ bảo hiểm", "--library", str(library), "--json")[1]
    first, second = json.loads(before), json.loads(after)
    assert [a["number"] for a in first["answers"]] == [a["number"] for a in second["answers"]]


def test_move_changes_the_engines_and_answers_stay(library, commands):
    moving = commands(library)
    before = json.loads(moving("ask", "mũ bảo hiểm", "--json")[1])
    status, out, _ = moving("move", "--keywords", "tantivy", "--vectors", "ivf")
    assert (status, "tantivy and ivf" in out) == (0, True)
    after = json.loads(moving("ask", "mũ bảo hiểm", "--json")[1])
    places = [
        [(found["slug"], found["page_url"]) for found in body["answers"]]
        for body in (before, after)
    ]
    assert places[0] == places[1] != []


def test_doctor_says_when_larger_engines_are_due():
    assert engines_advice(Choice(), 50_000) == ""
    assert "trachuan move --keywords tantivy --vectors exact" in engines_advice(Choice(), 60_000)
    assert "--keywords tantivy --vectors ivf" in engines_advice(Choice(), 300_000)
    assert engines_advice(Choice(keywords="tantivy", vectors="ivf"), 10) == ""


def test_a_library_made_with_another_model_says_rebuild(run, built, monkeypatch):
    monkeypatch.setenv("TRACHUAN_EMBEDDER", "model")
    monkeypatch.setenv("TRACHUAN_MODEL", "another/model")
    status, out, err = run("ask", "mũ", "--library", str(built))
    assert status == 2
    assert not out
    assert "trachuan rebuild" in err


# --- doctor, eval, help


def test_doctor_tells_programs_what_is_well(run):
    status, out, _ = run("doctor", "--json")
    report = json.loads(out)
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert states["library"] == "ok"
    assert states["packages"] == "ok"
    assert {"tesseract", "chromium", "model"} <= states.keys()
    assert report["ok"] is True
    assert status == 0


def test_doctor_names_the_cure_where_there_is_no_library(run, tmp_path):
    status, out, _ = run("doctor", "--library", str(tmp_path / "none"))
    assert status == 2
    assert "trachuan ingest" in out


def test_every_command_has_help_with_an_example(run):
    commands = ("ask", "show", "text", "check", "ingest", "export", "delete", "rebuild", "serve",
                "eval", "doctor", "model")  # fmt: skip
    overview = run("--help")[1]
    for command in commands:
        assert command in overview
        status, out, _ = run(command, "--help")
        assert status == 0
        assert f"  trachuan {command}" in out


def test_eval_prints_the_measures_of_each_mode_asked_for(run, tmp_path):
    write_benchmark(tmp_path)
    status, out, _ = run("eval", str(tmp_path), "--modes", "keyword,hybrid")
    assert status == 0
    measured = json.loads(out)
    assert measured.keys() == {"keyword", "hybrid", "index_seconds"}
    assert measured["keyword"]["ndcg_at_10"] == 1.0
    assert measured["keyword"].keys() == {
        "ndcg_at_10",
        "recall_at_10",
        "mrr_at_10",
        "ms_per_query",
    }


def test_eval_takes_another_field_and_refuses_unknown_words(run, tmp_path):
    write_benchmark(tmp_path)
    other = ("--query-field", "text_en", "--modes", "keyword")
    assert json.loads(run("eval", str(tmp_path), *other)[1])["keyword"]["ndcg_at_10"] < 1.0
    assert run("eval", str(tmp_path), "--query-field", "none")[0] == 2
    assert run("eval", str(tmp_path), "--modes", "keywords")[0] == 2


def write_benchmark(folder: Path) -> None:
    corpus = {"a": "mũ bảo hiểm cho người đi xe máy", "b": "thép cốt bê tông", "c": "đèn LED"}
    queries = {"1": ("thép bê tông", "steel"), "2": ("đèn LED", "lamp")}
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        for name, text in corpus.items():
            out.write(json.dumps({"id": name, "title": "", "text": text}) + "\n")
    with gzip.open(folder / "queries.jsonl.gz", "wt", encoding="utf-8") as out:
        for name, (text, english) in queries.items():
            out.write(json.dumps({"id": name, "text": text, "text_en": english}) + "\n")
    (folder / "qrels.tsv").write_text("1\tb\t1\n2\tc\t1\n", "utf-8")


def drawn_on_a_terminal(*words):
    """What a command draws on standard error where a person looks."""
    shown, terminal = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "api.cli", *words],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "TRACHUAN_EMBEDDER": "hashing"},
        cwd=Path(__file__).resolve().parents[2],
    )
    os.close(terminal)
    drawn = b""
    with contextlib.suppress(OSError):  # the terminal is gone when the program has ended
        while part := os.read(shown, 4096):
            drawn += part
    os.close(shown)
    assert started.wait() == 0
    return drawn.decode()


def test_a_progress_bar_is_drawn_on_a_terminal(small, library, tmp_path):
    drawn = drawn_on_a_terminal("ingest", str(small), "--library", str(tmp_path / "new"))
    assert "━" in drawn
    assert "1/1" in drawn
    drawn = drawn_on_a_terminal("move", "--keywords", "tantivy", "--library", str(library))
    assert "━" in drawn
    assert "left" in drawn
    assert "building the new indexes" in drawn
