"""Search, the history of decisions, and what the method is."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from ...ledger.chronicle import history
from ...ledger.queries import Views
from ...ledger.rows import Hit
from ...render.page import Piece
from ...render.quote import Mark, quote
from ..ask import Ask, page
from ..templating import render

#: Places of a hit that are shown.
SHOWN = 3
FIELDS = ("since", "until", "language", "publisher")


def search(ask: Ask, connection: Connection) -> Response:
    """Documents that hold the words, and actors of that name."""
    words = ask.param("q")
    if not words:
        return render(ask, "search.html", words="", found=None, actors=[], around=around)
    views = Views(connection)
    limit = ask.number("limit", 20, ask.settings.limits.rows_most)
    found = views.search(words, ask.filter, limit=limit, last=ask.param("after"))
    named = views.actors_named(words) if not ask.param("after") else []
    return render(ask, "search.html", words=words, found=found, actors=named, around=around)


def around(hit: Hit) -> tuple[Piece, ...]:
    """The words around the first places."""
    spans = hit.spans[:SHOWN]
    return quote(hit.text, spans, [Mark(span, "value") for span in spans]) if spans else ()


def acts(ask: Ask, connection: Connection) -> Response:
    """What people decided, newest first."""
    after = ask.number("after", 0, 10**9) if ask.param("after") else None
    events = history(connection, limit=51, last=after)
    more = events[49].seq if len(events) > 50 else None
    return render(ask, "history.html", events=events[:50], name=None, more=more)


def past(ask: Ask, connection: Connection) -> Response:
    """What was read and decided about one thing."""
    name: str = ask.request.path_params["id"]
    return render(ask, "history.html", events=history(connection, name), name=name, more=None)


def method(ask: Ask, connection: Connection) -> Response:
    """How it is made, and where it fails."""
    views = Views(connection)
    numbers = {"claims": views.counted("all"), "documents": views.counted("documents"), "reviewed": views.counted("reviewed")}
    return render(ask, f"method.{ask.lang}.html", numbers=numbers)


routes = [
    Route("/{lang:lang}/search", page(search)),
    Route("/{lang:lang}/history", page(acts)),
    Route("/{lang:lang}/history/{id}", page(past)),
    Route("/{lang:lang}/method", page(method)),
]
