"""Where a guided check stands, as its address says it; nothing is kept anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from api.check import check_url
from web.language import Language

__all__ = ["UNKNOWN_TRADE", "State"]

UNKNOWN_TRADE: Final = "unknown"
_START: Final = "/check"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was said so far. ``trade`` is ``import``, ``domestic``, ``unknown``, or empty while it
    was not asked; ``answers`` are ``QUESTION:CHOICE`` in the order in which they were given;
    ``lang`` is set where the address names the language."""

    product: str = ""
    hs: str = ""
    as_of: str = ""
    trade: str = ""
    answers: tuple[str, ...] = ()
    lang: str = ""

    @classmethod
    def read(
        cls, chosen: Mapping[str, str], answers: tuple[str, ...], language: str | None
    ) -> Self:
        """From the fields of an address; of several answers to one question the last counts."""
        last = {one.rpartition(":")[0]: one for one in answers if one.rpartition(":")[0]}
        return cls(
            product=" ".join(chosen["product"].split()),
            hs=chosen["hs"].strip(),
            as_of=chosen["as_of"].strip(),
            trade=chosen["trade"].strip(),
            answers=tuple(last.values()),
            lang=language if language in tuple(Language) else "",
        )

    @property
    def has_goods(self) -> bool:
        """Whether goods were named."""
        return bool(self.product or self.hs)

    @property
    def asked_trade(self) -> str:
        """The trade as the API takes it: empty for unknown."""
        return "" if self.trade == UNKNOWN_TRADE else self.trade

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Names and values that stand in the address or in hidden fields, those that are set."""
        some = (
            ("product", self.product),
            ("hs", self.hs),
            ("as_of", self.as_of),
            ("trade", self.trade),
            *(("answer", one) for one in self.answers),
            ("lang", self.lang),
        )
        return tuple((name, value) for name, value in some if value)

    def kept(self, *without: str) -> tuple[tuple[str, str], ...]:
        """The fields but for those that a form asks itself."""
        return tuple(one for one in self.fields if one[0] not in without)

    def url(self, change: str = "") -> str:
        """The address of the check at this point; ``change`` asks ``goods`` or ``trade`` again."""
        return check_url(_START, (*self.fields, ("change", change)))

    def until(self, number: int) -> Self:
        """The same before that answer was given, counted from 0."""
        return replace(self, answers=self.answers[:number])

    def with_language(self, address: str) -> str:
        """An address of the report in the language that this address names."""
        return f"{address}&lang={self.lang}" if self.lang else address
