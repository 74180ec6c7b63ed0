"""Settings: what can be chosen from outside, all of it from the environment.

``VARIABLES`` is the whole list; ``docs/settings.md`` says the same for people.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.engine import Precision
from standards.errors import BadInput

__all__ = ["VARIABLES", "Settings", "Variable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One environment variable: its name, its value if unset (as written), what it does."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable(name="TRACHUAN_LIBRARY", default="./library", meaning="folder of the library"),
    Variable(
        name="TRACHUAN_DESK",
        default="",
        meaning="file of the desk's database; else desk.sqlite3 beside the folder of the library",
    ),
    Variable(
        name="TRACHUAN_MODEL",
        default="",
        meaning="name or folder of another sentence-transformers model",
    ),
    Variable(
        name="TRACHUAN_EMBEDDER",
        default="model",
        meaning="what turns text into vectors: model, or hashing (no model, for trials)",
    ),
    Variable(
        name="TRACHUAN_EMBEDDING",
        default="auto",
        meaning="how exactly the model computes: auto, float32, bfloat16 or int8",
    ),
    Variable(
        name="TRACHUAN_CACHE",
        default="",
        meaning="folder for the prepared model; else trachuan in the user's cache folder",
    ),
    Variable(name="TRACHUAN_HOST", default="127.0.0.1", meaning="address that serve listens on"),
    Variable(name="TRACHUAN_PORT", default="8000", meaning="port that serve listens on"),
    Variable(
        name="TRACHUAN_PROCESSES",
        default="1",
        meaning="server processes that share the port and the library",
    ),
    Variable(
        name="TRACHUAN_THREADS",
        default="4",
        meaning="requests that a server process works on at once",
    ),
    Variable(
        name="TRACHUAN_MAX_BODY",
        default="1048576",
        meaning="largest body of a request, in bytes",
    ),
    Variable(
        name="TRACHUAN_MAX_ANSWERS",
        default="50",
        meaning="most answers to one question",
    ),
    Variable(
        name="TRACHUAN_MAX_URL",
        default="8192",
        meaning="longest path with query of a request, in bytes",
    ),
    Variable(
        name="TRACHUAN_HOSTS",
        default="",
        meaning="names that the server answers to, by comma; *.example.vn for all below; else any",
    ),
    Variable(
        name="TRACHUAN_PROXIES",
        default="127.0.0.1,::1",
        meaning="addresses and networks of proxies whose X-Forwarded-For and -Proto are believed",
    ),
    Variable(
        name="TRACHUAN_RATE",
        default="600",
        meaning="most requests a minute of one address; 0 for no limit; this machine has none",
    ),
    Variable(
        name="TRACHUAN_REQUEST_SECONDS",
        default="30",
        meaning="longest wait for an answer, and for a body to arrive, in seconds; 0 for no limit",
    ),
    Variable(
        name="TRACHUAN_STOP_SECONDS",
        default="30",
        meaning="time that requests have to end when the server is stopped, in seconds",
    ),
    Variable(
        name="TRACHUAN_MAX_AGE",
        default="0",
        meaning="time that a copy of an answer may be used without asking again, in seconds",
    ),
    Variable(
        name="TRACHUAN_LICENCE",
        default="",
        meaning="name or address of the licence for the records of this site; else unstated",
    ),
    Variable(
        name="TRACHUAN_HSTS",
        default="0",
        meaning="time that browsers are to insist on https, in seconds; 0 says nothing",
    ),
    Variable(
        name="TRACHUAN_LOG",
        default="faults",
        meaning="what serve writes to standard error: faults, requests (all of them) or nothing",
    ),
    Variable(
        name="TRACHUAN_OCR",
        default="tesseract",
        meaning="what reads pictures of pages: tesseract, or none (pictures stay unread)",
    ),
    Variable(
        name="TRACHUAN_MAX_PAGES", default="3000", meaning="most pages of a file that is ingested"
    ),
    Variable(
        name="TRACHUAN_MAX_FILE",
        default="629145600",
        meaning="largest file that is ingested, in bytes",
    ),
    Variable(
        name="TRACHUAN_MAX_UPLOAD",
        default="104857600",
        meaning="most that one upload may bring, in bytes",
    ),
    Variable(
        name="TRACHUAN_UPLOAD_ROOM",
        default="2147483648",
        meaning="most that uploads waiting to be read may take on disk, in bytes",
    ),
    Variable(
        name="TRACHUAN_READER_MEMORY",
        default="4096",
        meaning="memory that reading one file may take, in MiB",
    ),
    Variable(
        name="TRACHUAN_READER_SECONDS",
        default="20",
        meaning="time that reading a file may take for each of its pages, in seconds",
    ),
)

_HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_DEFAULTS: dict[str, str] = {variable.name: variable.default for variable in VARIABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment, and options of the command line above it, have chosen.

    ``desk``, ``model`` and ``cache`` are None where the built-in choice stands; sizes are bytes,
    ``reader_memory`` MiB, ``reader_seconds`` seconds a page. ``hosts`` is empty where every name is
    answered to; ``rate`` is requests a minute; ``rate``, ``request_seconds`` and ``hsts`` are 0
    where there is none.
    """

    library: Path = field(default_factory=lambda: Path(_DEFAULTS["TRACHUAN_LIBRARY"]))
    desk: Path | None = None
    model: str | None = None
    embedder: str = _DEFAULTS["TRACHUAN_EMBEDDER"]
    embedding: str = _DEFAULTS["TRACHUAN_EMBEDDING"]
    cache: Path | None = None
    host: str = _DEFAULTS["TRACHUAN_HOST"]
    port: int = int(_DEFAULTS["TRACHUAN_PORT"])
    processes: int = int(_DEFAULTS["TRACHUAN_PROCESSES"])
    threads: int = int(_DEFAULTS["TRACHUAN_THREADS"])
    max_body: int = int(_DEFAULTS["TRACHUAN_MAX_BODY"])
    max_answers: int = int(_DEFAULTS["TRACHUAN_MAX_ANSWERS"])
    max_url: int = int(_DEFAULTS["TRACHUAN_MAX_URL"])
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = tuple(_DEFAULTS["TRACHUAN_PROXIES"].split(","))
    rate: int = int(_DEFAULTS["TRACHUAN_RATE"])
    request_seconds: int = int(_DEFAULTS["TRACHUAN_REQUEST_SECONDS"])
    stop_seconds: int = int(_DEFAULTS["TRACHUAN_STOP_SECONDS"])
    max_age: int = int(_DEFAULTS["TRACHUAN_MAX_AGE"])
    licence: str | None = None
    hsts: int = int(_DEFAULTS["TRACHUAN_HSTS"])
    log: str = _DEFAULTS["TRACHUAN_LOG"]
    ocr: str = _DEFAULTS["TRACHUAN_OCR"]
    max_pages: int = int(_DEFAULTS["TRACHUAN_MAX_PAGES"])
    max_file: int = int(_DEFAULTS["TRACHUAN_MAX_FILE"])
    max_upload: int = int(_DEFAULTS["TRACHUAN_MAX_UPLOAD"])
    upload_room: int = int(_DEFAULTS["TRACHUAN_UPLOAD_ROOM"])
    reader_memory: int = int(_DEFAULTS["TRACHUAN_READER_MEMORY"])
    reader_seconds: int = int(_DEFAULTS["TRACHUAN_READER_SECONDS"])

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the variables; an empty one counts as unset. Raises BadInput for a bad value.

        >>> Settings.from_environment({"TRACHUAN_PORT": "8080"}).port
        8080
        """
        given = os.environ if environment is None else environment
        values = {name: given.get(name, "").strip() or _DEFAULTS[name] for name in _DEFAULTS}
        desk, cache = values["TRACHUAN_DESK"], values["TRACHUAN_CACHE"]
        return cls(
            library=Path(values["TRACHUAN_LIBRARY"]).expanduser(),
            desk=Path(desk).expanduser() if desk else None,
            model=values["TRACHUAN_MODEL"] or None,
            embedder=values["TRACHUAN_EMBEDDER"],
            embedding=_choice(values, "TRACHUAN_EMBEDDING", tuple(Precision)),
            cache=Path(cache).expanduser() if cache else None,
            host=values["TRACHUAN_HOST"],
            port=_number(values, "TRACHUAN_PORT", 0, 65535),
            processes=_number(values, "TRACHUAN_PROCESSES", 1, 64),
            threads=_number(values, "TRACHUAN_THREADS", 1, 64),
            max_body=_number(values, "TRACHUAN_MAX_BODY", 0, 1 << 30),
            max_answers=_number(values, "TRACHUAN_MAX_ANSWERS", 1, 1000),
            max_url=_number(values, "TRACHUAN_MAX_URL", 256, 1 << 16),
            hosts=_hosts(values, "TRACHUAN_HOSTS"),
            proxies=_networks(values, "TRACHUAN_PROXIES"),
            rate=_number(values, "TRACHUAN_RATE", 0, 1_000_000),
            request_seconds=_number(values, "TRACHUAN_REQUEST_SECONDS", 0, 3600),
            stop_seconds=_number(values, "TRACHUAN_STOP_SECONDS", 1, 3600),
            max_age=_number(values, "TRACHUAN_MAX_AGE", 0, 86400),
            licence=values["TRACHUAN_LICENCE"] or None,
            hsts=_number(values, "TRACHUAN_HSTS", 0, 1 << 31),
            log=_choice(values, "TRACHUAN_LOG", ("faults", "requests", "nothing")),
            ocr=_choice(values, "TRACHUAN_OCR", ("tesseract", "none")),
            max_pages=_number(values, "TRACHUAN_MAX_PAGES", 1, 1_000_000),
            max_file=_number(values, "TRACHUAN_MAX_FILE", 1, 1 << 40),
            max_upload=_number(values, "TRACHUAN_MAX_UPLOAD", 1, 1 << 40),
            upload_room=_number(values, "TRACHUAN_UPLOAD_ROOM", 1, 1 << 50),
            reader_memory=_number(values, "TRACHUAN_READER_MEMORY", 1024, 1 << 20),
            reader_seconds=_number(values, "TRACHUAN_READER_SECONDS", 1, 3600),
        )

    def with_library(self, folder: Path | None) -> Settings:
        """The same settings over another library, if one is given."""
        return self if folder is None else replace(self, library=folder)


def _choice(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    if values[name] not in choices:
        raise BadInput(f"{name}={values[name]!r} is unknown; choose of: {', '.join(choices)}")
    return values[name]


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _hosts(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(host.lower() for host in _list(values[name]))
    for host in found:
        if not _HOST.fullmatch(host):
            raise BadInput(f"{name}: {host!r} is no name; give names without port, by comma")
    return found


def _networks(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Addresses and networks; ``none`` stands for no proxy at all."""
    if values[name] == "none":
        return ()
    found = _list(values[name])
    for text in found:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            raise BadInput(f"{name}: {error}; give addresses and networks by comma") from None
    return found


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = values[name]
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise BadInput(f"{name}={text!r} is no number from {least} to {most}; unset or correct it")
    return int(text)
