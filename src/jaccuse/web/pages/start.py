"""The start page: a search box, accusations over the years, the latest attributions, who is accused most."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from ...ledger.filters import Filter
from ...ledger.queries import Views
from ...ledger.timeline import timeline
from ..ask import Ask, page
from ..charts import columns
from ..templating import render
from .charts import into, said

LATEST, INCIDENTS = 10, 6


def start(ask: Ask, connection: Connection) -> Response:
    """The page."""
    views = Views(connection)
    rows = views.claims(Filter(kind="attribution"), limit=LATEST).rows
    texts = views.texts({row.document.id for row in rows})
    found = timeline(connection, Filter(kind="attribution"))
    picture = columns(found, lambda start: into(ask, found.zoom, start), lambda start, n: said(ask, start, n))
    numbers = {"claims": views.counted("all"), "documents": views.counted("documents")}
    return render(
        ask, "start.html", rows=rows, texts=texts, found=found, picture=picture, numbers=numbers,
        incidents=views.incidents(limit=INCIDENTS).rows,
    )  # fmt: skip


routes = [Route("/{lang:lang}/", page(start))]
