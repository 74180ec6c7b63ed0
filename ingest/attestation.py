"""The number of a consolidated text (*văn bản hợp nhất*), which stands at its end.

A consolidated text carries the title of the act that it consolidates; its own number and day stand
in the attestation (*xác thực văn bản hợp nhất*) below the last article (Pháp lệnh
01/2012/UBTVQH13, Điều 4). Reads a :class:`ingest.parts.DocumentPart`; writes the same with its
number and day, where the cover gave none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ingest.dates import find_date
from ingest.parts import DocumentPart
from standards.citations import find_identifiers
from standards.document import Kind

__all__ = ["with_attested_number"]

_LINE: Final = re.compile(r"^\W*Số\s*:?\s*(?=\d+/VBHN-).*$", re.MULTILINE | re.IGNORECASE)


def with_attested_number(part: DocumentPart) -> DocumentPart:
    """The part with the number and day of its attestation; unchanged if its cover has a number."""
    if part.number is not None or part.kind is not Kind.CONSOLIDATED:
        return part
    for clause in (part.preamble, *part.clauses):
        for line in _LINE.finditer(clause.text):
            found = find_identifiers(line[0])
            if found:
                return replace(
                    part,
                    number=found[0].identifier,
                    issued=part.issued or find_date(line[0]),
                )
    return part
