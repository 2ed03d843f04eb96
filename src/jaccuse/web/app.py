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

from ..errors import (
    BadDate,
    BadRequest,
    JaccuseError,
    LanguageNotSupported,
    LedgerBusy,
    ReviewRefused,
    SourceError,
    SourceTooLarge,
    UnknownId,
)
from . import taxii, texts
from .access import Gate
from .accounts import Accounts
from .api import routes as api
from .ask import Ask
from .assets import Assets
from .doorman import AccountDoor
from .guard import Guard, TooMuch
from .pages import ROUTES
from .rates import Rate
from .reader import Reader, Slow
from .settings import Settings
from .store import Store
from .templating import render

#: Errors of ours that are who asks's to mend, or the moment's; all others are ours.
_STATUSES: tuple[tuple[type[JaccuseError], int], ...] = (
    (UnknownId, 404), (BadRequest, 400), (ReviewRefused, 409), (LedgerBusy, 503), (SourceTooLarge, 413), (SourceError, 422),
    (LanguageNotSupported, 422), (BadDate, 422), (Slow, 503),
)  # fmt: skip

log = logging.getLogger("jaccuse.web")


def create_app(store: Store, settings: Settings, accounts: Accounts | None = None) -> Starlette:
    """The application over a ledger. accounts: without any, nobody can log in."""
    door = AccountDoor(accounts, settings.limits) if accounts else None

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield
        app.state.reader.close()

    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(GZipMiddleware, minimum_size=600, compresslevel=6),
            Middleware(Gate, settings=settings, doorman=door, refuse=refuse),
        ],
        exception_handlers={HTTPException: _http, JaccuseError: _ours, TooMuch: _too_much, 500: _broken},
        lifespan=living,
    )
    app.state.settings = settings
    app.state.store = store
    app.state.door = door
    app.state.reader = Reader()
    app.state.reads = Rate(settings.limits.reads_a_minute, 60)
    return app


def routes() -> list[BaseRoute]:
    """Everything that is served. What stands outside the pages (TAXII, the API) is mounted here."""
    return [
        Route("/healthz", _lives),
        Mount("/static", Assets()),
        Mount("/taxii2", routes=taxii.routes()),
        Route("/", _by_language),
        *api.routes(),
        *ROUTES,
    ]


async def _lives(request: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _by_language(request: Request) -> Response:
    language = texts.preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, headers={"vary": "accept-language"})


def problem(request: HTTPConnection, status: int, message: str, remedy: str | None = None) -> Response:
    """What went wrong: a page for people, JSON (RFC 9457) for programs."""
    if _for_programs(request):
        body: dict[str, object] = {"type": "about:blank", "status": status, "title": message}
        if remedy:
            body["detail"] = remedy
        return JSONResponse(body, status, media_type="application/problem+json")
    ask = Ask(Request(request.scope))
    kept = message if message else ask.said("problem", str(status))
    return render(ask, "problem.html", status_code=status, status=status, message=kept, remedy=remedy)


def _for_programs(request: HTTPConnection) -> bool:
    return request.url.path.startswith(("/api/", "/taxii2/"))


def refuse(request: HTTPConnection, status: int, why: str) -> Response:
    """What the gate answers to those it turns away."""
    ask = Ask(Request(request.scope))
    if why == "login-needed" and ask.door_open and ask.request.method == "GET" and not _for_programs(request):
        return RedirectResponse(ask.url("login", next=ask.here), 303, headers={"cache-control": "no-store"})
    answer = problem(request, status, ask.t(f"problem.{why}"))
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
    for kind, number in _STATUSES:
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
