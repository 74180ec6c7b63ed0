"""The forms in which a record can be had, and where."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from api.models_base import Body

__all__ = ["FormBody", "RecordForm"]


class RecordForm(StrEnum):
    """The forms of the field, in the order in which they are offered."""

    JSON = "json"
    JSONLD = "jsonld"
    RELATON = "relaton"
    RELATON_XML = "relaton_xml"
    STS = "sts"
    CSL = "csl"
    BIBTEX = "bibtex"
    RIS = "ris"
    PDF = "pdf"


class FormBody(Body):
    """Another form of the same record: ``rel`` and ``type`` as in a ``Link`` header (RFC 8288)."""

    rel: str
    form: RecordForm
    type: str = Field(description="media type")
    url: str
