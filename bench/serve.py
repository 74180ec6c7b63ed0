"""Requests a second and their latency, from a real server in a process of its own.

Asks what a portal asks: questions, documents as JSON, documents as pages, pictures of pages, each
by 1, 8 and 32 clients at once. ``alive`` is the same server saying that it lives: what HTTP alone
costs here, and what the other figures are to be held against.

    python -m bench.serve --library build/gold-library --questions ../shared/gold/questions.jsonl
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import numpy as np

from api.assembly import open_library
from api.settings import Settings
from bench.scale_http import Server, served

__all__ = ["main", "measured", "workloads"]

CLIENTS = (1, 8, 32)
_SEED = 7
_FEWEST = 60


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line of JSON for each kind of request and number of clients."""
    parser = argparse.ArgumentParser(prog="bench.serve", description=__doc__)
    parser.add_argument("--library", type=Path, default=Path("library"))
    parser.add_argument("--questions", type=Path, help="JSON Lines with the field `q`")
    parser.add_argument("--clients", type=int, nargs="+", default=list(CLIENTS))
    parser.add_argument("--requests", type=int, default=240, help="of each kind, for each number")
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args(argv)
    paths = workloads(options.library, _questions(options.questions), options.requests)
    print(json.dumps({"processors": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2)}))
    with served(options.library, options.port) as server:
        for name, wanted in paths.items():
            server.got(wanted[:_FEWEST], clients=2)  # what is read once is read
            for clients in options.clients:
                print(json.dumps({"what": name, **measured(server, wanted, clients)}), flush=True)
    return 0


def measured(server: Server, paths: Sequence[str], clients: int) -> Mapping[str, float]:
    """Requests a second, and milliseconds at the median, the 95th and the 99th per cent."""
    began = time.perf_counter()
    spent = server.got(paths, clients=clients)
    took = time.perf_counter() - began
    middle, most, worst = np.percentile(spent, [50, 95, 99])
    return {
        "clients": clients,
        "requests": len(spent),
        "a_second": round(len(spent) / took, 1),
        "p50_ms": round(float(middle), 1),
        "p95_ms": round(float(most), 1),
        "p99_ms": round(float(worst), 1),
    }


def workloads(library: Path, questions: Sequence[str], count: int) -> Mapping[str, list[str]]:
    """Addresses of each kind, ``count`` of each, drawn from what the library holds."""
    chance = random.Random(_SEED)
    store = open_library(Settings.from_environment().with_library(library)).store
    held = store.documents()
    titles = [one.title for one in held if one.title]
    slugs = [quote(one.id) for one in held]
    pictures = [
        f"/api/v1/standards/{quote(one.id)}/pages/{page}.png"
        for one in held
        for page in range(1, min(one.pages, 12) + 1)
    ]
    asked = [f"/api/v1/ask?q={quote(text)}" for text in questions or titles]
    return {
        "alive": ["/healthz"] * count,
        "ask": chance.choices(asked, k=count),
        "document": [f"/api/v1/standards/{slug}" for slug in chance.choices(slugs, k=count)],
        "document page": [f"/standards/{slug}" for slug in chance.choices(slugs, k=count)],
        "picture": chance.choices(pictures, k=count),
    }


def _questions(path: Path | None) -> list[str]:
    if path is None:
        return []
    read = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return [str(one["q"]) for one in read]


if __name__ == "__main__":
    sys.exit(main())
