"""The deriver of incidents: operations that are one, by score and by what people judged.

A batch changes some operations. Their keys lead to those they are compared with (neighbours.py), pairs that score enough are
kept, and the incidents that these changes reach are made anew (clusters.py); nothing else is touched.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from ..claim import Claim, DocumentHead, Operation
from . import content_tables as content
from . import copies, neighbours
from .bulk import insert, where_in
from .entries import ClaimBody, DocumentBody, Entry, OperationBody
from .features import Features, features_of
from .incidents import remake, remove
from .keys import keys_of, node_of
from .merging_tables import blocks, features, merging, pairs
from .schema import entries
from .score import DOUBT, MERGE, compare

_claim_body, _operation_body = msgspec.json.Decoder(ClaimBody), msgspec.json.Decoder(OperationBody)
_claim, _operation = msgspec.json.Decoder(Claim), msgspec.json.Decoder(Operation)
_document = msgspec.json.Decoder(DocumentBody)
encode, decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Features).decode


class Merging:
    """Near copies of documents, pairs of operations, incidents."""

    name = "merging"
    version = 1
    tables = merging

    def apply(self, connection: Connection, batch: Sequence[Entry]) -> None:
        """Add the next entries; the deriver of content has been there before."""
        retold = copies.update(connection, batch)
        before, now = _changes(connection, batch)
        gone = {name: before[name] for name in before if now.get(name) != before[name]}
        come = {name: now[name] for name in now if before.get(name) != now[name]}
        touched = _exchange(connection, gone, come) | _judged(connection, batch)
        touched |= {row["operation"] for row in where_in(connection, select(features), features.c.document, retold)}
        remake(connection, touched, gone.keys())


def load(connection: Connection, operations: Iterable[str]) -> dict[str, Features]:
    """The features of operations, as far as they count."""
    query = select(features.c.operation, features.c.data)
    return {row["operation"]: decode(row["data"]) for row in where_in(connection, query, features.c.operation, operations)}


def _changes(connection: Connection, batch: Sequence[Entry]) -> tuple[dict[str, Features], dict[str, Features]]:
    """The features, before and now, of all operations of the documents that the entries concern."""
    told = [entry for entry in batch if entry.kind in ("reading", "operation", "claim")]
    readings = {entry.parent for entry in told if entry.kind != "reading"}
    documents = {entry.parent for entry in told if entry.kind == "reading"}
    query = select(content.readings)
    documents |= {row["document"] for row in where_in(connection, query, content.readings.c.seq, readings)}
    documents |= _reviewed(connection, batch)
    documents.discard(None)
    fresh = {entry.seq for entry in batch if entry.kind == "document"}
    query = select(features)
    old = where_in(connection, query, features.c.document, documents - fresh)
    before = {row["operation"]: decode(row["data"]) for row in old}
    return before, _told(connection, documents, batch)


def _reviewed(connection: Connection, batch: Sequence[Entry]) -> set[int | None]:
    """Documents of whose claims or operations something was judged, or an act on it undone."""
    targets = _targets(connection, batch, "review")
    found: set[int | None] = set()
    for table in (content.claims, content.operations):
        found |= {row["document"] for row in where_in(connection, select(table), table.c.id, targets)}
    return found


def _judged(connection: Connection, batch: Sequence[Entry]) -> set[str]:
    """Operations that the entries judge to be one or two, or take such a judgement back of."""
    return _targets(connection, batch, "judgement")


def _targets(connection: Connection, batch: Sequence[Entry], kind: str) -> set[str]:
    """What acts of a kind are about, where the batch holds them or an undo that leads to them."""
    front = {entry.id for entry in batch if entry.kind == "act"}
    found: set[str] = set()
    seen: set[str] = set()
    while front - seen:
        rows = list(where_in(connection, select(content.acts), content.acts.c.id, front - seen))
        seen |= front
        front = {row["target"] for row in rows if row["act"] == "undo"}
        found |= {name for row in rows if row["act"] == kind for name in (row["target"], row["other"]) if name}
    return found


def _told(connection: Connection, documents: set[int | None], batch: Sequence[Entry]) -> dict[str, Features]:
    """The features of the operations of these documents that count now."""
    if not documents:
        return {}
    bodies = {entry.seq: entry.body for entry in batch}
    texts = {entry.seq: entry.data for entry in batch if entry.kind == "document"}
    names = {entry.seq: entry.id for entry in batch if entry.kind == "document"}
    operations = _current(connection, content.operations, documents)
    claims = [row for row in _current(connection, content.claims, {row["document"] for row in operations}) if row["operation"]]
    missing = {row["seq"] for row in (*operations, *claims) if not row["body"]} | {row["document"] for row in operations}
    columns = select(entries.c.seq, entries.c.id, entries.c.body, entries.c.data)
    for row in where_in(connection, columns, entries.c.seq, missing - bodies.keys()):
        bodies[row["seq"]], texts[row["seq"]], names[row["seq"]] = row["body"], row["data"], row["id"]
    about: dict[str, list[Claim]] = {}
    for row in sorted(claims, key=lambda row: str(row["id"])):
        claim = _claim.decode(row["body"]) if row["body"] else _claim_body.decode(bodies[row["seq"]]).claim
        about.setdefault(row["operation"], []).append(claim)
    heads: dict[int, DocumentHead] = {}
    alone: dict[int, int] = {}
    for row in operations:
        alone[row["document"]] = alone.get(row["document"], 0) + 1
    found: dict[str, Features] = {}
    for row in operations:
        seq = row["document"]
        if seq not in heads:
            heads[seq] = _head(names[seq], bodies[seq], texts[seq])
        told = _operation.decode(row["body"]) if row["body"] else _operation_body.decode(bodies[row["seq"]]).operation
        found[row["id"]] = features_of(row["id"], seq, heads[seq], told, about.get(row["id"], ()), alone[seq] == 1)
    return found


def _current(connection: Connection, table: Any, documents: Iterable[int | None]) -> list[Any]:
    return list(where_in(connection, select(table).where(table.c.current), table.c.document, documents))


def _head(name: str, body: str, data: bytes | None) -> DocumentHead:
    head = _document.decode(body)
    text = zlib.decompress(data or b"").decode("utf-8", "replace")
    return DocumentHead(id=name, language=head.language or "", published=head.published, text=text)


def _exchange(connection: Connection, gone: Mapping[str, Features], come: Mapping[str, Features]) -> set[str]:
    """Put the changed operations in the place of what they were; who is concerned."""
    if not gone and not come:
        return set()
    for column in (features.c.operation, pairs.c.left, pairs.c.right):
        remove(connection, column, gone)
    rows: list[dict[str, Any]] = [
        {"node": node_of(name), "operation": name, "document": found.document, "data": encode(found)}
        for name, found in come.items()
    ]
    insert(connection, features, rows)
    removed = {node_of(name): keys_of(found) for name, found in gone.items()}
    met = neighbours.exchange(connection, blocks, removed, {node_of(name): keys_of(found) for name, found in come.items()})
    lost = _displaced(connection, met.displaced - {row["node"] for row in rows})
    known = {node_of(name): found for name, found in come.items()}
    query = select(features.c.node, features.c.data)
    others = {node for found in met.pairs for node in found} - known.keys()
    known |= {row["node"]: decode(row["data"]) for row in where_in(connection, query, features.c.node, others)}
    made: list[dict[str, Any]] = []
    for one, other in sorted(met.pairs):
        total = compare(known[one], known[other]).total
        if total >= 100 * DOUBT:
            left, right = sorted((known[one].operation, known[other].operation))
            made.append({"left": left, "right": right, "score": total, "state": "candidate"})
    held = _held(connection, made)
    insert(connection, pairs, [row for row in made if (row["left"], row["right"]) not in held])
    strong = [row for row in made if row["score"] >= 100 * MERGE]
    return {*gone, *come, *lost} | {name for row in strong for name in (row["left"], row["right"])}


def _held(connection: Connection, made: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    """Those pairs that are there already: two that were compared before, and are again as one of them has become a hub."""
    rows = where_in(connection, select(pairs), pairs.c.left, {row["left"] for row in made})
    return {(row["left"], row["right"]) for row in rows}


def _displaced(connection: Connection, nodes: set[int]) -> set[str]:
    """Drop pairs that hung on somebody who is a hub no more; whose incidents that concerns."""
    if not nodes:
        return set()
    query = select(features.c.operation)
    names = {row["operation"] for row in where_in(connection, query, features.c.node, nodes)}
    held: dict[tuple[str, str], int] = {}
    for column in (pairs.c.left, pairs.c.right):
        held |= {(row["left"], row["right"]): row["score"] for row in where_in(connection, select(pairs), column, names)}
    known = load(connection, {name for found in held for name in found})
    keys = {node_of(name): keys_of(found) for name, found in known.items()}
    by_node = {neighbours.pair(node_of(one), node_of(other)): (one, other) for one, other in held}
    stay = neighbours.hold(connection, blocks, by_node, keys)
    lost = [names for nodes, names in by_node.items() if nodes not in stay]
    for left, right in lost:
        connection.execute(pairs.delete().where(pairs.c.left == left, pairs.c.right == right))
    return {name for found in lost for name in found if held[found] >= 100 * MERGE}
