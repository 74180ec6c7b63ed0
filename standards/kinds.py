"""What sort of document a number belongs to, by the number alone."""

from __future__ import annotations

from standards.document import Kind
from standards.identifier import Family, Identifier

__all__ = ["kind_of_number"]

_ACTS = {
    "TT": Kind.CIRCULAR,
    "TTLT": Kind.CIRCULAR,
    "NĐ": Kind.DECREE,
    "QĐ": Kind.DECISION,
    "VBHN": Kind.CONSOLIDATED,
}


def kind_of_number(number: Identifier) -> Kind | None:
    """The kind of document with such a number, an amendment's that of its base; None for an act
    whose sign does not tell.

    >>> kind_of_number(Identifier.parse("Sửa đổi 1:2018 QCVN 9:2012/BKHCN")).value
    'QCVN'
    >>> kind_of_number(Identifier.parse("68/2006/QH11")).value
    'LAW'
    """
    if number.base is not None:
        return kind_of_number(number.base)
    if number.family in (Family.QCVN, Family.QCDP) or number.series.startswith("QC"):
        return Kind.QCVN
    if number.family in (Family.TCVN, Family.OLD_SERIES):
        return Kind.TCVN
    if number.family is not Family.LEGAL_ACT:
        return Kind.OTHER
    if (number.agency or "").startswith("QH"):
        return Kind.LAW
    return _ACTS.get(number.series)
