"""One instruction worked into the tree of a base text."""

from __future__ import annotations

import re
from collections.abc import Callable

from search.amended_model import AppliedChange, ClauseState, DoubtKind
from search.amended_outcome import (
    Outcome,
    clashes,
    find_place,
    is_text_place,
    lost,
    set_words,
    vague,
)
from search.amended_texts import restate, squeezed, unlabelled
from search.amended_tree import (
    INSIDE,
    Found,
    Lost,
    Node,
    Tree,
    item_span,
    number_of,
    order_of,
    plain,
)
from search.amended_wording import reword
from standards.relation import Change, ChangeKind

__all__ = ["apply_change"]

_WORD_PARTS = ("Điều", "Phụ lục", "Chương", "Phần", "Mục")
_BEFORE = re.compile(r"\bvào\s+(?:(?:ngay|phía)\s+)?trước\b", re.IGNORECASE)


def apply_change(tree: Tree, by: AppliedChange) -> Outcome:
    """Follow one instruction as far as that can be done surely."""
    return _STEPS[by.change.kind](tree, by)


def _replace(tree: Tree, by: AppliedChange) -> Outcome:
    change = by.change
    found = find_place(tree, change.path, by)
    if isinstance(found, Lost):
        return lost(found)
    node = found.node
    if found.rest == ("tên",) and change.text is not None:
        heading = unlabelled(change.text, node.label)
        return _retitled(node, squeezed(heading or change.text))
    if found.rest:
        return _replace_inside(node, found, by)
    clash = clashes(node, by, below=tree.below(node))
    if change.text is None:
        return _unquoted(tree, node, DoubtKind.SAME_DAY if clash else None)
    children = tree.children(node)
    new = restate(node, change.text, children)
    if new is None:
        return vague(node, DoubtKind.OTHER_LABEL)
    if clash:
        return _unquoted(tree, node, DoubtKind.SAME_DAY)
    touched = set_words(node, new.heading, new.text)
    if children and not new.parts and not node.label.startswith("Điều"):
        return Outcome(nodes=(touched,), doubt=DoubtKind.PARTS_NOT_QUOTED)
    rest = _restate_parts(tree, node, dict(new.parts))
    return Outcome(nodes=(touched, *rest))


def _replace_inside(node: Node, found: Found, by: AppliedChange) -> Outcome:
    """A lettered or numbered item inside the text of a clause gives way to a quoted one."""
    text, new = node.text, by.change.text
    if is_text_place(found.rest) or new is None:
        return vague(node)
    if text is None:
        return vague(node, DoubtKind.UNKNOWN_BEFORE)
    span = item_span(text, found.rest)
    if isinstance(span, Lost):
        return lost(span)
    if unlabelled(new, found.rest[-1]) is None:
        return vague(node, DoubtKind.OTHER_LABEL)
    if clashes(node, by, found.rest):
        return vague(node, DoubtKind.SAME_DAY)
    label = text[span[0] : span[1]].split(maxsplit=1)[0]
    new = new if new.startswith(label[:-1]) else f"{label} {new}"
    return Outcome(nodes=(set_words(node, node.heading, text[: span[0]] + new + text[span[1] :]),))


def _add(tree: Tree, by: AppliedChange) -> Outcome:
    change = by.change
    if not change.path:
        return lost(Lost.NOT_FOUND)
    label = change.path[-1]
    if label.startswith(INSIDE):
        return _add_words(tree, by)
    held = tree.find(change.path)
    if isinstance(held, Found) and not held.rest and held.node.state != "repealed":
        own = change.text and squeezed(change.text)[:1]
        kind = None if not own else DoubtKind.ALREADY_THERE
        return vague(held.node, kind)
    parent = find_place(tree, change.path[:-1], by) if change.path[:-1] else None
    if isinstance(parent, Lost):
        return lost(parent)
    if label.startswith(("điểm ", "tiết ")) or (parent is not None and parent.rest):
        return _add_item(parent, by) if parent is not None else lost(Lost.NOT_FOUND)
    above = parent.node if parent else None
    if _BEFORE.search(change.words):
        next_one = tree.find((*change.path[:-1], re.sub(r"(?<=\d)\D+$", "", label)))
        if isinstance(next_one, Lost) or next_one.rest:
            return lost(Lost.NOT_FOUND)
        return _put(tree, by, next_one.node, above, is_before=True)
    behind = _place(tree, change, above)
    return lost(behind) if isinstance(behind, Lost) else _put(tree, by, behind, above)


