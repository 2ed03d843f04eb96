"""The pages, a small module each: `routes` of every module, put together."""

from __future__ import annotations

from starlette.routing import BaseRoute

from . import charts, finding, lists, start, things

ROUTES: list[BaseRoute] = [*start.routes, *lists.routes, *charts.routes, *finding.routes, *things.routes]
