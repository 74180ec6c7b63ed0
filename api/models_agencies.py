"""Bodies of :mod:`api.agencies`: who issues, and who took over from whom."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.models_base import Body

__all__ = ["AgenciesBody", "AgencyBody", "SuccessionBody"]


class SuccessionBody(Body):
    """One body took over from another on ``day``, as the act ``source`` says; ``takes`` is the part
    of the work where it was divided."""

    old: str
    new: str
    day: date
    source: str
    takes: str | None
    takes_en: str | None
    seen: str | None = Field(description="an act of the new body that shows it")
    checked: bool = Field(description="whether a person has compared this with the source")


class AgencyBody(Body):
    """A body that issues standards or legal acts, on a day.

    ``answers_for`` are the codes of the bodies whose numbers it answers for that day, itself not
    among them; ``answered_for_by`` those that answer for its own numbers, itself while in office.
    """

    code: str
    name_vi: str
    name_en: str
    spellings: list[str]
    valid_from: date | None
    valid_to: date | None
    in_office: bool
    answers_for: list[str]
    answered_for_by: list[str]
    successions: list[SuccessionBody] = Field(description="in which it is the old or the new body")
    example: str = Field(description="a number of the form that it issues")


class AgenciesBody(Body):
    """The bodies as on ``as_of``, those in office first."""

    as_of: date
    agencies: list[AgencyBody]
