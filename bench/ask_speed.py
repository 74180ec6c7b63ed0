"""How long a question takes: median and 95th percentile over a list of questions.

Usage: ``python -m bench.ask_speed [--library DIR] [--questions FILE.jsonl] [--rounds N]``

Asks through the same function as the command line and the HTTP interface, one question at a time,
after one round that is not counted. As a peer in the same run it times a plain scan of all passages
for the question's words (what a person with ``grep`` would do) and prints the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from api.assembly import open_library
from api.settings import Settings
from search.engine import ask

SAMPLE_QUESTIONS = Path(__file__).resolve().parent.parent / "samples" / "questions.jsonl"


def seconds(run: Callable[[str], object], questions: list[str]) -> list[float]:
    """Wall seconds of ``run`` for each question."""
    spent = []
    for question in questions:
        began = time.perf_counter()
        run(question)
        spent.append(time.perf_counter() - began)
    return sorted(spent)


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, default=None)
    parser.add_argument("--questions", type=Path, default=SAMPLE_QUESTIONS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    settings = Settings.from_environment(os.environ)
    library = open_library(settings.with_library(options.library) if options.library else settings)
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines if line.strip()]
    texts = [passage.text.lower() for passage in library.store.all_passages()]
    today = date.today()

    def scan(question: str) -> list[str]:
        words = question.lower().split()
        return [text for text in texts if all(word in text for word in words)]

    def answer(question: str) -> object:
        return ask(library, question, as_of=today, limit=5)

    seconds(answer, questions)
    spent = seconds(answer, questions * options.rounds)
    peer = seconds(scan, questions * options.rounds)
    print(
        json.dumps(
            {
                "questions": len(spent),
                "passages": len(texts),
                "median_ms": round(statistics.median(spent) * 1000, 1),
                "p95_ms": round(spent[int(len(spent) * 0.95)] * 1000, 1),
                "plain_scan_median_ms": round(statistics.median(peer) * 1000, 1),
                "ratio_to_plain_scan": round(statistics.median(spent) / statistics.median(peer), 2),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
