"""A writer of the large indexes is killed at moments nobody chose; a reader is open meanwhile."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.contracts import KeywordQuery
from index.keyword_tantivy import TantivyKeywordIndex
from index.keyword_terms import FIELDS
from index.vector_ivf import IvfSettings, IvfVectorIndex

DIMENSION, EACH, STAYS = 8, 40, 30
SETTINGS = IvfSettings(
    clustered_from=200,
    probes=8,
    deeper=4,
    least=60,
    least_share=1.0,
    selective=0.12,
    few=30,
    waiting=60,
    waiting_share=0.1,
)


def words(folder):
    def plain(passage):  # the analysis of Vietnamese takes seconds to load
        return {field: Counter(passage.text.split()) for field in FIELDS}

    return TantivyKeywordIndex(folder / "words", analyse=plain)


def meaning(folder):
    return IvfVectorIndex(folder / "meaning", DIMENSION, SETTINGS)


# One update brings a state: EACH passages of its number, all of the state before last taken out.
WRITER = """
import sys
sys.path[:0] = {path!r}
import runpy
from pathlib import Path
import numpy as np
from index.contracts import Passage, PassageKind
kit = runpy.run_path({this!r})
folder = Path({folder!r})
words, meaning = kit["words"](folder), kit["meaning"](folder)
first = {first}
for state in range(first, first + 10_000):
    names = kit["ids"](state)
    gone = kit["ids"](state - {stays})
    passages = [
        Passage(id=name, document=name.split("|")[0], kind=PassageKind.CLAUSE, heading="",
                text=f"mũ s{{state}}")
        for name in names
    ]
    words.update(add=passages, remove=gone)
    meaning.update(add=names, vectors=kit["vectors"](state), remove=gone)
    print(state, flush=True)
"""


def ids(state):
    return [f"d{state}|{part}|0" for part in range(EACH)]


def vectors(state):
    found = np.random.default_rng(state).normal(size=(EACH, DIMENSION)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def held_by(index):
    """Which states the index holds, from how many passages it has of each; None if not whole."""
    if isinstance(index, TantivyKeywordIndex):
        counts = {
            int(term[1:]): count for term, count in index.terms("base") if term.startswith("s")
        }
    else:
        counts = {}
        for names, found in index.vectors():
            for name, vector in zip(names, found, strict=True):
                document, part, _ = name.split("|")
                state = int(document[1:])
                counts[state] = counts.get(state, 0) + 1
                np.testing.assert_allclose(vector, vectors(state)[int(part)], atol=2e-3)
    assert set(counts.values()) <= {EACH}
    assert sum(counts.values()) == len(index)
    states = sorted(counts)
    if not states:
        return [0]
    assert states == list(range(states[0], states[-1] + 1))
    assert len(states) <= STAYS
    return states


def ask(index, state):
    """A search finds the newest state's passages, and none that went."""
    if isinstance(index, TantivyKeywordIndex):
        found = index.search(KeywordQuery(text=f"s{state}"), 2 * EACH)
        assert {hit.passage for hit in found} == set(ids(state))
    else:
        assert index.search(vectors(state)[0], 1)[0].passage == ids(state)[0]


def kill_one(folder, first, seconds, reading):
    """Start a writer, look at what it writes, kill it; gives the last state it committed."""
    script = WRITER.format(
        path=sys.path, this=str(Path(__file__)), folder=str(folder), first=first, stays=STAYS
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    said = [writer.stdout.readline()]  # the first update tells that it is at work
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for index in reading:
            index.refresh()
            held_by(index)
        time.sleep(0.005)
    writer.send_signal(signal.SIGKILL)
    rest, errors = writer.communicate()
    assert writer.returncode == -signal.SIGKILL, errors
    told = [line for line in (*said, *rest.splitlines()) if line.strip().isdigit()]
    assert told, errors
    return int(told[-1])


def run_rounds(folder, rounds):
    chance, committed = random.Random(5), 0
    reading = [words(folder), meaning(folder)]
    for _ in range(rounds):
        committed = kill_one(folder, committed + 1, chance.uniform(0.02, 0.7), reading)
        for index in reading:
            index.refresh()
        for index in (*reading, words(folder), meaning(folder)):
            newest = held_by(index)[-1]
            assert committed <= newest <= committed + 1
            ask(index, newest)
    return committed


def test_two_writers_killed_leave_whole_states(tmp_path):
    assert run_rounds(tmp_path, 2) >= 2


@pytest.mark.slow
def test_twenty_writers_killed_leave_whole_states(tmp_path):
    assert run_rounds(tmp_path, 20) >= 20
