"""The reply to a case: ordered blocks of quotes and of the officer's own words, in two languages.

Reads and writes the tables ``reply_blocks`` and ``reply_kept``. Quotes are chosen from the evidence
of the case and cannot be edited; beside one an English rendering may be typed. An editor approves a
reply; the letters are then kept as they were approved.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from api.desk.accounts import Account
from api.desk.case_evidence import read_evidence
from api.desk.case_model import Case, CaseState
from api.desk.case_store import case_numbered, read_case, reindex, update_case
from api.desk.letters import Letter, LetterLanguage, letter_lines, letter_to_json
from api.desk.wording import both
from standards.errors import BadInput, NotFound, Outdated

if TYPE_CHECKING:
    from datetime import date

    from api.desk.database import DeskDatabase

__all__ = [
    "SCHEMA",
    "Action",
    "BlockKind",
    "Lacking",
    "ReplyBlock",
    "approve",
    "change_reply",
    "kept_letters",
    "lacking",
    "reply_of",
    "take_back",
]

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE reply_blocks (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL REFERENCES cases (number),
        place INTEGER NOT NULL,
        kind TEXT NOT NULL,
        words TEXT NOT NULL,
        words_en TEXT NOT NULL,
        evidence INTEGER REFERENCES case_evidence (id)
    ) STRICT""",
    "CREATE INDEX reply_blocks_number ON reply_blocks (number, place)",
    """CREATE TABLE reply_kept (
        number TEXT NOT NULL REFERENCES cases (number),
        version INTEGER NOT NULL,
        language TEXT NOT NULL,
        letter TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (number, version, language)
    ) STRICT""",
)
_MOST_BLOCKS = 200
_MOST_WORDS = 10_000


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    WORDS = "words"
    QUOTE = "quote"


