"""The options of ``trachuan eval``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

__all__ = ["add_eval_options"]


def add_eval_options(evaluate: argparse.ArgumentParser, *, day: Callable[[str], date]) -> None:
    """Add what is measured, what it is held against, and what is written; ``day`` reads a date."""
    evaluate.add_argument("folder", type=Path, metavar="DIR", nargs="?", help="a benchmark")
    evaluate.add_argument(
        "--modes", default="keyword,vector,hybrid", help="what to measure, comma between"
    )
    evaluate.add_argument(
        "--query-field", default="text", metavar="FIELD", help="field of the queries (text)"
    )
    evaluate.add_argument(
        "--questions", type=Path, metavar="FILE", help="questions with their answers (JSON Lines)"
    )
    evaluate.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day to answer questions for; else today"
    )
    evaluate.add_argument(
        "--save", type=Path, metavar="RUN.json", help="keep what became of each question"
    )
    evaluate.add_argument(
        "--compare",
        type=Path,
        nargs=2,
        metavar=("OLD.json", "NEW.json"),
        help="two saved runs, question by question",
    )
    evaluate.add_argument(
        "--floors", type=Path, metavar="FILE.toml", help="fail if a figure is below its floor"
    )
    evaluate.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write a page that people can read"
    )
