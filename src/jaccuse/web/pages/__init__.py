"""The pages, a small module each: `routes` of every module, put together."""

from __future__ import annotations

from starlette.routing import BaseRoute

from . import start

ROUTES: list[BaseRoute] = [*start.routes]
