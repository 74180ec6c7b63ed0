"""From what the search found to what the interface sends.

Field by field; a field of the contract that nothing fills is null, never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from api.catalogued import foreign_claim, record_claim
from api.citation_urls import answer_citation, answer_fact
from api.documents import Documents
from api.faces import answer_face
from api.facets import Faceted, Only, faceted
from api.fact_checks import CheckedFacts
from api.histories import Histories
from api.links import Links
from api.models import (
    AnswerBody,
    AskBody,
    BoxBody,
    ClauseRef,
    HsBody,
    NearestBody,
    NumberLink,
    ReadingBody,
    SignalsBody,
)
from api.models_ask import (
    AskedCodeBody,
    EditionChoiceBody,
    ResolvedBody,
    RestsOnBody,
    SuccessorBody,
    SuggestionBody,
)
from api.models_risk import risk_body
from api.models_time import RecordClaimBody
from api.understanding import understanding_body
from api.urls import page_image_url, standard_url
from api.whom import whom_to_ask
from search.answers import (
    Answer,
    AskedCode,
    AskResult,
    ClauseLink,
    HsMatch,
    NearestFind,
    RestsOn,
    Signals,
    Successor,
)
from search.editions import Resolution
from search.risk import RiskAnswer
from search.shelf import Shelf
from standards.history import EventKind, Standing
from standards.place import Box

__all__ = ["WHOLE", "ReadingOf", "ask_body", "box_bodies"]


ReadingOf = Callable[[Answer], ReadingBody | None]
"""Tells how the page of an answer's evidence was read; None if the file went meanwhile."""


WHOLE: Final = 50
"""How many answers of one question are counted; few questions have as many."""


def ask_body(
    result: AskResult,
    documents: Documents,
    shelf: Shelf,
    reading_of: ReadingOf,
    checked: CheckedFacts,
    *,
    limit: int,
    only: Only,
) -> AskBody:
    """The body of ``GET /api/v1/ask``; what it names is looked up in the library.

    Of the answers that pass ``only`` the first ``limit`` are sent; ``result`` holds all of them, or
    at least ``WHOLE``.
    """
    links = Links(documents, shelf, result.as_of)
    histories = Histories(shelf, links, result.as_of)
    sieve = faceted(result.answers, answer_face(shelf), only, result.as_of)
    bodies = _AskBodies(documents, links, histories, reading_of, checked, result.as_of)
    return bodies.body(result, sieve, limit)


class _AskBodies:
    """Makes the body of one result."""

    def __init__(
        self,
        documents: Documents,
        links: Links,
        histories: Histories,
        reading_of: ReadingOf,
        checked: CheckedFacts,
        day: date,
    ) -> None:
        self._documents = documents
        self._links = links
        self._histories = histories
        self._reading_of = reading_of
        self._checked = checked
        self._day = day

    def body(self, result: AskResult, sieve: Faceted[Answer], limit: int) -> AskBody:
        """The whole body."""
        return AskBody(
            q=result.q,
            as_of=result.as_of,
            kind=result.kind,
            answerable=result.answerable,
            reason=result.reason,
            answers=self._answers(sieve.kept[:limit]),
            nearest=[_nearest(find, self._links) for find in result.nearest],
            understood=result.understood,
            understood_en=result.understood_en,
            choices=list(result.choices),
            records=self._records(result),
            codes=[_asked_code(code) for code in result.codes],
            risk=risk_body(result.risk) if result.risk is not None else None,
            understanding=understanding_body(result),
            suggestions=[
                SuggestionBody(text=one.text, why=one.why, why_en=one.why_en, count=one.count)
                for one in result.suggestions
            ],
            whom=whom_to_ask(result),
            facets=list(sieve.facets),
            total=len(sieve.kept),
            total_found=len(result.answers),
            is_whole=len(result.answers) < WHOLE,
            took_ms=result.took_ms,
        )

    def _records(self, result: AskResult) -> list[RecordClaimBody]:
        """What lists say of the numbers asked for: an office's, then a publisher's."""
        listed = [record_claim(record, self._links) for record in result.records]
        return listed + [foreign_claim(record, self._links) for record in result.foreign]

    def _answers(self, answers: Sequence[Answer]) -> list[AnswerBody]:
        """The answers; what is said of the risk of goods once, at the first it holds for."""
        risks: list[tuple[RiskAnswer, int]] = []
        bodies: list[AnswerBody] = []
        for place, answer in enumerate(answers, 1):
            risk = answer.risk
            said = next((at for held, at in risks if held == risk), None)
            if risk is not None and said is None:
                risks.append((risk, place))
            bodies.append(self._answer(answer, said))
        return bodies

    def _answer(self, answer: Answer, risk_of: int | None) -> AnswerBody:
        standing, fact = answer.standing, answer_fact(answer, self._documents)
        return AnswerBody(
            number=answer.number,
            title=answer.title,
            kind=answer.kind,
            force=answer.force,
            status=answer.status,
            clause=_clause(answer.clause),
            file=answer.file,
            page=answer.page,
            boxes=box_bodies(answer.boxes),
            quote=answer.quote,
            why=answer.why,
            hs=[_hs(match) for match in answer.hs],
            exclusions=list(answer.exclusions),
            citation=answer.citation,
            why_en=answer.why_en,
            citation_en=answer.citation_en,
            citation_url=answer_citation(answer, self._documents, self._day),
            held=answer.held,
            slug=answer.slug,
            sha256=answer.sha256,
            found_in=answer.found_in,
            product=answer.product,
            issuer=answer.issuer,
            issued=answer.issued,
            effective_from=answer.effective_from,
            page_url=page_image_url(
                answer.slug, answer.page, sha256=answer.sha256, marks=answer.boxes
            ),
            signals=_signals(answer.signals),
            reading=self._reading_of(answer),
            held_as=answer.held_as,
            status_reason=standing.reason.vi,
            status_reason_en=standing.reason.en,
            in_force_from=standing.start,
            ended_on=standing.end,
            ended_by=standing.ended_by,
            rests_on=_rests_on(answer.rests_on, answer.held_as, self._links),
            amended_by=_amending(standing, self._links),
            corrected_by=_amending(standing, self._links, EventKind.CORRECTED),
            transitions=self._histories.transitions(standing.transitions),
            mandatory_by=[self._histories.binding_body(one) for one in answer.mandatory_by],
            conflicts=self._histories.conflicts(standing.conflicts),
            edition=_resolved(answer.edition) if answer.edition is not None else None,
            replaced_by=[_successor(one) for one in answer.replaced_by],
            records=[record_claim(record, self._links) for record in answer.records],
            risk=risk_body(answer.risk) if answer.risk is not None and risk_of is None else None,
            risk_of=risk_of,
            need=answer.need,
            fact=fact,
            check=self._checked.one(self._documents.document(answer.slug), fact),
        )