def _place(tree: Tree, change: Change, parent: Node | None) -> Node | Lost:
    """The node behind which a part belongs: the one that is named, else by its number."""
    if change.after:
        found = tree.find(change.after)
        if isinstance(found, Lost):
            return found
        return Lost.NOT_FOUND if found.rest else found.node
    label = change.path[-1]
    near = [node for node in tree.nodes if _alike(node.label, label)]
    if parent is not None:
        near = [node for node in near if node.parent == parent.key]
    if "." in label:
        stem = label.rpartition(".")[0]
        near = [node for node in near if node.label.rpartition(".")[0] == stem]
    before = [node for node in near if order_of(node.label) < order_of(label)]
    return before[-1] if before else Lost.NOT_FOUND


def _alike(label: str, wanted: str) -> bool:
    """Whether two labels number the same kind of part: *khoản 4* and ``3``, *Điều 5a*, *Điều 5*."""
    word = wanted.rpartition(" ")[0]
    if word in _WORD_PARTS:
        return label.startswith(word) and label != word
    own = number_of(wanted)
    return (" " not in label) and label.count(".") == own.count(".") and label[:1].isalnum()


def _put(
    tree: Tree, by: AppliedChange, beside: Node, parent: Node | None, *, is_before: bool = False
) -> Outcome:
    label = by.change.path[-1]
    word, _, number = label.rpartition(" ")
    shown = label if word in _WORD_PARTS else number
    text = by.change.text
    body = unlabelled(text, label) if text is not None else None
    if text is not None and body is None:
        return Outcome(doubt=DoubtKind.OTHER_LABEL)
    heading = ""
    if body is not None and word in ("Điều", "Phụ lục"):
        first, _, rest = body.partition("\n")
        if rest and not first.rstrip().endswith((".", ";", ":", ",")) and not rest[:1].islower():
            heading, body = first.strip(), rest.strip()
    node = Node(
        key=_key(shown, parent),
        label=shown,
        heading=heading,
        text=body,
        parent=parent.key if parent is not None else beside.parent,
        base=None,
        state=ClauseState.ADDED,
    )
    if is_before:
        tree.put_before(node, beside)
    else:
        tree.put(node, beside)
    return Outcome(nodes=(node,))


def _key(label: str, parent: Node | None) -> str:
    """A key like those of read clauses: ``dieu-7.4``, ``2.3``, ``dieu-5a``."""
    if label.startswith("Điều"):
        return f"dieu-{number_of(label).replace('đ', 'd')}"
    if parent is not None and parent.key.startswith(("dieu", "phu-luc")):
        return f"{parent.key}.{label}"
    return label.replace(" ", "-") if label[:1].isdigit() else f"them-{number_of(label).lower()}"


def _add_item(parent: Found, by: AppliedChange) -> Outcome:
    """A lettered item put into the text of a clause, behind the one named or the one before it."""
    node, text, new = parent.node, parent.node.text, by.change.text
    if new is None:
        return vague(node)
    if text is None:
        return vague(node, DoubtKind.UNKNOWN_BEFORE)
    label = by.change.path[-1]
    own = item_span(text, (*parent.rest, label))
    if not isinstance(own, Lost):
        return vague(node, DoubtKind.ALREADY_THERE)
    behind = by.change.after[-1] if by.change.after else _letter_before(label)
    span = item_span(text, (*parent.rest, behind)) if behind else Lost.NOT_FOUND
    if isinstance(span, Lost):
        return lost(span)
    if not new.startswith(number_of(label)):
        new = f"{number_of(label)}) {new}"
    return Outcome(
        nodes=(set_words(node, node.heading, f"{text[: span[1]]}\n{new}{text[span[1] :]}"),)
    )


