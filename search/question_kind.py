"""The four ways in which a question can be read."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["QuestionKind"]


class QuestionKind(StrEnum):
    """How a question was understood."""

    PRODUCT = "product"
    CLAUSE = "clause"
    NUMBER = "number"
    HS = "hs"
