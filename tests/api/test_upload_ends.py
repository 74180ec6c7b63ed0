"""What ends a job from outside: a disk that is full, a server that is killed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api.desk.audit import broken_at

ROOT = Path(__file__).resolve().parents[2]
SMALL = "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021.pdf"
SLUG = "04-2021-tt-bkhcn"


class Server:
    """``trachuan serve`` in a process of its own, over the folder of a site that does not run."""

    def __init__(self, site):
        self.site = site
        self.library = site.settings.library
        self.process = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self, *, before=""):
        """``before`` are commands of a shell in which it is started, with disks of its own."""
        words = ["serve", "--library", str(self.library), "--port", str(self.port)]
        serving = [sys.executable, "-c", f"from api.cli import main; main({words!r})"]
        if before:
            script = f"{before} && exec {shlex.join(serving)}"
            serving = ["unshare", "-Urm", "sh", "-c", script]
        self.process = subprocess.Popen(
            serving,
            cwd=ROOT,
            env={**os.environ, "TRACHUAN_EMBEDDER": "hashing", "TRACHUAN_LOG": "nothing"},
            stdout=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None
                time.sleep(0.05)
        raise AssertionError("the server does not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, method, path, **more):
        headers = self.site.headers | {"Content-Type": "application/pdf"}
        url = f"http://127.0.0.1:{self.port}/api/v1{path}"
        return httpx.request(method, url, headers=headers, timeout=30, **more)

    def ended(self, number):
        for _ in range(600):
            job = self.ask("GET", f"/jobs/{number}").json()
            if job["state"] not in ("queued", "reading"):
                return job
            time.sleep(0.1)
        raise AssertionError(job)


@pytest.fixture
def server(upload_site, tmp_path):
    made = Server(upload_site(tmp_path))
    yield made
    made.kill()


def test_a_server_killed_amid_a_job_leaves_no_process_and_the_next_one_ends_the_job(server, small):
    site = server.site
    server.start()
    number = server.ask("POST", f"/uploads?name={SMALL}", content=small).json()["id"]
    reader = site.reader(server.process.pid)
    while not site.below(reader):  # until it has begun to read
        time.sleep(0.01)
    amid = [reader, *site.below(reader)]
    server.kill()
    assert site.still_there(amid) == []
    assert site.waits() == [SMALL]
    with site.client:
        job = site.ended(number)
        held = site.client.get("/api/v1/standards").json()["items"]
    assert (job["state"], job["tries"]) == ("done", 2)
    assert [one["outcome"] for one in job["reports"]] == ["read"]
    assert [one["number"] for one in held] == ["04/2021/TT-BKHCN"]
    assert site.is_empty()
    assert broken_at(site.desk) is None


def test_a_disk_that_is_full_fails_the_job_clearly_and_it_can_be_tried_again(server, built, small):
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        pytest.skip("needs unshare and nsenter (util-linux) for a disk of its own")
    if subprocess.run(["unshare", "-Urm", "true"], check=False).returncode:
        pytest.skip("this system lets nobody make a disk of their own (user namespaces)")
    server.library.mkdir()
    disk, held = shlex.quote(str(server.library)), shlex.quote(str(built))
    server.start(before=f"mount -t tmpfs -o size=90m none {disk} && cp -r {held}/. {disk}")

    def resize(shell):
        inside = ["nsenter", "-t", str(server.process.pid), "-m", "-U", "--preserve-credentials"]
        subprocess.run([*inside, "sh", "-c", shell], check=True)

    used = f"$(($(df -k --output=used {disk} | tail -1) + 40))k"
    resize(f"mount -o remount,size={used} {disk}")
    before = server.ask("GET", f"/standards/{SLUG}").json()
    changed = small + b"\n% changed\n"
    number = server.ask("POST", f"/uploads?name={SMALL}", content=changed).json()["id"]
    job = server.ended(number)
    assert (job["state"], job["problem"]["code"]) == ("failed", "no-space")
    assert "no room on the disk" in job["problem"]["detail"]
    assert job["reports"] == []
    assert server.ask("GET", f"/standards/{SLUG}").json() == before
    resize(f"mount -o remount,size=90m {disk}")
    assert server.ask("POST", f"/jobs/{number}/again").status_code == 202
    job = server.ended(number)
    assert [one["outcome"] for one in job["reports"]] == ["replaced"], job
    assert server.ask("GET", f"/standards/{SLUG}").json()["title"] == before["title"]
