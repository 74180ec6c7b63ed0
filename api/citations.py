"""Citations ready to paste, in the forms that people need.

The words are those of :mod:`search.citing`: from the smallest part to the whole, as drafting rules
have it. The full form names a text as it is named the first time: kind, number, day, issuing body
and subject; of laws the kind and the name (Nghị định 30/2020/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from api.citation_forms import Reference, as_bibtex, as_csl, as_ris
from api.citation_urls import Passage, citation_url
from api.clauses import find_clause
from api.models_citations import CitationBody
from api.urls import clause_url, paper_url, standard_url
from search.citing import Cited, cite, named, place_words
from search.narrowing import sign_of
from search.part_standing import part_standing
from search.shelf import Shelf
from search.status import kind_of_number, standing
from standards.agencies import Agency, agency
from standards.document import Clause, Document, Kind, ProductRow
from standards.errors import BadIdentifier, BadInput, NotFound
from standards.identifier import Identifier

__all__ = ["citation_body"]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def citation_body(
    shelf: Shelf, document: Document, passage: Passage, *, as_of: date, base: str = ""
) -> CitationBody:
    """The citation in all forms; ``base`` stands before addresses. Raises NotFound, BadInput."""
    found = _Cited(shelf, document, passage, as_of)
    reference = found.reference(base)
    return CitationBody(
        slug=document.id,
        number=found.number,
        as_of=as_of,
        vi=found.short.vi,
        vi_full=found.full.vi,
        en=found.short.en,
        en_full=found.full.en,
        bibtex=as_bibtex(reference),
        csl=[as_csl(reference)],
        ris=as_ris(reference),
        url=citation_url(document.id, passage, as_of),
    )


class _Cited:
    """One passage, looked up."""

    def __init__(self, shelf: Shelf, document: Document, passage: Passage, day: date) -> None:
        self._document = document
        self._passage = passage
        self._day = day
        self._row = _row(document, passage.row)
        named_by = self._row.clause if self._row is not None else None
        wanted = passage.clause or named_by
        self._clause: Clause | None = find_clause(document, wanted) if wanted else None
        if self._clause is not None:
            self._start = part_standing(shelf, document, self._clause.key, day).start
        else:
            self._start = standing(shelf, document, day).start
        self._other = _other(passage.number)

    @property
    def number(self) -> str | None:
        """The number that is cited."""
        own = str(self._document.number) if self._document.number else None
        return str(self._other) if self._other is not None else own

    @property
    def page(self) -> int | None:
        """The page in the file; none for a whole document."""
        if self._passage.page is not None:
            return self._passage.page
        if self._row is not None:
            return self._row.page
        return self._clause.page if self._clause is not None else None

    @property
    def short(self) -> Cited:
        """As answers have it."""
        return self._cite(self.number if self._other is not None else None)

    @property
    def full(self) -> Cited:
        """As a text is named the first time."""
        whole = _first_named(self._document)
        place = self._place()
        vi = ", ".join(part for part in (place.vi, whole.vi) if part)
        en = ", ".join(part for part in (place.en, whole.en) if part)
        if self._other is None:
            return Cited(vi, en)
        return Cited(f"{self._other} (theo {vi})", f"{self._other} (named in {en})")

    def reference(self, base: str) -> Reference:
        """The same as a record."""
        document, other = self._document, self._other
        if other is not None:
            body = agency(other.agency) if other.agency else None
            inside = self._cite(None)
            return Reference(
                key=other.slug,
                kind=kind_of_number(other),
                number=str(other),
                title=str(other),
                issuer=body.name_vi if body is not None else None,
                issued=None,
                place="",
                page=None,
                note=f"theo {inside.vi}",
                url=base + self._url(),
                accessed=self._day,
            )
        return Reference(
            key="-".join(part for part in (document.id, self._passage.clause) if part),
            kind=document.kind,
            number=str(document.number) if document.number else None,
            title=document.title or str(document.number or document.source.file),
            issuer=_issuer(document),
            issued=document.issued,
            place=self._place().vi,
            page=self.page,
            note=_issuing(document).vi,
            url=base + self._url(),
            accessed=self._day,
        )

    def _url(self) -> str:
        if self._clause is not None:
            return clause_url(self._document.id, self._clause.key)
        page = self.page
        return (
            standard_url(self._document.id) if page is None else paper_url(self._document.id, page)
        )

    def _cite(self, number: str | None) -> Cited:
        return cite(
            self._document,
            clause=self._clause,
            quote=self._point,
            page=self.page,
            start=self._start,
            row=self._row,
            number=number,
        )

    @property
    def _point(self) -> str:
        return f"{self._passage.point}) " if self._passage.point else ""

    def _place(self) -> Cited:
        place = place_words(self._document, self._clause, "" if self._row else self._point)
        if self._row is None:
            return place
        row, vi, en = self._row, f"dòng “{self._row.name}”", f"row “{self._row.name}”"
        if row.ordinal:
            vi, en = f"dòng {row.ordinal} ({row.name})", f"row {row.ordinal} ({row.name})"
        return Cited(
            ", ".join(part for part in (vi, place.vi) if part),
            ", ".join(part for part in (en, place.en) if part),
        )


def _row(document: Document, place: int | None) -> ProductRow | None:
    if place is None:
        return None
    if not 1 <= place <= len(document.products):
        raise NotFound(
            f"{document.number or document.id} has no product row {place}; "
            f"it has {len(document.products)}"
        )
    return document.products[place - 1]


def _other(number: str | None) -> Identifier | None:
    if number is None:
        return None
    try:
        return Identifier.parse(number)
    except BadIdentifier as error:
        raise BadInput(f"number={number!r} cannot be read as a number: {error}") from error


def _first_named(document: Document) -> Cited:
    """Kind, number, day, body, subject; of a standard its number, title and what issues it."""
    name, title = named(document), document.title
    if document.number is None:
        return name
    if document.kind is Kind.LAW and title:
        return Cited(f"Luật {title} (số {document.number})", f"{name.en}, “{title}”")
    if document.kind in (Kind.QCVN, Kind.TCVN):
        issued = _issuing(document)
        vi = (name.vi, title, issued.vi)
        en = (name.en, f"“{document.title_en or title}”" if title else "", issued.en)
        return Cited(", ".join(filter(None, vi)), ", ".join(filter(None, en)))
    return Cited(_act(document, name.vi), _act_en(document, name.en))


def _act(document: Document, name: str) -> str:
    words = [name]
    if document.issued is not None:
        day = document.issued
        words.append(f"ngày {day:%d} tháng {_month(day)} năm {day.year}")
    issuer = _issuer(document)
    if issuer:
        words.append(f"của {issuer}")
    if document.title:
        words.append(_subject(document.title))
    return " ".join(words)


def _act_en(document: Document, name: str) -> str:
    words = name
    if document.issued is not None:
        day = document.issued
        words += f" of {day.day} {_MONTHS[day.month - 1]} {day.year}"
    body = _body(document)
    if body is not None:
        words += f" of the {body.name_en.removeprefix('The ').removeprefix('the ')}"
    words += ", Viet Nam"
    title = document.title_en or document.title
    return f"{words}, “{title}”" if title else words


def _issuing(document: Document) -> Cited:
    """The act with which a text was issued, if any."""
    if document.number is None or document.issued_with is None:
        return Cited("", "")
    act = document.issued_with
    words = {
        Kind.CIRCULAR: ("Thông tư số", "Circular No."),
        Kind.DECISION: ("Quyết định số", "Decision No."),
        Kind.DECREE: ("Nghị định số", "Decree No."),
    }.get(kind_of_number(act), ("", ""))
    return Cited(
        " ".join(filter(None, ("ban hành kèm theo", words[0], str(act)))),
        " ".join(filter(None, ("issued with", words[1], str(act)))),
    )


def _issuer(document: Document) -> str | None:
    """Its name as printed, else as the table has it."""
    body = _body(document)
    return document.issuer or (body.name_vi if body is not None else None)


def _body(document: Document) -> Agency | None:
    """The body that issued it: as printed, else by the sign in its number."""
    printed = agency(document.issuer or "")
    if printed is not None:
        return printed
    number = str(document.number) if document.number else None
    return agency(sign_of(number, document.issuer) or "")


def _month(day: date) -> str:
    """Months 1 and 2 with a nought, as days below 10 (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _subject(title: str) -> str:
    """The subject as it follows the body: its first letter small, unless all are capitals."""
    return title if title.isupper() else title[:1].lower() + title[1:]
