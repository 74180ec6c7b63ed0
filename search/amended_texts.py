"""New text as it is quoted, set in the place of the old: heading, words and numbered parts.

Reads the words of a quotation (*Điều 5. Tên điều 1. … 2. …*) and the node that it restates; tells
what is its heading, its own text, and the text of each numbered part. The words stay word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.amended_tree import Node, number_of, order_of, plain

__all__ = ["Restated", "count_words", "replace_words", "restate", "squeezed", "unlabelled"]

_SENTENCE = re.compile(r"[.;:,]\s*$")


@dataclass(frozen=True, slots=True)
class Restated:
    """New words of a node; ``parts`` are label and text of its numbered parts."""

    heading: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()


def squeezed(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def unlabelled(text: str, label: str) -> str | None:
    """The text without its label; None if it begins with another label of the same kind.

    >>> unlabelled("2. Nội dung.", "khoản 2"), unlabelled("3. Nội dung.", "khoản 2")
    ('Nội dung.', None)
    """
    number = number_of(label)
    printed = label if label.startswith(("Điều", "Phụ lục", "Chương", "Phần", "Mục")) else number
    spaced = r"\s+".join(re.escape(word) for word in printed.split())
    match = re.match(
        rf"\s*(?:(?:mục|khoản|điểm|điều)\s+)?{spaced}\s*(?:[.:)]+|(?=\s)|$)\s*", text, re.IGNORECASE
    )
    if match:
        return text[match.end() :].strip()
    return None if re.match(_shape_of(printed), text.strip(), re.IGNORECASE) else text.strip()


def _shape_of(printed: str) -> str:
    shape = re.sub(r"\d+", "0", printed)
    shape = re.sub(r"\b[IVXL]+\b", "0", shape)
    pattern = re.escape(shape).replace("0", r"(?:\d+|[IVXL]+)").replace(r"\ ", r"\s+")
    if len(printed) <= 2 and printed[:1].isalpha():
        pattern = r"[a-zđ]\d?"
    return rf"{pattern}[a-zđ]?[.)]\s"


def restate(node: Node, text: str, children: Sequence[Node]) -> Restated | None:
    """What a quotation makes of a node; None if it is labelled as another part."""
    body = unlabelled(text, node.label)
    if body is None:
        return None
    pieces = list(_pieces(body, node, children))
    own = body[: pieces[0][1]].strip() if pieces else body
    heading, rest = _heading(node, own, bool(pieces))
    if not pieces:
        return Restated(heading, rest)
    ends = [*(start for _, start in pieces[1:]), len(body)]
    parts = tuple(
        (label, body[start:end].strip()) for (label, start), end in zip(pieces, ends, strict=True)
    )
    return Restated(heading, rest, parts)


def _pieces(body: str, node: Node, children: Sequence[Node]) -> Iterator[tuple[str, int]]:
    """Label and start of each numbered part, if the node has numbered parts."""
    labels = [child.label for child in children]
    if not labels:
        return
    if "." in labels[0] and not labels[0].startswith("Điều"):
        head = re.escape(labels[0].split(".")[0])
        pattern = rf"(?m)^[^\S\n]*(?P<n>{head}(?:\.\d{{1,3}})+[a-zđ]?)\.?\s"
    elif labels[0][:1].isdigit():
        pattern = r"(?m)^[^\S\n]*(?P<n>\d{1,3}[a-zđ]?)\.\s"
    elif labels[0].startswith("Điều"):
        pattern = r"(?m)^[^\S\n]*(?P<n>Điều\s+\d{1,3}[a-zđ]?)\.?\s"
    else:
        return
    before: tuple[tuple[int, int], ...] = ()
    for match in re.finditer(pattern, body):
        label = squeezed(match["n"])
        here = order_of(label)
        first = not before and plain(label) == plain(labels[0])
        if first or (before and here > before and here[0][0] <= before[0][0] + 1):
            before = here
            yield label, match.start()


def _heading(node: Node, own: str, has_parts: bool) -> tuple[str, str]:
    """Heading and text of a node's own words, as the base text has them."""
    base = squeezed(node.heading)
    if not base:
        titled = (
            node.label.startswith(("Điều", "Phụ lục")) and has_parts and not _SENTENCE.search(own)
        )
        return (squeezed(own), "") if titled and own else ("", own)
    match = re.match(r"\s+".join(re.escape(word) for word in base.split()), own)
    if match:
        rest = own[match.end() :].strip()
        return base, "" if rest == "." else rest
    if not node.text and "\n" not in own:
        return own, ""
    lines = own.split("\n")
    taken = 1
    while (
        taken < len(lines)
        and lines[taken][:1].islower()
        and not re.match(r"[a-zđ]\)", lines[taken])
    ):
        taken += 1
    if _SENTENCE.search(lines[taken - 1]):
        return "", own
    return squeezed(" ".join(lines[:taken])), "\n".join(lines[taken:]).strip()


def _words(text: str) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    return re.compile(f"{before}{body}{after}")


def count_words(text: str, words: str) -> int:
    """How often words stand in a text, line breaks not counted, each word whole."""
    return len(_words(words).findall(text)) if words.strip() else 0


def replace_words(text: str, old: str, new: str) -> str:
    """The text with all those words replaced; a blank before words struck out goes with them."""
    pattern = _words(old)
    if new:
        return pattern.sub(lambda _: new, text)
    return re.sub(rf"[^\S\n]?(?:{pattern.pattern})", "", text)
