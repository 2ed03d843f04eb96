"""The lists: incidents, claims, documents and actors, with the filters of the command line in the address, as pages and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ...claim import Activity, Status
from ...errors import BadRequest
from ...ledger import flat
from ...ledger.filters import KINDS, REVIEWED, STANDINGS
from ...ledger.queries import ACTOR_ROLES, Views
from ...ledger.rows import Listing
from ..access import Role
from ..ask import Ask, page
from ..templating import render

#: Values of the filters that have a list of them.
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "activity": get_args(Activity),
    "status": (*get_args(Status), "adopted", "requested", "threatened", "absent", "lifted"),
    "reviewed": REVIEWED,
    "language": ("en", "fr"),
    "standing": tuple(STANDINGS),
}
FIELDS = (
    "accuser", "accused", "since", "until", "activity", "status", "kind", "what", "group", "language", "publisher",
    "reviewed", "standing",
)  # fmt: skip


def _paged(ask: Ask) -> dict[str, Any]:
    limits = ask.settings.limits
    return {"limit": ask.number("limit", limits.rows, limits.rows_most), "last": ask.param("after")}


def filtered(ask: Ask, fields: tuple[str, ...] = FIELDS) -> dict[str, Any]:
    """What the form of filters needs."""
    return {"fields": fields, "choices": CHOICES, "asked": ask.asked}


def incidents(ask: Ask, connection: Connection) -> Response:
    """Incidents, those spoken of last first."""
    found = Views(connection).incidents(ask.filter, **_paged(ask))
    return render(ask, "incidents.html", found=found, **filtered(ask))


def claims(ask: Ask, connection: Connection) -> Response:
    """Claims, newest first, each with its words."""
    views = Views(connection)
    found = views.claims(ask.filter, **_paged(ask))
    texts = views.texts({row.document.id for row in found.rows})
    return render(ask, "claims.html", found=found, texts=texts, **filtered(ask))


def documents(ask: Ask, connection: Connection) -> Response:
    """Documents, newest first."""
    found = Views(connection).documents(ask.filter, **_paged(ask))
    return render(ask, "documents.html", found=found, **filtered(ask))


def actors(ask: Ask, connection: Connection) -> Response:
    """Actors by their number of claims."""
    role = _role(ask)
    found = Views(connection).actors(role, **_paged(ask))
    return render(ask, "actors.html", found=found, role=role, roles=ACTOR_ROLES)


def _role(ask: Ask) -> str | None:
    role = ask.param("role")
    if role is not None and role not in ACTOR_ROLES:
        raise BadRequest(f"role: {role!r} is none of {', '.join(ACTOR_ROLES)}")
    return role


Rows = Callable[[Ask, Views, str | None], tuple[Listing[Any], Iterable[Mapping[str, Any]]]]


def _claim_rows(ask: Ask, views: Views, last: str | None) -> tuple[Listing[Any], Iterable[Mapping[str, Any]]]:
    found = views.claims(ask.filter, limit=500, last=last)
    texts = views.texts({row.document.id for row in found.rows})
    return found, [flat.claim(row, flat.words_of(row, texts)) for row in found.rows]


def _incident_rows(ask: Ask, views: Views, last: str | None) -> tuple[Listing[Any], Iterable[Mapping[str, Any]]]:
    found = views.incidents(ask.filter, limit=500, last=last)
    return found, map(flat.incident, found.rows)


def _document_rows(ask: Ask, views: Views, last: str | None) -> tuple[Listing[Any], Iterable[Mapping[str, Any]]]:
    found = views.documents(ask.filter, limit=500, last=last)
    return found, map(flat.document, found.rows)


def _actor_rows(ask: Ask, views: Views, last: str | None) -> tuple[Listing[Any], Iterable[Mapping[str, Any]]]:
    found = views.actors(_role(ask), limit=5_000, last=last)
    return found, map(flat.actor, found.rows)


def table(name: str, rows: Rows) -> Callable[[Request], object]:
    """An endpoint that gives the whole list as CSV, one state of the ledger from its first row to its last."""

    async def endpoint(request: Request) -> Response:
        ask = Ask(request)
        ask.need(Role.READER)
        _ = ask.filter, _role(ask)

        def parts() -> Iterator[bytes]:
            with ask.store.ledger.reading() as connection:
                views, last = Views(connection), None
                yield csv_head(flat.TABLES[name])
                while True:
                    found, made = rows(ask, views, last)
                    yield csv_rows(flat.TABLES[name], made)
                    if (last := found.after) is None:
                        return

        return StreamingResponse(parts(), media_type="text/csv; charset=utf-8", headers=as_file(f"{name}.csv"))

    return endpoint


def as_file(name: str) -> dict[str, str]:
    """The header that names a download."""
    return {"content-disposition": f'attachment; filename="jaccuse-{name}"'}


def csv_head(columns: Iterable[flat.Column]) -> bytes:
    """The first line."""
    return (",".join(column.name for column in columns) + "\r\n").encode()


def csv_rows(columns: Iterable[flat.Column], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Lines (RFC 4180); cells that a spreadsheet would take for formulas are made harmless."""
    names = [column.name for column in columns]
    held = io.StringIO(newline="")
    out = csv.writer(held, lineterminator="\r\n")
    for row in rows:
        cells = [row[name] for name in names]
        out.writerow([str(cell).lower() if isinstance(cell, bool) else flat.safe_cell(cell) for cell in cells])
    return held.getvalue().encode("utf-8", "backslashreplace")


routes = [
    Route("/{lang:lang}/incidents", page(incidents)),
    Route("/{lang:lang}/claims", page(claims)),
    Route("/{lang:lang}/documents", page(documents)),
    Route("/{lang:lang}/actors", page(actors)),
    Route("/{lang:lang}/incidents.csv", table("incidents", _incident_rows)),
    Route("/{lang:lang}/claims.csv", table("claims", _claim_rows)),
    Route("/{lang:lang}/documents.csv", table("documents", _document_rows)),
    Route("/{lang:lang}/actors.csv", table("actors", _actor_rows)),
]
