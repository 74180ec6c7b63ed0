"""Jobs that read what was uploaded: in turn, ended, begun again, and never lost."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

SMALL = "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021.pdf"
OTHER = "tcvn-1651-2-2018-thep-thanh-van.pdf"


def test_uploads_at_the_same_moment_each_get_a_job_and_a_document_is_kept_once(site, small, other):
    sent = [(small, SMALL), (other, OTHER), (small, SMALL)]
    with ThreadPoolExecutor(3) as threads:
        replies = list(threads.map(lambda one: site.send(*one), sent))
    assert [one.status_code for one in replies] == [202, 202, 202]
    numbers = [one.json()["id"] for one in replies]
    assert len(set(numbers)) == 3
    done = [site.ended(number) for number in numbers]
    assert [one["state"] for one in done] == ["done"] * 3
    in_turn = sorted(done, key=lambda one: one["id"])
    for before, after in pairwise(in_turn):
        assert before["ended_at"] <= after["started_at"]
    outcomes = [one["reports"][0]["outcome"] for one in done]
    assert sorted([outcomes[0], outcomes[2]]) == ["read", "unchanged"]
    assert outcomes[1] == "read"
    held = site.client.get("/api/v1/standards").json()["items"]
    assert sorted(one["number"] for one in held) == ["04/2021/TT-BKHCN", "TCVN 1651-2:2018"]
    assert site.is_empty()


def test_a_job_is_cancelled_before_it_is_read(idle, small):
    number = idle.send(small, SMALL).json()["id"]
    assert idle.waits() == [SMALL]
    reply = idle.client.delete(f"/api/v1/jobs/{number}", headers=idle.headers)
    assert reply.json()["state"] == "cancelled"
    assert idle.is_empty()
    again = idle.client.post(f"/api/v1/jobs/{number}/again", headers=idle.headers)
    assert (again.status_code, again.json()["code"]) == (409, "job-ended")
    listed = idle.client.get("/api/v1/jobs", headers=idle.headers).json()
    assert [(one["id"], one["state"]) for one in listed["jobs"]] == [(number, "cancelled")]


def test_a_stopped_server_leaves_its_job_to_the_next_one_where_it_is_cancelled_amid_reading(
    upload_site, tmp_path, small
):
    site = upload_site(tmp_path)
    with site.client:
        number = site.send(small, SMALL).json()["id"]
        first = site.reader()
    assert site.still_there([first]) == []
    assert (site.job(number)["state"], site.waits()) == ("queued", [SMALL])
    with site.client:
        second = site.reader()
        while not site.below(second):  # until it has begun to read
            time.sleep(0.01)
        amid = [second, *site.below(second)]
        reply = site.client.delete(f"/api/v1/jobs/{number}", headers=site.headers)
        assert reply.json()["state"] == "reading"
        job = site.ended(number)
        assert (job["state"], job["reports"]) == ("cancelled", [])
        assert site.still_there(amid) == []
        assert site.is_empty()
        assert site.client.get("/api/v1/standards").json()["items"] == []


def test_a_job_whose_process_dies_each_time_fails_and_keeps_its_files(idle, small):
    number = idle.send(small, SMALL).json()["id"]
    with idle.desk.bookkeeping() as cursor:
        cursor.execute("UPDATE jobs SET state = 'reading', tries = 3")
    with idle.client:
        job = idle.ended(number)
        assert (job["state"], job["problem"]["code"]) == ("failed", "interrupted")
    assert idle.waits() == [SMALL]
    again = idle.client.post(f"/api/v1/jobs/{number}/again", headers=idle.headers)
    assert (again.status_code, again.json()["state"], again.json()["tries"]) == (202, "queued", 0)


def test_a_job_waits_while_the_command_line_writes_and_is_begun_again_if_its_process_is_killed(
    site, small, monkeypatch
):
    monkeypatch.setattr("api.jobs_runner._WAIT_LOCKED", 1)
    site.settings.library.mkdir(parents=True)
    with (site.settings.library / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        number = site.send(small, SMALL).json()["id"]
        end = time.monotonic() + 30
        while (job := site.job(number))["problem"] is None and time.monotonic() < end:
            time.sleep(0.1)
        assert (job["state"], job["problem"]["code"]) == ("queued", "library-locked")
        assert (job["tries"], site.readers()) == (0, [])
    os.kill(site.reader(), signal.SIGKILL)
    job = site.ended(number)
    assert (job["state"], job["tries"]) == ("done", 2)
    assert site.client.get("/readyz").status_code == 200
