"""What an amending text tells to change: *Sửa đổi khoản 2 Điều 3 như sau: “2. …”*.

Reads the clauses of a document and what it amends; writes :class:`standards.relation.Change` values
in reading order. Instructions stand in articles, in their lettered items and in plain sentences;
each inherits the amended text, and the part of it, from what it stands under: the heading of its
article, the number of an amendment (*Sửa đổi 1:2018 QCVN 9:2012/BKHCN*), or the title of an act
that amends one other. What names no text to change is no instruction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.change_heads import Draft, Head, read_head
from ingest.change_stream import MASK, Quote, Statement, Stream, open_stream
from ingest.change_texts import labelled_pieces, split_text
from standards.document import Clause, Kind
from standards.identifier import Identifier
from standards.part_names import Path, rank_of
from standards.relation import Change, ChangeKind, Relation, Verb

__all__ = ["read_changes"]

_WORDS_MOST: Final = 600
_AMENDING: Final = re.compile(
    r"sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|hủy\s+bỏ|huỷ\s+bỏ", re.IGNORECASE
)
_LONG_QUOTE: Final = re.compile(rf"“{MASK}*”")


@dataclass(frozen=True, slots=True)
class _Context:
    """What statements inherit: the text that is amended, and the part of it."""

    target: Identifier | None
    path: Path = ()


def read_changes(
    number: Identifier | None,
    kind: Kind,
    title: str | None,
    relations: Sequence[Relation],
    clauses: Sequence[Clause],
) -> tuple[Change, ...]:
    """The instructions of a document to change other texts.

    A consolidated text gives none: it tells in footnotes what others changed.
    """
    if kind is Kind.CONSOLIDATED or not _may_amend(number, relations):
        return ()
    stream = open_stream(clauses)
    return tuple(_Reader(stream, number, _amended_alone(number, title, relations)).read())


def _may_amend(number: Identifier | None, relations: Sequence[Relation]) -> bool:
    """Whether the document changes any text: its number or one of its relations says so."""
    verbs = {Verb.AMENDS, Verb.CORRECTS, Verb.PARTLY_REPEALS, Verb.REPEALS}
    return bool(number and number.base) or any(one.verb in verbs for one in relations)


def _amended_alone(
    number: Identifier | None, title: str | None, relations: Sequence[Relation]
) -> Identifier | None:
    """The one text that the whole document amends: its base, or the one that its title names."""
    if number is not None and number.base is not None:
        return number.base
    verbs = (Verb.AMENDS, Verb.CORRECTS)
    targets = {one.target for one in relations if one.verb in verbs}
    in_title = {one.target for one in relations if one.verb in verbs and one.clause is None}
    if len(in_title) == 1:
        return next(iter(in_title))
    amends = title is not None and _AMENDING.search(title[:60])
    return next(iter(targets)) if len(targets) == 1 and amends else None


class _Reader:
    """Walks down the statements once, with the contexts open above the current one."""

    def __init__(self, stream: Stream, own: Identifier | None, alone: Identifier | None) -> None:
        self._stream = stream
        self._own = own
        self._alone = alone
        self._fixed = own.base if own is not None else None
        self._by_key = {clause.key: at for at, clause in enumerate(stream.clauses)}
        self._contexts: dict[int, _Context] = {}
        self._open: list[tuple[str, _Context]] = []
        self._clause = -1

    def read(self) -> Iterator[Change]:
        found: list[tuple[Statement, _Context, Head]] = []
        for statement in self._stream.statements():
            above = self._above(statement)
            start, end = statement.start, statement.end
            head = read_head(
                self._stream.masked[start:end], self._stream.text[start:end], self._own
            )
            context = above if head is None else self._context(above, head)
            self._enter(statement, context)
            if head is not None:
                found.append((statement, context, head))
        changes = [list(self._changes(*one)) for one in found]
        for at, made in enumerate(changes):
            later = next((other for other in changes[at + 1 :] if other), [])
            for one in made:
                if not _opens_only(one, later):
                    yield one

    def _above(self, statement: Statement) -> _Context:
        """The context that a statement stands in."""
        if statement.clause != self._clause:
            self._clause = statement.clause
            self._open = [("clause", self._of_clause(statement.clause))]
        shape = statement.shape
        if shape == "clause":
            return self._open[0][1]
        shapes = [one for one, _ in self._open]
        if shape in shapes:
            del self._open[shapes.index(shape) :]
        return self._open[-1][1]

    def _enter(self, statement: Statement, context: _Context) -> None:
        if statement.shape == "clause":
            self._contexts[statement.clause] = context
            self._open = [("clause", context)]
        else:
            self._open.append((statement.shape, context))

    def _of_clause(self, at: int) -> _Context:
        """The context of the clause above; of quoted clauses, that of the clause that quotes."""
        clause = self._stream.clauses[at]
        parent = self._by_key.get(clause.parent or "")
        while parent is not None and (opener := self._stream.opener(parent)) is not None:
            same = _shape(self._stream.clauses[opener].label) == _shape(clause.label)
            above = self._by_key.get(self._stream.clauses[opener].parent or "")
            parent = above if same else opener
            if same and parent is None:
                break
        opener = self._stream.opener(at)
        if opener is not None:
            parent = self._by_key.get(self._stream.clauses[opener].parent or "")
        if parent is None:
            return _Context(self._alone)
        return self._contexts.get(parent, _Context(self._alone))

    def _context(self, above: _Context, head: Head) -> _Context:
        target = self._fixed or head.target or above.target
        base = above.path if target == above.target else ()
        return _Context(target, _under(base, head.path))

    def _changes(self, statement: Statement, context: _Context, head: Head) -> Iterator[Change]:
        if context.target is None:
            return
        above = context.path if not head.path else ()
        blocks = self._blocks(statement, head)
        words = self._words(statement, blocks)
        page = self._stream.page(statement.start)
        clause = self._stream.clauses[statement.clause].key
        for draft, text in self._with_texts(head, context, blocks):
            base = context.path if draft.path[:1] != context.path[:1] else ()
            path = _under(above or base, draft.path)
            target = (None if self._fixed else draft.target) or context.target
            if draft.kind is ChangeKind.REPEAL and not path:
                continue
            yield Change(
                kind=draft.kind,
                target=target,
                path=path,
                text=text,
                clause=clause,
                page=page,
                words=words,
                old_words=draft.old_words,
                new_words=draft.new_words,
                after=_under(context.path, draft.after) if draft.after else (),
            )

    def _blocks(self, statement: Statement, head: Head) -> tuple[Quote, ...]:
        """Quotations behind the naming words: the new text."""
        return self._stream.inside(statement.start + head.end, statement.end)

    def _words(self, statement: Statement, blocks: Sequence[Quote]) -> str:
        end = blocks[0].start if blocks else statement.end
        words = " ".join(self._stream.text[statement.start : end].split())
        return words if len(words) <= _WORDS_MOST else f"{words[:_WORDS_MOST].rsplit(' ', 1)[0]} …"

    def _with_texts(
        self, head: Head, context: _Context, blocks: Sequence[Quote]
    ) -> Iterator[tuple[Draft, str | None]]:
        """Drafts with their new texts: one quotation each, or all in one that labels part."""
        texts = [self._stream.words(quote) for quote in blocks]
        new = [
            draft
            for draft in head.drafts
            if draft.kind in (ChangeKind.ADD, ChangeKind.REPLACE_TEXT)
        ]
        if head.some and texts and context.path:
            yield from _some(context.path, texts)
            return
        given: dict[int, str] = {}
        if len(new) == 1 and texts:
            given[id(new[0])] = "\n".join(texts)
        elif len(new) == len(texts):
            given = {id(draft): text for draft, text in zip(new, texts, strict=True)}
        elif len(texts) == 1:
            pieces = split_text(texts[0], [draft.path[-1] for draft in new])
            given = {id(draft): text for draft, text in zip(new, pieces, strict=False)}
        for draft in head.drafts:
            yield draft, given.get(id(draft))


def _some(path: Path, texts: Sequence[str]) -> Iterator[tuple[Draft, str | None]]:
    """Some parts of one part are quoted, each with its own label; else nothing says which."""
    pieces = labelled_pieces("\n".join(texts), path[-1])
    if not pieces:
        yield Draft(kind=ChangeKind.OTHER, path=path), "\n".join(texts)
    for label, text in pieces:
        yield Draft(kind=ChangeKind.REPLACE_TEXT, path=(*path, label)), text


def _under(above: Path, path: Path) -> Path:
    """``path`` below those parts of ``above`` that lie higher than its first part."""
    if not path:
        return above
    rank = rank_of(path[0])
    return (*(part for part in above if rank_of(part) < rank), *path)


def _shape(label: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"[IVXL]+$", "I", label))


def _opens_only(one: Change, later: Sequence[Change]) -> bool:
    """Whether an instruction without new text only opens those below it, which say what changes."""
    if one.text is not None or one.kind not in (ChangeKind.REPLACE_TEXT, ChangeKind.ADD):
        return False
    return any(
        other.target == one.target and other.path[: len(one.path)] == one.path
        for other in later
        if other.words != one.words
    )
