"""Which fact is wrong? The facts of a document with their values of now, in groups, as links to the
form of each.

A page carries so many of each group; what is left out is reported from where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.desk.reported import STATUS
from api.models_reading import FactBody
from api.service import Service
from index.facts import Fact, relation_facts, table_facts
from standards.document import Document
from web.fact_notes import COVER

__all__ = ["GROUPS", "Choice", "ChoiceGroup", "choices"]

GROUPS = {
    "cover": 20,
    "relations": 40,
    "related": 20,
    "terms": 40,
    "tables": 40,
    "rows": 80,
    "clauses": 100,
    "citations": 40,
}
"""Groups in the order of the page, and how many facts of each it carries."""
_SORTS = {
    "relation": "relations",
    "term": "terms",
    "product": "rows",
    "clause": "clauses",
    "citation": "citations",
    "repair": "citations",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A fact that can be reported: of the document ``record``, under the name ``fact``."""

    record: str
    fact: str
    label: str
    label_en: str
    value: str
    value_en: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    """Facts of one sort; ``more`` is how many are left out."""

    name: str
    choices: tuple[Choice, ...]
    more: int


def choices(service: Service, slug: str, as_of: date | None = None) -> tuple[ChoiceGroup, ...]:
    """The facts of a document by groups, empty groups left out. Raises NotFound."""
    body = service.standard(slug, as_of=as_of)
    document = service.document(body.slug)
    found: dict[str, list[Choice]] = {name: [] for name in GROUPS}
    for fact in service.facts(body.slug).facts:
        sort = fact.name.partition(":")[0]
        group = "cover" if sort in COVER else _SORTS.get(sort)
        if group is not None and fact.value is not None:
            found[group].append(_of_fact(body.slug, fact))
    found["cover"].append(
        Choice(
            record=body.slug,
            fact=f"{STATUS}:{body.as_of.isoformat()}",
            label=f"Hiệu lực vào ngày {body.as_of:%d/%m/%Y}",
            label_en=f"Status on {body.as_of.isoformat()}",
            value=body.status_reason,
            value_en=body.status_reason_en,
        )
    )
    found["tables"] = [_of_fact(body.slug, table) for table in table_facts(document)]
    others = (one.slug for one in body.related_by)
    found["related"] = list(_related(service, document, others))
    return tuple(
        ChoiceGroup(
            name=name, choices=tuple(found[name][:most]), more=max(0, len(found[name]) - most)
        )
        for name, most in GROUPS.items()
        if found[name]
    )


def _of_fact(slug: str, fact: FactBody | Fact) -> Choice:
    return Choice(
        record=slug,
        fact=fact.name,
        label=fact.label,
        label_en=fact.label_en,
        value=fact.value or "",
        page=fact.page,
    )


def _related(service: Service, document: Document, slugs: Iterable[str]) -> Iterator[Choice]:
    """What other documents say that they do to this one: facts of theirs."""
    number = document.number
    for slug in dict.fromkeys(slugs):
        other = service.document(slug)
        name = str(other.number or other.title or other.source.file)
        for fact, relation in zip(relation_facts(other), other.relations, strict=True):
            if number and (relation.target == number or relation.target.matches_undated(number)):
                yield Choice(
                    record=slug,
                    fact=fact.name,
                    label=f"{name}: {fact.label}",
                    label_en=f"{name}: {fact.label_en}",
                    value=fact.value,
                    page=fact.page,
                )
