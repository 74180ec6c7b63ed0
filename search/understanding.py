"""What kind of question it is, with the reason in words.

A number and an HS code are seen by their form. Between a product and a clause the cues of
``data/question_words.toml`` decide softly: the weaker reading keeps its share of the answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.spelling import fold
from search.answers import QuestionKind
from search.concepts import Question
from search.knowledge import question_words
from standards.errors import BadHsCode
from standards.hs import HsCode

__all__ = ["Understanding", "hs_codes", "understand"]

_EIGHT = r"\d{4}[. ]?\d{2}[. ]?\d{2}"
_HS = re.compile(rf"(?<![\w./:-])(?:{_EIGHT}|\d{{4}}\.\d{{2}}|\d{{6}})(?![\w/:-]|\.\d|,\d)")
_NAMED = re.compile(
    r"(?i)\b(?:m[ãa]\s*(?:s[ốo]\s*)?(?:hs|h[àa]ng(?:\s*h[óo][áa]?a?)?)|hs(?:\s*code)?s?"
    r"|ph[âa]n nh[óo]m|nh[óo]m hs)\b"
    r"[\s:.=]*(\d{4}(?:[. ]?\d{2}){0,2})(?!\d)"
)
_ONLY = re.compile(r"^\s*(\d{4}(?:[. ]?\d{2}){0,2})\s*[?.]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """``kind``, why in Vietnamese and English, the sorts of answer expected, and how sure it is
    (0 to 1) that a product or a clause is meant and not the other.
    """

    kind: QuestionKind
    words: str
    words_en: str
    expects: frozenset[str] = frozenset()
    sure: float = 1.0


_PAIRS = re.compile(r"(?<![\w./:-])\d{2}(?:\.\d{2}){3}(?![\w/:-]|\.\d)")
"""A code dotted after every second digit (``84.15.81.91``), as some tariffs print it."""


def hs_codes(text: str) -> tuple[HsCode, ...]:
    """HS codes in a question: of 8 or 6 digits anywhere, of 4 if named or alone.

    >>> [str(code) for code in hs_codes("mã HS 8427 xe nâng")]
    ['8427']
    >>> [str(code) for code in hs_codes("65061020")], hs_codes("pin 10000mAh"), hs_codes("năm 2024")
    (['6506.10.20'], (), ())
    >>> [str(code) for code in hs_codes("84.15.81.91")], hs_codes("ngày 22.11.2026")
    (['8415.81.91'], ())
    """
    only = _ONLY.match(text)
    found = [only.group(1)] if only else []
    found += [match.group(1) for match in _NAMED.finditer(text)]
    found += [match.group() for match in _HS.finditer(text)]
    found += [match.group().replace(".", "") for match in _PAIRS.finditer(text)]
    codes: list[HsCode] = []
    for printed in found:
        try:
            code = HsCode.parse(printed.replace(" ", ""))
        except BadHsCode:
            continue
        if code not in codes and not any(held.digits.startswith(code.digits) for held in codes):
            codes.append(code)
    return tuple(codes)


def understand(question: Question) -> Understanding:
    """Product or clause: the cues in the sentence that asks decide; without any, a product."""
    words = question.accented.split()
    asked, asked_folded = list(question.asking), [fold(w) for w in question.asking]
    strength = {"product": 0.0, "clause": 0.0}
    heard: dict[str, list[str]] = {"product": [], "clause": []}
    expects: set[str] = set()
    for cue in question_words().cues:
        here = _has(cue.words, asked) or (
            question.bare and len(cue.words) > 1 and _has(tuple(map(fold, cue.words)), asked_folded)
        )
        aside = not here and _has(cue.words, words)
        if not here and not aside:
            continue
        strength[cue.kind] = max(strength[cue.kind], cue.strength * (1.0 if here else 0.5))
        heard[cue.kind].append(" ".join(cue.words))
        if cue.expects and here:
            expects.add(cue.expects)
    product, clause = strength["product"], strength["clause"]
    total = product + clause
    if clause > product:
        said = max(heard["clause"], key=len)
        return Understanding(
            kind=QuestionKind.CLAUSE,
            words=f"Hỏi về một quy định cụ thể, vì câu hỏi có “{said}”.",
            words_en=f"Read as a question about a clause, because it says “{said}”.",
            expects=frozenset(expects),
            sure=clause / total,
        )
    if product > 0:
        said = max(heard["product"], key=len)
        why = (f"vì câu hỏi có “{said}”", f"because it says “{said}”")
    else:
        why = ("vì câu hỏi chỉ nêu tên, không hỏi điều gì khác", "because it only names something")
    return Understanding(
        kind=QuestionKind.PRODUCT,
        words=f"Tìm tiêu chuẩn, quy chuẩn cho sản phẩm, {why[0]}.",
        words_en=f"Read as a search for what applies to a product, {why[1]}.",
        expects=frozenset(expects - {"any"}),
        sure=product / total if total else 0.7,
    )


def _has(phrase: tuple[str, ...], words: list[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[i : i + size]) == phrase for i in range(len(words) - size + 1))
