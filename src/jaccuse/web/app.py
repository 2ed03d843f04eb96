"""The application: routes, layers, and what people see where something went wrong."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from ..errors import BadRequest, JaccuseError, LedgerBusy, ReviewRefused, UnknownId
from . import texts
from .access import Gate
from .ask import Ask
from .assets import Assets
from .guard import Guard, TooMuch
from .pages import ROUTES
from .settings import Settings
from .store import Store
from .templating import render

log = logging.getLogger("jaccuse.web")


def create_app(store: Store, settings: Settings) -> Starlette:
    """The application over a ledger."""

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield

    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(GZipMiddleware, minimum_size=600, compresslevel=6),
            Middleware(Gate, settings=settings, doorman=None, refuse=refuse),
        ],
        exception_handlers={HTTPException: _http, JaccuseError: _ours, TooMuch: _too_much, 500: _broken},
        lifespan=living,
    )
    app.state.settings = settings
    app.state.store = store
    return app


def routes() -> list[BaseRoute]:
    """Everything that is served. What stands outside the pages (TAXII, the API) is mounted here."""
    return [
        Route("/healthz", _lives),
        Mount("/static", Assets()),
        Route("/", _by_language),
        *ROUTES,
    ]


async def _lives(request: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _by_language(request: Request) -> Response:
    language = texts.preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, headers={"vary": "accept-language"})


def problem(request: HTTPConnection, status: int, message: str, remedy: str | None = None) -> Response:
    """What went wrong: a page for people, JSON (RFC 9457) for programs."""
    if request.url.path.startswith(("/api/", "/taxii2/")):
        body: dict[str, object] = {"type": "about:blank", "status": status, "title": message}
        if remedy:
            body["detail"] = remedy
        return JSONResponse(body, status, media_type="application/problem+json")
    ask = Ask(Request(request.scope))
    kept = message if message else ask.said("problem", str(status))
    return render(ask, "problem.html", status_code=status, status=status, message=kept, remedy=remedy)


def refuse(request: HTTPConnection, status: int, why: str) -> Response:
    """What the gate answers to those it turns away."""
    language = Ask(Request(request.scope)).lang
    answer = problem(request, status, texts.text(language, f"problem.{why}"))
    if status == 401:
        answer.headers["www-authenticate"] = 'Bearer realm="jaccuse"'
    return answer


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    language = Ask(request).lang
    key = f"problem.{error.status_code}"
    answer = problem(request, error.status_code, texts.text(language, key) if texts.has(key) else error.detail)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, JaccuseError)
    status = 500
    for kind, number in ((UnknownId, 404), (BadRequest, 400), (ReviewRefused, 409), (LedgerBusy, 503)):
        if isinstance(error, kind):
            status = number
    if status == 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
        return await _broken(request, error)
    return problem(request, status, error.message, error.remedy)


async def _too_much(request: Request, error: Exception) -> Response:
    return problem(request, 413, Ask(request).t("problem.413"))


async def _broken(request: Request, error: Exception) -> Response:
    """Nothing of what broke is told to who asked; the log has it."""
    return problem(request, 500, Ask(request).t("problem.500"))


__all__ = ["Receive", "Scope", "Send", "create_app", "problem", "routes"]
