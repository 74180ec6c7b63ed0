"""Where each form of a record stands: one list for the record, its ``Link`` header and its page.

NISO STS is a form for standards and technical regulations alone; a legal act has all others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from api.citation_forms import STANDARDS
from api.models_forms import FormBody, RecordForm
from api.urls import API, file_url, standard_url
from standards.document import Kind

__all__ = ["MEDIA_TYPES", "form_url", "forms_of", "link_header"]

MEDIA_TYPES: Final = {
    RecordForm.JSON: "application/json",
    RecordForm.JSONLD: "application/ld+json",
    RecordForm.RELATON: "application/json",
    RecordForm.RELATON_XML: "application/xml",
    RecordForm.STS: "application/xml",
    RecordForm.CSL: "application/vnd.citationstyles.csl+json",
    RecordForm.BIBTEX: "application/x-bibtex",
    RecordForm.RIS: "application/x-research-info-systems",
    RecordForm.PDF: "application/pdf",
}
_PLACES: Final = {
    RecordForm.JSONLD: "jsonld",
    RecordForm.RELATON: "relaton",
    RecordForm.RELATON_XML: "relaton.xml",
    RecordForm.STS: "sts.xml",
    RecordForm.CSL: "citation?form=csl",
    RecordForm.BIBTEX: "citation?form=bibtex",
    RecordForm.RIS: "citation?form=ris",
}


def form_url(slug: str, form: RecordForm, as_of: date | None = None) -> str:
    """The address of a form of the record of a document; for a day where one was asked.

    >>> form_url("qcvn-2-2021-bkhcn", RecordForm.STS, date(2026, 7, 1))
    '/api/v1/standards/qcvn-2-2021-bkhcn/sts.xml?as_of=2026-07-01'
    """
    if form is RecordForm.PDF:
        return file_url(slug)
    record = f"{API}{standard_url(slug)}"
    address = record if form is RecordForm.JSON else f"{record}/{_PLACES[form]}"
    if as_of is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}as_of={as_of.isoformat()}"


def forms_of(slug: str, kind: Kind, as_of: date | None = None) -> list[FormBody]:
    """Every form of a record; the record itself is the first."""
    return [
        FormBody(
            rel="self" if form is RecordForm.JSON else "alternate",
            form=form,
            type=MEDIA_TYPES[form],
            url=form_url(slug, form, as_of),
        )
        for form in RecordForm
        if form is not RecordForm.STS or kind in STANDARDS
    ]


def link_header(forms: Iterable[FormBody]) -> str:
    """The forms as a ``Link`` header has them.

    >>> link_header(forms_of("a", Kind.LAW)[:2])
    '</api/v1/standards/a>; rel="self"; type="application/json", \
</api/v1/standards/a/jsonld>; rel="alternate"; type="application/ld+json"'
    """
    return ", ".join(f'<{one.url}>; rel="{one.rel}"; type="{one.type}"' for one in forms)
