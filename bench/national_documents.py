"""Documents of a made library: standards with editions, regulations, circulars with lists of goods.

Document ``place`` of a library is the same in every run and whatever was made before: its numbers
follow from its place, its words from a pool (:mod:`bench.national_words`). A third of the clauses
carry words that stand in few texts (names, signs, values), as real ones do.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bench.national_words import Pool, drawn, odd_words, zipf
from standards.document import (
    Citation,
    Clause,
    Document,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.place import Box, Line
from standards.relation import EffectKind, EffectRule, EffectStatement, Relation, RuleKind, Verb

__all__ = ["MEAN_CLAUSES", "MadeDocument", "make_document", "number_at", "original_of"]

MEAN_CLAUSES: Final = 67
"""Clauses and rows of a document on average: 15,000 documents have a million."""

_KINDS: Final = (Kind.TCVN,) * 6 + (Kind.CIRCULAR, Kind.QCVN, Kind.DECISION, Kind.DECREE)
"""What the documents at places 0 to 9 of ten are."""
_EDITIONS: Final = (1998, 2009, 2020)
_SIGNS: Final = ("BXD", "BCT", "BKHCN", "BGTVT", "BTTTT", "BYT", "BNNPTNT", "BLĐTBXH")
_ASPECTS: Final = (
    "Yêu cầu kỹ thuật", "Phương pháp thử", "Quy phạm thi công và nghiệm thu", "Ghi nhãn",
    "Thuật ngữ và định nghĩa", "Yêu cầu an toàn", "Phần 1: Quy định chung", "Phần 2: Lấy mẫu",
)  # fmt: skip
_HEADINGS: Final = (
    "Phạm vi áp dụng", "Tài liệu viện dẫn", "Thuật ngữ và định nghĩa", "Quy định chung",
    "Yêu cầu kỹ thuật", "Lấy mẫu", "Phương pháp thử", "Báo cáo thử nghiệm", "Ghi nhãn",
    "Bao gói và vận chuyển", "Kiểm tra và nghiệm thu", "Trách nhiệm của tổ chức, cá nhân",
)  # fmt: skip
_WIDE: Final = 88
"""Characters of a printed line."""
_ON_A_PAGE: Final = 5
_CITED: Final = 30_000
_RANKS: Final = zipf(4000)


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document with its pages, and for each clause and row the places in the pool of which it
    is made: those give its vector. ``good`` is the place of what it is about."""

    document: Document
    pages: tuple[PageText, ...]
    good: int
    clauses: dict[str, tuple[int, ...]]
    rows: tuple[tuple[int, ...], ...]


def number_at(place: int) -> Identifier:
    """The number of the document at a place."""
    kind = _KINDS[place % 10]
    turn = place // 10
    sign = _SIGNS[turn % len(_SIGNS)]
    year = 2005 + turn % 21
    if kind is Kind.TCVN:
        work, edition = divmod(turn * 6 + place % 10, 3)
        return Identifier.parse(f"TCVN {5000 + work}:{_EDITIONS[edition]}")
    if kind is Kind.QCVN:
        return Identifier.parse(f"QCVN {turn % 190 + 1}:{year}/{sign}")
    if kind is Kind.CIRCULAR:
        return Identifier.parse(f"{turn + 1}/{year}/TT-{sign}")
    if kind is Kind.DECREE:
        return Identifier.parse(f"{turn + 1}/{year}/NĐ-CP")
    return Identifier.parse(f"{turn + 1}/{year}/QĐ-TTg")


def original_of(place: int) -> bytes:
    """The bytes that stand for the file of the document at a place."""
    return f"{number_at(place)} {place}".encode()


def make_document(pool: Pool, place: int) -> MadeDocument:
    """The document at a place."""
    return _Maker(pool, place).made()