def box_bodies(boxes: Iterable[Box]) -> list[BoxBody]:
    """Boxes as they are sent, to a hundredth of a point."""
    return [
        BoxBody(
            page=box.page,
            x0=round(box.x0, 2),
            y0=round(box.y0, 2),
            x1=round(box.x1, 2),
            y1=round(box.y1, 2),
        )
        for box in boxes
    ]


def _nearest(find: NearestFind, links: Links) -> NearestBody:
    return NearestBody(
        number=find.number,
        title=find.title,
        clause=_clause(find.clause),
        file=find.file,
        page=find.page,
        quote=find.quote,
        slug=find.slug,
        status=find.standing.status,
        status_reason=find.standing.reason.vi,
        status_reason_en=find.standing.reason.en,
        in_force_from=find.standing.start,
        ended_on=find.standing.end,
        ended_by=find.standing.ended_by,
        rests_on=_rests_on(find.rests_on, find.held_as, links),
        replaced_by=[_successor(one) for one in find.replaced_by],
    )


def _amending(
    standing: Standing,
    links: Links,
    *kinds: EventKind,
) -> list[NumberLink]:
    """The texts that amend or correct it on the day, or do only what is asked for."""
    meant = [event for event in standing.amendments if not kinds or event.kind in kinds]
    numbers = dict.fromkeys(event.by for event in meant)
    return [links.number(number) for number in numbers if number is not None]


def _rests_on(rests_on: RestsOn, held_as: str | None, links: Links) -> RestsOnBody:
    standing = rests_on.standing
    return RestsOnBody(
        slug=rests_on.slug,
        number=rests_on.number,
        title=rests_on.title,
        kind=rests_on.kind,
        status=standing.status,
        status_reason=standing.reason.vi,
        status_reason_en=standing.reason.en,
        in_force_from=standing.start,
        ended_on=standing.end,
        ended_by=standing.ended_by,
        amended_by=_amending(standing, links),
        corrected_by=_amending(standing, links, EventKind.CORRECTED),
        is_itself=rests_on.slug == held_as,
        url=standard_url(rests_on.slug),
    )


def _successor(one: Successor) -> SuccessorBody:
    return SuccessorBody(
        number=str(one.number),
        slug=one.slug,
        title=one.title,
        status=one.standing.status,
        status_reason=one.standing.reason.vi,
        status_reason_en=one.standing.reason.en,
        in_force_from=one.standing.start,
        ended_on=one.standing.end,
        url=standard_url(one.slug) if one.slug is not None else None,
    )


def _resolved(found: Resolution) -> ResolvedBody:
    edition = found.edition
    return ResolvedBody(
        asked=str(found.asked),
        number=str(edition.number) if edition is not None else None,
        slug=next(iter(edition.slugs), None) if edition is not None else None,
        status=edition.standing.status if edition is not None else None,
        reason=found.reason.vi,
        reason_en=found.reason.en,
        choices=[
            EditionChoiceBody(
                number=str(one.number),
                slug=next(iter(one.slugs), None),
                status=one.standing.status,
                status_reason=one.standing.reason.vi,
                status_reason_en=one.standing.reason.en,
                in_force_from=one.standing.start,
                ended_on=one.standing.end,
            )
            for one in found.choices
        ],
    )


def _hs(match: HsMatch) -> HsBody:
    name = match.name
    return HsBody(
        code=match.code,
        match_level=match.match_level,
        name_vi=name.name_vi if name is not None else None,
        name_en=name.name_en if name is not None else None,
        source=name.provenance.source if name is not None else None,
        is_gone=match.is_gone,
    )


def _asked_code(asked: AskedCode) -> AskedCodeBody:
    name = asked.name
    return AskedCodeBody(
        code=str(asked.code),
        name_vi=name.name_vi if name is not None else None,
        name_en=name.name_en if name is not None else None,
        source=name.provenance.source if name is not None else None,
        is_gone=asked.is_gone,
    )


def _clause(link: ClauseLink | None) -> ClauseRef | None:
    if link is None:
        return None
    return ClauseRef(label=link.label, heading=link.heading, url=link.url)


def _signals(signals: Signals | None) -> SignalsBody | None:
    if signals is None:
        return None
    return SignalsBody(
        score=signals.score,
        keyword_rank=signals.keyword_rank,
        keyword_score=signals.keyword_score,
        vector_rank=signals.vector_rank,
        vector_score=signals.vector_score,
    )
