"""Uploads over HTTP: what is taken, what is refused, and that nothing is lost amid a job."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk.audit import LogFilter, broken_at, entries
from api.jobs import begin_job, job_numbered
from api.keys import KeyRole, add_key
from api.settings import Settings

SMALL = "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021.pdf"
OTHER = "tcvn-1651-2-2018"
PDF = {"Content-Type": "application/pdf"}


class Site:
    """A server over an empty place, and the headers of a keeper."""

    def __init__(self, folder: Path, **chosen):
        self.settings = Settings(library=folder / "library", embedder="hashing", **chosen)
        self.app = create_app(self.settings)
        self.desk = self.app.state.desk()
        self.spool = folder / "library-uploads"
        secret = add_key(self.desk, "portal", KeyRole.KEEPER, by="test")
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = TestClient(self.app, raise_server_exceptions=False)

    def send(self, content, name, **query):
        return self.client.post(
            "/api/v1/uploads",
            params={"name": name, **query},
            content=content,
            headers=self.headers | PDF,
        )

    def job(self, number):
        return self.client.get(f"/api/v1/jobs/{number}", headers=self.headers).json()

    def until(self, number, *states):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            job = self.job(number)
            if job["state"] in states:
                return job
            time.sleep(0.1)
        raise AssertionError(self.job(number))

    def ended(self, number):
        return self.until(number, "done", "failed", "cancelled")

    def waits(self):
        """Files that lie in the spool."""
        return sorted(one.name for one in self.spool.glob("*/*"))


@pytest.fixture
def site(tmp_path):
    """A server that runs jobs."""
    made = Site(tmp_path)
    with made.client:
        yield made


@pytest.fixture
def idle(tmp_path):
    """A server that only takes uploads: nothing runs its jobs."""
    return Site(tmp_path)


@pytest.fixture(scope="session")
def small(pdf_folder):
    return (pdf_folder / SMALL).read_bytes()


@pytest.fixture(scope="session")
def other(pdf_folder):
    return next(pdf_folder.glob(f"{OTHER}*.pdf")).read_bytes()


def problem_of(reply, status, code):
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["code"] == code
    return reply.json()


def test_the_first_upload_makes_the_library_and_the_same_again_changes_nothing(site, small):
    sent = site.send(small, SMALL)
    assert sent.status_code == 202, sent.text
    assert sent.headers["location"] == sent.json()["url"]
    job = site.ended(sent.json()["id"])
    assert job["state"] == "done", job
    (report,) = job["reports"]
    assert (report["outcome"], report["path"], report["file"]) == ("read", SMALL, SMALL)
    assert report["documents"][0]["number"] == "04/2021/TT-BKHCN"
    assert job["progress"] == {"files_done": 1, "files": 1, "pages": report["pages"]}
    assert site.waits() == []
    slug = report["documents"][0]["slug"]
    assert site.client.get(f"/api/v1/standards/{slug}").status_code == 200
    again = site.send(small, SMALL)
    assert again.status_code == 200
    assert [one["outcome"] for one in again.json()["reports"]] == ["unchanged"]
    renamed = site.send(small, "khac.pdf")
    assert renamed.status_code == 200
    assert SMALL in renamed.json()["reports"][0]["reason"]
    held = site.client.get(f"/api/v1/files/{SMALL}")
    tag = held.headers["etag"]
    wrong = site.headers | {"If-Match": '"other"'}
    problem_of(site.client.delete(f"/api/v1/files/{SMALL}", headers=wrong), 412, "other-version")
    right = site.headers | {"If-Match": tag}
    gone = site.client.delete(f"/api/v1/files/{SMALL}", headers=right)
    assert [one["slug"] for one in gone.json()["documents"]] == [slug]
    assert site.client.get(f"/api/v1/standards/{slug}").status_code == 404
    problem_of(site.client.delete(f"/api/v1/files/{SMALL}", headers=right), 404, "not-found")
    log = [(one.actor, one.action) for one in reversed(entries(site.desk, LogFilter()))]
    assert log == [
        ("test", "key.add"),
        ("key:portal", "upload.add"),
        ("key:portal", "upload.done"),
        ("key:portal", "upload.add"),
        ("key:portal", "upload.add"),
        ("key:portal", "document.delete"),
    ]
    assert broken_at(site.desk) is None


def test_a_bad_file_of_several_is_named_and_stops_no_other(site, small, other):
    import pymupdf

    with pymupdf.open() as locked:
        locked.new_page()
        sealed = locked.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    files = [
        ("file", ("a.pdf", b"no such thing")),
        ("file", ("kín.pdf", sealed)),
        ("file", ("hỏng.pdf", b"%PDF-1.7\nbroken")),
        ("file", (SMALL, small)),
    ]
    sent = site.client.post("/api/v1/uploads", files=files, headers=site.headers)
    assert sent.status_code == 202, sent.text
    job = site.ended(sent.json()["id"])
    outcomes = {one["file"]: one["outcome"] for one in job["reports"]}
    assert outcomes == {
        "a.pdf": "rejected",
        "kín.pdf": "rejected",
        "hỏng.pdf": "rejected",
        SMALL: "read",
    }
    assert all(one["reason"] for one in job["reports"] if one["outcome"] == "rejected")
    assert str(site.spool) not in str(job)


def test_what_cannot_be_taken_is_refused_and_leaves_nothing(tmp_path, small):
    site = Site(tmp_path, max_upload=len(small))
    no = problem_of(site.send(b"hello", "a.pdf"), 422, "unreadable-document")
    assert "a.pdf" in no["detail"]
    problem_of(site.send(b"", "a.pdf"), 422, "unreadable-document")
    problem_of(site.send(small + b"x", SMALL), 413, "too-large")
    for name in ("../a.pdf", "a/b.pdf", "a\\b.pdf", ".pdf", "a.txt", "a\0.pdf", "x" * 250 + ".pdf"):
        problem_of(site.send(small, name), 400, "bad-file-name")
    problem_of(site.send(small, ""), 400, "bad-input")
    twice = [("file", ("a.pdf", small[:100])), ("file", ("a.pdf", small[:100]))]
    reply = site.client.post("/api/v1/uploads", files=twice, headers=site.headers)
    problem_of(reply, 400, "bad-input")
    for kind, body in (
        ("text/plain", small),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disp"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b"--x--\r\n"),
    ):
        headers = site.headers | {"Content-Type": kind}
        reply = site.client.post("/api/v1/uploads", content=body, headers=headers)
        problem_of(reply, 400, "bad-input")
    assert list(site.spool.iterdir()) == []


def test_uploads_that_wait_take_no_more_room_than_they_may(tmp_path, small):
    site = Site(tmp_path, upload_room=len(small) + 10)
    assert site.send(small, SMALL).status_code == 202
    problem_of(site.send(small, "b.pdf"), 507, "no-space")
    assert site.waits() == [SMALL]


def test_a_full_disk_is_told_and_nothing_of_the_upload_stays(idle, small, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    problem_of(idle.send(small, SMALL), 507, "no-space")
    assert idle.waits() == []


def test_too_many_pages_and_too_much_memory_are_reasons_in_the_report(tmp_path, small, other):
    site = Site(tmp_path, max_pages=1)
    with site.client:
        job = site.ended(site.send(small, SMALL).json()["id"])
    assert [one["outcome"] for one in job["reports"]] == ["rejected"]
    assert "TRACHUAN_MAX_PAGES" in job["reports"][0]["reason"]


def test_a_job_is_cancelled_before_it_is_read(idle, small):
    number = idle.send(small, SMALL).json()["id"]
    assert idle.waits() == [SMALL]
    reply = idle.client.delete(f"/api/v1/jobs/{number}", headers=idle.headers)
    assert reply.json()["state"] == "cancelled"
    assert idle.waits() == []
    again = idle.client.post(f"/api/v1/jobs/{number}/again", headers=idle.headers)
    problem_of(again, 409, "job-ended")
    listed = idle.client.get("/api/v1/jobs", headers=idle.headers).json()
    assert [(one["id"], one["state"]) for one in listed["jobs"]] == [(number, "cancelled")]


def test_two_uploads_at_once_are_read_one_after_the_other(site, small, other):
    first = site.send(small, SMALL).json()["id"]
    second = site.send(other, f"{OTHER}.pdf").json()["id"]
    done = [site.ended(first), site.ended(second)]
    assert [one["state"] for one in done] == ["done", "done"]
    assert done[0]["ended_at"] <= done[1]["started_at"]


def readers(process):
    """Processes below one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == process:
            found.append(int(stat.parent.name))
    return found


