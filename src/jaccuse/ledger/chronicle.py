"""The history of a thing: every reading and every act about it, in order, with who, when and why."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from ..errors import UnknownId
from . import bulk
from .content_tables import acts, claims, documents, operations, readings
from .ids import kind_of, resolve
from .incident_queries import incident_of_id
from .merging_tables import membership
from .overlay import meaning
from .queries import PAGE
from .schema import entries


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened. what: added, read, review, judgement, naming, undo or checkpoint; stands: an act not undone."""

    seq: int
    at: str
    what: str
    id: str
    about: str | None = None
    path: str = ""
    verdict: str | None = None
    was: Any = None
    value: Any = None
    by: str | None = None
    reason: str | None = None
    stands: bool = True


def history(connection: Connection, name: str | None = None, *, limit: int = PAGE, last: int | None = None) -> list[Event]:
    """What happened to one thing, oldest first; without a name people's acts over the whole ledger, newest first."""
    if name is None:
        query = select(acts).order_by(acts.c.seq.desc()).limit(limit)
        return [_act(row) for row in connection.execute(query if last is None else query.where(acts.c.seq < last)).mappings()]
    kind = kind_of(name)
    if kind is None:
        raise UnknownId(f"{name!r} is no claim, operation, incident, document or act", remedy="`jaccuse claims` lists ids")
    if kind == "incident":
        return _incident(connection, incident_of_id(connection, name))
    found = resolve(connection, name, kind)
    events: list[Event] = []
    about = {found}
    if kind == "act":
        events += [_act(row) for row in connection.execute(select(acts).where(acts.c.id == found)).mappings()]
    elif kind == "document":
        events += _document(connection, found)
        seq = select(documents.c.seq).where(documents.c.id == found).scalar_subquery()
        for table in (claims, operations):
            about |= set(connection.execute(select(table.c.id).where(table.c.document == seq)).scalars())
    else:
        events += _readings(connection, found, kind)
    events += _acts_about(connection, about)
    return sorted(events, key=lambda one: one.seq)


def _incident(connection: Connection, name: str) -> list[Event]:
    """Every reading of its documents, and every act about its operations and their claims."""
    members = select(membership.c.operation).where(membership.c.incident == name)
    about = {name, *connection.execute(members).scalars()}
    about |= set(connection.execute(select(claims.c.id).where(claims.c.operation.in_(members))).scalars())
    held = select(operations.c.document).where(operations.c.id.in_(members))
    query = select(readings, documents.c.id.label("of")).join(documents, documents.c.seq == readings.c.document)
    rows = connection.execute(query.where(documents.c.seq.in_(held))).mappings()
    events = [
        Event(seq=row["seq"], at=row["at"], what="read", id=row["id"], about=row["of"], verdict="read", by=row["engine"])
        for row in rows
    ]
    return sorted((*events, *_acts_about(connection, about)), key=lambda one: one.seq)


def _acts_about(connection: Connection, about: set[str]) -> list[Event]:
    """Acts on these things, acts that undo those, and so on."""
    events: dict[int, Event] = {}
    while about:
        found: list[Event] = []
        for column in (acts.c.target, acts.c.other):
            found += [_act(row) for row in bulk.where_in(connection, select(acts), column, about)]
        about = {one.id for one in found if one.seq not in events}
        events |= {one.seq: one for one in found}
    return list(events.values())


def _document(connection: Connection, name: str) -> list[Event]:
    query = select(documents.c.seq, entries.c.at).join(entries, entries.c.seq == documents.c.seq).where(documents.c.id == name)
    row = connection.execute(query).mappings().one()
    events = [Event(seq=row["seq"], at=row["at"], what="added", id=name)]
    for read in connection.execute(
        select(readings).where(readings.c.document == row["seq"]).order_by(readings.c.seq)
    ).mappings():
        events.append(Event(seq=read["seq"], at=read["at"], what="read", id=read["id"], about=name, by=read["engine"]))
    return events


def _readings(connection: Connection, name: str, kind: str) -> list[Event]:
    """Every reading of the document of a claim or operation: what it gave for it, where that changed, or that it lacked it."""
    table = claims if kind == "claim" else operations
    document = connection.execute(select(table.c.document).where(table.c.id == name)).scalar_one()
    every = (
        connection.execute(select(readings).where(readings.c.document == document).order_by(readings.c.seq)).mappings().all()
    )
    events: list[Event] = []
    before: Any = None
    for read in every:
        query = select(entries.c.seq, entries.c.body).where(entries.c.parent == read["seq"])
        row = connection.execute(query.where(entries.c.kind == kind, entries.c.id == name)).first()
        now = meaning(msgspec.json.decode(row[1])[kind]) if row else None
        if now == before and events:
            verdict = "the same"
        else:
            verdict = "read" if row and not events else "read otherwise" if row else "not read"
        if row or before is not None:
            seq = row[0] if row else read["seq"]
            events.append(
                Event(
                    seq=seq,
                    at=read["at"],
                    what="read",
                    id=read["id"],
                    about=name,
                    verdict=verdict,
                    value=now,
                    by=read["engine"],
                )
            )
        before = now
    return events


def _act(row: Any) -> Event:
    body = msgspec.json.decode(row["body"])
    return Event(
        seq=row["seq"],
        at=row["at"],
        what=row["act"],
        id=row["id"],
        about=" and ".join(filter(None, (row["target"], row["other"]))) or None,
        path=row["path"],
        verdict=row["verdict"],
        was=body.get("was"),
        value=body.get("value"),
        by=row["by"],
        reason=row["reason"],
        stands=row["stands"],
    )


def flat(event: Event) -> dict[str, Any]:
    """An event as a row of a table: values as JSON."""
    row = {name: getattr(event, name) for name in Event.__struct_fields__}
    for name in ("was", "value"):
        row[name] = None if row[name] is None else msgspec.json.encode(row[name]).decode()
    return row
