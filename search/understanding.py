"""What kind of question it is, with the reason in words.

A number and an HS code are seen by their form. Between a product and a clause the cues of
``data/question_words.toml`` decide softly: the weaker reading keeps its share of the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.spelling import fold
from search.concepts import Question
from search.hs_asked import hs_codes
from search.knowledge import question_words
from search.question_kind import QuestionKind

__all__ = ["Understanding", "hs_codes", "understand"]


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


def understand(question: Question) -> Understanding:
    """Product or clause: the cues in the sentence that asks decide; without any, a product."""
    words = _line(question.accented.split())
    asked = _line(question.asking)
    asked_folded = _line(map(fold, question.asking))
    strength = {"product": 0.0, "clause": 0.0}
    heard: dict[str, list[str]] = {"product": [], "clause": []}
    expects: set[str] = set()
    for cue in question_words().cues:
        said_as = _line(cue.words)
        here = said_as in asked or (
            question.bare and len(cue.words) > 1 and _line(map(fold, cue.words)) in asked_folded
        )
        aside = not here and said_as in words
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


def _line(words: Iterable[str]) -> str:
    """Words between blanks: a phrase stands in a text if its line stands in the text's."""
    return f" {' '.join(words)} "
