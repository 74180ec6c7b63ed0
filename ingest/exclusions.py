"""What a document says it does not apply to.

Reads the preamble and the clauses of a :class:`ingest.parts.DocumentPart`, writes
:class:`standards.document.Exclusion` values: whole sentences, word for word. A sentence counts
where the document speaks of itself (*Quy chuẩn này không áp dụng …*), and, in the clauses about
its scope (TT 26/2019/TT-BKHCN, Điều 12; TCVN 1-2:2008), where it takes something out (*trừ*, *không
bao gồm*).
"""

from __future__ import annotations

import re
from typing import Final

from ingest.listed_sentences import listed_sentences
from ingest.normalise import squeeze
from ingest.parts import DocumentPart
from ingest.sentences import page_at
from standards.document import Clause, Exclusion

__all__ = ["read_exclusions"]

_SELF: Final = (
    r"(?:quy chu.n|tiêu chu.n|quy trình|thông tư(?: liên tịch)?|nghị định|luật|quyết định|quy định"
    r"|quy phạm|hướng dẫn|văn bản|danh mục|pháp lệnh|nghị quyết|chỉ thị|quy chế)"
    r"(?: kỹ thuật)?(?: quốc gia)?(?: xây dựng)? này"
)
_SAYS_NO: Final = re.compile(
    rf"{_SELF}\s+(?:\S+\s+){{0,3}}?không\s+(?:\S+\s+)?"
    r"(?:áp dụng|quy định|bao gồm|bao trùm|điều chỉnh|đề cập|dùng cho)",
    re.IGNORECASE,
)
_TAKES_OUT: Final = re.compile(
    rf"không (?:được |phải )?áp dụng (?:đối với|cho|với|trong|{_SELF})|không thuộc|không bao gồm|"
    r"loại trừ",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    rf"(?:{_SELF}\s+(?:\S+\s+){{0,3}}?|^\W*)(?:áp dụng|quy định|điều chỉnh)\s.*?\btrừ\s(?!khi\s)",
    re.IGNORECASE | re.DOTALL,
)
_SCOPE: Final = re.compile(
    r"phạm vi (?:và đối tượng )?(?:điều chỉnh|áp dụng)"
    r"|đối tượng (?:và phạm vi )?(?:điều chỉnh|áp dụng)"
    r"|^\W*phạm vi\W*$|không áp dụng",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(r"(?:^|\n)[\W\d]*$")
"""What may stand before the words in which a document speaks of itself: a mark or a number."""


def read_exclusions(part: DocumentPart) -> tuple[Exclusion, ...]:
    """Sentences that take something out of the document's scope, each once, in reading order."""
    scopes: set[str] = set()
    found: dict[str, Exclusion] = {}
    for clause in (part.preamble, *part.clauses):
        scope = bool(_SCOPE.search(clause.heading)) or clause.parent in scopes
        if scope:
            scopes.add(clause.key)
        for exclusion in _in_clause(clause, scope=scope):
            found.setdefault(exclusion.text, exclusion)
    return tuple(found.values())


def _in_clause(clause: Clause, *, scope: bool) -> list[Exclusion]:
    found: list[Exclusion] = []
    for start, end in listed_sentences(clause.text):
        words = clause.text[start:end]
        if " | " in words:
            continue
        at = _own_words(words)
        if at is None and scope and _takes_out(squeeze(words)):
            at = 0
        if at is not None:
            text = squeeze(words[at:])
            if start + at == 0 and text[:1].islower():
                text = squeeze(f"{clause.heading} {text}")
            found.append(Exclusion(text=text, clause=clause.key, page=page_at(clause, start + at)))
    return found


def _takes_out(words: str) -> bool:
    return bool(_TAKES_OUT.search(words) or _BUT.search(words))


def _own_words(words: str) -> int | None:
    """Where a sentence starts to say what this document does not apply to; None if it does not.

    A heading without a full stop may stand on the lines above.
    """
    for match in _SAYS_NO.finditer(words.replace("\n", " ")):
        if _LEAD.search(words[: match.start()]):
            return match.start()
    return None
