"""The rule by which a day follows from the words, said in words."""

from __future__ import annotations

from api.models_time import RuleBody
from standards.relation import EffectRule, RuleKind

__all__ = ["rule_body", "rule_words"]

_WORDS = {
    RuleKind.STATED: ("ngày ghi trong văn bản", "the day is stated"),
    RuleKind.ON_ISSUE: ("kể từ ngày ký ban hành", "from the day of issue"),
    RuleKind.DAYS_AFTER_ISSUE: (
        "sau {n} ngày kể từ ngày ký ban hành",
        "{n} days after the day of issue",
    ),
    RuleKind.MONTHS_AFTER_ISSUE: (
        "sau {n} tháng kể từ ngày ký ban hành",
        "{n} months after the day of issue",
    ),
    RuleKind.YEARS_AFTER_ISSUE: (
        "sau {n} năm kể từ ngày ký ban hành",
        "{n} years after the day of issue",
    ),
    RuleKind.DAYS_AFTER_EFFECT: (
        "{n} ngày kể từ ngày có hiệu lực",
        "{n} days after the day of effect",
    ),
    RuleKind.MONTHS_AFTER_EFFECT: (
        "{n} tháng kể từ ngày có hiệu lực",
        "{n} months after the day of effect",
    ),
    RuleKind.YEARS_AFTER_EFFECT: (
        "{n} năm kể từ ngày có hiệu lực",
        "{n} years after the day of effect",
    ),
    RuleKind.DAYS_AFTER_EFFECT: (
        "sau {n} ngày kể từ ngày có hiệu lực",
        "{n} days after the day of effect",
    ),
    RuleKind.MONTHS_AFTER_EFFECT: (
        "sau {n} tháng kể từ ngày có hiệu lực",
        "{n} months after the day of effect",
    ),
    RuleKind.YEARS_AFTER_EFFECT: (
        "sau {n} năm kể từ ngày có hiệu lực",
        "{n} years after the day of effect",
    ),
    RuleKind.UNKNOWN: (
        "lời văn không cho biết ngày cụ thể",
        "no day follows from the words",
    ),
}


def rule_words(rule: EffectRule) -> tuple[str, str]:
    """The rule in Vietnamese and in English.

    >>> rule_words(EffectRule(RuleKind.DAYS_AFTER_ISSUE, 45))
    ('sau 45 ngày kể từ ngày ký ban hành', '45 days after the day of issue')
    """
    vi, en = _WORDS[rule.kind]
    return vi.format(n=rule.count), en.format(n=rule.count)


def rule_body(rule: EffectRule) -> RuleBody:
    """The rule as data and in words."""
    vi, en = rule_words(rule)
    return RuleBody(kind=rule.kind, count=rule.count, words=vi, words_en=en)
