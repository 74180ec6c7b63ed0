"""How often the declared code of goods stands among the lines of the tariff that are shown.

    python -m bench.tariff_lines LIBRARY FOLDER

LIBRARY has a tariff loaded; FOLDER holds ``queries.jsonl.gz`` and ``qrels.tsv`` (query, code, 1).
Prints one JSON object: the share of goods for which a line shown agrees with the declared code on
4, 6 and 8 digits, for how many nothing is shown, lines shown for each, and CPU milliseconds.
Declared codes were not checked by anybody, so no share of 1 can be reached.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from api.assembly import open_library
from api.settings import Settings
from search.applicability_tariff import tariff_lines
from search.concepts import read_question
from search.shelf import shelf

__all__ = ["main"]


def main(library: str, folder: str) -> None:
    """Measure and print."""
    books = shelf(open_library(Settings.from_environment().with_library(Path(library))))
    rows = (Path(folder) / "qrels.tsv").read_text("utf-8").splitlines()
    declared = dict(row.split("\t")[:2] for row in rows)
    with gzip.open(Path(folder) / "queries.jsonl.gz", "rt", encoding="utf-8") as file:
        asked = [json.loads(line) for line in file]
    tariff_lines(books, read_question("xe", books.vocabulary))
    questions = [(one["id"], read_question(one["text"], books.vocabulary)) for one in asked]
    began = time.process_time()
    shown = [(declared[name], tariff_lines(books, one)) for name, one in questions]
    spent = time.process_time() - began
    total = len(shown)

    def share(level: int) -> float:
        hits = sum(
            any(
                line.code.level >= level and line.code.digits[:level] == code[:level]
                for line in lines
            )
            for code, lines in shown
        )
        return round(hits / total, 3)

    finer = [
        (c, n)
        for c, lines in shown
        for n in lines
        if n.code.level >= 6 and c[:4] == n.code.digits[:4]
    ]
    right = sum(code.startswith(line.code.digits) for code, line in finer)
    print(
        json.dumps(
            {
                "goods": total,
                "agree_4": share(4),
                "agree_6": share(6),
                "agree_8": share(8),
                "first_line_agrees_4": round(
                    sum(bool(n) and n[0].code.digits[:4] == c[:4] for c, n in shown) / total, 3
                ),
                "right_when_finer": round(right / max(1, len(finer)), 3),
                "nothing_shown": sum(not lines for _, lines in shown),
                "lines_each": round(sum(len(lines) for _, lines in shown) / total, 2),
                "ms_cpu_each": round(1000 * spent / total, 1),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:3])
