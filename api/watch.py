"""The body of what an office has to look at: one page of each section, made as it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from api.documents import Documents
from api.histories import Histories, transition_bodies
from api.links import Links, clause_ref
from api.models_watch import (
    CitingPlaceBody,
    DisagreementBody,
    EmptyFileBody,
    EndedCitationBody,
    GoneCodeBody,
    HappeningBody,
    HeldDocumentBody,
    MergedIssuerBody,
    NamedPlaceBody,
    RowPlaceBody,
    UnclearBody,
    UnmetBody,
    WatchBody,
    WatchPage,
    WatchSection,
)
from api.urls import paper_url, standard_url
from api.witnesses import clause_at, place_at
from search.citing import place_words
from search.shelf import Shelf
from search.watch import (
    Disagreement,
    EndedCitation,
    GoneCode,
    Happening,
    MergedIssuer,
    Unclear,
    UnmetNumber,
    WatchList,
    watch,
)
from search.watch_found import CitingPlace, RowPlace
from standards.agencies import agency
from standards.errors import BadInput
from standards.history import HeldTransition
from standards.identifier import Identifier

__all__ = ["WITHIN", "watch_body"]

WITHIN = 60
"""Days ahead and back, unless others are asked for."""

_PLACES = 5
_NAMED = 8

Found = TypeVar("Found")
Sent = TypeVar("Sent")


def watch_body(
    shelf: Shelf,
    documents: Documents,
    day: date,
    *,
    within: int,
    limit: int,
    section: WatchSection | None = None,
    cursor: str | None = None,
) -> WatchBody:
    """What to look at on ``day``: ``limit`` items of each section, or of the one named, from
    ``cursor`` on. Raises BadInput for a cursor that no page gave."""
    start = _start(section, cursor)
    found = watch(shelf, day, within)
    make = _Maker(shelf, Links(documents, shelf, day), day)

    def page(
        name: WatchSection, all_found: Sequence[Found], body: Callable[[Found], Sent]
    ) -> WatchPage[Sent]:
        first = start if name is section else 0
        stop = first + limit if section in (None, name) else first
        items = [body(each) for each in all_found[first:stop]]
        onward = str(stop) if section in (None, name) and stop < len(all_found) else None
        return WatchPage[Sent](total=len(all_found), items=items, next=onward)

    return WatchBody(
        as_of=day,
        within=within,
        counts=_counts(found),
        recorded=sum(each.is_recorded for each in found.unmet),
        has_tariff=found.has_tariff,
        ended_cited=page(WatchSection.ENDED_CITED, found.ended_cited, make.ended_citation),
        coming=page(WatchSection.COMING, found.coming, make.happening),
        recent=page(WatchSection.RECENT, found.recent, make.happening),
        conflicts=page(WatchSection.CONFLICTS, found.conflicts, make.disagreement),
        unmet=page(WatchSection.UNMET, found.unmet, make.unmet),
        unverified=page(WatchSection.UNVERIFIED, found.unverified, make.unclear),
        unnumbered=page(WatchSection.UNNUMBERED, found.unnumbered, make.unclear),
        undated=page(WatchSection.UNDATED, found.undated, make.unclear),
        empty_files=page(
            WatchSection.EMPTY_FILES, found.empty_files, lambda file: EmptyFileBody(file=file)
        ),
        gone_codes=page(WatchSection.GONE_CODES, found.gone_codes, make.gone_code),
        merged_issuers=page(WatchSection.MERGED_ISSUERS, found.merged_issuers, make.merged),
    )


def _counts(found: WatchList) -> dict[WatchSection, int]:
    return {
        WatchSection.ENDED_CITED: len(found.ended_cited),
        WatchSection.COMING: len(found.coming),
        WatchSection.RECENT: len(found.recent),
        WatchSection.CONFLICTS: len(found.conflicts),
        WatchSection.UNMET: len(found.unmet),
        WatchSection.UNVERIFIED: len(found.unverified),
        WatchSection.UNNUMBERED: len(found.unnumbered),
        WatchSection.UNDATED: len(found.undated),
        WatchSection.EMPTY_FILES: len(found.empty_files),
        WatchSection.GONE_CODES: len(found.gone_codes),
        WatchSection.MERGED_ISSUERS: len(found.merged_issuers),
    }


def _start(section: WatchSection | None, cursor: str | None) -> int:
    if cursor is None:
        return 0
    if section is None:
        raise BadInput(f"cursor={cursor!r} needs a section; send the `next` of one with its name")
    if not (cursor.isascii() and cursor.isdigit()):
        raise BadInput(f"unknown cursor {cursor!r}; use the `next` of the page before")
    return int(cursor)


class _Maker:
    """Makes the bodies of items for one day."""

    def __init__(self, shelf: Shelf, links: Links, day: date) -> None:
        self._shelf = shelf
        self._links = links
        self._histories = Histories(shelf, links, day)

    def ended_citation(self, found: EndedCitation) -> EndedCitationBody:
        ender = self._links.number(found.ended_by) if found.ended_by is not None else None
        return EndedCitationBody(
            document=self._document(found.document),
            target=self._links.number(found.target),
            status=found.status,
            end=found.end,
            replaced_by=ender if found.is_replaced else None,
            repealed_by=None if found.is_replaced else ender,
            now=self._links.number(found.now) if found.now is not None else None,
            mentions=len(found.places),
            places=[self._place(found.document, place) for place in found.places[:_PLACES]],
        )

    def happening(self, found: Happening) -> HappeningBody:
        transition = None
        if found.transition is not None:
            held = HeldTransition(
                document=found.slugs[0], number=found.number, transition=found.transition
            )
            transition = transition_bodies([held], self._links)[0]
        return HappeningBody(
            kind=found.kind,
            day=found.day,
            number=str(found.number) if found.number is not None else None,
            documents=self._documents(found.slugs),
            event=self._histories.events([found.event])[0] if found.event is not None else None,
            transition=transition,
        )

    def disagreement(self, found: Disagreement) -> DisagreementBody:
        return DisagreementBody(
            number=str(found.number) if found.number is not None else None,
            documents=self._documents(found.slugs),
            conflict=self._histories.conflicts([found.conflict])[0],
        )

    def unmet(self, found: UnmetNumber) -> UnmetBody:
        return UnmetBody(
            number=self._links.number(found.number),
            mentions=found.mentions,
            is_recorded=found.is_recorded,
            cited_in=len(found.documents),
            documents=self._documents(found.documents[:_NAMED]),
            places=[self._naming(slug, found.number) for slug in found.documents[:_NAMED]],
        )

    def unclear(self, found: Unclear) -> UnclearBody:
        return UnclearBody(
            document=self._document(found.document),
            status=found.status,
            reason=found.reason.vi,
            reason_en=found.reason.en,
        )

    def gone_code(self, found: GoneCode) -> GoneCodeBody:
        return GoneCodeBody(
            code=str(found.code),
            rows=len(found.places),
            places=[self._row(place) for place in found.places[:_PLACES]],
        )

    def merged(self, found: MergedIssuer) -> MergedIssuerBody:
        body = agency(found.code)
        return MergedIssuerBody(
            code=found.code,
            name=body.name_vi if body is not None else found.code,
            name_en=body.name_en if body is not None else found.code,
            heirs=list(found.heirs),
            texts=len(found.documents),
            documents=self._documents(found.documents[:_NAMED]),
        )

    def _documents(self, slugs: Iterable[str]) -> list[HeldDocumentBody]:
        return [self._document(slug) for slug in slugs]

    def _document(self, slug: str) -> HeldDocumentBody:
        summary = self._shelf.summaries[slug]
        return HeldDocumentBody(
            slug=slug,
            number=summary.number,
            title=summary.title,
            kind=summary.kind,
            file=summary.file,
            url=standard_url(slug),
        )

    def _place(self, slug: str, place: CitingPlace) -> CitingPlaceBody:
        clause = clause_at(self._links, slug, place.clause)
        words = place_at(self._links, slug, place.clause)
        return CitingPlaceBody(
            clause=clause,
            place=words[0],
            place_en=words[1],
            page=place.page,
            words=place.words,
            is_row=place.row is not None,
            url=clause.url if clause is not None else paper_url(slug, place.page),
        )

    def _naming(self, slug: str, number: Identifier) -> NamedPlaceBody:
        """Where a document names a number first: in its text, else in a row of its lists."""
        document = self._shelf.document(slug)
        said = [(each.clause, each.page) for each in document.citations if each.target == number]
        said += [(row.clause, row.page) for row in document.products if number in row.standards]
        key, page = said[0] if said else (None, document.source.first_page)
        clause = clause_at(self._links, slug, key)
        words = place_at(self._links, slug, key)
        return NamedPlaceBody(
            document=self._document(slug),
            place=words[0],
            place_en=words[1],
            page=page,
            url=clause.url if clause is not None else paper_url(slug, page),
        )

    def _row(self, place: RowPlace) -> RowPlaceBody:
        document = self._shelf.document(place.document)
        row = document.products[place.row]
        clause = document.clause(row.clause) if row.clause is not None else None
        ref = clause_ref(document.id, clause) if clause is not None else None
        words = place_words(document, clause)
        return RowPlaceBody(
            document=self._document(document.id),
            name=row.name,
            page=row.page,
            clause=ref,
            place=words.vi,
            place_en=words.en,
            url=ref.url if ref is not None else paper_url(document.id, row.page),
        )
