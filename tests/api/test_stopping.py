"""A server that is stopped ends what it has begun, and refuses what comes later."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from api.app import create_app
from api.cli_serve import server_of

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def ask(port, path):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


def test_a_request_in_flight_is_answered_before_the_server_ends(settings, service):
    app = create_app(replace(settings, stop_seconds=20, log="nothing"), service=service)
    begun, gate = threading.Event(), threading.Event()

    @app.get("/slow")
    def slow() -> dict[str, bool]:
        begun.set()
        gate.wait(20)
        return {"done": True}

    port = free_port()
    server = server_of(settings, app, host="127.0.0.1", port=port)
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(ask(port, "/slow")))
    asking.start()
    assert begun.wait(20)
    server.should_exit = True
    while True:  # it no longer listens
        try:
            ask(port, "/healthz")
        except OSError:
            break
        time.sleep(0.02)
    assert not answers
    gate.set()
    asking.join(20)
    running.join(20)
    assert answers == [(200, b'{"done":true}')]
    assert not running.is_alive()


def test_processes_share_a_port_count_together_and_end_on_the_signal_of_a_service_manager(built):
    port = free_port()
    chosen = {
        "TRACHUAN_EMBEDDER": "hashing",
        "TRACHUAN_LOG": "requests",
        "TRACHUAN_PROCESSES": "2",
    }
    serving = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--library", str(built), "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **chosen},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(1200):
            if serving.poll() is not None:
                pytest.fail(serving.communicate()[1])
            try:
                assert ask(port, "/healthz")[0] == 200
                break
            except OSError:
                time.sleep(0.1)
        for _ in range(8):
            assert ask(port, "/api/v1/hs/6506.10.20")[0] == 200
        numbers = ask(port, "/metrics")[1].decode()
        serving.send_signal(signal.SIGTERM)
        _, told = serving.communicate(timeout=60)
    finally:
        serving.kill()
    counted = 'trachuan_requests_total{method="GET",route="/api/v1/hs/{code}",status="200"} 8.0'
    assert counted in numbers
    assert serving.returncode in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in told.splitlines()]
    routes = [line["route"] for line in lines if line["event"] == "request"]
    assert sorted(routes) == [*["/api/v1/hs/{code}"] * 8, "/healthz", "/metrics"]
    assert "6506" not in told
    assert "127.0.0.1" not in told
