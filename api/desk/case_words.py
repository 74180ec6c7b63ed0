"""Past enquiries and answers by their words, typed with accents or without.

A word typed with its marks finds only that word; one typed without finds it with any marks.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from index.catalogue_keys import folded

__all__ = ["SCHEMA", "forget_words", "index_words", "query_of", "snippet_of"]

SCHEMA: tuple[str, ...] = (
    "CREATE VIRTUAL TABLE case_words USING fts5("
    "number UNINDEXED, exact, plain, tokenize = 'unicode61 remove_diacritics 0')",
)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 20
_AROUND = 90


def index_words(cursor: sqlite3.Cursor, number: str, text: str) -> None:
    """Keep the words of a case, in place of those kept before."""
    exact = _exact(text)
    cursor.execute("DELETE FROM case_words WHERE number = ?", (number,))
    cursor.execute(
        "INSERT INTO case_words (number, exact, plain) VALUES (?, ?, ?)",
        (number, exact, folded(exact)),
    )


def forget_words(cursor: sqlite3.Cursor) -> None:
    """Write the index anew, so that words that were taken out are not left in its old parts."""
    cursor.execute("INSERT INTO case_words (case_words) VALUES ('optimize')")


def query_of(text: str) -> str:
    """The search for all words of ``text``, the last one also as a beginning; empty if it has none.

    >>> query_of("mũ bao")
    'exact : "mũ" AND plain : "bao" *'
    """
    words = _WORD.findall(_exact(text))[:_MOST_WORDS]
    if not words:
        return ""
    terms = [f'{"exact" if folded(word) != word else "plain"} : "{word}"' for word in words]
    return " AND ".join(terms) + " *"


def snippet_of(text: str, query: str) -> str:
    """The part of ``text`` around the first word that was asked for, on one line."""
    words = _WORD.findall(folded(_exact(query)))
    even = " ".join(unicodedata.normalize("NFC", text).split())
    low = folded(even)
    places = [low.find(word) for word in words if word in low] if len(low) == len(even) else []
    at = max(0, min(places, default=0) - _AROUND // 2)
    cut = even[at : at + 2 * _AROUND]
    return ("… " if at else "") + cut + (" …" if at + 2 * _AROUND < len(even) else "")


def _exact(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
