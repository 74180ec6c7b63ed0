"""Reads a benchmark folder: documents, questions, and which documents answer which.

The folder holds ``corpus.jsonl.gz`` (``id``, ``title``, ``text``), ``queries.jsonl.gz`` (``id``,
``text``) and ``qrels.tsv`` (query, document, 1).
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards.errors import BadInput

__all__ = ["Benchmark", "read_benchmark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """Documents (id, title, text), questions (id, text) and which documents answer which."""

    documents: tuple[tuple[str, str, str], ...]
    queries: tuple[tuple[str, str], ...]
    relevant: dict[str, frozenset[str]]


def read_benchmark(folder: Path, *, query_field: str = "text") -> Benchmark:
    """Read the three files. Questions without a judged document are left out. Raises BadInput."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for query, document in _judgements(folder / "qrels.tsv"):
        relevant[query].add(document)
    documents = tuple(
        (row["id"], row.get("title", ""), row["text"])
        for row in _rows(folder / "corpus.jsonl.gz", ("id", "text"))
    )
    queries = tuple(
        (row["id"], row[query_field])
        for row in _rows(folder / "queries.jsonl.gz", ("id", query_field))
        if row["id"] in relevant
    )
    if not documents or not queries:
        raise BadInput(f"{folder} holds no documents, or no question with a judged document")
    return Benchmark(
        documents=documents,
        queries=queries,
        relevant={query: frozenset(found) for query, found in relevant.items()},
    )


def _rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, str]]:
    """Objects of a compressed JSON Lines file, their text fields; BadInput names what is wrong."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                row = json.loads(line)
                missing = [name for name in needed if not isinstance(row.get(name), str)]
                if missing:
                    raise BadInput(f"{path}, line {number}: no text field {missing[0]!r}")
                yield {name: value for name, value in row.items() if isinstance(value, str)}
    except (OSError, ValueError, AttributeError) as error:
        raise BadInput(
            f"{path} cannot be read as compressed JSON Lines ({error}); a benchmark folder holds "
            "corpus.jsonl.gz, queries.jsonl.gz and qrels.tsv"
        ) from error


def _judgements(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of question and document judged relevant: lines ``query, document, 1`` or TREC's
    ``query, 0, document, 1``; a line of names at the top is skipped.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read ({error})") from error
    for line in lines:
        query, *middle, judgement = line.split("\t")
        if middle and judgement.strip().isdigit() and int(judgement) > 0:
            yield query, middle[-1].strip()
