"""The layers around the routes, from the outside in; every request passes all of them.

::

    ProxyHeaders   who asks, where a trusted proxy says so
    Observer       name of the request, log, metrics
    HeadAsGet      HEAD wherever GET is
    SafeHeaders    what keeps browsers from guessing, framing, reporting
    DeskHeaders    what is private stays with who asked
    OpenToSites    pages of other sites may read what is open
    Gate           names and addresses that are refused
    RateLimit      how much one address may read
    GZip           smaller answers
    Validators     ETag, Cache-Control, 304
    TimeLimit      how long one waits
    Faults         exceptions become problems
    BodyLimit      how much may be sent, and how slowly
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.crossing import OpenToSites
from api.desk.security import DeskHeaders
from api.guards import Faults, Gate, TimeLimit
from api.limits import RateLimit, SlidingWindow
from api.metrics import Metrics
from api.middleware import BodyLimit, HeadAsGet, SafeHeaders
from api.observing import Observer
from api.settings import Settings
from api.urls import API
from api.validators import Validators

__all__ = ["install_layers"]

_FLOOR: Final = 1024
_LEVEL: Final = 6
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_COMPRESSED: Final = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/pdf",
    f"{_OFFICE}.spreadsheetml.sheet",
    f"{_OFFICE}.wordprocessingml.document",
)


def install_layers(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Put the layers around the routes of ``app``, as the settings say."""
    app.add_middleware(
        BodyLimit,
        most=settings.max_body,
        seconds=settings.request_seconds,
        streamed=frozenset({f"{API}/uploads"}),
    )
    app.add_middleware(Faults)
    if settings.request_seconds:
        app.add_middleware(TimeLimit, seconds=settings.request_seconds)
    app.add_middleware(Validators, max_age=settings.max_age)
    app.add_middleware(
        GZipMiddleware,
        minimum_size=_FLOOR,
        compresslevel=_LEVEL,
        exclude_content_types=_COMPRESSED,
    )
    if settings.rate:
        app.add_middleware(RateLimit, window=SlidingWindow(settings.rate), most=settings.rate)
    app.add_middleware(Gate, hosts=settings.hosts, max_url=settings.max_url)
    app.add_middleware(OpenToSites)
    app.add_middleware(DeskHeaders)
    app.add_middleware(SafeHeaders, hsts=settings.hsts)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Observer, metrics=metrics)
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))
