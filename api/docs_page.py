"""``/docs``: the OpenAPI document as a page, drawn on the server.

Nothing is fetched from elsewhere and no script runs, so it works where the network ends at the
door. Each example is a link that asks this server.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote, unquote_plus, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["render_docs", "router"]

router = APIRouter(include_in_schema=False)

_CODE = re.compile(r"`([^`]+)`")
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2126;--soft:#59636e;--line:#d5dae0;--paper:#fff;
--act:#0b5a8f;--tint:#f3f6f9}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#9aa5b1;--line:#39424c;
--paper:#14181c;--act:#7cc0f0;--tint:#1c2228}}
body{margin:0 auto;max-width:62rem;padding:1.5rem 1rem 4rem;color:var(--ink);
background:var(--paper);font:1rem/1.6 system-ui,"Noto Sans","Segoe UI",sans-serif}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
section{border-top:1px solid var(--line);padding:1rem 0}
h3{font-size:1rem;margin:0}code{font:.92em/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
h3 code{font-weight:600;overflow-wrap:anywhere}a{color:var(--act)}p{margin:.4rem 0}
.verb{color:var(--soft);margin-right:.5rem}.soft{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;
border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--soft)}
details{background:var(--tint);padding:.4rem .8rem;margin:.4rem 0;border-radius:4px}
summary{cursor:pointer}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'"


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class _Example(_Model):
    summary: str = ""
    value: str | int | float | list[str] = ""


class _Schema(_Model):
    ref: str = Field("", alias="$ref")
    kind: str | list[str] = Field("", alias="type")
    format: str = ""
    title: str = ""
    description: str = ""
    enum: list[str | int] = []
    any_of: list[_Schema] = Field([], alias="anyOf")
    items: _Schema | None = None
    properties: dict[str, _Schema] = {}
    minimum: float | None = None
    maximum: float | None = None
    default: str | int | float | bool | list[str] | None = None

    def words(self) -> str:
        """The type in words, as HTML."""
        if self.ref:
            name = self.ref.rsplit("/", 1)[-1]
            return f'<a href="#{escape(name)}">{escape(name)}</a>'
        if self.any_of:
            return " | ".join(choice.words() for choice in self.any_of)
        if self.items is not None:
            return f"[{self.items.words()}]"
        if self.enum:
            return " | ".join(f"<code>{escape(str(value))}</code>" for value in self.enum)
        kind = self.kind if isinstance(self.kind, str) else "/".join(self.kind)
        limits = [
            f"{sign} {bound:g}"
            for sign, bound in (("&ge;", self.minimum), ("&le;", self.maximum))
            if bound is not None
        ]
        return " ".join([escape(self.format or kind or "any"), *limits])


class _Parameter(_Model):
    name: str
    place: str = Field(alias="in")
    required: bool = False
    description: str = ""
    field: _Schema = Field(alias="schema")
    examples: dict[str, _Example] = {}


class _Operation(_Model):
    summary: str = ""
    description: str = ""
    parameters: list[_Parameter] = []
    needs_one_of: list[str] = Field(default=[], alias="x-needs-one-of")
    needs: str = Field(default="", alias="x-needs")


class _Components(_Model):
    schemas: dict[str, _Schema] = {}


class _Info(_Model):
    title: str
    version: str
    description: str = ""


class _OpenApi(_Model):
    info: _Info
    paths: dict[str, dict[str, _Operation]]
    components: _Components = _Components()


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """The page."""
    document = _OpenApi.model_validate(request.app.openapi())
    return HTMLResponse(render_docs(document), headers={"Content-Security-Policy": _POLICY})


def render_docs(document: _OpenApi) -> str:
    """The whole page as HTML."""
    operations = "".join(
        _operation(path, verb, operation)
        for path, verbs in document.paths.items()
        for verb, operation in verbs.items()
    )
    schemas = "".join(_schema(name, item) for name, item in document.components.schemas.items())
    info = document.info
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(info.title)} API</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(info.title)} API <small>{escape(info.version)}</small></h1>"
        f"<p>{escape(info.description)}</p>"
        '<p>For programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>'
        f"<h2>Addresses</h2>{operations}<h2>Bodies</h2>{schemas}</main></body></html>"
    )


def _operation(path: str, verb: str, operation: _Operation) -> str:
    links = "".join(f"<li>{link}</li>" for link in _links(path, operation))
    tried = f"<p>Try it:</p><ul>{links}</ul>" if links and verb == "get" else ""
    if operation.needs:
        tried = f"<p>Needs a {escape(operation.needs)}.</p>"
    return (
        f'<section><h3><span class="verb">{escape(verb.upper())}</span>'
        f"<code>{escape(path)}</code></h3><p><strong>{escape(operation.summary)}</strong> "
        f"{_prose(operation.description)}</p>{_table(operation.parameters)}{tried}</section>"
    )


def _table(parameters: list[_Parameter]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(p.name)}</code></td><td>{p.field.words()}</td>"
        f"<td>{'required' if p.required else _default(p.field)}</td>"
        f"<td>{_prose(p.description)}</td></tr>"
        for p in parameters
    )
    head = "<tr><th>Parameter</th><th>Type</th><th>If left out</th><th>Meaning</th></tr>"
    return f'<div class="wide"><table>{head}{rows}</table></div>'


def _default(field: _Schema) -> str:
    return "" if field.default is None else f"<code>{escape(json.dumps(field.default))}</code>"


def _links(path: str, operation: _Operation) -> Iterator[str]:
    """A link for each example of a parameter, the others at their first example."""
    filled = path
    for parameter in operation.parameters:
        if parameter.place == "path":
            first = next(iter(parameter.examples.values()), _Example(value=1))
            filled = filled.replace(f"{{{parameter.name}}}", quote(str(first.value), safe=""))
    asked = [p for p in operation.parameters if p.place == "query" and p.examples]
    wanted = operation.needs_one_of[:1]
    needed = {
        p.name: next(iter(p.examples.values())).value
        for p in asked
        if p.required or p.name in wanted
    }
    if not needed:
        yield _link(filled, "as it is")
    for parameter in asked:
        for example in parameter.examples.values():
            query = urlencode({**needed, parameter.name: example.value}, doseq=True)
            yield _link(f"{filled}?{query}", example.summary)


def _link(address: str, words: str) -> str:
    shown = escape(unquote_plus(address))
    return f'{escape(words)}: <a href="{escape(address)}"><code>{shown}</code></a>'


def _prose(text: str) -> str:
    """Text of the OpenAPI document, which is Markdown, as HTML: only code is marked in it."""
    return _CODE.sub(r"<code>\1</code>", escape(text).replace("``", "`"))


def _schema(name: str, schema: _Schema) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{item.words()}</td>"
        f"<td>{_prose(item.description)}</td></tr>"
        for field, item in schema.properties.items()
    )
    fields = (
        f'<div class="wide"><table>{rows}</table></div>' if rows else f"<p>{schema.words()}</p>"
    )
    return (
        f'<details id="{escape(name)}"><summary><code>{escape(name)}</code></summary>'
        f"<p>{_prose(schema.description)}</p>{fields}</details>"
    )
