"""Cursors of paged lists: the key of the last item of a page, as text for an address (base64url,
RFC 4648). New items before it move nothing."""

from __future__ import annotations

import base64
import binascii

from standards.errors import BadInput

__all__ = ["bad_cursor", "pack_cursor", "unpack_cursor"]


def pack_cursor(key: str) -> str:
    """The cursor that goes on after a key.

    >>> pack_cursor("qcvn-2-2021-bkhcn"), unpack_cursor(pack_cursor("thép"))
    ('cWN2bi0yLTIwMjEtYmtoY24', 'thép')
    """
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def unpack_cursor(cursor: str) -> str:
    """The key in a cursor. Raises BadInput for what was made up."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise bad_cursor(cursor) from error


def bad_cursor(cursor: str) -> BadInput:
    """The error for a cursor that leads nowhere."""
    return BadInput(
        f"{cursor!r} is no cursor of this list; take the one under 'next', or start without"
    )
