"""Numbered evidence of a report: each place once, in the order in which it is first needed.

Reads the library; a proof is made of words that stand at the place, with the boxes of the printed
lines where they can be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from api.bodies import box_bodies
from api.models_applicable import ItemBody, PlaceBody
from api.models_check import ProofBody
from api.models_risk import GroundBody
from api.urls import catalogue_url, clause_url, paper_url
from search.applicability_model import Basis
from search.citing import place_words
from search.part_standing import part_standing
from search.shelf import Searchable, shelf
from search.status import standing_of
from standards.document import Clause, Document
from standards.errors import BadIdentifier
from standards.history import Reason, Standing
from standards.identifier import Identifier
from standards.place import Box
from standards.validity import Status

__all__ = ["Proofs"]

_UNREAD = Reason("không rõ hiệu lực: văn bản không có số", "status unknown: the text has no number")
_KEY = tuple[str | None, str | None, int | None, str]


class Proofs:
    """Gives numbers to places. For one report on one day."""

    def __init__(self, library: Searchable, find: Callable[[str], Document], day: date) -> None:
        self._library = library
        self._find = find
        self._day = day
        self._numbers: dict[_KEY, int] = {}
        self._made: list[ProofBody] = []

    @property
    def all(self) -> list[ProofBody]:
        """Every proof, by number."""
        return list(self._made)

    def document(self, number: int) -> str:
        """What the text of a proof is called."""
        return self._made[number - 1].document

    def of_item(self, item: ItemBody) -> int:
        """The number of the row, scope or clause that an item is."""
        row = int(item.id.rpartition(".")[2]) if item.basis is Basis.ROW else None
        named = item.number or item.title or item.place.list_name or item.id
        known = (item.status, Reason(item.status_reason, item.status_reason_en))
        return self.of_place(item.place, item.words, named, item.title, row=row, known=known)

    def of_ground(self, ground: GroundBody) -> int:
        """The number of a place in a law."""
        key = (ground.slug or ground.law, ground.clause or ground.place, ground.page, ground.quote)
        if key not in self._numbers:
            place = Reason(ground.place, ground.place_en)
            if ground.slug is not None:
                self._held(key, ground.slug, ground.clause, ground.page, ground.quote, place)
            else:
                status, reason = self._unheld(ground.law)
                self._keep(key, self._bare(ground.law, None, place, ground.quote, status, reason))
        return self._numbers[key]

    def of_place(
        self,
        place: PlaceBody,
        words: str,
        named: str,
        title: str | None = None,
        *,
        row: int | None = None,
        known: tuple[Status, Reason] | None = None,
    ) -> int:
        """The number of words at a place; ``row`` counts the rows of a held list from 1.

        ``named`` is how a text is called that is not held.
        """
        spot = place.list_row if place.list_name else place.page
        key = (place.slug or place.list_name, place.clause or place.label, spot, words)
        if key in self._numbers:
            return self._numbers[key]
        label = Reason(place.label, place.label)
        if place.slug is not None:
            self._held(key, place.slug, place.clause, place.page, words, label, row)
            return self._numbers[key]
        status, reason = known or self._unheld(named)
        bare = self._bare(named, title, label, words, status, reason)
        self._keep(
            key,
            bare.model_copy(
                update={
                    "page": place.page,
                    "url": catalogue_url() if place.list_name else None,
                    "list_name": place.list_name,
                    "list_row": place.list_row,
                    "checked": place.checked,
                }
            ),
        )
        return self._numbers[key]

    def _held(
        self,
        key: _KEY,
        slug: str,
        clause: str | None,
        page: int | None,
        words: str,
        label: Reason,
        row: int | None = None,
    ) -> None:
        document = self._find(slug)
        part = document.clause(clause) if clause else None
        known = self._standing(document, part)
        said = place_words(document, part, words) if part is not None else label
        boxes = _boxes(document, part, words, row)
        first = boxes[0].page if boxes else page or (part.page if part else None)
        address = (
            clause_url(slug, part.key) if part else (paper_url(slug, first) if first else None)
        )
        self._keep(
            key,
            ProofBody(
                number=1,
                document=str(document.number or document.title or document.source.file),
                title=document.title,
                slug=slug,
                clause=part.key if part else None,
                place=said.vi,
                place_en=said.en,
                page=first,
                words=words,
                status=known.status,
                status_reason=known.reason.vi,
                status_reason_en=known.reason.en,
                url=address,
                boxes=box_bodies(boxes),
                file=document.source.file,
                sha256=document.source.sha256,
                list_name=None,
                list_row=None,
                checked=True,
                fact=f"row:{row}" if row else f"clause:{part.key}" if part else "document",
            ),
        )

    def _bare(
        self,
        named: str,
        title: str | None,
        place: Reason,
        words: str,
        status: Status,
        reason: Reason,
    ) -> ProofBody:
        return ProofBody(
            number=1,
            document=named,
            title=title if title != named else None,
            slug=None,
            clause=None,
            place=place.vi,
            place_en=place.en,
            page=None,
            words=words,
            status=status,
            status_reason=reason.vi,
            status_reason_en=reason.en,
            url=None,
            boxes=[],
            file=None,
            sha256=None,
            list_name=None,
            list_row=None,
            checked=False,
            fact=None,
        )

    def _keep(self, key: _KEY, proof: ProofBody) -> None:
        number = len(self._made) + 1
        self._numbers[key] = number
        self._made.append(proof.model_copy(update={"number": number}))

    def _standing(self, document: Document, part: Clause | None) -> Standing:
        seen = shelf(self._library)
        return part_standing(seen, document, part.key if part else None, self._day)

    def _unheld(self, named: str) -> tuple[Status, Reason]:
        try:
            number = Identifier.parse(named)
        except BadIdentifier:
            return Status.UNVERIFIED, _UNREAD
        known = standing_of(shelf(self._library), number, self._day)
        return known.status, known.reason


def _boxes(document: Document, part: Clause | None, words: str, row: int | None) -> tuple[Box, ...]:
    """Where the words are printed; empty where they cannot be found line by line."""
    if row is not None and 1 <= row <= len(document.products):
        return document.products[row - 1].boxes
    if part is None or not words.strip():
        return ()
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, part.text)
    if found is not None:
        return part.boxes(found.start(), found.end())
    return part.heading_boxes if re.search(pattern, part.heading) else ()