def job_process():
    """The process of this one that reads a job, once it is there."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for number in readers(os.getpid()):
            command = Path(f"/proc/{number}/cmdline")
            if command.exists() and b"api.jobs_child" in command.read_bytes():
                return number
        time.sleep(0.02)
    raise AssertionError("no process reads")


def test_a_killed_reader_is_begun_again_and_nothing_is_lost(site, small):
    number = site.send(small, SMALL).json()["id"]
    os.kill(job_process(), signal.SIGKILL)
    job = site.ended(number)
    assert (job["state"], job["tries"]) == ("done", 2)
    assert site.client.get("/readyz").status_code == 200


def test_a_stopped_server_leaves_its_job_to_the_next_one(tmp_path, small):
    site = Site(tmp_path)
    with site.client:
        number = site.send(small, SMALL).json()["id"]
        job_process()
    assert site.job(number)["state"] == "queued"
    assert site.waits() == [SMALL]
    with TestClient(create_app(site.settings)):
        assert site.ended(number)["state"] == "done"


def test_a_job_of_a_killed_server_is_taken_up_by_the_next_one(idle, small):
    number = idle.send(small, SMALL).json()["id"]
    begin_job(idle.desk, job_numbered(idle.desk, number))
    with idle.client:
        job = idle.ended(number)
    assert (job["state"], job["tries"]) == ("done", 2)


def test_a_job_whose_process_dies_each_time_fails_and_keeps_its_files(idle, small):
    number = idle.send(small, SMALL).json()["id"]
    with idle.desk.bookkeeping() as cursor:
        cursor.execute("UPDATE jobs SET state = 'reading', tries = 3")
    with idle.client:
        job = idle.ended(number)
        assert (job["state"], job["problem"]["code"]) == ("failed", "interrupted")
        assert idle.waits() == [SMALL]
        idle.client.post(f"/api/v1/jobs/{number}/again", headers=idle.headers)
        assert idle.ended(number)["state"] == "done"


def test_while_the_command_line_writes_a_job_waits(site, small):
    import fcntl

    site.settings.library.mkdir(parents=True)
    with (site.settings.library / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        number = site.send(small, SMALL).json()["id"]
        end = time.monotonic() + 30
        while (job := site.job(number))["problem"] is None and time.monotonic() < end:
            time.sleep(0.1)
        assert (job["state"], job["problem"]["code"]) == ("queued", "library-locked")
    assert site.ended(number)["state"] == "done"
