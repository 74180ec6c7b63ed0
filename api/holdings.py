"""What the library holds, counted for a day, what was read lately, and questions it can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from api.examples_held import examples_of
from api.faces import classes_of, document_face, status_on
from api.facets import ALL, faceted
from api.models import AskBody
from api.models_facets import FacetName
from api.models_holdings import (
    ExampleBody,
    HoldingsBody,
    LatestBody,
    TurnBody,
    TurnKind,
)
from api.one_state import of_one_state
from api.urls import standard_url
from index.changes import ChangeKind
from index.contracts import DocumentSummary
from index.library import Library
from search.history import lives
from search.shelf import Shelf, shelf
from standards.errors import NotFound
from standards.today import today_in_vietnam
from standards.validity import Status

__all__ = ["Holdings", "Totals"]

_LATEST: Final = 5
_TURNS: Final = 6
_WITHIN: Final = 90
_DAYS_KEPT: Final = 8
_COUNTED: Final = (FacetName.KIND, FacetName.AGENCY, FacetName.STATUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Documents and clauses that are held, and how often library and lists have changed."""

    documents: int
    clauses: int
    generation: int
    lists_generation: int


@of_one_state("_library.store")
class Holdings:
    """Looks at one open library as a whole; for several threads. What was found is kept until the
    library changes."""

    def __init__(
        self, library: Library, today: Callable[[], date], ask: Callable[[str, date], AskBody]
    ) -> None:
        self._library = library
        self._today = today
        self._ask = ask
        self._generation: tuple[int, int] | None = None
        self._kept: dict[date, HoldingsBody] = {}

    def totals(self) -> Totals:
        """What is held, whatever the day."""
        seen = shelf(self._library)
        generation, lists = seen.generation
        return Totals(
            documents=len(seen.summaries),
            clauses=sum(one.clauses for one in seen.summaries.values()),
            generation=generation,
            lists_generation=lists,
        )

    def on(self, day: date | None = None) -> HoldingsBody:
        """The library on a day (today if none)."""
        when, seen = day or self._today(), shelf(self._library)
        if self._generation != seen.generation:
            self._kept, self._generation = {}, seen.generation
        held = self._kept.get(when)
        if held is None:
            held = self._body(seen, when)
            if len(self._kept) >= _DAYS_KEPT:
                self._kept = {}
            self._kept[when] = held
        return held

    def _body(self, seen: Shelf, day: date) -> HoldingsBody:
        status_of = status_on(seen, day)
        rows = tuple(seen.summaries.values())
        counted = faceted(rows, document_face(status_of, partial(classes_of, seen)), ALL, day)
        return HoldingsBody(
            as_of=day,
            documents=len(rows),
            files=len(self._library.store.files()),
            passages=len(self._library.keywords),
            lists=len(self._library.catalogue.lists()),
            updated_on=self._updated(),
            facets=[facet for facet in counted.facets if facet.name in _COUNTED],
            latest=[_latest(one, status_of(one.id)) for one in self._latest(seen)],
            turns=sorted(_turns(seen, rows, day), key=lambda one: abs((one.day - day).days))[
                :_TURNS
            ],
            within=_WITHIN,
            examples=self._examples(seen, day),
        )

    def _examples(self, seen: Shelf, day: date) -> list[ExampleBody]:
        return examples_of(seen, day, lambda q: self._ask(q, day))

    def _updated(self) -> date | None:
        """The day on which documents last came, changed or went; of a library that has kept no
        entries of that yet, the day on which its indexes were last written."""
        folder = self._library.folder
        if folder is None or not self._library.store.files():
            return None
        (newest,) = self._library.store.changes(newest=True, limit=1)
        if newest.what is not ChangeKind.HELD:
            return today_in_vietnam(newest.at)
        try:
            written = (folder / "manifest.json").stat().st_mtime
        except OSError:
            return None
        return today_in_vietnam(datetime.fromtimestamp(written, UTC))

    def _latest(self, seen: Shelf) -> list[DocumentSummary]:
        """Documents of the files that were read last, a file being one step of the store."""
        store = self._library.store
        found: dict[str, DocumentSummary] = {}
        generation = store.generation()
        for back in range(1, _LATEST + 1):
            if generation - back < 1:
                break
            for passage in store.put_since(generation - back):
                if passage.document in seen.summaries:
                    found.setdefault(passage.document, seen.summaries[passage.document])
                if len(found) >= _LATEST:
                    return list(found.values())
        return list(found.values())


def _latest(one: DocumentSummary, status: Status) -> LatestBody:
    return LatestBody(
        slug=one.id,
        number=one.number,
        title=one.title,
        kind=one.kind,
        status=status,
        file=one.file,
        url=standard_url(one.id),
    )


def _turns(seen: Shelf, rows: Iterable[DocumentSummary], day: date) -> Iterable[TurnBody]:
    """Held texts that start or end within the days looked at."""
    span = timedelta(_WITHIN)
    known = lives(seen)
    for one in rows:
        facts = known.facts(one.id)
        if facts is None:
            continue
        try:
            standing = known.on(known.of_facts(facts), day)
        except NotFound:
            continue
        for turn, when in ((TurnKind.STARTS, standing.start), (TurnKind.ENDS, standing.end)):
            if when is not None and day - span <= when <= day + span:
                yield TurnBody(
                    day=when,
                    turn=turn,
                    slug=one.id,
                    number=one.number,
                    title=one.title,
                    url=standard_url(one.id),
                )