class _Maker:
    def __init__(self, pool: Pool, place: int) -> None:
        self._pool = pool
        self._place = place
        self._chance = random.Random(place * 7919 + 68)
        self._number = number_at(place)
        self._kind = _KINDS[place % 10]
        self._good = pool.good(self._chance)
        self._clauses: list[Clause] = []
        self._of_clause: dict[str, tuple[int, ...]] = {}
        self._citations: list[Citation] = []
        self._rows: list[ProductRow] = []
        self._of_row: list[tuple[int, ...]] = []

    def made(self) -> MadeDocument:
        size = round(min(max(self._chance.lognormvariate(3.9, 0.75), 8), 600))
        legal = self._kind not in (Kind.TCVN, Kind.QCVN)
        listed = self._kind in (Kind.QCVN, Kind.CIRCULAR)
        rows = min(size // 3, self._chance.randint(3, 60)) if listed else 0
        self._tree(size - rows, legal)
        if rows:
            self._list(rows)
        pages = self._clauses[-1].page
        name = f"{self._number.slug}.pdf"
        good = self._pool.goods[self._good].name
        issued = date(self._number.year or 2020, self._chance.randint(1, 12), 15)
        starts = issued + timedelta(self._chance.randint(0, 180))
        told = EffectStatement(
            kind=EffectKind.STARTS,
            day=starts,
            rule=EffectRule(RuleKind.STATED),
            words=f"có hiệu lực từ ngày {starts:%d/%m/%Y}",
            clause=self._clauses[0].key,
            page=1,
        )
        document = Document(
            id=f"{self._number.slug}-{self._place}",
            number=self._number,
            kind=self._kind,
            title=f"{good[:1].upper()}{good[1:]} - {_ASPECTS[self._place % len(_ASPECTS)]}",
            issuer="Bộ Xây dựng" if self._place % 3 else "Bộ Khoa học và Công nghệ",
            source=Source(
                file=name.replace(".pdf", f"-{self._place}.pdf"),
                sha256=hashlib.sha256(original_of(self._place)).hexdigest(),
                pages=pages,
                first_page=1,
                last_page=pages,
            ),
            issued=issued,
            effective_from=starts,
            issued_with=number_at(self._place - 1) if self._kind is Kind.QCVN else None,
            relations=tuple(self._relations()),
            effects=(told,),
            clauses=tuple(self._clauses),
            citations=tuple(self._citations),
            products=tuple(self._rows),
        )
        return MadeDocument(
            document, self._pages(), self._good, self._of_clause, tuple(self._of_row)
        )

    def _relations(self) -> list[Relation]:
        """A circular issues the regulation behind it; some acts end or change an older one."""
        found: list[tuple[Verb, Identifier]] = []
        if self._kind is Kind.CIRCULAR:
            found.append((Verb.ISSUES, number_at(self._place + 1)))
        acts = self._kind in (Kind.CIRCULAR, Kind.DECISION, Kind.DECREE)
        if acts and self._place > 500 and self._chance.random() < 0.4:
            old = number_at(self._place - 10 * self._chance.randint(8, 40))
            found.append((self._chance.choice((Verb.REPLACES, Verb.AMENDS, Verb.REPEALS)), old))
        where = self._clauses[0].key
        return [
            Relation(verb=verb, target=number, clause=where, page=1, words=f"{verb} {number}")
            for verb, number in found
        ]

    def _tree(self, size: int, legal: bool) -> None:
        """Clauses of two or three levels."""
        left, first = size, 0
        while left > 0:
            first += 1
            heading = _HEADINGS[(first - 1) % len(_HEADINGS)]
            top = f"dieu-{first}" if legal else str(first)
            self._clause(top, f"Điều {first}" if legal else top, heading, None)
            left -= 1
            for second in range(1, min(left, self._chance.randint(0, 9)) + 1):
                key = f"{top}.{second}"
                self._clause(key, str(second) if legal else key, "", top)
                left -= 1
                deeper = (
                    self._chance.randint(1, 5) if not legal and self._chance.random() < 0.2 else 0
                )
                for third in range(1, min(left, deeper) + 1):
                    self._clause(f"{key}.{third}", f"{key}.{third}", "", key)
                    left -= 1

    def _clause(self, key: str, label: str, heading: str, parent: str | None) -> None:
        pool, chance = self._pool, self._chance
        drawn_from = tuple(pool.sentence(chance, self._good) for _ in range(chance.randint(1, 5)))
        told = [pool.texts[place] for place in drawn_from]
        if chance.random() < 0.35:
            told.append(_rare(chance))
        cited = self._cited() if chance.random() < 0.15 else None
        if cited is not None:
            told.append(f"Áp dụng {cited} khi có tranh chấp về kết quả thử.")
        page = 1 + (len(self._clauses) + len(self._rows)) // _ON_A_PAGE
        text, lines = _printed(" ".join(told), page)
        self._clauses.append(
            Clause(
                key=key,
                label=label,
                heading=heading,
                text=text,
                page=page,
                last_page=page,
                parent=parent,
                heading_boxes=(Box(page, 70.0, 80.0, 500.0, 92.0),),
                lines=lines,
            )
        )
        self._of_clause[key] = drawn_from
        flat = text.replace("\n", " ")
        if cited is not None and (start := flat.find(str(cited))) >= 0:
            end = start + len(str(cited))
            self._citations.append(
                Citation(
                    target=cited,
                    text=text[start:end],
                    clause=key,
                    page=page,
                    start=start,
                    end=end,
                )
            )

    def _cited(self) -> Identifier:
        rank = drawn(self._chance, _RANKS)
        return number_at(rank * 7 % _CITED)

    def _list(self, rows: int) -> None:
        """An annex with goods of this text's field, their codes and standards."""
        page = self._clauses[-1].page + 1
        goods = len(self._pool.goods)
        self._clauses.append(
            Clause(
                key="phu-luc-a",
                label="Phụ lục A",
                heading="Danh mục sản phẩm, hàng hóa",
                text="Danh mục sản phẩm, hàng hóa phải công bố hợp quy.",
                page=page,
                last_page=page,
                parent=None,
                lines=(Line(0, 49, Box(page, 70.0, 100.0, 500.0, 112.0)),),
            )
        )
        self._of_clause["phu-luc-a"] = (0,)
        for place in range(rows):
            at = (self._good + place * 3) % goods
            good = self._pool.goods[at]
            codes = tuple(
                HsCode(f"{good.heading}{self._chance.randint(10, 40)}{turn}0")
                for turn in range(self._chance.randint(1, 3))
            )
            number = number_at(self._chance.randrange(1500) * 10 + place % 6)
            text = f"{place + 1} | {good.name} | {number} | {'; '.join(map(str, codes))}"
            self._rows.append(
                ProductRow(
                    name=good.name,
                    hs=codes,
                    standards=(number,),
                    page=page + place // 20,
                    clause="phu-luc-a",
                    boxes=(Box(page + place // 20, 70.0, 100.0, 500.0, 112.0),),
                    text=text,
                    ordinal=str(place + 1),
                )
            )
            self._of_row.append((self._pool.names_from + at,))

    def _pages(self) -> tuple[PageText, ...]:
        texts: dict[int, list[str]] = {1: [str(self._number)]}
        for clause in self._clauses:
            texts.setdefault(clause.page, []).append(
                f"{clause.label} {clause.heading}\n{clause.text}"
            )
        for row in self._rows:
            texts.setdefault(row.page, []).append(row.text)
        return tuple(
            PageText(
                number=page,
                width=595.0,
                height=842.0,
                page_class=PageClass.TEXT,
                reason="",
                text="\n".join(texts.get(page, ())),
            )
            for page in range(1, max(texts) + 1)
        )


def _rare(chance: random.Random) -> str:
    """A sentence with words that stand in few texts."""
    sign = "".join(chance.choice("ABCDEGHKLMNPRSTVX") for _ in range(chance.randint(2, 3)))
    value = f"{chance.randint(1, 4000)},{chance.randint(0, 99)}"
    return chance.choice(
        (
            f"Đơn vị biên soạn: Công ty cổ phần {odd_words(chance, chance.randint(2, 4))}.",
            f"Ký hiệu quy ước: {sign}{chance.randint(1, 9999)}, giá trị {value}.",
            f"Mẫu {sign} {chance.randint(1, 400)} lấy tại xã {odd_words(chance, 2)}.",
        )
    )


def _printed(text: str, page: int) -> tuple[str, tuple[Line, ...]]:
    """The text broken into lines, and the lines with their boxes."""
    broken: list[str] = [""]
    for word in text.split(" "):
        if len(broken[-1]) + len(word) >= _WIDE:
            broken.append(word)
        else:
            broken[-1] = f"{broken[-1]} {word}".strip()
    lines, start = [], 0
    for turn, line in enumerate(broken):
        y = 100.0 + 14.5 * turn
        lines.append(Line(start, start + len(line), Box(page, 70.0, y, 500.25, y + 12.25)))
        start += len(line) + 1
    return "\n".join(broken), tuple(lines)
