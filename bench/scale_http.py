"""The real server over a library, in a process of its own, and clients that ask it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx

__all__ = ["Server", "served"]

_PATIENCE: Final = 300.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, its process, and the seconds until it was ready."""

    url: str
    pid: int
    ready_s: float

    def asked(self, texts: Sequence[str], *, clients: int) -> list[float]:
        """Milliseconds of each question, asked by so many clients at once."""
        return self.got([f"/api/v1/ask?q={quote(text)}" for text in texts], clients=clients)

    def got(self, paths: Sequence[str], *, clients: int) -> list[float]:
        """Milliseconds of each address below the server's, fetched by so many clients at once."""
        limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
        with httpx.Client(base_url=self.url, timeout=60.0, limits=limits) as client:

            def one(path: str) -> float:
                began = time.perf_counter()
                client.get(path).raise_for_status()
                return (time.perf_counter() - began) * 1000

            with ThreadPoolExecutor(clients) as pool:
                return list(pool.map(one, paths))


@contextmanager
def served(folder: Path, port: int) -> Iterator[Server]:
    """The server of ``trachuan serve`` over the library in a folder; it ends with the block."""
    command = [sys.executable, "-m", "api.cli", "serve", "--library", str(folder)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(f"{url}/readyz", timeout=5.0).raise_for_status()
                break
            except httpx.HTTPError:
                if process.poll() is not None or time.perf_counter() - began > _PATIENCE:
                    raise
                time.sleep(0.2)
        yield Server(url, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(30)
