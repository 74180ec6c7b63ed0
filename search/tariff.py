"""HS codes as the import tariff has them: what it calls them, or that it has them no more.

Codes in older lists may be gone from the tariff in use. Without a tariff nothing is known of that.
"""

from __future__ import annotations

from search.answers import AskedCode
from search.shelf import Shelf
from standards.hs import HsCode

__all__ = ["in_tariff"]


def in_tariff(shelf: Shelf, code: HsCode) -> AskedCode:
    """The code with its name; gone is one that a loaded tariff has neither whole nor in parts."""
    catalogue = shelf.catalogue
    name = catalogue.hs_name(code)
    is_gone = name is None and catalogue.has_tariff() and not catalogue.hs_below(code)
    return AskedCode(code=code, name=name, is_gone=is_gone)
