"""What several documents say of the same goods: where they agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.applicability_model import Item, Opinion
from standards.history import Reason

__all__ = ["opinions_of"]


def opinions_of(items: Sequence[Item]) -> tuple[Opinion, ...]:
    """Levels of risk that several items state, works that several documents name, and editions of
    one work that differ."""
    return (*_levels(items), *_works(items))


def _levels(items: Sequence[Item]) -> Iterator[Opinion]:
    stated = [(item.id, item.risk.value) for item in items if item.risk is not None]
    sources = {str(item.number or item.id) for item in items if item.risk is not None}
    levels = {level for _, level in stated}
    if len(sources) > 1 or len(levels) > 1:
        yield Opinion(
            about=Reason("Mức độ rủi ro", "Level of risk"),
            agree=len(levels) == 1,
            says=tuple(stated),
        )


def _works(items: Sequence[Item]) -> Iterator[Opinion]:
    """Works named by items of several documents; they agree on one edition, or they do not."""
    named: dict[str, list[tuple[str, str, str]]] = {}
    for item in items:
        for one in item.regulations:
            if one.meant is not None:
                source = str(item.number or item.place.document or item.place.source)
                named.setdefault(one.meant.undated(), []).append((item.id, str(one.meant), source))
    for said in named.values():
        editions = {number for _, number, _ in said}
        if len({source for _, _, source in said}) > 1:
            work = said[0][1] if len(editions) == 1 else " / ".join(sorted(editions))
            yield Opinion(
                about=Reason(f"Văn bản áp dụng: {work}", f"The text that applies: {work}"),
                agree=len(editions) == 1,
                says=tuple(dict.fromkeys((place, number) for place, number, _ in said)),
            )
