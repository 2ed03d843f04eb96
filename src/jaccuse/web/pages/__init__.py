"""The pages, a small module each: `routes` of every module, put together."""

from __future__ import annotations

from starlette.routing import BaseRoute

from . import charts, desk, door, finding, lists, reading, start, things

ROUTES: list[BaseRoute] = [
    *start.routes, *lists.routes, *charts.routes, *finding.routes, *things.routes, *reading.routes, *desk.routes, *door.routes,
]  # fmt: skip
