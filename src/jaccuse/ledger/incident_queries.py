"""Lists of incidents, and which incident an id means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from ..claim import Attribution, Claim
from ..errors import UnknownId
from . import bulk, days
from .content_tables import claims, documents, operations
from .entries import ClaimBody
from .facets import is_accusation
from .filters import Filter, Plan, counting, plan
from .ids import SHORTEST, resolve
from .merging_tables import incidents, membership
from .rows import IncidentRow, Listing, Total
from .schema import entries

#: A facet with fewer claims than this is collected; with more, incidents are walked in their order.
FEW = 3_000
#: So many incidents that fit are counted; whether there are more, only where asked for.
COUNTED = 500
#: How many accusers and accused a row names.
NAMED = 4

_claim = msgspec.json.Decoder(Claim)
_body = msgspec.json.Decoder(ClaimBody)


def list_incidents(connection: Connection, asked: Filter, *, limit: int, last: str | None, count: bool) -> Listing[IncidentRow]:
    """Incidents that have a claim as asked for, those spoken of last first."""
    query = select(incidents.c.id)
    everything = asked == Filter()
    few = False
    if not everything:
        found = plan(connection, asked)
        few = bool(found.lead) and found.number <= FEW
        query = query.where(_collected(found) if few else _walked(found))
    total = _total(connection, query, count or everything or few)
    page = query
    if last:
        at = connection.execute(select(incidents.c.last).where(incidents.c.id == incident_of_id(connection, last))).scalar_one()
        same_day = and_(incidents.c.last == at, incidents.c.id < incident_of_id(connection, last))
        page = query.where(incidents.c.last <= at, or_(incidents.c.last < at, same_day))
    ids = list(connection.execute(page.order_by(incidents.c.last.desc(), incidents.c.id.desc()).limit(limit + 1)).scalars())
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
    for name, claim in _attributions(connection, heads):
        if is_accusation(claim):
            accusations[name] += len(claim.claimants) * len(claim.accused)
            accusers[name].update(actor.actor for actor in claim.claimants)
            accused[name].update(actor.actor for actor in claim.accused)
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


def _collected(found: Plan) -> Any:
    """Incidents of the claims, all collected."""
    keys, _, _ = found.keys()
    inner = select(membership.c.incident).join(claims, claims.c.operation == membership.c.operation)
    return incidents.c.id.in_(inner.where(claims.c.key.in_(keys)))


def _walked(found: Plan) -> Any:
    """Incidents that have such a claim, each looked at in turn."""
    holder = and_(membership.c.incident == incidents.c.id, claims.c.operation == membership.c.operation)
    return exists().where(holder, *found.holds())


def _total(connection: Connection, query: Select[Any], exact: bool) -> Total:
    inner = (query if exact else query.limit(COUNTED + 1)).subquery()
    number = connection.execute(select(func.count()).select_from(inner)).scalar_one()
    return Total(number) if exact or number <= COUNTED else Total(COUNTED, exact=False)


def _attributions(connection: Connection, ids: Iterable[str]) -> list[tuple[str, Attribution]]:
    """The attributions that count in these incidents."""
    query = select(membership.c.incident, claims.c.body, entries.c.body.label("machine"))
    query = query.join(claims, claims.c.operation == membership.c.operation).join(entries, entries.c.seq == claims.c.seq)
    query = query.where(counting(), claims.c.kind.concat("") == "attribution")
    found: list[tuple[str, Attribution]] = []
    for row in bulk.where_in(connection, query, membership.c.incident, ids):
        claim = _claim.decode(row["body"]) if row["body"] else _body.decode(row["machine"]).claim
        if isinstance(claim, Attribution):
            found.append((row["incident"], claim))
    return found


def _most(counted: Counter[str]) -> tuple[str, ...]:
    """Those counted most, by number and then by name."""
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, _ in ranked[:NAMED])
