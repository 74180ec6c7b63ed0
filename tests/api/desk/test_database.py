"""The desk's file: every change is told, none is lost, old files come up to date."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date

import pytest

from api.desk import schema
from api.desk.audit import LogFilter, broken_at, count, entries, last_hash
from api.desk.database import DeskDatabase
from api.desk.reports import NewReport, Reported, add_report
from standards.errors import BadInput, DeskError, NotFound

EVERYTHING = LogFilter()


@pytest.fixture
def desk(tmp_path):
    kept = DeskDatabase(tmp_path / "work" / "desk.sqlite3")
    yield kept
    kept.close()


def act(desk, actor="lan", action="thing.make", subject="thing:1", detail=""):
    with desk.change(actor, action, subject, detail):
        pass


def raw(desk, *statements):
    """What somebody with the file in hand could do."""
    with closing(sqlite3.connect(desk.path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_the_file_is_for_its_owner_alone(desk):
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600


def test_a_change_and_its_row_in_the_log_are_one(desk):
    def fail():
        with desk.change("lan", "thing.make", "thing:1") as cursor:
            cursor.execute("INSERT INTO meta VALUES ('x', x'00')")
            raise BadInput("no")

    with pytest.raises(BadInput):
        fail()
    with desk.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM meta WHERE name = 'x'").fetchone() == (0,)
    assert count(desk, EVERYTHING) == 0


def test_what_is_known_only_inside_a_change_is_told_too(desk):
    with desk.change("lan", "thing.make", "") as cursor:
        cursor.subject, cursor.detail = "thing:7", "made"
    assert [(one.subject, one.detail) for one in entries(desk, EVERYTHING)] == [("thing:7", "made")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT 1, at, actor, action, subject, detail, hash FROM audit",
        "INSERT INTO audit SELECT 0, at, actor, action, subject, detail, hash FROM audit",
    ],
)
def test_the_log_is_neither_changed_nor_shortened_nor_filled_in(desk, statement):
    act(desk)
    with pytest.raises(DeskError, match="audit"), desk.bookkeeping() as cursor:
        cursor.execute(statement)
    assert broken_at(desk) is None


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("UPDATE audit SET detail = 'something else' WHERE id = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 2", 3),
        ("DELETE FROM audit WHERE id = 1", 2),
    ],
)
def test_a_row_changed_from_outside_shows(desk, statement, wanted):
    for number in range(4):
        act(desk, detail=str(number))
    assert broken_at(desk) is None
    names = ("audit_is_not_changed", "audit_is_not_deleted")
    raw(desk, *(f"DROP TRIGGER {name}" for name in names), statement)
    assert broken_at(desk) == wanted


def test_a_shortened_log_has_another_last_hash(desk):
    act(desk)
    act(desk, detail="second")
    noted = last_hash(desk)
    raw(desk, "DROP TRIGGER audit_is_not_deleted", "DELETE FROM audit WHERE id = 2")
    assert broken_at(desk) is None
    assert last_hash(desk) != noted


def test_the_log_is_filtered_by_who_what_which_and_when(desk):
    act(desk, actor="lan", action="login", subject="account:lan")
    act(desk, actor="an", action="login.failed", subject="account:an")
    act(desk, actor="an", action="report.add", subject="report:1")
    today = desk.now().date()

    def found(**wanted):
        return [one.action for one in entries(desk, LogFilter(**wanted))]

    assert found(actor="an") == ["report.add", "login.failed"]
    assert found(action="login") == ["login.failed", "login"]
    assert found(subject="report:") == ["report.add"]
    assert found(first=today, last=today) == ["report.add", "login.failed", "login"]
    assert found(last=date(2020, 1, 1)) == []
    assert found(actor="' OR 1=1 --") == []
    assert found(action="%") == []


def test_the_log_goes_on_from_an_entry(desk):
    for number in range(5):
        act(desk, detail=str(number))
    first = entries(desk, EVERYTHING, limit=3)
    rest = entries(desk, EVERYTHING, before=first[-1].id, limit=3)
    assert [one.detail for one in (*first, *rest)] == ["4", "3", "2", "1", "0"]


def test_changes_from_many_threads_are_all_told_in_one_chain(desk):
    threads = [threading.Thread(target=lambda: [act(desk) for _ in range(10)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(desk, EVERYTHING) == 80
    assert broken_at(desk) is None


def test_an_older_file_takes_the_steps_that_it_lacks(desk, monkeypatch):
    act(desk)
    held = schema.version()
    grown = (*schema.MODULES, ("later", ("CREATE TABLE later (x TEXT) STRICT",)))
    monkeypatch.setattr(schema, "MODULES", grown)
    again = DeskDatabase(desk.path)
    with again.read() as cursor:
        assert cursor.execute("PRAGMA user_version").fetchone() == (held + 1,)
        assert cursor.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert count(again, EVERYTHING) == 1
    again.close()


def test_a_file_of_a_newer_program_is_refused(desk):
    raw(desk, "INSERT INTO steps VALUES ('later', 0)")
    with pytest.raises(DeskError, match="newer"):
        DeskDatabase(desk.path)


def test_every_step_is_one_statement():
    for module, steps in schema.MODULES:
        for step in steps:
            assert sqlite3.complete_statement(f"{step};"), (module, step)


def test_a_file_that_is_no_database_says_so(tmp_path):
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(DeskError, match="cannot be used"):
        DeskDatabase(path)


def on_disk(desk):
    """All bytes of the desk: the file, and the log of changes beside it."""
    beside = desk.path.parent.glob(f"{desk.path.name}*")
    return b"".join(path.read_bytes() for path in beside)


def test_what_is_deleted_is_gone_from_the_disk_while_the_desk_is_open(desk):
    secret = "lan@example.vn " * 40
    with desk.change("lan", "thing.make", "thing:1") as cursor:
        cursor.execute("INSERT INTO meta VALUES ('kept', ?)", (b"stays " * 40,))
        cursor.execute("INSERT INTO meta VALUES ('gone', ?)", (secret.encode(),))
    act(desk)
    assert secret.encode() in on_disk(desk)
    with desk.change("lan", "thing.drop", "thing:1") as cursor:
        cursor.execute("DELETE FROM meta WHERE name = 'gone'")
    assert b"lan@example.vn" not in on_disk(desk)
    assert b"stays " * 40 in on_disk(desk)


def test_words_that_are_taken_out_of_a_row_are_gone_too(desk):
    number = new_report(desk, contact="lan@example.vn")
    with desk.change("lan", "report.forget", f"report:{number}") as cursor:
        cursor.execute("UPDATE reports SET contact = ''")
    assert b"lan@example.vn" not in on_disk(desk)
    assert b"The day is another one." in on_disk(desk)


def new_report(desk, contact):
    about = Reported(
        document="a",
        number="A 1",
        fact="issued",
        label="Ngày",
        label_en="Issued",
        value="2021-06-15",
        page=1,
        file="a.pdf",
        sha256="0" * 64,
    )
    sent = NewReport(about=about, wrong="The day is another one.", contact=contact)
    return add_report(desk, sent, address="192.0.2.1").id


def test_a_number_that_no_row_can_have_is_not_found_and_undoes_the_change(desk):
    with pytest.raises(NotFound), desk.read() as cursor:
        cursor.execute("SELECT 1 FROM audit WHERE id = ?", (1 << 63,))
    with pytest.raises(NotFound), desk.change("lan", "thing.make", "thing:1") as cursor:
        cursor.execute("DELETE FROM audit WHERE id = ?", (1 << 63,))
    assert count(desk, EVERYTHING) == 0
