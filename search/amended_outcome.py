"""What following one instruction leads to, and how a node gets its words or loses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.amended_model import AppliedChange, ClauseState, DoubtKind
from search.amended_texts import squeezed
from search.amended_tree import Found, Lost, Node, Tree

__all__ = ["Outcome", "clashes", "find_place", "is_text_place", "lost", "set_words", "vague"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The nodes that an instruction touched, and the doubt it leaves; no nodes: it fits none."""

    nodes: tuple[Node, ...] = ()
    doubt: DoubtKind | None = None


def lost(why: Lost) -> Outcome:
    """Nothing was touched: the place was not found, or not surely."""
    return Outcome(doubt=DoubtKind(why.value))


def vague(node: Node, doubt: DoubtKind | None = None) -> Outcome:
    """The clause changed, and its words cannot be had."""
    node.text = None
    if node.state != ClauseState.ADDED:
        node.state = ClauseState.CHANGED_NOT_QUOTED
    return Outcome(nodes=(node,), doubt=doubt)


def set_words(
    node: Node, heading: str, text: str, state: ClauseState = ClauseState.AMENDED
) -> Node:
    """Give a node its words; what reads as before is unchanged."""
    node.heading, node.text = heading, text
    base = node.base
    if base is None:
        node.state = ClauseState.ADDED
    elif squeezed(f"{base.heading} {base.text}") == squeezed(f"{heading} {text}"):
        node.state = ClauseState.UNCHANGED
    elif not (state is ClauseState.WORDS_REPLACED and node.state == ClauseState.AMENDED):
        node.state = state
    return node


def find_place(tree: Tree, path: Sequence[str], by: AppliedChange) -> Found | Lost:
    """Where a path leads, unless an earlier change has repealed that part."""
    found = tree.find(path)
    if isinstance(found, Lost) or found.node.state != ClauseState.REPEALED:
        return found
    return found if _touched(found.node, by, "") else Lost.NOT_FOUND


def clashes(
    node: Node, by: AppliedChange, rest: Sequence[str] = (), below: Sequence[Node] = ()
) -> bool:
    """Whether another text changed this part, or one below it, from the same day.

    Notes that this one changes it.
    """
    place = "/".join(rest)
    clash = any(_touched(one, by, place) for one in (node, *below))
    for one in (node, *below):
        one.touched.append((by.start, by.document, place))
    return clash


def _touched(node: Node, by: AppliedChange, place: str) -> bool:
    return any(
        day == by.start and document != by.document and (where == place or not (where and place))
        for day, document, where in node.touched
    )


def is_text_place(rest: Sequence[str]) -> bool:
    """Whether a place inside a text is one that nothing marks there, as a paragraph."""
    return not all(label.startswith(("khoản ", "điểm ", "tiết ", "dòng ")) for label in rest)
