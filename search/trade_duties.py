"""The duties that fall on whom is asked about: the importer, or who makes goods in the country."""

from __future__ import annotations

from dataclasses import replace

from search.regimes import Party
from search.risk import RiskAnswer
from search.understood import Trade

__all__ = ["for_trade"]

_PARTY = {Trade.IMPORT: Party.IMPORTER, Trade.DOMESTIC: Party.PRODUCER}


def for_trade(risk: RiskAnswer | None, trade: Trade | None) -> RiskAnswer | None:
    """The risk with the duties of one party; all of them where the question names no trade."""
    if risk is None or trade is None:
        return risk
    party = _PARTY[trade]
    return replace(
        risk,
        findings=tuple(
            replace(one, duties=tuple(duty for duty in one.duties if duty.party is party))
            for one in risk.findings
        ),
    )
