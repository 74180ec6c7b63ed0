"""``trachuan serve``: the web pages and the HTTP interface, in one process or several."""

from __future__ import annotations

import argparse
import importlib.util
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypedDict

import uvicorn
from starlette.types import ASGIApp

from api.cli_output import Exit, complain, console
from api.logs import log_config
from api.settings import Settings
from standards.errors import BadInput

__all__ = ["run", "server_of"]

_SITE = "web.site:create_site"
_BARE = "api.app:create_app"


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Serve until stopped. The web pages are named, not imported: they stand a floor above."""
    host = args.host or settings.host
    port = settings.port if args.port is None else args.port
    _check_free(host, port)
    os.environ["TRACHUAN_LIBRARY"] = str(settings.library)
    factory = _SITE
    if importlib.util.find_spec("web") is None or importlib.util.find_spec("web.site") is None:
        complain("the web pages are not installed; serving the HTTP interface only")
        factory = _BARE
    shown = f"[{host}]" if ":" in host else host
    console().print(f"Trachuẩn: http://{shown}:{port}/ · API: http://{shown}:{port}/docs")
    options = _options(settings, host, port)
    with suppress(KeyboardInterrupt), _counted_together(settings.processes):
        uvicorn.run(factory, factory=True, workers=settings.processes, **options)
    return Exit.DONE


class _Options(TypedDict):
    """What is said to the server."""

    host: str
    port: int
    log_config: dict[str, object]
    access_log: bool
    proxy_headers: bool
    server_header: bool
    timeout_graceful_shutdown: int
    h11_max_incomplete_event_size: int


def _options(settings: Settings, host: str, port: int) -> _Options:
    return _Options(
        host=host,
        port=port,
        log_config=log_config(settings.log),
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=settings.stop_seconds,
        h11_max_incomplete_event_size=max(16384, 2 * settings.max_url),
    )


def server_of(settings: Settings, app: ASGIApp, *, host: str, port: int) -> uvicorn.Server:
    """The server of one process as the settings say: JSON lines as its log, time for requests to
    end when it is stopped; it believes no header about who asks, the application does
    (:mod:`api.layers`)."""
    return uvicorn.Server(uvicorn.Config(app, **_options(settings, host, port)))


@contextmanager
def _counted_together(processes: int) -> Iterator[None]:
    """A folder in which several processes add up their metrics (:mod:`api.metrics`)."""
    if processes == 1 or "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="trachuan-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def _check_free(host: str, port: int) -> None:
    """Raises BadInput if nothing can listen there, before anything slow begins."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        raise BadInput(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another with --port"
        ) from error
