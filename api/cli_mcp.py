"""``trachuan mcp``: tools for a language model on standard input and output."""

from __future__ import annotations

import asyncio

from api.app import create_app
from api.cli_output import Exit
from api.mcp_server import serve_stdio
from api.settings import Settings

__all__ = ["run"]


def run(settings: Settings) -> Exit:
    """Serve one client until it goes. Nothing else is written to standard output."""
    asyncio.run(serve_stdio(create_app(settings)))
    return Exit.DONE
