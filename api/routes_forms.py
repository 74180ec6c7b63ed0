"""A record in the forms of the field: JSON-LD, Relaton, NISO STS."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from api.examples import DAYS, SLUGS, STANDARD_SLUGS
from api.jsonld import jsonld_body
from api.models_jsonld import LdCreativeWork, LdLegislation
from api.models_relaton import RelatonBody
from api.niso_sts import niso_sts_xml
from api.provider import service_of
from api.relaton import relaton_body
from api.relaton_xml import relaton_xml
from api.service import Service

__all__ = ["JsonLdResponse", "router"]

router = APIRouter(prefix="/standards", tags=["forms of records"])

Serving = Annotated[Service, Depends(service_of)]
Slug = Annotated[str, Path(description="slug or number of the document", openapi_examples=SLUGS)]
Day = Annotated[
    date | None, Query(description="the day of the status; else today", openapi_examples=DAYS)
]
_XML = "application/xml"


class JsonLdResponse(JSONResponse):
    """A response in JSON-LD, of JSON that is written already."""

    media_type = "application/ld+json"

    def render(self, content: str) -> bytes:
        """The text in UTF-8."""
        return content.encode()


@router.get(
    "/{slug}/jsonld",
    summary="The record as JSON-LD (schema.org)",
    response_class=JsonLdResponse,
    responses={
        200: {
            "model": LdLegislation | LdCreativeWork,
            "description": "a `Legislation`, or a `CreativeWork` for a national standard",
        }
    },
)
def jsonld(request: Request, service: Serving, slug: Slug, as_of: Day = None) -> JsonLdResponse:
    """A technical regulation or legal act as `Legislation`, a national standard as `CreativeWork`.

    `legislationLegalForce` and `creativeWorkStatus` are those of the day; what is not known is left
    out. The page of the document carries the same without `citation` and `hasPart`.
    """
    body = jsonld_body(service.standard(slug, as_of=as_of), _base(request))
    return JsonLdResponse(body.model_dump_json(by_alias=True, exclude_none=True))


@router.get(
    "/{slug}/relaton",
    summary="The record as an item of Relaton (JSON)",
    response_model_exclude_none=True,
)
def relaton(request: Request, service: Serving, slug: Slug, as_of: Day = None) -> RelatonBody:
    """The bibliographic item that standards bodies exchange. JSON is YAML too: tools of Relaton
    read this as they read its YAML files. `docstatus` is that of the day in `biblionote`."""
    return relaton_body(service.standard(slug, as_of=as_of), _base(request))


@router.get(
    "/{slug}/relaton.xml",
    summary="The record as an item of Relaton (XML)",
    response_class=Response,
    responses={200: {"content": {_XML: {}}, "description": "`<bibdata>`"}},
)
def relaton_as_xml(request: Request, service: Serving, slug: Slug, as_of: Day = None) -> Response:
    """The same as XML, elements in the order of the grammar of Relaton."""
    body = service.standard(slug, as_of=as_of)
    return _file(relaton_xml(relaton_body(body, _base(request))), f"{body.slug}.relaton.xml")


@router.get(
    "/{slug}/sts.xml",
    summary="The record as NISO STS metadata",
    response_class=Response,
    responses={200: {"content": {_XML: {}}, "description": "`<standard><front><std-meta>`"}},
)
def sts(
    request: Request,
    service: Serving,
    slug: Annotated[
        str,
        Path(
            description="slug or number of a standard or technical regulation",
            openapi_examples=STANDARD_SLUGS,
        ),
    ],
    as_of: Day = None,
) -> Response:
    """Metadata of the Standards Tag Suite (ANSI/NISO Z39.102), without the text. For standards and
    technical regulations only: 404 for a legal act."""
    body = service.standard(slug, as_of=as_of)
    return _file(niso_sts_xml(body, _base(request)), f"{body.slug}.sts.xml")


def _file(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=_XML, headers=headers)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
