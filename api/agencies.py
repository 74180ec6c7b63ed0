"""Who issues, and who answers on a day for what others issued.

Reads the tables of :mod:`standards.agencies`; writes bodies of :mod:`api.models_agencies`.
"""

from __future__ import annotations

from datetime import date

from api.models_agencies import AgenciesBody, AgencyBody, SuccessionBody
from standards.agencies import (
    Agency,
    Succession,
    agencies,
    agency,
    answering_for,
    successions,
    successors_of,
)
from standards.errors import NotFound

__all__ = ["agencies_body", "agency_body", "issuing_bodies"]


def agencies_body(day: date) -> AgenciesBody:
    """All bodies as on that day, those in office first, in the order of the table."""
    return AgenciesBody(as_of=day, agencies=[_body(one, day) for one in issuing_bodies(day)])


def agency_body(name: str, day: date) -> AgencyBody:
    """The body with that sign or name, in any spelling. Raises NotFound."""
    found = agency(name)
    if found is None:
        codes = ", ".join(one.code for one in issuing_bodies(day)[:8])
        raise NotFound(f"no issuing body is known as {name!r}; there are for instance {codes}")
    return _body(found, day)


def issuing_bodies(day: date) -> tuple[Agency, ...]:
    """The bodies, those in office on that day first, in the order of the table."""
    return tuple(sorted(agencies(), key=lambda one: not one.in_office(day)))


def _body(one: Agency, day: date) -> AgencyBody:
    return AgencyBody(
        code=one.code,
        name_vi=one.name_vi,
        name_en=one.name_en,
        spellings=list(one.spellings),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        in_office=one.in_office(day),
        answers_for=sorted(answering_for(one.code, day) - {one.code}),
        answered_for_by=list(successors_of(one.code, day)),
        successions=[
            _succession(each) for each in successions() if one.code in (each.old, each.new)
        ],
        example=one.example,
    )


def _succession(one: Succession) -> SuccessionBody:
    return SuccessionBody(
        old=one.old,
        new=one.new,
        day=one.day,
        source=one.source,
        takes=one.takes or None,
        takes_en=one.takes_en or None,
        seen=one.seen or None,
        checked=one.is_checked,
    )
