"""The HTTP interface as one application.

Reads settings, or takes an open service; writes nothing. ``web.site`` adds pages to what
:func:`create_app` returns.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from api import (
    docs_page,
    routes_agencies,
    routes_amended,
    routes_applicable,
    routes_ask,
    routes_bulk,
    routes_cases,
    routes_catalogue,
    routes_changes,
    routes_check,
    routes_citations,
    routes_compare,
    routes_definitions,
    routes_desk,
    routes_documents_changing,
    routes_finding,
    routes_forms,
    routes_jobs,
    routes_meta,
    routes_notifications,
    routes_pages,
    routes_parts,
    routes_reports,
    routes_standards,
    routes_tables,
    routes_uploads,
    routes_watch,
    routes_works,
)
from api.assembly import open_service
from api.desk.opening import DeskOpener, desk_path
from api.jobs_runner import Runner
from api.layers import install_layers
from api.mcp_server import McpOverHttp
from api.metrics import Metrics
from api.models_meta import ProblemBody
from api.openapi import install_openapi
from api.problems import MEDIA_TYPE, install_problems
from api.provider import Provider
from api.service import Service
from api.settings import Settings
from api.urls import API
from standards.errors import TrachuanError

__all__ = ["create_app"]

_ROUTES = (
    routes_ask,
    routes_applicable,
    routes_check,
    routes_standards,
    routes_tables,
    routes_citations,
    routes_forms,
    routes_parts,
    routes_definitions,
    routes_pages,
    routes_agencies,
    routes_amended,
    routes_works,
    routes_catalogue,
    routes_compare,
    routes_watch,
    routes_changes,
    routes_bulk,
    routes_finding,
    routes_reports,
    routes_desk,
    routes_cases,
    routes_notifications,
    routes_uploads,
    routes_jobs,
    routes_documents_changing,
    routes_meta,
)
_Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
_LOG = logging.getLogger("trachuan.api")
_ABOUT = (
    "Vietnam's standards (TCVN) and technical regulations (QCVN): which apply, and the clause, "
    "page and words that say so. Errors are application/problem+json with a stable code, in "
    "English and Vietnamese. Not legal advice."
)
_PROBLEMS: dict[int | str, dict[str, object]] = {
    "default": {
        "model": ProblemBody,
        "description": "any error, as RFC 9457 has it",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
    }
}


def create_app(settings: Settings | None = None, *, service: Service | None = None) -> FastAPI:
    """The application over ``service``, else over the library that ``settings`` name.

    Without settings they are read from the environment. The library is opened, and the parts that
    are slow at first (the model, the word splitter) are warmed up, when the server starts; where
    that fails the server runs, and every question says what to do.
    """
    chosen = settings or Settings.from_environment()
    provider = Provider(_opener(chosen, service))
    app = FastAPI(
        title="Trachuẩn",
        version=version("trachuan"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(provider, chosen.threads),
    )
    app.state.mcp = McpOverHttp(app)
    app.router.routes.append(Route("/mcp", app.state.mcp, include_in_schema=False))
    app.state.settings = chosen
    app.state.provider = provider
    app.state.metrics = Metrics(lambda: provider().holdings.totals())
    app.state.desk = DeskOpener(desk_path(chosen))
    app.state.jobs = Runner(chosen, lambda: app.state.desk())
    for routes in _ROUTES:
        app.include_router(routes.router, prefix=API, responses=_PROBLEMS)
    app.include_router(routes_meta.health, responses=_PROBLEMS)
    app.include_router(routes_finding.finding)
    app.include_router(docs_page.router)
    install_problems(app)
    install_openapi(app)
    install_layers(app, chosen, app.state.metrics)
    return app


def _opener(settings: Settings, service: Service | None) -> Callable[[], Service]:
    if service is not None:
        return lambda: service
    return lambda: open_service(settings)


def _lifespan(provider: Provider, threads: int) -> _Lifespan:
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = threads
        try:
            service = await run_in_threadpool(provider)
            await run_in_threadpool(service.warm_up)
            gc.collect()
            gc.freeze()  # what is loaded stays: the collector need not look at it at each question
        except TrachuanError as error:
            _LOG.warning("the library cannot serve yet: %s", error)
        mcp: McpOverHttp = app.state.mcp
        jobs: Runner = app.state.jobs
        jobs.start()
        async with mcp.running():
            yield
        await run_in_threadpool(jobs.stop)

    return life
