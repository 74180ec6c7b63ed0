"""What ``/holdings`` sends: what the library holds, counted, and questions that it can answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from api.models_base import Body
from api.models_facets import FacetBody
from search.answers import QuestionKind
from standards.document import Kind
from standards.validity import Status

__all__ = [
    "AskedBy",
    "ExampleBody",
    "HoldingsBody",
    "LatestBody",
    "TurnBody",
    "TurnKind",
]


class AskedBy(StrEnum):
    """Who may ask such a question."""

    BUSINESS = "business"
    CUSTOMS = "customs"
    ENQUIRY = "enquiry"
    ENGINEER = "engineer"


class ExampleBody(Body):
    """A question that the library answers; ``number`` is a text that answers it, ``binds`` whether
    any of the answers is mandatory."""

    asked_by: AskedBy
    q: str
    kind: QuestionKind
    number: str | None
    binds: bool
    answers: int


class LatestBody(Body):
    """A document that was read lately."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    file: str
    url: str


class TurnKind(StrEnum):
    """What happens on a day."""

    STARTS = "starts"
    ENDS = "ends"


class TurnBody(Body):
    """A held text that starts or ends within the days looked at."""

    day: date
    turn: TurnKind
    slug: str
    number: str | None
    title: str | None
    url: str


class HoldingsBody(Body):
    """The library as a whole on a day.

    ``facets`` count all documents by kind, by agency and by status of the day; ``updated_on`` is
    the day on which files were last read into it, ``latest`` what was read then.
    """

    as_of: date
    documents: int
    files: int
    passages: int
    lists: int = Field(description="imported lists, of which each fact names its row")
    updated_on: date | None
    facets: list[FacetBody]
    latest: list[LatestBody]
    turns: list[TurnBody] = Field(description="nearest days first")
    within: int = Field(description="how many days ahead and back are looked at for `turns`")
    examples: list[ExampleBody] = Field(description="chosen from what is held, and tried")
