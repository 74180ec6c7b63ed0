"""One instruction worked into the tree of a base text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.amended_model import AppliedChange, ClauseState, DoubtKind
from search.amended_texts import count_words, replace_words, restate, squeezed, unlabelled
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
from standards.relation import Change, ChangeKind

__all__ = ["Outcome", "apply_change"]

_WORD_PARTS = ("Điều", "Phụ lục", "Chương", "Phần", "Mục")
_ALL_MEANT = ("toàn bộ", "tất cả", "các cụm từ", "mọi ", "các từ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The nodes that an instruction touched, and the doubt it leaves; no nodes: it fits none."""

    nodes: tuple[Node, ...] = ()
    doubt: DoubtKind | None = None


def apply_change(tree: Tree, by: AppliedChange) -> Outcome:
    """Follow one instruction as far as that can be done surely."""
    return _STEPS[by.change.kind](tree, by)


def _lost(lost: Lost) -> Outcome:
    return Outcome(doubt=DoubtKind(lost.value))


def _replace(tree: Tree, by: AppliedChange) -> Outcome:
    change = by.change
    found = tree.find(change.path)
    if isinstance(found, Lost):
        return _lost(found)
    node = found.node
    clash = _clashes(node, by)
    if found.rest == ("tên",) and change.text is not None:
        heading = unlabelled(change.text, node.label)
        return _retitled(node, squeezed(heading or change.text))
    if found.rest:
        return _replace_inside(node, found, by)
    if change.text is None:
        return _unquoted(tree, node)
    children = tree.children(node)
    new = restate(node, change.text, children)
    if new is None:
        return _vague(node, DoubtKind.OTHER_LABEL)
    if clash:
        return _vague(node, DoubtKind.SAME_DAY)
    touched = _set(node, new.heading, new.text)
    if children and not new.parts and not node.label.startswith("Điều"):
        return Outcome(nodes=(touched,), doubt=DoubtKind.PARTS_NOT_QUOTED)
    rest = _restate_parts(tree, node, dict(new.parts))
    return Outcome(nodes=(touched, *rest))


def _replace_inside(node: Node, found: Found, by: AppliedChange) -> Outcome:
    """A lettered or numbered item inside the text of a clause gives way to a quoted one."""
    text, new = node.text, by.change.text
    if _is_text_place(found.rest) or new is None:
        return _vague(node)
    if text is None:
        return _vague(node, DoubtKind.UNKNOWN_BEFORE)
    span = item_span(text, found.rest)
    if isinstance(span, Lost):
        return _lost(span)
    if unlabelled(new, found.rest[-1]) is None:
        return _vague(node, DoubtKind.OTHER_LABEL)
    if _clashes(node, by, found.rest):
        return _vague(node, DoubtKind.SAME_DAY)
    label = text[span[0] : span[1]].split(maxsplit=1)[0]
    new = new if new.startswith(label[:-1]) else f"{label} {new}"
    return Outcome(nodes=(_set(node, node.heading, text[: span[0]] + new + text[span[1] :]),))


def _add(tree: Tree, by: AppliedChange) -> Outcome:
    change = by.change
    if not change.path:
        return _lost(Lost.NOT_FOUND)
    label = change.path[-1]
    if label.startswith(INSIDE):
        return _add_words(tree, change)
    held = tree.find(change.path)
    if isinstance(held, Found) and not held.rest and held.node.state != "repealed":
        own = change.text and squeezed(change.text)[:1]
        kind = None if not own else DoubtKind.ALREADY_THERE
        return _vague(held.node, kind)
    parent = tree.find(change.path[:-1]) if change.path[:-1] else None
    if isinstance(parent, Lost):
        return _lost(parent)
    if label.startswith(("điểm ", "tiết ")) or (parent is not None and parent.rest):
        return _add_item(parent, by) if parent is not None else _lost(Lost.NOT_FOUND)
    behind = _place(tree, change, parent.node if parent else None)
    if isinstance(behind, Lost):
        return _lost(behind)
    return _put(tree, by, behind, parent.node if parent else None)


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


