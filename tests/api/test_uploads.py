"""Uploads over HTTP: what is taken, what is refused, and what becomes of it."""

from __future__ import annotations

import time
import zlib

import pymupdf

from api.desk.audit import LogFilter, broken_at, entries

SMALL = "tt-04-2021-tt-bkhcn-ban-hanh-qcvn-2-2021.pdf"


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
    assert site.is_empty()
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


def bursting(*, form):
    """A sheet of some kilobytes that unpacks to four gigabytes: its commands, or a form of it."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    portion = pack.compress(b" " * (1 << 24)) + pack.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(b"\x78\x9c" + portion * 256 + b"\x03\x00" + bytes(4))
    with pymupdf.open() as made:
        page = made.new_page()
        page.insert_text((72, 72), "TCVN 9999:2030")
        number = page.get_contents()[0]
        if form:
            made.update_stream(number, made.xref_stream(number) + b" /X Do")
            number = made.get_new_xref()
            made.update_object(number, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]>>")
            resources = int(made.xref_get_key(page.xref, "Resources")[1].split()[0])
            made.xref_set_key(resources, "XObject", f"<</X {number} 0 R>>")
        made.update_stream(number, packed, compress=False)
        made.xref_set_key(number, "Filter", "[/FlateDecode/FlateDecode]")
        return made.tobytes()


def test_bad_files_and_small_ones_that_unpack_to_gigabytes_are_named_and_stop_no_other(
    upload_site, tmp_path, small, other
):
    with pymupdf.open() as locked:
        locked.new_page()
        sealed = locked.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    bombs = {"nổ.pdf": bursting(form=False), "nổ chậm.pdf": bursting(form=True)}
    assert all(len(content) < 50_000 for content in bombs.values())
    bad = {"a.pdf": b"no such thing", "kín.pdf": sealed, "hỏng.pdf": b"%PDF-1.7\nbroken"}
    files = bombs | bad | {"dài.pdf": other, SMALL: small}
    site = upload_site(tmp_path, max_pages=3)
    with site.client:
        sent = [("file", one) for one in files.items()]
        reply = site.client.post("/api/v1/uploads", files=sent, headers=site.headers)
        assert reply.status_code == 202, reply.text
        number, answers = reply.json()["id"], 0
        while (job := site.job(number))["state"] in ("queued", "reading"):
            assert site.client.get("/healthz").status_code == 200
            answers += 1
            time.sleep(0.1)
        assert answers > 3
    assert job["state"] == "done"
    assert str(site.spool) not in str(job)
    reports = {one["file"]: one for one in job["reports"]}
    assert reports.keys() == files.keys()
    assert reports[SMALL]["outcome"] == "read"
    for name in (*bad, "dài.pdf"):
        assert reports[name]["outcome"] == "rejected"
        assert reports[name]["reason"]
    assert "TRACHUAN_MAX_PAGES" in reports["dài.pdf"]["reason"]
    for name in bombs:
        assert "bung ra quá 64 MB" in str(reports[name]), reports[name]
        assert reports[name]["documents"][0]["clauses"] == 0


def test_what_cannot_be_taken_is_refused_and_leaves_nothing(upload_site, tmp_path, small):
    site = upload_site(tmp_path, max_upload=len(small))
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


def test_without_a_key_nothing_of_an_upload_is_taken(idle, small):
    for key in ({}, {"Authorization": "Bearer trc_no"}):
        headers = {"Content-Type": "application/pdf", **key}
        reply = idle.client.post("/api/v1/uploads?name=a.pdf", content=small, headers=headers)
        assert reply.status_code == 401
    assert not idle.spool.exists()


def test_uploads_that_wait_take_no_more_room_than_they_may(upload_site, tmp_path, small):
    site = upload_site(tmp_path, upload_room=len(small) + 10)
    assert site.send(small, SMALL).status_code == 202
    problem_of(site.send(small, "b.pdf"), 507, "no-space")
    assert site.waits() == [SMALL]


def test_a_full_disk_is_told_and_nothing_of_the_upload_stays(idle, small, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    problem_of(idle.send(small, SMALL), 507, "no-space")
    assert idle.is_empty()
