"""Where what counts comes from, for what leaves the ledger: when it was recorded and last changed, what the machine read before
people judged it, and under which operation an incident is known outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from ..claim import Claim, Operation
from .bulk import where_in
from .content_tables import acts, claims, documents, operations, readings
from .dialects import rows_between
from .entries import ClaimBody, DocumentBody, OperationBody, Review
from .incident_queries import incident_rows
from .merging_tables import membership
from .overlay import Verdict, meaning
from .queries import Views
from .rows import IncidentRow, OperationRow
from .schema import entries
from .walk import Told

_document = msgspec.json.Decoder(DocumentBody)
_claim = msgspec.json.Decoder(ClaimBody)
_operation = msgspec.json.Decoder(OperationBody)
_review = msgspec.json.Decoder(Review)


@dataclass(frozen=True, slots=True)
class Head:
    """A document as it was added, when, and what read it last, when. judged: when something in it last was, or empty."""

    body: DocumentBody
    added: str
    engine: str
    read: str
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim or operation: when it was first recorded; when what counts of it last changed, by a reading or a person.

    machine: what the machine reads, where people judged it; verdicts: their standing reviews, oldest first.
    """

    added: str
    changed: str
    machine: Claim | Operation | None = None
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """An incident as others know it, whatever documents join it later.

    anchor: of its operations the one whose document came first. added, changed: of its anchor, of anything in it. judged: when
    somebody last judged what belongs in it, or empty. former: operations in it, other than the anchor, that were judged on:
    it may have been known by them before.
    """

    row: IncidentRow
    anchor: str
    added: str
    changed: str
    judged: str = ""
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of some documents: by document, claim and operation."""

    heads: dict[str, Head]
    claims: dict[str, Trace]
    operations: dict[str, tuple[OperationRow, Trace]]


def provenance(connection: Connection, told: Sequence[Told]) -> Provenance:
    """Where these documents, the claims walked in them and the operations of those claims come from."""
    rows = {row.id: row for one in told for row in one.claims}
    about = {row.operation for row in rows.values() if row.operation}
    judged = _acts(connection, {*rows, *about})
    heads, reread = _heads(connection, told)
    found: dict[str, dict[str, Trace]] = {}
    for kind, table, names in (("claim", claims, rows.keys()), ("operation", operations, about)):
        held = {row["id"]: row for row in where_in(connection, select(table), table.c.id, names)}
        query = select(entries.c.seq, entries.c.at, entries.c.body)
        seqs = {row["seq"] for row in held.values()} | {row["key"] for row in held.values() if kind == "claim"}
        at = {row["seq"]: row for row in where_in(connection, query, entries.c.seq, seqs)}
        found[kind] = {}
        for name, row in held.items():
            first, changed = reread.get(name) or (at[row["seq"]]["at"],) * 2
            when, verdicts = judged.get(name, ("", ()))
            machine = _body(kind, at[row["seq"]]["body"]) if verdicts else None
            found[kind][name] = Trace(first, max(changed, when), machine, verdicts)
    made = {row.id: (row, found["operation"][row.id]) for row in Views(connection).operations_by_id(sorted(about))}
    return Provenance(heads, found["claim"], made)


def homes(connection: Connection, incidents: Iterable[str]) -> dict[str, Home]:
    """The incidents with these ids."""
    query = select(membership.c.incident, operations.c.id, operations.c.document, documents.c.reading.label("read"))
    query = query.join(operations, operations.c.id == membership.c.operation)
    query = query.join(documents, documents.c.seq == operations.c.document)
    members: dict[str, list[Any]] = {}
    for row in where_in(connection, query, membership.c.incident, incidents):
        members.setdefault(row["incident"], []).append(row)
    every = [row for rows in members.values() for row in rows]
    seqs = {row["document"] for row in every} | {row["read"] for row in every}
    columns = select(entries.c.seq, entries.c.at)
    at = {row["seq"]: row["at"] for row in where_in(connection, columns, entries.c.seq, seqs)}
    acted = _acts(connection, {row["id"] for row in every}, "judgement")
    made: dict[str, Home] = {}
    for head in incident_rows(connection, sorted(members)):
        rows = sorted(members[head.id], key=lambda row: (row["document"], row["id"]))
        anchor, others = rows[0], [row["id"] for row in rows[1:]]
        judged = {row["id"]: acted[row["id"]][0] for row in rows if row["id"] in acted}
        said = max(judged.values(), default="")
        changed = max(*(at[row["read"]] for row in rows), said)
        former = tuple(name for name in others if name in judged)
        made[head.id] = Home(head, anchor["id"], at[anchor["document"]], changed, said, former)
    return made


def _body(kind: str, body: str) -> Claim | Operation:
    return _claim.decode(body).claim if kind == "claim" else _operation.decode(body).operation


def _heads(connection: Connection, told: Sequence[Told]) -> tuple[dict[str, Head], dict[str, tuple[str, str]]]:
    """The documents; and of those that were read more than once, when each claim and operation came and last changed."""
    seqs = [one.seq for one in told]
    query = select(readings).order_by(readings.c.seq)
    read: dict[int, list[Any]] = {}
    for row in where_in(connection, query, readings.c.document, seqs):
        read.setdefault(row["document"], []).append(row)
    columns = select(entries.c.seq, entries.c.id, entries.c.at, entries.c.body)
    heads: dict[str, Head] = {}
    said = _judged(connection, seqs)
    again: dict[str, tuple[str, str]] = {}
    for row in where_in(connection, columns, entries.c.seq, seqs):
        every = sorted(read[row["seq"]], key=lambda one: one["seq"])
        heads[row["id"]] = Head(
            _document.decode(row["body"]), row["at"], every[-1]["engine"], every[-1]["at"], said.get(row["seq"], "")
        )
        if len(every) > 1:
            again |= _changes(connection, every)
    return heads, again


def _judged(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    """When somebody last said something of what was read in these documents, also of what does not count any more."""
    if connection.execute(select(acts.c.seq).limit(1)).first() is None:
        return {}
    found: dict[int, str] = {}
    for table in (claims, operations):
        query = select(table.c.id, table.c.document)
        of = {row["id"]: row["document"] for row in where_in(connection, query, table.c.document, seqs)}
        for name, (at, _) in _acts(connection, of).items():
            found[of[name]] = max(at, found.get(of[name], ""))
    return found


def _changes(connection: Connection, every: Sequence[Any]) -> dict[str, tuple[str, str]]:
    """Of a document's readings: when each claim and operation in them was first read, and first read as it is now."""
    found: dict[str, tuple[str, str]] = {}
    last: dict[str, object] = {}
    for read in every:
        for name, body in _parts(connection, read["seq"]):
            now = meaning(msgspec.json.decode(body))
            if name not in found:
                found[name] = (read["at"], read["at"])
            elif last[name] != now:
                found[name] = (found[name][0], read["at"])
            last[name] = now
    return found


