"""Words that a narrow table cell breaks over two lines, made whole again where that is certain.

Reads the text of a cell, lines apart by newlines; writes the same text with broken signs of
agencies (``QCVN 01:2008/BLĐT`` over ``BXH``) on one line.
"""

from __future__ import annotations

import re
from typing import Final

from standards.agencies import agency

__all__ = ["whole_signs"]

_BROKEN_SIGN: Final = re.compile(r"/([A-ZĐ]{2,})\n([A-ZĐ]{1,8})(?=[\s:;,.)\]]|$)")


def whole_signs(text: str) -> str:
    """``text`` with the two halves of a sign joined if together, not alone, they name an agency.

    >>> whole_signs("QCVN 01:2008/BLĐT\\nBXH: Quy chuẩn")
    'QCVN 01:2008/BLĐTBXH: Quy chuẩn'
    >>> whole_signs("QCVN 16:2023/BXD\\nTCVN 6260:2020")
    'QCVN 16:2023/BXD\\nTCVN 6260:2020'
    """
    return _BROKEN_SIGN.sub(_whole, text)


def _whole(match: re.Match[str]) -> str:
    whole = match[1] + match[2]
    return match[0] if agency(whole) is None else f"/{whole}"
