"""The Model Context Protocol over the interface: read-only tools for language models.

Each call is a request to the application in the same process, with the same layers, the same
bodies and the same problems. The only module that knows the package ``mcp``.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from importlib.metadata import version
from typing import Final

import anyio
import httpx
from fastapi import FastAPI
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.mcp_schemas import Json
from api.mcp_tools import Tool, address_of, tools_of
from api.problems import problem, problem_of, respond
from standards.errors import TrachuanError

__all__ = ["McpOverHttp", "make_server", "serve_stdio"]

_HERE: Final = "http://localhost"
"""The site's name in addresses of citations, where no request has told another."""
_FOREIGN_PAGE: Final = "a page of another site may not ask here; /api/v1 is open to it"
_FOREIGN_PAGE_VI: Final = (
    "Trang của một trang web khác không được gọi địa chỉ này; hãy dùng /api/v1, nơi mọi trang web "
    "đều được đọc."
)
_INSTRUCTIONS = (
    "Vietnam's standards (TCVN, voluntary unless cited) and technical regulations (QCVN, "
    "mandatory). Results are records with quotes, never prose: quote `quote` word for word in "
    "Vietnamese and give its `citation`; say the day (`as_of`) for which a status holds. Where "
    "`answerable` is false say so and why; do not guess. Not legal advice."
)


def make_server(app: FastAPI) -> Server[object, object]:
    """The protocol's server over an application of :func:`api.app.create_app`."""
    server: Server[object, object] = Server(
        "trachuan", version=version("trachuan"), instructions=_INSTRUCTIONS
    )

    def tools() -> dict[str, Tool]:
        return {tool.name: tool for tool in tools_of(app.openapi())}

    async def list_tools() -> list[types.Tool]:
        return [_told(tool) for tool in tools().values()]

    async def call_tool(name: str, given: dict[str, Json]) -> types.CallToolResult:
        tool = tools().get(name)
        if tool is None:
            return _failed({"code": "no-route", "detail": f"there is no tool {name!r}"})
        try:
            address = address_of(tool, given)
        except TrachuanError as error:
            return _failed(problem_of(error).model_dump(mode="json", exclude_none=True))
        asked = server.request_context.request
        base = str(asked.base_url) if isinstance(asked, Request) else _HERE
        async with _client(app, base) as client:
            answer = await client.get(address)
        body = answer.json()
        return _answered(body) if answer.status_code == 200 else _failed(body)

    server.list_tools()(list_tools)  # type: ignore[no-untyped-call]
    server.call_tool(validate_input=False)(call_tool)  # the interface says what is wrong
    return server


async def serve_stdio(app: FastAPI) -> None:
    """Answer on standard input and output until the client goes. What else is printed meanwhile
    goes to standard error, for standard output carries messages alone."""
    server = make_server(app)
    given, told = (os.fdopen(os.dup(each), mode) for each, mode in ((0, "rb"), (1, "wb")))
    streams = stdio_server(
        stdin=anyio.wrap_file(io.TextIOWrapper(given, encoding="utf-8", errors="replace")),
        stdout=anyio.wrap_file(io.TextIOWrapper(told, encoding="utf-8")),
    )
    with redirect_stdout(sys.stderr):
        async with app.router.lifespan_context(app), streams as (read, write):
            await server.run(read, write, server.create_initialization_options())


class McpOverHttp:
    """The same over HTTP, at one address: each POST is answered by itself, as JSON; nothing is kept
    between two (streamable HTTP, stateless)."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """As long as the application runs."""
        manager = StreamableHTTPSessionManager(
            make_server(self._app), json_response=True, stateless=True
        )
        async with manager.run():
            self._manager = manager
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        answer: ASGIApp
        if _is_foreign(Headers(scope=scope)):
            refused = problem("not-permitted", _FOREIGN_PAGE)
            answer = respond(refused.model_copy(update={"detail_vi": _FOREIGN_PAGE_VI}))
        elif self._manager is None or scope["method"] != "POST":
            refused = problem("method-not-allowed", "send a message of the protocol with POST")
            answer = respond(refused, headers={"Allow": "POST"})
        else:
            answer = self._manager.handle_request
        await answer(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site asks. The protocol has servers check ``Origin``, so that no
    page reaches one behind a firewall by giving its own name that server's address; which names
    the server answers to is checked before (``TRACHUAN_HOSTS``)."""
    origin = headers.get("origin")
    return origin is not None and origin.rpartition("//")[2] != headers.get("host")


def _told(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        inputSchema=dict(tool.arguments),
        outputSchema=dict(tool.result),
        annotations=types.ToolAnnotations(readOnlyHint=True, openWorldHint=False),
    )


def _answered(body: dict[str, Json]) -> types.CallToolResult:
    return types.CallToolResult(content=[_text(body)], structuredContent=body)


def _failed(body: dict[str, Json]) -> types.CallToolResult:
    return types.CallToolResult(content=[_text(body)], structuredContent=body, isError=True)


def _text(body: dict[str, Json]) -> types.TextContent:
    return types.TextContent(type="text", text=json.dumps(body, ensure_ascii=False))


def _client(app: FastAPI, base: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=base)