def _parts(connection: Connection, reading: int) -> Iterable[tuple[str, str]]:
    """Ids and bodies of the operations and claims that stand behind a reading."""
    first = reading + 1
    while rows := rows_between(connection, first, first + 64):
        for _, kind, name, parent, _, body, _ in rows:
            if parent != reading or kind not in ("operation", "claim"):
                return
            yield name, body
        first += 64


def _acts(connection: Connection, about: Iterable[str], act: str = "review") -> dict[str, tuple[str, tuple[Verdict, ...]]]:
    """By target: when an act of that kind on it, or one that undoes such an act, was last recorded; its standing reviews."""
    if connection.execute(select(acts.c.seq).limit(1)).first() is None:
        return {}
    about = set(about)
    of: dict[str, set[str]] = {}
    rows: dict[str, Any] = {}
    for column in (acts.c.target, acts.c.other):
        for row in where_in(connection, select(acts).where(acts.c.act == act), column, about):
            rows[row["id"]] = row
            of.setdefault(row["id"], set()).update({row["target"], row["other"]} & about)
    when = {
        name: max(row["at"] for key, row in rows.items() if name in of[key]) for name in {n for v in of.values() for n in v}
    }
    front = set(rows)
    while front:
        undone = list(where_in(connection, select(acts).where(acts.c.act == "undo"), acts.c.target, front))
        front = {row["id"] for row in undone} - of.keys()
        for row in undone:
            of[row["id"]] = of[row["target"]]
            when |= {name: max(when[name], row["at"]) for name in of[row["id"]]}
    standing: dict[str, list[tuple[int, Verdict]]] = {}
    for row in rows.values():
        if act == "review" and row["stands"]:
            said = _review.decode(row["body"])
            verdict = Verdict(row["id"], said.path, said.verdict, said.was, said.value)
            standing.setdefault(said.target, []).append((row["seq"], verdict))
    return {
        name: (at, tuple(verdict for _, verdict in sorted(standing.get(name, ()), key=lambda pair: pair[0])))
        for name, at in when.items()
    }
