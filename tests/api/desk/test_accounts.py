"""Accounts, their passwords and links; sessions and how they end; limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.desk import passwords
from api.desk.accounts import (
    Role,
    account_named,
    accounts,
    add_account,
    change_account,
    make_link,
    set_password,
    take_link,
)
from api.desk.audit import LogFilter, entries
from api.desk.database import DeskDatabase
from api.desk.limits import Limit, count_try, forget_tries, network, take_back
from api.desk.sessions import (
    AT_MOST,
    BY_ACCOUNT,
    IDLE,
    end_session,
    find_session,
    log_in,
    start_session,
)
from standards.errors import BadInput, LoginFailed, NotFound, TooOften

PASSWORD = "một câu khó đoán"


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.at = datetime(2026, 11, 22, 8, tzinfo=UTC)

    def __call__(self):
        return self.at

    def wait(self, **times):
        self.at += timedelta(**times)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    kept = DeskDatabase(tmp_path / "desk.sqlite3", now=clock)
    add_account(kept, "lan", Role.OFFICER, full_name="Trần  Thị Lan", by="test")
    yield kept
    kept.close()


def test_roles_stand_above_each_other():
    assert Role.READER < Role.OFFICER < Role.EDITOR < Role.ADMIN
    assert Role.ADMIN >= Role.EDITOR
    assert not Role.READER >= Role.OFFICER
    assert sorted(Role, reverse=True)[0] is Role.ADMIN


def test_a_name_is_kept_in_small_letters_and_stands_once(desk):
    assert account_named(desk, "lan").account.shown == "Trần Thị Lan"
    with pytest.raises(BadInput, match="already"):
        add_account(desk, " LAN ", Role.READER, by="test")


@pytest.mark.parametrize("name", ["", "a b", "-a", "a/b", "lân", "a" * 65, "x'; DROP TABLE a--"])
def test_a_name_that_cannot_be_used_is_refused(desk, name):
    with pytest.raises(BadInput):
        add_account(desk, name, Role.READER, by="test")
    assert len(accounts(desk)) == 1


@pytest.mark.parametrize(
    "password", ["short", "a" * 20, "abababababab", "x" * 257, "lan lan abcdef"]
)
def test_an_easy_password_is_refused(desk, password):
    with pytest.raises(BadInput):
        set_password(desk, "lan", password, by="test")
    assert not account_named(desk, "lan").has_password


def test_a_password_is_kept_as_argon2id_and_matches_however_it_is_composed(desk):
    set_password(desk, "lan", PASSWORD, by="test")
    with desk.read() as cursor:
        kept = cursor.execute("SELECT password FROM accounts").fetchone()[0]
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    decomposed = "mo\u0323\u0302t ca\u0302u kho\u0301 đoa\u0301n"
    assert decomposed != PASSWORD
    assert passwords.matches(decomposed, kept)
    assert not passwords.matches("mot cau kho doan", kept)
    assert not passwords.is_outdated(kept)


def test_nobodys_password_costs_a_hash_and_never_matches(monkeypatch):
    worked = []
    hasher = passwords._HASHER
    monkeypatch.setattr(
        passwords,
        "_HASHER",
        type(
            "Counting",
            (),
            {
                "verify": lambda _, kept, typed: worked.append(kept) or hasher.verify(kept, typed),
                "hash": lambda _, typed: hasher.hash(typed),
            },
        )(),
    )
    assert not passwords.matches("nobody has this password", None)
    assert len(worked) == 1


def test_a_link_sets_a_password_once_and_in_time(desk, clock):
    token = make_link(desk, "lan", by="admin")
    assert take_link(desk, token).name == "lan"
    assert take_link(desk, token[:-1]) is None
    set_password(desk, "lan", PASSWORD, by="lan")
    assert take_link(desk, token) is None
    late = make_link(desk, "lan", by="admin")
    clock.wait(hours=24)
    assert take_link(desk, late) is None


def test_a_reset_ends_the_old_password_and_all_sessions(desk):
    set_password(desk, "lan", PASSWORD, by="test")
    token = start_session(desk, "lan")
    make_link(desk, "lan", by="admin")
    assert find_session(desk, token) is None
    with pytest.raises(LoginFailed):
        log_in(desk, "lan", PASSWORD, address="192.0.2.1")


def test_neither_tokens_nor_links_nor_passwords_stand_in_the_file(desk):
    link = make_link(desk, "lan", by="admin")
    set_password(desk, "lan", PASSWORD, by="lan")
    token = start_session(desk, "lan")
    files = desk.path.parent.glob("desk.sqlite3*")
    kept = b"".join(path.read_bytes() for path in files)
    for secret in (link, token, PASSWORD):
        assert secret.encode() not in kept


def test_the_last_administrator_stays(desk):
    add_account(desk, "an", Role.ADMIN, by="test")
    for change in ({"role": Role.READER}, {"disabled": True}):
        with pytest.raises(BadInput, match="administrator"):
            change_account(desk, "an", by="test", **change)
    change_account(desk, "lan", by="test", role=Role.ADMIN)
    assert change_account(desk, "an", by="test", disabled=True).disabled


def test_an_account_that_is_not_there_is_not_found(desk):
    for act in (
        lambda: account_named(desk, "x"),
        lambda: make_link(desk, "x", by="a"),
        lambda: set_password(desk, "x", PASSWORD, by="a"),
        lambda: change_account(desk, "x", by="a", disabled=True),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_session_ends_when_it_is_not_used(desk, clock):
    token = start_session(desk, "lan")
    clock.wait(minutes=29)
    assert find_session(desk, token).account.role is Role.OFFICER
    clock.wait(minutes=29)
    assert find_session(desk, token) is not None
    clock.wait(seconds=IDLE.total_seconds())
    assert find_session(desk, token) is None


def test_a_session_ends_after_half_a_day_however_much_it_is_used(desk, clock):
    token = start_session(desk, "lan")
    for _ in range(int(AT_MOST / timedelta(minutes=20)) - 1):
        clock.wait(minutes=20)
        assert find_session(desk, token) is not None
    clock.wait(minutes=20)
    assert find_session(desk, token) is None


@pytest.mark.parametrize("change", [{"role": Role.READER}, {"disabled": True}])
def test_another_role_or_a_shut_account_ends_its_sessions(desk, change):
    token = start_session(desk, "lan")
    change_account(desk, "lan", by="test", **change)
    assert find_session(desk, token) is None


def test_logging_out_ends_the_session_on_the_server(desk):
    token, other = start_session(desk, "lan"), start_session(desk, "lan")
    end_session(desk, token)
    end_session(desk, "no token at all")
    assert find_session(desk, token) is None
    assert find_session(desk, other) is not None


def test_every_session_has_a_long_token_and_a_csrf_token_of_its_own(desk):
    tokens = [start_session(desk, "lan") for _ in range(3)]
    forms = {find_session(desk, token).csrf for token in tokens}
    assert len({*tokens, *forms}) == 6
    assert min(map(len, (*tokens, *forms))) >= 43


def test_an_unknown_name_is_refused_as_a_wrong_password_is(desk):
    set_password(desk, "lan", PASSWORD, by="test")
    told = set()
    for name in ("lan", "nobody", "không có ai", ""):
        with pytest.raises(LoginFailed) as failed:
            log_in(desk, name, "wrong", address="192.0.2.1")
        told.add(str(failed.value))
    assert len(told) == 1
    failed = entries(desk, LogFilter(action="login.failed"))
    assert {one.subject for one in failed} == {"account:lan", "account:(unknown)"}


def test_wrong_logins_wait_longer_each_time_whether_the_account_exists_or_not(desk, clock):
    waits = {}
    for name in ("lan", "nobody"):
        waits[name] = []
        for turn in range(7):
            address = f"192.0.2.{turn}"
            with pytest.raises((LoginFailed, TooOften)) as failed:
                log_in(desk, name, "wrong", address=address)
            if isinstance(failed.value, TooOften):
                waits[name].append(failed.value.wait)
                clock.wait(seconds=failed.value.wait)
                with pytest.raises(LoginFailed):
                    log_in(desk, name, "wrong", address=address)
    assert waits["lan"] == waits["nobody"] == [30, 60]


def test_a_right_login_clears_the_count_of_its_account(desk):
    set_password(desk, "lan", PASSWORD, by="test")
    for _ in range(2):
        for _ in range(BY_ACCOUNT.free - 1):
            count_try(desk, BY_ACCOUNT, "lan")
        token = log_in(desk, "lan", PASSWORD, address="192.0.2.1")
    assert find_session(desk, token).account.name == "lan"


def test_a_limit_waits_forgets_and_takes_back(desk, clock):
    limit = Limit(scope="x", free=2, first=10, most=15, forget=100)
    count_try(desk, limit, "a")
    take_back(desk, limit, "a")
    count_try(desk, limit, "a")
    count_try(desk, limit, "a")
    with pytest.raises(TooOften) as refused:
        count_try(desk, limit, "a")
    assert refused.value.wait == 10
    count_try(desk, limit, "b")
    clock.wait(seconds=10)
    count_try(desk, limit, "a")
    with pytest.raises(TooOften) as refused:
        count_try(desk, limit, "a")
    assert refused.value.wait == 15
    clock.wait(seconds=115)
    count_try(desk, limit, "a")
    forget_tries(desk, limit, "a")
    with desk.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM limits").fetchone() == (0,)


def test_addresses_are_counted_by_who_holds_them_and_kept_only_as_hashes(desk):
    assert network("2001:db8::1") == network("2001:db8::ffff")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("::ffff:192.0.2.9") == "192.0.2.9"
    count_try(desk, BY_ACCOUNT, "một mật khẩu gõ nhầm chỗ")
    with desk.read() as cursor:
        kept = cursor.execute("SELECT key FROM limits").fetchone()[0]
    assert len(kept) == 64
    assert set(kept) <= set("0123456789abcdef")