def _letter_before(label: str) -> str | None:
    """The item that comes before one: *điểm c* before *điểm d*, *điểm d* before *điểm d1*."""
    word, _, number = label.rpartition(" ")
    letters = "abcdđeghiklmnopqrstuvxy"
    if len(number) > 1:
        return f"{word} {number[0]}" if number[1:] == "1" else None
    at = letters.find(number)
    return f"{word} {letters[at - 1]}" if at > 0 else None


def _add_words(tree: Tree, by: AppliedChange) -> Outcome:
    """A paragraph added inside a clause; only behind its last one is the place sure."""
    change = by.change
    if change.path[-1] != "đoạn cuối":
        return _other(tree, by)
    found = find_place(tree, change.path[:-1], by)
    if isinstance(found, Lost):
        return lost(found)
    node = found.node
    if found.rest or change.text is None or node.text is None or tree.children(node):
        return vague(node)
    text = f"{node.text}\n{change.text}" if node.text else change.text
    return Outcome(nodes=(set_words(node, node.heading, text),))


def _repeal(tree: Tree, by: AppliedChange) -> Outcome:
    found = find_place(tree, by.change.path, by)
    if isinstance(found, Lost):
        return lost(found)
    node = found.node
    if found.rest:
        if is_text_place(found.rest):
            return vague(node)
        if node.text is None:
            return vague(node, DoubtKind.UNKNOWN_BEFORE)
        span = item_span(node.text, found.rest)
        if isinstance(span, Lost):
            return lost(span)
        text = node.text[: span[0]].rstrip() + node.text[span[1] :]
        return Outcome(nodes=(set_words(node, node.heading, text.strip("\n")),))
    below = tree.below(node)
    if clashes(node, by, below=below):
        return _unquoted(tree, node, DoubtKind.SAME_DAY)
    gone = (node, *below)
    for one in gone:
        one.state, one.text, one.heading = ClauseState.REPEALED, "", ""
    return Outcome(nodes=gone)


def _other(tree: Tree, by: AppliedChange) -> Outcome:
    found = find_place(tree, by.change.path, by)
    return lost(found) if isinstance(found, Lost) else vague(found.node)


def _retitled(node: Node, heading: str) -> Outcome:
    node.heading = heading
    node.state = ClauseState.AMENDED if node.state == "unchanged" else node.state
    return Outcome(nodes=(node,))


def _unquoted(tree: Tree, node: Node, doubt: DoubtKind | None = None) -> Outcome:
    """New text that cannot be had takes the place of a part and of all that stands under it."""
    touched = (node, *tree.below(node))
    for one in touched:
        vague(one)
    return Outcome(nodes=touched, doubt=doubt)


def _restate_parts(tree: Tree, node: Node, parts: dict[str, str]) -> list[Node]:
    """Numbered parts of a restated clause: those quoted get their words, the others are gone."""
    touched: list[Node] = []
    held = {plain(one.label): one for one in tree.below(node)}
    behind = node
    for label, text in parts.items():
        one = held.pop(plain(label), None)
        body = unlabelled(text, label) or ""
        if one is None:
            one = Node(
                key=_key(label, node),
                label=label,
                heading="",
                text=body,
                parent=node.key,
                base=None,
                state=ClauseState.ADDED,
            )
            tree.put(one, behind)
        else:
            new = restate(one, text, ())
            set_words(one, new.heading if new else "", new.text if new else body)
        touched.append(one)
        behind = one
    for one in held.values():
        one.state, one.text, one.heading = ClauseState.REPEALED, "", ""
        touched.append(one)
    return touched


_STEPS: dict[ChangeKind, Callable[[Tree, AppliedChange], Outcome]] = {
    ChangeKind.REPLACE_TEXT: _replace,
    ChangeKind.ADD: _add,
    ChangeKind.REPEAL: _repeal,
    ChangeKind.REPLACE_WORDS: reword,
    ChangeKind.OTHER: _other,
}
