"""The chain of evidence of an item: the goods, the line of the tariff, the row, the regulations
with what they make bind and lay down, the standards, and the duties.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from search.applicability_model import Basis, Item, Link, LinkKind
from search.applicability_texts import Named, Place
from search.shelf import Shelf
from search.status import standing_of
from standards.history import Reason

__all__ = ["chain_of"]


def chain_of(shelf: Shelf, item: Item, said: str, day: date) -> Iterator[Link]:
    """The steps from the goods, called ``said``, to what must be done about an item."""
    yield Link(kind=LinkKind.PRODUCT, number=None, title="", words=said, place=Place())
    if item.code is not None:
        yield Link(
            kind=LinkKind.TARIFF,
            number=None,
            title=str(item.code),
            words=item.tariff_name,
            place=Place(),
            note=Reason(f"khớp {item.level} số", f"{item.level} digits match"),
        )
    yield Link(
        kind=LinkKind.ROW,
        number=item.number,
        title=item.title or "",
        words=item.text,
        place=item.place,
        standing=item.standing,
    )
    for one in item.corrections:
        yield Link(
            kind=LinkKind.ROW,
            number=one.number,
            title="",
            words=one.words,
            place=one.place,
            standing=standing_of(shelf, one.number, day) if one.number is not None else None,
            note=Reason(
                f"dòng trên: “{one.before}” sửa thành “{one.after}”",
                f"in the row above: “{one.before}” becomes “{one.after}”",
            ),
        )
    own = item.basis in (Basis.SCOPE, Basis.CODE)
    for named in item.regulations:
        if not own:
            yield _text_link(shelf, LinkKind.REGULATION, named, item)
        yield from _through(named, item)
    for named in item.standards if not own else ():
        yield _text_link(shelf, LinkKind.STANDARD, named, item)
    for duty in item.duties:
        ground = duty.ground
        yield Link(
            kind=LinkKind.DUTY,
            number=ground.law,
            title=ground.place.vi,
            words=ground.quote,
            place=Place(
                document=ground.document,
                clause=ground.clause,
                label=ground.place.vi,
                page=ground.page or 0,
                is_checked=ground.is_checked,
            ),
            standing=standing_of(shelf, ground.law, day),
            note=duty.words,
        )


def _text_link(shelf: Shelf, kind: LinkKind, named: Named, item: Item) -> Link:
    """A text that the row names: its own first page where it is held, else the row's words."""
    place = item.place
    if named.document is not None:
        document = shelf.document(named.document)
        place = Place(document=document.id, page=document.source.first_page)
    return Link(
        kind=kind,
        number=named.meant,
        title=named.title or "",
        words=named.title or str(named.number),
        place=place,
        standing=named.standing,
    )


def _through(named: Named, item: Item) -> Iterator[Link]:
    """What a regulation makes bind by citing it, and what it lays down itself."""
    listed = {one.meant for one in item.standards}
    number = named.meant or named.title or ""
    for cited in named.cited:
        if cited.number not in listed:
            yield Link(
                kind=LinkKind.STANDARD,
                number=cited.number,
                title=cited.title or "",
                words=cited.words,
                place=cited.place,
                standing=cited.standing,
                note=Reason(f"bắt buộc do {number} viện dẫn", f"binds, as {number} cites it"),
            )
    for duty in named.own_duties:
        yield Link(
            kind=LinkKind.DUTY,
            number=duty.number,
            title=duty.place.label,
            words=duty.words,
            place=duty.place,
            standing=duty.standing,
            note=Reason(f"theo chính {number}", f"by {number} itself"),
        )
