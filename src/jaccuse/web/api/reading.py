"""Endpoints that read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from ...errors import UnknownId
from ...ledger.case_rows import Case
from ...ledger.chronicle import history
from ...ledger.filters import KINDS, REVIEWED, STANDINGS, Filter
from ...ledger.matrix import Matrix, matrix
from ...ledger.names import ActorPage, actor_page
from ...ledger.queries import Views
from ...ledger.rows import ClaimRow, Listing
from ...ledger.timeline import Timeline, timeline
from ...render.quote import quote
from .shapes import Actors, Claims, Documents, DocumentText, Events, Found, Hits, Incidents
from .spec import DATE, Param

_DATE_WORDS = "as precise as wanted (2021, 2021-07, 2021-07-19); of claims the date of the act, of documents of publication"
FILTERS = (
    Param(name="accuser", meaning="Code of an actor that accuses: US, US/doj, EU, org:mandiant; a state finds its organs too."),
    Param(name="accused", meaning="Code of an actor that is accused: CN, CN/mss, group:apt28; a state finds its organs too."),
    Param(name="group", meaning="A threat group, in whatever role: apt28."),
    Param(name="activity", meaning="Code of an activity: espionage, ransomware, wiper …"),
    Param(name="kind", meaning="Kind of claim.", choices=KINDS),
    Param(name="what", meaning="Which act, measure, reply or support: charge, sanctions, denial, condemn …"),
    Param(name="status", meaning="How it is put: stated, suspected, hearsay, declined, withdrawn; of measures adopted …"),
    Param(name="since", meaning=f"Not before this date, {_DATE_WORDS}.", pattern=DATE),
    Param(name="until", meaning=f"Not after this date, {_DATE_WORDS}.", pattern=DATE),
    Param(name="language", meaning="Language of the document: en, fr."),
    Param(name="publisher", meaning="Publisher of the document, as it is written."),
    Param(name="reviewed", meaning="What people said of it.", choices=REVIEWED),
    Param(name="standing", meaning="Whether it counts (as a rule), was rejected or superseded.", choices=tuple(STANDINGS)),
)
OF_DOCUMENTS = tuple(one for one in FILTERS if one.name in ("since", "until", "language", "publisher"))
LIMIT = Param(name="limit", meaning="How many rows.", kind="integer", usual=50, most=500)
PAGING = (
    LIMIT,
    Param(name="after", meaning="`after` of the page before: go on behind it."),
    Param(name="count", meaning="Count exactly, also where that takes long.", kind="boolean"),
)


def identified(meaning: str, name: str = "id") -> Param:
    """A parameter of the path."""
    return Param(name=name, meaning=meaning, where="path", required=True)


def _asked(given: Mapping[str, Any]) -> Filter:
    names = {param.name for param in FILTERS}
    return Filter(**{name: value for name, value in given.items() if name in names and value})


def _page(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"limit": given["limit"], "last": given["after"] or None, "count": given["count"]}


def paged(found: Listing[Any]) -> dict[str, Any]:
    """How much of a list a page is."""
    return {"rows": tuple(found.rows), "total": found.total.number, "exact": found.total.exact, "after": found.after}


def claims(connection: Connection, given: Mapping[str, Any]) -> Claims:
    """Claims, newest first."""
    return Claims(**paged(Views(connection).claims(_asked(given), **_page(given))))


def claim(connection: Connection, given: Mapping[str, Any]) -> ClaimRow:
    """One claim."""
    return Views(connection).claim(given["id"])


def incidents(connection: Connection, given: Mapping[str, Any]) -> Incidents:
    """Incidents."""
    return Incidents(**paged(Views(connection).incidents(_asked(given), **_page(given))))


def incident(connection: Connection, given: Mapping[str, Any]) -> Case:
    """The case."""
    return Views(connection).case(given["id"])


def documents(connection: Connection, given: Mapping[str, Any]) -> Documents:
    """Documents."""
    return Documents(**paged(Views(connection).documents(_asked(given), **_page(given))))


def document(connection: Connection, given: Mapping[str, Any]) -> DocumentText:
    """One document."""
    views = Views(connection)
    row = views.document(given["id"])
    return DocumentText(document=row, text=views.text(row.id), claims=tuple(views.of_document(row.id)))


def actors(connection: Connection, given: Mapping[str, Any]) -> Actors:
    """Actors."""
    return Actors(**paged(Views(connection).actors(given["role"], limit=given["limit"], last=given["after"] or None)))


def actor(connection: Connection, given: Mapping[str, Any]) -> ActorPage:
    """One actor. Raises UnknownId."""
    found = actor_page(connection, given["code"])
    if not (found.actor.claims or found.seen or found.claims):
        raise UnknownId(f"no actor {given['code']!r} in this ledger")
    return found


def search(connection: Connection, given: Mapping[str, Any]) -> Hits:
    """Documents that hold words."""
    found = Views(connection).search(given["q"], _asked(given), **_page(given))
    rows = tuple(
        Found(
            document=hit.document,
            spans=hit.spans,
            words="".join(piece.text for piece in quote(hit.text, hit.spans[:3], ())),
        )
        for hit in found.rows
    )
    return Hits(**(paged(found) | {"rows": rows}))


def who_whom(connection: Connection, given: Mapping[str, Any]) -> Matrix:
    """The matrix."""
    return matrix(connection, _asked(given), states=given["by"] != "actor")


def over_time(connection: Connection, given: Mapping[str, Any]) -> Timeline:
    """The timeline."""
    return timeline(connection, _asked(given), zoom=given["zoom"] or "year", split=given["split"] or "way")


def acts(connection: Connection, given: Mapping[str, Any]) -> Events:
    """What people decided."""
    return Events(rows=tuple(history(connection, limit=given["limit"], last=given["before"])))


def past(connection: Connection, given: Mapping[str, Any]) -> Events:
    """What was read and decided about one thing."""
    return Events(rows=tuple(history(connection, given["id"])))
