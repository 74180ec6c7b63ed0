"""Numbers for Prometheus: requests, questions, what the library holds. No texts, no addresses.

One server process keeps its numbers itself. With several on one port, ``PROMETHEUS_MULTIPROC_DIR``
names a folder that is empty at the start (``trachuan serve`` makes one): then whichever process is
asked adds up those of all (the multiprocess mode of ``prometheus-client``). What is said of the
library is read when asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.holdings import Totals
from api.models_ask import AskBody
from standards.errors import TrachuanError

__all__ = ["MEDIA_TYPE", "Metrics"]

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The numbers of one application; ``totals`` tells what the library holds, or raises."""

    def __init__(self, totals: Callable[[], Totals]) -> None:
        # When each series began is of no use, and would double their number.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "trachuan_requests",
            "Requests by template of the route, method and status",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "trachuan_request_seconds",
            "Time from the first byte of a request to the last of its answer",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._asks = Counter(
            "trachuan_asks",
            "Questions by how they were understood, whether they were answered, and why not",
            ("kind", "answerable", "reason"),
            registry=self._registry,
        )
        self._held = CollectorRegistry()
        self._held.register(_Held(totals))
        ProcessCollector(registry=self._held)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        known = method if method in _METHODS else "other"
        self._requests.labels(route, known, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def asked(self, body: AskBody) -> None:
        """Count a question that was answered, or found without a basis."""
        reason = body.reason.value if body.reason is not None else ""
        self._asks.labels(body.kind.value, str(body.answerable).lower(), reason).inc()

    def text(self) -> bytes:
        """All numbers in Prometheus' text form, :data:`MEDIA_TYPE`."""
        counted = self._registry
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        return generate_latest(counted) + generate_latest(self._held)


class _Held(Collector):
    """What the library holds at the moment of asking."""

    def __init__(self, totals: Callable[[], Totals]) -> None:
        self._totals = totals

    def collect(self) -> Iterable[Metric]:
        """One gauge each; while the library cannot be opened, only that it is not ready."""
        try:
            held = self._totals()
        except TrachuanError:
            yield _gauge("index_ready", "1 if the library is open and answers", 0)
            return
        yield _gauge("index_ready", "1 if the library is open and answers", 1)
        yield _gauge("library_documents", "Documents that the library holds", held.documents)
        yield _gauge("library_clauses", "Clauses of those documents", held.clauses)
        yield _gauge("library_generation", "Counts the changes of the library", held.generation)
        yield _gauge("catalogue_generation", "Counts the changes of lists", held.lists_generation)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"trachuan_{name}", told, value=value)