def _put(tree: Tree, by: AppliedChange, behind: Node, parent: Node | None) -> Outcome:
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
        parent=parent.key if parent is not None else behind.parent,
        base=None,
        state=ClauseState.ADDED,
    )
    tree.put(node, behind)
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
        return _vague(node)
    if text is None:
        return _vague(node, DoubtKind.UNKNOWN_BEFORE)
    label = by.change.path[-1]
    own = item_span(text, (*parent.rest, label))
    if not isinstance(own, Lost):
        return _vague(node, DoubtKind.ALREADY_THERE)
    behind = by.change.after[-1] if by.change.after else _letter_before(label)
    span = item_span(text, (*parent.rest, behind)) if behind else Lost.NOT_FOUND
    if isinstance(span, Lost):
        return _lost(span)
    if not new.startswith(number_of(label)):
        new = f"{number_of(label)}) {new}"
    return Outcome(nodes=(_set(node, node.heading, f"{text[: span[1]]}\n{new}{text[span[1] :]}"),))


def _letter_before(label: str) -> str | None:
    """The item that comes before one: *điểm c* before *điểm d*, *điểm d* before *điểm d1*."""
    word, _, number = label.rpartition(" ")
    letters = "abcdđeghiklmnopqrstuvxy"
    if len(number) > 1:
        return f"{word} {number[0]}" if number[1:] == "1" else None
    at = letters.find(number)
    return f"{word} {letters[at - 1]}" if at > 0 else None


def _add_words(tree: Tree, change: Change) -> Outcome:
    """A paragraph added inside a clause; only behind its last one is the place sure."""
    found = tree.find(change.path[:-1])
    if isinstance(found, Lost):
        return _lost(found)
    node = found.node
    if found.rest or change.path[-1] != "đoạn cuối" or change.text is None or node.text is None:
        return _vague(node)
    if tree.children(node):
        return _vague(node)
    text = f"{node.text}\n{change.text}" if node.text else change.text
    return Outcome(nodes=(_set(node, node.heading, text),))


def _repeal(tree: Tree, by: AppliedChange) -> Outcome:
    found = tree.find(by.change.path)
    if isinstance(found, Lost):
        return _lost(found)
    node = found.node
    if found.rest:
        if _is_text_place(found.rest):
            return _vague(node)
        if node.text is None:
            return _vague(node, DoubtKind.UNKNOWN_BEFORE)
        span = item_span(node.text, found.rest)
        if isinstance(span, Lost):
            return _lost(span)
        text = node.text[: span[0]].rstrip() + node.text[span[1] :]
        return Outcome(nodes=(_set(node, node.heading, text.strip("\n")),))
    if _clashes(node, by):
        return _vague(node, DoubtKind.SAME_DAY)
    gone = (node, *tree.below(node))
    for one in gone:
        one.state, one.text, one.heading = ClauseState.REPEALED, "", ""
    return Outcome(nodes=gone)


def _reword(tree: Tree, by: AppliedChange) -> Outcome:
    change = by.change
    if change.path:
        found = tree.find(change.path)
        if isinstance(found, Lost):
            return _lost(found)
        if found.rest:
            return _reword_inside(found, change)
        places = [found.node, *tree.below(found.node)]
    else:
        places = list(tree.nodes)
    hits = [(node, _count(node, change.old_words)) for node in places]
    hits = [(node, count) for node, count in hits if count]
    if not hits:
        return Outcome(nodes=(places[0],) if change.path else (), doubt=DoubtKind.WORDS_NOT_FOUND)
    meant = not change.path or any(word in change.words.casefold() for word in _ALL_MEANT)
    if not meant and sum(count for _, count in hits) > 1:
        for node, _ in hits:
            _vague(node)
        return Outcome(nodes=tuple(node for node, _ in hits), doubt=DoubtKind.WORDS_SEVERAL)
    for node, _ in hits:
        heading = replace_words(node.heading, change.old_words, change.new_words).strip()
        text = replace_words(node.text or "", change.old_words, change.new_words).strip("\n")
        _set(node, heading, text, ClauseState.WORDS_REPLACED)
    return Outcome(nodes=tuple(node for node, _ in hits))


