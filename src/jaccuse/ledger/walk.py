"""All claims that are asked for, document by document in the order in which they came: for what goes out as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select, tuple_

from .content_tables import claims
from .filters import Filter, counting, plan
from .incident_queries import incident_of_id
from .merging_tables import membership
from .queries import Views
from .rows import ClaimRow, DocumentRow

#: A facet with fewer claims than this is collected and sorted; with more, all documents are walked.
COLLECTED = 20_000
#: So many claims are fetched at a time; a document's are never parted.
TOGETHER = 400


class Told(NamedTuple):
    """A document and those of its claims that are asked for, in the order in which they were recorded. seq: its place."""

    seq: int
    document: DocumentRow
    claims: list[ClaimRow]


def walk(connection: Connection, asked: Filter | None = None, incident: str | None = None) -> Iterator[Told]:
    """Every document with a claim as asked for; incident: only what is in it. In constant memory. Raises UnknownId."""
    views = Views(connection)
    held: list[tuple[int, list[int]]] = []
    number = 0
    for seq, keys in groupby(_keys(connection, asked or Filter(), incident), key=lambda pair: pair[0]):
        held.append((seq, [key for _, key in keys]))
        number += len(held[-1][1])
        if number >= TOGETHER:
            yield from _fetched(views, held)
            held, number = [], 0
    yield from _fetched(views, held)


def _fetched(views: Views, held: list[tuple[int, list[int]]]) -> Iterator[Told]:
    rows = {}
    every = [key for _, keys in held for key in keys]
    for key, row in zip(every, views.claims_by_key(every), strict=True):
        rows[key] = row
    for seq, keys in held:
        found = [rows[key] for key in keys]
        yield Told(seq, found[0].document, found)


def _keys(connection: Connection, asked: Filter, incident: str | None) -> Iterator[tuple[int, int]]:
    """Place of the document and key of each claim, in that order."""
    found = plan(connection, asked)
    place = select(claims.c.document, claims.c.key)
    if incident is not None:
        # the condition on standing is worded so that the incident leads, not the list of all that count
        members = select(membership.c.operation).where(membership.c.incident == incident_of_id(connection, incident))
        query = place.where(claims.c.operation.in_(members), *found.holds())
        yield from sorted((row[0], row[1]) for row in connection.execute(query))
        return
    if found.lead and found.number <= COLLECTED:
        keys, _, _ = found.keys()
        yield from sorted((row[0], row[1]) for row in connection.execute(place.where(claims.c.key.in_(keys))))
        return
    order = (claims.c.document, claims.c.key)
    query = place.where(counting(asked.state), *found.holds()).order_by(*order).limit(TOGETHER * 5)
    last: tuple[int, int] | None = None
    while True:
        rows = connection.execute(query if last is None else query.where(tuple_(*order) > last)).fetchall()
        yield from ((row[0], row[1]) for row in rows)
        if len(rows) < TOGETHER * 5:
            return
        last = (rows[-1][0], rows[-1][1])
