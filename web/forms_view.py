"""The record of a page for machines: a data block inside it, and where its other forms are.

A ``script`` of a type that no browser runs is a data block: it is never executed, so the policy
that forbids inline scripts says nothing of it (HTML, *prepare the script element*).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from api.forms import forms_of, link_header
from api.jsonld import jsonld_body
from api.models import StandardBody
from api.models_forms import FormBody

__all__ = ["data_block", "forms_header", "other_forms"]


def data_block(body: StandardBody, base: str) -> Markup:
    """The record as JSON-LD, without citations and terms, safe inside a ``script`` element."""
    text = jsonld_body(body, base, brief=True).model_dump_json(by_alias=True, exclude_none=True)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def other_forms(body: StandardBody, day: date | None) -> Sequence[FormBody]:
    """The forms that the page names: all but the file itself, which it shows already. They are for
    ``day``; where the page has none, for whatever day they are asked on."""
    return [one for one in forms_of(body.slug, body.kind, day) if one.form != "pdf"]


def forms_header(body: StandardBody, day: date | None) -> str:
    """All forms as alternates of the page, for the same day."""
    held = forms_of(body.slug, body.kind, day)
    return link_header(one.model_copy(update={"rel": "alternate"}) for one in held)
