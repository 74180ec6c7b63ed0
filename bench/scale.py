"""How fast a library of national size is made, opened and asked.

Usage: ``python -m bench.scale --folder DIR [STEP ...] [--peers PYTHON]`` for a library that
``bench.national`` has made. Steps: ``build`` (what the making took, size on disk), ``ask`` (the
library itself, one question after another), ``http`` (the real server, 1 and 8 clients),
``recall`` (the vector index against a scan of all vectors), ``peers`` (txtai and plain bm25s with
FAISS over the same texts and vectors, under the Python of ``--peers``); all if none is named. Each
step writes its figures into ``DIR/scale.json`` at once, so that a run can be continued. Times are
wall times of a machine that should do nothing else (``load`` says how busy it was); ``cpu`` is what
all threads used, which a busy machine distorts less. The two legs run side by side: ``rest`` is the
whole less the longer of words and embedding with vectors, ``beyond_embedding`` what a question
would take if embedding took no time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from api.assembly import open_library
from api.settings import Settings
from bench.national import NAMES, VECTORS, Made
from bench.national_words import read_pool
from bench.scale_http import served
from bench.scale_meters import metered
from bench.scale_questions import Asked, questions
from index.contracts import PassageKind, VectorIndex, Vectors
from index.library import Library
from search.engine import ask, warm_up
from search.shelf import shelf

__all__ = ["main"]

_DAY: Final = date(2026, 11, 22)
_UNCOUNTED: Final = 20
_NEAR: Final = 20
_BLOCK: Final = 50_000

Figures = dict[str, float | int | str]


def _spread(name: str, values: Sequence[float]) -> Figures:
    """Median and 95th percentile of milliseconds."""
    ordered = sorted(values)
    return {
        f"{name}_median_ms": round(statistics.median(ordered), 1),
        f"{name}_p95_ms": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1),
    }


def _memory_mb(pid: int) -> Figures:
    """Memory that a process holds, and the most it ever held."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    read = {line.split(":")[0]: line.split()[1] for line in told.splitlines() if "kB" in line}
    return {"memory_mb": int(read["VmRSS"]) // 1024, "most_memory_mb": int(read["VmHWM"]) // 1024}


def _asked(folder: Path, count: int) -> list[Asked]:
    made = Made.read(folder, 0)
    return questions(read_pool(folder / "pool.json"), made.documents, count + _UNCOUNTED)


def _open(folder: Path) -> Library:
    return open_library(Settings.from_environment(os.environ).with_library(folder))


def _build(folder: Path, _: argparse.Namespace) -> Figures:
    made = Made.read(folder, 0)
    size = {
        "store": sum(path.stat().st_size for path in folder.glob("store.sqlite3*")),
        "keyword": sum(p.stat().st_size for p in folder.glob("keywords*/**/*") if p.is_file()),
        "vector": sum(p.stat().st_size for p in folder.glob("vectors*/**/*") if p.is_file())
        + sum(p.stat().st_size for p in folder.glob("vectors.npz*")),
    }
    return {
        "documents": made.documents,
        "passages": made.passages,
        "store_s": round(made.store_s, 1),
        "keyword_s": round(made.keyword_s, 1),
        "vector_s": round(made.vector_s, 1),
        **{f"{name}_mb": round(held / 2**20) for name, held in size.items()},
    }


def _ask(folder: Path, options: argparse.Namespace) -> Figures:
    asked = _asked(folder, options.questions)
    began = time.perf_counter()
    library = _open(folder)
    opened = time.perf_counter() - began
    timed = metered(library)
    shelf(timed)
    library.warm_up()
    warm_up(timed)
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    ready = time.perf_counter() - began
    for one in asked[:_UNCOUNTED]:
        ask(timed, one.text, as_of=_DAY)
    spent: list[dict[str, float]] = []
    by_kind: dict[str, list[float]] = {}
    answered = 0
    for one in asked[_UNCOUNTED:]:
        timed.spent.start()
        start, busy = time.perf_counter(), time.process_time()
        answered += ask(timed, one.text, as_of=_DAY).answerable
        whole = (time.perf_counter() - start) * 1000
        parts = dict(timed.spent.parts)
        # The legs run side by side: the longer one is what a question waits for.
        words, meaning = parts["keyword"], parts["vector"]
        rest = whole - max(words, parts["embedding"] + meaning)
        beyond = rest + max(words, meaning)
        cpu = (time.process_time() - busy) * 1000
        told = {"whole": whole, "cpu": cpu, **parts}
        spent.append({**told, "rest": rest, "beyond_embedding": beyond})
        by_kind.setdefault(one.kind, []).append(beyond)
    figures: Figures = {
        "questions": len(spent),
        "answered": answered,
        "open_s": round(opened, 2),
        "ready_s": round(ready, 2),
    }
    for name in spent[0]:
        figures.update(_spread(name, [one[name] for one in spent]))
    for kind, values in sorted(by_kind.items()):
        figures.update(_spread(f"beyond_embedding_{kind}", values))
    whole_s = sum(one["whole"] for one in spent) / 1000
    figures["questions_a_second"] = round(len(spent) / whole_s, 1)
    return {**figures, **_memory_mb(os.getpid())}


def _http(folder: Path, options: argparse.Namespace) -> Figures:
    texts = [one.text for one in _asked(folder, options.questions)]
    with served(folder, options.port) as server:
        server.asked(texts[:_UNCOUNTED], clients=1)
        figures: Figures = {"ready_s": round(server.ready_s, 2)}
        for clients in (1, 8):
            part = texts[_UNCOUNTED:]
            began = time.perf_counter()
            spent = server.asked(part, clients=clients)
            took = time.perf_counter() - began
            figures.update(_spread(f"clients_{clients}", spent))
            figures[f"clients_{clients}_a_second"] = round(len(part) / took, 1)
        return {**figures, **_memory_mb(server.pid)}


def _recall(folder: Path, options: argparse.Namespace) -> Figures:
    library = _open(folder)
    texts = [one.text for one in _asked(folder, options.questions) if one.kind != "number"]
    asked: Vectors = np.array([library.embedder.query(text) for text in texts])
    rows: Vectors = np.load(folder / VECTORS, mmap_mode="r")
    names = np.array((folder / NAMES).read_text(encoding="utf-8").splitlines())
    figures: Figures = {"vectors": len(names), "asked": len(texts)}
    for kind in (None, *PassageKind):
        found = _shares(library.vectors, asked, rows, names, kind)
        figures[f"recall_{kind.value if kind else 'all'}"] = round(float(np.mean(found)), 4)
        figures[f"recall_{kind.value if kind else 'all'}_least"] = round(float(np.min(found)), 2)
    return figures


def _shares(
    index: VectorIndex, asked: Vectors, rows: Vectors, names: np.ndarray, kind: PassageKind | None
) -> list[float]:
    """For each question, the share of the 20 nearest that the index finds among its 20."""
    wanted = np.ones(len(names), np.bool_)
    if kind is not None:
        mark = {PassageKind.TITLE: "|#title|", PassageKind.PRODUCT: "|#row|"}.get(kind)
        marked = {one: np.char.find(names, one) >= 0 for one in ("|#title|", "|#row|")}
        wanted = marked[mark] if mark else ~(marked["|#title|"] | marked["|#row|"])
    places = np.flatnonzero(wanted)
    near = min(_NEAR, len(places))
    best = np.full((len(asked), near), -2.0, np.float32)
    for first in range(0, len(places), _BLOCK):
        scores = asked @ np.asarray(rows[places[first : first + _BLOCK]]).T
        both = np.concatenate([best, scores], axis=1)
        best = -np.partition(-both, near - 1, axis=1)[:, :near]
    kinds = frozenset({kind}) if kind is not None else frozenset()
    at = {name: place for place, name in enumerate(names.tolist())}
    shares = []
    for turn, vector in enumerate(asked):
        hits = index.search(vector, near, kinds=kinds)
        true = [float(rows[at[hit.passage]] @ vector) for hit in hits]
        shares.append(sum(score >= best[turn].min() - 1e-6 for score in true) / near)
    return shares


def _peers(folder: Path, options: argparse.Namespace) -> Figures:
    """Hands texts, vectors and questions to ``bench/peers.py`` in the library's folder."""
    if options.peers is None:
        return {"skipped": "name the Python that has txtai and bm25s: --peers PYTHON"}
    library = _open(folder)
    texts = [one.text for one in _asked(folder, options.questions) if one.kind != "number"]
    (folder / "peer-questions.json").write_text(
        json.dumps(texts, ensure_ascii=False), encoding="utf-8"
    )
    np.save(folder / "peer-questions.npy", np.array([library.embedder.query(t) for t in texts]))
    library.close()
    place = folder / "peer-texts.txt"
    if not place.is_file():
        order = (folder / NAMES).read_text(encoding="utf-8").splitlines()
        with place.open("w", encoding="utf-8") as stream:
            for first in range(0, len(order), 10_000):
                held = library_passages(folder, order[first : first + 10_000])
                stream.writelines(f"{text}\n" for text in held)
    figures: Figures = {}
    script = Path(__file__).with_name("peers.py")
    for peer in ("bm25s", "txtai"):
        command = [str(options.peers), str(script), peer, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            figures[f"{peer}_failed"] = (done.stderr.strip().splitlines() or ["killed"])[-1][:200]
            continue
        told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
        figures.update({f"{peer}_{name}": value for name, value in told.items()})
    return figures


def library_passages(folder: Path, names: Sequence[str]) -> list[str]:
    """The words of passages on one line each, in the order of the names."""
    from index.keyword_terms import passage_words
    from index.store import SqliteStore

    store = SqliteStore(folder)
    held = store.passages(names)
    store.close()
    return [" ".join(passage_words(held[name]).split()) for name in names]


_STEPS: Final[Mapping[str, Callable[[Path, argparse.Namespace], Figures]]] = {
    "build": _build,
    "ask": _ask,
    "http": _http,
    "recall": _recall,
    "peers": _peers,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the steps; print and keep their figures."""
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__.splitlines()[0])
    parser.add_argument("steps", nargs="*", choices=[*_STEPS, []], metavar="STEP")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--peers", type=Path, default=None, help="a Python with txtai and bm25s")
    options = parser.parse_args(arguments)
    place = options.folder / "scale.json"
    kept: dict[str, Figures] = {}
    if place.is_file():
        kept = json.loads(place.read_text(encoding="utf-8"))
    for step in options.steps or _STEPS:
        load = round(os.getloadavg()[0], 1)
        figures = _STEPS[step](options.folder, options)
        kept[step] = {**figures, "load": load, "day": date.today().isoformat()}
        place.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
        print(f"{step}: {json.dumps(kept[step], ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
