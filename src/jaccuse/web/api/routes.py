"""The endpoints as routes: parameters checked, answers with tags, problems as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..ask import Ask, conditional
from .deciding import ENDPOINTS as DECIDING
from .reads import ENDPOINTS as READING
from .spec import Endpoint, openapi

ROOT = "/api/v1"
ENDPOINTS = (*READING, *DECIDING)


def as_json(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def routes() -> list[BaseRoute]:
    """All routes, the document first."""
    document = msgspec.json.encode(openapi(ENDPOINTS, ROOT))

    async def described(request: Request) -> Response:
        return Response(document, media_type="application/json")

    made: list[BaseRoute] = [Route(f"{ROOT}/openapi.json", described)]
    for one in ENDPOINTS:
        # A code may hold a slash: US/doj.
        path = one.path.replace("{code}", "{code:path}")
        made.append(Route(ROOT + path, _reading(one) if one.method == "GET" else _doing(one), methods=[one.method]))
    return made


def _reading(one: Endpoint) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        ask = Ask(request)
        ask.need(one.role)
        given = one.given(request.path_params, request.query_params.multi_items())

        def work(ask: Ask, connection: Connection) -> Response:
            return as_json(one.work(connection, given))

        return await ask.store.read(lambda connection: conditional(ask, connection, work))

    return endpoint


def _doing(one: Endpoint) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        ask = Ask(request)
        ask.need(one.role)
        ask.check_csrf(request.headers.get("x-csrf-token", ""))
        given = one.given(request.path_params, request.query_params.multi_items())
        return as_json(await one.work(ask, given, await _body(request, one)), one.status)

    return endpoint


async def _body(request: Request, one: Endpoint) -> Any:
    from ...errors import BadRequest

    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        from starlette.exceptions import HTTPException

        raise HTTPException(415)
    try:
        return msgspec.json.decode(await request.body(), type=one.body)
    except msgspec.DecodeError as error:
        raise BadRequest(f"the body is not as it must be: {error}") from None
    except (UnicodeDecodeError, RecursionError):
        raise BadRequest("the body is no JSON") from None
