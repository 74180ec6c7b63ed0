"""What one text does to others, and what it says of its own days: the facts behind every status.

A relation is read once, in the document that states it, and read both ways from there. All of it is
what the words say; what follows for a day is worked out in :mod:`standards.history`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from standards.identifier import Identifier

__all__ = [
    "AdoptionDegree",
    "Change",
    "ChangeKind",
    "EffectKind",
    "EffectRule",
    "EffectStatement",
    "Relation",
    "RuleKind",
    "Transition",
    "Verb",
]


class Verb(StrEnum):
    """What a document does to another one (Luật 80/2015/QH13, Điều 12, 153, 154; Luật
    68/2006/QH11, Điều 13 for adopting).

    ``REPLACES`` and ``REPEALS`` end the whole text, ``PARTLY_REPEALS`` some of its parts;
    ``SUSPENDS`` stops its effect (*ngưng hiệu lực*) until it is resumed or ended, ``RESUMES`` ends
    that; ``CORRECTS`` is *đính chính*, ``CONSOLIDATES`` *hợp nhất* (Pháp lệnh 01/2012/UBTVQH13).
    """

    ISSUES = "issues"
    REPLACES = "replaces"
    AMENDS = "amends"
    REPEALS = "repeals"
    PARTLY_REPEALS = "partly_repeals"
    SUSPENDS = "suspends"
    RESUMES = "resumes"
    CORRECTS = "corrects"
    CONSOLIDATES = "consolidates"
    ADOPTS = "adopts"


class AdoptionDegree(StrEnum):
    """How near a national standard is to the international one that it adopts (ISO/IEC Guide 21-1).

    *Hoàn toàn tương đương* is identical, *tương đương có sửa đổi* modified; *xây dựng trên cơ sở*,
    *tham khảo* are neither.
    """

    IDENTICAL = "identical"
    MODIFIED = "modified"
    NOT_EQUIVALENT = "not_equivalent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What this document does to another one, and the words that say so.

    ``clause`` is the key of the clause that says it, None before the first clause. ``day`` is the
    day the words themselves state for it (*hết hiệu lực từ ngày 01/7/2026*); None means the day on
    which this document takes effect. ``until`` ends a suspension. ``parts`` are the parts of the
    target that are meant, as printed (``khoản 2 Điều 3``); empty is the whole. ``degree`` only
    with ``ADOPTS``, None where the words do not tell.
    """

    verb: Verb
    target: Identifier
    clause: str | None
    page: int
    words: str
    day: date | None = None
    until: date | None = None
    parts: tuple[str, ...] = ()
    degree: AdoptionDegree | None = None


class RuleKind(StrEnum):
    """How the day of an effect follows from the words."""

    STATED = "stated"
    ON_ISSUE = "on_issue"
    DAYS_AFTER_ISSUE = "days_after_issue"
    MONTHS_AFTER_ISSUE = "months_after_issue"
    YEARS_AFTER_ISSUE = "years_after_issue"
    DAYS_AFTER_EFFECT = "days_after_effect"
    MONTHS_AFTER_EFFECT = "months_after_effect"
    YEARS_AFTER_EFFECT = "years_after_effect"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EffectRule:
    """The rule by which a day was had: ``EffectRule(DAYS_AFTER_ISSUE, 45)`` is *sau 45 ngày kể từ
    ngày ký*, ``EffectRule(YEARS_AFTER_EFFECT, 2)`` *trong thời hạn 02 năm kể từ ngày có
    hiệu lực*. ``UNKNOWN``: no day follows from the words (*kể từ ngày đăng Công báo*)."""

    kind: RuleKind
    count: int = 0


class EffectKind(StrEnum):
    """What an effect statement says of the document that states it."""

    STARTS = "starts"
    PART_STARTS = "part_starts"
    EXPIRES = "expires"
    PART_EXPIRES = "part_expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectStatement:
    """One statement on the document's own days: it, or the ``parts`` named, bind from ``day`` or
    bind no more from ``day`` on (*có hiệu lực đến hết ngày 31/12/2030* gives 2031-01-01).

    ``day`` None: none follows from the words.
    """

    kind: EffectKind
    day: date | None
    rule: EffectRule
    words: str
    clause: str | None
    page: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A transitional rule (*quy định chuyển tiếp*): who may still follow the old text, until when.

    ``until``: the first day on which the old rule serves no more, None if the words name none;
    ``keeps``: numbers of the old texts that it names.
    """

    words: str
    clause: str | None
    page: int
    until: date | None = None
    keeps: tuple[Identifier, ...] = ()


class ChangeKind(StrEnum):
    """What an amending instruction does to a part of its target."""

    REPLACE_TEXT = "replace_text"
    ADD = "add"
    REPEAL = "repeal"
    REPLACE_WORDS = "replace_words"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One instruction of an amending text (*Sửa đổi khoản 2 Điều 3 như sau: “…”*).

    ``path`` leads to the part that changes, labels as printed, outermost first: ``("Điều 3",
    "khoản 2")``, ``("2.1.3",)``, ``("Phụ lục A",)``; empty where the words name no part. ``text``
    is the new text word for word where it is quoted whole, else None. ``old_words`` and
    ``new_words`` belong to ``REPLACE_WORDS`` (*thay cụm từ “A” bằng cụm từ “B”*; ``new_words`` is
    empty where words are struck out). ``after`` is the part behind which something is added, if
    the words say so. ``clause``, ``page`` and ``words`` are where this instruction stands in the
    amending text.
    """

    kind: ChangeKind
    target: Identifier
    path: tuple[str, ...]
    text: str | None
    clause: str | None
    page: int
    words: str
    old_words: str = ""
    new_words: str = ""
    after: tuple[str, ...] = ()
