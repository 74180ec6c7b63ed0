"""A work with all its editions: what an undated number may mean, and means on a day.

Work, edition and file are three things: *QCVN 16*, *QCVN 16:2023/BXD*, and each PDF of it.
"""

from __future__ import annotations

from datetime import date
from weakref import WeakKeyDictionary

from api.documents import Documents
from api.histories import Histories
from api.links import Links, clause_ref
from api.models_time import UndatedCitingBody, WorkBody
from api.urls import paper_url, work_url
from api.witnesses import place_at
from index.contracts import Citing
from search.editions import resolve
from search.shelf import Shelf
from standards.errors import NotFound
from standards.identifier import Identifier, canonical_slug

__all__ = ["work_body", "work_number"]

_slugs: WeakKeyDictionary[Shelf, dict[str, Identifier]] = WeakKeyDictionary()


def work_number(slug: str, shelf: Shelf) -> Identifier:
    """The undated number of the work with that slug, or that an edition's slug belongs to.

    Raises NotFound if no number that is held, cited or listed has it.
    """
    known = _slugs.get(shelf)
    if known is None:
        known = _slugs[shelf] = _all_slugs(shelf)
    found = known.get(slug) or known.get(canonical_slug(slug))
    if found is None:
        raise NotFound(f"the library knows no work {slug!r}; see: /standards")
    return found


def work_body(number: Identifier, documents: Documents, shelf: Shelf, day: date) -> WorkBody:
    """The work of an undated number with its editions as they are that day."""
    links = Links(documents, shelf, day)
    lives = Histories(shelf, links, day)
    work = lives.work(number)
    found = resolve(shelf, number, day)
    slug = work.editions[0].number.without_year().slug if work.editions else number.slug
    return WorkBody(
        slug=slug,
        name=work.name,
        as_of=day,
        current=links.number(found.edition.number) if found.edition else None,
        current_reason=found.reason.vi,
        current_reason_en=found.reason.en,
        editions=lives.editions(work, with_periods=True),
        undated_citations=_undated(number, documents, links),
        url=work_url(slug),
    )


def _all_slugs(shelf: Shelf) -> dict[str, Identifier]:
    """Slugs of works and of their editions, each with the undated number."""
    numbers = [known.identifier for known in shelf.numbers]
    found: dict[str, Identifier] = {}
    for number in (*numbers, *shelf.catalogue.numbers()):
        whole = number.without_year()
        found.setdefault(whole.slug, whole)
        found.setdefault(number.slug, whole)
    return found


def _undated(number: Identifier, documents: Documents, links: Links) -> list[UndatedCitingBody]:
    """Documents that cite the work without a year, each once with its first mention."""
    mentions: dict[str, list[Citing]] = {}
    for mention in documents.store.citing(number):
        mentions.setdefault(mention.document, []).append(mention)
    return [
        body
        for slug, each in mentions.items()
        if (body := _citing(slug, number, each, links)) is not None
    ]


def _citing(
    slug: str, number: Identifier, mentions: list[Citing], links: Links
) -> UndatedCitingBody | None:
    document = links.document(slug)
    if document is None:
        return None
    undated = [each for each in document.citations if each.target == number]
    if not undated or number.is_dated:
        return None
    first = undated[0]
    clause = document.clause(first.clause) if first.clause else None
    ref = clause_ref(slug, clause) if clause else None
    place = place_at(links, slug, first.clause)
    return UndatedCitingBody(
        slug=slug,
        number=str(document.number) if document.number else None,
        title=document.title,
        mentions=len(undated),
        clause=ref,
        place=place[0],
        place_en=place[1],
        page=first.page,
        url=ref.url if ref else paper_url(slug, first.page),
    )
