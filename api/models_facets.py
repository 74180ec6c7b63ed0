"""Filters with counts: what the results of a question, or the documents of a list, can be narrowed
to."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from api.models_base import Body

__all__ = ["FacetBody", "FacetName", "FacetValueBody"]


class FacetName(StrEnum):
    """The filters, in the order in which they are shown."""

    KIND = "kind"
    AGENCY = "agency"
    STATUS = "status"
    YEAR = "year"
    ICS = "ics"


class FacetValueBody(Body):
    """One choice. ``count`` is how many results there are with it, the other filters kept.

    ``name`` and ``name_en`` say it in words where the value alone does not. ``covers`` are the
    bodies whose texts an agency's choice takes in, ``answered_for_by`` those that answer that day
    for what it issued, if it is no longer in office.
    """

    value: str = Field(description="`unknown` for results of which nobody knows it")
    only: str = Field(description="what to send as `only` to choose it")
    name: str | None
    name_en: str | None
    count: int
    chosen: bool
    covers: list[str]
    answered_for_by: list[str]


class FacetBody(Body):
    """One filter. Choices of one filter add up, those of different filters narrow each other."""

    name: FacetName
    values: list[FacetValueBody]
