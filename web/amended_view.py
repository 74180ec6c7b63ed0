"""Sets an amended text for the page: words with marks, in parts that one page can carry.

Reads the body of an amended text; writes values for ``amended.html``. Words are never changed:
what no mark touches may be cut out in the middle, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.models_amended import AmendedBody, AmendedClauseBody
from api.models_compare import EditBody
from search.amended_model import ClauseState
from web.compare_view import Words, flow, marked, without_middles

__all__ = ["ShownClause", "cut_clauses", "show_clauses"]

_PART_MOST = 48_000
_CLAUSE_COST = 1_600
_CHANGE_COST = 700
_TEXT_MOST = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    """A clause ready to be shown: what it was, and what it is on the day.

    ``after`` None: its words on the day cannot be had, or it has none.
    """

    clause: AmendedClauseBody
    before_heading: tuple[Words, ...]
    before: tuple[Words, ...]
    after_heading: tuple[Words, ...]
    after: tuple[Words, ...] | None


def show_clauses(body: AmendedBody) -> tuple[ShownClause, ...]:
    """All clauses of a body, in reading order."""
    return tuple(map(_shown, body.clauses))


def cut_clauses(clauses: Sequence[ShownClause]) -> tuple[tuple[ShownClause, ...], ...]:
    """The clauses dealt out to parts that a page can carry; at least one part."""
    parts: list[list[ShownClause]] = [[]]
    weight = 0
    for one in clauses:
        cost = _CLAUSE_COST + _CHANGE_COST * len(one.clause.changes)
        cost += sum(len(words.text.encode()) for words in (*one.before, *(one.after or ())))
        if parts[-1] and weight + cost > _PART_MOST:
            parts.append([])
            weight = 0
        parts[-1].append(one)
        weight += cost
    return tuple(map(tuple, parts))


def _shown(clause: AmendedClauseBody) -> ShownClause:
    state = clause.state
    whole = "del" if state is ClauseState.REPEALED else ""
    before = _words(clause.base_text or "", clause.text_edits, "del", whole)
    added = "ins" if state is ClauseState.ADDED else ""
    after = None
    if clause.text is not None and state is not ClauseState.REPEALED:
        after = _words(clause.text, clause.text_edits, "ins", added)
    return ShownClause(
        clause=clause,
        before_heading=_words(clause.base_heading or "", clause.heading_edits, "del", whole),
        before=before,
        after_heading=_words(clause.heading, clause.heading_edits, "ins", added),
        after=after,
    )


def _words(text: str, edits: Sequence[EditBody], mark: str, whole: str) -> tuple[Words, ...]:
    """The text with its marks; ``whole``, where it is set, marks all of it."""
    if whole and text:
        shown = Words(flow(text)[:_TEXT_MOST], whole)
        return (shown, Words("", "gap")) if len(text) > _TEXT_MOST else (shown,)
    if mark == "del":
        spans = [(edit.a_start, edit.a_end) for edit in edits if edit.a_start < edit.a_end]
    else:
        spans = [(edit.b_start, edit.b_end) for edit in edits if edit.b_start < edit.b_end]
    words = marked(flow(text), spans, mark)
    if spans:
        return tuple(without_middles(words))
    if len(text) > _TEXT_MOST:
        return Words(flow(text)[:_TEXT_MOST], "same"), Words("", "gap")
    return tuple(words)