def _reword_inside(found: Found, change: Change) -> Outcome:
    """Words inside an item, or in a place of the clause that nothing marks."""
    node, text = found.node, found.node.text
    if text is None:
        return _vague(node, DoubtKind.UNKNOWN_BEFORE)
    if _is_text_place(found.rest):
        count = count_words(text, change.old_words)
        if count != 1:
            return _vague(node, DoubtKind.WORDS_SEVERAL if count else DoubtKind.WORDS_NOT_FOUND)
        new = replace_words(text, change.old_words, change.new_words)
        return Outcome(nodes=(_set(node, node.heading, new, ClauseState.WORDS_REPLACED),))
    span = item_span(text, found.rest)
    if isinstance(span, Lost):
        return _lost(span)
    item = text[span[0] : span[1]]
    count = count_words(item, change.old_words)
    meant = any(word in change.words.casefold() for word in _ALL_MEANT)
    if count == 0 or (count > 1 and not meant):
        return _vague(node, DoubtKind.WORDS_SEVERAL if count else DoubtKind.WORDS_NOT_FOUND)
    new = replace_words(item, change.old_words, change.new_words)
    text = text[: span[0]] + new + text[span[1] :]
    return Outcome(nodes=(_set(node, node.heading, text, ClauseState.WORDS_REPLACED),))


def _count(node: Node, words: str) -> int:
    return count_words(node.heading, words) + count_words(node.text or "", words)


def _other(tree: Tree, by: AppliedChange) -> Outcome:
    found = tree.find(by.change.path)
    return _lost(found) if isinstance(found, Lost) else _vague(found.node)


def _retitled(node: Node, heading: str) -> Outcome:
    node.heading = heading
    node.state = ClauseState.AMENDED if node.state == "unchanged" else node.state
    return Outcome(nodes=(node,))


def _unquoted(tree: Tree, node: Node) -> Outcome:
    """New text that is not quoted takes the place of a part and of all that stands under it."""
    touched = (node, *tree.below(node))
    for one in touched:
        _vague(one)
    return Outcome(nodes=touched)


def _vague(node: Node, doubt: DoubtKind | None = None) -> Outcome:
    """The clause changed, and its words cannot be had."""
    node.text = None
    if node.state != ClauseState.ADDED:
        node.state = ClauseState.CHANGED_NOT_QUOTED
    return Outcome(nodes=(node,), doubt=doubt)


def _set(node: Node, heading: str, text: str, state: ClauseState = ClauseState.AMENDED) -> Node:
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
            _set(one, new.heading if new else "", new.text if new else body)
        touched.append(one)
        behind = one
    for one in held.values():
        one.state, one.text, one.heading = ClauseState.REPEALED, "", ""
        touched.append(one)
    return touched


def _clashes(node: Node, by: AppliedChange, rest: tuple[str, ...] = ()) -> bool:
    """Whether another text gave this part new words from the same day; notes that this one does."""
    place = "/".join(rest)
    clash = any(
        day == by.start and document != by.document and where == place
        for day, document, where in node.touched
    )
    node.touched.append((by.start, by.document, place))
    return clash


def _is_text_place(rest: Sequence[str]) -> bool:
    """Whether a place inside a text is one that nothing marks there: a paragraph, a row."""
    return not all(label.startswith(("khoản ", "điểm ", "tiết ")) for label in rest)


_STEPS: dict[ChangeKind, Callable[[Tree, AppliedChange], Outcome]] = {
    ChangeKind.REPLACE_TEXT: _replace,
    ChangeKind.ADD: _add,
    ChangeKind.REPEAL: _repeal,
    ChangeKind.REPLACE_WORDS: _reword,
    ChangeKind.OTHER: _other,
}
