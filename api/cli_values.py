"""Values on the command line: read, or refused with what is wrong."""

from __future__ import annotations

import argparse
from datetime import date

__all__ = ["count", "day", "days", "port", "row", "year"]


def day(text: str) -> date:
    """A day as ISO 8601 has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


def count(text: str) -> int:
    """How many of something, from 1."""
    return _within(text, 1, 1000)


def row(text: str) -> int:
    """A row of a list, from 1."""
    return _within(text, 1, 100_000_000)


def days(text: str) -> int:
    """A span in days."""
    return _within(text, 0, 3650)


def port(text: str) -> int:
    """A port; 0 lets the system choose."""
    return _within(text, 0, 65535)


def year(text: str) -> int:
    """The year of a number."""
    return _within(text, 1900, 2999)


def _within(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from {least} to {most}")
    return int(text)