class Action(StrEnum):
    """What may be done to a reply, besides keeping its words."""

    SAVE = "save"
    DRAFT = "draft"
    HEADING = "heading"
    WORDS = "words"
    QUOTE = "quote"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBlock:
    """A part of a reply. ``words`` are the officer's in Vietnamese, ``words_en`` in English; of a
    quote ``words_en`` is the unofficial rendering, and ``evidence`` what it quotes."""

    id: int
    kind: BlockKind
    words: str
    words_en: str
    evidence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What keeps a reply from being complete in a language: the block, None for the whole."""

    block: int | None
    what: str


def reply_of(desk: DeskDatabase, number: str) -> list[ReplyBlock]:
    """The blocks of a reply, in order."""
    with desk.read() as cursor:
        return _blocks(cursor, number)


def change_reply(
    desk: DeskDatabase,
    number: str,
    *,
    version: int,
    texts: Mapping[int, tuple[str, str]],
    action: Action = Action.SAVE,
    target: int = 0,
    today: date,
    by: Account,
) -> Case:
    """Keep the words of blocks (by id, Vietnamese and English), then do ``action``.

    ``target`` is the block to move or take out, or the evidence to quote. ``version`` is that of
    the reply that was read. Raises Outdated where somebody changed it since, BadInput, NotFound.
    """
    with desk.change(by.name, "case.reply", f"case:{number}", action.value) as cursor:
        case = read_case(cursor, number)
        _must_be_draft(case)
        if version != case.version:
            raise Outdated(
                f"the reply to {number} was changed meanwhile (version {case.version}, you had "
                f"{version}); compare, then save again"
            )
        blocks = [_with_words(block, texts) for block in _blocks(cursor, number)]
        blocks = _done(cursor, case, blocks, action, target, today)
        if len(blocks) > _MOST_BLOCKS:
            raise BadInput(f"a reply has at most {_MOST_BLOCKS} blocks")
        _write(cursor, number, blocks)
        cursor.execute("UPDATE cases SET version = version + 1 WHERE number = ?", (number,))
        update_case(cursor, desk.now(), number)
        reindex(cursor, number)
    return case_numbered(desk, number)


def lacking(blocks: Sequence[ReplyBlock], language: LetterLanguage) -> list[Lacking]:
    """What a reply lacks in a language: words of a block, the rendering of a quote, or all."""
    if not blocks:
        return [Lacking(block=None, what="empty")]
    found = []
    for block in blocks:
        if block.kind is BlockKind.QUOTE:
            if language is LetterLanguage.EN and not block.words_en:
                found.append(Lacking(block=block.id, what="rendering"))
        elif not (block.words if language is LetterLanguage.VI else block.words_en):
            found.append(Lacking(block=block.id, what="words"))
    return found


def approve(
    desk: DeskDatabase, number: str, *, version: int, letters: Sequence[Letter], by: Account
) -> Case:
    """Approve the reply as it stands, and keep its letters (those languages that are complete).

    Raises BadInput for a reply that is not complete in the asker's language.
    """
    with desk.change(by.name, "case.approve", f"case:{number}", f"version {version}") as cursor:
        case = read_case(cursor, number)
        _must_be_draft(case)
        if version != case.version:
            raise Outdated(f"the reply to {number} was changed meanwhile; read it again first")
        if lacking(_blocks(cursor, number), case.language):
            raise BadInput(f"the reply to {number} is not complete in {case.language.value}")
        now = desk.now().isoformat()
        cursor.executemany(
            "INSERT OR REPLACE INTO reply_kept (number, version, language, letter, by, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, version, each.language.value, letter_to_json(each), by.name, now)
                for each in letters
            ],
        )
        update_case(cursor, desk.now(), number, approved_by=by.name, approved_at=now)
        reindex(cursor, number, "\n".join(line for one in letters for line in letter_lines(one)))
    return case_numbered(desk, number)


def take_back(desk: DeskDatabase, number: str, *, by: Account) -> Case:
    """Take an approval back, so that the reply can be changed; what was kept stays kept.

    Raises BadInput once the case is answered: it is opened again first.
    """
    with desk.change(by.name, "case.approve_back", f"case:{number}") as cursor:
        case = read_case(cursor, number)
        if not case.is_approved:
            raise BadInput(f"the reply to {number} is not approved")
        if not case.is_open:
            raise BadInput(f"{number} is {case.state}; open it again first")
        update_case(cursor, desk.now(), number, approved_by="", approved_at=None)
    return case_numbered(desk, number)


def kept_letters(
    desk: DeskDatabase, number: str
) -> list[tuple[int, LetterLanguage, str, datetime]]:
    """Letters as they were approved: version, language, JSON, when; newest first."""
    with desk.read() as cursor:
        rows = cursor.execute(
            "SELECT version, language, letter, at FROM reply_kept WHERE number = ? "
            "ORDER BY version DESC, language DESC",
            (number,),
        ).fetchall()
    return [
        (int(row[0]), LetterLanguage(row[1]), row[2], datetime.fromisoformat(row[3]))
        for row in rows
    ]


def _must_be_draft(case: Case) -> None:
    if case.is_approved:
        raise BadInput(f"the reply to {case.number} is approved; take the approval back first")
    if case.state in (CaseState.ANSWERED, CaseState.CLOSED):
        raise BadInput(f"{case.number} is {case.state}; open it again first")


def _done(
    cursor: sqlite3.Cursor,
    case: Case,
    blocks: list[ReplyBlock],
    action: Action,
    target: int,
    today: date,
) -> list[ReplyBlock]:
    if action is Action.SAVE:
        return blocks
    if action is Action.DRAFT:
        return [*blocks, *_draft(cursor, case, blocks, today)]
    if action in (Action.WORDS, Action.HEADING):
        return [*blocks, _new(BlockKind(action.value))]
    if action is Action.QUOTE:
        if target not in {each.id for each in read_evidence(cursor, case.number)}:
            raise NotFound(f"{case.number} has no evidence {target}")
        return [*blocks, _new(BlockKind.QUOTE, evidence=target)]
    place = next((n for n, block in enumerate(blocks) if block.id == target), None)
    if place is None:
        raise NotFound(f"the reply to {case.number} has no block {target}")
    moved = blocks.pop(place)
    if action is not Action.REMOVE:
        step = -1 if action is Action.UP else 1
        blocks.insert(max(0, min(len(blocks), place + step)), moved)
    return blocks


def _draft(
    cursor: sqlite3.Cursor, case: Case, blocks: Sequence[ReplyBlock], today: date
) -> list[ReplyBlock]:
    """A beginning: opening words, every passage that is not quoted yet, an ending. Where there is
    no evidence it says so."""
    quoted = {block.evidence for block in blocks}
    evidence = read_evidence(cursor, case.number)
    if evidence:
        opening = both("draft.opening", received=case.received, subject=case.subject)
    else:
        opening = both("draft.no_basis", day=today)
    first = [] if blocks else [_new(BlockKind.WORDS, *opening)]
    last = [] if blocks else [_new(BlockKind.WORDS, *both("draft.ending", number=case.number))]
    middle = [_new(BlockKind.QUOTE, evidence=each.id) for each in evidence if each.id not in quoted]
    return [*first, *middle, *last]


def _new(
    kind: BlockKind, words: str = "", words_en: str = "", evidence: int | None = None
) -> ReplyBlock:
    return ReplyBlock(id=0, kind=kind, words=words, words_en=words_en, evidence=evidence)


def _with_words(block: ReplyBlock, texts: Mapping[int, tuple[str, str]]) -> ReplyBlock:
    if block.id not in texts:
        return block
    words, words_en = (_text(each) for each in texts[block.id])
    if block.kind is BlockKind.QUOTE:
        words = ""
    if block.kind is BlockKind.HEADING:
        words, words_en = (" ".join(each.split()) for each in (words, words_en))
    return replace(block, words=words, words_en=words_en)


def _text(text: str) -> str:
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(words) > _MOST_WORDS:
        raise BadInput(f"a block has {len(words)} characters; give at most {_MOST_WORDS}")
    return words


def _blocks(cursor: sqlite3.Cursor, number: str) -> list[ReplyBlock]:
    rows = cursor.execute(
        "SELECT id, kind, words, words_en, evidence FROM reply_blocks WHERE number = ? "
        "ORDER BY place",
        (number,),
    ).fetchall()
    return [
        ReplyBlock(
            id=row[0], kind=BlockKind(row[1]), words=row[2], words_en=row[3], evidence=row[4]
        )
        for row in rows
    ]


def _write(cursor: sqlite3.Cursor, number: str, blocks: Sequence[ReplyBlock]) -> None:
    """Write all blocks in their order; one that is kept keeps its id."""
    kept = [block.id for block in blocks if block.id]
    marks = ", ".join("?" for _ in kept)
    cursor.execute(
        f"DELETE FROM reply_blocks WHERE number = ? AND id NOT IN ({marks})", (number, *kept)
    )
    for place, block in enumerate(blocks):
        values = (place, block.words, block.words_en)
        if block.id:
            cursor.execute(
                "UPDATE reply_blocks SET place = ?, words = ?, words_en = ? WHERE id = ?",
                (*values, block.id),
            )
        else:
            cursor.execute(
                "INSERT INTO reply_blocks (place, words, words_en, number, kind, evidence) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*values, number, block.kind.value, block.evidence),
            )
