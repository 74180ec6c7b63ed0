"""What the server writes down: lines of JSON, one an event, without anything of persons.

A request is known by the template of its route, its status, its time and its name; never by its
path, its query, an address or a header. An unexpected fault is known by its kind and the places in
the program, not by its message: that may hold the words that were asked.
"""

from __future__ import annotations

import json
import logging
import traceback
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

__all__ = ["REQUESTS", "FaultLine", "JsonLines", "RequestLine", "log_config", "stack_of"]

REQUESTS: Final = "trachuan.requests"
_LEVELS: Final = {"faults": "WARNING", "requests": "INFO", "nothing": "CRITICAL"}
_PLACES: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """An answered request; ``seconds`` from its first byte to the last of its answer, ``sent`` in
    bytes, ``id`` its ``X-Request-Id``."""

    route: str
    method: str
    status: int
    seconds: float
    sent: int
    id: str

    @property
    def level(self) -> int:
        """Faults of ours are warnings."""
        return logging.WARNING if self.status >= 500 else logging.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """Why a request failed: the stable code of its problem, the kind of exception, and where it was
    raised, innermost last. ``told`` is the message of an error of the library, which names files of
    this machine and nothing that was asked."""

    route: str
    code: str
    kind: str
    told: str
    stack: tuple[str, ...]
    id: str


class JsonLines(logging.Formatter):
    """One JSON object a record; ``exc_info`` becomes kind and stack."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, object] = {"time": at, "level": record.levelname.lower()}
        told |= {"logger": record.name, "event": record.getMessage()}
        line: object = getattr(record, "line", None)
        if isinstance(line, RequestLine):
            told |= {"route": line.route, "method": line.method, "status": line.status}
            told |= {"ms": round(line.seconds * 1000, 1), "bytes": line.sent, "id": line.id}
        elif isinstance(line, FaultLine):
            told |= asdict(line)
        elif record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            told |= {"kind": type(error).__name__, "stack": stack_of(error)}
        return json.dumps(told, ensure_ascii=False)


def stack_of(error: BaseException) -> tuple[str, ...]:
    """Where an exception was raised: ``file.py:12 function``, innermost last; no messages."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return tuple(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)


def log_config(wanted: str) -> dict[str, object]:
    """The configuration of :mod:`logging` for a server: JSON lines on standard error.

    ``wanted`` is ``faults``, ``requests`` or ``nothing``. The server's own log of accesses, which
    would name addresses and questions, stays off.
    """
    quiet = {"level": "WARNING", "handlers": ["lines"], "propagate": False}
    own = {"level": _LEVELS[wanted], "handlers": ["lines"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "api.logs.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            "trachuan": own,
            "uvicorn": quiet,
            "uvicorn.error": quiet,
            "uvicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
        },
    }
