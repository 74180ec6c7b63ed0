"""Several servers over one library that is written to; all are killed at moments
nobody chose. Readers never see half a change, and nothing that was said to be kept is lost."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from index.embedder_hashing import HashingEmbedder
from index.library import Library

ROOT = Path(__file__).resolve().parents[2]
PAIR = ("qcvn-77-2020-bkhcn", "77-2020-tt-bkhcn")
STATE = re.compile(r"lô số (\d+)")

# One file holds two texts. Each state replaces the file; every fifth brings one that stays.
WRITER = """
import hashlib, sys
from pathlib import Path
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from standards.document import Clause, Document, Kind, PageClass, PageText, Source
from standards.identifier import Identifier
from standards.errors import LibraryLocked

def text(slug, number, kind, state, file, sha):
    clauses = [
        Clause(key=str(n), label=str(n), heading=f"Yêu cầu {{n}}", page=1, last_page=1, parent=None,
               text=f"Khay đựng phải được giữ trong lô số {{state}} và ghi nhãn phần {{n}}.")
        for n in range(1, 9)
    ]
    return Document(
        id=slug, number=Identifier.parse(number), kind=kind, title=f"Khay đựng lô số {{state}}",
        issuer="Bộ Khoa học và Công nghệ", clauses=tuple(clauses),
        source=Source(file=file, sha256=sha, pages=1, first_page=1, last_page=1))

def keep(library, file, state, texts):
    original = f"%PDF {{file}} {{state}}".encode()
    sha = hashlib.sha256(original).hexdigest()
    page = PageText(number=1, text=f"lô số {{state}}", page_class=PageClass.TEXT, width=595.0,
                    height=842.0, reason="text layer")
    with library.batch() as batch:
        batch.add(file=file, original=original, sha256=sha, pages=[page], reader="r",
                  documents=[text(*one, state, file, sha) for one in texts])

library = Library.create_or_open(Path({folder!r}), embedder=HashingEmbedder())
for state in range({first}, {first} + 100_000):
    keep(library, "doi.pdf", state, [("qcvn-77-2020-bkhcn", "QCVN 77:2020/BKHCN", Kind.QCVN),
                                     ("77-2020-tt-bkhcn", "77/2020/TT-BKHCN", Kind.CIRCULAR)])
    if state % 5 == 0:
        keep(library, f"giu-{{state}}.pdf", state,
             [(f"tcvn-{{state}}-2020", f"TCVN {{10_000 + state}}:2020", Kind.TCVN)])
    print(state, flush=True)
"""


class Writer:
    """The process that writes, one after another; ``kept`` is the last state it told of."""

    def __init__(self, folder):
        self.folder = folder
        self.kept = 0
        self.started = 0
        self.process = None

    def start(self):
        self.started += 1
        code = WRITER.format(folder=str(self.folder), first=self.kept + 1)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        told, _ = self.process.communicate()
        states = [int(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]
        self.kept = max([self.kept, *states])


class Server:
    """One of the processes that serve."""

    def __init__(self, folder):
        self.folder = folder
        self.process = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        words = ["serve", "--library", str(self.folder), "--port", str(self.port)]
        code = f"import sys; from api.cli import main; sys.exit(main({words!r}))"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "TRACHUAN_EMBEDDER": "hashing", "TRACHUAN_LOG": "nothing"},
            stdout=subprocess.DEVNULL,
        )

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def get(self, client, path, **wanted):
        """The answer, None if it is not up (yet, or any more)."""
        try:
            return client.get(f"http://127.0.0.1:{self.port}/api/v1{path}", params=wanted)
        except httpx.TransportError:
            return None


def states_of(value):
    return set(STATE.findall(str(value)))


def look(server, client):
    """One look at everything; returns how many answers were seen. Fails on half a change."""
    seen = 0
    for path, wanted in (
        ("/standards", {"limit": 500}),
        (f"/standards/{PAIR[0]}", {}),
        (f"/standards/{PAIR[1]}/clauses/3", {}),
        ("/ask", {"q": "khay đựng phải được giữ trong lô nào"}),
        ("/changes", {"what": "added", "records": "true", "limit": 20}),
    ):
        answer = server.get(client, path, **wanted)
        if answer is None:
            continue
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:400])
        seen += 1
        body = answer.json()
        if path == "/standards":
            held = {item["slug"]: item["title"] for item in body["items"]}
            assert set(PAIR) <= set(held)
            assert len(states_of([held[slug] for slug in PAIR])) == 1, held
        elif path == "/ask":
            pair = [one for one in body["answers"] if one["number"] and "77" in one["number"]]
            assert len(states_of([(one["title"], one["quote"]) for one in pair])) <= 1, pair
        elif path == "/changes":
            records = [item["record"] for item in body["items"] if item["record"]]
            assert all(len(states_of(record)) == 1 for record in records)
        else:
            assert len(states_of(body)) == 1, body
    return seen


def kill_in_turns(folder, rounds, seed, serving=2):
    """Kill so often; who is the victim is drawn, the first two are the writer and a server."""
    chance = random.Random(seed)
    writer, servers = Writer(folder), [Server(folder) for _ in range(serving)]
    killed = seen = 0
    try:
        writer.start()
        writer.process.stdout.readline()
        with httpx.Client(timeout=60) as client:
            for server in servers:
                server.start()
            while killed < rounds:
                until, round_seen = time.monotonic() + chance.uniform(0.2, 1.2), 0
                while time.monotonic() < until or not round_seen:
                    round_seen += sum(look(server, client) for server in servers)
                seen += round_seen
                drawn = chance.choice([writer, writer, *servers])
                victim = (writer, servers[0])[killed] if killed < 2 else drawn
                victim.kill()
                killed += 1
                victim.start()
    finally:
        writer.kill()
        for server in servers:
            server.kill()
    return writer, killed, seen


def assert_nothing_is_lost(folder, writer):
    library = Library.open(folder, embedder=HashingEmbedder())
    assert library.check() == ()
    held = {summary.id: summary.title for summary in library.store.documents()}
    assert int(STATE.search(held[PAIR[0]])[1]) >= writer.kept > 0
    for state in range(5, writer.kept + 1, 5):
        assert f"tcvn-{state}-2020" in held
    log = library.store.change_log()
    entries = library.store.changes(limit=log.last)
    assert [one.seq for one in entries] == list(range(1, log.last + 1))
    replayed = {}
    for one in entries:
        replayed[one.face.document] = one.face.title
    assert replayed == held
    library.close()


def test_servers_and_writer_are_killed_and_nothing_is_lost(tmp_path):
    folder = tmp_path / "library"
    writer, killed, seen = kill_in_turns(folder, 2, seed=1, serving=1)
    assert_nothing_is_lost(folder, writer)
    assert seen > killed


@pytest.mark.slow
def test_two_hundred_times(tmp_path):
    folder = tmp_path / "library"
    writer, killed, seen = kill_in_turns(folder, 200, seed=2)
    assert_nothing_is_lost(folder, writer)
    assert (killed, seen > 200) == (200, True)
