"""The items of what an office has to look at, as they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from api.histories import Histories, transition_bodies
from api.links import Links, clause_ref
from api.models_watch import (
    CitingPlaceBody,
    DisagreementBody,
    EndedCitationBody,
    GoneCodeBody,
    HappeningBody,
    MergedIssuerBody,
    NamedPlaceBody,
    RowPlaceBody,
    UnclearBody,
    UnmetBody,
    WatchedDocumentBody,
)
from api.urls import paper_url, standard_url
from api.watch_known import Known, happening_id
from api.witnesses import clause_at, place_at
from search.citing import place_words
from search.history import lives
from search.shelf import Shelf
from search.watch import (
    Disagreement,
    EndedCitation,
    GoneCode,
    Happening,
    MergedIssuer,
    Unclear,
    UnmetNumber,
    turn_of,
)
from search.watch_found import CitingPlace, RowPlace
from standards.agencies import agency
from standards.history import HeldTransition
from standards.identifier import Identifier
from standards.validity import Status

__all__ = ["WatchItems"]

_PLACES = 5
_NAMED = 8


class WatchItems:
    """Makes the bodies of items for one day."""

    def __init__(self, shelf: Shelf, links: Links, day: date) -> None:
        self._shelf = shelf
        self._links = links
        self._day = day
        self._histories = Histories(shelf, links, day)
        self._known = Known(shelf)

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
            id=happening_id(found),
            what=turn_of(found),
            kind=found.kind,
            day=found.day,
            number=str(found.number) if found.number is not None else None,
            documents=self._documents(found.slugs),
            event=self._histories.events([found.event])[0] if found.event is not None else None,
            transition=transition,
            status=self._status(found),
            known_since=self._known.since(found),
        )

    def _status(self, found: Happening) -> Status:
        """What the text is on the day."""
        known = lives(self._shelf)
        facts = known.facts(found.slugs[0]) if found.slugs else None
        if facts is not None:
            return known.on(known.of_facts(facts), self._day).status
        if found.number is None:
            return Status.UNVERIFIED
        return known.on(known.of_number(found.number), self._day).status

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

    def _documents(self, slugs: Iterable[str]) -> list[WatchedDocumentBody]:
        return [self._document(slug) for slug in slugs]

    def _document(self, slug: str) -> WatchedDocumentBody:
        summary = self._shelf.summaries[slug]
        return WatchedDocumentBody(
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
