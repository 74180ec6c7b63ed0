"""Measures answers on a file of questions, through the very function that answers people.

A line of the file is one JSON object: ``id``, ``q``, ``kind`` (``product``, ``clause``, ``number``,
``hs``, or ``none`` where nothing answers), ``style``, ``expect`` (numbers, any of which counts
among the first five answers), and ``file`` with ``page``: the answer to a ``clause`` must stand in
that file on that page or the next one.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from search.answers import Answer
from search.engine import ask
from search.evaluation_run import Figure, Item, Metric, figures
from search.shelf import Searchable
from standards.errors import BadInput

__all__ = ["Asked", "MODE", "answer_questions", "questions_json", "read_questions", "set_name"]

MODE = "ask"
_COUNTED = 5
_NOTHING, _CLAUSE = "none", "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what a person found to answer it. ``page`` counts from 1."""

    id: str
    text: str
    kind: str
    style: str
    expect: tuple[str, ...]
    file: str | None
    page: int | None


def set_name(path: Path) -> str:
    """How a file of questions is called in runs and floors: its folder and its name.

    >>> set_name(Path("samples/questions.jsonl"))
    'samples/questions'
    """
    return f"{path.resolve().parent.name}/{path.stem}"


def read_questions(path: Path) -> list[Asked]:
    """Read a file of questions. Raises BadInput that names the line that is wrong."""
    found = list(_read(path))
    if not found:
        raise BadInput(f"{path} holds no questions")
    return found


def answer_questions(
    library: Searchable, questions: Sequence[Asked], *, name: str, as_of: date
) -> list[Item]:
    """Ask each question for the day, and judge what was answered."""
    ask(library, questions[0].text, as_of=as_of, limit=_COUNTED)  # loads what is loaded once
    return [_item(library, question, name, as_of) for question in questions]


def questions_json(items: Sequence[Item]) -> str:
    """One JSON object: each group with ``right``, ``of``, ``share`` and ``mrr`` (absent where no
    question has an answer), and milliseconds a question, median and 95th percentile.
    """
    shown: dict[str, dict[str, float]] = {}
    for figure in sorted(figures(items), key=_order):
        group = shown.setdefault(figure.group, {})
        if figure.metric is Metric.RIGHT:
            right = round(figure.value * figure.count)
            group |= {"right": right, "of": figure.count, "share": figure.value}
        else:
            group[figure.metric.value] = figure.value
    spent = sorted(item.milliseconds for item in items)
    times = {
        "ms_median": round(spent[len(spent) // 2], 1),
        "ms_95": round(spent[int(len(spent) * 0.95)], 1),
    }
    return json.dumps({**shown, **times}, ensure_ascii=False, indent=1)


def _order(figure: Figure) -> tuple[bool, str]:
    return (figure.group != "all", figure.group)


def _item(library: Searchable, question: Asked, name: str, as_of: date) -> Item:
    began = time.perf_counter()
    result = ask(library, question.text, as_of=as_of, limit=_COUNTED)
    spent = 1000.0 * (time.perf_counter() - began)
    answers = result.answers[:_COUNTED] if result.answerable else ()
    places = [place for place, one in enumerate(answers, 1) if _answers(question, one)]
    rank = places[0] if places else None
    refused = question.kind == _NOTHING
    right = not answers if refused else rank is not None
    return Item(
        set=name,
        mode=MODE,
        metric=Metric.RECIPROCAL_RANK,
        id=question.id,
        text=question.text,
        score=float(right) if refused else (1.0 / rank if rank else 0.0),
        rank=rank,
        right=right,
        wanted=() if refused else _wanted(question),
        got=tuple(f"{one.number or one.file}@{one.page}" for one in answers),
        groups=(f"kind {question.kind}", f"style {question.style}"),
        milliseconds=round(spent, 2),
    )


def _answers(question: Asked, answer: Answer) -> bool:
    if question.kind == _CLAUSE:
        pages = () if question.page is None else (question.page, question.page + 1)
        return answer.file == question.file and answer.page in pages
    return _plain(answer.number or "") in {_plain(number) for number in question.expect}


def _wanted(question: Asked) -> tuple[str, ...]:
    if question.kind == _CLAUSE:
        return (f"{question.file}@{question.page}", *question.expect)
    return question.expect


def _plain(number: str) -> str:
    """A number without spaces, case, and zeros in front."""
    text = unicodedata.normalize("NFC", number).upper().replace("–", "-")
    return re.sub(r"(?<![\d.])0+(?=\d)", "", re.sub(r"\s+", "", text))


def _read(path: Path) -> Iterator[Asked]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            file, page = row.get("file"), row.get("page")
            yield Asked(
                id=str(row["id"]),
                text=str(row["q"]),
                kind=str(row["kind"]),
                style=str(row.get("style", "plain")),
                expect=tuple(map(str, row.get("expect") or ())),
                file=Path(file).name if file else None,
                page=int(page) if page else None,
            )
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise BadInput(
                f"{path}, line {number}: no question ({error!r}); id, q and kind are needed"
            ) from error
