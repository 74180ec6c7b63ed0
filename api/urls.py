"""Addresses of things, in one place, so that pages, API and command line give the same ones.

Addresses are relative to the site's root: the program need not know under which name it is served.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from standards.place import Box

__all__ = [
    "API",
    "amended_url",
    "catalogue_url",
    "clause_url",
    "compare_url",
    "file_url",
    "graph_url",
    "hs_url",
    "ics_url",
    "page_image_url",
    "paper_url",
    "standard_url",
    "work_url",
]

API = "/api/v1"


def standard_url(slug: str) -> str:
    """The page of a document.

    >>> standard_url("qcvn-06-2012-bldtbxh")
    '/standards/qcvn-06-2012-bldtbxh'
    """
    return f"/standards/{quote(slug, safe='')}"


def clause_url(slug: str, key: str) -> str:
    """The page of a clause; ``key`` is :attr:`standards.document.Clause.key`.

    >>> clause_url("qcvn-06-2012-bldtbxh", "2.1~2")
    '/standards/qcvn-06-2012-bldtbxh/clauses/2.1~2'
    """
    return f"{standard_url(slug)}/clauses/{quote(key, safe='')}"


def paper_url(slug: str, page: int) -> str:
    """A page of the paper of a document, as a page of the site.

    >>> paper_url("qcvn-06-2012-bldtbxh", 4)
    '/standards/qcvn-06-2012-bldtbxh/pages/4'
    """
    return f"{standard_url(slug)}/pages/{page}"


def work_url(slug: str) -> str:
    """The page of a work with all its editions; ``slug`` is that of its undated number.

    >>> work_url("qcvn-16-bxd")
    '/works/qcvn-16-bxd'
    """
    return f"/works/{quote(slug, safe='')}"


def amended_url(slug: str) -> str:
    """A document beside the amendments in force."""
    return f"{standard_url(slug)}/amended"


def compare_url(one: str, other: str) -> str:
    """Two documents, clause by clause.

    >>> compare_url("qcvn-16-2019-bxd", "qcvn-16-2023-bxd")
    '/compare?a=qcvn-16-2019-bxd&b=qcvn-16-2023-bxd'
    """
    return f"/compare?{urlencode([('a', one), ('b', other)])}"


def graph_url(slug: str, clause: str | None = None) -> str:
    """What a document, or a clause of it, cites and who cites it."""
    query = f"?{urlencode([('clause', clause)])}" if clause else ""
    return f"{API}{standard_url(slug)}/graph{query}"


def catalogue_url(slug: str | None = None) -> str:
    """The lists that were added; with a slug all that they say of that number.

    >>> catalogue_url("iso-22301-2019")
    '/catalogue/iso-22301-2019'
    """
    return "/catalogue" if slug is None else f"/catalogue/{quote(slug, safe='')}"


def hs_url(code: str) -> str:
    """The page of an HS code.

    >>> hs_url("6506.10.20")
    '/hs/6506.10.20'
    """
    return f"/hs/{quote(code, safe='')}"


def ics_url(code: str) -> str:
    """The page of a class of the International Classification for Standards."""
    return f"/ics/{quote(code, safe='')}"


def file_url(slug: str) -> str:
    """The original PDF of a document."""
    return f"{API}{standard_url(slug)}/file"


def page_image_url(
    slug: str, page: int, *, sha256: str | None = None, marks: Iterable[Box] = ()
) -> str:
    """The picture of a page with the boxes on that page marked.

    With ``sha256`` the address names the very file, so that a browser may keep the picture for
    ever.

    >>> page_image_url("a", 4, sha256="f" * 64, marks=[Box(4, 70, 100.25, 300, 112)])
    '/api/v1/standards/a/pages/4.png?v=ffffffffffff&mark=70,100.2,300,112'
    """
    query = [("v", sha256[:12])] if sha256 else []
    query += [("mark", _corners(box)) for box in marks if box.page == page]
    address = f"{API}{standard_url(slug)}/pages/{page}.png"
    return f"{address}?{urlencode(query, safe=',')}" if query else address


def _corners(box: Box) -> str:
    return ",".join(f"{round(value, 1):g}" for value in (box.x0, box.y0, box.x1, box.y1))
