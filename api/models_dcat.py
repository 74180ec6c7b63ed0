"""What the copies are, for catalogues of open data: DCAT 3 in JSON-LD.

Names are those of the vocabularies with their usual prefixes, which the context spells out; what is
not known (a licence, a publisher) is left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from api.models_base import Body

__all__ = [
    "CONTEXT",
    "DcatBody",
    "DcatChecksum",
    "DcatDataset",
    "DcatDistribution",
    "DcatMoment",
    "DcatNumber",
    "DcatPlace",
    "DcatRights",
    "DcatService",
    "DcatText",
]

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes."""

_TYPE = "@type"
_ID = "@id"


class DcatPlace(Body):
    """A thing by its address."""

    id: str = Field(serialization_alias=_ID)


class DcatText(Body):
    """Words in a language."""

    language: str = Field(serialization_alias="@language")
    value: str = Field(serialization_alias="@value")


class DcatMoment(Body):
    """A moment in UTC."""

    type: Literal["xsd:dateTime"] = Field(default="xsd:dateTime", serialization_alias=_TYPE)
    value: datetime = Field(serialization_alias="@value")


class DcatNumber(Body):
    """A number of bytes."""

    type: Literal["xsd:nonNegativeInteger"] = Field(
        default="xsd:nonNegativeInteger", serialization_alias=_TYPE
    )
    value: str = Field(serialization_alias="@value")


class DcatChecksum(Body):
    """SHA-256 of a file, in hex."""

    type: Literal["spdx:Checksum"] = Field(default="spdx:Checksum", serialization_alias=_TYPE)
    algorithm: DcatPlace = Field(serialization_alias="spdx:algorithm")
    value: str = Field(serialization_alias="spdx:checksumValue")


class DcatRights(Body):
    """What may be done with it, in words: the law, or what the operator grants."""

    type: Literal["dct:RightsStatement"] = Field(
        default="dct:RightsStatement", serialization_alias=_TYPE
    )
    label: list[DcatText | str] = Field(serialization_alias="rdfs:label")
    source: str | None = Field(default=None, serialization_alias="dct:source")


class DcatDistribution(Body):
    """A bulk file."""

    type: Literal["dcat:Distribution"] = Field(
        default="dcat:Distribution", serialization_alias=_TYPE
    )
    id: str = Field(serialization_alias=_ID)
    title: str = Field(serialization_alias="dct:title")
    description: list[DcatText] = Field(serialization_alias="dct:description")
    access_url: DcatPlace = Field(serialization_alias="dcat:accessURL")
    download_url: DcatPlace = Field(serialization_alias="dcat:downloadURL")
    media_type: DcatPlace = Field(serialization_alias="dcat:mediaType")
    byte_size: DcatNumber = Field(serialization_alias="dcat:byteSize")
    modified: DcatMoment | None = Field(default=None, serialization_alias="dct:modified")
    checksum: DcatChecksum = Field(serialization_alias="spdx:checksum")


class DcatDataset(Body):
    """Everything the library holds, as files."""

    type: Literal["dcat:Dataset"] = Field(default="dcat:Dataset", serialization_alias=_TYPE)
    id: str = Field(serialization_alias=_ID)
    identifier: str = Field(serialization_alias="dct:identifier")
    title: list[DcatText] = Field(serialization_alias="dct:title")
    description: list[DcatText] = Field(serialization_alias="dct:description")
    language: list[DcatPlace] = Field(serialization_alias="dct:language")
    spatial: DcatPlace = Field(serialization_alias="dct:spatial")
    modified: DcatMoment | None = Field(default=None, serialization_alias="dct:modified")
    rights: list[DcatRights] = Field(serialization_alias="dct:rights")
    landing_page: DcatPlace = Field(serialization_alias="dcat:landingPage")
    distribution: list[DcatDistribution] = Field(serialization_alias="dcat:distribution")


class DcatService(Body):
    """This interface."""

    type: Literal["dcat:DataService"] = Field(default="dcat:DataService", serialization_alias=_TYPE)
    id: str = Field(serialization_alias=_ID)
    title: list[DcatText] = Field(serialization_alias="dct:title")
    endpoint_url: DcatPlace = Field(serialization_alias="dcat:endpointURL")
    endpoint_description: DcatPlace = Field(serialization_alias="dcat:endpointDescription")
    serves_dataset: DcatPlace = Field(serialization_alias="dcat:servesDataset")


class DcatBody(Body):
    """The catalogue: one dataset, and the interface that serves it."""

    context: dict[str, str] = Field(default_factory=CONTEXT.copy, serialization_alias="@context")
    type: Literal["dcat:Catalog"] = Field(default="dcat:Catalog", serialization_alias=_TYPE)
    id: str = Field(serialization_alias=_ID)
    title: list[DcatText] = Field(serialization_alias="dct:title")
    modified: DcatMoment | None = Field(default=None, serialization_alias="dct:modified")
    dataset: list[DcatDataset] = Field(serialization_alias="dcat:dataset")
    service: list[DcatService] = Field(serialization_alias="dcat:service")
