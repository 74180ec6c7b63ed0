"""What ``trachuan doctor`` says of the engines of a library's indexes."""

from __future__ import annotations

from index.engines import Choice, advised, installed

__all__ = ["engines_advice", "engines_found"]

_WHY = {
    "tantivy": "Whoosh takes some 13 times longer to build, six times the disk, and scores every "
    "passage that has a word of the question",
    "ivf": "the exact scan takes some 10 ms per 100,000 passages and keeps 150 MB of them in "
    "memory; clusters take 1 ms and a fourth, and found 99.9 % of the same best 20",
}


def engines_found(engines: Choice, passages: int) -> str:
    """The engines, and for how many passages."""
    return f"{engines.keywords} and {engines.vectors} for {passages} passages"


def engines_advice(engines: Choice, passages: int) -> str:
    """The command that moves the library to larger engines, with the reason; empty if those it has
    will do. An engine larger than advised is never advised against.

    >>> engines_advice(Choice(), 4_000)
    ''
    """
    wanted = advised(passages)
    words = wanted.keywords if wanted.keywords != Choice().keywords else engines.keywords
    meaning = wanted.vectors if wanted.vectors != Choice().vectors else engines.vectors
    fresh = [
        new for new, old in ((words, engines.keywords), (meaning, engines.vectors)) if new != old
    ]
    if not fresh:
        return ""
    first = "" if installed(words) else 'pip install "trachuan[tantivy]", then '
    why = "; ".join(_WHY[engine] for engine in fresh)
    return f"{first}trachuan move --keywords {words} --vectors {meaning} ({why})"
