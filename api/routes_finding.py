"""For machines that find the site: sitemap, robots.txt, OpenSearch, DCAT."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.dcat import dcat_body
from api.models_dcat import DcatBody
from api.opensearch import MEDIA_TYPE, opensearch_xml
from api.provider import service_of
from api.routes_forms import JsonLdResponse
from api.service import Service
from api.sitemap import robots_text

__all__ = ["finding", "router"]

router = APIRouter(tags=["copies"])
finding = APIRouter(include_in_schema=False)

Serving = Annotated[Service, Depends(service_of)]
_XML = "application/xml"


@router.get(
    "/dcat.jsonld",
    summary="The bulk files as a dataset (DCAT)",
    response_class=JsonLdResponse,
    responses={200: {"model": DcatBody, "description": "a `dcat:Catalog`"}},
)
def dcat(request: Request, service: Serving) -> JsonLdResponse:
    """What catalogues of open data ask for: DCAT 3 in JSON-LD with the bulk files, their sizes and
    checksums, and this interface as a service. No licence is named where none was granted."""
    body = dcat_body(service.copies.body(), _base(request))
    return JsonLdResponse(body.model_dump_json(by_alias=True, exclude_none=True))


@finding.get("/sitemap.xml")
def sitemap(request: Request, service: Serving) -> Response:
    """The index of the sitemap."""
    return Response(service.sitemap.index(_base(request)), media_type=_XML)


@finding.get("/sitemaps/{number}.xml")
def sitemap_part(
    request: Request, service: Serving, number: Annotated[int, Path(ge=1)]
) -> Response:
    """One part of the sitemap."""
    return Response(service.sitemap.part(number, _base(request)), media_type=_XML)


@finding.get("/robots.txt")
def robots(request: Request) -> Response:
    """What crawlers may read."""
    return Response(robots_text(_base(request)), media_type="text/plain; charset=utf-8")


@finding.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """How to ask this site."""
    return Response(opensearch_xml(_base(request)), media_type=MEDIA_TYPE)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
