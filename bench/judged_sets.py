"""Reads sets of judged questions: what is asked, and what answers it.

Three forms: ``.tsv`` (columns in the head of ``bench/judged.tsv``); ``.jsonl`` with ``q``, ``kind``
(``none`` for what nothing answers), ``expect`` (numbers), ``file`` and ``page``; and a folder with
``queries.jsonl.gz`` and ``qrels.tsv`` of goods with the HS code that their importer declared. Of a
folder only those are taken whose 4-digit heading stands in no row and no text of the library: near
certainly nothing there answers them.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.library import Library
from search.evidence import Evidence

__all__ = ["Judged", "judged_questions"]

_CODE = re.compile(r"(?<![\d.])(\d{4})(?:[. ]\d{2}){1,2}(?![\d])|(?<!\d)(\d{4})\d{4}(?!\d)")
_DECLARED = 150
"""Declared goods taken at most, evenly from all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question of a set; ``expect`` the numbers of which one answers (none: any), ``words`` what
    a quote must hold, ``file`` and ``page`` where the answer stands (for a clause).
    """

    part: str
    text: str
    kind: str
    expect: tuple[str, ...] = ()
    words: str | None = None
    file: str | None = None
    page: int | None = None

    @property
    def answerable(self) -> bool:
        """Whether anything answers it."""
        return self.kind != "none"

    def is_met(self, evidence: Evidence) -> bool:
        """Whether the evidence is what was judged to answer."""
        if self.page is not None and self.kind == "clause":
            return evidence.document.source.file == self.file and 0 <= evidence.page - self.page < 2
        row = evidence.row.standards if evidence.row is not None else ()
        numbers = {_plain(str(number)) for number in (*row, evidence.document.number)}
        meets = not self.expect or bool(numbers & set(map(_plain, self.expect)))
        return meets and (self.words is None or self.words.casefold() in evidence.quote.casefold())


def judged_questions(library: Library, path: Path) -> list[Judged]:
    """The questions of a file or folder."""
    if path.is_dir():
        return _declared(library, path)
    part = f"{path.parent.name}/{path.stem}"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    if path.suffix == ".jsonl":
        return [_of_json(part, line) for line in kept]
    return [_of_columns(part, line) for line in kept]


def _of_json(part: str, line: str) -> Judged:
    entry = json.loads(line)
    return Judged(
        part=part,
        text=entry["q"],
        kind=entry["kind"],
        expect=tuple(entry.get("expect") or ()),
        file=Path(entry["file"]).name if entry.get("file") else None,
        page=entry.get("page"),
    )


def _of_columns(part: str, line: str) -> Judged:
    kind, _style, expect, words, text = line.split("\t")
    return Judged(
        part=part,
        text=text,
        kind="none" if expect == "-" else kind,
        expect=() if expect in ("-", "*") else tuple(expect.split("|")),
        words=None if words == "-" else words,
    )


def _declared(library: Library, folder: Path) -> list[Judged]:
    held = {code.digits[:4] for _, _, code in library.store.goods_codes()}
    for passage in library.store.all_passages():
        held.update(one or other for one, other in _CODE.findall(passage.text))
    codes = dict(_rows(folder / "qrels.tsv"))
    with gzip.open(folder / "queries.jsonl.gz", "rt", encoding="utf-8") as lines:
        goods = [json.loads(line) for line in lines]
    apart = [one["text"] for one in goods if codes[one["id"]][:4] not in held]
    return [Judged(part=folder.name, text=text, kind="none") for text in _evenly(apart, _DECLARED)]


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        query, code, *_ = line.split("\t")
        yield query, code


def _evenly(texts: Sequence[str], most: int) -> list[str]:
    if len(texts) <= most:
        return list(texts)
    return [texts[place * len(texts) // most] for place in range(most)]


def _plain(number: str) -> str:
    """A number without spaces and leading zeros, in capitals."""
    packed = re.sub(r"\s+", "", unicodedata.normalize("NFC", number).upper().replace("–", "-"))
    return re.sub(r"(?<![\d.])0+(?=\d)", "", packed)
