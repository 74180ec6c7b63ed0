"""The box for other sites as one script: its source with the words of both languages put in.

The bytes, their version and their integrity (Subresource Integrity, W3C) are made once: they change
only when the program does.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from search.answers import Negative
from standards.validity import Force, Status
from web.language import Language, strings
from web.rendering import static_file

__all__ = ["SOURCE", "WidgetScript", "widget_script"]

SOURCE: Final = "widget.js"
"""The file under ``static/``; it is served at an address of its own, with its words."""
_GAP: Final = '"%WORDS%"'
_Said: TypeAlias = "str | dict[str, str]"
_PLAIN: Final = {
    "name": "site.name",
    "caution": "site.caution",
    "button": "ask.button",
    "choose": "ask.choose",
    "label": "widget.label",
    "site": "widget.site",
    "empty": "widget.empty",
    "asking": "widget.asking",
    "closed": "widget.closed",
    "unreachable": "widget.unreachable",
    "count": "widget.count",
    "whole": "widget.whole",
    "page": "widget.page",
    "cite": "widget.cite",
    "suggest": "widget.suggest",
    "tab": "widget.tab",
    "clause": "answer.see_clause",
    "unnumbered": "answer.unnumbered",
    "not_held": "answer.not_held",
    "not_held_reason": "answer.not_held_reason",
    "another": "answer.another_document",
    "exclusions": "answer.has_exclusions",
    "replaced_by": "day.replaced_by",
    "rests_on": "day.rests_on",
    "amended_by": "day.amended_by",
}
"""The script's names of words, and where the words stand."""
_GROUPS: Final = ("matched", "mentions", "nearest")


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetScript:
    """The script, the start of its hash, and the hash as a browser checks it (``sha384-…``)."""

    content: bytes
    version: str
    integrity: str


@cache
def widget_script() -> WidgetScript:
    """The script that ``/widget.js`` serves."""
    source = static_file(SOURCE)[0].decode()
    told = json.dumps({each.value: _words(each) for each in Language}, ensure_ascii=False)
    content = source.replace(_GAP, told).encode()
    return WidgetScript(
        content=content,
        version=hashlib.sha256(content).hexdigest()[:12],
        integrity=f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}",
    )


def _words(language: Language) -> dict[str, _Said]:
    said: dict[str, _Said] = {name: strings()[key][language] for name, key in _PLAIN.items()}

    def family(beginning: str, endings: tuple[str, ...], end: str = "") -> dict[str, str]:
        return {one: strings()[f"{beginning}{one}{end}"][language] for one in endings}

    said["status"] = family("status.", tuple(Status))
    said["force"] = family("group.", tuple(Force))
    said["reasons"] = family("nothing.", tuple(Negative))
    said["leads"] = family("nothing.", tuple(Negative), "_lead")
    said["groups"] = family("nothing.", _GROUPS)
    said["notes"] = family("nothing.", _GROUPS, "_note")
    return said
