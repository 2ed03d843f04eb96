"""The start page: latest attributions and a search box."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from ...ledger.filters import Filter
from ...ledger.queries import Views
from ..ask import Ask, page
from ..templating import render

LATEST = 12


def start(ask: Ask, connection: Connection) -> Response:
    """The page."""
    views = Views(connection)
    rows = views.claims(Filter(kind="attribution"), limit=LATEST).rows
    texts = views.texts({row.document.id for row in rows})
    return render(ask, "start.html", rows=rows, texts=texts)


routes = [Route("/{lang:lang}/", page(start))]
