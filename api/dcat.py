"""The bulk files as a dataset of DCAT.

Reads what :mod:`api.bulk` says of the files; writes bodies of :mod:`api.models_dcat`. A licence is
named only where the operator of the site has granted one; what the law says of the texts stands
under ``dct:rights``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from api.models_bulk import BulkBody, BulkFileBody
from api.models_dcat import (
    DcatBody,
    DcatChecksum,
    DcatDataset,
    DcatDistribution,
    DcatMoment,
    DcatNumber,
    DcatPlace,
    DcatRights,
    DcatService,
    DcatText,
)
from api.urls import API

__all__ = ["dcat_body"]

_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_VIETNAM: Final = "http://publications.europa.eu/resource/authority/country/VNM"
_LANGUAGES: Final = (
    "http://publications.europa.eu/resource/authority/language/VIE",
    "http://publications.europa.eu/resource/authority/language/ENG",
)
_TITLE: Final = ("Tiêu chuẩn, quy chuẩn Việt Nam", "Vietnam's standards and technical regulations")


def dcat_body(bulk: BulkBody, base: str) -> DcatBody:
    """The catalogue, addresses after ``base``; without distributions while no file is made."""
    place = f"{base}{API}/bulk"
    modified = _moment(bulk.built_at)
    dataset = DcatDataset(
        id=f"{place}#dataset",
        identifier=f"{place}#dataset",
        title=_both(*_TITLE),
        description=_both(
            "Văn bản trong kho: số hiệu, tên, ngày, điều khoản, sản phẩm, mã HS, viện dẫn, mỗi dữ "
            "kiện có trang và tệp gốc.",
            "The documents held: numbers, titles, days, clauses, product rows, HS codes, "
            "citations, each fact with its page and file.",
        ),
        language=[DcatPlace(id=one) for one in _LANGUAGES],
        spatial=DcatPlace(id=_VIETNAM),
        modified=modified,
        rights=_rights(bulk),
        landing_page=DcatPlace(id=f"{base}/docs"),
        distribution=[_distribution(one, place, base, modified) for one in bulk.files],
    )
    service = DcatService(
        id=f"{base}{API}",
        title=_both("Giao diện lập trình Trachuẩn", "The interface of Trachuẩn"),
        endpoint_url=DcatPlace(id=f"{base}{API}"),
        endpoint_description=DcatPlace(id=f"{base}/openapi.json"),
        serves_dataset=DcatPlace(id=dataset.id),
    )
    return DcatBody(
        id=f"{base}{API}/dcat.jsonld",
        title=_both(f"Trachuẩn: {_TITLE[0]}", f"Trachuẩn: {_TITLE[1]}"),
        modified=modified,
        dataset=[dataset],
        service=[service],
    )


def _distribution(
    file: BulkFileBody, place: str, base: str, modified: DcatMoment | None
) -> DcatDistribution:
    media = file.media_type.split(";")[0]
    return DcatDistribution(
        id=f"{place}#{file.name}",
        title=file.name,
        description=_both(file.about, file.about_en),
        access_url=DcatPlace(id=place),
        download_url=DcatPlace(id=base + file.url),
        media_type=DcatPlace(id=_MEDIA + media),
        byte_size=DcatNumber(value=str(file.bytes)),
        modified=modified,
        checksum=DcatChecksum(algorithm=DcatPlace(id=_SHA256), value=file.sha256),
    )


def _rights(bulk: BulkBody) -> list[DcatRights]:
    """What the operator grants, in his words, and what the law says."""
    granted = [DcatRights(label=[bulk.licence])] if bulk.licence is not None else []
    said = [
        DcatRights(label=[*_both(one.text, one.text_en)], source=one.source) for one in bulk.rights
    ]
    return granted + said


def _moment(at: datetime | None) -> DcatMoment | None:
    return DcatMoment(value=at) if at is not None else None


def _both(vi: str, en: str) -> list[DcatText]:
    return [DcatText(language="vi", value=vi), DcatText(language="en", value=en)]
