"""What the office is called and how its cases are numbered; an editor may set it.

Reads and writes the table ``office``. What was not set is said in words that fit every enquiry
point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from api.desk.accounts import Account
from api.desk.letters import LetterLanguage, Office
from api.desk.wording import say
from standards.errors import BadInput

if TYPE_CHECKING:
    from api.desk.database import DeskDatabase

__all__ = ["FIELDS", "SCHEMA", "desk_id", "office", "office_fields", "prefix", "set_office"]

SCHEMA: tuple[str, ...] = (
    "CREATE TABLE office (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "INSERT INTO office (name, value) VALUES ('desk', lower(hex(randomblob(8))))",
)
FIELDS: Final = (
    "above_vi",
    "above_en",
    "name_vi",
    "name_en",
    "contact_vi",
    "contact_en",
    "prefix",
)
"""What can be set: the body above the office, its name and contact in both languages, and the
letters that numbers of cases begin with."""
_LONGEST: Final = 300
_PREFIX: Final = re.compile(r"[A-Z][A-Z0-9]{1,9}")


def office_fields(desk: DeskDatabase) -> dict[str, str]:
    """What was set, by the names of :data:`FIELDS`; empty where nothing was."""
    kept = _kept(desk)
    return {name: kept.get(name, "") for name in FIELDS}


def set_office(desk: DeskDatabase, values: Mapping[str, str], *, by: Account) -> None:
    """Set fields. Raises BadInput."""
    told = {name: _line(name, values[name]) for name in FIELDS if name in values}
    with desk.change(by.name, "office.change", "office", ", ".join(told)) as cursor:
        cursor.executemany(
            "INSERT INTO office (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            list(told.items()),
        )


def office(desk: DeskDatabase, language: LetterLanguage) -> Office:
    """The office in a language."""
    kept = _kept(desk)
    return Office(
        above=kept.get(f"above_{language}", ""),
        name=kept.get(f"name_{language}", "") or say("office.name", language),
        contact=kept.get(f"contact_{language}", ""),
    )


def prefix(desk: DeskDatabase) -> str:
    """The letters that numbers of cases begin with."""
    return _kept(desk).get("prefix", "") or "TBT"


def desk_id(desk: DeskDatabase) -> str:
    """What tells this desk from every other one."""
    return _kept(desk)["desk"]


def _kept(desk: DeskDatabase) -> dict[str, str]:
    with desk.read() as cursor:
        return {str(row[0]): str(row[1]) for row in cursor.execute("SELECT * FROM office")}


def _line(name: str, text: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) > _LONGEST:
        raise BadInput(f"{name} has {len(line)} characters; give at most {_LONGEST}")
    if name == "prefix" and line and not _PREFIX.fullmatch(line):
        raise BadInput(f"{line!r} cannot begin numbers: 2 to 10 capital letters and digits")
    return line
