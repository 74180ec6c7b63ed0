"""Gives the open service to whoever asks, and opens it when that becomes possible.

A server may start before there is a library: until then every question gets the error that says
what to run; the first question after the library appeared gets an answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from fastapi import Request

from api.service import Service

__all__ = ["Provider", "service_of"]


class Provider:
    """Opens a service on the first call that succeeds, and keeps it."""

    def __init__(self, open_service: Callable[[], Service]) -> None:
        self._open = open_service
        self._service: Service | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Service:
        """The service. Raises LibraryError or MissingPart while it cannot be opened."""
        with self._lock:
            if self._service is None:
                self._service = self._open()
            return self._service


def service_of(request: Request) -> Service:
    """The service of the application that handles ``request``; a FastAPI dependency."""
    provider = request.app.state.provider
    if not isinstance(provider, Provider):
        raise TypeError("this application was not made by api.app.create_app")
    return provider()
