"""Gives the open service to whoever asks, and opens it when that becomes possible.

A server may start before there is a library: until then every question gets the error that says
what to run; the first question after the library appeared gets an answer. What another process
writes to the library is seen within ``PATIENCE`` seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from fastapi import Request

from api.service import Service
from standards.errors import LibraryError, LibraryLocked, LibraryReplaced

__all__ = ["PATIENCE", "Provider", "service_of"]

PATIENCE = 2.0


class Provider:
    """Opens a service on the first call that succeeds, and keeps it."""

    def __init__(self, open_service: Callable[[], Service]) -> None:
        self._open = open_service
        self._service: Service | None = None
        self._seen = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> Service:
        """The service. Raises LibraryError or MissingPart while it cannot be opened."""
        with self._lock:
            now = time.monotonic()
            if self._service is None:
                self._service = self._open()
            elif now - self._seen > PATIENCE:
                self._look_again(self._service)
            else:
                return self._service
            self._seen = now
            return self._service

    def _look_again(self, service: Service) -> None:
        try:
            service.refresh()
        except LibraryReplaced:
            self._service = None
            self._service = self._open()
        except LibraryLocked:
            raise  # the indexes are being built anew; what is open serves again when that is done
        except LibraryError:
            self._service = None  # what was open is gone or was built anew: open it again next time
            raise


def service_of(request: Request) -> Service:
    """The service of the application that handles ``request``; a FastAPI dependency."""
    provider = request.app.state.provider
    if not isinstance(provider, Provider):
        raise TypeError("this application was not made by api.app.create_app")
    return provider()
