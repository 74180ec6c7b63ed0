"""Lists that were added, and all that they say of a number.

Reads the catalogue of the library, and the documents held; a status is worked out for the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from api.catalogued import adoption_body, claims, ground_body
from api.classes import goods_code_body, ics_class_body
from api.cursors import pack_cursor, unpack_cursor
from api.documents import Documents
from api.links import Links
from api.models_catalogue import (
    AdopterBody,
    ForeignBody,
    GoodsCodeBody,
    IcsClassBody,
    ListBody,
    ListedBody,
    ListsBody,
    RecordBody,
    RecordsPage,
)
from api.one_state import of_one_state
from api.provenance import provenance_body, record_line
from api.urls import catalogue_url
from index.catalogue import LoadedList
from index.catalogue_keys import sort_of
from index.library import Library
from index.stages import stage_of
from search.adoption import Adopter, adopting, adoptions_of
from search.shelf import Shelf, shelf
from search.status import standing_of
from standards.catalogue import CatalogueRecord, ForeignRecord
from standards.errors import BadIdentifier, BadInput, NotFound
from standards.hs import HsCode
from standards.identifier import Family, Identifier, canonical_slug

__all__ = ["Lookups", "adopter_body", "list_body"]

_MOST_WORDS = 200


@of_one_state("_library.store")
class Lookups:
    """Questions to the catalogue of one open library; for several threads."""

    def __init__(self, library: Library, documents: Documents, today: Callable[[], date]) -> None:
        self._library = library
        self._documents = documents
        self._today = today

    def lists(self) -> ListsBody:
        """The lists that are kept, by name."""
        return ListsBody(items=[list_body(one) for one in self._library.catalogue.lists()])

    def records(self, q: str = "", *, cursor: str | None = None, limit: int = 50) -> RecordsPage:
        """Records with each word of ``q`` in their number or titles, by number.

        Raises BadInput for a question that is too long, and for an unknown cursor.
        """
        if len(q) > _MOST_WORDS:
            raise BadInput(f"{len(q)} characters are too many; give at most {_MOST_WORDS}")
        after = "" if cursor is None else unpack_cursor(cursor)
        found = self._library.catalogue.search(q, after=after, limit=limit + 1)
        shown = found[:limit]
        return RecordsPage(
            q=q,
            items=[record_line(record, self._library.store) for record in shown],
            next=pack_cursor(sort_of(shown[-1])) if len(found) > limit else None,
        )

    def record(self, name: str, *, as_of: date | None = None) -> RecordBody:
        """All that lists say of a number, by slug or in any spelling. Raises NotFound."""
        day = as_of or self._today()
        seen = shelf(self._library)
        number = _number(seen, name)
        links = Links(self._documents, seen, day)
        foreign = number.family is Family.FOREIGN
        listed = seen.catalogue.records(number)
        published = seen.catalogue.foreign(number)
        adopters = adopting(seen, number) if foreign else ()
        if not (listed or published or adopters or seen.held_as(number)):
            raise NotFound(f"no list and no document of the library has {number}; see: /catalogue")
        standing = None if foreign else standing_of(seen, number, day)
        return RecordBody(
            number=str(number),
            slug=number.slug,
            as_of=day,
            target=links.number(number),
            status=standing.status if standing else None,
            status_reason=standing.reason.vi if standing else None,
            status_reason_en=standing.reason.en if standing else None,
            listed=_listed(number, seen, links),
            foreign=[_foreign(record, links) for record in published],
            adopts=[adoption_body(each, links) for each in adoptions_of(seen, number)],
            adopted_by=[adopter_body(each, links) for each in adopters],
            url=catalogue_url(number.slug),
        )

    def listed_at(self, number: str) -> str | None:
        """Where all stands that lists say of a number; None if none has it."""
        try:
            asked = Identifier.parse(number)
        except BadIdentifier:
            return None
        catalogue = self._library.catalogue
        known = catalogue.foreign(asked) or catalogue.records(asked)
        return catalogue_url(asked.slug) if known else None

    def hs(self, code: str, *, as_of: date | None = None) -> GoodsCodeBody:
        """What is known of an HS code on a day (today if none). Raises BadHsCode."""
        seen = shelf(self._library)
        day = as_of or self._today()
        return goods_code_body(HsCode.parse(code), seen, Links(self._documents, seen, day), day)

    def ics(self, code: str, *, as_of: date | None = None) -> IcsClassBody:
        """A class, and what belongs to it. Raises BadInput, NotFound."""
        seen = shelf(self._library)
        day = as_of or self._today()
        links = Links(self._documents, seen, day)
        return ics_class_body(code, seen, day, lambda each: adopter_body(each, links))


def list_body(held: LoadedList) -> ListBody:
    """A list as it is sent."""
    return ListBody(
        name=held.name,
        kind=held.kind,
        file=held.file,
        sha256=held.sha256,
        records=held.records,
        at=held.at,
        refused=list(held.refused),
    )


def adopter_body(adopter: Adopter, links: Links) -> AdopterBody:
    """A national standard that adopts an international one."""
    target = links.number(adopter.number)
    titles = (record.title for record in adopter.records if record.title)
    return AdopterBody(
        target=target,
        title=target.title or next(titles, None),
        foreign=str(adopter.foreign),
        degree=adopter.degree,
        grounds=[ground_body(ground, links) for ground in adopter.grounds],
        record_url=catalogue_url(adopter.number.slug) if adopter.records else None,
    )


def _number(seen: Shelf, name: str) -> Identifier:
    """The number with that slug, of a record or of a held document, else in any spelling; without
    its year where the slug is that of a work."""
    slug = canonical_slug(name)
    found = [record.number for record in seen.catalogue.with_slug(slug)]
    dated = [number for number in found if number.slug == slug]
    if found:
        return dated[0] if dated else found[0].without_year()
    held = seen.summaries.get(slug)
    try:
        return Identifier.parse(held.number if held and held.number else name)
    except BadIdentifier:
        raise NotFound(f"no list of the library has {name!r}; see: /catalogue") from None


def _listed(number: Identifier, seen: Shelf, links: Links) -> list[ListedBody]:
    records: Iterable[CatalogueRecord] = seen.catalogue.records(number)
    return [
        ListedBody(
            **dict(claim),
            kind=record.kind,
            amends=[links.number(one) for one in record.amends],
            adopts=[links.number(one) for one in record.adopts],
            degree=record.degree,
            issued_with=links.number(record.issued_with) if record.issued_with else None,
        )
        for claim, record in zip(claims(number, seen, links), records, strict=True)
    ]


def _foreign(record: ForeignRecord, links: Links) -> ForeignBody:
    stage = stage_of(record.stage)
    return ForeignBody(
        number=str(record.number),
        title_en=record.title_en,
        ics=list(record.ics),
        published=record.published or None,
        stage=record.stage or None,
        stage_words=stage.vi,
        stage_words_en=stage.en,
        is_withdrawn=record.is_withdrawn,
        replaced_by=[links.number(one) for one in _numbers(record.replaced_by)],
        provenance=provenance_body(record.provenance),
    )


def _numbers(names: Iterable[str]) -> Iterable[Identifier]:
    for name in names:
        try:
            yield Identifier.parse(name)
        except BadIdentifier:
            continue
