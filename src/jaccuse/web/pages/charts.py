"""The matrix of accusers and accused, and the timeline of accusations: each a picture, a table and a CSV of one view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from ...errors import BadRequest
from ...ledger.flat import Column
from ...ledger.matrix import WAYS, Cell, Matrix, matrix
from ...ledger.timeline import OTHERS, SPLITS, ZOOMS, Timeline, timeline
from ..ask import Ask, page
from ..charts import columns
from ..templating import render
from .lists import as_file, csv_head, csv_rows, filtered

#: Rows and columns of the picture of the matrix; the table and the CSV have all.
LARGEST = 14
FIELDS = ("accuser", "accused", "since", "until", "activity", "status", "group", "language", "publisher", "reviewed")
_CELLS = (
    Column("accuser", "Code of the accuser."),
    Column("accused", "Code of the accused."),
    Column("claims", "Number of claims in which the one accuses the other.", "integer"),
    *(Column(way, f"Of these, how many are put so: {way}.", "integer") for way in WAYS),
    Column("first", "Day of the first of them."),
    Column("last", "Day of the last of them."),
)


def _one_of(ask: Ask, name: str, known: tuple[str, ...]) -> str:
    value = ask.param(name) or known[0]
    if value not in known:
        raise BadRequest(f"{name}: {value!r} is none of {', '.join(known)}")
    return value


def _matrix(ask: Ask, connection: Connection) -> Matrix:
    return matrix(connection, replace(ask.filter, kind="attribution"), states=_one_of(ask, "by", ("state", "actor")) == "state")


def matrix_page(ask: Ask, connection: Connection) -> Response:
    """The matrix."""
    found = _matrix(ask, connection)
    cells = {(cell.accuser, cell.accused): cell for cell in found.cells}
    most = max((cell.claims for cell in found.cells), default=1)
    return render(
        ask,
        "matrix.html",
        found=found,
        cells=cells,
        rows=list(found.accusers)[:LARGEST],
        heads=list(found.accused)[:LARGEST],
        heat=_heat(most),
        by=_one_of(ask, "by", ("state", "actor")),
        ways=WAYS,
        **filtered(ask, FIELDS),
    )


def _heat(most: int) -> Callable[[Cell], int]:
    """A shade from 1 to 5, by the logarithm, so that one large cell does not make all others pale."""
    from math import log

    return lambda cell: 1 + min(4, int(4.999 * log(cell.claims + 0.5) / log(most + 0.5))) if most > 1 else 3


def matrix_csv(ask: Ask, connection: Connection) -> Response:
    """All cells as CSV."""
    found = _matrix(ask, connection)
    rows = [
        {"accuser": one.accuser, "accused": one.accused, "claims": one.claims, "first": one.first, "last": one.last}
        | {way: one.ways.get(way, 0) for way in WAYS}
        for one in found.cells
    ]
    return Response(csv_head(_CELLS) + csv_rows(_CELLS, rows), media_type="text/csv", headers=as_file("matrix.csv"))


def _timeline(ask: Ask, connection: Connection) -> Timeline:
    zoom, split = _one_of(ask, "zoom", ZOOMS), _one_of(ask, "split", SPLITS)
    return timeline(connection, replace(ask.filter, kind="attribution"), zoom=zoom, split=split)


def timeline_page(ask: Ask, connection: Connection) -> Response:
    """The timeline; each column leads to the months or days in it, and from there to the words."""
    found = _timeline(ask, connection)
    picture = columns(found, lambda start: into(ask, found.zoom, start), lambda start, n: said(ask, start, n))
    shown = [one for one in found.periods if one.claims]
    return render(
        ask, "timeline.html", found=found, picture=picture, shown=shown, splits=SPLITS, zooms=ZOOMS, others=OTHERS,
        address=lambda start: opens(ask, start), **filtered(ask, FIELDS),
    )  # fmt: skip


def into(ask: Ask, zoom: str, start: str) -> str:
    """Where a column leads: into the period, or, from a day, to its claims."""
    if zoom == "day":
        return opens(ask, start)
    finer = "month" if zoom == "year" else "day"
    kept = {**ask.asked, "split": ask.param("split"), "zoom": finer, "since": start, "until": start}
    return ask.url("timeline", **kept)


def opens(ask: Ask, start: str) -> str:
    """The claims of a period."""
    return ask.url("claims", **{**ask.asked, "kind": "attribution", "since": start, "until": start})


def said(ask: Ask, start: str, number: int) -> str:
    """What a column says."""
    from .. import labels

    key = "timeline.one" if number == 1 else "timeline.many"
    return ask.t(key, period=labels.day(start, ask.lang), n=labels.number(number, ask.lang))


def timeline_csv(ask: Ask, connection: Connection) -> Response:
    """All periods as CSV."""
    found = _timeline(ask, connection)
    head = (Column("period", "Year, month or day."), Column("claims", "Claims that accuse.", "integer"))
    held = (*head, *(Column(part, f"Of these: {part}.", "integer") for part in found.parts))
    rows = [{"period": one.start, "claims": one.claims, **one.parts} for one in found.periods]
    return Response(csv_head(held) + csv_rows(held, rows), media_type="text/csv", headers=as_file("timeline.csv"))


routes = [
    Route("/{lang:lang}/matrix", page(matrix_page)),
    Route("/{lang:lang}/matrix.csv", page(matrix_csv)),
    Route("/{lang:lang}/timeline", page(timeline_page)),
    Route("/{lang:lang}/timeline.csv", page(timeline_csv)),
]
