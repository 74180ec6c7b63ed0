"""Ministries' lists of goods by risk, as tables: one row a code, or a kind of goods without a code.

Such lists are made by machines from the annexes of circulars. Names may be cut short or be a note
from the head of a page; the words for levels and duties are those of ``data/risk_lists.toml``. A
row whose code, level or duty cannot be understood is refused with the reason, and so is one that
has neither code nor name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from index.catalogue import ListKind
from index.catalogue_cells import BadCell, goods_codes, parts
from index.catalogue_forms import Sheet, find_sheet, is_nothing
from index.catalogue_keys import folded
from index.catalogue_reading import ParsedList, Refusal
from index.catalogue_table import Row, rows_of
from standards.catalogue import Provenance, RiskRow
from standards.errors import BadHsCode
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.risk import Measure, RiskLevel

__all__ = ["NotePattern", "RiskWords", "is_cut", "parse_risk_list", "risk_list_words"]

_LAST_WORDS: Final = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)?$")
_OPEN_END: Final = re.compile(r"(?:[,:(–/]|\s-)$")
_CUT_HEAD: Final = re.compile(r"^[(,;:)\]]")


@dataclass(frozen=True, slots=True)
class NotePattern:
    """A note that is no name of goods."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskWords:
    """The words of ``data/risk_lists.toml``; keys are folded."""

    levels: dict[str, RiskLevel]
    measures: dict[str, Measure]
    notes: tuple[NotePattern, ...]
    open_words: frozenset[str]


@cache
def risk_list_words() -> RiskWords:
    """The words of lists of goods by risk."""
    text = resources.files("index").joinpath("data/risk_lists.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    return RiskWords(
        levels={_key(w): RiskLevel(level) for level, words in raw["level"].items() for w in words},
        measures={_key(w): Measure(one) for one, words in raw["measure"].items() for w in words},
        notes=tuple(
            NotePattern(re.compile(note["pattern"]), tuple(note["examples"]))
            for note in raw["note"]
        ),
        open_words=frozenset(word.casefold() for word in raw["open"]["words"]),
    )


def parse_risk_list(text: str, name: str, listed_in: Identifier) -> ParsedList:
    """The rows of a list of goods by risk, and those that were refused.

    ``name`` is the list's own, ``listed_in`` the circular that issues it. A row with several codes
    gives a record for each. Raises BadInput if the text has not the columns of such a list.
    """
    sheet = find_sheet(rows_of(text), name, ListKind.RISK)
    records: list[RiskRow] = []
    refused: list[Refusal] = []
    for row in sheet.table.rows:
        try:
            records += _records(sheet, row, name, listed_in)
        except _BadColumn as error:
            refused.append(Refusal(row=row.number, column=error.column, why=error.why))
    return ParsedList(records=tuple(records), refused=tuple(refused))


class _BadColumn(Exception):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


def _records(sheet: Sheet, row: Row, name: str, listed_in: Identifier) -> Iterator[RiskRow]:
    """The records of a row. Raises _BadColumn."""
    printed = sheet.cell(row, "name")
    is_note = any(note.pattern.search(printed.casefold()) for note in risk_list_words().notes)
    goods = "" if is_note or is_nothing(printed) else printed
    codes = _codes(sheet, row)
    level, measures = _level(sheet, row), _measures(sheet, row)
    if not goods and not codes:
        raise _BadColumn("", "it has neither an HS code nor a name")
    page = re.search(r"\d+", sheet.cell(row, "page"))
    for code in codes or (None,):
        yield RiskRow(
            listed_in=listed_in,
            provenance=Provenance(source=name, row=row.number),
            name=goods,
            hs=code,
            item="" if is_note else sheet.cell(row, "item"),
            annex=sheet.cell(row, "annex"),
            risk=level,
            measures=measures,
            condition=_words(sheet.cell(row, "condition")),
            reference=_words(sheet.cell(row, "reference")),
            page=int(page[0]) if page else 0,
            is_cut=is_note or is_cut(goods),
        )


def _words(text: str) -> str:
    return "" if is_nothing(text) else text


def _codes(sheet: Sheet, row: Row) -> tuple[HsCode, ...]:
    text = sheet.cell(row, "hs")
    try:
        return goods_codes(text)
    except BadCell as error:
        try:
            return tuple(dict.fromkeys(HsCode.parse(part) for part in re.split(r"[\s;,|]+", text)))
        except BadHsCode:
            raise _BadColumn(sheet.heading("hs"), str(error)) from error


def _level(sheet: Sheet, row: Row) -> RiskLevel | None:
    text = sheet.cell(row, "risk")
    if is_nothing(text):
        return None
    found = risk_list_words().levels.get(_key(text))
    if found is None:
        raise _BadColumn(
            sheet.heading("risk"), f"{text!r} is no level of risk; write CAO, TRUNG_BINH or THAP"
        )
    return found


def _measures(sheet: Sheet, row: Row) -> tuple[Measure, ...]:
    text = sheet.cell(row, "duty")
    known = risk_list_words().measures
    found: set[Measure] = set()
    for part in parts(text.replace("+", ";")):
        one = known.get(_key(part))
        if one is None:
            codes = "KIEM_TRA_CHAT_LUONG, CONG_BO_HOP_QUY, DANG_KY_LUU_HANH or KHAC"
            raise _BadColumn(sheet.heading("duty"), f"{part!r} is no known duty; write {codes}")
        found.add(one)
    return tuple(measure for measure in Measure if measure in found)


def is_cut(name: str) -> bool:
    """Whether a name shows that its end or its beginning is missing: a bracket that nothing opens
    or closes, a comma or a word at its end that something must follow.

    >>> is_cut("Ô tô đầu kéo (dùng để kéo sơ"), is_cut("Các sản phẩm của"), is_cut("Xăng không chì")
    (True, True, False)
    """
    text = name.strip()
    if not text:
        return False
    if text.count("(") != text.count(")") or _OPEN_END.search(text) or _CUT_HEAD.match(text):
        return True
    last = _LAST_WORDS.search(text.casefold())
    words = last[0].split() if last else []
    return bool({" ".join(words), *words[-1:]} & risk_list_words().open_words)


def _key(text: str) -> str:
    return " ".join(folded(text.replace("_", " ")).split())
