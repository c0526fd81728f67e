"""Settings and a build folder -> the web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg.ontology import Ontology
from kg.query import load_queries
from kg.serve import api
from kg.serve.builds import Builds
from kg.serve.explore import explore
from kg.serve.explorer import explorer, take_along
from kg.serve.ids import dereference
from kg.serve.questions import ask
from kg.serve.settings import Settings
from kg.serve.shield import Shield
from kg.serve.site import Site
from kg.serve.sparql import CUT, sparql
from kg.serve.workers import Workers

STATIC: Final = Path(__file__).parent / "static"

ROUTES: Final = (
    Route("/", explorer),
    Route("/graph.html", take_along),
    Route("/query", ask, methods=["GET", "POST"]),
    Route("/sparql", sparql, methods=["GET", "POST"]),
    Route("/id/{id:path}", dereference),
    Route("/api/search", api.search),
    Route("/api/explore/{kind}", explore),
    Route("/api/entity/{id:path}", api.entity),
    Route("/api/neighbours/{id:path}", api.neighbours),
    Route("/api/article/{id:path}", api.article),
    Route("/api/connections", api.connections),
    Mount("/static", StaticFiles(directory=STATIC)),
)


def make_app(folder: Path, ontology: Ontology, settings: Settings) -> ASGIApp:
    """The application over a build folder; a GraphError if there is no build to begin with."""
    builds = Builds(folder, ontology)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        workers = Workers(settings, ontology)
        app.state.site = Site(
            settings=settings, ontology=ontology, queries=load_queries(ontology), builds=builds, workers=workers
        )
        try:
            yield
        finally:
            await workers.close()
            await run_in_threadpool(builds.close)

    middleware = []
    if settings.cors:
        cors = Middleware(
            CORSMiddleware, allow_origins=settings.cors, allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"], expose_headers=[CUT],
        )  # fmt: skip
        middleware.append(cors)
    app = Starlette(
        routes=ROUTES, middleware=middleware, lifespan=lifespan, exception_handlers={HTTPException: tell_error}
    )
    return Shield(app, settings)  # around everything: an error page has the same headers


def tell_error(request: Request, error: Exception) -> Response:
    """An error in one line of plain text, which runs nowhere."""
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)
