"""``/standards/{slug}/citation``: a citation in the forms that people paste."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.citation_urls import Passage
from api.examples import DAYS, FORMS, LABELS, SLUGS
from api.models_citations import CitationBody, CitationForm
from api.provider import service_of
from api.service import Service

__all__ = ["router"]

router = APIRouter(prefix="/standards", tags=["standards"])

_FILES = {
    CitationForm.BIBTEX: ("application/x-bibtex; charset=utf-8", "bib"),
    CitationForm.CSL: ("application/vnd.citationstyles.csl+json", "json"),
    CitationForm.RIS: ("application/x-research-info-systems; charset=utf-8", "ris"),
}
_TEXT = "text/plain; charset=utf-8"


@router.get(
    "/{slug}/citation",
    summary="A citation in every form",
    response_model=CitationBody,
    responses={
        200: {
            "description": "all forms as JSON; with `form` that form alone, as a file",
            "content": {
                "text/plain": {},
                "application/x-bibtex": {},
                "application/vnd.citationstyles.csl+json": {},
                "application/x-research-info-systems": {},
            },
        }
    },
)
def citation(
    request: Request,
    service: Annotated[Service, Depends(service_of)],
    slug: Annotated[str, Path(description="slug or number", openapi_examples=SLUGS)],
    clause: Annotated[
        str | None, Query(description="key or printed label of a clause", openapi_examples=LABELS)
    ] = None,
    row: Annotated[
        int | None, Query(ge=1, description="place (from 1) of a row under `products`")
    ] = None,
    point: Annotated[
        str | None, Query(pattern="^[a-zđ]{1,2}$", description="letter of an item of the clause")
    ] = None,
    page: Annotated[int | None, Query(ge=1, description="page of the file; else found")] = None,
    number: Annotated[
        str | None,
        Query(max_length=100, description="a text that the passage names, if that is cited"),
    ] = None,
    as_of: Annotated[
        date | None, Query(description="the day; else today", openapi_examples=DAYS)
    ] = None,
    form: Annotated[
        CitationForm | None, Query(description="one form alone", openapi_examples=FORMS)
    ] = None,
) -> Response | CitationBody:
    """Vietnamese as drafting rules have it, English, BibTeX, CSL-JSON and RIS."""
    passage = Passage(clause=clause, row=row, point=point, page=page, number=number)
    base = str(request.base_url).rstrip("/")
    body = service.citation(slug, passage, as_of=as_of, base=base)
    return body if form is None else _alone(body, form)


def _alone(body: CitationBody, form: CitationForm) -> Response:
    if form is CitationForm.CSL:
        items = (item.model_dump_json(by_alias=True) for item in body.csl)
        words = f"[{','.join(items)}]"
    else:
        words = getattr(body, form.value)
    media, ending = _FILES.get(form, (_TEXT, ""))
    headers = {}
    if ending:
        name = quote(f"{body.slug}.{ending}")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return Response(words, media_type=media, headers=headers)
