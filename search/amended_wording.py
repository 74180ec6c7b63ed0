"""Words within parts replaced or struck out: *thay cụm từ “A” bằng cụm từ “B”*."""

from __future__ import annotations

from search.amended_model import AppliedChange, ClauseState, DoubtKind
from search.amended_outcome import Outcome, find_place, is_text_place, lost, set_words, vague
from search.amended_texts import count_words, replace_words
from search.amended_tree import Found, Lost, Node, Tree, item_span
from standards.relation import Change

__all__ = ["reword"]

_ALL_MEANT = ("toàn bộ", "tất cả", "các cụm từ", "mọi ", "các từ")


def reword(tree: Tree, by: AppliedChange) -> Outcome:
    """Replace words in the part that is named, or in all; only if it is clear which are meant."""
    change = by.change
    if change.path:
        found = find_place(tree, change.path, by)
        if isinstance(found, Lost):
            return lost(found)
        if found.rest:
            return _reword_inside(found, change)
        if found.node.text is None:
            return vague(found.node, DoubtKind.UNKNOWN_BEFORE)
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
            vague(node)
        return Outcome(nodes=tuple(node for node, _ in hits), doubt=DoubtKind.WORDS_SEVERAL)
    for node, _ in hits:
        heading = replace_words(node.heading, change.old_words, change.new_words).strip()
        if node.text is None:
            node.heading = heading
            continue
        text = replace_words(node.text, change.old_words, change.new_words).strip("\n")
        set_words(node, heading, text, ClauseState.WORDS_REPLACED)
    return Outcome(nodes=tuple(node for node, _ in hits))


def _reword_inside(found: Found, change: Change) -> Outcome:
    """Words inside an item, or in a place of the clause that nothing marks."""
    node, text = found.node, found.node.text
    if text is None:
        return vague(node, DoubtKind.UNKNOWN_BEFORE)
    if is_text_place(found.rest):
        count = count_words(text, change.old_words)
        if count != 1:
            return vague(node, DoubtKind.WORDS_SEVERAL if count else DoubtKind.WORDS_NOT_FOUND)
        new = replace_words(text, change.old_words, change.new_words)
        return Outcome(nodes=(set_words(node, node.heading, new, ClauseState.WORDS_REPLACED),))
    span = item_span(text, found.rest)
    if isinstance(span, Lost):
        return lost(span)
    item = text[span[0] : span[1]]
    count = count_words(item, change.old_words)
    meant = any(word in change.words.casefold() for word in _ALL_MEANT)
    if count == 0 or (count > 1 and not meant):
        return vague(node, DoubtKind.WORDS_SEVERAL if count else DoubtKind.WORDS_NOT_FOUND)
    new = replace_words(item, change.old_words, change.new_words)
    text = text[: span[0]] + new + text[span[1] :]
    return Outcome(nodes=(set_words(node, node.heading, text, ClauseState.WORDS_REPLACED),))


def _count(node: Node, words: str) -> int:
    return count_words(node.heading, words) + count_words(node.text or "", words)
