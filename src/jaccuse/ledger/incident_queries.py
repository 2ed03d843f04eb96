"""Lists of incidents, and which incident an id means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, select

from ..errors import UnknownId
from . import bulk, days
from .content_tables import claims, documents, operations
from .filters import Filter, Plan, after, counting, plan
from .ids import SHORTEST, resolve
from .merging_tables import incidents, membership
from .rows import IncidentRow, Listing, Total

#: A facet with fewer claims than this is collected; with more, incidents are walked in their order.
FEW = 3_000
#: So many incidents that fit are counted; whether there are more, only where asked for.
COUNTED = 500
#: How many accusers and accused a row names.
NAMED = 4


def list_incidents(connection: Connection, asked: Filter, *, limit: int, last: str | None, count: bool) -> Listing[IncidentRow]:
    """Incidents that have a claim as asked for, those spoken of last first."""
    behind = (incidents.c.last, incidents.c.id)
    at = None
    if last:
        name = incident_of_id(connection, last)
        at = (connection.execute(select(incidents.c.last).where(incidents.c.id == name)).scalar_one(), name)
    found = plan(connection, asked)
    if found.lead and found.number <= FEW:
        every = _collected(connection, found)
        total = Total(len(every))
        ids = [name for day, name in every if at is None or (day, name) < at][: limit + 1]
    else:
        query = select(incidents.c.id) if asked == Filter() else select(incidents.c.id).where(_walked(found))
        total = _total(connection, query, count or asked == Filter())
        page = query.where(after(*behind, at)) if at else query
        ids = list(connection.execute(page.order_by(*(column.desc() for column in behind)).limit(limit + 1)).scalars())
    rows = incident_rows(connection, ids[:limit])
    return Listing(rows, total, rows[-1].id if len(ids) > limit else None)


def incident_rows(connection: Connection, ids: Sequence[str]) -> list[IncidentRow]:
    """The incidents with these ids, in their order, with who accuses whom most and the activities."""
    heads = {row["id"]: row for row in bulk.where_in(connection, select(incidents), incidents.c.id, ids)}
    activities: dict[str, Counter[str]] = {name: Counter() for name in heads}
    published: dict[str, list[int]] = {name: [] for name in heads}
    query = select(membership.c.incident, operations.c.activities, documents.c.published)
    query = query.join(operations, operations.c.id == membership.c.operation)
    query = query.join(documents, documents.c.seq == operations.c.document)
    for row in bulk.where_in(connection, query, membership.c.incident, heads):
        activities[row["incident"]].update(row["activities"].split())
        published[row["incident"]] += [row["published"]] if row["published"] else []
    accusers: dict[str, Counter[str]] = {name: Counter() for name in heads}
    accused: dict[str, Counter[str]] = {name: Counter() for name in heads}
    accusations: Counter[str] = Counter()
    for name, by, to in edges(connection, heads):
        accusations[name] += len(by) * len(to)
        if to:
            accusers[name].update(by)
            accused[name].update(to)
    return [
        IncidentRow(
            id=name,
            name=heads[name]["name"],
            # as precise as the documents say it, which the column that incidents are ordered by is not
            first=days.text(min(published[name], default=0)),
            last=days.text(max(published[name], default=0)),
            documents=heads[name]["documents"],
            stories=heads[name]["stories"],
            claims=heads[name]["claims"],
            accusations=accusations[name],
            activities=_most(activities[name]),
            accusers=_most(accusers[name]),
            accused=_most(accused[name]),
        )
        for name in ids
        if name in heads
    ]


def incident_of_id(connection: Connection, name: str) -> str:
    """The incident that an id means: its own, an older one's, or that of an operation or claim in it. Raises UnknownId."""
    name = name.strip().lower()
    if name.startswith("c"):
        claim = resolve(connection, name, "claim")
        operation = connection.execute(select(claims.c.operation).where(claims.c.id == claim)).scalar()
        if operation is None:
            raise UnknownId(f"{claim} is about no operation, so it is in no incident", remedy=f"see `jaccuse review {claim}`")
    elif name.startswith(("i", "o")):
        bare = name.removeprefix("i")
        if len(bare) < SHORTEST or not bare.startswith("o"):
            remedy = f"write at least {SHORTEST} characters of it; `jaccuse incidents` lists them"
            raise UnknownId(f"no incident {name!r} in this ledger", remedy=remedy)
        try:
            operation = resolve(connection, bare, "operation")
        except UnknownId as error:
            if name.startswith("i"):
                error.message = error.message.replace("operation", "incident").replace(f"'{bare}'", f"'i{bare}'")
                error.remedy = (error.remedy or "").replace(" o", " io").replace("jaccuse claims", "jaccuse incidents")
            raise
    else:
        raise UnknownId(
            f"{name!r} is no incident", remedy="an incident's id begins with io; list them with `jaccuse incidents`"
        )
    found = connection.execute(select(membership.c.incident).where(membership.c.operation == operation)).scalar()
    if found is None:
        raise UnknownId(f"{operation} is in no incident: it no longer counts", remedy=f"see `jaccuse history {operation}`")
    return str(found)


def _collected(connection: Connection, found: Plan) -> list[tuple[int, str]]:
    """Incidents of the claims with their last day, all collected, newest first."""
    keys, _, _ = found.keys()
    query = select(incidents.c.last, incidents.c.id).distinct().join(membership, membership.c.incident == incidents.c.id)
    query = query.join(claims, claims.c.operation == membership.c.operation).where(claims.c.key.in_(keys))
    return sorted(((row[0], row[1]) for row in connection.execute(query)), reverse=True)


def _walked(found: Plan) -> Any:
    """Incidents that have such a claim, each looked at in turn."""
    holder = and_(membership.c.incident == incidents.c.id, claims.c.operation == membership.c.operation)
    return exists().where(holder, *found.holds())


def _total(connection: Connection, query: Select[Any], exact: bool) -> Total:
    inner = (query if exact else query.limit(COUNTED + 1)).subquery()
    number = connection.execute(select(func.count()).select_from(inner)).scalar_one()
    return Total(number) if exact or number <= COUNTED else Total(COUNTED, exact=False)


def edges(connection: Connection, ids: Iterable[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Of the claims that count in these incidents: the incident, accusers and accused; of support, supporters and nobody."""
    query = select(membership.c.incident, claims.c.edge).join(claims, claims.c.operation == membership.c.operation)
    query = query.where(counting(), claims.c.edge.is_not(None))
    for row in bulk.where_in(connection, query, membership.c.incident, ids):
        by, _, to = row["edge"].partition(">")
        yield row["incident"], by.split(), to.split()


def _most(counted: Counter[str]) -> tuple[str, ...]:
    """Those counted most, by number and then by name."""
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, _ in ranked[:NAMED])
