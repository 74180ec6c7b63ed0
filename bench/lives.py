"""How long statuses take in a library of national size: lives, bindings, the watch list.

``python -m bench.lives [--documents N] [--cited N] [--folder DIR]`` makes a library of N small
documents (default 15,000) in a temporary folder, or in DIR where it stays for the next run:
circulars that issue regulations, standards with several editions, who cites, replaces and amends
whom, rows of goods. Nothing is embedded; the documents are put straight into the store. One
standard is cited by ``--cited`` circulars (default 500).

Then it measures, each on a shelf that was opened anew where the table says cold: opening the shelf,
the standing of a document (median and 95th percentile over 200), what makes the standard bind, the
watch list of a day and of the next one. Prints a table and the most memory that the process held.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from index.catalogue_memory import MemoryCatalogue
from index.contracts import PassageKind
from index.embedder_hashing import HashingEmbedder
from index.keyword_memory import MemoryKeywordIndex
from index.passages import passages_of
from index.store import SqliteStore
from index.vector_exact import ExactVectorIndex
from search.binding import bindings
from search.shelf import Shelf
from search.status import standing
from search.watch import watch
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

__all__ = ["main"]

_DAY: Final = date(2026, 7, 1)
_WITHIN: Final = 90
_ASKED: Final = 200
_BATCH: Final = 500
_WORDS: Final = (
    "Tổ chức, cá nhân sản xuất, nhập khẩu hàng hóa phải công bố hợp quy, lập hồ sơ",
    "và chịu trách nhiệm về chất lượng trước khi đưa ra lưu thông trên thị trường.",
    "Cơ quan kiểm tra lấy mẫu, thử nghiệm tại tổ chức được chỉ định; kết quả được",
    "thông báo trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ theo quy định.",
)
_CLAUSES: Final = 24
_FAMOUS: Final = Identifier.parse("TCVN 6260:2020")


@dataclass(eq=False)
class Made:
    """What a question needs of a library, without indexes worth the name."""

    store: SqliteStore
    catalogue: MemoryCatalogue = field(default_factory=MemoryCatalogue)
    keywords: MemoryKeywordIndex = field(default_factory=MemoryKeywordIndex)
    vectors: ExactVectorIndex = field(default_factory=lambda: ExactVectorIndex(8))
    embedder: HashingEmbedder = field(default_factory=lambda: HashingEmbedder(8))


def documents(count: int, cited: int) -> Iterator[Document]:
    """That many documents, the same every time: a third circulars, each with the regulation that
    it issues (three editions of each, as of the standards, which are the last third)."""
    chance = random.Random(68)
    standards = [_FAMOUS, *_standards(count - 2 * (count // 3) - 1)]
    yield from (_standard(number, chance) for number in standards)
    for place in range(count // 3):
        year, turn = 2005 + place % 21, place // 21 + 1
        act = Identifier.parse(f"{turn:02}/{year}/TT-BXD")
        code = Identifier.parse(f"QCVN {place // 21 * 7 + place % 7 + 1}:{year}/BXD")
        named = chance.sample(standards, 3) + ([_FAMOUS] if place < cited else [])
        yield _circular(act, code, named, chance)
        yield _regulation(act, code, chance.sample(standards, 2), chance)


def _standards(count: int) -> list[Identifier]:
    return [
        Identifier.parse(f"TCVN {7000 + place // 3}:{(1998, 2009, 2020)[place % 3]}")
        for place in range(count)
    ]


def _standard(number: Identifier, chance: random.Random) -> Document:
    assert number.year is not None
    issued = date(number.year, chance.randint(1, 12), chance.randint(1, 28))
    return _document(number, Kind.TCVN, "Yêu cầu kỹ thuật", issued, (), chance)


def _circular(
    act: Identifier, code: Identifier, named: Sequence[Identifier], chance: random.Random
) -> Document:
    assert act.year is not None
    issued = date(act.year, chance.randint(1, 12), chance.randint(1, 28))
    relations = [_relation(Verb.ISSUES, code, "Ban hành kèm theo Thông tư này")]
    if act.year > 2012:
        old = Identifier.parse(f"{act.number}/{act.year - 7}/TT-BXD")
        verb = chance.choice((Verb.REPLACES, Verb.AMENDS, Verb.REPEALS))
        relations.append(_relation(verb, old, f"Thông tư số {old}"))
    return _document(
        act, Kind.CIRCULAR, "Quy định quản lý chất lượng", issued, named, chance, relations
    )


def _regulation(
    act: Identifier, code: Identifier, named: Sequence[Identifier], chance: random.Random
) -> Document:
    goods = tuple(
        ProductRow(
            name=f"Xi măng loại {place}",
            hs=(HsCode(f"2523{chance.randint(10, 99)}{chance.randint(10, 99)}"),),
            standards=(number,),
            page=2,
            clause="dieu-3",
            boxes=(Box(2, 70.0, 100.0 + place, 500.0, 112.0 + place),),
            text=f"Xi măng loại {place} | {number}",
        )
        for place, number in enumerate(named)
    )
    made = _document(code, Kind.QCVN, "Vật liệu xây dựng", None, named, chance, act=act)
    return Document(
        id=made.id,
        number=made.number,
        kind=made.kind,
        title=made.title,
        issuer=made.issuer,
        source=made.source,
        issued_with=act,
        clauses=made.clauses,
        citations=made.citations,
        products=goods,
    )


def _relation(verb: Verb, target: Identifier, words: str) -> Relation:
    return Relation(verb=verb, target=target, clause="dieu-2", page=1, words=words)


def _document(
    number: Identifier,
    kind: Kind,
    title: str,
    issued: date | None,
    named: Sequence[Identifier],
    chance: random.Random,
    relations: Sequence[Relation] = (),
    act: Identifier | None = None,
) -> Document:
    day = issued + timedelta(chance.randint(0, 180)) if issued is not None else None
    effect = EffectStatement(
        kind=EffectKind.STARTS,
        day=day,
        rule=EffectRule(RuleKind.STATED),
        words="Thông tư này có hiệu lực kể từ ngày ký ban hành",
        clause=f"dieu-{_CLAUSES}",
        page=2,
    )
    places = {3 + place: target for place, target in enumerate(named)}
    clauses = tuple(_clause(place, places.get(place)) for place in range(1, _CLAUSES + 1))
    citations = tuple(_citation(clauses[place - 1], target) for place, target in places.items())
    name = f"{number.slug}.pdf"
    return Document(
        id=number.slug,
        number=number,
        kind=kind,
        title=f"{title} số {number}",
        issuer="Bộ Xây dựng",
        source=Source(
            file=name,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            pages=2,
            first_page=1,
            last_page=2,
        ),
        issued=issued,
        effective_from=day,
        issued_with=act,
        relations=tuple(relations),
        effects=(effect,) if day is not None else (),
        clauses=clauses,
        citations=citations,
    )


def _clause(place: int, cited: Identifier | None) -> Clause:
    told = f"Sản phẩm phải phù hợp với Điều 4 của {cited}." if cited is not None else ""
    lines = [*_WORDS[:2], *([told] if told else []), *_WORDS[2:]]
    page = 1 + (place > _CLAUSES // 2)
    found: list[Line] = []
    start = 0
    for line in lines:
        y = 100.0 + 14.5 * len(found)
        found.append(Line(start, start + len(line), Box(page, 70.0, y, 500.25, y + 12.25)))
        start += len(line) + 1
    return Clause(
        key=f"dieu-{place}",
        label=f"Điều {place}",
        heading=f"Yêu cầu thứ {place}",
        text="\n".join(lines),
        page=page,
        last_page=page,
        parent=None,
        heading_boxes=(Box(page, 70.0, 80.0, 500.0, 92.0),),
        lines=tuple(found),
    )


def _citation(clause: Clause, target: Identifier) -> Citation:
    start = clause.text.index(str(target))
    return Citation(
        target=target,
        text=str(target),
        clause=clause.key,
        page=clause.page,
        start=start,
        end=start + len(str(target)),
    )


def fill(store: SqliteStore, made: Iterator[Document]) -> None:
    """Put the documents into the store, each as a file of its own."""
    while True:
        part = [document for _, document in zip(range(_BATCH), made, strict=False)]
        if not part:
            return
        with store.batch() as batch:
            for document in part:
                name = document.source.file
                batch.put(
                    original=name.encode(),
                    documents=[document],
                    pages=[_page(1), _page(2)],
                    passages=[
                        passage
                        for passage in passages_of(document, lambda text: [(0, len(text))])
                        if passage.kind is not PassageKind.CLAUSE or passage.clause == "dieu-1"
                    ],
                    file=name,
                    sha256=document.source.sha256,
                    reader="made",
                )


def _page(number: int) -> PageText:
    return PageText(
        number=number, width=595.0, height=842.0, page_class=PageClass.TEXT, reason="", text=""
    )


class Table:
    """Rows of a measurement: what, and how long it took."""

    def timed(self, name: str, run: Callable[[], object]) -> None:
        """Run once, print the seconds."""
        began = time.perf_counter()
        run()
        print(f"{name:52} {time.perf_counter() - began:9.3f} s", flush=True)

    def each(self, name: str, run: Callable[[str], object], names: Sequence[str]) -> None:
        """Run for each name, print the median and the 95th percentile."""
        spent = []
        for one in names:
            began = time.perf_counter()
            run(one)
            spent.append((time.perf_counter() - began) * 1000)
        spent.sort()
        high = spent[int(len(spent) * 0.95)]
        print(f"{name:52} {statistics.median(spent):9.3f} ms {high:9.3f} ms (95 %)", flush=True)


def measure(store: SqliteStore) -> None:
    """Print the table for a library."""
    table, library = Table(), Made(store)
    opened: list[Shelf] = []

    def open_shelf() -> Shelf:
        opened.append(Shelf(library, (0, 0)))
        return opened[-1]

    table.timed("opening the shelf", open_shelf)
    shelf = opened[0]
    every = random.Random(1).sample(sorted(shelf.summaries), min(_ASKED, len(shelf.summaries)))
    first = every[0]
    table.timed("the first standing", lambda: standing(shelf, shelf.document(first), _DAY))

    def of(document_id: str) -> object:
        return standing(shelf, found[document_id], _DAY)

    found = {name: store.document(name) for name in every}
    table.each("a cold standing", of, every[1:])
    table.each("a warm standing", of, every[1:])
    fresh = open_shelf()
    standing(fresh, found[first], _DAY)
    how_many = len(fresh.cited_by(_FAMOUS))
    cited = open_shelf()
    standing(cited, found[first], _DAY)
    name = f"bindings of a standard that {how_many} texts cite, "
    table.timed(f"{name}cold", lambda: bindings(cited, _FAMOUS, _DAY))
    table.timed(f"{name}next day", lambda: bindings(cited, _FAMOUS, _DAY + timedelta(1)))
    alone = open_shelf()
    table.timed("the first watch list", lambda: watch(alone, _DAY, _WITHIN))
    table.timed("the next day's", lambda: watch(alone, _DAY + timedelta(1), _WITHIN))
    table.timed("the same again", lambda: watch(alone, _DAY, _WITHIN))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'most memory held, four shelves among it':52} {peak:9.0f} MB")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the library where there is none, and print the table."""
    parser = argparse.ArgumentParser(prog="bench.lives", description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=15_000)
    parser.add_argument("--cited", type=int, default=500, help="texts that cite one standard")
    parser.add_argument("--folder", type=Path, default=None, help="keep the library here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        table = Table()
        opened: list[SqliteStore] = []
        table.timed("opening the store", lambda: opened.append(SqliteStore(folder)))
        store = opened[0]
        if not store.files():
            table.timed(
                f"putting {options.documents} documents into it",
                lambda: fill(store, documents(options.documents, options.cited)),
            )
        size = sum(path.stat().st_size for path in folder.glob("store.sqlite3*")) / 2**20
        print(f"{'size of the store':52} {size:9.0f} MB")
        measure(store)
        store.close()


if __name__ == "__main__":
    main()
